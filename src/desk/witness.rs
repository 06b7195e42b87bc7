//! The witness: by time and by count it writes into the log that a checkpoint is made, and carries the checkpoint
//! outside, where whoever can write the file can not reach it.
//!
//! Any process with the office open may do it: what was made last stands in the log itself, and who makes the next one
//! looks there again while it writes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::Desk;
use super::alerts::Sight;
use super::api::Problem;
use super::backup::restored;
use super::destination::{self, Destination};
use super::entrance::{Entrance, Limits};
use super::office::{OfficeError, OfficePaths};
use super::session::Trace;
use crate::clock::Source;
use crate::config::{self, Config};
use crate::domain::{Action, Entry, Id, Micros, Outcome};
use crate::policy::{Operation, Target};
use crate::vault::note::{self, Checkpoint, Note};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;
/// What failed is tried again so much later.
const PAUSE: i64 = MINUTE;
/// Whoever made a checkpoint carries it within this time, or somebody else does.
const CARRIED: i64 = 30 * SECOND;
/// It reads ends alone.
const CACHE_KIB: u32 = 256;

pub struct Witness {
    desk: Desk,
    /// What the file's counter of commits was at the last look; `None`: none yet.
    version: Option<i64>,
    /// When to look again though nothing was committed.
    due: Micros,
    waiting: Vec<Waiting>,
}

/// A checkpoint that could not be carried to a place.
struct Waiting {
    to: Destination,
    note: Note,
    next: Micros,
}

/// How the log stands: its length, and the last checkpoint in it.
#[derive(Clone, Copy)]
struct Standing {
    head: i64,
    last: i64,
    at: Micros,
}

impl Witness {
    /// A witness of its own over an office.
    ///
    /// # Errors
    /// When the file can't be opened.
    pub fn open(paths: &OfficePaths, config: &Config, clock: Arc<dyn Source>) -> Result<Self, OfficeError> {
        let limits = Limits::shared(CACHE_KIB, None);
        Ok(Self::of(Desk::open_at(paths.clone(), config, clock, Entrance::local("witness"), &limits)?))
    }

    /// At a desk where nobody is signed in any more.
    pub fn of(desk: Desk) -> Self {
        Self { desk, version: None, due: Micros(i64::MIN), waiting: Vec::new() }
    }

    /// Goes on by other settings.
    pub fn set(&mut self, settings: &config::Witness) {
        if self.desk.settings.witness != *settings {
            self.desk.settings.witness = settings.clone();
            self.version = None;
        }
    }

    /// Makes and carries what is due. Cheap when nothing is.
    ///
    /// # Errors
    /// When the file can't be read or written, or its log is damaged; a later time is tried anew.
    pub fn tick(&mut self) -> Result<(), Problem> {
        let now = self.desk.clock.now();
        self.carry(now)?;
        let version = self.desk.store.data_version()?;
        if self.version == Some(version) && now < self.due {
            return Ok(());
        }
        // Where this fails it is not tried at every look.
        let first = self.version.replace(version).is_none();
        self.due = Micros(now.0 + PAUSE);
        let standing = self.desk.standing()?;
        if first {
            self.take_up(standing, now)?;
        }
        let settings = &self.desk.settings.witness;
        let new = standing.head - standing.last;
        let due = match new {
            0 => Micros(i64::MAX),
            new if new >= i64::from(settings.every_entries) => now,
            _ => Micros(standing.at.0.saturating_add(i64::from(settings.every_minutes) * MINUTE)),
        };
        if now < due {
            self.due = due;
            return Ok(());
        }
        if let Some(note) = self.desk.make_checkpoint(standing)? {
            self.due = Micros(i64::MAX);
            self.send(&note, now)?;
        }
        Ok(())
    }

    /// At the first look: whether the log is the one that the file knows, and what never reached the file because a
    /// process ended in between.
    fn take_up(&mut self, standing: Standing, now: Micros) -> Result<(), Problem> {
        let Some(path) = self.desk.checkpoint_file() else { return Ok(()) };
        let newest = self.desk.newest_in(&path);
        if self.desk.rolled_back(newest.as_ref())? || standing.last == 0 || now.0 - standing.at.0 < CARRIED {
            return Ok(());
        }
        if newest.is_none_or(|newest| newest.size() < standing.last) {
            let note = self.desk.note_at(standing.last)?;
            self.waiting.push(Waiting { to: Destination::Path(path), note, next: now });
        }
        self.carry(now)
    }

    /// To every destination; one of before that still waits for a place is in this one.
    fn send(&mut self, note: &Note, now: Micros) -> Result<(), Problem> {
        let all = Destination::all(&self.desk.settings.witness, self.desk.paths.home());
        self.waiting = all.into_iter().map(|to| Waiting { to, note: note.clone(), next: now }).collect();
        self.carry(now)
    }

    fn carry(&mut self, now: Micros) -> Result<(), Problem> {
        for mut waiting in std::mem::take(&mut self.waiting) {
            if now < waiting.next || self.desk.carry_to(&waiting.to, &waiting.note)?.is_some() {
                waiting.next = if now < waiting.next { waiting.next } else { Micros(now.0 + PAUSE) };
                self.waiting.push(waiting);
            }
        }
        Ok(())
    }
}

