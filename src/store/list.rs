//! Lists of customers: keyset pages in five orders, filtered, with bounded work for each.
//!
//! Where few customers can match (a small reach, or a condition with an index), those are read and sorted. Elsewhere
//! the order's index is walked from where the last page ended, and after so many rows the walk rests.

use std::cmp::Ordering;
use std::time::{Duration, Instant};

use rusqlite::types::Value;
use rusqlite::{Row, params, params_from_iter};

use super::matcher::{Driver, Known, Values, blob, only_city};
use super::reach::over;
use super::{Reach, Snapshot, StoreError, more};
use crate::domain::filter::{Filter, TimeField};
use crate::domain::{CustomerKind, Id, Micros, Status};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ListSort {
    #[default]
    Name,
    Code,
    City,
    /// The order of ids, which are made in the order of time.
    Created,
    Updated,
}

impl ListSort {
    pub const ALL: [Self; 5] = [Self::Name, Self::Code, Self::City, Self::Created, Self::Updated];
}

/// The place of a row in a list. A page begins after it, or ends before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// In a search the group (see `order`), and from the third bit on the number of the driver.
    pub group: u8,
    pub key: String,
    pub key2: String,
    pub id: Id,
}

/// How much one question may cost.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// So many candidates are read as a whole and sorted.
    pub few: usize,
    /// So many rows of an index are looked at; then the answer is what was found so far.
    pub rows: usize,
}

/// However many rows were looked at by then, a list or a count answers with what it has. The store's own tests compare
/// whole answers, on a busy machine too.
const PATIENCE: Duration = Duration::from_millis(if cfg!(test) { 60_000 } else { 12 });
/// So many are looked at between two looks at the time.
const AT_LEAST: usize = 100;

/// How long somebody has waited for an answer.
pub(super) struct Patience {
    looked: usize,
    since: Instant,
}

impl Patience {
    #[allow(
        clippy::disallowed_methods,
        reason = "how long somebody has waited is no time of day, and is stored nowhere"
    )]
    pub fn begin() -> Self {
        Self { looked: 0, since: Instant::now() }
    }

    /// One more row was looked at: whether that was the last. What a row costs depends on the disk and on who else
    /// works; so long, and no longer, is waited for.
    pub fn is_over(&mut self) -> bool {
        self.looked += 1;
        self.looked.is_multiple_of(AT_LEAST) && self.since.elapsed() > PATIENCE
    }
}

/// Looking a row up costs as much as so many that an index tells of by itself.
const DEAR: usize = 10;

impl Default for Effort {
    fn default() -> Self {
        Self { few: 500, rows: 20_000 }
    }
}

/// A page asked for.
#[derive(Clone, Copy, Debug)]
pub struct ListQuery<'a> {
    pub reach: &'a Reach,
    pub filter: &'a Filter,
    pub known: &'a Known,
    pub sort: ListSort,
    pub descending: bool,
    pub from: Option<&'a Cursor>,
    pub backward: bool,
    pub limit: usize,
    pub effort: Effort,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    pub id: Id,
    pub code: String,
    pub kind: CustomerKind,
    pub name: String,
    pub company: String,
    pub city: String,
    pub country: String,
    pub since: String,
    pub status: Status,
    pub owner: Option<Id>,
    pub department: Id,
    pub private: bool,
    /// With whoever asks.
    pub shared: bool,
    /// By whoever asks.
    pub starred: bool,
    pub version: i64,
    pub created_at: Micros,
    pub updated_at: Micros,
    /// The phone's mask, or empty.
    pub phone: String,
    /// The e-mail's mask, or empty.
    pub email: String,
    /// As they were typed.
    pub tags: Vec<String>,
    pub segment: String,
    pub cursor: Cursor,
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    /// In the list's order, also when paging backward.
    pub rows: Vec<ListRow>,
    /// Where the next page in the asked direction begins; `None`: no more.
    pub next: Option<Cursor>,
    /// The search for rows rested before the page was full; it goes on from `next`.
    pub unfinished: bool,
}

/// Hits of a list or a search as they are found, until there are enough or it has cost enough.
pub(super) struct Hunt {
    pub want: usize,
    left: usize,
    patience: Patience,
    pub hits: Vec<Cursor>,
    /// The last row looked at, where it has cost enough.
    pub rests: Option<Cursor>,
}

