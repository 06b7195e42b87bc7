//! Conditions of the log's filter: in words, and those that a row gives.

use crate::desk::api::{LogFilter, LogMatch, LogRow, LogTerm};
use crate::domain::{Action, Field, Id, Micros, fold};
use crate::ui::context::Context;
use crate::ui::popups::log_line::key_words;
use crate::ui::screens::detail_view::{action_key, outcome_key};

/// Of an id its end is enough to tell it from others.
const ID_END: usize = 6;

/// A condition in words: `lan`, `not opened`, `from 1 Nov 2026`.
pub fn words(term: &LogTerm, cx: &Context) -> String {
    let words = match_words(&term.matches, cx);
    if term.out { cx.i18n.t_with("log-not", &[("what", words.into())]) } else { words }
}

fn match_words(matches: &LogMatch, cx: &Context) -> String {
    let key = match matches {
        LogMatch::Role(_) => "log-of-role",
        LogMatch::Origin(_) => "log-of-origin",
        LogMatch::Subject(_) => "log-of-subject",
        LogMatch::Session(_) => "log-of-session",
        _ => return value_words(matches, cx),
    };
    cx.i18n.t_with(key, &[("what", value_words(matches, cx).into())])
}

/// What it is compared with, for where it is said already what is compared.
fn value_words(matches: &LogMatch, cx: &Context) -> String {
    match matches {
        LogMatch::Member(texts) | LogMatch::Customer(texts) | LogMatch::Origin(texts) => some(texts.iter().cloned()),
        LogMatch::Role(roles) => some(roles.iter().map(|role| cx.role_named(role))),
        LogMatch::Action(actions) => some(actions.iter().map(|action| cx.t(&action_key(*action)))),
        LogMatch::Field(fields) => some(fields.iter().map(|field| cx.i18n.field(field.name()))),
        LogMatch::Outcome(outcomes) => some(outcomes.iter().map(|outcome| cx.t(outcome_key(*outcome)))),
        LogMatch::Subject(id) | LogMatch::Session(id) => end(*id),
        LogMatch::Since(at) => cx.i18n.t_with("filter-since", &[("date", moment(*at, *at, cx).into())]),
        LogMatch::Until(at) => {
            let last = Micros(at.0.saturating_sub(1));
            cx.i18n.t_with("filter-until", &[("date", moment(*at, last, cx).into())])
        }
        LogMatch::Text(text) => format!("\"{text}\""),
    }
}

/// The first two of them, and how many more.
fn some(all: impl ExactSizeIterator<Item = String>) -> String {
    const SAID: usize = 2;
    let more = all.len().saturating_sub(SAID);
    let mut words = all.take(SAID).collect::<Vec<_>>().join(", ");
    if more > 0 {
        words.push_str(&format!(" +{more}"));
    }
    words
}

fn end(id: Id) -> String {
    let text = id.to_string();
    format!("..{}", &text[text.len().saturating_sub(ID_END)..])
}

/// A moment; where it is a day's edge, the day alone.
fn moment(at: Micros, day: Micros, cx: &Context) -> String {
    if cx.midnight(&cx.iso_day(at)) == Some(at) { cx.date(day) } else { cx.moment(at) }
}

/// The words that are looked for in what is shown, folded.
pub fn searched(filter: &LogFilter) -> Vec<String> {
    let texts = filter.terms.iter().filter(|term| !term.out).filter_map(|term| match &term.matches {
        LogMatch::Text(text) => Some(fold::fold(text)),
        _ => None,
    });
    texts.filter(|text| !text.is_empty()).collect()
}

/// The member of an entry, by name.
pub fn of_member(row: &LogRow) -> Option<LogMatch> {
    (!row.member.is_empty()).then(|| LogMatch::Member(vec![row.member.clone()]))
}

/// What an entry is about: a customer by its code, else by its id.
pub fn of_subject(row: &LogRow) -> Option<LogMatch> {
    let id = row.entry.subject?;
    let by_code = is_of_customer(row.entry.action) && !row.subject.is_empty();
    Some(if by_code { LogMatch::Customer(vec![row.subject.clone()]) } else { LogMatch::Subject(id) })
}

const fn is_of_customer(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::CustomerView
            | A::CustomerLookup
            | A::CustomerCreate
            | A::CustomerEdit
            | A::CustomerShare
            | A::NoteAdd
            | A::NoteRemove
            | A::NoteEdit
            | A::FieldReveal
            | A::FieldCopy
            | A::FieldCheck
    )
}

/// The field that an entry is about, by its details.
fn of_field(row: &LogRow) -> Option<LogMatch> {
    let details: serde_json::Value = serde_json::from_str(&row.entry.details).ok()?;
    let field = Field::from_name(details.get("field")?.as_str()?)?;
    Some(LogMatch::Field(vec![field]))
}

/// What the log can be narrowed to by a row, each with its words. An hour is two conditions, and so can't be left out.
pub fn of_row(row: &LogRow, out: bool, cx: &Context) -> Vec<(String, Vec<LogMatch>)> {
    let entry = &row.entry;
    let origin = (!entry.origin.is_empty()).then(|| LogMatch::Origin(vec![entry.origin.clone()]));
    let single = [
        of_member(row),
        Some(LogMatch::Action(vec![entry.action])),
        of_subject(row),
        of_field(row),
        Some(LogMatch::Outcome(vec![entry.outcome])),
        entry.session.map(LogMatch::Session),
        origin,
    ];
    let labelled = |matches: LogMatch| {
        let key = matches.key().map(|key| cx.t(key_words(key))).unwrap_or_default();
        (format!("{key}: {}", value_words(&matches, cx)), vec![matches])
    };
    let mut all: Vec<_> = single.into_iter().flatten().map(labelled).collect();
    if let Some((begin, end)) = cx.hour(entry.at).filter(|_| !out) {
        let words = cx.i18n.t_with("log-this-hour", &[("moment", cx.moment(begin).into())]);
        all.push((words, vec![LogMatch::Since(begin), LogMatch::Until(end)]));
    }
    all
}
