//! Every record against the newest word of the log on it, and what is derived from the customers against them.

use std::hash::{BuildHasher, RandomState};

use super::{FirstBad, Newest, Stop, bad};
use crate::domain::Id;
use crate::domain::audit::RecordKind;
use crate::store::{Snapshot, StoreError, digest, order, record};

/// Tables whose rows count as part of a record in another table: a row without its record is nobody's.
const PARTS: [(&str, &str); 6] = [
    ("member_secret", "member NOT IN (SELECT id FROM member)"),
    ("class_key_copy", "(class, generation) NOT IN (SELECT class, generation FROM class_key)"),
    ("customer_tag", "customer NOT IN (SELECT customer FROM customer_more)"),
    ("lookup_key_copy", "class NOT IN ('contact', 'identity', 'financial')"),
    ("ticket_watcher", "ticket NOT IN (SELECT id FROM ticket)"),
    ("ticket_relation", "ticket NOT IN (SELECT id FROM ticket)"),
];

pub(super) fn check(snapshot: &Snapshot, newest: &mut Newest, progress: &mut dyn FnMut(u64)) -> Result<u64, Stop> {
    let mut records = 0;
    let mut first: Option<FirstBad> = None;
    let mut note = |found: FirstBad| {
        if first.as_ref().is_none_or(|first| found.sequence < first.sequence) {
            first = Some(found);
        }
    };
    let mut check = |kind: RecordKind, present: &record::Present| {
        records += 1;
        let name = if present.label.is_empty() { present.id.to_string() } else { present.label.clone() };
        let kind_name = kind.name();
        let said = newest.remove(&(kind, present.id));
        let (sequence, why) = match said {
            None => (0, format!("No entry speaks of the {kind_name} {name}.")),
            Some((sequence, digest::GONE)) => {
                (sequence, format!("The {kind_name} {name} is there, but entry {sequence} deleted it."))
            }
            Some((sequence, digest)) if digest != present.digest || sequence != present.audit_seq => {
                (sequence, format!("The {kind_name} {name} is not what entry {sequence} wrote."))
            }
            Some(_) => return,
        };
        note(FirstBad { sequence, why });
    };
    let apart = [RecordKind::Customer, RecordKind::Ticket];
    for kind in RecordKind::ALL.into_iter().filter(|kind| !apart.contains(kind)) {
        readable(kind, snapshot.each_record(kind, &mut |present| check(kind, &present)))?;
    }
    let mut subjects = WordSum::default();
    let tickets = snapshot.each_ticket(&mut |present, derived| {
        check(RecordKind::Ticket, &present);
        derived.words().into_iter().for_each(|word| subjects.add(word, "", present.id));
    });
    readable(RecordKind::Ticket, tickets)?;
    let mut words = WordSum::default();
    let mut done = 0;
    let mut misplaced = None;
    let orphan = snapshot.each_customer(&mut |present, search, folded| {
        check(RecordKind::Customer, &present);
        if !folded {
            misplaced.get_or_insert(present.label);
        }
        if let Some(search) = search {
            order::indexed_words(search).into_iter().for_each(|word| words.add(word, search, present.id));
        }
        done += 1;
        if done % 8192 == 0 {
            progress(done);
        }
    });
    let orphan = readable(RecordKind::Customer, orphan)?;
    for ((kind, id), (sequence, digest)) in newest.iter() {
        if *digest != digest::GONE {
            let why = format!("The {} {id} that entry {sequence} wrote is gone.", kind.name());
            note(FirstBad { sequence: *sequence, why });
        }
    }
    if let Some(first) = first {
        return Err(Stop::Bad(first));
    }
    if orphan {
        return Err(bad(0, "There is a sealed value that belongs to no customer."));
    }
    for (table, condition) in PARTS {
        let sql = format!("SELECT 1 FROM {table} WHERE {condition} LIMIT 1");
        if snapshot.one(&sql, [], |_| Ok(()))?.is_some() {
            return Err(bad(0, format!("There is a row in {table} that belongs to no record.")));
        }
    }
    if let Some(code) = misplaced {
        return Err(bad(0, format!("The customer {code} is listed under another city or country than its own.")));
    }
    check_search(snapshot, &words)?;
    check_subjects(snapshot, &subjects)?;
    if !snapshot.mentions_hold()? {
        return Err(bad(0, "Whom the timelines turn to is not what their lines say."));
    }
    if !snapshot.about_holds()? {
        return Err(bad(0, "Which customers bulk changes and look-ups are about is not what the log says."));
    }
    progress(done);
    Ok(records)
}

/// A row that cannot be read was not written by Kin.
fn readable<T>(kind: RecordKind, read: Result<T, StoreError>) -> Result<T, Stop> {
    read.map_err(|error| match error {
        StoreError::Corrupt(words) => bad(0, format!("A {} cannot be read ({words}).", kind.name())),
        error => Stop::Store(error),
    })
}

/// The words of the search index as a sum that does not depend on their order.
#[derive(Default)]
struct WordSum {
    hasher: RandomState,
    sum: u64,
}

impl WordSum {
    fn add(&mut self, word: &str, search: &str, id: Id) {
        self.sum = self.sum.wrapping_add(self.hasher.hash_one((word, search, id)));
    }
}

/// The same for the words of tickets' subjects.
fn check_subjects(snapshot: &Snapshot, expected: &WordSum) -> Result<(), Stop> {
    let mut stored = WordSum { hasher: expected.hasher.clone(), sum: 0 };
    let mut statement = snapshot.prepare("SELECT word, ticket FROM ticket_word")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        stored.add(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?, "", row.get(1)?);
    }
    if stored.sum != expected.sum {
        return Err(bad(0, "The index of words is not what the tickets' subjects say."));
    }
    Ok(())
}

/// What is derived from the customers must follow from them, or a customer could be hidden from searches.
fn check_search(snapshot: &Snapshot, expected: &WordSum) -> Result<(), Stop> {
    let mut stored = WordSum { hasher: expected.hasher.clone(), sum: 0 };
    let mut statement = snapshot.prepare("SELECT word, search, customer FROM customer_word")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let search = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        stored.add(word, search, row.get(2)?);
    }
    if stored.sum != expected.sum {
        return Err(bad(0, "The index of words is not what the customers' names say."));
    }
    let sql = "SELECT 1 FROM customer_count c
               WHERE (c.count, c.private) <> (SELECT count(*), coalesce(sum(private), 0) FROM customer
                 WHERE department = c.department AND trashed_at IS NULL) LIMIT 1";
    if snapshot.one(sql, [], |_| Ok(()))?.is_some() {
        return Err(bad(0, "The count of customers of a department is wrong."));
    }
    let sql = "SELECT 1 FROM customer c WHERE last_activity <> coalesce(
                 (SELECT at FROM activity WHERE customer = c.id ORDER BY at DESC LIMIT 1), 0) LIMIT 1";
    if snapshot.one(sql, [], |_| Ok(()))?.is_some() {
        return Err(bad(0, "When something last happened with a customer is not what its timeline says."));
    }
    Ok(())
}