impl Hunt {
    pub fn new(want: usize, effort: Effort) -> Self {
        Self { want, left: effort.rows, patience: Patience::begin(), hits: Vec::new(), rests: None }
    }

    pub fn over(&self) -> bool {
        self.hits.len() >= self.want || self.left == 0
    }

    /// One more row was looked at.
    pub fn look(&mut self, is_hit: bool, cursor: impl FnOnce() -> Cursor) {
        self.left = self.left.saturating_sub(1);
        if self.patience.is_over() {
            self.left = 0;
        }
        if !is_hit && self.left > 0 {
            return;
        }
        let cursor = cursor();
        if self.left == 0 {
            self.rests = Some(cursor.clone());
        }
        if is_hit {
            self.hits.push(cursor);
        }
    }
}

static EVERYONE: Filter = Filter::All;

impl<'a> ListQuery<'a> {
    /// The first page of everyone in reach.
    pub fn new(reach: &'a Reach, known: &'a Known, limit: usize) -> Self {
        let (sort, effort) = (ListSort::Name, Effort::default());
        Self { reach, filter: &EVERYONE, known, sort, descending: false, from: None, backward: false, limit, effort }
    }

    /// The effort for a list, or for what was `typed`: fewer rows where each must be looked up to see whether it passes.
    pub(super) fn affordable(&self, typed: bool) -> Effort {
        let indexed = *self.reach == Reach::All || (!typed && self.sort == ListSort::Name);
        let Effort { few, rows } = self.effort;
        if indexed && self.filter.is_all() { self.effort } else { Effort { few, rows: (rows / DEAR).max(1) } }
    }

    fn downward(&self) -> bool {
        self.descending != self.backward
    }

    /// What a row must fulfil, as SQL.
    pub(super) fn sieve(&self, values: &mut Values) -> String {
        let reach = self.reach.sql(values);
        format!("({reach} AND {})", self.known.sql(self.filter, values))
    }

