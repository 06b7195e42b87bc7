//! Macros: keys that a member pressed, kept under a name and pressed again.
//!
//! A macro does what the same keys would do by hand: each act is judged and logged as ever. What is typed where values,
//! passwords or reasons stand is never part of one.

use std::collections::VecDeque;

use super::context::Tone;
use super::event::{Key, KeyCode};
use super::keymap::{self, Place};
use super::model::Model;
use super::popups::named_list::{Macros as Kind, NamedList};
use crate::domain::scan;

/// Most keys of one macro.
const MOST: usize = 200;

#[derive(Debug, Default)]
pub struct Macros {
    recording: Option<Recording>,
    playing: Option<Playing>,
}

#[derive(Debug, Default)]
struct Recording {
    keys: Vec<Key>,
    /// How many there were when the palette was opened: where it ends the recording, its keys are none of it.
    palette: Option<usize>,
}

#[derive(Debug)]
struct Playing {
    keys: VecDeque<Key>,
    /// The last ask before it began, and how many of the later ones were answered.
    since: u64,
    answered: u64,
}

impl Macros {
    pub const fn is_recording(&self) -> bool {
        self.recording.is_some()
    }

    pub const fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// Ends both, without a word.
    pub fn stop(&mut self) {
        (self.recording, self.playing) = (None, None);
    }

    /// The desk answered.
    pub fn answered(&mut self, ticket: u64) {
        if let Some(playing) = &mut self.playing {
            playing.answered += u64::from(ticket > playing.since);
        }
    }
}

/// Whether a macro may hold what is pressed here: not values, passwords, codes or reasons.
const fn may_hold(place: Place) -> bool {
    !matches!(
        place,
        Place::SignIn
            | Place::Lock
            | Place::Form
            | Place::Credentials
            | Place::Codes
            | Place::Code
            | Place::Prove
            | Place::Check
            | Place::Reveal
            | Place::Revealed
            | Place::Ask
            | Place::ActForm
            | Place::PolicyForm
            | Place::RoleForm
            | Place::MySignIn
    )
}

/// Begins a recording, or ends it and asks for a name.
pub fn record(model: &mut Model) {
    let Some(recording) = model.macros.recording.take() else {
        model.macros.recording = Some(Recording::default());
        let words = model.cx.i18n.t_with("macro-records", &[("key", model.cx.keys.written("stop-macro").into())]);
        return model.cx.say(Tone::Good, words);
    };
    let length = recording.palette.unwrap_or(recording.keys.len());
    let keys = &recording.keys[..length];
    if holds_secret(keys) {
        return model.cx.say(Tone::Warn, model.cx.t("macro-secret"));
    }
    if keys.is_empty() {
        return model.cx.say(Tone::Warn, model.cx.t("macro-empty"));
    }
    let list = NamedList::<Kind>::new(written(keys), &model.cx);
    model.cx.opened.push(Box::new(list));
}

/// Shows the macros there are.
pub fn list(model: &mut Model) {
    let list = NamedList::<Kind>::new(String::new(), &model.cx);
    model.cx.opened.push(Box::new(list));
}

/// A key was pressed here by a person while a recording was on.
pub fn heard(model: &mut Model, key: Key, place: Place) {
    let Some(recording) = &mut model.macros.recording else { return };
    let after = model.popups.last().map(|popup| popup.place());
    let holds = may_hold(place) && after.is_none_or(may_hold);
    if !holds || recording.keys.len() >= MOST {
        give_up(model, if holds { "macro-long" } else { "macro-not-here" });
        return;
    }
    if after == Some(Place::Palette) {
        recording.palette.get_or_insert(recording.keys.len());
    } else {
        recording.palette = None;
    }
    recording.keys.push(key);
}

/// Something that is no key happened: a macro can't do it again.
pub fn give_up(model: &mut Model, words: &str) {
    if model.macros.recording.take().is_some() {
        let words = model.cx.t(words);
        model.cx.say(Tone::Warn, words);
    }
}

/// Begins to press the keys that this text names.
pub fn play(model: &mut Model, text: &str) {
    let keys: Option<VecDeque<Key>> = text.split(' ').map(keymap::read).collect();
    match keys.filter(|keys| keys.len() <= MOST) {
        Some(keys) => model.macros.playing = Some(Playing { keys, since: model.cx.last_ticket(), answered: 0 }),
        None => {
            let words = model.cx.t("macro-broken");
            model.cx.say(Tone::Warn, words);
        }
    }
}

/// The next key to press, once all that the one before asked for was answered. What warns, and a lock, ends it: the
/// keys after were meant for another screen.
pub fn next_key(model: &mut Model) -> Option<Key> {
    let playing = model.macros.playing.as_mut()?;
    let warned = model.cx.toast.as_ref().is_some_and(|toast| toast.tone != Tone::Good);
    let place = model.popups.last().map(|popup| popup.place());
    if warned || model.lock.is_some() || model.cx.who.is_none() || !place.is_none_or(may_hold) {
        model.macros.playing = None;
        return None;
    }
    if playing.answered < model.cx.last_ticket() - playing.since {
        return None;
    }
    let key = playing.keys.pop_front();
    if key.is_none() {
        model.macros.playing = None;
    }
    key
}

fn written(keys: &[Key]) -> String {
    keys.iter().map(|key| keymap::written(*key)).collect::<Vec<_>>().join(" ")
}

/// Whether what was typed, one after the other, holds a number or an address that belongs into a sealed field.
fn holds_secret(keys: &[Key]) -> bool {
    let mut text = String::new();
    for key in keys {
        match key.code {
            KeyCode::Char(c) if !key.ctrl && !key.alt => text.push(c),
            KeyCode::Backspace => drop(text.pop()),
            _ => text.push('\n'),
        }
    }
    scan::mask_secrets(&text).1 > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_was_pressed() {
        let keys =
            [Key::char('a'), Key::char(' '), Key::char('-'), Key::char('đ'), Key::ctrl('s'), Key::new(KeyCode::Esc)];
        let read: Option<Vec<Key>> = written(&keys).split(' ').map(keymap::read).collect();
        assert_eq!(read.as_deref(), Some(&keys[..]));
    }

    #[test]
    fn a_number_typed_with_corrections_is_seen() {
        let typed = |text: &str| -> Vec<Key> {
            let key = |c| if c == '<' { Key::new(KeyCode::Backspace) } else { Key::char(c) };
            text.chars().map(key).collect()
        };
        assert!(holds_secret(&typed("090312x<3567")));
        assert!(!holds_secret(&typed("gọi lại 9h")));
    }
}
