//! What keys mean: the table of actions with the person's own keys over it. Hints, help and the palette are
//! made from it.

mod place;
mod remap;
mod table;

pub use place::Place;
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
    ShowReports,
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
