//! Reads a typed filter of the log, or says where and why it cannot be read.
//!
//! ```text
//! filter = { ["-"] (key ":" value { "," value } | word | quoted) }
//! value  = characters up to a space or a comma | quoted
//! quoted = '"' anything, with '"' twice for one '"'
//! ```
//!
//! A term lets in what matches, and leaves it out after `-`. What has no key is looked for as free text.

use std::ops::Range;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

use super::{LONGEST, LogFilter, LogKey, LogMatch, LogTerm, MOST_TERMS, MOST_VALUES, REFUSED};
use crate::domain::filter::{Mistake, MistakeKind, mistake, nearest};
use crate::domain::{Action, Field, Micros, Outcome, date, fold};

/// Most values that may be typed.
const MOST_TYPED: usize = 50;
/// No age and no time is longer.
const LONGEST_TIME: usize = 40;

pub(super) fn parse(text: &str, now: Micros, zone: &TimeZone) -> Result<LogFilter, Mistake> {
    if text.len() > LONGEST {
        return mistake(text.floor_char_boundary(LONGEST)..text.len(), MistakeKind::TooLong);
    }
    let mut parser = Parser { text, at: 0, typed: 0, now, zone };
    let mut filter = LogFilter::default();
    let mut values = 0;
    while let Some((at, term)) = parser.term()? {
        values += term.matches.values();
        if filter.terms.len() == MOST_TERMS || values > MOST_VALUES {
            return mistake(at, MistakeKind::TooLong);
        }
        filter = filter.with(term.out, term.matches);
    }
    Ok(filter)
}

struct Parser<'a> {
    text: &'a str,
    /// Where it reads on, in bytes.
    at: usize,
    /// How many values have been read.
    typed: usize,
    now: Micros,
    zone: &'a TimeZone,
}

/// A value as it was typed, without its quotes.
struct Value {
    text: String,
    at: Range<usize>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn takes(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    /// The next term, and where it stands; `None` at the end.
    fn term(&mut self) -> Result<Option<(Range<usize>, LogTerm)>, Mistake> {
        self.at = self.text.len() - self.rest().trim_start().len();
        if self.rest().is_empty() {
            return Ok(None);
        }
        let start = self.at;
        let out = self.takes('-');
        let matches = match self.key()? {
            Some(key) => self.keyed(key, start)?,
            None => LogMatch::Text(self.value(char::is_whitespace, start)?.text),
        };
        Ok(Some((start..self.at, LogTerm { out, matches })))
    }

    /// The word of letters before a colon. Others, such as an address's, are free text.
    fn key(&mut self) -> Result<Option<LogKey>, Mistake> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(rest.len());
        if end == 0 || !rest[end..].starts_with(':') {
            return Ok(None);
        }
        let (word, at) = (&rest[..end], self.at..self.at + end);
        self.at += end + 1;
        LogKey::named(word).map(Some).ok_or_else(|| Mistake {
            at,
            kind: MistakeKind::UnknownField,
            near: nearest(word, LogKey::ALL.iter().map(|key| key.name())),
        })
    }

    /// One value; `start` is where the term begins that lacks it otherwise.
    fn value(&mut self, ends: fn(char) -> bool, start: usize) -> Result<Value, Mistake> {
        let from = self.at;
        let text = if self.takes('"') {
            self.quoted(from)?
        } else {
            let length = self.rest().find(ends).unwrap_or(self.rest().len());
            self.at += length;
            self.text[from..self.at].to_owned()
        };
        if text.trim().is_empty() {
            let at = if from < self.at { from..self.at } else { start..self.at };
            return mistake(at, MistakeKind::MissingValue);
        }
        self.typed += 1;
        if self.typed > MOST_TYPED {
            return mistake(from..self.at, MistakeKind::TooLong);
        }
        Ok(Value { text, at: from..self.at })
    }

    /// What stands up to the closing quote.
    fn quoted(&mut self, from: usize) -> Result<String, Mistake> {
        let mut text = String::new();
        loop {
            let Some(end) = self.rest().find('"') else {
                return mistake(from..self.text.len(), MistakeKind::UnclosedQuote);
            };
            text.push_str(&self.rest()[..end]);
            self.at += end + 1;
            if !self.takes('"') {
                return Ok(text);
            }
            text.push('"');
        }
    }

