//! Fields that an office defines for its customers. Part of its policy, so that a new one is there at once for all.

use serde::{Deserialize, Serialize};

use super::mask::{self, HIDDEN};
use super::{AnyField, Field, Unfit, contact, date, fold, scan, text};

/// One field of the office's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnField {
    /// A short word that stays: `loyalty_card`. The name in filters, in JSON and in the log.
    pub key: String,
    /// What people read.
    pub label: String,
    pub kind: OwnKind,
    /// A sealed one lies in this sealed slot, whose class it has; a plain one in none.
    pub slot: Option<Field>,
    /// Nobody saves a customer without it.
    pub required: bool,
    /// Longest text in characters, or the most that a number may be; 0: the usual.
    pub most: u32,
    /// It is no longer filled in or shown; its values stay where they are, and so does its slot.
    #[serde(default)]
    pub retired: bool,
}

/// What such a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type", content = "of")]
pub enum OwnKind {
    Text,
    Number,
    /// An amount in this currency (ISO 4217).
    Money(String),
    Date,
    Choice(Vec<String>),
    Choices(Vec<String>),
    YesNo,
    Link,
    Phone,
    Email,
    Id,
}

/// Parts several choices, typed and kept.
pub const BETWEEN: char = ';';

/// Most fields of an office's own, retired ones included.
pub const MOST_FIELDS: usize = 60;
const MOST_CHOICES: usize = 100;
const LONGEST_KEY: usize = 32;
/// Longest label and longest choice.
const LONGEST_WORD: usize = 60;
/// Longest value that is not sealed; what is sealed has the limit of its slot.
const LONGEST_TEXT: usize = 1_000;
const LONGEST_ID: usize = 64;
/// Digits before and behind the point of a number.
const DIGITS: (usize, usize) = (15, 6);

/// Names that mean something else where fields are named: in filters, in JSON and on the command line.
const RESERVED: [&str; 14] = [
    "activity",
    "code",
    "created",
    "external_id",
    "flags",
    "has",
    "id",
    "more",
    "note",
    "region",
    "since",
    "starred",
    "tag",
    "updated",
];

