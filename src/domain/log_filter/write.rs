//! Writes a filter of the log as the text that reads as it.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{LogFilter, LogMatch, REFUSED};
use crate::domain::{Action, Field, Micros, Outcome};

pub(super) fn to_text(filter: &LogFilter, zone: &TimeZone) -> String {
    let terms = filter.terms.iter().map(|term| {
        let out = if term.out { "-" } else { "" };
        let value = value(&term.matches, zone);
        match term.matches.key() {
            Some(key) => format!("{out}{}:{value}", key.name()),
            None => format!("{out}{value}"),
        }
    });
    terms.collect::<Vec<_>>().join(" ")
}

fn value(matches: &LogMatch, zone: &TimeZone) -> String {
    match matches {
        LogMatch::Member(texts) | LogMatch::Role(texts) | LogMatch::Customer(texts) | LogMatch::Origin(texts) => {
            texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(",")
        }
        LogMatch::Action(actions) => families(actions),
        LogMatch::Field(fields) => fields.iter().copied().map(Field::name).collect::<Vec<_>>().join(","),
        LogMatch::Outcome(outcomes) if outcomes[..] == REFUSED => "refused".to_owned(),
        LogMatch::Outcome(outcomes) => outcomes.iter().copied().map(Outcome::name).collect::<Vec<_>>().join(","),
        LogMatch::Subject(id) | LogMatch::Session(id) => id.to_string(),
        LogMatch::Since(at) => time(*at, zone, false),
        LogMatch::Until(at) => time(*at, zone, true),
        LogMatch::Text(text) => quoted(text),
    }
}

/// In quotes where it would not be read as one plain value.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "._-/@".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('"', "\"\""))
    }
}

/// The actions by their names; those that are all of a family, in its order, by the family's.
fn families(actions: &[Action]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = actions;
    while let [first, after @ ..] = rest {
        let prefix = first.name().split_inclusive('.').next().unwrap_or_default();
        let family: Vec<Action> = Action::ALL.into_iter().filter(|action| action.name().starts_with(prefix)).collect();
        if family.len() > 1 && rest.starts_with(&family) {
            words.push(format!("{prefix}*"));
            rest = &rest[family.len()..];
        } else {
            words.push(first.name().to_owned());
            rest = after;
        }
    }
    words.join(",")
}

/// As short as it can be said exactly: a day, a time here, or a time with its offset.
fn time(at: Micros, zone: &TimeZone, until: bool) -> String {
    let Ok(moment) = Timestamp::from_microsecond(at.0) else { return Timestamp::MAX.to_string() };
    let here = moment.to_zoned(zone.clone());
    let same = |other: Option<Zoned>| other.is_some_and(|other| other.timestamp() == moment);
    let day = if until { here.date().yesterday().ok() } else { Some(here.date()) };
    if let Some(day) = day.filter(|_| same(here.date().to_zoned(zone.clone()).ok())) {
        return day.to_string();
    }
    // An hour that a clock set back shows twice is said with its offset.
    if same(here.datetime().to_zoned(zone.clone()).ok()) {
        let whole_minute = here.second() == 0 && here.subsec_nanosecond() == 0;
        return if whole_minute { here.strftime("%Y-%m-%dT%H:%M").to_string() } else { here.datetime().to_string() };
    }
    moment.to_string()
}
