//! Where a customer stands in the results of a search: pure, so that an index scan and a walk agree.
//!
//! A customer's search text is its folded name, U+001F and its folded company. Results come in groups, each in
//! its own order, and a customer is in the first group that takes it:
//!
//! 0. the name begins with all that was typed; by search text;
//! 1. every word typed begins a word, and the name begins with the *driver*, one of the words typed; by search text;
//! 2. every word typed begins a word; by the smallest word that the driver begins, then by search text;
//! 3. the code begins with what was typed; by code.

/// Stands between name and company: sorts before every letter, and folding never leaves it in a text.
pub(super) const SEPARATOR: char = '\u{1f}';

/// More words than this narrow no search.
const TERMS: usize = 8;

/// What was typed, folded.
pub(super) struct Query<'a> {
    pub text: String,
    pub terms: Vec<&'a str>,
}

/// The group of a customer, and its first key there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed<'a> {
    Name,
    Driven,
    Word(&'a str),
}

impl<'a> Query<'a> {
    pub fn new(folded: &'a str) -> Self {
        let terms: Vec<&str> = folded.split([' ', SEPARATOR]).filter(|term| !term.is_empty()).take(TERMS).collect();
        Self { text: terms.join(" "), terms }
    }

    /// Where the customer with this search text stands; `driver` is the number of a term.
    pub fn place<'s>(&self, search: &'s str, driver: usize) -> Option<Placed<'s>> {
        let term = self.terms.get(driver)?;
        if search.starts_with(&self.text) {
            return Some(Placed::Name);
        }
        let matches = |term: &&str| search.split([' ', SEPARATOR]).any(|word| word.starts_with(term));
        if !self.terms.iter().all(matches) {
            return None;
        }
        if search.starts_with(term) {
            return Some(Placed::Driven);
        }
        other_words(search).filter(|word| word.starts_with(term)).min().map(Placed::Word)
    }
}

/// All words but the first of the name.
fn other_words(search: &str) -> impl Iterator<Item = &str> {
    search.split([' ', SEPARATOR]).skip(1).filter(|word| !word.is_empty())
}

/// The words under which a customer stands in the word index: the first of the name is found by the name index.
pub(super) fn indexed_words(search: &str) -> Vec<&str> {
    let mut words: Vec<&str> = other_words(search).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The end of the range of texts that begin with `prefix`.
pub(super) fn range_end(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}
