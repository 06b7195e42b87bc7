//! Tickets, tasks and activities brought in, one transaction and one entry for each chunk, and taken back.

mod row;
mod sort;
mod status;

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use super::chunk::{Counts, counts_text};
use crate::desk::Desk;
use crate::desk::api::Problem;
use crate::desk::queries::is_person;
use crate::desk::session::Trace;
use crate::domain::audit::ids_hash;
use crate::domain::fold::fold;
use crate::domain::ticket::Ticket;
use crate::domain::{Action, Entry, Field, Id};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::{Imported, Snapshot, Tx};
pub use row::{Refusal, WorkKind, WorkReport, WorkRow, WorkTrial};
use sort::{No, Ready, Sorter, Taken};

/// A chunk to be sorted.
struct Chunk {
    import: Permit,
    /// The right to look up, where the rows need it and the importer has it.
    lookup: Option<Permit>,
    sorter: Sorter,
    /// For each row, of the phones and e-mails that name its customer.
    tokens: Vec<Vec<[u8; 16]>>,
}

impl Desk {
    /// Begins an import of tickets, tasks or activities; its id is there to take it back.
    ///
    /// # Errors
    /// Without the right to import, or to make such records at all.
    pub fn import_work_start(&mut self, kind: WorkKind, source: &str) -> Result<Id, Problem> {
        let permit = self.may_import(kind)?;
        let (record, entry) = self.new_import(&permit, source)?;
        self.act(&permit, |tx| {
            tx.insert_import(&record)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(record.id)
    }

    /// Stores one chunk of an import that this member began: one transaction, one entry that vouches for every record.
    ///
    /// # Errors
    /// Without the rights, or when it can't be stored: nothing of the chunk is.
    pub fn import_work(&mut self, import: Id, kind: WorkKind, rows: &[WorkRow]) -> Result<WorkReport, Problem> {
        let Chunk { import: permit, sorter, tokens, .. } = self.work_chunk(kind, rows)?;
        let entry = self.scribe()?.done(&permit, Trace::default());
        let member = permit.actor();
        let (_, report) = self.act(&permit, |tx| {
            let begun = tx.import(import)?.filter(|begun| begun.member == member && begun.reverted_at.is_none());
            let mut begun = begun.ok_or(Problem::NotFound)?;
            let mut report = WorkReport::default();
            let (mut ids, mut customers) = (Vec::with_capacity(rows.len()), BTreeSet::new());
            for (row, tokens) in rows.iter().zip(&tokens) {
                let Some(taken) = sorted(&sorter, tx, row, tokens, &mut report)? else { continue };
                if tx.was_imported(kind.record(), &taken.external_id)? {
                    report.skipped += 1;
                    continue;
                }
                tx.put_imported(import, kind.record(), taken.id(), &taken.external_id)?;
                ids.push(taken.id());
                customers.extend(taken.customer);
                report.added += 1;
                report.renumbered += u64::from(put(tx, taken.record)?);
            }
            tx.put_about(&Vec::from_iter(customers))?;
            let counts: Counts = serde_json::from_str(&begun.counts).unwrap_or_default();
            begun.counts = counts_text(Counts { added: counts.added + report.added, ..counts });
            tx.update_import(&begun)?;
            let details = json!({
                "import": import, "kind": kind.name(), "rows": rows.len(), "added": report.added,
                "skipped": report.skipped, "refused": report.refused.len(), "records": ids_hash(&ids),
            });
            Ok((Entry { details: details.to_string(), ..entry.clone() }, report))
        })?;
        Ok(report)
    }

    /// Reads and compares one chunk as an import would, and changes nothing. Customers that it looks up are a look-up
    /// in the log.
    ///
    /// # Errors
    /// Without the rights, or when the member's look-ups are used up.
    pub fn import_work_trial(
        &mut self,
        trial: &mut WorkTrial,
        kind: WorkKind,
        rows: &[WorkRow],
    ) -> Result<WorkReport, Problem> {
        let Chunk { lookup, sorter, tokens, .. } = self.work_chunk(kind, rows)?;
        let (report, found) = self.store.read(|snapshot| {
            let mut report = WorkReport::default();
            let mut found = BTreeSet::new();
            for (row, tokens) in rows.iter().zip(&tokens) {
                found.extend(sorter.looked_up(snapshot, tokens)?);
                let Some(taken) = sorted(&sorter, snapshot, row, tokens, &mut report)? else { continue };
                if snapshot.was_imported(kind.record(), &taken.external_id)? || !trial.seen.insert(taken.external_id) {
                    report.skipped += 1;
                    continue;
                }
                report.added += 1;
                if let Ready::Ticket(_, Some(number)) = taken.record {
                    report.renumbered += u64::from(snapshot.ticket_by_number(number)?.is_some());
                }
            }
            Ok::<_, Problem>((report, found))
        })?;
        match lookup {
            Some(lookup) if !self.log_lookup(&lookup, &Vec::from_iter(found))? => Err(Problem::TriesUsedUp),
            _ => Ok(report),
        }
    }

    /// The right to import, and that to make such records.
    fn may_import(&mut self, kind: WorkKind) -> Result<Permit, Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::Import, Target::Office)?;
        self.judge(kind.right(), Target::Office)?;
        Ok(permit)
    }

