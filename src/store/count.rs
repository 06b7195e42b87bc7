//! Counting what a list or a search would find, a part at a time, and what its fields usually hold.

use rusqlite::params_from_iter;

use super::list::Hunt;
use super::matcher::{Values, only_city};
use super::{Cursor, ListQuery, ListSort, Reach, Search, Snapshot, StoreError};
use crate::domain::filter::TimeField;
use crate::domain::fold;

/// How many customers are asked what is usual.
const ASKED: usize = 500;

/// A field whose usual values are worth proposing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceField {
    City,
    Country,
}

impl Snapshot<'_> {
    /// How many customers match, counted on from `query.from` as far as one effort goes, and where to count on.
    /// The query's order and page do not matter.
    pub fn count(&self, query: &ListQuery, search: &Search) -> Result<(u64, Option<Cursor>), StoreError> {
        if search.is_empty() && query.filter.is_all() {
            let total = if query.from.is_none() { self.customer_total(query.reach)? } else { 0 };
            return Ok((total, None));
        }
        // The order whose index leads past the fewest customers.
        let bounded = |field| !query.known.within(query.filter, field, &mut Values::default()).is_empty();
        let sort = if only_city(query.filter).is_some() || *query.reach != Reach::All {
            ListSort::Name
        } else if bounded(TimeField::Updated) {
            ListSort::Updated
        } else {
            ListSort::Created
        };
        let query = ListQuery { sort, descending: false, backward: false, ..*query };
        let mut hunt = Hunt::new(usize::MAX, query.affordable(!search.is_empty()));
        if search.is_empty() {
            self.find(&query, &mut hunt)?;
        } else {
            self.find_searching(&query, search, &mut hunt)?;
        }
        Ok((hunt.hits.len() as u64, hunt.rests))
    }

    /// The values that most of a part of the customers in reach have, as they are written, most usual first.
    pub fn usual(&self, reach: &Reach, field: PlaceField, most: usize) -> Result<Vec<String>, StoreError> {
        let column = if field == PlaceField::City { "city" } else { "country" };
        let mut values = Values::default();
        let (sieve, parts) = (reach.sql(&mut values), reach.parts(&mut values));
        let asked = if parts.is_empty() {
            // The newest lie together.
            format!("SELECT {column} FROM customer WHERE {sieve} ORDER BY rowid DESC LIMIT {ASKED}")
        } else {
            let most = ASKED.div_ceil(parts.len());
            let part = |part: &String| {
                format!("SELECT * FROM (SELECT {column} FROM customer WHERE {part} AND {sieve} LIMIT {most})")
            };
            parts.iter().map(part).collect::<Vec<_>>().join(" UNION ALL ")
        };
        let mut written: Vec<String> = self.all(
            &format!(
                "SELECT {column} FROM ({asked})
                 WHERE {column} <> '' GROUP BY {column} ORDER BY count(*) DESC, {column}"
            ),
            params_from_iter(&values.0),
            |row| row.get(0),
        )?;
        let mut seen = std::collections::HashSet::new();
        written.retain(|text| seen.insert(fold::fold(text)));
        written.truncate(most);
        Ok(written)
    }
}
