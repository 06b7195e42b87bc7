//! What keys mean: the table of actions with the person's own keys over it. Hints, help and the palette are
//! made from it.

mod remap;
mod table;

pub use remap::{KeyMistake, read, written};
pub use table::{Binding, TABLE};

use super::context::Facts;
use super::event::{Key, KeyCode};

/// What a key may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Open,
    Search,
    Sort,
    Reverse,
    New,
    Edit,
    Reveal,
    Check,
    Note,
    /// Opens the form of a call.
    LogCall,
    /// The kind of what is written, without leaving the words.
    NextKind,
    /// One of the office's usual texts.
    Snippet,
    NextTab,
    PreviousTab,
    OtherPane,
    Back,
    Filter,
    ClearFilter,
    /// Narrows the log by what is selected, to it or to all else.
    FilterIn,
    FilterOut,
    /// Takes a condition of the filter off: one to choose, or the last one.
    DropTerm,
    DropLast,
    Follow,
    GoToTime,
    Chart,
    HourBack,
    HourOn,
    DayBack,
    DayOn,
    /// The log narrowed to what is selected.
    Entries,
    EntriesOfSession,
    EntriesOfMember,
    EntriesOfCustomer,
    /// Who has seen a customer, in one answer.
    Seen,
    Columns,
    /// Begins or ends the recording of a macro.
    Record,
    Macros,
    Views,
    Mark,
    MarkAll,
    Bulk,
    Copy,
    CopyName,
    /// Into the trash; what lies there.
    Trash,
    TrashList,
    MergeMarked,
    Duplicates,
    Star,
    /// What was opened last.
    Recent,
    Undo,
    Redo,
    JumpBack,
    JumpForward,
    Reload,
    ToCustomer,
    /// A task about the customer that is open.
    FollowUp,
    /// Says that a task is done, or is not.
    Done,
    Snooze,
    NextField,
    PreviousField,
    Previous,
    Next,
    Wider,
    Narrower,
    MoveUp,
    MoveDown,
    Reset,
    Complete,
    Confirm,
    Save,
    SaveAs,
    Share,
    Delete,
    EditOutside,
    Suggest,
    Cancel,
    End,
    OpenAgain,
    Demo,
    Enrol,
    MySignIn,
    Password,
    CodeApp,
    Why,
    Preview,
    ShowToday,
    ShowCustomers,
    ShowTickets,
    /// A ticket of the customer at hand.
    NewTicket,
    /// An answer that the customer is told.
    Answer,
    SetStatus,
    SetPriority,
    /// Takes a ticket for oneself, or gives it to somebody.
    Take,
    Assign,
    HandOver,
    MoveQueue,
    Watch,
    Relate,
    Linked,
    MergeInto,
    Rate,
    NextTicket,
    ShowTasks,
    ShowLog,
    ShowAdmin,
    NextSection,
    PreviousSection,
    StandIn,
    /// Suspends a member, or lets him in again.
    Halt,
    GiveKeys,
    EndSession,
    /// Words to one who is in, or to everybody.
    Tell,
    TellAll,
    Rotate,
    TryBackup,
    Reseal,
    AllAlerts,
    /// Says that one looks into an alert.
    TakeAlert,
    AnswerAlert,
    CloseAlert,
    /// Marks a step of an incident, or takes its mark back.
    MarkStep,
    SkipStep,
    /// Does at once what a step says.
    CarryOut,
    ToldAuthority,
    CloseIncident,
    /// The log, narrowed to what is shown; the alerts about it.
    ToLog,
    ToAlerts,
    /// Tries on the past what stands in a form.
    TryOut,
    Honeytoken,
    /// Over how many days.
    Days,
    MyInsight,
    OnlyChanges,
    SignReview,
    Palette,
    Settings,
    Drafts,
    Tour,
    Mouse,
    Lock,
    Help,
    Quit,
    Suspend,
}

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Wherever the place below has not taken the key.
    Anywhere,
    Customers,
    Search,
    Detail,
    Form,
    Log,
    Today,
    Tickets,
    Ticket,
    TicketForm,
    AnswerForm,
    TicketNumber,
    Tasks,
    QuickAdd,
    TaskForm,
    Members,
    Sessions,
    Roles,
    Departments,
    Policy,
    Service,
    Fields,
    Keys,
    Alerts,
    Alert,
    Incidents,
    Incident,
    Detectors,
    Insight,
    MemberInsight,
    Decisions,
    Review,
    Backups,
    ReviewFilter,
    Member,
    Role,
    RoleForm,
    ActForm,
    PolicyForm,
    Prove,
    Code,
    Reseal,
    Entry,
    FilterForm,
    ListFilter,
    LogLine,
    LogViews,
    Macros,
    JumpTo,
    Seen,
    Columns,
    Views,
    ViewForm,
    Bulk,
    Reveal,
    Revealed,
    Check,
    NoteForm,
    NoteView,
    Conflict,
    Question,
    Drafts,
    Pick,
    Palette,
    Settings,
    Help,
    SignIn,
    Lock,
    Credentials,
    Codes,
    MySignIn,
    Notices,
    Ask,
    Why,
    Sharing,
    ShareForm,
    Duplicates,
    Merge,
    Trash,
}