    fn work_chunk(&mut self, kind: WorkKind, rows: &[WorkRow]) -> Result<Chunk, Problem> {
        let import = self.may_import(kind)?;
        let actor = self.session()?.seen_as().clone();
        let kept = |fits: fn(Field) -> bool| Field::ALL.into_iter().filter(|field| fits(*field)).collect::<Vec<_>>();
        let (phones, emails) = (kept(Field::is_phone), kept(Field::is_email));
        let tokens_of = |row: &WorkRow| {
            let of = |written: &String| {
                let fields = if written.contains('@') { &emails } else { &phones };
                self.tokens(&actor, fields, written)
            };
            row.customer.iter().flat_map(of).collect::<Vec<_>>()
        };
        let tokens: Vec<Vec<[u8; 16]>> = rows.iter().map(tokens_of).collect();
        let needed = tokens.iter().any(|tokens| !tokens.is_empty());
        let lookup = match needed && policy::scope_of(&actor, Operation::LookupCustomer).is_some() {
            true => Some(self.judge(Operation::LookupCustomer, Target::Office)?),
            false => None,
        };
        let reach = lookup.as_ref().map(|permit| self.reach(permit)).transpose()?;
        let now = self.clock.now();
        let rights = &self.rights;
        let (people, departments) = self.store.read(|snapshot| {
            let members = snapshot.members()?.into_iter().filter(|member| member.active);
            let people = members.filter(|member| is_person(rights, member.id, now));
            let people = people.filter_map(|member| Some((member.folded, rights.actor(member.id, now)?)));
            let departments = snapshot.departments()?.into_iter().map(|one| (fold(&one.name), one.id));
            Ok::<_, Problem>((people.collect::<HashMap<_, _>>(), departments.collect::<HashMap<_, _>>()))
        })?;
        let sorter = Sorter {
            kind,
            asker: self.asker()?,
            actor,
            people,
            departments,
            lookup: reach,
            rules: self.ticket_rules(),
            zone: self.settings.zone.clone(),
            clock: self.clock.clone(),
            now,
        };
        Ok(Chunk { import, lookup, sorter, tokens })
    }

    /// Takes back what an import made of tickets, tasks and activities and nobody has touched since, in chunks.
    /// Answers how many went, and how many stayed.
    pub(super) fn take_work_back(
        &mut self,
        permit: &Permit,
        import: Id,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(u64, u64), Problem> {
        const CHUNK: usize = 500;
        let (mut gone, mut stayed, mut after) = (0u64, 0u64, None);
        while !self.store.read(|snapshot| snapshot.records_of_import(import, after, 1))?.is_empty() {
            let done = self.scribe()?.done(permit, Trace::default());
            let (_, (found, went)) = self.act(permit, |tx| {
                let found = tx.records_of_import(import, after, CHUNK)?;
                let mut known = HashMap::new();
                let mut went = 0u64;
                for one in found.iter().filter(|one| one.untouched) {
                    if made_by(tx, import, one, &mut known)? {
                        tx.take_imported_back(import, *one)?;
                        went += 1;
                    }
                }
                let details = json!({ "import": import, "removed": went }).to_string();
                Ok((Entry { details, ..done.clone() }, (found, went)))
            })?;
            gone += went;
            stayed += found.len() as u64 - went;
            after = found.last().map(|one| one.record);
            progress(gone);
        }
        Ok((gone, stayed))
    }
}

/// What becomes of a row; a refusal goes into the report.
fn sorted(
    sorter: &Sorter,
    snapshot: &Snapshot<'_>,
    row: &WorkRow,
    tokens: &[[u8; 16]],
    report: &mut WorkReport,
) -> Result<Option<Taken>, Problem> {
    match sorter.sort(snapshot, row, tokens) {
        Ok(taken) => Ok(Some(taken)),
        Err(No::Refused(refusal)) => {
            report.refused.push((row.line, refusal));
            Ok(None)
        }
        Err(No::Failed(problem)) => Err(problem),
    }
}

/// Stores a record; answers whether it has another number than it had.
fn put(tx: &mut Tx<'_>, record: Ready) -> Result<bool, Problem> {
    match record {
        Ready::Ticket(ready, wanted) => {
            let (ticket, notes) = *ready;
            let number = tx.ticket_number_like(wanted)?;
            tx.insert_ticket(&Ticket { number, ..ticket })?;
            notes.iter().try_for_each(|note| tx.insert_ticket_note(note))?;
            return Ok(wanted.is_some_and(|wanted| wanted != number));
        }
        Ready::Task(task) => tx.insert_task(&task)?,
        Ready::Activity(activity) => tx.insert_activity(&activity)?,
    }
    Ok(false)
}

/// Whether the entry that is said to have made a record is one of this import: the log vouches for that, and not the
/// row that says so.
fn made_by(
    snapshot: &Snapshot<'_>,
    import: Id,
    one: &Imported,
    known: &mut HashMap<i64, bool>,
) -> Result<bool, Problem> {
    if let Some(known) = known.get(&one.sequence) {
        return Ok(*known);
    }
    let entry = snapshot.entry(one.sequence)?.map(|logged| logged.sealed.entry);
    let is_its = |entry: Entry| {
        let details: Value = serde_json::from_str(&entry.details).unwrap_or_default();
        entry.action == Action::Import && details["import"] == json!(import)
    };
    let made = entry.is_some_and(is_its);
    known.insert(one.sequence, made);
    Ok(made)
}
