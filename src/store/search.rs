//! Search of customers as they are typed: keyset pages over indexes, in the order that `order` defines.

use rusqlite::types::Value;
use rusqlite::{CachedStatement, params, params_from_iter};

use super::list::Hunt;
use super::matcher::{Values, blob};
use super::order::{Placed, Query, range_end};
use super::reach::over;
use super::{Cursor, ListQuery, Page, Reach, Snapshot, StoreError};
use crate::domain::Id;

/// A scope of at most so many customers is walked as a whole; a larger one uses the word index.
const SMALL: i64 = 20_000;

/// How far the matches of each term are counted to find the rarest, in steps: counting must cost less than it saves.
const COUNTED: [i64; 2] = [500, 4_000];

/// What was typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Search<'a> {
    /// By `domain::fold`.
    pub folded: &'a str,
    /// As typed, trimmed, in upper case: may be the start of a code.
    pub code: &'a str,
}

impl Search<'_> {
    /// Whether nothing was typed that could be searched for.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty() && self.code.is_empty()
    }
}

const NAME: u8 = 0;
const DRIVEN: u8 = 1;
const WORD: u8 = 2;
const CODE: u8 = 3;
const GROUP_BITS: u8 = 2;

impl ListQuery<'_> {
    /// Results of a search come in one order, whatever that of the list.
    fn order(&self) -> (&'static str, &'static str) {
        if self.backward { ("<", "DESC") } else { (">", "ASC") }
    }

    /// Where a scan of `start..end` begins in this direction, and where it ends.
    fn bounds<'b>(&'b self, group: u8, start: &'b str, end: &'b str) -> (&'b str, &'b str, &'b [u8], &'b str) {
        let limit = if self.backward { start } else { end };
        match self.from.filter(|from| from.group & CODE == group) {
            Some(from) => (&from.key, &from.key2, &from.id.0, limit),
            None => (if self.backward { end } else { start }, "", &[], limit),
        }
    }
}

/// Tells which of the customers found pass; there is nothing to ask where all do.
struct Sieve<'a>(Option<(CachedStatement<'a>, Vec<Value>)>);

impl Sieve<'_> {
    fn passes(&mut self, id: Id) -> Result<bool, StoreError> {
        let Some((statement, values)) = &mut self.0 else { return Ok(true) };
        // The id is the last parameter.
        if let Some(last) = values.last_mut() {
            *last = blob(id);
        }
        Ok(statement.exists(params_from_iter(values.iter()))?)
    }
}

impl<'a> Snapshot<'a> {
    /// The filter's sieve, and the reach's where the index that is read holds others too.
    fn sieve(&self, query: &ListQuery, reach: &Reach) -> Result<Sieve<'a>, StoreError> {
        if *reach == Reach::All && query.filter.is_all() {
            return Ok(Sieve(None));
        }
        let mut values = Values::default();
        let condition = ListQuery { reach, ..*query }.sieve(&mut values);
        let id = values.bind(Value::Null);
        let statement = self.prepare(&format!("SELECT 1 FROM customer WHERE id = {id} AND {condition}"))?;
        Ok(Sieve(Some((statement, values.0))))
    }
}

