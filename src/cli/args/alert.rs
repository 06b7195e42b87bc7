//! The arguments of what is watched for: alerts, detectors, and what members did beside what is usual.

use clap::{Args, Subcommand};

use super::office::one_of;
use crate::domain::{DetectorKind, Id, Response, Severity, Verdict};

#[derive(Subcommand, Debug)]
pub enum Alert {
    /// What was seen that should not be
    #[command(after_help = "Examples:\n  kin alert list\n  kin alert list --all --json")]
    List {
        /// Those that were dealt with, too
        #[arg(long)]
        all: bool,
    },
    /// One alert with its answers and the entries of the log that made it
    #[command(after_help = "Example:\n  kin alert show ID")]
    Show { alert: Id },
    /// Say that one looks into it
    #[command(after_help = "Example:\n  kin alert take ID")]
    Take { alert: Id },
    /// Add what one found or was told
    #[command(after_help = "Example:\n  kin alert answer ID --word 'asked lan: a delivery went wrong'")]
    Answer {
        alert: Id,
        #[arg(long)]
        word: String,
    },
    /// Say that an alert was dealt with, and how; what followed from it is lifted
    #[command(after_help = "Example:\n  kin alert close ID --word 'a planned mailing' --verdict false_alarm")]
    Close {
        alert: Id,
        #[arg(long)]
        word: String,
        /// What it was
        #[arg(long, value_name = "incident|explained|false_alarm", default_value = "explained", value_parser = verdict)]
        verdict: Verdict,
    },
    /// What detectors would have raised over the past log, as they are set or set otherwise
    #[command(
        after_help = "Examples:\n  kin alert test --days 30\n  kin alert test --detector many_reveals --threshold 25 --window-minutes 30"
    )]
    Test(AlertTest),
    /// The alerts of the last while, put together
    #[command(after_help = "Examples:\n  kin alert digest\n  kin alert digest --since 7d --json")]
    Digest {
        /// Since when: 24h, 7d, 2w
        #[arg(long, default_value = "24h", value_name = "SPAN")]
        since: String,
    },
}

#[derive(Args, Debug)]
pub struct AlertTest {
    /// One of them alone, as `kin detector list` names it
    #[arg(long, value_name = "DETECTOR", value_parser = detector)]
    pub detector: Option<DetectorKind>,
    /// So many days back
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub days: u16,
    #[arg(long)]
    pub threshold: Option<u32>,
    #[arg(long, value_name = "MINUTES")]
    pub window_minutes: Option<u32>,
    /// The office's hours, such as 'mon-fri 07:30-19:00'
    #[arg(long)]
    pub hours: Option<String>,
}

#[derive(Subcommand, Debug)]
pub enum Detectors {
    /// The detectors as they are set, and what they raised
    #[command(after_help = "Example:\n  kin detector list --json")]
    List,
    /// Set a detector; what is not named stays
    #[command(
        after_help = "Examples:\n  kin detector set many_reveals --threshold 30 --response second_person,end_sessions\n  kin detector set off_hours --hours 'mon-fri 07:30-19:00'\n  kin detector set new_origin --off\n\nResponses, while the alert is open: require_reason, second_person, end_sessions, lock_account, or none."
    )]
    Set(DetectorSet),
    /// Customers who do not exist, kept to see who looks
    #[command(subcommand)]
    Honeytoken(Honeytoken),
}

#[derive(Args, Debug)]
pub struct DetectorSet {
    #[arg(value_name = "DETECTOR", value_parser = detector)]
    pub kind: DetectorKind,
    #[arg(long, conflicts_with = "off")]
    pub on: bool,
    #[arg(long)]
    pub off: bool,
    /// As it comes with the program, but for what is named beside
    #[arg(long)]
    pub usual: bool,
    /// From so many on within the window
    #[arg(long)]
    pub threshold: Option<u32>,
    #[arg(long, value_name = "MINUTES")]
    pub window_minutes: Option<u32>,
    #[arg(long, value_name = "low|medium|high|critical", value_parser = severity)]
    pub severity: Option<Severity>,
    /// All of them in one list, or none
    #[arg(long, value_name = "RESPONSE,...|none", value_parser = responses)]
    pub response: Option<Responses>,
    /// The office's hours, for the detector that needs them
    #[arg(long)]
    pub hours: Option<String>,
}

/// A list of responses in one argument.
#[derive(Debug, Clone)]
pub struct Responses(pub Vec<Response>);

#[derive(Subcommand, Debug)]
pub enum Honeytoken {
    #[command(after_help = "Example:\n  kin detector honeytoken list")]
    List,
    /// Make a customer one who does not exist, by code or id
    #[command(after_help = "Example:\n  kin detector honeytoken add KH-000099")]
    Add { customer: String },
    /// Make it a customer like any other again
    #[command(after_help = "Example:\n  kin detector honeytoken remove KH-000099")]
    Remove { customer: String },
}

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  kin insight                       all whom one reaches, or oneself\n  kin insight lan --days 90 --json"
)]
pub struct Insight {
    /// The member; without a name all whom one reaches, or oneself where one reaches no further
    #[arg(value_name = "MEMBER")]
    pub whom: Option<String>,
    /// How many days, today among them
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=366))]
    pub days: u16,
}

fn verdict(typed: &str) -> Result<Verdict, String> {
    one_of("verdict", typed, Verdict::ALL, |verdict| verdict.name())
}

fn detector(typed: &str) -> Result<DetectorKind, String> {
    one_of("detector", typed, DetectorKind::ALL, |kind| kind.name())
}

fn severity(typed: &str) -> Result<Severity, String> {
    one_of("severity", typed, Severity::ALL, |severity| severity.name())
}

fn responses(typed: &str) -> Result<Responses, String> {
    if typed == "none" {
        return Ok(Responses(Vec::new()));
    }
    let one = |name| one_of("response", name, Response::ALL, |response| response.name());
    typed.split(',').map(one).collect::<Result<_, _>>().map(Responses)
}