impl Place {
    pub const ALL: [Self; 79] = [
        Self::Customers,
        Self::Search,
        Self::Detail,
        Self::Form,
        Self::Log,
        Self::Today,
        Self::Tickets,
        Self::Ticket,
        Self::TicketForm,
        Self::AnswerForm,
        Self::TicketNumber,
        Self::Tasks,
        Self::QuickAdd,
        Self::TaskForm,
        Self::Members,
        Self::Sessions,
        Self::Roles,
        Self::Departments,
        Self::Policy,
        Self::Service,
        Self::Fields,
        Self::Keys,
        Self::Alerts,
        Self::Alert,
        Self::Incidents,
        Self::Incident,
        Self::Detectors,
        Self::Insight,
        Self::MemberInsight,
        Self::Decisions,
        Self::Review,
        Self::Backups,
        Self::ReviewFilter,
        Self::Member,
        Self::Role,
        Self::RoleForm,
        Self::ActForm,
        Self::PolicyForm,
        Self::Prove,
        Self::Code,
        Self::Reseal,
        Self::Entry,
        Self::FilterForm,
        Self::ListFilter,
        Self::LogLine,
        Self::LogViews,
        Self::Macros,
        Self::JumpTo,
        Self::Seen,
        Self::Columns,
        Self::Views,
        Self::ViewForm,
        Self::Bulk,
        Self::Reveal,
        Self::Revealed,
        Self::Check,
        Self::NoteForm,
        Self::NoteView,
        Self::Conflict,
        Self::Question,
        Self::Drafts,
        Self::Pick,
        Self::Palette,
        Self::Settings,
        Self::Help,
        Self::SignIn,
        Self::Lock,
        Self::Credentials,
        Self::Codes,
        Self::MySignIn,
        Self::Notices,
        Self::Ask,
        Self::Why,
        Self::Sharing,
        Self::ShareForm,
        Self::Duplicates,
        Self::Merge,
        Self::Trash,
        Self::Anywhere,
    ];

