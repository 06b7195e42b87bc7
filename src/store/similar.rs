//! Customers who may be one and the same: candidates from the indexes of names and words, and walks over equal
//! neighbours. All of it bounded: nothing here reads everybody.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{params, params_from_iter};

use super::matcher::Values;
use super::order::{SEPARATOR, range_end};
use super::reach::over;
use super::{Cursor, Reach, Snapshot, StoreError, Tx};
use crate::domain::{Field, Id, Micros};

/// So many of those who share a word are looked at.
const FEW: usize = 300;
/// So many words of a name are looked for.
const WORDS: usize = 5;
/// So many orders of the words of a name are looked for: of four words all.
const ORDERS: usize = 24;
/// So many rows of an index are walked for one page of pairs.
const EFFORT: usize = 20_000;

/// How a name is like another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    Same,
    /// The same words in another order.
    Reordered,
    /// One or two typing errors apart.
    Near,
    /// Another name of the same company in the same city.
    Company,
}

/// A customer who may be the one that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    pub customer: Id,
    pub alike: Alike,
    pub same_company: bool,
    pub same_city: bool,
}

/// Two customers who share a name or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub one: Id,
    pub other: Id,
    /// The field whose value they share; `None`: the name.
    pub field: Option<Field>,
}

#[derive(Clone, Debug, Default)]
pub struct PairPage {
    pub pairs: Vec<Pair>,
    /// Where to go on from; `None`: that was all.
    pub next: Option<Cursor>,
}

