//! A person's own keys: how keys are written, read from the config, and judged before they count.

use std::collections::BTreeMap;

use super::{Action, Key, KeyCode as C, Keymap, Place, TABLE};

/// Why a person's keys can't be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyMistake {
    #[error("[keys] {action}: there is no such action{}. `?` in Kin lists them.", near.map(|near| format!(" (did you mean {near}?)")).unwrap_or_default())]
    NoAction { action: String, near: Option<&'static str> },
    #[error("[keys] {action}: {key:?} is no key. Write it like \"x\", \"ctrl-s\", \"alt-left\", \"f6\" or \"enter\".")]
    NoKey { action: String, key: String },
    #[error("[keys] {0}: it has no key left. Name at least one.")]
    Empty(String),
    #[error("[keys] {action}: {key} is typed in the place {place:?}. Take one with ctrl, alt, or a function key.")]
    Typed { action: String, key: String, place: Place },
    #[error("[keys] {action}: Ctrl-Z suspends and means nothing else.")]
    Suspend { action: String },
    #[error("[keys] {key} means both {first} and {second} in the place {place:?}. Give one of them another key.")]
    Double { key: String, first: &'static str, second: &'static str, place: Place },
}

impl KeyMistake {
    /// The action under which it stands in the config.
    pub fn action(&self) -> &str {
        match self {
            Self::NoAction { action, .. }
            | Self::NoKey { action, .. }
            | Self::Empty(action)
            | Self::Typed { action, .. }
            | Self::Suspend { action } => action,
            Self::Double { first, .. } => first,
        }
    }
}

/// The action that was probably meant.
fn nearest(wrong: &str) -> Option<&'static str> {
    let (distance, name) =
        TABLE.iter().map(|binding| (strsim::levenshtein(wrong, binding.name), binding.name)).min()?;
    (distance <= wrong.chars().count() / 3 + 1).then_some(name)
}

impl Keymap {
    /// The table with some actions on other keys, by their names in the table.
    ///
    /// # Errors
    /// Every mistake there is: unknown names and keys, letters where they are typed, one key for two things.
    pub fn remapped(own: &BTreeMap<String, Vec<String>>) -> Result<Self, Vec<KeyMistake>> {
        let mut map = Self::default();
        let mut mistakes = Vec::new();
        for (action, wanted) in own {
            let Some(index) = TABLE.iter().position(|binding| binding.name == action) else {
                mistakes.push(KeyMistake::NoAction { action: action.clone(), near: nearest(action) });
                continue;
            };
            let mut keys = Vec::new();
            for text in wanted {
                match read(text) {
                    Some(key) => keys.push(key),
                    None => mistakes.push(KeyMistake::NoKey { action: action.clone(), key: text.clone() }),
                }
            }
            if wanted.is_empty() {
                mistakes.push(KeyMistake::Empty(action.clone()));
            }
            map.keys[index] = keys;
        }
        mistakes.extend(map.faults(own));
        if mistakes.is_empty() { Ok(map) } else { Err(mistakes) }
    }

    /// What the keys that a person chose break.
    fn faults(&self, own: &BTreeMap<String, Vec<String>>) -> Vec<KeyMistake> {
        let mut mistakes = Vec::new();
        for (binding, keys) in self.all().filter(|(binding, _)| own.contains_key(binding.name)) {
            let action = || binding.name.to_owned();
            for key in keys {
                if *key == Key::ctrl('z') && binding.action != Action::Suspend {
                    mistakes.push(KeyMistake::Suspend { action: action() });
                }
                let typed = matches!(key.code, C::Char(_)) && !key.ctrl && !key.alt;
                if let Some(place) = binding.places.iter().find(|place| typed && place.is_typed_in()) {
                    mistakes.push(KeyMistake::Typed { action: action(), key: written(*key), place: *place });
                }
                for place in binding.places {
                    // What holds everywhere is met in every place.
                    let meets = |places: &[Place]| {
                        *place == Place::Anywhere || places.contains(place) || places.contains(&Place::Anywhere)
                    };
                    let other = self.all().find(|(other, keys)| {
                        let unlike = other.action != binding.action && other.name != binding.name;
                        unlike && meets(other.places) && keys.contains(key)
                    });
                    if let Some((other, _)) = other {
                        let double = KeyMistake::Double {
                            key: written(*key),
                            first: binding.name.min(other.name),
                            second: binding.name.max(other.name),
                            place: *place,
                        };
                        if !mistakes.contains(&double) {
                            mistakes.push(double);
                        }
                    }
                }
            }
        }
        mistakes
    }
}