    /// The columns of a row's place in this order, the id last.
    fn keys(&self) -> &'static [&'static str] {
        match self.sort {
            ListSort::Name => &["search", "id"],
            ListSort::Code => &["code"],
            ListSort::City => &["city_folded", "search", "id"],
            ListSort::Created => &["id"],
            ListSort::Updated => &["updated_at", "id"],
        }
    }

    /// The columns of a cursor of this order.
    fn cursor_columns(&self) -> &'static str {
        match self.sort {
            ListSort::Name => "search, ''",
            ListSort::Code => "code, ''",
            ListSort::City => "city_folded, search",
            ListSort::Created => "'', ''",
            ListSort::Updated => "updated_at, ''",
        }
    }

    fn tag(&self) -> u8 {
        match self.sort {
            ListSort::Name => 0,
            ListSort::Code => 3,
            ListSort::City => 4,
            ListSort::Created => 5,
            ListSort::Updated => 6,
        }
    }

    fn read_cursor(&self, row: &Row) -> rusqlite::Result<Cursor> {
        let key = match row.get_ref(1)? {
            rusqlite::types::ValueRef::Integer(number) => number.to_string(),
            text => text.as_str()?.to_owned(),
        };
        Ok(Cursor { group: self.tag(), key, key2: row.get(2)?, id: row.get(0)? })
    }

    /// The place to go on from. One of another order says nothing here.
    fn from(&self) -> Option<&'a Cursor> {
        let is_place = |from: &&Cursor| {
            from.group == self.tag() && (self.sort != ListSort::Updated || from.key.parse::<i64>().is_ok())
        };
        self.from.filter(is_place)
    }

    /// The values of a cursor in the order of `keys`.
    fn place_values(&self, cursor: &Cursor) -> Vec<Value> {
        let text = |text: &str| Value::Text(text.to_owned());
        match self.sort {
            ListSort::Name => vec![text(&cursor.key), blob(cursor.id)],
            ListSort::Code => vec![text(&cursor.key)],
            ListSort::City => vec![text(&cursor.key), text(&cursor.key2), blob(cursor.id)],
            ListSort::Created => vec![blob(cursor.id)],
            ListSort::Updated => vec![Value::Integer(cursor.key.parse().unwrap_or_default()), blob(cursor.id)],
        }
    }

    /// The order of two places, in the direction that is read.
    fn compare(&self, a: &Cursor, b: &Cursor) -> Ordering {
        let number = |cursor: &Cursor| cursor.key.parse::<i64>().unwrap_or_default();
        let up = match self.sort {
            ListSort::Updated => (number(a), a.id).cmp(&(number(b), b.id)),
            _ => (&a.key, &a.key2, a.id).cmp(&(&b.key, &b.key2, b.id)),
        };
        if self.downward() { up.reverse() } else { up }
    }

    /// The statement that walks this order's index from the place, showing for each row whether it passes.
    pub(super) fn walk(&self) -> (String, Values) {
        let mut values = Values::default();
        let sieve = self.sieve(&mut values);
        let mut keys = self.keys();
        let (mut parts, mut within) = (Vec::new(), Vec::new());
        let city = only_city(self.filter).filter(|_| matches!(self.sort, ListSort::Name | ListSort::City));
        match (city, self.sort) {
            (Some(city), _) => {
                parts.push(format!("city_folded = {}", values.bind(city.to_owned())));
                keys = &["search", "id"];
            }
            (None, ListSort::Name) => parts = self.reach.parts(&mut values),
            (_, ListSort::Created) => within = self.known.within(self.filter, TimeField::Created, &mut values),
            (_, ListSort::Updated) => within = self.known.within(self.filter, TimeField::Updated, &mut values),
            _ => {}
        }
        let (comparison, direction) = if self.downward() { ("<", "DESC") } else { (">", "ASC") };
        if let Some(from) = self.from() {
            let mut place = self.place_values(from);
            let place: Vec<String> =
                place.split_off(place.len() - keys.len()).into_iter().map(|value| values.bind(value)).collect();
            within.push(format!("({}) {comparison} ({})", keys.join(", "), place.join(", ")));
        } else if parts.is_empty() && within.is_empty() {
            // Any condition on the index keeps the planner from reading the whole table to sort it.
            let first = values.bind(if self.sort == ListSort::Updated {
                Value::Integer(i64::MIN)
            } else if self.sort == ListSort::Created {
                Value::Blob(Vec::new())
            } else {
                Value::Text(String::new())
            });
            within.push(format!("{} >= {first}", keys[0]));
        }
        let order: Vec<String> = keys.iter().map(|key| format!("{key} {direction}")).collect();
        let columns = format!("id, {}, {sieve}", self.cursor_columns());
        let rest = if within.is_empty() { "1".to_owned() } else { within.join(" AND ") };
        (format!("{} ORDER BY {}", over(&parts, &columns, &rest), order.join(", ")), values)
    }
}