/// The most typing errors that a name of this length may have.
const fn errors(length: usize) -> usize {
    match length {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How one folded name is like another, if it is.
fn compare(typed: &str, name: &str) -> Option<Alike> {
    if typed == name {
        return Some(Alike::Same);
    }
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    if typed.len() == name.len() && sorted(typed) == sorted(name) {
        return Some(Alike::Reordered);
    }
    let most = errors(typed.chars().count());
    // A cheap bound first: each error changes the length by one at most.
    let near = typed.chars().count().abs_diff(name.chars().count()) <= most;
    (near && strsim::osa_distance(typed, name) <= most).then_some(Alike::Near)
}

impl Snapshot<'_> {
    /// Customers in reach whose name is like this one, or whose company and city are these: folded, the likest first.
    pub fn namesakes(
        &self,
        reach: &Reach,
        name: &str,
        company: &str,
        city: &str,
        most: usize,
    ) -> Result<Vec<Namesake>, StoreError> {
        let mut candidates: HashMap<Id, String> = HashMap::new();
        if !name.is_empty() {
            self.by_whole_name(name, &mut candidates)?;
            self.by_parts(name, &mut candidates)?;
        }
        if !company.is_empty() && !city.is_empty() {
            // A company's name stands in the word index word by word.
            let longest = company.split(' ').max_by_key(|word| word.len()).unwrap_or(company);
            self.by_one_word(longest, "", &mut candidates)?;
        }
        let mut found = Vec::new();
        for (customer, search) in candidates {
            let (their_name, their_company) = search.split_once(SEPARATOR).unwrap_or((&search, ""));
            let same_company = !company.is_empty() && their_company == company;
            let alike = compare(name, their_name).or_else(|| same_company.then_some(Alike::Company));
            let Some(alike) = alike.filter(|_| !name.is_empty() || same_company) else { continue };
            let same_city = !city.is_empty() && self.city_is(customer, city)?;
            if (alike == Alike::Company && !same_city) || !self.in_reach(customer, reach)? {
                continue;
            }
            found.push(Namesake { customer, alike, same_company, same_city });
        }
        found.sort_unstable_by_key(|found| {
            let signs = u8::from(found.same_company) + u8::from(found.same_city);
            (found.alike, std::cmp::Reverse(signs), found.customer)
        });
        found.truncate(most);
        Ok(found)
    }

    fn city_is(&self, customer: Id, city: &str) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM customer WHERE id = ?1 AND city_folded = ?2";
        Ok(self.one(sql, params![customer, city], |_| Ok(()))?.is_some())
    }

    /// Those of exactly this name, whatever the order of its words.
    fn by_whole_name(&self, name: &str, found: &mut HashMap<Id, String>) -> Result<(), StoreError> {
        for name in orders(name) {
            let whole = format!("{name}{SEPARATOR}");
            self.by_start(&whole, found)?;
        }
        Ok(())
    }

    /// Those who share a word that few have, or a word and the name's first letter, or how the name begins.
    fn by_parts(&self, name: &str, found: &mut HashMap<Id, String>) -> Result<(), StoreError> {
        let initial: String = name.chars().take(1).collect();
        for word in name.split(' ').filter(|word| word.chars().count() > 1).take(WORDS) {
            self.by_one_word(word, "", found)?;
            self.by_one_word(word, &initial, found)?;
            self.by_start(&format!("{word} "), found)?;
        }
        let length = name.chars().count();
        let start: String = name.chars().take(length.saturating_sub(length.div_ceil(3)).max(2)).collect();
        self.by_start(&start, found)
    }

    fn by_start(&self, start: &str, found: &mut HashMap<Id, String>) -> Result<(), StoreError> {
        let sql = "SELECT id, search FROM customer
                   WHERE search >= ?1 AND search < ?2 AND trashed_at IS NULL ORDER BY search, id LIMIT ?3";
        found
            .extend(self.all(sql, params![start, range_end(start), FEW as i64], |row| Ok((row.get(0)?, row.get(1)?)))?);
        Ok(())
    }

    fn by_one_word(&self, word: &str, start: &str, found: &mut HashMap<Id, String>) -> Result<(), StoreError> {
        let sql = "SELECT customer, search FROM customer_word
                   WHERE word = ?1 AND search >= ?2 AND search < ?3 ORDER BY search, customer LIMIT ?4";
        found.extend(
            self.all(sql, params![word, start, range_end(start), FEW as i64], |row| Ok((row.get(0)?, row.get(1)?)))?,
        );
        Ok(())
    }

    /// Neighbours of one name among those in reach, in the order of names.
    pub fn pairs_by_name(&self, reach: &Reach, from: Option<&Cursor>, limit: usize) -> Result<PairPage, StoreError> {
        let mut values = Values::default();
        let (sieve, parts) = (reach.sql(&mut values), reach.parts(&mut values));
        let (after, id) = from.map_or((String::new(), Vec::new()), |from| (from.key.clone(), from.id.0.to_vec()));
        let (after, id) = (values.bind(after), values.bind(Value::Blob(id)));
        // The row where the last page ended is the first neighbour of this one.
        let sql = over(&parts, &format!("search, id, {sieve}"), &format!("(search, id) >= ({after}, {id})"));
        let mut statement = self.prepare(&format!("{sql} ORDER BY search, id"))?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut page = PairPage::default();
        let mut last: Option<(String, Id)> = None;
        let mut looked = 0;
        while let Some(row) = rows.next()? {
            looked += 1;
            let (search, id): (String, Id) = (row.get(0)?, row.get(1)?);
            let seen: bool = row.get(2)?;
            if seen && let Some((before, one)) = last.as_ref().filter(|(_, one)| *one != id) {
                let name = |search: &str| search.split(SEPARATOR).next().unwrap_or_default().to_owned();
                if name(before) == name(&search) && !self.is_dismissed(*one, id)? {
                    page.pairs.push(Pair { one: *one, other: id, field: None });
                }
            }
            let full = page.pairs.len() >= limit || looked >= EFFORT;
            if full {
                page.next = Some(Cursor { group: 0, key: search.clone(), key2: String::new(), id });
            }
            if seen {
                last = Some((search, id));
            }
            if full {
                break;
            }
        }
        Ok(page)
    }

    /// Customers in reach who share a value of one of these fields, in the order of tokens.
    pub fn pairs_by_token(
        &self,
        reach: &Reach,
        fields: &[Field],
        from: Option<&Cursor>,
        limit: usize,
    ) -> Result<PairPage, StoreError> {
        let after = from.and_then(|from| unhexed(&from.key)).unwrap_or_default();
        let sql =
            "SELECT token, customer, field FROM sealed_value WHERE token IS NOT NULL AND token > ?1 ORDER BY token";
        let mut statement = self.prepare(sql)?;
        let mut rows = statement.query([after])?;
        let mut page = PairPage::default();
        let mut same: (Vec<u8>, Vec<Id>) = Default::default();
        let mut looked = 0;
        while let Some(row) = rows.next()? {
            let (token, customer, field): (Vec<u8>, Id, Field) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if token != same.0 {
                if page.pairs.len() >= limit || looked >= EFFORT {
                    let key = hexed(&same.0);
                    page.next = Some(Cursor { group: 1, key, key2: String::new(), id: Id::default() });
                    break;
                }
                same = (token, Vec::new());
            }
            looked += 1;
            if looked >= 2 * EFFORT {
                let key = hexed(&same.0);
                page.next = Some(Cursor { group: 1, key, key2: String::new(), id: Id::default() });
                break;
            }
            // A value that hundreds share, such as a firm's switchboard, makes nobody the same.
            if !fields.contains(&field) || same.1.contains(&customer) || same.1.len() >= MOST_SHARING {
                continue;
            }
            if let Some(one) = same.1.last().copied() {
                if !self.in_reach(customer, reach)? {
                    continue;
                }
                if !self.is_dismissed(one, customer)? {
                    page.pairs.push(Pair { one, other: customer, field: Some(field) });
                }
                same.1.push(customer);
            } else if self.in_reach(customer, reach)? {
                same.1.push(customer);
            }
        }
        Ok(page)
    }

    pub fn is_dismissed(&self, one: Id, other: Id) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM duplicate_dismissed WHERE one = ?1 AND other = ?2";
        Ok(self.one(sql, [one.min(other), one.max(other)], |_| Ok(()))?.is_some())
    }
}

