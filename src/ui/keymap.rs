//! The one table of actions: name, keys, where each applies and when. Hints and help are made from it.

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
    New,
    Edit,
    Reveal,
    Check,
    Note,
    NextTab,
    PreviousTab,
    OtherPane,
    Back,
    Filter,
    ClearFilter,
    Reload,
    ToCustomer,
    NextField,
    PreviousField,
    Confirm,
    Save,
    Cancel,
    End,
    OpenAgain,
    KeepMine,
    Demo,
    ShowCustomers,
    ShowLog,
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
    SignIn,
    Lock,
    Customers,
    Search,
    Detail,
    Form,
    Log,
    Entry,
    Reveal,
    Revealed,
    Check,
    NoteForm,
    FilterForm,
    Conflict,
    Question,
    Help,
}

impl Place {
    pub const ALL: [Self; 17] = [
        Self::Customers,
        Self::Search,
        Self::Detail,
        Self::Form,
        Self::Log,
        Self::Entry,
        Self::FilterForm,
        Self::Reveal,
        Self::Revealed,
        Self::Check,
        Self::NoteForm,
        Self::Conflict,
        Self::Question,
        Self::Help,
        Self::SignIn,
        Self::Lock,
        Self::Anywhere,
    ];

    /// The text that names it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Anywhere => "place-anywhere",
            Self::SignIn => "place-sign-in",
            Self::Lock => "place-lock",
            Self::Customers => "place-customers",
            Self::Search => "place-search",
            Self::Detail => "place-detail",
            Self::Form => "place-form",
            Self::Log => "place-log",
            Self::Entry => "place-entry",
            Self::Reveal => "place-reveal",
            Self::Revealed => "place-revealed",
            Self::Check => "place-check",
            Self::NoteForm => "place-note",
            Self::FilterForm => "place-filter",
            Self::Conflict => "place-conflict",
            Self::Question => "place-question",
            Self::Help => "place-help",
        }
    }
}

/// One action in some places.
pub struct Binding {
    pub action: Action,
    /// The first key is the one shown in hints.
    pub keys: &'static [Key],
    pub places: &'static [Place],
    /// The text of the hint line is `do-NAME`, of the help `help-NAME`.
    pub name: &'static str,
    /// Whether the hint line names it.
    pub hint: bool,
    pub enabled: fn(&Facts) -> bool,
}

