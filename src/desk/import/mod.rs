//! Bulk import: rows validated, sealed and compared with what is there, committed in chunks, each
//! with one audit entry; and a whole import taken back. Customers here; tickets, tasks and activities in `work`.

mod chunk;
mod duplicates;
mod prepare;
mod work;

use std::collections::HashSet;
use std::sync::mpsc::sync_channel;

use serde::Serialize;
use serde_json::json;

use super::api::{ActivityDraft, Problem};
use super::keys;
use super::seal::{self, Sealer};
use super::session::{OpenKeys, Trace};
use super::{Desk, write_with};
use crate::domain::{ActivityKind, Class, CustomerKind, Entry, Field, Id, Micros, Status, text};
use crate::policy::{self, Operation, Permit, Target};
use crate::store;
use chunk::{Counts, counts_text, may_update, records_hash, store_chunk};
use duplicates::{DuplicateKey, duplicate_word, find_duplicate};
use prepare::{Chunk, Prepared, Preparer, forbidden_in, stored_form};
pub use work::{Refusal, WorkKind, WorkReport, WorkRow, WorkTrial};

/// What to do with a row whose customer is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnDuplicate {
    Skip,
    Update,
    Keep,
}

pub struct ImportOptions {
    /// The file's name, for the list of imports.
    pub source: String,
    pub on_duplicate: OnDuplicate,
    /// Where phones without a country code are from (ISO 3166).
    pub region: String,
}

/// A running import.
pub struct Import {
    pub id: Id,
    on_duplicate: OnDuplicate,
    region: String,
}

/// One customer to bring in; texts as written in the file.
pub struct ImportRow {
    pub line: u64,
    pub external_id: Option<String>,
    pub name: String,
    pub company: String,
    pub kind: CustomerKind,
    pub city: String,
    pub country: String,
    pub website: String,
    /// ISO 8601 date or empty.
    pub since: String,
    pub status: Status,
    /// Whose customer it becomes; the importer's own and its department's if not said.
    pub owner: Option<Id>,
    pub department: Option<Id>,
    pub sealed: Vec<(Field, String)>,
    pub notes: Vec<ImportNote>,
    /// Names of fields that could not be read cleanly.
    pub flags: Vec<String>,
    /// When it was made elsewhere; now if not said.
    pub made: Option<Micros>,
}

/// One line of a timeline to bring in.
pub struct ImportNote {
    pub at: Micros,
    pub draft: ActivityDraft,
}

impl From<(ActivityKind, Micros, String)> for ImportNote {
    fn from((kind, at, text): (ActivityKind, Micros, String)) -> Self {
        Self { at, draft: ActivityDraft { kind, text, ..ActivityDraft::default() } }
    }
}

/// What became of the rows of one chunk: the first four and those refused add up to them. Lines are those of the file.
#[derive(Debug, Default, Serialize)]
pub struct ChunkReport {
    pub added: u64,
    pub updated: u64,
    pub skipped: u64,
    pub kept: u64,
    pub flagged: u64,
    /// Line of each duplicate and what it shares with a customer who is there: `external_id`, `email`, `phone`.
    pub duplicates: Vec<(u64, &'static str)>,
    /// Line of each row whose notes hold what nobody may write down, and what that is: `holds-password` ...
    pub refused: Vec<(u64, &'static str)>,
}

/// One import made so far.
#[derive(Debug, Serialize)]
pub struct ImportListed {
    pub id: Id,
    pub at: Micros,
    pub source: String,
    pub added: u64,
    pub updated: u64,
    pub reverted: bool,
}

/// Most imports listed.
const MOST_LISTED: usize = 200;

/// What a trial import has seen so far, so that it finds duplicates inside the file too.
#[derive(Default)]
pub struct Trial {
    seen: HashSet<DuplicateKey>,
}

impl Desk {
    /// Begins an import: judged once, and its id is there to take it back.
    pub fn import_start(&mut self, options: &ImportOptions) -> Result<Import, Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::Import, Target::Office)?;
        let (record, entry) = self.new_import(&permit, &options.source)?;
        let (install, clock) = (self.paths.install, self.clock.clone());
        // The data keys of every class are made first, so that rows can be sealed beside each other.
        self.with_keys(|desk, keys| {
            let (member, writing, rights) = (&keys.member, &mut keys.writing, &desk.rights);
            let begun = write_with(&mut desk.store, clock.as_ref(), member, |tx| {
                writing.clear();
                keys::make_writing_keys(tx, writing, Class::ALL, rights, install, clock.as_ref())?;
                tx.insert_import(&record)?;
                Ok((entry.clone(), ()))
            });
            if begun.is_err() {
                keys.writing.clear();
            }
            begun
        })?;
        Ok(Import { id: record.id, on_duplicate: options.on_duplicate, region: options.region.clone() })
    }