/// A definition in the form in which it is kept, or what of it is wrong: the name of the part, and why.
pub type Fault = (&'static str, Unfit);

impl OwnField {
    /// Whether it is filled in and shown.
    pub const fn is_live(&self) -> bool {
        !self.retired
    }

    /// The definition as it may join `others`, where one of the same key is the one that it replaces.
    ///
    /// # Errors
    /// The first part that is not right. What a field is (kind, currency, slot) stays as long as the field does.
    pub fn checked(mut self, others: &[Self]) -> Result<Self, Fault> {
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let spelt = self.key.starts_with(|c: char| c.is_ascii_lowercase()) && self.key.chars().all(word);
        if !spelt || self.key.len() > LONGEST_KEY {
            return Err(("field_key", Unfit::Word));
        }
        if AnyField::from_name(&self.key).is_some() || RESERVED.contains(&self.key.as_str()) {
            return Err(("field_key", Unfit::Taken));
        }
        self.label = word_of("field_label", &self.label)?;
        self.kind = self.kind.checked()?;
        let before = others.iter().find(|other| other.key == self.key);
        if let Some(before) = before {
            if !before.kind.is_like(&self.kind) {
                return Err(("kind", Unfit::Same));
            }
            if before.slot != self.slot {
                return Err(("slot", Unfit::Same));
            }
        } else if others.len() >= MOST_FIELDS {
            return Err(("field_key", Unfit::TooMany(MOST_FIELDS)));
        }
        let beside = || others.iter().filter(|other| other.key != self.key);
        if beside().any(|other| other.is_live() && fold::fold(&other.label) == fold::fold(&self.label)) {
            return Err(("field_label", Unfit::Taken));
        }
        match self.slot {
            Some(slot) if !slot.is_own() => Err(("slot", Unfit::NotInList)),
            Some(slot) if beside().any(|other| other.slot == Some(slot)) => Err(("slot", Unfit::Taken)),
            _ => Ok(self),
        }
    }

    /// A typed value in the form in which it is kept; empty stays empty. `region` says how a phone without a country
    /// code is read, such as `VN`.
    pub fn canonical(&self, typed: &str, region: &str) -> Result<String, Unfit> {
        let longest = self.slot.map_or(LONGEST_TEXT, contact::limit);
        let typed = text::clean_input(typed, longest + 1);
        if typed.is_empty() {
            return Ok(typed);
        }
        if text::length(&typed) > longest {
            return Err(Unfit::TooLong(longest));
        }
        let most = usize::try_from(self.most).unwrap_or(usize::MAX);
        let value = self.kind.canonical(&typed, region)?;
        match self.kind {
            OwnKind::Number | OwnKind::Money(_) if most > 0 && exceeds(&value, most) => Err(Unfit::NotInRange(most)),
            OwnKind::Text | OwnKind::Id if most > 0 && text::length(&value) > most => Err(Unfit::TooLong(most)),
            // Numbers that belong into sealed fields do not stand in free text.
            OwnKind::Text if self.slot.is_none() => Ok(scan::mask_secrets(&value).0),
            _ => Ok(value),
        }
    }
}

/// The live field that lies in this slot.
pub fn of_slot(all: &[OwnField], slot: Field) -> Option<&OwnField> {
    all.iter().find(|own| own.slot == Some(slot) && own.is_live())
}

/// A label or a choice: some words.
fn word_of(part: &'static str, words: &str) -> Result<String, Fault> {
    let words = text::clean_input(words, LONGEST_WORD + 1);
    if text::length(&words) > LONGEST_WORD {
        return Err((part, Unfit::TooLong(LONGEST_WORD)));
    }
    if fold::fold(&words).is_empty() { Err((part, Unfit::Empty)) } else { Ok(words) }
}

impl OwnKind {
    /// One of each.
    pub fn all() -> [Self; 11] {
        let none = Vec::new;
        [
            Self::Text,
            Self::Number,
            Self::Money(String::new()),
            Self::Date,
            Self::Choice(none()),
            Self::Choices(none()),
            Self::YesNo,
            Self::Link,
            Self::Phone,
            Self::Email,
            Self::Id,
        ]
    }

    pub const fn name(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Money(_) => "money",
            Self::Date => "date",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::YesNo => "yes_no",
            Self::Link => "link",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Id => "id",
        }
    }

    /// A kind by its name; `of` is the currency of money, or the choices, parted by `;`.
    pub fn from_name(name: &str, of: &str) -> Option<Self> {
        let kind = Self::all().into_iter().find(|kind| kind.name() == name)?;
        let choices = || of.split(BETWEEN).map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        Some(match kind {
            Self::Money(_) => Self::Money(of.trim().to_ascii_uppercase()),
            Self::Choice(_) => Self::Choice(choices()),
            Self::Choices(_) => Self::Choices(choices()),
            kind => kind,
        })
    }

    /// What there is to choose from.
    pub fn choices(&self) -> &[String] {
        match self {
            Self::Choice(choices) | Self::Choices(choices) => choices,
            _ => &[],
        }
    }

    /// What `from_name` makes it from beside its name.
    pub fn of(&self) -> String {
        match self {
            Self::Money(currency) => currency.clone(),
            kind => kind.choices().join(&format!("{BETWEEN} ")),
        }
    }

    /// Whether it is a number, which each language writes its own way.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Number | Self::Money(_))
    }

    /// Whether an exact value finds its customer: few have the same.
    pub const fn is_lookup(&self) -> bool {
        matches!(self, Self::Phone | Self::Email | Self::Id)
    }

    /// Whether values of the one are values of the other: choices may change.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Money(one), Self::Money(other)) => one == other,
            (one, other) => one.name() == other.name(),
        }
    }

    fn checked(self) -> Result<Self, Fault> {
        let choices = |choices: Vec<String>| {
            if choices.is_empty() {
                return Err(("choices", Unfit::Empty));
            }
            if choices.len() > MOST_CHOICES {
                return Err(("choices", Unfit::TooMany(MOST_CHOICES)));
            }
            let mut clean: Vec<String> = Vec::with_capacity(choices.len());
            for choice in choices {
                let choice = word_of("choices", &choice)?;
                let same = |other: &String| fold::fold(other) == fold::fold(&choice);
                if choice.contains(BETWEEN) || clean.iter().any(same) {
                    return Err(("choices", Unfit::Taken));
                }
                clean.push(choice);
            }
            Ok(clean)
        };
        match self {
            Self::Choice(all) => choices(all).map(Self::Choice),
            Self::Choices(all) => choices(all).map(Self::Choices),
            Self::Money(currency) if currency.len() != 3 || !currency.bytes().all(|b| b.is_ascii_uppercase()) => {
                Err(("currency", Unfit::NotInList))
            }
            kind => Ok(kind),
        }
    }

    fn canonical(&self, typed: &str, region: &str) -> Result<String, Unfit> {
        Ok(match self {
            Self::Text => typed.to_owned(),
            Self::Number => decimal(typed, DIGITS.1).ok_or(Unfit::Number)?,
            Self::Money(_) => decimal(typed, 2).ok_or(Unfit::Number)?,
            Self::Date => date::to_iso(typed).ok_or(Unfit::Date)?,
            Self::Choice(choices) => chosen(choices, typed).ok_or(Unfit::NotInList)?,
            Self::Choices(choices) => {
                let parts = typed.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
                let wanted: Vec<String> =
                    parts.map(|part| chosen(choices, part)).collect::<Option<_>>().ok_or(Unfit::NotInList)?;
                // In the order of the list, each once.
                let kept: Vec<&str> =
                    choices.iter().filter(|choice| wanted.contains(choice)).map(String::as_str).collect();
                kept.join(&format!("{BETWEEN} "))
            }
            Self::YesNo => yes_no(typed).ok_or(Unfit::NotInList)?.to_owned(),
            Self::Link => link(typed).ok_or(Unfit::Link)?,
            Self::Phone => contact::validate(Field::Phone, typed, region)?.value,
            Self::Email => contact::validate(Field::Email, typed, region)?.value,
            Self::Id => {
                let id: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
                if text::length(&id) > LONGEST_ID {
                    return Err(Unfit::TooLong(LONGEST_ID));
                }
                id
            }
        })
    }

    /// The mask of a sealed value in the form in which it is kept.
    pub fn mask(&self, value: &str) -> String {
        match self {
            Self::Phone => mask::mask(Field::Phone, value),
            Self::Email => mask::mask(Field::Email, value),
            Self::Date => mask::mask(Field::BirthDate, value),
            Self::Id => mask::mask(Field::NationalId, value),
            _ if value.is_empty() => String::new(),
            _ => HIDDEN.to_owned(),
        }
    }
}