const MOST_SHARING: usize = 20;

impl Tx<'_> {
    /// These two are not the same: they come up as duplicates no more.
    pub fn dismiss(&mut self, one: Id, other: Id, by: Id, at: Micros) -> Result<(), StoreError> {
        self.execute(
            "INSERT OR REPLACE INTO duplicate_dismissed (one, other, by, at) VALUES (?1, ?2, ?3, ?4)",
            params![one.min(other), one.max(other), by, at],
        )?;
        Ok(())
    }
}

/// The orders that the words of a name may stand in, the name's own first.
fn orders(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let mut orders = vec![words.join(" ")];
    if (2..=4).contains(&words.len()) {
        permute(&mut words.clone(), 0, &mut orders);
        let mut seen = std::collections::HashSet::new();
        orders.retain(|order| seen.insert(order.clone()));
    } else if words.len() > 4 {
        // Of long names only the usual slip: the last word first, or the first one last.
        orders.extend([1, words.len() - 1].map(|at| [&words[at..], &words[..at]].concat().join(" ")));
    }
    orders.truncate(ORDERS);
    orders
}

fn permute(words: &mut [&str], at: usize, orders: &mut Vec<String>) {
    if at == words.len() {
        orders.push(words.join(" "));
        return;
    }
    for other in at..words.len() {
        words.swap(at, other);
        permute(words, at + 1, orders);
        words.swap(at, other);
    }
}

fn hexed(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn unhexed(text: &str) -> Option<Vec<u8>> {
    data_encoding::HEXLOWER.decode(text.as_bytes()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_by_order_and_by_few_errors() {
        assert_eq!(compare("nguyen van an", "nguyen van an"), Some(Alike::Same));
        assert_eq!(compare("an nguyen van", "nguyen van an"), Some(Alike::Reordered));
        assert_eq!(compare("nguyen vna an", "nguyen van an"), Some(Alike::Near), "two letters swapped");
        assert_eq!(compare("nguyn van a", "nguyen van an"), Some(Alike::Near), "two left out");
        assert_eq!(compare("nguyn vn a", "nguyen van an"), None, "three are too many");
        assert_eq!(compare("an", "ab"), None, "short names must be the same");
    }

    #[test]
    fn every_order_of_a_name_comes_once() {
        assert_eq!(orders("a b c").len(), 6);
        assert_eq!(orders("a a b").len(), 3);
        assert_eq!(orders("a b c d e"), ["a b c d e", "b c d e a", "e a b c d"]);
        assert_eq!(orders("a b c d")[0], "a b c d");
    }
}
