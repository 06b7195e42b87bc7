//! The doctor: how each of the eight layers of protection stands on this machine, and how to mend it. Needs nobody to be
//! signed in and shows nothing of anybody: members are counted, never named.

mod compliance;
mod file;
mod fix;
mod layers;
mod people;
mod place;
mod reach;

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::Desk;
use super::office::OfficePaths;
use crate::clock::Source;
use crate::config::Config;
use crate::domain::Micros;

pub use compliance::compliance;
pub use fix::fix;

const MINUTE: i64 = 60 * 1_000_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// The eight layers, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    Reach,
    Identity,
    Session,
    Access,
    Fields,
    Sealing,
    Witness,
    Recovery,
}

impl Layer {
    pub const ALL: [Self; 8] = [
        Self::Reach,
        Self::Identity,
        Self::Session,
        Self::Access,
        Self::Fields,
        Self::Sealing,
        Self::Witness,
        Self::Recovery,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Reach => "Reach",
            Self::Identity => "Identity",
            Self::Session => "Session",
            Self::Access => "Access",
            Self::Fields => "Fields",
            Self::Sealing => "Sealing",
            Self::Witness => "Witness",
            Self::Recovery => "Recovery",
        }
    }
}

/// How a check came out, the best first. What can't be told is no fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Good,
    CannotTell,
    Warning,
    Bad,
}

impl State {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::CannotTell => "cannot tell",
            Self::Warning => "warning",
            Self::Bad => "bad",
        }
    }
}

/// What keeps a promise in the present mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforced {
    /// Without the key there is no way.
    Cryptographic,
    /// The server's process keeps it, and members never touch the file.
    Server,
    /// The program keeps it; whoever holds the file and another program does not.
    Client,
}

impl Enforced {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cryptographic => "cryptographic",
            Self::Server => "server-enforced",
            Self::Client => "client-enforced",
        }
    }
}

/// How the office is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// One person, one file.
    Local,
    /// Several people who all have the file.
    Shared,
    /// A server has the file, and people come over SSH.
    Served,
}

impl Mode {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Shared => "shared",
            Self::Served => "served",
        }
    }

    /// What keeps those rules that no key keeps.
    const fn rules(self) -> Enforced {
        if matches!(self, Self::Served) { Enforced::Server } else { Enforced::Client }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    pub layer: Layer,
    /// Its name in JSON and in the compliance page.
    pub key: &'static str,
    pub what: &'static str,
    pub state: State,
    /// Why, in a sentence.
    pub why: String,
    /// A command or a setting; empty where there is nothing to mend.
    pub mend: String,
    pub enforced: Option<Enforced>,
}

/// A check that is yet to be judged.
fn check(layer: Layer, key: &'static str, what: &'static str) -> Check {
    Check { layer, key, what, state: State::Good, why: String::new(), mend: String::new(), enforced: None }
}

impl Check {
    fn is(self, state: State, why: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { state, why: why.into(), mend: mend.into(), ..self }
    }

    fn good(self, why: impl Into<String>) -> Self {
        self.is(State::Good, why, "")
    }

    fn untold(self, why: impl Into<String>) -> Self {
        self.is(State::CannotTell, why, "")
    }

    fn warning(self, why: impl Into<String>, mend: impl Into<String>) -> Self {
        self.is(State::Warning, why, mend)
    }

    fn bad(self, why: impl Into<String>, mend: impl Into<String>) -> Self {
        self.is(State::Bad, why, mend)
    }

    const fn kept(mut self, by: Enforced) -> Self {
        self.enforced = Some(by);
        self
    }
}

/// What the doctor is told of the surroundings.
pub struct Patient<'a> {
    pub paths: &'a OfficePaths,
    pub config: &'a Config,
    pub config_file: Option<PathBuf>,
    /// The socket of a running server, and the server's host key.
    pub socket: PathBuf,
    pub host_key: PathBuf,
    pub terminal: Terminal,
    /// Also what takes long: every index, every page's code, every signature and record.
    pub deep: bool,
    pub clock: Arc<dyn Source>,
}

/// What the terminal says of itself.
#[derive(Clone, Debug, Default)]
pub struct Terminal {
    /// `TERM`, empty where it is not set.
    pub term: String,
    pub utf8: bool,
    pub colours: bool,
    /// Columns and rows, where there is a terminal at all.
    pub size: Option<(u16, u16)>,
}

/// All that was looked at.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    pub mode: Mode,
    pub at: Micros,
    /// By layers, in order.
    pub checks: Vec<Check>,
}

impl Report {
    pub fn worst(&self) -> State {
        self.checks.iter().map(|check| check.state).max().unwrap_or(State::Good)
    }

    pub fn find(&self, key: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.key == key)
    }

    pub fn of(&self, layer: Layer) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(move |check| check.layer == layer)
    }
}

/// Looks at everything. Where the office does not open the rest is looked at all the same.
pub fn examine(patient: &Patient<'_>) -> Report {
    let now = patient.clock.now();
    let opened = Desk::open(patient.paths.clone(), patient.config, Arc::clone(&patient.clock), "doctor");
    let served = std::os::unix::net::UnixStream::connect(&patient.socket).is_ok();
    let mode = match &opened {
        _ if served => Mode::Served,
        Ok(desk) if people::persons(desk, now).count() > 1 => Mode::Shared,
        _ => Mode::Local,
    };
    let mut checks = reach::checks(patient, mode);
    checks.extend(place::checks(patient));
    checks.extend(layers::checks(mode));
    match opened {
        Ok(mut desk) => {
            checks.push(check(Layer::Sealing, "office_opens", "office").good("The office opens."));
            checks.extend(people::checks(&mut desk, mode, now));
            checks.extend(file::checks(&mut desk, patient, now));
        }
        Err(error) => {
            let mend = "See what is bad below, or restore the newest backup: kin restore FILE";
            checks.push(check(Layer::Sealing, "office_opens", "office").bad(error.to_string(), mend));
        }
    }
    checks.sort_by_key(|check| check.layer);
    Report { mode, at: now, checks }
}

/// How long ago, in days.
fn days(now: Micros, at: Micros) -> i64 {
    now.0.saturating_sub(at.0).max(0) / DAY
}

/// `1 day`, `12 days`.
fn counted(number: i64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