/// The choice that is meant, accents and letter case aside.
fn chosen(choices: &[String], typed: &str) -> Option<String> {
    let typed = fold::fold(typed);
    choices.iter().find(|choice| fold::fold(choice) == typed).cloned()
}

fn yes_no(typed: &str) -> Option<&'static str> {
    match fold::fold(typed).as_str() {
        "yes" | "y" | "true" | "1" | "co" | "da" => Some("yes"),
        "no" | "n" | "false" | "0" | "khong" | "nu" => Some("no"),
        _ => None,
    }
}

/// An address on the web: its scheme (https where none is written) and a host with a name.
fn link(typed: &str) -> Option<String> {
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let rest = whole.strip_prefix("https://").or_else(|| whole.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let named = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    (named && !whole.contains(char::is_whitespace)).then_some(whole)
}

/// A decimal number as it is kept: no leading zeros, a point, no trailing zeros; `None` if it is none or too long.
fn decimal(typed: &str, places: usize) -> Option<String> {
    let (sign, number) = typed.strip_prefix('-').map_or(("", typed), |rest| ("-", rest));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || number.ends_with('.') {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let part = part.trim_end_matches('0');
    if whole.len() > DIGITS.0 || part.len() > places {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(match (whole, part) {
        ("0", "") => "0".to_owned(),
        (whole, "") => format!("{sign}{whole}"),
        (whole, part) => format!("{sign}{whole}.{part}"),
    })
}

/// Whether a number in its kept form is more than this, whatever its sign.
fn exceeds(number: &str, most: usize) -> bool {
    let (whole, part) = number.trim_start_matches('-').split_once('.').unwrap_or((number.trim_start_matches('-'), ""));
    whole.parse::<usize>().is_ok_and(|whole| whole > most || (whole == most && !part.is_empty()))
}

/// A number as people of a language type it, brought to the point that is kept. `comma`: the language parts decimals by
/// a comma and thousands by points (vi, ro), and else it is the other way round (en).
pub fn read_number(typed: &str, comma: bool) -> String {
    let (thousands, decimals) = if comma { ('.', ',') } else { (',', '.') };
    let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect();
    let (whole, part) = typed.split_once(decimals).unwrap_or((&typed, ""));
    let groups: Vec<&str> = whole.trim_start_matches('-').split(thousands).collect();
    // Only whole groups of three are thousands; `1.5` in a language of commas is left to be refused.
    let grouped = groups.len() > 1 && groups[1..].iter().all(|group| group.len() == 3) && groups[0].len() <= 3;
    let whole = if grouped { whole.replace(thousands, "") } else { whole.to_owned() };
    if typed.contains(decimals) {
        format!("{whole}.{part}")
    } else if grouped {
        whole
    } else {
        typed.replace(thousands, "?")
    }
}

/// A number in its kept form as a language writes it; see `read_number`.
pub fn write_number(kept: &str, comma: bool) -> String {
    let (thousands, decimals) = if comma { ('.', ',') } else { (',', '.') };
    let (sign, number) = kept.strip_prefix('-').map_or(("", kept), |rest| ("-", rest));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let mut out = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !part.is_empty() {
        out.push(decimals);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
#[path = "own_field_tests.rs"]
mod tests;
