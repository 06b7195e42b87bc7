//! Lists and search of customers: keyset pages over indexes, in the order that `order` defines.

use rusqlite::params;

use super::order::{Placed, Query, range_end};
use super::{Snapshot, StoreError};
use crate::domain::{CustomerKind, Id, Status};

/// A scope of at most so many customers is walked as a whole; a larger one uses the word index.
const SMALL: i64 = 20_000;

/// How far the matches of each term are counted to find the rarest, in steps: counting must cost less than it saves.
const COUNTED: [i64; 2] = [500, 4_000];

/// Which customers are seen at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    Department(Id),
    /// Those that this member looks after.
    Own(Id),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ListSort {
    #[default]
    Name,
    Code,
}

/// The place of a row in a list. A page begins after it, or ends before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The group (see `order`), and from the third bit on the number of the driver.
    pub group: u8,
    pub key: String,
    pub key2: String,
    pub id: Id,
}

/// What was typed.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// By `domain::fold`.
    pub folded: &'a str,
    /// As typed, trimmed, in upper case: may be the start of a code.
    pub code: &'a str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    pub id: Id,
    pub code: String,
    pub kind: CustomerKind,
    pub name: String,
    pub company: String,
    pub city: String,
    pub status: Status,
    pub owner: Option<Id>,
    pub department: Id,
    /// The phone's mask, or empty.
    pub phone: String,
    /// The e-mail's mask, or empty.
    pub email: String,
    pub cursor: Cursor,
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    /// In the list's order, also when paging backward.
    pub rows: Vec<ListRow>,
    /// Where the next page in the asked direction begins; `None`: no more.
    pub next: Option<Cursor>,
}

/// The part of a list to read.
pub(super) struct Span<'a> {
    pub reach: Reach,
    pub from: Option<&'a Cursor>,
    pub backward: bool,
    pub want: usize,
}

const NAME: u8 = 0;
const DRIVEN: u8 = 1;
const WORD: u8 = 2;
const CODE: u8 = 3;
const GROUP_BITS: u8 = 2;

impl Reach {
    /// The condition in SQL, and the id that it needs as its parameter.
    fn condition(self, parameter: &str) -> (String, Option<Id>) {
        match self {
            Self::All => (String::new(), None),
            Self::Department(id) => (format!("department = {parameter} AND"), Some(id)),
            Self::Own(id) => (format!("owner = {parameter} AND"), Some(id)),
        }
    }
}

impl Span<'_> {
    fn order(&self) -> (&'static str, &'static str) {
        if self.backward { ("<", "DESC") } else { (">", "ASC") }
    }

    fn full(&self, hits: &[Cursor]) -> bool {
        hits.len() >= self.want
    }

    /// Where a scan of `start..end` begins in this span's direction, and where it ends.
    fn bounds<'b>(&'b self, group: u8, start: &'b str, end: &'b str) -> (&'b str, &'b str, &'b [u8], &'b str) {
        let limit = if self.backward { start } else { end };
        match self.from.filter(|from| from.group & CODE == group) {
            Some(from) => (&from.key, &from.key2, &from.id.0, limit),
            None => (if self.backward { end } else { start }, "", &[], limit),
        }
    }
}

