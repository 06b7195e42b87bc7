//! The filter of the customers' list, as it is typed.

use super::filter_line::{Completion, FilterLine, Grammar, Proposal};
use crate::domain::filter::{self, Mistake, Subject, Wanted};
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::Place;

pub type ListFilter = FilterLine<Customers>;

#[derive(Debug)]
pub struct Customers;

impl Grammar for Customers {
    const PLACE: Place = Place::ListFilter;
    const EXAMPLE: &'static str = "filter-example";

    fn complete(text: &str, cursor: usize, cx: &Context) -> Completion {
        let wanted = filter::complete(text, cursor);
        let before = &text[..wanted.replace.start];
        let apart = !(before.is_empty() || before.ends_with([' ', '(']));
        Completion { replace: wanted.replace, apart, typed: wanted.typed, proposals: proposals(wanted.wanted, cx) }
    }

    fn read(text: &str, cx: &Context) -> Result<Intent, Mistake> {
        let filter = filter::parse(text, cx.zone())?;
        Ok(Intent::FilterList(text.trim().to_owned(), filter))
    }
}

fn proposals(wanted: Wanted, cx: &Context) -> Vec<Proposal> {
    let same = |text: &str| Proposal::new(quoted(text), "");
    match wanted {
        Wanted::Field => {
            let field = |subject: Subject| Proposal::new(subject.name(), subject_words(subject, cx));
            let quiet = Proposal::new("no activity for", cx.t("filter-quiet"));
            Subject::ALL.into_iter().map(field).chain([quiet]).collect()
        }
        Wanted::Operator(subject) => {
            let time = subject.is_time();
            let operator = |operator: &&str| Proposal::new(*operator, cx.t(operator_key(operator, time)));
            subject.operators().iter().map(operator).collect()
        }
        Wanted::Value(subject) => {
            let mut all: Vec<Proposal> = subject
                .fixed_values()
                .iter()
                .filter(|value| cx.rights().tickets || subject != Subject::Has || !is_ticket(value))
                .map(|value| Proposal::new(*value, value_words(subject, value, cx)))
                .collect();
            if let Some(choices) = &cx.choices {
                match subject {
                    Subject::Owner => all.extend(choices.members.iter().map(|(_, name)| same(name))),
                    Subject::Department => all.extend(choices.departments.iter().map(|(_, name)| same(name))),
                    Subject::City => all.extend(choices.cities.iter().map(|name| same(name))),
                    Subject::Country => all.extend(choices.countries.iter().map(|name| same(name))),
                    Subject::Tag => all.extend(choices.tags.iter().map(|name| same(name))),
                    Subject::Segment => all.extend(choices.segments.iter().map(|name| same(name))),
                    _ => {}
                }
            }
            all
        }
        Wanted::Joiner => ["and", "or"].map(|word| Proposal::new(word, "")).to_vec(),
    }
}

fn is_ticket(value: &str) -> bool {
    [filter::TICKET, filter::OPEN_TICKET].contains(&value)
}

/// A value that would read as something else stands in quotes.
fn quoted(text: &str) -> String {
    let plain = |word: &str| {
        !["and", "or", "not", "in"].contains(&word.to_lowercase().as_str())
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '\'' | '_'))
    };
    if text.split(' ').all(plain) { text.to_owned() } else { format!("\"{}\"", text.replace('"', "")) }
}

fn subject_words(subject: Subject, cx: &Context) -> String {
    match subject {
        Subject::Has => cx.t("filter-has"),
        Subject::Created => cx.t("field-created"),
        Subject::Tag => cx.t("filter-tag"),
        Subject::Segment => cx.t("filter-segment"),
        Subject::Activity => cx.t("filter-activity"),
        Subject::Starred => cx.t("filter-starred"),
        Subject::Recent => cx.t("filter-recent"),
        subject => cx.i18n.field(subject.name()),
    }
}

const fn operator_key(operator: &str, time: bool) -> &'static str {
    match (operator.as_bytes(), time) {
        (b"=", false) => "filter-is",
        (b"=", true) => "filter-on",
        (b"!=", _) => "filter-is-not",
        (b"~", _) => "filter-holds",
        (b"in", _) => "filter-in",
        (b">", _) => "filter-after",
        (b">=", _) => "filter-from-on",
        (b"<", _) => "filter-before",
        _ => "filter-up-to",
    }
}

fn value_words(subject: Subject, value: &str, cx: &Context) -> String {
    match (subject, value) {
        (Subject::Kind, "person") => cx.t("kind-person"),
        (Subject::Kind, _) => cx.t("kind-company"),
        (Subject::Status, "lead") => cx.t("status-lead"),
        (Subject::Status, "active") => cx.t("status-active"),
        (Subject::Status, "inactive") => cx.t("status-inactive"),
        (Subject::Status, _) => cx.t("status-blocked"),
        (Subject::Owner, "me") => cx.t("filter-me"),
        (Subject::Owner, _) => cx.t("filter-nobody"),
        (Subject::Has, filter::TICKET) => cx.t("filter-has-ticket"),
        (Subject::Has, filter::OPEN_TICKET) => cx.t("filter-has-open-ticket"),
        (Subject::Has, field) => cx.i18n.field(field),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn a_proposal_reads_as_itself() {
        for name in ["Hà Nội", "me or you", "Công ty (A), B", "O'Neil", "in"] {
            let filter = filter::parse(&format!("city = {}", quoted(name)), &TimeZone::UTC);
            assert_eq!(filter, filter::parse(&format!("city = \"{name}\""), &TimeZone::UTC), "{name}");
        }
    }
}
