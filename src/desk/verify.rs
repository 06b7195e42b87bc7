//! The proof that the log and every record it vouches for are as they were written.

use serde::Serialize;

use super::api::Problem;
use super::backup::restored::{self, Restoration};
use super::prune::months_before;
use super::{Desk, ENTRY_LABEL, destination};
use crate::domain::{Id, Micros};
use crate::policy::{self, Operation, Target};
use crate::store::verify::{self, Checks, Mark};
use crate::store::{Options, Store};
use crate::vault;
use crate::vault::note::{self, Note};

/// The page cache of each further connection that reads the log.
const CACHE_KIB: u32 = 1024;

/// How a log is verified, beside what is always looked at.
#[derive(Debug, Default)]
pub struct Checking {
    /// Texts with checkpoints that were kept outside: where each comes from, and what stands there.
    pub checkpoints: Vec<(String, String)>,
    /// Hashes, links and the tree alone: neither signatures nor records.
    pub chain_only: bool,
    /// Leaves the configuration's file of checkpoints aside: a copy is of a time before its newest ones.
    pub apart: bool,
}

/// What a good verification found.
#[derive(Debug, Serialize)]
pub struct Report {
    pub entries: u64,
    /// Of them those whose content was removed as the policy has it.
    pub removed: u64,
    pub records: u64,
    /// The head's hash, in hex.
    pub head: String,
    /// What was kept outside and held. Empty: a cut end, or an older copy of the whole file, can't be told.
    pub checkpoints: Vec<Compared>,
    /// Where the log goes on from a backup, the newest first.
    pub restored: Vec<Restoration>,
}

/// A source of checkpoints that the log was compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Compared {
    pub source: String,
    pub count: usize,
    /// The size of the newest, and when it was made (RFC 3339).
    pub size: i64,
    pub at: String,
}

/// The first thing that does not hold. Sequence 0: no entry speaks of it.
#[derive(Debug, Serialize)]
pub struct FirstBad {
    pub sequence: i64,
    pub why: String,
    /// A file that was named has no checkpoint of this office: that says nothing of the log.
    pub misnamed: bool,
}

impl FirstBad {
    fn of_none(why: String) -> Self {
        Self { sequence: 0, why, misnamed: false }
    }
}

impl Desk {
    /// Verifies the file's pages, chain, signatures, grants and every audited row, and compares with the checkpoints that the
    /// configuration's file has. Needs nobody to be signed in: it shows nothing of anybody.
    pub fn verify_log(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Result<Report, FirstBad>, Problem> {
        self.verify_log_by(&Checking::default(), progress)
    }

    /// The same with more checkpoints, or less to check.
    pub fn verify_log_by(
        &mut self,
        checking: &Checking,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Result<Report, FirstBad>, Problem> {
        if !checking.chain_only
            && let Some(damage) = self.store.damage()?
        {
            return Ok(Err(FirstBad::of_none(format!("The office file is damaged: {damage}."))));
        }
        // A grant may have been written since this desk was opened.
        self.read_rights()?;
        if let Some(why) = &self.rights.closed {
            return Ok(Err(FirstBad::of_none(why.clone())));
        }
        if let Some(refused) = self.rights.refused.first() {
            let why = format!("The signed decision {} does not hold: {}.", refused.sequence, refused.why);
            return Ok(Err(FirstBad::of_none(why)));
        }
        let restored = self.store.read(restored::all)?;
        let Outside { marks, compared: checkpoints } = match self.kept_outside(checking, &restored)? {
            Ok(kept) => kept,
            Err(refused) => return Ok(Err(refused)),
        };
        let decisions = self.store.read(|snapshot| snapshot.grants())?;
        let rights = &self.rights;
        let might_prune = |member: Id, at: Micros| {
            let then = rights.as_of(&decisions, at);
            let actor = then.actor(member, at)?;
            policy::judge(&actor, Operation::ManagePolicy, Target::Office).ok()?;
            let months = Some(then.policy().log_months).filter(|months| *months > 0)?;
            months_before(at, months).ok()
        };
        let checks = Checks {
            public_key_of: &|member, at| rights.signer_at(member, at),
            batch_verify: &|entries| {
                let items: Vec<_> = entries
                    .iter()
                    .map(|(key, hash, signature)| (key, ENTRY_LABEL, hash.as_slice(), signature))
                    .collect();
                vault::verify_batch(&items)
            },
            might_prune: &might_prune,
            marks: &marks,
            chain_only: checking.chain_only,
        };
        let (database, host) = (self.paths.database(), self.host.present());
        let open = || Store::open_with(&database, &host.store_key(), &Options::shared(CACHE_KIB, None));
        let verdict = verify::chain(&mut self.store, &open, &checks, progress)?;
        Ok(match verdict {
            Ok(report) => Ok(Report {
                entries: report.entries,
                removed: report.gone,
                records: report.records,
                head: data_encoding::HEXLOWER.encode(&report.head),
                checkpoints,
                restored,
            }),
            Err(bad) => Err(FirstBad { sequence: bad.sequence, why: bad.why, misnamed: false }),
        })
    }

    /// What was kept outside, each proven to be the office's; or the one that is not.
    /// What a backup that was brought back has left behind is no mark.
    fn kept_outside(
        &self,
        checking: &Checking,
        restored: &[Restoration],
    ) -> Result<Result<Outside, FirstBad>, Problem> {
        let Outside { mut marks, mut compared } = Outside::default();
        let own = self.checkpoint_file().filter(|_| !checking.apart);
        let own = own.map(|path| (destination::all_of(&path), path.display().to_string()));
        let own = match own {
            Some((text, source)) => {
                text.map_err(|error| Problem::Store(format!("{source}: {error}")))?.map(|text| (source, text))
            }
            None => None,
        };
        let given = checking.checkpoints.iter().map(|(source, text)| (source, text, true));
        for (source, text, given) in given.chain(own.iter().map(|(source, text)| (source, text, false))) {
            let mut notes = Vec::new();
            for found in note::find(text, self.paths.install, self.rights.office_keys()) {
                match found.note {
                    Ok(note) => notes.push(note),
                    // A machine that went down while it wrote leaves half a note in its own file.
                    Err(note::NoteFault::Garbled) if !given => {}
                    Err(fault) => {
                        let why = format!("The checkpoint at line {} of {source} is refused: {fault}.", found.line);
                        return Ok(Err(FirstBad::of_none(why)));
                    }
                }
            }
            let found = notes.len();
            notes.retain(|note| !restored.iter().any(|restoration| restoration.leaves_behind(&note.checkpoint)));
            match notes.iter().max_by_key(|note| note.checkpoint.size) {
                Some(newest) => compared.push(Compared {
                    source: source.clone(),
                    count: notes.len(),
                    size: newest.checkpoint.size,
                    at: newest.checkpoint.time(),
                }),
                None if given && found == 0 => {
                    let why = format!("There is no checkpoint in {source}.");
                    return Ok(Err(FirstBad { misnamed: true, ..FirstBad::of_none(why) }));
                }
                None => {}
            }
            marks.extend(notes.iter().map(mark));
        }
        Ok(Ok(Outside { marks, compared }))
    }
}

/// What was kept outside, and where.
#[derive(Default)]
struct Outside {
    marks: Vec<Mark>,
    compared: Vec<Compared>,
}

fn mark(note: &Note) -> Mark {
    let checkpoint = &note.checkpoint;
    Mark { size: checkpoint.size, root: checkpoint.root, head: checkpoint.head, at: checkpoint.time() }
}