    /// The text that names it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Customers => "place-customers",
            Self::Search => "place-search",
            Self::Detail => "place-detail",
            Self::Form => "place-form",
            Self::Log => "place-log",
            Self::Today => "place-today",
            Self::Tickets => "place-tickets",
            Self::Ticket => "place-ticket",
            Self::TicketForm => "place-ticket-form",
            Self::AnswerForm => "place-answer",
            Self::TicketNumber => "place-ticket-number",
            Self::Tasks => "place-tasks",
            Self::QuickAdd => "place-quick-add",
            Self::TaskForm => "place-task-form",
            Self::Members => "place-members",
            Self::Sessions => "place-sessions",
            Self::Roles => "place-roles",
            Self::Departments => "place-departments",
            Self::Policy => "place-policy",
            Self::Service => "place-service",
            Self::Fields => "place-fields",
            Self::Keys => "place-keys",
            Self::Alerts => "place-alerts",
            Self::Alert => "place-alert",
            Self::Incidents => "place-incidents",
            Self::Incident => "place-incident",
            Self::Detectors => "place-detectors",
            Self::Insight => "place-insight",
            Self::MemberInsight => "place-member-insight",
            Self::Decisions => "place-decisions",
            Self::Review => "place-review",
            Self::Backups => "place-backups",
            Self::ReviewFilter => "place-review-filter",
            Self::Member => "place-member",
            Self::Role => "place-role",
            Self::RoleForm => "place-role-form",
            Self::ActForm => "place-act-form",
            Self::PolicyForm => "place-policy-form",
            Self::Prove => "place-prove",
            Self::Code => "place-code",
            Self::Reseal => "place-reseal",
            Self::Entry => "place-entry",
            Self::FilterForm => "place-filter",
            Self::ListFilter => "place-list-filter",
            Self::LogLine => "place-log-line",
            Self::LogViews => "place-log-views",
            Self::Macros => "place-macros",
            Self::JumpTo => "place-jump-to",
            Self::Seen => "place-seen",
            Self::Columns => "place-columns",
            Self::Views => "place-views",
            Self::ViewForm => "place-view-form",
            Self::Bulk => "place-bulk",
            Self::Reveal => "place-reveal",
            Self::Revealed => "place-revealed",
            Self::Check => "place-check",
            Self::NoteForm => "place-note",
            Self::NoteView => "place-note-view",
            Self::Conflict => "place-conflict",
            Self::Question => "place-question",
            Self::Drafts => "place-drafts",
            Self::Pick => "place-pick",
            Self::Palette => "place-palette",
            Self::Settings => "place-settings",
            Self::Help => "place-help",
            Self::SignIn => "place-sign-in",
            Self::Lock => "place-lock",
            Self::Credentials => "place-credentials",
            Self::Codes => "place-codes",
            Self::MySignIn => "place-my-sign-in",
            Self::Notices => "place-notices",
            Self::Ask => "place-ask",
            Self::Why => "place-why",
            Self::Sharing => "place-sharing",
            Self::ShareForm => "place-share-form",
            Self::Duplicates => "place-duplicates",
            Self::Merge => "place-merge",
            Self::Trash => "place-trash",
            Self::Anywhere => "place-anywhere",
        }
    }

    /// Whether letters are typed here and can't be actions.
    pub const fn is_typed_in(self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::Lock
                | Self::Search
                | Self::Form
                | Self::FilterForm
                | Self::TicketForm
                | Self::AnswerForm
                | Self::TicketNumber
                | Self::ReviewFilter
                | Self::RoleForm
                | Self::ActForm
                | Self::QuickAdd
                | Self::TaskForm
                | Self::PolicyForm
                | Self::Prove
                | Self::ListFilter
                | Self::LogLine
                | Self::LogViews
                | Self::Macros
                | Self::JumpTo
                | Self::ViewForm
                | Self::Reveal
                | Self::Check
                | Self::NoteForm
                | Self::Pick
                | Self::Palette
                | Self::Help
                | Self::Credentials
                | Self::Ask
                | Self::ShareForm
                | Self::Anywhere
        )
    }
}

/// The table with the keys that hold for this person.
#[derive(Clone, Debug)]
pub struct Keymap {
    /// For each binding of the table its keys.
    keys: Vec<Vec<Key>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self { keys: TABLE.iter().map(|binding| binding.keys.to_vec()).collect() }
    }
}

impl Keymap {
    /// Every binding with its keys.
    pub fn all(&self) -> impl Iterator<Item = (&'static Binding, &[Key])> {
        TABLE.iter().zip(self.keys.iter().map(Vec::as_slice))
    }

