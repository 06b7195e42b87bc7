//! The arguments of what is done with timelines.

use clap::{Args, Subcommand};

use crate::domain::{ActivityKind, ActivityOutcome, Direction};

#[derive(Subcommand, Debug)]
pub enum Note {
    /// A customer's timeline, newest first
    #[command(after_help = "Examples:\n  kin note list KH-000123\n  kin note list KH-000123 --kind call --json")]
    List {
        /// The customer's code or id
        customer: String,
        /// Only note, call, email, meeting, visit or chat
        #[arg(long, value_parser = kind)]
        kind: Option<ActivityKind>,
        #[arg(long, default_value_t = 50)]
        limit: u16,
    },
    /// One line, with what it was before it was changed
    #[command(after_help = "Example:\n  kin note show ID")]
    Show {
        /// The line's id, as `kin note list` shows it
        note: String,
    },
    /// Log a call, a note, a visit ...
    #[command(
        after_help = "Examples:\n  kin note add KH-000123 --kind call --direction in --outcome reached --minutes 5 'asked about the bill'\n  kin note add KH-000123 --kind call --outcome no_answer --next 'call again' --on 2026-11-28T14:30\n  kin note add KH-000123 - < minutes-of-the-meeting.md\n\nThe text is Markdown. Who is named as @lan sees it in Today, if she may see the customer."
    )]
    Add {
        /// The customer's code or id
        customer: String,
        /// The text, or - for standard input; may be left out where an outcome says enough
        #[arg(default_value = "")]
        text: String,
        #[command(flatten)]
        said: Said,
    },
    /// Change a line; what is not named stays
    #[command(
        after_help = "Examples:\n  kin note edit 01900000-0000-7000-8000-000000000001 --outcome done\n  kin note edit 01900000-0000-7000-8000-000000000001 --text - < better-words.md"
    )]
    Edit {
        /// The line's id, as `kin note list` shows it
        note: String,
        /// Other words, or - for standard input
        #[arg(long)]
        text: Option<String>,
        #[command(flatten)]
        said: Said,
    },
}

/// What a line says beside its text.
#[derive(Args, Debug, Default)]
pub struct Said {
    /// note, call, email, meeting, visit or chat
    #[arg(long, value_parser = kind)]
    pub kind: Option<ActivityKind>,
    /// in, out or none
    #[arg(long, value_parser = direction)]
    pub direction: Option<Direction>,
    /// reached, no_answer, busy, voicemail, wrong_number, done or other
    #[arg(long, value_parser = outcome)]
    pub outcome: Option<ActivityOutcome>,
    /// How long it took
    #[arg(long)]
    pub minutes: Option<u32>,
    /// What is to follow
    #[arg(long, value_name = "WORDS")]
    pub next: Option<String>,
    /// When: 2026-11-28, 2026-11-28T14:30, or a time from now: 12h, 7d, 2w
    #[arg(long, value_name = "TIME")]
    pub on: Option<String>,
}

fn named<T: Copy>(text: &str, found: Option<T>, all: &[&str]) -> Result<T, String> {
    found.ok_or_else(|| format!("{text:?} is none of: {}", all.join(", ")))
}

fn kind(text: &str) -> Result<ActivityKind, String> {
    named(text, ActivityKind::from_name(text), &ActivityKind::ALL.map(ActivityKind::name))
}

fn direction(text: &str) -> Result<Direction, String> {
    named(text, Direction::from_name(text), &Direction::ALL.map(Direction::name))
}

fn outcome(text: &str) -> Result<ActivityOutcome, String> {
    named(text, ActivityOutcome::from_name(text), &ActivityOutcome::ALL.map(ActivityOutcome::name))
}
