//! What is known of a customer beside its row: one record for each customer of whom there is more to know.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Row, params, params_from_iter};
use serde::{Deserialize, Serialize};

use super::matcher::Values;
use super::{Reach, Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Field, Id, More, PointLabel, fold};

/// How many customers are asked what is usual.
const ASKED: usize = 500;

/// What of it no column holds.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Body {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    labels: BTreeMap<Field, PointLabel>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    own: BTreeMap<String, String>,
}

pub(super) const MORE: &str = "customer, segment, segment_folded, employer, body, audit_seq";

/// A row as it lies there, for the log to vouch for.
pub(super) struct MoreRow {
    pub customer: Id,
    pub segment: String,
    pub segment_folded: String,
    pub employer: Option<Id>,
    pub body: String,
    pub audit_seq: i64,
}

pub(super) fn read_more(row: &Row) -> rusqlite::Result<MoreRow> {
    Ok(MoreRow {
        customer: row.get(0)?,
        segment: row.get(1)?,
        segment_folded: row.get(2)?,
        employer: row.get(3)?,
        body: row.get(4)?,
        audit_seq: row.get(5)?,
    })
}

/// The tags as they were typed, of a body; none of one that can't be read.
pub(super) fn tags_of(body: &str) -> Vec<String> {
    serde_json::from_str::<Body>(body).map(|body| body.tags).unwrap_or_default()
}

/// Words counted by their folded forms, each as it was first written.
#[derive(Default)]
struct Usual(HashMap<String, (usize, String)>);

impl Usual {
    fn add(&mut self, word: String) {
        if !word.is_empty() {
            self.0.entry(fold::fold(&word)).or_insert((0, word)).0 += 1;
        }
    }

    fn first(self, most: usize) -> Vec<String> {
        let mut all: Vec<(usize, String)> = self.0.into_values().collect();
        all.sort_unstable_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.cmp(other)));
        all.into_iter().take(most).map(|(_, word)| word).collect()
    }
}

impl Snapshot<'_> {
    /// What more is known of a customer; of one who is not there, nothing.
    pub fn more(&self, customer: Id) -> Result<More, StoreError> {
        let row = self.one(&format!("SELECT {MORE} FROM customer_more WHERE customer = ?1"), [customer], read_more)?;
        let Some(row) = row else { return Ok(More::default()) };
        let body: Body = serde_json::from_str(&row.body)
            .map_err(|_| StoreError::Corrupt(format!("what is known beside the customer {customer} is no JSON")))?;
        Ok(More { tags: body.tags, segment: row.segment, employer: row.employer, labels: body.labels, own: body.own })
    }

    /// The folded tags that lie there for a customer, in order.
    pub(super) fn stored_tags(&self, customer: Id) -> Result<Vec<String>, StoreError> {
        self.all("SELECT tag FROM customer_tag WHERE customer = ?1 ORDER BY tag", [customer], |row| row.get(0))
    }

    /// The tags and the segments that most of a part of the customers in reach have, as they are written, the most
    /// usual first.
    pub fn usual_more(&self, reach: &Reach, most: usize) -> Result<(Vec<String>, Vec<String>), StoreError> {
        let mut values = Values::default();
        let (sieve, parts) = (reach.sql(&mut values), reach.parts(&mut values));
        let asked = if parts.is_empty() {
            // The newest lie together.
            format!("SELECT customer FROM customer_more ORDER BY rowid DESC LIMIT {ASKED}")
        } else {
            let most = ASKED.div_ceil(parts.len());
            let part = |part: &String| format!("SELECT * FROM (SELECT id FROM customer WHERE {part} LIMIT {most})");
            parts.iter().map(part).collect::<Vec<_>>().join(" UNION ALL ")
        };
        let sql = format!(
            "SELECT m.segment, m.body FROM customer JOIN customer_more m ON m.customer = customer.id
             WHERE customer.id IN ({asked}) AND {sieve}"
        );
        let rows: Vec<(String, String)> =
            self.all(&sql, params_from_iter(&values.0), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (mut tags, mut segments) = (Usual::default(), Usual::default());
        for (segment, body) in rows {
            segments.add(segment);
            tags_of(&body).into_iter().for_each(|tag| tags.add(tag));
        }
        Ok((tags.first(most), segments.first(most)))
    }

    /// Those who work for a company, in the order in which they were added.
    pub fn people_of(&self, company: Id, after: Option<Id>, limit: usize) -> Result<Vec<Id>, StoreError> {
        self.all(
            "SELECT customer FROM customer_more WHERE employer = ?1 AND customer > ?2 ORDER BY customer LIMIT ?3",
            params![company, after.as_ref().map_or(&[][..], |id| &id.0), limit as i64],
            |row| row.get(0),
        )
    }
}

impl Tx<'_> {
    /// Stores what more is known of a customer, whose version covers it: the caller writes the customer too.
    pub fn put_more(&mut self, customer: Id, more: &More) -> Result<(), StoreError> {
        if more.is_empty() {
            return self.delete_more(customer);
        }
        let body = Body { tags: more.tags.clone(), labels: more.labels.clone(), own: more.own.clone() };
        let row = MoreRow {
            customer,
            segment: more.segment.clone(),
            segment_folded: fold::fold(&more.segment),
            employer: more.employer,
            body: serde_json::to_string(&body).map_err(|error| StoreError::Corrupt(error.to_string()))?,
            audit_seq: self.sequence(),
        };
        self.execute(
            "INSERT INTO customer_more (customer, segment, segment_folded, employer, body, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (customer) DO UPDATE SET segment = excluded.segment, segment_folded = excluded.segment_folded,
               employer = excluded.employer, body = excluded.body, audit_seq = excluded.audit_seq",
            params![customer, row.segment, row.segment_folded, row.employer, row.body, row.audit_seq],
        )?;
        self.execute("DELETE FROM customer_tag WHERE customer = ?1", [customer])?;
        for tag in more.folded_tags() {
            self.execute("INSERT OR IGNORE INTO customer_tag (tag, customer) VALUES (?1, ?2)", params![tag, customer])?;
        }
        let tags = self.stored_tags(customer)?;
        self.record(RecordKind::CustomerMore, customer, digest::more(&row, &tags));
        Ok(())
    }

    /// Nothing more is known of a customer.
    pub(super) fn delete_more(&mut self, customer: Id) -> Result<(), StoreError> {
        self.execute("DELETE FROM customer_tag WHERE customer = ?1", [customer])?;
        if self.execute("DELETE FROM customer_more WHERE customer = ?1", [customer])? > 0 {
            self.record(RecordKind::CustomerMore, customer, digest::GONE);
        }
        Ok(())
    }
}