/// A checkpoint that was asked for, and where it could not be carried to, with why.
pub struct Made {
    pub note: Note,
    pub failed: Vec<(&'static str, String)>,
}

impl Desk {
    /// Makes a checkpoint now, for who may take the log outside, and carries it.
    pub fn checkpoint(&mut self) -> Result<Made, Problem> {
        self.check_session()?;
        self.not_previewing()?;
        let permit = self.judge(Operation::ExportLog, Target::Office)?;
        let details = json!({ "to": self.destination_names() });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let entry = Entry { action: Action::CheckpointMake, ..entry };
        let (sequence, ()) = self.act(&permit, |_| Ok((entry.clone(), ())))?;
        let note = self.note_at(sequence)?;
        let mut failed = Vec::new();
        for to in Destination::all(&self.settings.witness, self.paths.home()) {
            failed.extend(self.carry_to(&to, &note)?.map(|why| (to.name(), why)));
        }
        Ok(Made { note, failed })
    }

    fn destination_names(&self) -> Vec<&'static str> {
        Destination::all(&self.settings.witness, self.paths.home()).iter().map(Destination::name).collect()
    }

    fn standing(&mut self) -> Result<Standing, Problem> {
        self.store.read(|snapshot| {
            let (head, _) = snapshot.head()?.unwrap_or_default();
            // Before the first one time counts from the log's beginning.
            let last = snapshot.last_of(Action::CheckpointMake)?;
            let begun = snapshot.entry(1)?.map_or(Micros(0), |first| first.sealed.entry.at);
            let (last, at) = last.unwrap_or((0, begun));
            Ok(Standing { head, last, at })
        })
    }

    /// Writes that a checkpoint is made, unless somebody else has meanwhile; the checkpoint covers that entry.
    fn make_checkpoint(&mut self, standing: Standing) -> Result<Option<Note>, Problem> {
        // A log that has no root can't have a checkpoint.
        self.store.read(|snapshot| snapshot.tree_root(standing.head))?;
        let to = self.destination_names();
        let entry = Entry {
            at: self.clock.now(),
            member: None,
            session: None,
            origin: self.origin.clone(),
            action: Action::CheckpointMake,
            subject: None,
            outcome: Outcome::Done,
            reason: String::new(),
            details: String::new(),
        };
        let made = self.write_as_office(|tx| {
            let last = tx.last_of(Action::CheckpointMake)?.map_or(0, |(sequence, _)| sequence);
            if last != standing.last {
                return Err(Problem::Busy);
            }
            let details = json!({ "before": tx.sequence() - 1, "to": to }).to_string();
            Ok((Entry { details, ..entry.clone() }, tx.sequence()))
        });
        match made {
            Ok(sequence) => self.note_at(sequence).map(Some),
            Err(Problem::Busy) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    /// The checkpoint of the log up to this entry.
    fn note_at(&mut self, sequence: i64) -> Result<Note, Problem> {
        let install = self.paths.install;
        let checkpoint = self.store.read(|snapshot| {
            let sealed = snapshot.entry(sequence)?.ok_or(Problem::NotFound)?.sealed;
            let root = snapshot.tree_root(sequence)?;
            Ok::<_, Problem>(Checkpoint { install, size: sequence, root, head: sealed.hash, at: sealed.entry.at })
        })?;
        Ok(checkpoint.sign(&self.office_signer))
    }

    /// Carries a checkpoint; answers why it failed, after an alert of it. A file whose newest checkpoint the log does
    /// not hold stays as it is: it is what proves that.
    fn carry_to(&mut self, to: &Destination, note: &Note) -> Result<Option<String>, Problem> {
        if let Destination::Path(path) = to {
            let newest = self.newest_in(path);
            if self.rolled_back(newest.as_ref())? {
                return Ok(Some("the log does not hold its newest checkpoint; run: kin log verify".into()));
            }
        }
        let Err(error) = to.carry(note) else { return Ok(None) };
        self.raise(&[Sight::checkpoint_failed(to.name(), note.checkpoint.at.0 / DAY)])?;
        Ok(Some(error.to_string()))
    }

    /// Whether the log is not the one that was noted outside, which is told. A copy that says of itself from which entry
    /// it goes on has nothing of what was noted after that.
    fn rolled_back(&mut self, newest: Option<&Note>) -> Result<bool, Problem> {
        let Some(Note { checkpoint, .. }) = newest else { return Ok(false) };
        if self.holds(checkpoint)? || self.store.read(|snapshot| restored::left_behind(snapshot, checkpoint))? {
            return Ok(false);
        }
        self.raise(&[Sight::log_rolled_back(checkpoint.size, &checkpoint.time())])?;
        Ok(true)
    }

    fn newest_in(&self, path: &Path) -> Option<Note> {
        newest_in(path, self.paths.install, self.rights.office_keys())
    }

    /// Whether the log is, up to there, what the checkpoint says.
    fn holds(&mut self, checkpoint: &Checkpoint) -> Result<bool, Problem> {
        self.store.read(|snapshot| {
            let long = snapshot.head()?.is_some_and(|(head, _)| checkpoint.size <= head);
            Ok(long
                && snapshot.hash_at(checkpoint.size)? == Some(checkpoint.head)
                && snapshot.tree_root(checkpoint.size)? == checkpoint.root)
        })
    }

    /// The file of the configuration that checkpoints are kept in, if any.
    pub fn checkpoint_file(&self) -> Option<PathBuf> {
        self.settings.witness.file(self.paths.home())
    }
}

/// The newest checkpoint of an office in a file that was carried outside.
pub(super) fn newest_in(path: &Path, install: Id, keys: &note::Keys) -> Option<Note> {
    // A file that can't be read can't be written either, which is told then.
    let text = destination::tail(path).ok()?;
    let found = note::find(&text, install, keys);
    found.into_iter().filter_map(|found| found.note.ok()).max_by_key(|note| note.checkpoint.size)
}