    /// Those of a place.
    pub fn of(&self, place: Place) -> impl Iterator<Item = (&'static Binding, &[Key])> {
        self.all().filter(move |(binding, _)| binding.places.contains(&place))
    }

    /// What a key means in a place. `Err` names an action that exists here but can't be done now.
    pub fn find(&self, place: Place, key: Key, facts: &Facts) -> Option<Result<Action, &'static str>> {
        let mut refused = None;
        for (binding, _) in self.of(place).filter(|(_, keys)| keys.contains(&key)) {
            if (binding.enabled)(facts) {
                return Some(Ok(binding.action));
            }
            refused = Some(binding.name);
        }
        refused.map(Err)
    }

    /// What the hint line of a place names now, each with its first key.
    pub fn hints(&self, place: Place, facts: &Facts) -> impl Iterator<Item = (&'static Binding, Key)> {
        let named = self.of(place).filter(move |(binding, _)| binding.hint && (binding.enabled)(facts));
        named.filter_map(|(binding, keys)| Some((binding, *keys.first()?)))
    }

    /// Whether a key is one of an action's, by its name: for a place that takes the key only now and then.
    pub fn is(&self, name: &str, key: Key) -> bool {
        self.all().any(|(binding, keys)| binding.name == name && keys.contains(&key))
    }

    /// The key that a text may name, such as the one for search: as it is written.
    pub fn written(&self, name: &str) -> String {
        let found = self.all().find(|(binding, _)| binding.name == name);
        found.and_then(|(_, keys)| keys.first()).map(|key| written(*key)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::i18n::{I18n, Lang};

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in Place::ALL {
            let mut seen = std::collections::HashMap::new();
            for (binding, keys) in Keymap::default().of(place) {
                for key in keys {
                    let before = seen.insert(*key, binding.name);
                    // Two names for one action in one place are told apart by when each can be done.
                    let same = before.is_some_and(|name| {
                        TABLE.iter().any(|other| other.name == name && other.action == binding.action)
                    });
                    assert!(before.is_none() || same, "{} in {place:?}: {} too", written(*key), binding.name);
                }
            }
        }
    }

    #[test]
    fn names_are_unlike_and_places_are_named() {
        let mut names: Vec<&str> = TABLE.iter().map(|binding| binding.name).collect();
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        assert!(TABLE.iter().all(|binding| !binding.places.is_empty() && !binding.keys.is_empty()));
    }

    #[test]
    fn every_action_has_words_in_every_language() {
        for lang in Lang::ALL {
            let texts = I18n::new(lang);
            for binding in TABLE {
                for key in [format!("do-{}", binding.name), format!("help-{}", binding.name)] {
                    if key.starts_with("do-") && !binding.hint {
                        continue;
                    }
                    let text = texts.find(&key, &[]).unwrap_or_default();
                    let width = unicode_width::UnicodeWidthStr::width(text.as_str());
                    // The help has 57 columns for the words at 80 columns.
                    assert!(!text.trim().is_empty() && width <= 57, "{key} in {lang:?}: {width}");
                }
            }
        }
    }

    /// The README's table of keys is made from this one: on a failure, put what is printed in its place.
    #[test]
    fn the_readme_lists_every_action() {
        let texts = I18n::new(Lang::En);
        let mut table = String::from("| action | keys | what it does |\n|---|---|---|\n");
        for binding in TABLE {
            let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", written(*key))).collect();
            let words = texts.t(&format!("help-{}", binding.name));
            table.push_str(&format!("| {} | {} | {words} |\n", binding.name, keys.join(" ")));
        }
        let readme = include_str!("../../../README.md");
        assert!(readme.contains(&table), "the README's table of keys should be\n{table}");
    }

    #[test]
    fn ctrl_z_is_suspend_and_nothing_else() {
        for binding in TABLE {
            assert_eq!(binding.keys.contains(&Key::ctrl('z')), binding.action == Action::Suspend);
        }
    }
}
