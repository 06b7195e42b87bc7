//! The arguments of `kin incident`: what went wrong, and what was done about it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::office::one_of;
use crate::domain::incident::{EventKind, Jurisdiction, Playbook};
use crate::domain::{Id, IncidentAct};

#[derive(Subcommand, Debug)]
pub enum Incident {
    /// The incidents and drills, the newest first, with what is left of the clock
    #[command(after_help = "Examples:\n  kin incident list\n  kin incident list --json")]
    List {
        #[arg(long, default_value_t = 50)]
        limit: usize,
    },
    /// The playbooks; one of them with its steps
    #[command(after_help = "Examples:\n  kin incident playbooks\n  kin incident playbooks stolen_laptop --lang vi")]
    Playbooks {
        #[arg(value_parser = playbook)]
        playbook: Option<String>,
    },
    /// Start an incident by a playbook: from then on all that is done about it is noted
    #[command(
        after_help = "Examples:\n  kin incident start stolen_laptop --words 'laptop of lan, train to Cluj' --jurisdiction ro --aware 2h --by lan\n  kin incident start leaked_export --words 'list seen on a forum' --since 2026-11-01\n\nTimes: 2026-11-01, 2026-11-01T14:00, or so long ago: 30m, 24h, 7d, 2w."
    )]
    Start(Start),
    /// The same as a drill: steps are timed, acts are not carried out
    #[command(after_help = "Example:\n  kin incident drill ransomware --words 'drill of the fourth quarter'")]
    Drill(Start),
    /// One incident: clock, steps, timeline
    #[command(after_help = "Examples:\n  kin incident show ID\n  kin incident show ID --json")]
    Show { incident: Id },
    /// Correct what is known of it; what is not named stays
    #[command(
        after_help = "Examples:\n  kin incident edit ID --words 'the laptop was found' --until 2h\n  kin incident edit ID --by lan"
    )]
    Edit {
        incident: Id,
        /// What happened, in a line
        #[arg(long)]
        words: Option<String>,
        #[command(flatten)]
        facts: Facts,
        /// Look at everybody's acts again
        #[arg(long, conflicts_with = "by")]
        by_all: bool,
    },
    /// Note what was noticed, decided or done
    #[command(
        after_help = "Examples:\n  kin incident note ID 'the police has it: number 4711'\n  kin incident note ID --kind did 'told the bank'"
    )]
    Note {
        incident: Id,
        words: String,
        #[arg(long, value_name = "noticed|decided|did", default_value = "noticed", value_parser = note)]
        kind: EventKind,
    },
    /// Mark a step as done
    #[command(after_help = "Examples:\n  kin incident step ID wipe\n  kin incident step ID wipe --skip")]
    Step {
        incident: Id,
        /// The step's name, as `kin incident show` has it
        step: String,
        /// It does not apply here
        #[arg(long)]
        skip: bool,
        /// Take its mark back
        #[arg(long, conflicts_with = "skip")]
        reopen: bool,
    },
    /// Carry an act out, with one's own rights; in a drill it is only noted
    #[command(
        after_help = "Examples:\n  kin incident act ID end_sessions --on lan --step end\n  kin incident act ID freeze_exports\n\nActs: end_sessions, end_all_sessions, suspend, rotate_keys, freeze_exports, unfreeze_exports, checkpoint, backup."
    )]
    Act {
        incident: Id,
        #[arg(value_parser = act)]
        act: IncidentAct,
        /// The member, for acts on one
        #[arg(long, value_name = "MEMBER")]
        on: Option<String>,
        /// The step that is done by it
        #[arg(long)]
        step: Option<String>,
    },
    /// Say that the authority was told, which stops the clock
    #[command(after_help = "Example:\n  kin incident told ID --at 30m --words 'by the form on the web, number 12'")]
    Told {
        incident: Id,
        /// When; now, where nothing is said
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// By whom and how
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Close it, with what was learnt
    #[command(after_help = "Example:\n  kin incident close ID --words 'disks are encrypted from now on'")]
    Close {
        incident: Id,
        #[arg(long)]
        words: String,
    },
    /// Who and what was touched in its span, from the log
    #[command(after_help = "Example:\n  kin incident touched ID --json")]
    Touched { incident: Id },
    /// All of it as Markdown, or as a page of HTML
    #[command(
        after_help = "Examples:\n  kin incident report ID --lang ro -o report.md\n  kin incident report ID --html -o report.html"
    )]
    Report {
        incident: Id,
        #[arg(long)]
        html: bool,
        /// A new file; otherwise standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// A draft of the notice, to edit outside and have checked by counsel
    #[command(
        after_help = "Examples:\n  kin incident notice ID --lang vi -o notice.md\n  kin incident notice ID --to people"
    )]
    Notice {
        incident: Id,
        #[arg(long, value_enum, default_value_t)]
        to: To,
        /// A new file; otherwise standard output
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Args, Debug)]
pub struct Start {
    /// A playbook, as `kin incident playbooks` names it
    #[arg(value_parser = playbook)]
    pub playbook: String,
    /// What happened, in a line
    #[arg(long, default_value = "")]
    pub words: String,
    #[command(flatten)]
    pub facts: Facts,
}

#[derive(Args, Debug)]
pub struct Facts {
    /// Whose law holds; the first of the list, where nothing is said: eu
    #[arg(long, value_name = "eu|ro|vn|gb|none", value_parser = jurisdiction)]
    pub jurisdiction: Option<String>,
    /// When the office became aware of it; now, where nothing is said
    #[arg(long, value_name = "TIME")]
    pub aware: Option<String>,
    /// From when on data may have been touched; a day before the office became aware, where nothing is said
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
    /// Until when; a day is meant to its end
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// Look at this member's acts alone; may be given several times
    #[arg(long, value_name = "MEMBER")]
    pub by: Vec<String>,
}

/// To whom a notice goes.
#[derive(ValueEnum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum To {
    #[default]
    Authority,
    /// The people concerned
    People,
}

fn playbook(typed: &str) -> Result<String, String> {
    one_of("playbook", typed, Playbook::all(), |playbook| &playbook.key).map(|playbook| playbook.key.clone())
}

fn jurisdiction(typed: &str) -> Result<String, String> {
    one_of("jurisdiction", typed, Jurisdiction::all(), |law| &law.key).map(|law| law.key.clone())
}

fn act(typed: &str) -> Result<IncidentAct, String> {
    one_of("act", typed, IncidentAct::ALL, |act| act.name())
}

fn note(typed: &str) -> Result<EventKind, String> {
    one_of("kind", typed, EventKind::NOTES, |kind| kind.name())
}