    /// The row of an import that begins, and its entry.
    fn new_import(&self, permit: &Permit, source: &str) -> Result<(store::ImportRow, Entry), Problem> {
        let record = store::ImportRow {
            id: self.new_id(),
            member: permit.actor(),
            at: self.clock.now(),
            file: text::clean_input(source, 200),
            counts: counts_text(Counts::default()),
            reverted_at: None,
        };
        let trace = Trace { details: json!({ "import": record.id, "begin": true }), ..Trace::default() };
        Ok((record, self.scribe()?.done(permit, trace)))
    }

    /// Stores one chunk: one transaction, one audit entry that vouches for every record in it.
    pub fn import_chunk(&mut self, import: &Import, rows: Vec<ImportRow>) -> Result<ChunkReport, Problem> {
        let mut told = ChunkReport::default();
        self.import_chunks(import, std::iter::once(rows), &mut |report| told = report)?;
        Ok(told)
    }

    /// Stores chunk after chunk, each as above; while one is stored the next is read and sealed beside it.
    pub fn import_chunks(
        &mut self,
        import: &Import,
        chunks: impl Iterator<Item = Vec<ImportRow>> + Send,
        told: &mut dyn FnMut(ChunkReport),
    ) -> Result<(), Problem> {
        self.check_session()?;
        let (install, clock, now) = (self.paths.install, self.clock.clone(), self.clock.now());
        let (owner, department) = (self.session()?.actor.member, self.session()?.actor.department);
        self.judge(Operation::Import, Target::Office)?;
        self.with_keys(|desk, keys| {
            let preparer = Preparer {
                install,
                clock: clock.as_ref(),
                region: &import.region,
                lookups: &keys.lookups,
                writing: &keys.writing,
                owner,
                department,
                import: import.id,
                now,
                keep_plain: import.on_duplicate == OnDuplicate::Update,
            };
            std::thread::scope(|scope| {
                let (ready, prepared) = sync_channel(1);
                scope.spawn(move || {
                    for rows in chunks {
                        let chunk = preparer.chunk(rows);
                        let failed = chunk.is_err();
                        // A store that has failed waits for no more.
                        if ready.send(chunk).is_err() || failed {
                            break;
                        }
                    }
                });
                for chunk in prepared {
                    told(desk.import_prepared(import, keys, chunk?)?);
                }
                Ok(())
            })
        })
    }

    fn import_prepared(&mut self, import: &Import, keys: &OpenKeys, chunk: Chunk) -> Result<ChunkReport, Problem> {
        let prepared: &[Prepared] = &chunk.ready;
        // Rights may have changed since the import began.
        let permit = self.judge_with(&keys.member, Operation::Import, Target::Office)?;
        let scribe = self.scribe()?;
        let (actor, now) = (scribe.session.actor.clone(), scribe.now);
        let entry = scribe.done(&permit, Trace::default());
        let records = records_hash(prepared);
        let clock = self.clock.clone();
        let sealer = Sealer {
            install: self.paths.install,
            clock: clock.as_ref(),
            lookups: &keys.lookups,
            writing: &keys.writing,
            own: &[],
        };
        let (_, report) = write_with(&mut self.store, clock.as_ref(), &keys.member, |tx| {
            let mut report = store_chunk(tx, prepared, import, &sealer, &actor, now)?;
            let details = json!({
                "import": import.id, "rows": prepared.len() + chunk.refused.len(), "added": report.added, "updated": report.updated,
                "skipped": report.skipped, "kept": report.kept, "refused": chunk.refused.len(), "records": records,
            });
            report.refused.clone_from(&chunk.refused);
            Ok((Entry { details: details.to_string(), ..entry.clone() }, report))
        })?;
        Ok(report)
    }

