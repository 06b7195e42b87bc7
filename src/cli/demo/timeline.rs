//! What the demo's timelines say beside their words: who called whom, what came of it and what is next.

use super::people::Note;
use crate::desk::api::ActivityDraft;
use crate::desk::import::ImportNote;
use crate::domain::{ActivityKind, ActivityOutcome, Direction, Micros};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// The lines of customer number `n` of a country (ISO 3166-1), whose notes are so many days old; the same numbers give
/// the same lines.
pub fn lines(notes: Vec<Note>, country: &str, n: u64, now: Micros) -> Vec<ImportNote> {
    let mut lines = Vec::with_capacity(notes.len());
    for note in notes {
        let chance = n + u64::from(note.days_ago);
        let at = Micros(now.0 - i64::from(note.days_ago) * DAY);
        if note.kind == ActivityKind::Call && chance % 4 == 1 {
            lines.push(ImportNote { at: Micros(at.0 - HOUR), draft: unanswered() });
        }
        lines.push(ImportNote { at, draft: said(note, country, chance, at) });
    }
    lines
}

/// A call before, which nobody took.
fn unanswered() -> ActivityDraft {
    ActivityDraft {
        kind: ActivityKind::Call,
        direction: Direction::Out,
        outcome: Some(ActivityOutcome::NoAnswer),
        ..ActivityDraft::default()
    }
}

fn said(note: Note, country: &str, chance: u64, at: Micros) -> ActivityDraft {
    let short = u32::try_from(2 + chance * 7 % 14).ok();
    let long = u32::try_from(20 + chance * 5 % 45).ok();
    let (direction, outcome, minutes) = match note.kind {
        ActivityKind::Note => (Direction::None, None, None),
        ActivityKind::Call if chance.is_multiple_of(3) => (Direction::Out, Some(ActivityOutcome::Reached), short),
        ActivityKind::Call => (Direction::In, Some(ActivityOutcome::Done), short),
        ActivityKind::Email | ActivityKind::Chat => (Direction::Out, None, None),
        ActivityKind::Meeting | ActivityKind::Visit => (Direction::None, Some(ActivityOutcome::Done), long),
    };
    let follows = chance.is_multiple_of(5) && note.kind != ActivityKind::Note;
    let next_step = match country {
        "VN" => "Gọi lại hỏi thăm",
        "RO" => "De sunat din nou",
        _ => "Call again to ask how it went",
    };
    ActivityDraft {
        kind: note.kind,
        direction,
        outcome,
        minutes,
        next_step: if follows { next_step.to_owned() } else { String::new() },
        next_at: follows.then(|| Micros(at.0 + 7 * DAY)),
        text: note.text.to_owned(),
    }
}
