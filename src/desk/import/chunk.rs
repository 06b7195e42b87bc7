//! One chunk of rows put into the store: duplicates told apart, the rest added in bulk.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::duplicates::{DuplicateKey, IN_TRASH, duplicate_keys, find_duplicate};
use super::prepare::Prepared;
use super::{ChunkReport, Import, OnDuplicate};
use crate::desk::api::Problem;
use crate::desk::commands::CODE_PREFIX;
use crate::desk::queries::target_of;
use crate::desk::seal::Sealer;
use crate::domain::audit::Encoder;
use crate::domain::{Activity, Id, Micros};
use crate::policy::{self, Actor, Operation};
use crate::store::{Folded, NewCustomer, Snapshot, Tx};

/// BLAKE3 over the ids of the chunk's records, as the log keeps it.
pub fn records_hash(prepared: &[Prepared]) -> String {
    let mut encoder = Encoder::new("kin import records v1");
    for row in prepared {
        encoder.put(&row.customer.id.0);
    }
    data_encoding::HEXLOWER.encode(&encoder.digest())
}

pub fn store_chunk(
    tx: &mut Tx<'_>,
    prepared: &[Prepared],
    import: &Import,
    sealer: &Sealer<'_>,
    actor: &Actor,
    now: Micros,
) -> Result<ChunkReport, Problem> {
    let on_duplicate = import.on_duplicate;
    let mut report = ChunkReport::default();
    let mut fresh: Vec<NewCustomer> = Vec::with_capacity(prepared.len());
    let mut activities: Vec<&Activity> = Vec::new();
    let mut seen: HashSet<DuplicateKey> = HashSet::new();
    let mut updated: Vec<Id> = Vec::new();
    for row in prepared {
        report.flagged += u64::from(!row.customer.flags.is_empty());
        let keys = duplicate_keys(row);
        let found = find_duplicate(tx, &seen, &keys)?;
        seen.extend(keys.into_iter().map(|(_, key)| key));
        if let Some((word, id)) = found {
            report.duplicates.push((row.line, word));
            match (on_duplicate, id) {
                (OnDuplicate::Update, Some(id)) if may_update(tx, id, actor, now)? => {
                    update(tx, id, row, sealer)?;
                    report.updated += 1;
                    updated.push(id);
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
        if on_duplicate == OnDuplicate::Keep && found.is_some_and(|(word, _)| ["external_id", IN_TRASH].contains(&word))
        {
            // The external id is one customer's; the other keeps it.
            customer.external_id = None;
        }
        let folded = Folded::of(&customer);
        fresh.push(NewCustomer { customer, folded, sealed: row.sealed.clone() });
        activities.extend(&row.activities);
    }
    let codes = tx.next_codes(CODE_PREFIX, fresh.len())?;
    for (new, code) in fresh.iter_mut().zip(codes) {
        new.customer.code = code;
    }
    tx.insert_customers(&fresh)?;
    // Those that it made know the import themselves.
    tx.put_about(&updated)?;
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

/// Whether who imports may write over the customer who is there.
pub fn may_update(snapshot: &Snapshot<'_>, id: Id, actor: &Actor, now: Micros) -> Result<bool, Problem> {
    let target = target_of(snapshot, id, actor.member, now)?;
    Ok(target.is_some_and(|target| policy::judge(actor, Operation::Import, target).is_ok()))
}

/// Puts a row's values over the customer who is there; what the file leaves empty stays.
fn update(tx: &mut Tx<'_>, id: Id, row: &Prepared, sealer: &Sealer<'_>) -> Result<(), Problem> {
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
    let sealed = sealer.seal(id, current.version + 1, &row.plain)?;
    let folded = Folded::of(&current);
    tx.update_customer(&current, &folded, &sealed)?;
    Ok(())
}

/// How many customers an import touched, as its row keeps it.
#[derive(Default, Serialize, Deserialize)]
pub struct Counts {
    pub added: u64,
    pub updated: u64,
}

pub fn counts_text(counts: Counts) -> String {
    json!({ "added": counts.added, "updated": counts.updated }).to_string()
}