impl Snapshot<'_> {
    /// A page of the customers in reach that the filter lets through.
    pub fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        let mut hunt = Hunt::new(query.limit + 1, query.affordable(false));
        self.find(query, &mut hunt)?;
        self.page(hunt, query)
    }

    pub(super) fn find(&self, query: &ListQuery, hunt: &mut Hunt) -> Result<(), StoreError> {
        match self.driver(query)? {
            Some((parts, values)) => self.find_among(query, &parts, values, hunt),
            None => self.find_walking(query, hunt),
        }
    }

    /// The conditions with the fewest candidates, if they are few.
    fn driver(&self, query: &ListQuery) -> Result<Option<(Vec<String>, Values)>, StoreError> {
        // In this order everyone in reach stands in indexes of their own.
        if query.filter.is_all() && query.sort == ListSort::Name {
            return Ok(None);
        }
        let mut best: Option<(usize, Vec<String>, Values)> = None;
        for Driver { candidates, parts, values } in query.known.drivers(query.filter, query.reach, query.effort.few + 1)
        {
            let bound = best.as_ref().map_or(query.effort.few + 1, |(count, ..)| *count);
            let bound_value = Value::Integer(i64::try_from(bound).unwrap_or(i64::MAX));
            let limit = values.0.len() + 1;
            let sql = format!("SELECT count(*) FROM ({candidates} LIMIT ?{limit})");
            let params = params_from_iter(values.0.iter().chain([&bound_value]));
            let count: Option<i64> = self.one(&sql, params, |row| row.get(0))?;
            let count = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
            if count < bound {
                best = Some((count, parts, values));
            }
        }
        Ok(best.map(|(_, parts, values)| (parts, values)))
    }

    /// Reads all candidates, and sorts those that pass.
    fn find_among(
        &self,
        query: &ListQuery,
        parts: &[String],
        mut values: Values,
        hunt: &mut Hunt,
    ) -> Result<(), StoreError> {
        let sieve = query.sieve(&mut values);
        // The sieve stands among the columns, where it cannot lead the planner to another index.
        let sql = over(parts, &format!("id, {}, {sieve}", query.cursor_columns()), "1");
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let from = query.from();
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if row.get(3)? {
                let cursor = query.read_cursor(row)?;
                if from.is_none_or(|from| query.compare(&cursor, from).is_gt()) {
                    found.push(cursor);
                }
            }
        }
        found.sort_unstable_by(|a, b| query.compare(a, b));
        found.dedup();
        found.truncate(hunt.want);
        hunt.hits = found;
        Ok(())
    }

    fn find_walking(&self, query: &ListQuery, hunt: &mut Hunt) -> Result<(), StoreError> {
        let (sql, values) = query.walk();
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut last = None;
        while !hunt.over() {
            let Some(row) = rows.next()? else { break };
            let (passes, cursor) = (row.get(3)?, query.read_cursor(row)?);
            if last.replace(cursor.id) != Some(cursor.id) {
                hunt.look(passes, || cursor);
            }
        }
        Ok(())
    }

    /// Fetches the rows of a page, one hit more than which was looked for.
    pub(super) fn page(&self, hunt: Hunt, query: &ListQuery) -> Result<Page, StoreError> {
        let mut hits = hunt.hits;
        let more = hits.len() > query.limit;
        hits.truncate(query.limit);
        let (next, unfinished) =
            if more { (hits.last().cloned(), false) } else { (hunt.rests.clone(), hunt.rests.is_some()) };
        if query.backward {
            hits.reverse();
        }
        let rows = hits.into_iter().map(|cursor| self.list_row(cursor, query.known)).collect::<Result<_, _>>()?;
        Ok(Page { rows, next, unfinished })
    }

    /// The row of the customer that a cursor stands at, as whoever is known to ask sees it.
    pub fn list_row(&self, cursor: Cursor, known: &Known) -> Result<ListRow, StoreError> {
        let id = cursor.id;
        let row = self.one(
            "SELECT code, kind, name, company, city, country, since, status, owner, department, version, created_at,
               updated_at,
               coalesce((SELECT mask FROM sealed_value WHERE customer = ?1 AND field = 'phone'), ''),
               coalesce((SELECT mask FROM sealed_value WHERE customer = ?1 AND field = 'email'), ''),
               private,
               EXISTS (SELECT 1 FROM customer_share s
                 WHERE s.customer = ?1 AND s.member = ?2 AND (s.until IS NULL OR s.until > ?3)),
               coalesce(m.segment, ''), coalesce(m.body, ''),
               EXISTS (SELECT 1 FROM star WHERE member = ?2 AND customer = ?1)
             FROM customer LEFT JOIN customer_more m ON m.customer = customer.id WHERE id = ?1",
            params![id, known.me, known.now],
            |row| {
                Ok(ListRow {
                    id,
                    code: row.get(0)?,
                    kind: row.get(1)?,
                    name: row.get(2)?,
                    company: row.get(3)?,
                    city: row.get(4)?,
                    country: row.get(5)?,
                    since: row.get(6)?,
                    status: row.get(7)?,
                    owner: row.get(8)?,
                    department: row.get(9)?,
                    version: row.get(10)?,
                    created_at: row.get(11)?,
                    updated_at: row.get(12)?,
                    phone: row.get(13)?,
                    email: row.get(14)?,
                    private: row.get(15)?,
                    shared: row.get(16)?,
                    segment: row.get(17)?,
                    tags: more::tags_of(row.get_ref(18)?.as_str()?),
                    starred: row.get(19)?,
                    cursor,
                })
            },
        )?;
        row.ok_or_else(|| StoreError::Corrupt(format!("the search index names the customer {id}, who is not there")))
    }
}
