//! Bulk import: rows validated, sealed and compared with what is there, committed in chunks, each
//! with one audit entry; and a whole import taken back.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde_json::json;

use super::api::Problem;
use super::commands::CODE_PREFIX;
use super::keys;
use super::seal::{self, Canonical, Place, Sealer};
use super::session::Trace;
use super::{Desk, write_with};
use crate::clock::{self, Source};
use crate::domain::{
    Activity, ActivityKind, Class, Customer, CustomerKind, Entry, Field, Id, Micros, Scope, Secret, Status, contact,
    fold, scan, text,
};
use crate::policy::{Operation, Target};
use crate::store::{self, Folded, NewCustomer, SealedValue, Snapshot, Tx};
use crate::vault::{DataKey, LookupKey};

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
    pub notes: Vec<(ActivityKind, Micros, String)>,
    /// Names of fields that could not be read cleanly.
    pub flags: Vec<String>,
}

/// What became of the rows of one chunk: the first four add up to them. Lines are those of the file.
#[derive(Debug, Default, Serialize)]
pub struct ChunkReport {
    pub added: u64,
    pub updated: u64,
    pub skipped: u64,
    pub kept: u64,
    pub flagged: u64,
    /// Line of each duplicate and what it shares with a customer who is there: `external_id`, `email`, `phone`.
    pub duplicates: Vec<(u64, &'static str)>,
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

/// Longest text of a row that is not sealed, in characters.
const LONGEST: usize = 10_000;
/// Most imports listed.
const MOST_LISTED: usize = 200;

/// What a trial import has seen so far, so that it finds duplicates inside the file too.
#[derive(Default)]
pub struct Trial {
    seen: HashSet<DuplicateKey>,
}

/// A row ready to be stored: its values sealed, its tokens known.
struct Prepared {
    line: u64,
    customer: Customer,
    sealed: Vec<SealedValue>,
    /// Tokens by which the customer may be there already, with the word for each.
    identifying: Vec<(&'static str, Vec<u8>)>,
    /// The values in the clear, kept only where they may have to be sealed for another record.
    plain: Vec<Canonical>,
    activities: Vec<Activity>,
}

impl Desk {
    /// Begins an import: judged once, and its id is there to take it back.
    pub fn import_start(&mut self, options: &ImportOptions) -> Result<Import, Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::Import, Target::Office)?;
        let id = self.new_id();
        let now = self.clock.now();
        let record = store::ImportRow {
            id,
            member: permit.actor(),
            at: now,
            file: text::clean_input(&options.source, 200),
            counts: counts_text(Counts::default()),
            reverted_at: None,
        };
        let trace = Trace { details: json!({ "import": id, "begin": true }), ..Trace::default() };
        let entry = self.scribe()?.done(&permit, trace);
        let (install, clock) = (self.paths.install, self.clock.clone());
        // The data keys of every class are made first, so that rows can be sealed beside each other.
        self.with_keys(|desk, keys| {
            let (member, writing) = (&keys.member, &mut keys.writing);
            let begun = write_with(&mut desk.store, clock.as_ref(), member, |tx| {
                writing.clear();
                for class in Class::ALL {
                    keys::writing_key(tx, writing, class, install, clock.as_ref())?;
                }
                tx.insert_import(&record)?;
                Ok((entry.clone(), ()))
            });
            if begun.is_err() {
                keys.writing.clear();
            }
            begun
        })?;
        Ok(Import { id, on_duplicate: options.on_duplicate, region: options.region.clone() })
    }

    /// Stores one chunk: one transaction, one audit entry that vouches for every record in it.
    pub fn import_chunk(&mut self, import: &Import, rows: Vec<ImportRow>) -> Result<ChunkReport, Problem> {
        self.check_session()?;
        let (install, clock, now) = (self.paths.install, self.clock.clone(), self.clock.now());
        let actor = self.session()?.actor.clone();
        // Rights may have changed since the import began.
        let permit = self.judge(Operation::Import, Target::Office)?;
        let entry = self.scribe()?.done(&permit, Trace::default());
        self.with_keys(|desk, keys| {
            let work = Preparer {
                install,
                clock: clock.as_ref(),
                region: &import.region,
                lookups: &keys.lookups,
                writing: &keys.writing,
                owner: actor.member,
                department: actor.department,
                import: import.id,
                now,
                keep_plain: import.on_duplicate == OnDuplicate::Update,
            };
            let prepared = work.all(rows)?;
            let records = records_hash(&prepared);
            let (member, lookups, writing) = (&keys.member, &keys.lookups, &mut keys.writing);
            let (_, report) = write_with(&mut desk.store, clock.as_ref(), member, |tx| {
                let mut sealer = Sealer { install, clock: clock.as_ref(), lookups, writing: &mut *writing };
                let report = store_chunk(tx, &prepared, import, &mut sealer)?;
                let details = json!({
                    "import": import.id, "rows": prepared.len(), "added": report.added, "updated": report.updated,
                    "skipped": report.skipped, "kept": report.kept, "records": records,
                });
                Ok((Entry { details: details.to_string(), ..entry.clone() }, report))
            })?;
            Ok(report)
        })
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
        let lookups = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.lookups;
        let mut report = ChunkReport::default();
        let mut keyed = Vec::with_capacity(rows.len());
        for row in &rows {
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
                    (OnDuplicate::Update, Some(_)) => report.updated += 1,
                    _ => report.skipped += 1,
                }
            }
            Ok(report)
        })
    }

    /// The imports that this member may take back.
    pub fn imports(&mut self) -> Result<Vec<ImportListed>, Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::RevertImport, Target::Office)?;
        let own = (permit.scope() == Scope::Own).then_some(permit.actor());
        let records = self.store.read(|snapshot| snapshot.imports(MOST_LISTED))?;
        let mine = records.into_iter().filter(|record| own.is_none_or(|own| record.member == own));
        let listed = mine.map(|record| {
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

    /// Takes back every customer that an import added, in chunks. Answers how many went, and how
    /// many stayed because somebody has changed them since.
    pub fn import_revert(&mut self, id: Id, progress: &mut dyn FnMut(u64)) -> Result<(u64, u64), Problem> {
        const CHUNK: usize = 1_000;
        self.check_session()?;
        let record = self.store.read(|snapshot| snapshot.import(id))?.ok_or(Problem::NotFound)?;
        let department = self.session()?.actor.department;
        let target = Target::Record { id, owner: Some(record.member), department };
        let permit = self.judge(Operation::RevertImport, target)?;
        let now = self.clock.now();
        let (mut gone, mut stayed, mut after) = (0u64, 0u64, None);
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

/// BLAKE3 over the ids of the chunk's records, as the log keeps it.
fn records_hash(prepared: &[Prepared]) -> String {
    let mut encoder = crate::domain::audit::Encoder::new("kin import records v1");
    for row in prepared {
        encoder.put(&row.customer.id.0);
    }
    data_encoding::HEXLOWER.encode(&encoder.digest())
}

fn store_chunk(
    tx: &mut Tx<'_>,
    prepared: &[Prepared],
    import: &Import,
    sealer: &mut Sealer<'_>,
) -> Result<ChunkReport, Problem> {
    let on_duplicate = import.on_duplicate;
    let mut report = ChunkReport::default();
    let mut fresh: Vec<NewCustomer> = Vec::with_capacity(prepared.len());
    let mut activities: Vec<&Activity> = Vec::new();
    let mut seen: HashSet<DuplicateKey> = HashSet::new();
    for row in prepared {
        report.flagged += u64::from(!row.customer.flags.is_empty());
        let keys = duplicate_keys(row);
        let found = find_duplicate(tx, &seen, &keys)?;
        seen.extend(keys.into_iter().map(|(_, key)| key));
        if let Some((word, id)) = found {
            report.duplicates.push((row.line, word));
            match (on_duplicate, id) {
                (OnDuplicate::Update, Some(id)) => {
                    update(tx, id, row, sealer)?;
                    report.updated += 1;
                    continue;
                }
                (OnDuplicate::Skip | OnDuplicate::Update, _) => {
                    report.skipped += 1;
                    continue;
                }
                (OnDuplicate::Keep, _) => report.kept += 1,
            }
        } else {
            report.added += 1;
        }
        let mut customer = row.customer.clone();
        customer.code = tx.next_code(CODE_PREFIX)?;
        if on_duplicate == OnDuplicate::Keep && found.is_some_and(|(word, _)| word == "external_id") {
            // The external id is one customer's; the other keeps it.
            customer.external_id = None;
        }
        let folded = Folded { name: fold::fold(&customer.name), company: fold::fold(&customer.company) };
        fresh.push(NewCustomer { customer, folded, sealed: row.sealed.clone() });
        activities.extend(&row.activities);
    }
    tx.insert_customers(&fresh)?;
    activities.into_iter().try_for_each(|activity| tx.insert_activity(activity))?;
    let mut record = tx.import(import.id)?.ok_or(Problem::NotFound)?;
    let before: Counts = serde_json::from_str(&record.counts).unwrap_or_default();
    record.counts = counts_text(Counts {
        added: before.added + report.added + report.kept,
        updated: before.updated + report.updated,
    });
    tx.update_import(&record)?;
    Ok(report)
}

/// Puts a row's values over the customer who is there; what the file leaves empty stays.
fn update(tx: &mut Tx<'_>, id: Id, row: &Prepared, sealer: &mut Sealer<'_>) -> Result<(), Problem> {
    let mut current = tx.customer(id)?.ok_or(Problem::NotFound)?;
    let from = &row.customer;
    let put = |place: &mut String, value: &String| {
        if !value.is_empty() {
            place.clone_from(value);
        }
    };
    put(&mut current.name, &from.name);
    put(&mut current.company, &from.company);
    put(&mut current.city, &from.city);
    put(&mut current.country, &from.country);
    put(&mut current.website, &from.website);
    put(&mut current.since, &from.since);
    put(&mut current.flags, &from.flags);
    if current.external_id.is_none() {
        current.external_id.clone_from(&from.external_id);
    }
    current.updated_at = from.updated_at;
    // Values are bound to their record, so they are sealed anew for the one that is there.
    let sealed = sealer.seal(tx, id, current.version + 1, &row.plain)?;
    let folded = Folded { name: fold::fold(&current.name), company: fold::fold(&current.company) };
    tx.update_customer(&current, &folded, &sealed)?;
    Ok(())
}

/// What makes two rows the same customer.
#[derive(PartialEq, Eq, Hash)]
enum DuplicateKey {
    ExternalId(String),
    Token(Vec<u8>),
}

impl DuplicateKey {
    /// The customer who is there already under this key.
    fn stored(&self, tx: &Snapshot<'_>) -> Result<Option<Id>, Problem> {
        Ok(match self {
            Self::ExternalId(external) => tx.customer_by_external_id(external)?,
            Self::Token(token) => tx.customers_by_token(token)?.first().map(|(id, _)| *id),
        })
    }
}

/// The customer whom a row repeats: one who is stored, or (without an id) one of the rows before it.
fn find_duplicate(
    snapshot: &Snapshot<'_>,
    seen: &HashSet<DuplicateKey>,
    keys: &[(&'static str, DuplicateKey)],
) -> Result<Option<(&'static str, Option<Id>)>, Problem> {
    for (word, key) in keys {
        if let Some(id) = key.stored(snapshot)? {
            return Ok(Some((word, Some(id))));
        }
    }
    Ok(keys.iter().find(|(_, key)| seen.contains(key)).map(|(word, _)| (*word, None)))
}

/// The word for two customers who share this field, if that makes them the same.
/// A phone that could not be read (`-5361`) may be anybody's, and is no proof.
const fn duplicate_word(field: Field, odd: bool) -> Option<&'static str> {
    match field {
        _ if odd => None,
        Field::Email => Some("email"),
        Field::Phone | Field::Phone2 => Some("phone"),
        _ => None,
    }
}

/// A value as it is kept, and whether it is odd: what does not fit the rules of its field is kept as
/// written and flagged, so that nothing is lost.
fn stored_form(field: Field, written: &str, region: &str) -> (String, bool) {
    match contact::validate(field, written, region) {
        Ok(valid) => (valid.value, valid.flag),
        Err(_) => (text::clean_input(written, 500), true),
    }
}

/// How many customers an import touched, as its row keeps it.
#[derive(Default, Serialize, serde::Deserialize)]
struct Counts {
    added: u64,
    updated: u64,
}

fn counts_text(counts: Counts) -> String {
    json!({ "added": counts.added, "updated": counts.updated }).to_string()
}

/// What makes two rows the same customer, strongest first.
fn duplicate_keys(row: &Prepared) -> Vec<(&'static str, DuplicateKey)> {
    let mut keys = Vec::with_capacity(4);
    if let Some(external) = &row.customer.external_id {
        keys.push(("external_id", DuplicateKey::ExternalId(external.clone())));
    }
    keys.extend(row.identifying.iter().map(|(word, token)| (*word, DuplicateKey::Token(token.clone()))));
    keys
}

/// Makes rows ready beside each other on all cores: validation and sealing cost more than storing.
struct Preparer<'a> {
    install: Id,
    clock: &'a dyn Source,
    region: &'a str,
    lookups: &'a HashMap<Class, LookupKey>,
    writing: &'a HashMap<Class, DataKey>,
    owner: Id,
    department: Id,
    import: Id,
    now: Micros,
    keep_plain: bool,
}

impl Preparer<'_> {
    fn all(&self, rows: Vec<ImportRow>) -> Result<Vec<Prepared>, Problem> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let part = rows.len().div_ceil(cores).max(1);
        let mut parts: Vec<Vec<ImportRow>> = Vec::new();
        let mut rows = rows.into_iter();
        loop {
            let next: Vec<ImportRow> = rows.by_ref().take(part).collect();
            if next.is_empty() {
                break;
            }
            parts.push(next);
        }
        std::thread::scope(|scope| {
            let threads: Vec<_> = parts
                .into_iter()
                .map(|part| scope.spawn(|| part.into_iter().map(|row| self.one(row)).collect::<Result<Vec<_>, _>>()))
                .collect();
            let mut all = Vec::new();
            for thread in threads {
                all.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
            }
            Ok(all)
        })
    }

    fn one(&self, row: ImportRow) -> Result<Prepared, Problem> {
        let id = clock::new_id(self.clock);
        let mut flags = row.flags;
        let mut sealed = Vec::with_capacity(row.sealed.len());
        let mut plain = Vec::new();
        let mut identifying = Vec::new();
        for (field, written) in &row.sealed {
            let (value, odd) = stored_form(*field, written, self.region);
            if odd {
                flags.push(field.name().to_owned());
            }
            if value.is_empty() {
                continue;
            }
            // The keys went with a lock or a sign-out: no row may enter without its values.
            let key = self.writing.get(&field.class()).ok_or(Problem::NoSession)?;
            let place = Place { install: self.install, record: id, version: 1 };
            let stored = seal::seal_value(key, self.lookups, place, *field, &value, self.clock)?;
            if let (Some(word), Some(token)) = (duplicate_word(*field, odd), &stored.token) {
                identifying.push((word, token.clone()));
            }
            sealed.push(stored);
            if self.keep_plain {
                plain.push((*field, Secret::new(value)));
            }
        }
        let owner = row.owner.unwrap_or(self.owner);
        let activities = row.notes.into_iter().map(|(kind, at, words)| Activity {
            id: clock::new_id(self.clock),
            customer: id,
            kind,
            member: owner,
            at,
            text: scan::mask_secrets(&text::clean_multiline(&words, LONGEST)).0,
        });
        let activities = activities.collect();
        let clean = |text: &str| text::clean_input(text, LONGEST);
        let customer = Customer {
            kind: row.kind,
            external_id: row.external_id,
            name: clean(&row.name),
            company: clean(&row.company),
            city: clean(&row.city),
            country: clean(&row.country),
            website: clean(&row.website),
            since: clean(&row.since),
            status: row.status,
            flags: flags.join(" "),
            import_id: Some(self.import),
            created_at: self.now,
            updated_at: self.now,
            ..Customer::blank(id, owner, row.department.unwrap_or(self.department))
        };
        Ok(Prepared { line: row.line, customer, sealed, identifying, plain, activities })
    }
}