    fn keyed(&mut self, key: LogKey, start: usize) -> Result<LogMatch, Mistake> {
        let ends = |c: char| c.is_whitespace() || c == ',';
        let mut values = vec![self.value(ends, start)?];
        while self.takes(',') {
            values.push(self.value(ends, start)?);
        }
        let texts = |values: Vec<Value>| values.into_iter().map(|value| value.text).collect();
        Ok(match key {
            LogKey::Member => LogMatch::Member(names(values)?),
            LogKey::Role => LogMatch::Role(names(values)?),
            LogKey::Customer => LogMatch::Customer(texts(values)),
            LogKey::Origin => LogMatch::Origin(texts(values)),
            LogKey::Action => LogMatch::Action(each(&values, actions)?),
            LogKey::Field => {
                LogMatch::Field(each(&values, |value| chosen(value, &Field::ALL.map(Field::name), Field::from_name))?)
            }
            LogKey::Outcome => LogMatch::Outcome(each(&values, outcomes)?),
            LogKey::Subject => LogMatch::Subject(id(&only(values)?)?),
            LogKey::Session => LogMatch::Session(id(&only(values)?)?),
            LogKey::Since => LogMatch::Since(self.time(&only(values)?, false)?),
            LogKey::Until => LogMatch::Until(self.time(&only(values)?, true)?),
        })
    }

    /// A day, a time or an age; a day is meant up to its end where it ends something.
    fn time(&self, value: &Value, until: bool) -> Result<Micros, Mistake> {
        let text = value.text.trim();
        let found = if text.len() > LONGEST_TIME { None } else { self.moment(text, until) };
        found.ok_or_else(|| Mistake { at: value.at.clone(), kind: MistakeKind::BadDate, near: None })
    }

    fn moment(&self, text: &str, until: bool) -> Option<Micros> {
        let moment: Timestamp = if let Some(day) = date::parse(text) {
            let day = if until { day.tomorrow().ok()? } else { day };
            day.to_zoned(self.zone.clone()).ok()?.timestamp()
        } else if let Ok(exact) = text.parse::<Timestamp>() {
            exact
        } else if let Ok(here) = text.parse::<DateTime>() {
            here.to_zoned(self.zone.clone()).ok()?.timestamp()
        } else {
            self.ago(text)?.timestamp()
        };
        Some(Micros(moment.as_microsecond()))
    }

    /// The time so long before now: `30m`, `24h`, `7d`, `2w`.
    fn ago(&self, text: &str) -> Option<Zoned> {
        let plain = text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with(['s', 'm', 'h', 'd', 'w', 'y']);
        let age: Span = if plain { text.parse().ok()? } else { return None };
        let now = Timestamp::from_microsecond(self.now.0).ok()?.to_zoned(self.zone.clone());
        if age.is_negative() { None } else { now.checked_sub(age).ok() }
    }
}

/// The one value of what can have but one.
fn only(mut values: Vec<Value>) -> Result<Value, Mistake> {
    match values.len() {
        1 => Ok(values.remove(0)),
        _ => mistake(values.remove(1).at, MistakeKind::OperatorNotForField),
    }
}

fn id(value: &Value) -> Result<crate::domain::Id, Mistake> {
    value.text.trim().parse().or_else(|_| mistake(value.at.clone(), MistakeKind::UnknownValue))
}

/// Names to be looked for folded: marks alone are nothing that could be found.
fn names(values: Vec<Value>) -> Result<Vec<String>, Mistake> {
    let one = |value: Value| match fold::fold(&value.text).is_empty() {
        true => mistake(value.at, MistakeKind::UnknownValue),
        false => Ok(value.text),
    };
    values.into_iter().map(one).collect()
}

/// What the values stand for, each once.
fn each<T: PartialEq>(values: &[Value], of: impl Fn(&Value) -> Result<Vec<T>, Mistake>) -> Result<Vec<T>, Mistake> {
    let mut found = Vec::new();
    for value in values {
        for one in of(value)? {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// An action, or all that begin so: `field.` or `field.*`.
fn actions(value: &Value) -> Result<Vec<Action>, Mistake> {
    let typed = value.text.trim().to_ascii_lowercase();
    let family = typed.strip_suffix('*').or_else(|| Some(typed.as_str()).filter(|typed| typed.ends_with('.')));
    let Some(family) = family.filter(|family| !family.is_empty()) else {
        return chosen(value, &Action::ALL.map(Action::name), Action::from_name);
    };
    let found: Vec<Action> = Action::ALL.into_iter().filter(|action| action.name().starts_with(family)).collect();
    if found.is_empty() { mistake(value.at.clone(), MistakeKind::UnknownValue) } else { Ok(found) }
}

fn outcomes(value: &Value) -> Result<Vec<Outcome>, Mistake> {
    if value.text.trim().eq_ignore_ascii_case("refused") {
        return Ok(REFUSED.to_vec());
    }
    chosen(value, &["done", "denied", "failed", "refused"], Outcome::from_name)
}

fn chosen<T>(value: &Value, known: &[&'static str], from_name: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Mistake> {
    let typed = value.text.trim().to_ascii_lowercase();
    from_name(&typed).map(|found| vec![found]).ok_or_else(|| Mistake {
        at: value.at.clone(),
        kind: MistakeKind::UnknownValue,
        near: nearest(&typed, known.iter().copied()),
    })
}