impl Snapshot<'_> {
    /// A page of the customers in reach that match what was typed and pass the filter, by how well they match;
    /// nothing typed lists all.
    pub fn search(&self, query: &ListQuery, search: &Search) -> Result<Page, StoreError> {
        if search.is_empty() {
            return self.list(query);
        }
        let mut hunt = Hunt::new(query.limit + 1, query.affordable(true));
        self.find_searching(query, search, &mut hunt)?;
        self.page(hunt, query)
    }

    pub(super) fn find_searching(&self, query: &ListQuery, search: &Search, hunt: &mut Hunt) -> Result<(), StoreError> {
        let typed = Query::new(search.folded);
        let first = query.from.map(|from| from.group & CODE);
        let mut driver = query.from.filter(|_| first != Some(NAME)).map(|from| usize::from(from.group >> GROUP_BITS));
        let groups: [u8; 4] = if query.backward { [CODE, WORD, DRIVEN, NAME] } else { [NAME, DRIVEN, WORD, CODE] };
        for group in groups.into_iter().skip_while(|group| first.is_some_and(|first| first != *group)) {
            if hunt.over() {
                break;
            }
            if typed.terms.is_empty() {
                if group == CODE {
                    self.by_code(query, search.code, 0, &|_| true, hunt)?;
                }
                continue;
            }
            if group == NAME {
                self.by_name(query, NAME, &typed.text, 0, &|_| true, hunt)?;
                continue;
            }
            let chosen = match driver {
                Some(driver) => driver.min(typed.terms.len() - 1),
                None => self.rarest(&typed, query.reach)?,
            };
            driver = Some(chosen);
            match group {
                CODE if search.code.is_empty() => {}
                CODE => {
                    let keep = |search: &str| typed.place(search, 0).is_none();
                    self.by_code(query, search.code, chosen, &keep, hunt)?;
                }
                DRIVEN if typed.terms.len() > 1 => {
                    let keep = |search: &str| typed.place(search, chosen) == Some(Placed::Driven);
                    self.by_name(query, DRIVEN, typed.terms[chosen], chosen, &keep, hunt)?;
                }
                DRIVEN => {}
                _ if self.is_small(query.reach)? => self.by_walk(query, &typed, chosen, hunt)?,
                _ => self.by_word(query, &typed, chosen, hunt)?,
            }
        }
        Ok(())
    }

    /// Customers whose search text begins with `prefix`, by search text.
    fn by_name(
        &self,
        query: &ListQuery,
        group: u8,
        prefix: &str,
        driver: usize,
        keep: &dyn Fn(&str) -> bool,
        hunt: &mut Hunt,
    ) -> Result<(), StoreError> {
        let end = range_end(prefix);
        let (after, _, after_id, limit) = query.bounds(group, prefix, &end);
        let (comparison, direction) = query.order();
        let opposite = if query.backward { ">=" } else { "<" };
        let mut values = Values::default();
        let (sieve, parts) = (query.reach.sql(&mut values), query.reach.parts(&mut values));
        let (after, after_id) = (values.bind(after.to_owned()), values.bind(after_id.to_owned()));
        let limit = values.bind(limit.to_owned());
        let within = format!("(search, id) {comparison} ({after}, {after_id}) AND search {opposite} {limit}");
        let mut statement = self.prepare(&format!(
            "{} ORDER BY search {direction}, id {direction}",
            over(&parts, &format!("search, id, {sieve}"), &within)
        ))?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut sieve = self.sieve(query, &Reach::All)?;
        let mut last = None;
        while !hunt.over() {
            let Some(row) = rows.next()? else { break };
            let search = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let id: Id = row.get(1)?;
            if last.replace(id) == Some(id) {
                continue;
            }
            let is_hit = row.get(2)? && keep(search) && sieve.passes(id)?;
            let key = || search.to_owned();
            hunt.look(is_hit, || Cursor { group: tag(group, driver), key: key(), key2: String::new(), id });
        }
        Ok(())
    }

    /// Customers of group 2, from the index of all words.
    pub(super) fn by_word(
        &self,
        query: &ListQuery,
        typed: &Query,
        driver: usize,
        hunt: &mut Hunt,
    ) -> Result<(), StoreError> {
        let term = typed.terms[driver];
        let end = range_end(term);
        let (after, after2, after_id, limit) = query.bounds(WORD, term, &end);
        let (comparison, direction) = query.order();
        let opposite = if query.backward { ">=" } else { "<" };
        let mut statement = self.prepare(&format!(
            "SELECT word, search, customer FROM customer_word
             WHERE (word, search, customer) {comparison} (?1, ?2, ?3) AND word {opposite} ?4
             ORDER BY word {direction}, search {direction}, customer {direction}"
        ))?;
        let mut sieve = self.sieve(query, query.reach)?;
        let mut rows = statement.query(params![after, after2, after_id, limit])?;
        while !hunt.over() {
            let Some(row) = rows.next()? else { break };
            let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            let search = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            let id: Id = row.get(2)?;
            // A customer stands here once for each of its words; only the smallest counts.
            let is_hit = typed.place(search, driver) == Some(Placed::Word(word)) && sieve.passes(id)?;
            let texts = || (word.to_owned(), search.to_owned());
            hunt.look(is_hit, || {
                let (key, key2) = texts();
                Cursor { group: tag(WORD, driver), key, key2, id }
            });
        }
        Ok(())
    }

    /// Customers of group 2, from a walk over all that is in a small reach.
    fn by_walk(&self, query: &ListQuery, typed: &Query, driver: usize, hunt: &mut Hunt) -> Result<(), StoreError> {
        let mut values = Values::default();
        let (sieve, parts) = (query.reach.sql(&mut values), query.reach.parts(&mut values));
        let mut statement = self.prepare(&over(&parts, &format!("search, id, {sieve}"), "search >= ''"))?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let search = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            if let Some(Placed::Word(word)) = typed.place(search, driver)
                && row.get(2)?
            {
                let id: Id = row.get(1)?;
                let key = (word.to_owned(), search.to_owned(), id);
                found.push(key);
            }
        }
        found.sort_unstable();
        found.dedup();
        if query.backward {
            found.reverse();
        }
        let from = query.from.filter(|from| from.group & CODE == WORD);
        let is_new = |(word, search, id): &(String, String, Id)| {
            from.is_none_or(|from| {
                let order = (word, search, id).cmp(&(&from.key, &from.key2, &from.id));
                if query.backward { order.is_lt() } else { order.is_gt() }
            })
        };
        let mut sieve = self.sieve(query, &Reach::All)?;
        for (key, key2, id) in found.into_iter().filter(is_new) {
            if hunt.over() {
                break;
            }
            hunt.look(sieve.passes(id)?, || Cursor { group: tag(WORD, driver), key, key2, id });
        }
        Ok(())
    }

    /// Customers whose code begins with `prefix`, by code.
    fn by_code(
        &self,
        query: &ListQuery,
        prefix: &str,
        driver: usize,
        keep: &dyn Fn(&str) -> bool,
        hunt: &mut Hunt,
    ) -> Result<(), StoreError> {
        let end = range_end(prefix);
        let (after, _, _, limit) = query.bounds(CODE, prefix, &end);
        let from_start = query.from.is_none_or(|from| from.group & CODE != CODE);
        let (direction, comparison, opposite) = match (query.backward, from_start) {
            (false, true) => ("ASC", ">=", "<"),
            (false, false) => ("ASC", ">", "<"),
            (true, _) => ("DESC", "<", ">="),
        };
        // A small reach is sorted by code, and `+` keeps the planner from walking the codes of everyone. In a large
        // one these are walked, each looked at.
        let mut values = Values::default();
        let small = self.is_small(query.reach)?;
        let (code, parts) = if small { ("+code", query.reach.parts(&mut values)) } else { ("code", Vec::new()) };
        let (after, limit) = (values.bind(after.to_owned()), values.bind(limit.to_owned()));
        let within = format!("{code} {comparison} {after} AND {code} {opposite} {limit} AND trashed_at IS NULL");
        let columns = format!("{code}, search, id");
        let mut statement = self.prepare(&format!("{} ORDER BY 1 {direction}", over(&parts, &columns, &within)))?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut sieve = self.sieve(query, query.reach)?;
        let mut last = None;
        while !hunt.over() {
            let Some(row) = rows.next()? else { break };
            let id: Id = row.get(2)?;
            if last.replace(id) == Some(id) {
                continue;
            }
            let is_hit = keep(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?) && sieve.passes(id)?;
            let key: String = row.get(0)?;
            hunt.look(is_hit, || Cursor { group: tag(CODE, driver), key, key2: String::new(), id });
        }
        Ok(())
    }

    fn is_small(&self, reach: &Reach) -> Result<bool, StoreError> {
        if *reach == Reach::All {
            return Ok(false);
        }
        let mut values = Values::default();
        let (parts, most) = (reach.parts(&mut values), values.bind(SMALL + 1));
        let sql = format!("SELECT count(*) FROM ({} LIMIT {most})", over(&parts, "1", "1"));
        let count: Option<i64> = self.one(&sql, params_from_iter(&values.0), |row| row.get(0))?;
        Ok(count.unwrap_or(0) <= SMALL)
    }

    /// The term that fewest customers match: the driver of the search.
    fn rarest(&self, query: &Query, reach: &Reach) -> Result<usize, StoreError> {
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
}

/// A cursor's group with the number of its driver.
fn tag(group: u8, driver: usize) -> u8 {
    // There are at most eight terms.
    group | (driver as u8) << GROUP_BITS
}
