//! Rows made ready for the store: validated, masked, tokenised and sealed, without touching it.

use std::collections::HashMap;

use super::duplicates::duplicate_word;
use super::{ImportNote, ImportRow};
use crate::clock::{self, Source};
use crate::desk::api::Problem;
use crate::desk::seal::{self, Canonical, Place};
use crate::domain::{Activity, Class, Customer, Field, Id, Micros, Secret, Unfit, contact, forbidden, scan, text};
use crate::store::SealedValue;
use crate::vault::{DataKey, LookupKey};

/// Longest text of a row that is not sealed, in characters.
const LONGEST: usize = 10_000;

/// A row ready to be stored: its values sealed, its tokens known.
pub struct Prepared {
    pub line: u64,
    pub customer: Customer,
    pub sealed: Vec<SealedValue>,
    /// Tokens by which the customer may be there already, with the word for each.
    pub identifying: Vec<(&'static str, Vec<u8>)>,
    /// The values in the clear, kept only where they may have to be sealed for another record.
    pub plain: Vec<Canonical>,
    pub activities: Vec<Activity>,
}

/// The rows of a chunk that are ready, and the lines of those that can't be taken, each with the reason's key.
pub struct Chunk {
    pub ready: Vec<Prepared>,
    pub refused: Vec<(u64, &'static str)>,
}

/// What nobody may write down and a row's notes hold, if they do.
pub fn forbidden_in(row: &ImportRow) -> Option<Unfit> {
    let texts = row.notes.iter().flat_map(|note| [&note.draft.text, &note.draft.next_step]);
    texts.map(|words| text::clean_multiline(words, LONGEST)).find_map(|words| forbidden::find(&words))
}

/// Makes rows ready for one import.
pub struct Preparer<'a> {
    pub install: Id,
    pub clock: &'a dyn Source,
    pub region: &'a str,
    pub lookups: &'a HashMap<Class, LookupKey>,
    pub writing: &'a HashMap<Class, DataKey>,
    pub owner: Id,
    pub department: Id,
    pub import: Id,
    pub now: Micros,
    pub keep_plain: bool,
}

impl Preparer<'_> {
    pub fn chunk(&self, rows: Vec<ImportRow>) -> Result<Chunk, Problem> {
        let mut chunk = Chunk { ready: Vec::with_capacity(rows.len()), refused: Vec::new() };
        for row in rows {
            match forbidden_in(&row) {
                Some(unfit) => chunk.refused.push((row.line, unfit.key())),
                None => chunk.ready.push(self.one(row)?),
            }
        }
        Ok(chunk)
    }

    fn one(&self, row: ImportRow) -> Result<Prepared, Problem> {
        let made = row.made.map_or(self.now, |made| made.min(self.now));
        // Lists by time go by ids.
        let id = if row.made.is_some() { clock::id_of(self.clock, made) } else { clock::new_id(self.clock) };
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
        let activities = row.notes.into_iter().map(|ImportNote { at, draft }| Activity {
            kind: draft.kind,
            text: scan::mask_secrets(&text::clean_multiline(&draft.text, LONGEST)).0,
            direction: draft.direction,
            outcome: draft.outcome,
            minutes: draft.minutes,
            next_step: scan::mask_secrets(&text::clean_input(&draft.next_step, LONGEST)).0,
            next_at: draft.next_at,
            ..Activity::blank(clock::new_id(self.clock), id, owner, at)
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
            created_at: made,
            updated_at: self.now,
            ..Customer::blank(id, owner, row.department.unwrap_or(self.department))
        };
        Ok(Prepared { line: row.line, customer, sealed, identifying, plain, activities })
    }
}

/// A value as it is kept, and whether it is odd: what does not fit the rules of its field is kept as
/// written and flagged, so that nothing is lost.
pub fn stored_form(field: Field, written: &str, region: &str) -> (String, bool) {
    match contact::validate(field, written, region) {
        Ok(valid) => (valid.value, valid.flag),
        Err(_) => (text::clean_input(written, 500), true),
    }
}
