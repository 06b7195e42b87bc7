//! The one table of actions: name, keys, where each applies and when.

use super::{Action, Place};
use crate::ui::context::Facts;
use crate::ui::event::{Key, KeyCode};

/// One action in some places.
pub struct Binding {
    pub action: Action,
    /// The usual keys; the first one is shown in hints.
    pub keys: &'static [Key],
    pub places: &'static [Place],
    /// Its name in the config. The text of the hint line is `do-NAME`, of the help `help-NAME`.
    pub name: &'static str,
    /// Whether the hint line names it.
    pub hint: bool,
    pub enabled: fn(&Facts) -> bool,
}

const fn k(code: KeyCode) -> Key {
    Key::new(code)
}

const fn alt(code: KeyCode) -> Key {
    Key { alt: true, ..Key::new(code) }
}

const fn always(_: &Facts) -> bool {
    true
}

const fn bind(
    action: Action,
    name: &'static str,
    keys: &'static [Key],
    places: &'static [Place],
    hint: bool,
    enabled: fn(&Facts) -> bool,
) -> Binding {
    Binding { action, keys, places, name, hint, enabled }
}

use Action as A;
use KeyCode as C;
use Place as P;

/// The places named, and the sections of the screen Admin.
macro_rules! with_office {
    ($($place:ident),*) => {
        &[
            $(P::$place,)*
            P::Members,
            P::Sessions,
            P::Roles,
            P::Departments,
            P::Policy,
            P::Keys,
            P::Alerts,
            P::Detectors,
            P::Insight,
            P::Decisions,
            P::Review,
        ]
    };
}

const SCREENS: &[Place] = with_office!(Customers, Detail, Log, Today);
const OFFICE: &[Place] = with_office!();
const BUT_OFFICE: &[Place] = &[P::Customers, P::Detail, P::Log, P::Today];
const BUT_TODAY: &[Place] = with_office!(Customers, Detail, Log);
const BUT_CUSTOMERS: &[Place] = with_office!(Log, Today);
const BUT_LOG: &[Place] = with_office!(Customers, Detail, Today);
/// What a page at a time goes through.
const PAGED: &[Place] = with_office!(
    Customers,
    Search,
    Detail,
    Log,
    Help,
    Today,
    ReviewFilter,
    Member,
    Role,
    RoleForm,
    Alert,
    MemberInsight,
    NoteView
);
/// Lists in popups, walked while words are typed.
const PICKS: &[Place] =
    &[P::Pick, P::Palette, P::ListFilter, P::LogLine, P::LogViews, P::Search, P::Help, P::ReviewFilter];
const PANELS: &[Place] = &[
    P::Columns,
    P::Views,
    P::Drafts,
    P::Settings,
    P::Conflict,
    P::MySignIn,
    P::Why,
    P::Sharing,
    P::Member,
    P::Role,
    P::Alert,
    P::MemberInsight,
    P::Seen,
    P::NoteView,
];
/// Where one's own sign-in can be looked at. (Where everybody's sessions are, its key tells everybody something.)
const OWN: &[Place] = &[
    P::Customers,
    P::Detail,
    P::Log,
    P::Today,
    P::Settings,
    P::Notices,
    P::Members,
    P::Roles,
    P::Departments,
    P::Policy,
    P::Keys,
    P::Alerts,
    P::Detectors,
    P::Insight,
    P::Decisions,
    P::Review,
];
/// What is typed line by line.
const LINES: &[Place] = &[P::SignIn, P::Form, P::FilterForm, P::Credentials, P::ActForm, P::PolicyForm, P::RoleForm];
/// Forms of parts, some of them choices.
const PARTS: &[Place] = &[P::NoteForm, P::Reveal, P::ViewForm, P::Ask, P::ShareForm];