impl Snapshot<'_> {
    /// How many customers are in reach.
    pub fn customer_total(&self, reach: Reach) -> Result<u64, StoreError> {
        let count: Option<i64> = match reach {
            Reach::All => self.one("SELECT coalesce(sum(count), 0) FROM customer_count", [], |row| row.get(0))?,
            Reach::Department(id) => {
                self.one("SELECT count FROM customer_count WHERE department = ?1", [id], |row| row.get(0))?
            }
            Reach::Own(id) => self.one("SELECT count(*) FROM customer WHERE owner = ?1", [id], |row| row.get(0))?,
        };
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }

    /// A page of all customers in reach.
    pub fn list(
        &self,
        reach: Reach,
        sort: ListSort,
        from: Option<&Cursor>,
        backward: bool,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let span = Span { reach, from, backward, want: limit + 1 };
        let mut hits = Vec::new();
        match sort {
            ListSort::Name => self.by_name(&span, NAME, "", 0, &|_| true, &mut hits)?,
            ListSort::Code => self.by_code(&span, "", 0, &|_| true, &mut hits)?,
        }
        self.page(hits, limit, backward)
    }

    /// A page of the customers in reach that match what was typed; nothing typed finds all.
    pub fn search(
        &self,
        reach: Reach,
        search: &Search,
        from: Option<&Cursor>,
        backward: bool,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let query = Query::new(search.folded);
        if query.terms.is_empty() && search.code.is_empty() {
            return self.list(reach, ListSort::Name, from, backward, limit);
        }
        let mut hits = Vec::new();
        let first = from.map(|from| from.group & CODE);
        let mut driver = from.filter(|_| first != Some(NAME)).map(|from| usize::from(from.group >> GROUP_BITS));
        let groups: [u8; 4] = if backward { [CODE, WORD, DRIVEN, NAME] } else { [NAME, DRIVEN, WORD, CODE] };
        for group in groups.into_iter().skip_while(|group| first.is_some_and(|first| first != *group)) {
            if hits.len() > limit {
                break;
            }
            let span = Span { reach, from, backward, want: limit + 1 };
            if group == CODE {
                if !search.code.is_empty() {
                    let keep = |search: &str| query.place(search, 0).is_none();
                    self.by_code(&span, search.code, driver.unwrap_or(0), &keep, &mut hits)?;
                }
                continue;
            }
            if query.terms.is_empty() {
                continue;
            }
            if group == NAME {
                self.by_name(&span, NAME, &query.text, 0, &|_| true, &mut hits)?;
                continue;
            }
            let chosen = match driver {
                Some(driver) => driver.min(query.terms.len() - 1),
                None => self.rarest(&query, reach)?,
            };
            driver = Some(chosen);
            if group == DRIVEN {
                if query.terms.len() > 1 {
                    let keep = |search: &str| query.place(search, chosen) == Some(Placed::Driven);
                    self.by_name(&span, DRIVEN, query.terms[chosen], chosen, &keep, &mut hits)?;
                }
            } else if self.is_small(reach)? {
                self.by_walk(&span, &query, chosen, &mut hits)?;
            } else {
                self.by_word(&span, &query, chosen, &mut hits)?;
            }
        }
        self.page(hits, limit, backward)
    }

    /// Customers whose search text begins with `prefix`, by search text.
    fn by_name(
        &self,
        span: &Span,
        group: u8,
        prefix: &str,
        driver: usize,
        keep: &dyn Fn(&str) -> bool,
        hits: &mut Vec<Cursor>,
    ) -> Result<(), StoreError> {
        let end = range_end(prefix);
        let (after, _, after_id, limit) = span.bounds(group, prefix, &end);
        let (comparison, direction) = span.order();
        let (reach, reach_id) = span.reach.condition("?4");
        let opposite = if span.backward { ">=" } else { "<" };
        let mut statement = self.prepare(&format!(
            "SELECT search, id FROM customer
             WHERE {reach} (search, id) {comparison} (?1, ?2) AND search {opposite} ?3
             ORDER BY search {direction}, id {direction}"
        ))?;
        let mut rows = match reach_id {
            Some(id) => statement.query(params![after, after_id, limit, id])?,
            None => statement.query(params![after, after_id, limit])?,
        };
        while !span.full(hits) {
            let Some(row) = rows.next()? else { break };
            let search = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if keep(search) {
                let key = search.to_owned();
                hits.push(Cursor { group: tag(group, driver), key, key2: String::new(), id: row.get(1)? });
            }
        }
        Ok(())
    }

    /// Customers of group 2, from the index of all words.
    pub(super) fn by_word(
        &self,
        span: &Span,
        query: &Query,
        driver: usize,
        hits: &mut Vec<Cursor>,
    ) -> Result<(), StoreError> {
        let term = query.terms[driver];
        let end = range_end(term);
        let (after, after2, after_id, limit) = span.bounds(WORD, term, &end);
        let (comparison, direction) = span.order();
        let opposite = if span.backward { ">=" } else { "<" };
        let mut statement = self.prepare(&format!(
            "SELECT word, search, customer FROM customer_word
             WHERE (word, search, customer) {comparison} (?1, ?2, ?3) AND word {opposite} ?4
             ORDER BY word {direction}, search {direction}, customer {direction}"
        ))?;
        let (reach, reach_id) = span.reach.condition("?2");
        let mut in_reach = self.prepare(&format!("SELECT 1 FROM customer WHERE {reach} id = ?1"))?;
        let mut rows = statement.query(params![after, after2, after_id, limit])?;
        while !span.full(hits) {
            let Some(row) = rows.next()? else { break };
            let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let search = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            // A customer stands here once for each of its words; only the smallest counts.
            if query.place(search, driver) != Some(Placed::Word(word)) {
                continue;
            }
            let id: Id = row.get(2)?;
            if let Some(reach_id) = reach_id
                && !in_reach.exists(params![id, reach_id])?
            {
                continue;
            }
            hits.push(Cursor { group: tag(WORD, driver), key: word.to_owned(), key2: search.to_owned(), id });
        }
        Ok(())
    }

    /// Customers of group 2, from a walk over all that is in a small reach.
    fn by_walk(&self, span: &Span, query: &Query, driver: usize, hits: &mut Vec<Cursor>) -> Result<(), StoreError> {
        let (reach, reach_id) = span.reach.condition("?1");
        let mut statement = self.prepare(&format!("SELECT search, id FROM customer WHERE {reach} search >= ''"))?;
        let mut rows = match reach_id {
            Some(id) => statement.query([id])?,
            None => statement.query([])?,
        };
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let search = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if let Some(Placed::Word(word)) = query.place(search, driver) {
                let id: Id = row.get(1)?;
                let key = (word.to_owned(), search.to_owned(), id);
                found.push(key);
            }
        }
        found.sort_unstable();
        if span.backward {
            found.reverse();
        }
        let from = span.from.filter(|from| from.group & CODE == WORD);
        let is_new = |(word, search, id): &(String, String, Id)| {
            from.is_none_or(|from| {
                let order = (word, search, id).cmp(&(&from.key, &from.key2, &from.id));
                if span.backward { order.is_lt() } else { order.is_gt() }
            })
        };
        for (key, key2, id) in found.into_iter().filter(is_new) {
            if span.full(hits) {
                break;
            }
            hits.push(Cursor { group: tag(WORD, driver), key, key2, id });
        }
        Ok(())
    }

    /// Customers whose code begins with `prefix`, by code.
    fn by_code(
        &self,
        span: &Span,
        prefix: &str,
        driver: usize,
        keep: &dyn Fn(&str) -> bool,
        hits: &mut Vec<Cursor>,
    ) -> Result<(), StoreError> {
        let end = range_end(prefix);
        let (after, _, _, limit) = span.bounds(CODE, prefix, &end);
        let from_start = span.from.is_none_or(|from| from.group & CODE != CODE);
        let (direction, comparison, opposite) = match (span.backward, from_start) {
            (false, true) => ("ASC", ">=", "<"),
            (false, false) => ("ASC", ">", "<"),
            (true, _) => ("DESC", "<", ">="),
        };
        let (reach, reach_id) = span.reach.condition("?3");
        // A small reach is sorted by code; `+` keeps the planner from walking the codes of everyone.
        let code = if reach_id.is_some() && self.is_small(span.reach)? { "+code" } else { "code" };
        // In a large one the codes are walked in order, and `+` keeps the planner from sorting.
        let reach = if code == "code" {
            reach.replacen("department", "+department", 1).replacen("owner", "+owner", 1)
        } else {
            reach
        };
        let mut statement = self.prepare(&format!(
            "SELECT code, search, id FROM customer WHERE {reach} {code} {comparison} ?1 AND {code} {opposite} ?2
             ORDER BY {code} {direction}"
        ))?;
        let mut rows = match reach_id {
            Some(id) => statement.query(params![after, limit, id])?,
            None => statement.query(params![after, limit])?,
        };
        while !span.full(hits) {
            let Some(row) = rows.next()? else { break };
            if keep(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) {
                hits.push(Cursor { group: tag(CODE, driver), key: row.get(0)?, key2: String::new(), id: row.get(2)? });
            }
        }
        Ok(())
    }

    fn is_small(&self, reach: Reach) -> Result<bool, StoreError> {
        let (column, id) = match reach {
            Reach::All => return Ok(false),
            Reach::Department(id) => ("department", id),
            Reach::Own(id) => ("owner", id),
        };
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM customer WHERE {column} = ?1 LIMIT ?2)");
        let count: Option<i64> = self.one(&sql, params![id, SMALL + 1], |row| row.get(0))?;
        Ok(count.unwrap_or(0) <= SMALL)
    }

    /// The term that fewest customers match: the driver of the search.
    fn rarest(&self, query: &Query, reach: Reach) -> Result<usize, StoreError> {
        // Where everything is walked, the driver decides nothing but the order.
        if query.terms.len() == 1 || self.is_small(reach)? {
            return Ok(0);
        }
        for bound in COUNTED {
            let counts = query.terms.iter().map(|term| self.matches_up_to(term, bound));
            let counts = counts.collect::<Result<Vec<i64>, _>>()?;
            let rarest = (0..counts.len()).min_by_key(|term| counts[*term]).unwrap_or(0);
            if counts[rarest] < bound {
                return Ok(rarest);
            }
        }
        // All are common: the longest is the likeliest to narrow.
        Ok((0..query.terms.len()).max_by_key(|term| query.terms[*term].len()).unwrap_or(0))
    }

    fn matches_up_to(&self, term: &str, bound: i64) -> Result<i64, StoreError> {
        let count: Option<i64> = self.one(
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM customer WHERE search >= ?1 AND search < ?2 LIMIT ?3))
                  + (SELECT count(*) FROM (SELECT 1 FROM customer_word WHERE word >= ?1 AND word < ?2 LIMIT ?3))",
            params![term, range_end(term), bound],
            |row| row.get(0),
        )?;
        Ok(count.unwrap_or(0))
    }

    /// Fetches the rows of a page, one hit more than which was looked for.
    fn page(&self, mut hits: Vec<Cursor>, limit: usize, backward: bool) -> Result<Page, StoreError> {
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next = hits.last().filter(|_| more).cloned();
        if backward {
            hits.reverse();
        }
        let rows = hits.into_iter().map(|cursor| self.list_row(cursor)).collect::<Result<_, _>>()?;
        Ok(Page { rows, next })
    }

    fn list_row(&self, cursor: Cursor) -> Result<ListRow, StoreError> {
        let id = cursor.id;
        let row = self.one(
            "SELECT code, kind, name, company, city, status, owner, department,
               coalesce((SELECT mask FROM sealed_value WHERE customer = ?1 AND field = 'phone'), ''),
               coalesce((SELECT mask FROM sealed_value WHERE customer = ?1 AND field = 'email'), '')
             FROM customer WHERE id = ?1",
            [id],
            |row| {
                Ok(ListRow {
                    id,
                    code: row.get(0)?,
                    kind: row.get(1)?,
                    name: row.get(2)?,
                    company: row.get(3)?,
                    city: row.get(4)?,
                    status: row.get(5)?,
                    owner: row.get(6)?,
                    department: row.get(7)?,
                    phone: row.get(8)?,
                    email: row.get(9)?,
                    cursor,
                })
            },
        )?;
        row.ok_or_else(|| StoreError::Corrupt(format!("the search index names the customer {id}, who is not there")))
    }
}

/// A cursor's group with the number of its driver.
fn tag(group: u8, driver: usize) -> u8 {
    // There are at most eight terms.
    group | (driver as u8) << GROUP_BITS
}