const fn k(code: KeyCode) -> Key {
    Key::new(code)
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

const LISTS: &[Place] = &[P::Customers, P::Detail, P::Log];
const SCREENS: &[Place] = &[P::Customers, P::Detail, P::Log];

/// The table. Order is the order of hints and help.
pub const TABLE: &[Binding] = &[
    bind(A::Open, "open", &[k(C::Enter)], &[P::Customers, P::Search, P::Log], true, |f| f.row),
    bind(A::Search, "search", &[Key::char('/')], &[P::Customers], true, |f| f.may_list),
    bind(A::New, "new", &[Key::char('n')], &[P::Customers], true, |f| f.may_create),
    bind(A::Reveal, "reveal", &[Key::char('r')], &[P::Detail], true, |f| f.may_reveal),
    bind(A::Check, "check", &[Key::char('v')], &[P::Detail], true, |f| f.may_check),
    bind(A::Note, "note", &[Key::char('a'), Key::char('n')], &[P::Detail], true, |f| f.may_note),
    bind(A::Edit, "edit", &[Key::char('e')], &[P::Detail], true, |f| f.may_edit),
    bind(A::Filter, "filter", &[Key::char('f')], &[P::Log], true, always),
    bind(A::ClearFilter, "clear-filter", &[Key::char('c')], &[P::Log], true, |f| f.filtered),
    bind(A::ToCustomer, "to-customer", &[k(C::Enter), Key::char('o')], &[P::Entry], true, |f| f.entry_customer),
    bind(A::Sort, "sort", &[Key::char('s')], &[P::Customers], true, |f| f.may_list && !f.searched),
    bind(A::Demo, "demo", &[k(C::F(2))], &[P::SignIn], true, |f| f.demo),
    bind(A::Confirm, "confirm", &[k(C::Enter)], &[P::SignIn, P::Lock, P::Reveal, P::Check, P::Question], true, always),
    bind(A::Confirm, "confirm-field", &[k(C::Enter)], &[P::FilterForm], true, always),
    bind(A::Save, "save", &[Key::ctrl('s')], &[P::Form, P::NoteForm], true, always),
    bind(A::NextField, "next-field", &[k(C::Tab), k(C::Down)], &[P::SignIn, P::Form, P::FilterForm], true, always),
    bind(A::NextField, "next-part", &[k(C::Tab)], &[P::NoteForm, P::Reveal], true, always),
    bind(
        A::PreviousField,
        "previous-field",
        &[k(C::BackTab), k(C::Up)],
        &[P::SignIn, P::Form, P::FilterForm],
        false,
        always,
    ),
    bind(A::PreviousField, "previous-part", &[k(C::BackTab)], &[P::NoteForm, P::Reveal], false, always),
    bind(A::OpenAgain, "open-again", &[Key::char('o')], &[P::Conflict], true, always),
    bind(A::KeepMine, "keep-mine", &[Key::char('k')], &[P::Conflict], true, always),
    bind(A::End, "end", &[Key::char('x'), k(C::Esc)], &[P::Revealed], true, always),
    bind(A::NextTab, "next-tab", &[k(C::Right), Key::char('l')], &[P::Detail], true, always),
    bind(A::PreviousTab, "previous-tab", &[k(C::Left), Key::char('h')], &[P::Detail], false, always),
    bind(A::OtherPane, "other-pane", &[k(C::Tab), k(C::BackTab)], &[P::Customers, P::Detail], true, |f| {
        f.wide && f.detail
    }),
    bind(A::Back, "back", &[k(C::Esc)], &[P::Search, P::Detail], true, always),
    bind(A::Back, "clear-search", &[k(C::Esc)], &[P::Customers], true, |f| f.searched),
    bind(
        A::Cancel,
        "cancel",
        &[k(C::Esc)],
        &[P::Form, P::FilterForm, P::NoteForm, P::Reveal, P::Conflict, P::Question],
        true,
        always,
    ),
    bind(A::Cancel, "close", &[k(C::Esc)], &[P::Check, P::Entry, P::Help], true, always),
    bind(A::Up, "up", &[k(C::Up), Key::char('k')], LISTS, false, always),
    bind(A::Down, "down", &[k(C::Down), Key::char('j')], LISTS, false, always),
    bind(A::Up, "up-typing", &[k(C::Up)], &[P::Search, P::Help, P::Reveal], false, always),
    bind(A::Down, "down-typing", &[k(C::Down)], &[P::Search, P::Help, P::Reveal], false, always),
    bind(
        A::PageUp,
        "page-up",
        &[k(C::PageUp), Key::ctrl('b')],
        &[P::Customers, P::Search, P::Detail, P::Log, P::Help],
        false,
        always,
    ),
    bind(
        A::PageDown,
        "page-down",
        &[k(C::PageDown), Key::ctrl('f')],
        &[P::Customers, P::Search, P::Detail, P::Log, P::Help],
        false,
        always,
    ),
    bind(A::First, "first", &[Key::char('g'), k(C::Home)], LISTS, false, always),
    bind(A::Last, "last", &[Key::char('G'), k(C::End)], LISTS, false, always),
    bind(A::Reload, "reload", &[k(C::F(5))], SCREENS, false, always),
    bind(A::ShowCustomers, "show-customers", &[Key::char('2')], &[P::Log], true, |f| f.may_list),
    bind(A::ShowLog, "show-log", &[Key::char('9')], &[P::Customers, P::Detail], true, |f| f.may_log),
    bind(A::Help, "help", &[Key::char('?')], SCREENS, true, always),
    bind(A::Help, "help-anywhere", &[k(C::F(1))], &[P::Anywhere], false, always),
    bind(A::Lock, "lock", &[Key::char('L')], SCREENS, true, always),
    bind(A::Lock, "lock-anywhere", &[k(C::F(9))], &[P::Anywhere], false, |f| f.signed_in),
    bind(A::Quit, "quit", &[Key::char('q')], SCREENS, true, always),
    bind(A::Quit, "quit-anywhere", &[Key::ctrl('q'), Key::ctrl('c')], &[P::Anywhere], false, always),
    bind(A::Suspend, "suspend", &[Key::ctrl('z')], &[P::Anywhere], false, always),
];

/// What a key means in a place. `Err` names an action that exists here but can't be done now.
pub fn find(place: Place, key: Key, facts: &Facts) -> Option<Result<Action, &'static str>> {
    let mut refused = None;
    for binding in TABLE.iter().filter(|binding| binding.places.contains(&place) && binding.keys.contains(&key)) {
        if (binding.enabled)(facts) {
            return Some(Ok(binding.action));
        }
        refused = Some(binding.name);
    }
    refused.map(Err)
}

/// The actions the hint line of a place names now.
pub fn hints(place: Place, facts: &Facts) -> impl Iterator<Item = &'static Binding> {
    TABLE.iter().filter(move |binding| binding.hint && binding.places.contains(&place) && (binding.enabled)(facts))
}

/// How a key is written, such as `Ctrl-S` or `Enter`.
pub fn label(key: Key) -> String {
    let name = match key.code {
        C::Char(' ') => "Space".to_string(),
        C::Char(c) if key.ctrl => c.to_uppercase().to_string(),
        C::Char(c) => c.to_string(),
        C::Enter => "Enter".into(),
        C::Esc => "Esc".into(),
        C::Tab => "Tab".into(),
        C::BackTab => "Shift-Tab".into(),
        C::Backspace => "Backspace".into(),
        C::Delete => "Del".into(),
        C::Left => "←".into(),
        C::Right => "→".into(),
        C::Up => "↑".into(),
        C::Down => "↓".into(),
        C::Home => "Home".into(),
        C::End => "End".into(),
        C::PageUp => "PgUp".into(),
        C::PageDown => "PgDn".into(),
        C::F(n) => format!("F{n}"),
    };
    let ctrl = if key.ctrl { "Ctrl-" } else { "" };
    let alt = if key.alt { "Alt-" } else { "" };
    format!("{ctrl}{alt}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::i18n::{I18n, Lang};

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in Place::ALL {
            let mut seen = std::collections::HashMap::new();
            for binding in TABLE.iter().filter(|binding| binding.places.contains(&place)) {
                for key in binding.keys {
                    let before = seen.insert(*key, binding.name);
                    assert_eq!(before, None, "{} in {place:?}: {} too", label(*key), binding.name);
                }
            }
        }
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
                assert!(!binding.places.is_empty() && !binding.keys.is_empty(), "{}", binding.name);
            }
        }
    }

    #[test]
    fn ctrl_z_is_suspend_and_nothing_else() {
        for binding in TABLE {
            assert_eq!(binding.keys.contains(&Key::ctrl('z')), binding.action == Action::Suspend);
        }
    }
}