    /// Reads and compares one chunk as an import would, and changes nothing.
    pub fn import_trial(
        &mut self,
        trial: &mut Trial,
        options: &ImportOptions,
        rows: Vec<ImportRow>,
    ) -> Result<ChunkReport, Problem> {
        self.check_session()?;
        self.judge(Operation::Import, Target::Office)?;
        let (actor, now) = (self.session()?.actor.clone(), self.clock.now());
        let lookups = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.lookups;
        let mut report = ChunkReport::default();
        let mut keyed = Vec::with_capacity(rows.len());
        for row in &rows {
            if let Some(unfit) = forbidden_in(row) {
                report.refused.push((row.line, unfit.key()));
                continue;
            }
            let mut flagged = !row.flags.is_empty();
            let mut keys: Vec<_> =
                row.external_id.iter().map(|id| ("external_id", DuplicateKey::ExternalId(id.clone()))).collect();
            for (field, written) in &row.sealed {
                let (value, odd) = stored_form(*field, written, &options.region);
                flagged |= odd;
                if let Some(word) = duplicate_word(*field, odd)
                    && let Some(token) = seal::token(lookups, *field, &value)
                {
                    keys.push((word, DuplicateKey::Token(token.to_vec())));
                }
            }
            report.flagged += u64::from(flagged);
            keyed.push((row.line, keys));
        }
        self.store.read(|snapshot| {
            for (line, keys) in keyed {
                let found = find_duplicate(snapshot, &trial.seen, &keys)?;
                trial.seen.extend(keys.into_iter().map(|(_, key)| key));
                let Some((word, id)) = found else {
                    report.added += 1;
                    continue;
                };
                report.duplicates.push((line, word));
                match (options.on_duplicate, id) {
                    (OnDuplicate::Keep, _) => report.kept += 1,
                    (OnDuplicate::Update, Some(id)) if may_update(snapshot, id, &actor, now)? => report.updated += 1,
                    _ => report.skipped += 1,
                }
            }
            Ok(report)
        })
    }

    /// The imports that this member may take back.
    pub fn imports(&mut self) -> Result<Vec<ImportListed>, Problem> {
        self.check_session()?;
        self.judge(Operation::RevertImport, Target::Office)?;
        let actor = self.session()?.actor.clone();
        let records = self.store.read(|snapshot| snapshot.imports(MOST_LISTED))?;
        let may = |record: &store::ImportRow| {
            policy::judge(&actor, Operation::RevertImport, self.import_target(record)).is_ok()
        };
        let listed = records.into_iter().filter(may).map(|record| {
            let counts: Counts = serde_json::from_str(&record.counts).unwrap_or_default();
            ImportListed {
                id: record.id,
                at: record.at,
                source: record.file,
                added: counts.added,
                updated: counts.updated,
                reverted: record.reverted_at.is_some(),
            }
        });
        Ok(listed.collect())
    }

    /// An import belongs to who made it, and to that member's department.
    fn import_target(&self, record: &store::ImportRow) -> Target {
        let department = self.rights.member(record.member).map(|known| known.usual.department);
        Target::record(record.id, Some(record.member), department.unwrap_or_default())
    }

    /// Takes back every record that an import made, in chunks. Answers how many went, and how many stayed because
    /// somebody has changed them, or done something with them, since.
    pub fn import_revert(&mut self, id: Id, progress: &mut dyn FnMut(u64)) -> Result<(u64, u64), Problem> {
        const CHUNK: usize = 1_000;
        self.check_session()?;
        let record = self.store.read(|snapshot| snapshot.import(id))?.ok_or(Problem::NotFound)?;
        let target = self.import_target(&record);
        let permit = self.judge(Operation::RevertImport, target)?;
        let now = self.clock.now();
        let (mut gone, mut stayed) = self.take_work_back(&permit, id, progress)?;
        let mut after = None;
        loop {
            let scribe = self.scribe()?;
            let done = scribe.done(&permit, Trace { details: json!({ "import": id }), ..Trace::default() });
            let (_, (found, removed)) = self.act(&permit, |tx| {
                let found = tx.customers_of_import(id, after, CHUNK)?;
                // What somebody has changed since is no longer the import's alone, and stays.
                let untouched: Vec<Id> = found.iter().filter(|(_, untouched)| *untouched).map(|(id, _)| *id).collect();
                untouched.iter().try_for_each(|customer| tx.delete_customer(*customer))?;
                if found.len() < CHUNK {
                    tx.update_import(&store::ImportRow { reverted_at: Some(now), ..record.clone() })?;
                }
                let details = json!({ "import": id, "removed": untouched.len() }).to_string();
                Ok((Entry { details, ..done.clone() }, (found, untouched.len())))
            })?;
            gone += removed as u64;
            stayed += (found.len() - removed) as u64;
            progress(gone);
            if found.len() < CHUNK {
                return Ok((gone, stayed));
            }
            after = found.last().map(|(id, _)| *id);
        }
    }
}