/// The keys with names, as they are shown; in the config letters may be small.
const NAMED: [(C, &str); 16] = [
    (C::Char(' '), "Space"),
    (C::Enter, "Enter"),
    (C::Esc, "Esc"),
    (C::Tab, "Tab"),
    (C::BackTab, "Shift-Tab"),
    (C::Backspace, "Backspace"),
    (C::Delete, "Del"),
    (C::Left, "←"),
    (C::Right, "→"),
    (C::Up, "↑"),
    (C::Down, "↓"),
    (C::Home, "Home"),
    (C::End, "End"),
    (C::PageUp, "PgUp"),
    (C::PageDown, "PgDn"),
    (C::Char('-'), "Minus"),
];

/// How a key is written, such as `Ctrl-S` or `Enter`.
pub fn written(key: Key) -> String {
    let named = NAMED.iter().find(|(code, _)| *code == key.code && *code != C::Char('-'));
    let name = match (named, key.code) {
        (Some((_, name)), _) => (*name).to_owned(),
        (None, C::Char(c)) if key.ctrl => c.to_uppercase().to_string(),
        (None, C::Char(c)) => c.to_string(),
        (None, C::F(number)) => format!("F{number}"),
        (None, code) => format!("{code:?}"),
    };
    let ctrl = if key.ctrl { "Ctrl-" } else { "" };
    let alt = if key.alt { "Alt-" } else { "" };
    format!("{ctrl}{alt}{name}")
}

/// Reads a key as the config writes it.
pub fn read(text: &str) -> Option<Key> {
    let mut rest = text;
    let mut key = Key::new(C::Esc);
    loop {
        let lower = rest.to_ascii_lowercase();
        if lower.starts_with("ctrl-") && rest.len() > 5 {
            (key.ctrl, rest) = (true, &rest[5..]);
        } else if lower.starts_with("alt-") && rest.len() > 4 {
            (key.alt, rest) = (true, &rest[4..]);
        } else {
            break;
        }
    }
    let lower = rest.to_lowercase();
    if let Some((code, _)) = NAMED.iter().find(|(_, known)| known.to_lowercase() == lower) {
        return Some(Key { code: *code, ..key });
    }
    let mut letters = rest.chars();
    key.code = match (letters.next(), letters.next()) {
        // Terminals send these as Tab, Enter, Backspace and Esc.
        (Some('i' | 'I' | 'm' | 'M' | 'h' | 'H' | '['), None) if key.ctrl && !key.alt => return None,
        (Some(c), None) if key.ctrl => C::Char(c.to_ascii_lowercase()),
        (Some(c), None) if !c.is_control() => C::Char(c),
        _ => match lower.as_str() {
            "left" => C::Left,
            "right" => C::Right,
            "up" => C::Up,
            "down" => C::Down,
            "delete" => C::Delete,
            "escape" => C::Esc,
            name => C::F(name.strip_prefix('f')?.parse().ok().filter(|number| (1..=12).contains(number))?),
        },
    };
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::context::Facts;

    fn own(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
        pairs.iter().map(|(name, keys)| ((*name).into(), keys.iter().map(|key| (*key).into()).collect())).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        for binding in TABLE {
            for key in binding.keys {
                assert_eq!(read(&written(*key)), Some(*key), "{}", written(*key));
            }
        }
        assert_eq!(read("CTRL-s"), Some(Key::ctrl('s')));
        assert_eq!(read("f12"), Some(Key::new(C::F(12))));
        assert_eq!(read("minus"), Some(Key::char('-')));
        for nothing in ["", "f13", "ctrl-", "ctrl-i", "ctrl-M", "hyper-x", "xx"] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn another_key_takes_the_place_of_the_usual_one() {
        let map = Keymap::remapped(&own(&[("check", &["Z", "f6"])])).unwrap();
        let facts = Facts { may_check: true, ..Facts::default() };
        assert_eq!(map.find(Place::Detail, Key::char('Z'), &facts), Some(Ok(Action::Check)));
        assert_eq!(map.find(Place::Detail, Key::char('v'), &facts), None);
        assert_eq!(map.written("check"), "Z");
    }

    #[test]
    fn doubles_and_nonsense_are_told_all_at_once() {
        let mistakes = Keymap::remapped(&own(&[
            ("revael", &["x"]),
            ("reveal", &["v"]),
            ("save", &["s"]),
            ("lock", &["ctrl-z"]),
            ("note", &[]),
            ("edit", &["hyper-x"]),
        ]))
        .unwrap_err();
        let words: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        let all = words.join("\n");
        for part in [
            "revael: there is no such",
            "v means both check and reveal",
            "s is typed",
            "Ctrl-Z suspends",
            "note: it has no key",
            "\"hyper-x\" is no key",
        ] {
            assert!(all.contains(part), "{part} in {all}");
        }
    }

    #[test]
    fn no_usual_key_is_a_letter_where_letters_are_typed() {
        for binding in TABLE {
            for place in binding.places.iter().filter(|place| place.is_typed_in()) {
                let letter = binding.keys.iter().find(|key| matches!(key.code, C::Char(_)) && !key.ctrl && !key.alt);
                assert_eq!(letter, None, "{} in {place:?}", binding.name);
            }
        }
    }
}
