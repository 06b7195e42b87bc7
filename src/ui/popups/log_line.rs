//! The filter of the log, as it is typed: `member:lan -action:customer.view since:7d words`.

use super::filter_line::{Completion, FilterLine, Grammar, Proposal};
use crate::desk::api::LogFilter;
use crate::domain::filter::Mistake;
use crate::domain::log_filter::LogKey;
use crate::domain::{Action, Role};
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::Place;
use crate::ui::screens::detail_view::action_key;

pub type LogLine = FilterLine<Log>;

#[derive(Debug)]
pub struct Log;

impl Grammar for Log {
    const PLACE: Place = Place::LogLine;
    const EXAMPLE: &'static str = "log-line-example";

    fn complete(text: &str, cursor: usize, cx: &Context) -> Completion {
        let cursor = text.floor_char_boundary(cursor);
        let (key, from) = at_cursor(&text[..cursor]);
        let rest = &text[cursor..];
        let end = cursor + rest.find([' ', ',']).unwrap_or(rest.len());
        let proposals = key.map_or_else(|| keys(cx), |key| values(key, cx));
        let typed = text[from..cursor].trim_matches('"').to_owned();
        Completion { replace: from..end, apart: false, typed, proposals }
    }

    fn read(text: &str, cx: &Context) -> Result<Intent, Mistake> {
        LogFilter::parse(text, cx.now, cx.zone())?;
        Ok(Intent::LogText(text.trim().to_owned()))
    }
}

/// The key whose value is being typed at the end of the text, if it is one's, and where what is typed begins.
fn at_cursor(text: &str) -> (Option<LogKey>, usize) {
    let (mut quoted, mut from, mut key) = (false, 0, None);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => (from, key) = (at + 1, None),
            '-' if !quoted && from == at => from = at + 1,
            ':' if !quoted && key.is_none() => {
                let word = &text[from..at];
                key = LogKey::ALL.into_iter().find(|key| key.name().eq_ignore_ascii_case(word));
                if key.is_some() {
                    from = at + 1;
                }
            }
            ',' if !quoted && key.is_some() => from = at + 1,
            _ => {}
        }
    }
    (key, from)
}

fn keys(cx: &Context) -> Vec<Proposal> {
    let proposal =
        |key: LogKey| Proposal { text: format!("{}:", key.name()), meaning: cx.t(key_words(key)), open: true };
    LogKey::ALL.into_iter().map(proposal).collect()
}

/// What a key is about, in words.
pub const fn key_words(key: LogKey) -> &'static str {
    match key {
        LogKey::Member => "log-member",
        LogKey::Role => "log-role",
        LogKey::Action => "log-action",
        LogKey::Customer => "log-customer",
        LogKey::Subject => "log-subject",
        LogKey::Field => "log-field",
        LogKey::Outcome => "log-outcome",
        LogKey::Origin => "entry-origin",
        LogKey::Session => "entry-session",
        LogKey::Since => "log-since",
        LogKey::Until => "log-until",
    }
}

fn values(key: LogKey, cx: &Context) -> Vec<Proposal> {
    let fixed = key.fixed_values().into_iter().map(|value| Proposal::new(value, meaning(key, value, cx)));
    let mut all: Vec<Proposal> = fixed.collect();
    match (key, &cx.choices) {
        (LogKey::Member, Some(choices)) => {
            all.extend(choices.members.iter().map(|(_, name)| Proposal::new(quoted(name), "")));
        }
        (LogKey::Role, _) => {
            all.extend(Role::BUILT_IN.into_iter().map(|role| Proposal::new(role.key(), cx.role(role))));
        }
        _ => {}
    }
    all
}

fn meaning(key: LogKey, value: &str, cx: &Context) -> String {
    match key {
        LogKey::Action => Action::from_name(value).map(|action| cx.t(&action_key(action))).unwrap_or_default(),
        LogKey::Field => cx.i18n.field(value),
        LogKey::Outcome => cx.t(match value {
            "done" => "outcome-done",
            "denied" => "outcome-denied",
            "failed" => "outcome-failed",
            _ => "outcome-refused",
        }),
        LogKey::Since | LogKey::Until => cx.t(match value {
            "30m" => "log-ago-30m",
            "24h" => "log-ago-24h",
            "7d" => "log-ago-7d",
            _ => "log-ago-2w",
        }),
        _ => String::new(),
    }
}

/// A name that would read as several words stands in quotes.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || "._-".contains(c)) && !text.starts_with('-');
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_known_by_what_stands_before_it() {
        for (text, key, typed) in [
            ("", None, ""),
            ("mem", None, "mem"),
            ("-act", None, "act"),
            ("member:", Some(LogKey::Member), ""),
            ("member:lan,mi", Some(LogKey::Member), "mi"),
            ("-action:field.", Some(LogKey::Action), "field."),
            ("member:lan ", None, ""),
            ("member:\"Lê Thị", Some(LogKey::Member), "\"Lê Thị"),
            ("member:\"Lê Thị\" since:", Some(LogKey::Since), ""),
            ("10:30", None, "10:30"),
            ("\"member:x", None, "\"member:x"),
        ] {
            let (found, from) = at_cursor(text);
            assert_eq!((found, &text[from..]), (key, typed), "{text}");
        }
    }

    #[test]
    fn a_name_reads_as_itself() {
        for name in ["lan", "Lê Thị Hồng", "O\"Neil", "-x", "a,b"] {
            let zone = jiff::tz::TimeZone::UTC;
            let read = LogFilter::parse(&format!("member:{}", quoted(name)), Default::default(), &zone).unwrap();
            assert_eq!(read, LogFilter::of(crate::desk::api::LogMatch::Member(vec![name.into()])), "{name}");
        }
    }
}