/// The table. Order is the order of hints and help.
pub const TABLE: &[Binding] = &[
    bind(A::Preview, "end-preview", &[Key::char('P')], SCREENS, true, |f| f.previewing),
    bind(
        A::Open,
        "open",
        &[k(C::Enter)],
        &[P::Customers, P::Search, P::Log, P::Today, P::Members, P::Roles, P::Alerts, P::Insight],
        true,
        |f| f.row,
    ),
    bind(A::Open, "lookup", &[k(C::Enter)], &[P::Customers, P::Search], true, |f| f.lookup),
    bind(A::Search, "search", &[Key::char('/')], &[P::Customers], true, |f| f.may_list),
    bind(A::Open, "open-access", &[k(C::Enter)], &[P::Detail], true, |f| f.access_row && f.may_log),
    bind(A::Open, "open-note", &[k(C::Enter)], &[P::Detail], true, |f| f.line),
    bind(A::Seen, "seen", &[Key::char('S')], &[P::Detail], true, |f| f.may_see),
    bind(A::Search, "log-line", &[Key::char('/')], &[P::Log], true, always),
    bind(A::New, "new", &[Key::char('n')], &[P::Customers], true, |f| f.may_create),
    bind(A::New, "invite", &[Key::char('n')], &[P::Members], true, |f| f.may_change),
    bind(A::Edit, "edit-grant", &[Key::char('e')], &[P::Members, P::Member], true, |f| f.may_manage),
    bind(A::GiveKeys, "give-keys", &[Key::char('K')], &[P::Members, P::Member], true, |f| f.may_give),
    bind(A::EndSession, "end-their-session", &[Key::char('x')], &[P::Member], true, |f| f.session && f.may_manage),
    bind(A::Entries, "their-entries", &[Key::char('E')], &[P::Members, P::Member, P::Sessions], true, |f| {
        f.entries && f.may_log
    }),
    bind(A::Tell, "tell", &[Key::char('m')], &[P::Sessions], true, |f| f.session),
    bind(A::TellAll, "tell-all", &[Key::char('M')], &[P::Sessions], true, |f| f.session),
    bind(A::EndSession, "end-this-session", &[Key::char('d'), k(C::Delete)], &[P::Sessions], true, |f| {
        f.session && f.may_change
    }),
    bind(A::StandIn, "stand-in", &[Key::char('t')], &[P::Members, P::Member], true, |f| f.may_manage),
    bind(A::Reset, "reset-member", &[Key::char('r')], &[P::Members, P::Member], true, |f| f.may_manage),
    bind(A::Halt, "suspend-member", &[Key::char('s')], &[P::Members, P::Member], true, |f| {
        f.may_manage && !f.suspended
    }),
    bind(A::Halt, "reactivate", &[Key::char('s')], &[P::Members, P::Member], true, |f| f.may_manage && f.suspended),
    bind(A::Delete, "remove-member", &[Key::char('d'), k(C::Delete)], &[P::Members, P::Member], true, |f| f.may_manage),
    bind(A::New, "new-role", &[Key::char('n')], &[P::Roles, P::Role], true, |f| f.row && f.may_change),
    bind(A::Edit, "edit-role", &[Key::char('e')], &[P::Roles, P::Role], true, |f| f.own_role && f.may_change),
    bind(A::Delete, "remove-role", &[Key::char('d'), k(C::Delete)], &[P::Roles, P::Role], true, |f| {
        f.own_role && f.may_change
    }),
    bind(A::New, "new-department", &[Key::char('n')], &[P::Departments], true, |f| f.may_change),
    bind(A::Edit, "edit-department", &[k(C::Enter), Key::char('e')], &[P::Departments], true, |f| {
        f.row && f.may_change
    }),
    bind(A::Delete, "remove-department", &[Key::char('d'), k(C::Delete)], &[P::Departments], true, |f| {
        f.row && f.may_change
    }),
    bind(A::Edit, "edit-policy", &[k(C::Enter), Key::char('e')], &[P::Policy], true, |f| f.row && f.may_change),
    bind(A::Rotate, "rotate", &[Key::char('r')], &[P::Keys], true, |f| f.row && f.may_change),
    bind(A::Reseal, "reseal", &[Key::char('s')], &[P::Keys], true, |f| f.resealing && f.may_change),
    bind(A::TakeAlert, "take-alert", &[Key::char('t')], &[P::Alert], true, |f| f.may_take),
    bind(A::AnswerAlert, "answer-alert", &[Key::char('a')], &[P::Alert], true, |f| f.alert_open),
    bind(A::CloseAlert, "close-alert", &[Key::char('c')], &[P::Alert], true, |f| f.alert_open),
    bind(A::Open, "open-evidence", &[k(C::Enter)], &[P::Alert], true, |f| f.row),
    bind(A::ToLog, "evidence-in-log", &[Key::char('l')], &[P::Alert], true, |f| f.evidence),
    bind(A::Edit, "edit-detector", &[k(C::Enter), Key::char('e')], &[P::Detectors], true, |f| f.row && f.may_change),
    bind(A::Delete, "remove-honeytoken", &[Key::char('d'), k(C::Delete)], &[P::Detectors], true, |f| {
        f.honeytoken && f.may_change
    }),
    bind(A::TryOut, "try-detector", &[Key::ctrl('t')], &[P::PolicyForm], true, |f| f.may_try),
    bind(A::Days, "days", &[Key::char('d')], &[P::Insight, P::MemberInsight], true, always),
    bind(A::ToLog, "their-log", &[Key::char('l')], &[P::MemberInsight], true, |f| f.row && f.may_log),
    bind(A::ToAlerts, "their-alerts", &[Key::char('a')], &[P::MemberInsight], true, |f| f.row && f.may_alerts),
    bind(A::AllAlerts, "all-alerts", &[Key::char('a')], &[P::Alerts], true, always),
    bind(A::SignReview, "sign-review", &[Key::char('s')], &[P::Review], true, |f| f.may_change),
    bind(A::OnlyChanges, "only-changes", &[Key::char('o')], &[P::Review], true, |f| f.changes),
    bind(A::Search, "filter-review", &[Key::char('/'), Key::char('f')], &[P::Review], true, always),
    bind(A::End, "handed-over", &[Key::char('x'), k(C::Esc)], &[P::Code], true, always),
    bind(A::End, "end", &[Key::char('x'), k(C::Esc)], &[P::Revealed], true, always),
    bind(A::Reveal, "reveal", &[Key::char('r')], &[P::Detail], true, |f| f.may_reveal),
    bind(A::Reveal, "ask-more", &[Key::char('r')], &[P::Detail], true, |f| f.may_ask),
    bind(A::Check, "check", &[Key::char('v')], &[P::Detail], true, |f| f.may_check),
    bind(A::Note, "note", &[Key::char('a'), Key::char('n')], &[P::Detail], true, |f| f.may_note),
    bind(A::LogCall, "log-call", &[Key::char('c')], &[P::Detail], true, |f| f.may_note),
    bind(A::Edit, "edit-note", &[Key::char('e')], &[P::Detail], true, |f| f.may_edit_line),
    bind(A::Delete, "remove-note", &[Key::char('d'), k(C::Delete)], &[P::Detail], true, |f| f.may_remove_line),
    bind(A::Filter, "filter-kind", &[Key::char('f')], &[P::Detail], true, |f| f.timeline),
    bind(A::Edit, "edit", &[Key::char('e')], &[P::Detail], true, |f| f.may_edit && !f.line),
    bind(A::Share, "share-customer", &[Key::char('s')], &[P::Detail], true, |f| f.may_share_this),
    bind(A::Honeytoken, "honeytoken", &[Key::char('T')], &[P::Detail], false, |f| f.detail && f.may_policy),
    bind(A::Bulk, "bulk", &[Key::char('b')], &[P::Customers], true, |f| f.may_bulk && f.marked),
    bind(A::Mark, "mark", &[Key::char(' ')], &[P::Customers], true, |f| f.row && f.may_bulk),
    bind(A::MarkAll, "mark-all", &[Key::char('*')], &[P::Customers], false, |f| f.row && f.may_bulk),
    bind(A::Filter, "filter", &[Key::char('f')], &[P::Customers, P::Log], true, always),
    bind(A::ClearFilter, "clear-filter", &[Key::char('c')], &[P::Customers, P::Log, P::Review, P::Alerts], true, |f| {
        f.filtered
    }),
    bind(A::Back, "stop-seeking", &[k(C::Esc)], &[P::Log], true, |f| f.seeking),
    bind(A::Back, "former-filter", &[k(C::Esc)], &[P::Log], true, |f| f.former && !f.seeking),
    bind(A::FilterIn, "filter-in", &[Key::char('i'), Key::char('+')], &[P::Log], true, |f| f.row),
    bind(A::FilterOut, "filter-out", &[Key::char('o'), Key::char('-')], &[P::Log], true, |f| f.row),
    bind(A::DropTerm, "drop-term", &[Key::char('x')], &[P::Log], false, |f| f.filtered),
    bind(A::DropLast, "drop-last", &[k(C::Backspace)], &[P::Log], false, |f| f.filtered),
    bind(A::Chart, "chart", &[Key::char('b')], &[P::Log], true, always),
    bind(A::GoToTime, "go-to-time", &[Key::char('t')], &[P::Log], true, always),
    bind(A::Follow, "follow", &[Key::char('F')], &[P::Log], true, always),
    bind(A::Views, "log-views", &[Key::char('V')], &[P::Log], true, always),
    bind(A::HourBack, "hour-back", &[k(C::Left), Key::char('h')], &[P::Log], false, |f| f.row),
    bind(A::HourOn, "hour-on", &[k(C::Right), Key::char('l')], &[P::Log], false, |f| f.row),
    bind(A::DayBack, "day-back", &[Key::char('{')], &[P::Log], false, |f| f.row),
    bind(A::DayOn, "day-on", &[Key::char('}')], &[P::Log], false, |f| f.row),
    bind(A::Views, "views", &[Key::char('V')], &[P::Customers], true, |f| f.may_list),
    bind(A::Sort, "sort", &[Key::char('s')], &[P::Customers], true, |f| f.may_list && !f.searched),
    bind(A::Reverse, "reverse", &[Key::char('S')], &[P::Customers], false, |f| f.may_list && !f.searched),
    bind(A::Columns, "columns", &[Key::char('C')], &[P::Customers], false, |f| f.may_list),
    bind(A::ToCustomer, "to-customer", &[k(C::Enter), Key::char('o')], &[P::Entry], true, |f| f.entry_customer),
    bind(A::Down, "older-entry", &[k(C::Down), Key::char('j')], &[P::Entry], true, |f| f.listed),
    bind(A::Up, "newer-entry", &[k(C::Up), Key::char('k')], &[P::Entry], true, |f| f.listed),
    bind(A::EntriesOfSession, "entries-of-session", &[Key::char('s')], &[P::Entry], true, |f| f.entry_session),
    bind(A::EntriesOfMember, "entries-of-member", &[Key::char('m')], &[P::Entry], true, |f| f.entry_member),
    bind(A::EntriesOfCustomer, "entries-of-customer", &[Key::char('c')], &[P::Entry], true, |f| f.entry_subject),
    bind(A::Copy, "copy", &[Key::char('y')], &[P::Revealed], true, |f| f.may_copy),
    bind(A::Copy, "copy-code", &[Key::char('y')], &[P::Customers, P::Detail], false, |f| f.row || f.detail),
    bind(A::CopyName, "copy-name", &[Key::char('Y')], &[P::Customers, P::Detail], false, |f| f.row || f.detail),
    bind(A::Demo, "demo", &[k(C::F(2))], &[P::SignIn], true, |f| f.demo),
    bind(
        A::Confirm,
        "confirm",
        &[k(C::Enter)],
        &[P::SignIn, P::Lock, P::Check, P::Credentials, P::Prove],
        true,
        always,
    ),
    bind(A::Confirm, "confirm-act", &[k(C::Enter), Key::ctrl('s')], &[P::ActForm], true, |f| f.row),
    bind(A::Enrol, "enrol", &[Key::ctrl('n')], &[P::SignIn], true, always),
    bind(A::Suggest, "suggest", &[Key::ctrl('g')], &[P::Credentials], true, |f| f.may_suggest),
    bind(A::End, "written", &[Key::char('x')], &[P::Codes], true, always),
    bind(A::Confirm, "understood", &[k(C::Enter), k(C::Esc)], &[P::Notices], true, always),
    bind(A::Confirm, "confirm-ask", &[k(C::Enter)], &[P::Ask], true, always),
    bind(A::Confirm, "confirm-share", &[k(C::Enter)], &[P::ShareForm], true, |f| f.row),
    bind(A::New, "share-with", &[Key::char('n'), Key::char('a')], &[P::Sharing], true, always),
    bind(A::Mark, "private", &[Key::char(' ')], &[P::Sharing], true, always),
    bind(A::Delete, "end-share", &[Key::char('d'), k(C::Delete)], &[P::Sharing], true, |f| f.may_delete),
    bind(A::Password, "password", &[Key::char('p')], &[P::MySignIn], true, always),
    bind(A::CodeApp, "code-app", &[Key::char('a')], &[P::MySignIn], true, always),
    bind(A::Delete, "end-session", &[Key::char('d'), k(C::Delete)], &[P::MySignIn], true, |f| {
        f.may_delete && !f.own_key
    }),
    bind(A::New, "add-key", &[Key::char('n')], &[P::MySignIn], true, always),
    bind(A::Delete, "remove-key", &[Key::char('d'), k(C::Delete)], &[P::MySignIn], true, |f| f.own_key),
    bind(A::Confirm, "confirm-reveal", &[k(C::Enter)], &[P::Reveal], true, always),
    bind(A::Confirm, "confirm-view", &[k(C::Enter)], &[P::ViewForm], true, always),
    bind(A::Confirm, "yes", &[k(C::Enter)], &[P::Question], true, always),
    bind(A::Cancel, "no", &[k(C::Esc)], &[P::Question], true, always),
    bind(
        A::Confirm,
        "confirm-field",
        &[k(C::Enter)],
        &[P::FilterForm, P::ListFilter, P::LogLine, P::Columns, P::ReviewFilter],
        true,
        always,
    ),
    bind(A::Confirm, "go-there", &[k(C::Enter)], &[P::JumpTo], true, always),
    bind(A::SaveAs, "save-filter", &[Key::ctrl('s')], &[P::LogViews], true, |f| f.filtered),
    bind(A::Delete, "delete-filter", &[Key::ctrl('d'), k(C::Delete)], &[P::LogViews], true, |f| f.row),
    bind(A::Confirm, "confirm-bulk", &[k(C::Enter)], &[P::Bulk], true, |f| f.row),
    bind(A::Confirm, "choose", &[k(C::Enter)], &[P::Pick, P::Palette, P::Views, P::LogViews, P::Drafts], true, |f| {
        f.row
    }),
    bind(A::Confirm, "merge", &[k(C::Enter), Key::ctrl('s')], &[P::Conflict], true, always),
    bind(A::Save, "save", &[Key::ctrl('s')], &[P::Form, P::NoteForm, P::RoleForm, P::PolicyForm], true, always),
    bind(A::NextKind, "next-kind", &[Key::ctrl('k')], &[P::NoteForm], true, always),
    bind(A::Snippet, "snippet", &[Key::ctrl('t')], &[P::NoteForm], true, always),
    bind(A::Previous, "earlier-version", &[k(C::Left), Key::char('h')], &[P::NoteView], true, |f| f.earlier),
    bind(A::Next, "later-version", &[k(C::Right), Key::char('l')], &[P::NoteView], true, |f| f.later),
    bind(A::EditOutside, "edit-outside", &[Key::ctrl('o')], &[P::NoteForm], true, always),
    bind(A::SaveAs, "save-view", &[Key::char('n'), Key::ctrl('s')], &[P::Views], true, always),
    bind(A::Share, "share-view", &[Key::char('s')], &[P::Views], true, |f| f.may_share && f.row),
    bind(A::Delete, "delete-view", &[Key::char('d'), k(C::Delete)], &[P::Views], true, |f| f.may_delete),
    bind(A::Delete, "delete-draft", &[Key::char('d'), k(C::Delete)], &[P::Drafts], true, |f| f.row),
    bind(A::Complete, "complete", &[k(C::Tab)], &[P::ListFilter, P::LogLine], true, always),
    bind(A::NextField, "next-field", &[k(C::Tab), k(C::Down)], LINES, true, always),
    bind(A::NextField, "next-part", &[k(C::Tab)], PARTS, true, always),
    bind(A::PreviousField, "previous-field", &[k(C::BackTab), k(C::Up)], LINES, false, always),
    bind(A::PreviousField, "previous-part", &[k(C::BackTab)], PARTS, false, always),
    bind(A::Mark, "toggle", &[Key::char(' ')], &[P::Columns], true, always),
    bind(A::Previous, "theirs", &[k(C::Left), Key::char('h')], &[P::Conflict], true, always),
    bind(A::Next, "mine", &[k(C::Right), Key::char('l')], &[P::Conflict], true, always),
    bind(A::Mark, "swap", &[Key::char(' ')], &[P::Conflict], false, always),
    bind(A::MoveUp, "move-up", &[Key::char('K'), alt(C::Up)], &[P::Columns], true, always),
    bind(A::MoveDown, "move-down", &[Key::char('J'), alt(C::Down)], &[P::Columns], true, always),
    bind(A::Narrower, "narrower", &[k(C::Left), Key::char('h')], &[P::Columns], true, always),
    bind(A::Wider, "wider", &[k(C::Right), Key::char('l')], &[P::Columns], true, always),
    bind(A::Previous, "previous", &[k(C::Left), Key::char('h')], &[P::Settings], true, always),
    bind(A::Next, "next", &[k(C::Right), Key::char('l')], &[P::Settings], true, always),
    bind(A::Reset, "reset", &[Key::char('r')], &[P::Columns], true, always),
    bind(A::OpenAgain, "open-again", &[Key::char('o')], &[P::Conflict], true, always),
    bind(A::NextTab, "next-tab", &[k(C::Right), Key::char('l')], &[P::Detail], true, always),
    bind(A::PreviousTab, "previous-tab", &[k(C::Left), Key::char('h')], &[P::Detail], false, always),
    bind(A::OtherPane, "other-pane", &[k(C::Tab), k(C::BackTab)], &[P::Customers, P::Detail], true, |f| {
        f.wide && f.detail
    }),
    bind(A::Back, "clear-marks", &[k(C::Esc)], &[P::Customers], true, |f| f.marked),
    bind(A::Back, "clear-search", &[k(C::Esc)], &[P::Customers], true, |f| f.searched && !f.marked),
    bind(A::Back, "back", &[k(C::Esc)], &[P::Search, P::Detail], true, always),
    bind(
        A::Cancel,
        "cancel",
        &[k(C::Esc)],
        &[
            P::Form,
            P::FilterForm,
            P::NoteForm,
            P::Reveal,
            P::Conflict,
            P::ListFilter,
            P::LogLine,
            P::LogViews,
            P::JumpTo,
            P::Columns,
            P::Pick,
            P::ViewForm,
            P::Bulk,
            P::ActForm,
            P::PolicyForm,
            P::RoleForm,
            P::Prove,
            P::ReviewFilter,
            P::Credentials,
            P::Ask,
            P::ShareForm,
        ],
        true,
        always,
    ),
    bind(
        A::Cancel,
        "close",
        &[k(C::Esc)],
        &[
            P::Check,
            P::Entry,
            P::Seen,
            P::NoteView,
            P::Help,
            P::Palette,
            P::Views,
            P::Drafts,
            P::Settings,
            P::MySignIn,
            P::Why,
            P::Sharing,
            P::Member,
            P::Role,
            P::Alert,
            P::MemberInsight,
        ],
        true,
        always,
    ),
    bind(A::Cancel, "leave-reseal", &[k(C::Esc)], &[P::Reseal], true, always),
    bind(A::End, "stop-reseal", &[Key::char('x')], &[P::Reseal], true, always),
    bind(A::NextSection, "next-section", &[k(C::Tab), k(C::Right), Key::char('l')], OFFICE, true, always),
    bind(A::PreviousSection, "previous-section", &[k(C::BackTab), k(C::Left), Key::char('h')], OFFICE, false, always),
    bind(A::Up, "up", &[k(C::Up), Key::char('k')], SCREENS, false, always),
    bind(A::Down, "down", &[k(C::Down), Key::char('j')], SCREENS, false, always),
    bind(A::Up, "up-typing", &[k(C::Up), Key::ctrl('p')], PICKS, false, always),
    bind(A::Down, "down-typing", &[k(C::Down), Key::ctrl('n')], PICKS, false, always),
    bind(A::Up, "up-choice", &[k(C::Up)], &[P::Reveal, P::Ask, P::ShareForm], false, always),
    bind(A::Down, "down-choice", &[k(C::Down)], &[P::Reveal, P::Ask, P::ShareForm], false, always),
    bind(A::Up, "up-panel", &[k(C::Up), Key::char('k')], PANELS, false, always),
    bind(A::Down, "down-panel", &[k(C::Down), Key::char('j')], PANELS, false, always),
    bind(A::PageUp, "page-up", &[k(C::PageUp), Key::ctrl('b')], PAGED, false, always),
    bind(A::PageDown, "page-down", &[k(C::PageDown), Key::ctrl('f')], PAGED, false, always),
    bind(A::First, "first", &[Key::char('g'), k(C::Home)], SCREENS, false, always),
    bind(A::Last, "last", &[Key::char('G'), k(C::End)], SCREENS, false, always),
    bind(A::Reload, "reload", &[k(C::F(5))], SCREENS, false, always),
    bind(A::Undo, "undo", &[Key::char('u')], SCREENS, true, |f| f.may_undo),
    bind(A::Redo, "redo", &[Key::char('U')], SCREENS, false, |f| f.may_redo),
    bind(A::JumpBack, "jump-back", &[Key::char('['), alt(C::Left)], SCREENS, false, |f| f.may_jump_back),
    bind(A::JumpForward, "jump-forward", &[Key::char(']'), alt(C::Right)], SCREENS, false, |f| f.may_jump_forward),
    bind(A::ShowCustomers, "show-customers", &[Key::char('2')], BUT_CUSTOMERS, true, |f| f.may_list),
    bind(A::ShowLog, "show-log", &[Key::char('9')], BUT_LOG, true, |f| f.may_log),
    bind(A::Why, "why", &[Key::char('w')], &[P::Customers, P::Detail, P::Log], true, always),
    bind(A::Palette, "palette", &[Key::char(':'), Key::ctrl('p')], SCREENS, true, always),
    bind(A::Help, "help", &[Key::char('?')], SCREENS, true, always),
    bind(A::Settings, "settings", &[Key::char(',')], SCREENS, false, always),
    bind(A::Drafts, "drafts", &[Key::char('D')], SCREENS, false, |f| f.drafts),
    bind(A::Tour, "tour", &[k(C::F(2))], SCREENS, false, |f| f.demo),
    bind(A::Preview, "preview", &[Key::char('P')], SCREENS, false, |f| f.may_preview && !f.previewing),
    bind(A::Help, "help-anywhere", &[k(C::F(1))], &[P::Anywhere], false, always),
    bind(A::Mouse, "mouse", &[k(C::F(8))], &[P::Anywhere], false, always),
    bind(A::Lock, "lock", &[Key::char('L')], SCREENS, true, always),
    bind(A::Lock, "lock-anywhere", &[k(C::F(9))], &[P::Anywhere], false, |f| f.signed_in),
    bind(A::Quit, "quit", &[Key::char('q')], SCREENS, true, always),
    bind(A::ShowToday, "show-today", &[Key::char('1')], BUT_TODAY, true, |f| f.signed_in),
    bind(A::ShowAdmin, "show-admin", &[Key::char('0')], BUT_OFFICE, true, |f| f.may_admin),
    bind(A::MySignIn, "my-sign-in", &[Key::char('M')], OWN, true, always),
    bind(
        A::MyInsight,
        "my-insight",
        &[Key::char('I')],
        with_office!(Customers, Detail, Log, Today, MySignIn),
        false,
        |f| f.may_log,
    ),
    bind(A::Quit, "quit-anywhere", &[Key::ctrl('q'), Key::ctrl('c')], &[P::Anywhere], false, always),
    bind(A::Suspend, "suspend", &[Key::ctrl('z')], &[P::Anywhere], false, always),
];
