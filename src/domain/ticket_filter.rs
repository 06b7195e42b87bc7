//! What a list of tickets is narrowed to: terms in and out that add up, as they are typed.
//!
//! ```text
//! filter = { ["-"] key ":" value { "," value } }
//! value  = characters up to a space or a comma | '"' anything, with '"' twice for one '"' '"'
//! ```

use std::ops::Range;

use super::filter::{Mistake, MistakeKind, mistake, nearest};
use super::ticket::{Channel, Priority};

/// Longest text in bytes, and most values.
const LONGEST: usize = 1_000;
const MOST_VALUES: usize = 50;

/// Which tickets are shown: those that every term lets through. Nothing narrows nothing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TicketFilter {
    pub terms: Vec<TicketTerm>,
}

/// One condition, or its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketTerm {
    /// What matches is left out instead of let in.
    pub out: bool,
    pub is: TicketIs,
}

/// What a ticket is looked at for. A list matches with any of its members; texts are as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketIs {
    /// Keys of the office's statuses.
    Status(Vec<String>),
    Priority(Vec<Priority>),
    /// Names of members, `me` or `nobody`.
    Owner(Vec<String>),
    Kind(Vec<String>),
    Product(Vec<String>),
    /// Codes.
    Customer(Vec<String>),
    Channel(Vec<Channel>),
    /// So many days old.
    Age(Vec<Age>),
}

/// How many days a ticket is old, at least and at most: typed `1d..3d`, `30d..`, `..1d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    pub from: u32,
    /// Not so old any more; `None`: however old.
    pub to: Option<u32>,
}

impl Age {
    /// Those that are counted and proposed, the youngest first; together they are all.
    pub const USUAL: [Self; 5] = [
        Self { from: 0, to: Some(1) },
        Self { from: 1, to: Some(3) },
        Self { from: 3, to: Some(7) },
        Self { from: 7, to: Some(30) },
        Self { from: 30, to: None },
    ];
    /// The same as they are typed.
    const USUAL_NAMES: [&'static str; 5] = ["..1d", "1d..3d", "3d..7d", "7d..30d", "30d.."];

    fn from_name(text: &str) -> Option<Self> {
        let days = |text: &str| text.strip_suffix('d')?.parse::<u32>().ok();
        let (from, to) = text.split_once("..")?;
        let from = if from.is_empty() { Some(0) } else { days(from) };
        let to = if to.is_empty() { Some(None) } else { days(to).map(Some) };
        let age = Self { from: from?, to: to? };
        // One that nothing could have is a slip.
        (text != ".." && age.to.is_none_or(|to| to > age.from)).then_some(age)
    }
}

impl std::fmt::Display for Age {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.from > 0 {
            write!(f, "{}d", self.from)?;
        }
        f.write_str("..")?;
        self.to.map_or(Ok(()), |to| write!(f, "{to}d"))
    }
}

/// What a term may be about, as it is typed before its colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TicketKey {
    Status,
    Priority,
    Owner,
    Kind,
    Product,
    Customer,
    Channel,
    Age,
}

impl TicketKey {
    pub const ALL: [Self; 8] = [
        Self::Status,
        Self::Priority,
        Self::Owner,
        Self::Kind,
        Self::Product,
        Self::Customer,
        Self::Channel,
        Self::Age,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Owner => "owner",
            Self::Kind => "kind",
            Self::Product => "product",
            Self::Customer => "customer",
            Self::Channel => "channel",
            Self::Age => "age",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name().eq_ignore_ascii_case(word))
    }

    /// The values that are always there to choose from.
    pub fn fixed_values(self) -> Vec<&'static str> {
        match self {
            Self::Priority => Priority::ALL.map(Priority::name).to_vec(),
            Self::Channel => Channel::ALL.map(Channel::name).to_vec(),
            Self::Owner => vec!["me", "nobody"],
            Self::Age => Age::USUAL_NAMES.to_vec(),
            Self::Status | Self::Kind | Self::Product | Self::Customer => Vec::new(),
        }
    }
}

/// A term as it is typed.
pub fn typed<T: AsRef<str>>(key: TicketKey, values: &[T]) -> String {
    format!("{}:{}", key.name(), values.iter().map(|value| quoted(value.as_ref())).collect::<Vec<_>>().join(","))
}

/// A value as it is typed: in quotes where it has to be.
pub fn quoted(value: &str) -> String {
    let plain = !value.is_empty() && !value.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '"'));
    if plain { value.to_owned() } else { format!("\"{}\"", value.replace('"', "\"\"")) }
}

/// What is being typed at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that a proposal takes the place of.
    pub replace: Range<usize>,
    /// What stands there, without quotes.
    pub typed: String,
    pub wanted: Wanted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Key,
    /// A value of this key; `None`: of one that there is not.
    Value(Option<TicketKey>),
}

/// Says what is wanted at the cursor (a byte of the text).
pub fn complete(text: &str, cursor: usize) -> Completion {
    let cursor = text.floor_char_boundary(cursor);
    let (mut start, mut wanted, mut in_quotes) = (0, Wanted::Key, false);
    for (at, sign) in text[..cursor].char_indices() {
        let next = at + sign.len_utf8();
        match (sign, wanted) {
            ('"', Wanted::Value(_)) => in_quotes = !in_quotes,
            _ if in_quotes => {}
            (':', Wanted::Key) => (start, wanted) = (next, Wanted::Value(TicketKey::named(&text[start..at]))),
            (',', Wanted::Value(_)) => start = next,
            ('-', Wanted::Key) if at == start => start = next,
            (sign, _) if sign.is_whitespace() => (start, wanted) = (next, Wanted::Key),
            _ => {}
        }
    }
    Completion { replace: start..cursor, typed: text[start..cursor].trim_matches('"').to_owned(), wanted }
}

/// Reads a typed filter; nothing but spaces narrows nothing.
///
/// # Errors
/// Where the text cannot be read, and why.
pub fn parse(text: &str) -> Result<TicketFilter, Mistake> {
    if text.len() > LONGEST {
        return mistake(text.floor_char_boundary(LONGEST)..text.len(), MistakeKind::TooLong);
    }
    let mut reader = Reader { text, at: 0, values: 0 };
    let mut filter = TicketFilter::default();
    while let Some(term) = reader.term()? {
        filter.terms.push(term);
    }
    Ok(filter)
}

struct Reader<'a> {
    text: &'a str,
    /// Where it reads on, in bytes.
    at: usize,
    values: usize,
}

type Value = (String, Range<usize>);

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn takes(&mut self, sign: char) -> bool {
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len_utf8();
        }
        found
    }

    fn term(&mut self) -> Result<Option<TicketTerm>, Mistake> {
        self.at = self.text.len() - self.rest().trim_start().len();
        if self.rest().is_empty() {
            return Ok(None);
        }
        let start = self.at;
        let out = self.takes('-');
        let key = self.key()?;
        let mut values = vec![self.value(start)?];
        while self.takes(',') {
            values.push(self.value(start)?);
        }
        let texts = |values: Vec<Value>| values.into_iter().map(|(text, _)| text).collect();
        let is = match key {
            TicketKey::Status => TicketIs::Status(texts(values)),
            TicketKey::Owner => TicketIs::Owner(texts(values)),
            TicketKey::Kind => TicketIs::Kind(texts(values)),
            TicketKey::Product => TicketIs::Product(texts(values)),
            TicketKey::Customer => TicketIs::Customer(texts(values)),
            TicketKey::Priority => TicketIs::Priority(chosen(values, key, Priority::from_name)?),
            TicketKey::Channel => TicketIs::Channel(chosen(values, key, Channel::from_name)?),
            TicketKey::Age => TicketIs::Age(chosen(values, key, Age::from_name)?),
        };
        Ok(Some(TicketTerm { out, is }))
    }

    /// The word before the colon.
    fn key(&mut self) -> Result<TicketKey, Mistake> {
        let rest = self.rest();
        let end = rest.find(|c: char| c == ':' || c.is_whitespace()).unwrap_or(rest.len());
        let (word, at) = (&rest[..end], self.at..self.at + end);
        self.at += end;
        match TicketKey::named(word) {
            Some(key) if self.takes(':') => Ok(key),
            Some(_) => mistake(at, MistakeKind::MissingValue),
            None => {
                let near = nearest(word, TicketKey::ALL.iter().map(|key| key.name()));
                Err(Mistake { at, kind: MistakeKind::UnknownField, near })
            }
        }
    }

    /// One value; `start` is where the term begins that lacks it otherwise.
    fn value(&mut self, start: usize) -> Result<Value, Mistake> {
        let from = self.at;
        let text = if self.takes('"') {
            self.quoted(from)?
        } else {
            let rest = self.rest();
            let length = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
            self.at += length;
            rest[..length].to_owned()
        };
        if text.trim().is_empty() {
            return mistake(start..self.at, MistakeKind::MissingValue);
        }
        self.values += 1;
        if self.values > MOST_VALUES {
            return mistake(from..self.at, MistakeKind::TooLong);
        }
        Ok((text, from..self.at))
    }

    /// What stands up to the closing quote.
    fn quoted(&mut self, from: usize) -> Result<String, Mistake> {
        let mut text = String::new();
        while let Some(end) = self.rest().find('"') {
            text.push_str(&self.rest()[..end]);
            self.at += end + 1;
            if !self.takes('"') {
                return Ok(text);
            }
            text.push('"');
        }
        mistake(from..self.text.len(), MistakeKind::UnclosedQuote)
    }
}

fn chosen<T>(values: Vec<Value>, key: TicketKey, from_name: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Mistake> {
    let one = |(text, at): Value| {
        let word = text.trim().to_ascii_lowercase();
        let near = || nearest(&word, key.fixed_values().into_iter());
        from_name(&word).ok_or_else(|| Mistake { at, kind: MistakeKind::UnknownValue, near: near() })
    };
    values.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_add_up_and_leave_out() {
        let filter = parse("status:open,waiting -priority:LOW owner:me kind:\"Đổi trả, hàng\" channel:phone").unwrap();
        let term = |out, is| TicketTerm { out, is };
        assert_eq!(
            filter.terms,
            [
                term(false, TicketIs::Status(vec!["open".into(), "waiting".into()])),
                term(true, TicketIs::Priority(vec![Priority::Low])),
                term(false, TicketIs::Owner(vec!["me".into()])),
                term(false, TicketIs::Kind(vec!["Đổi trả, hàng".into()])),
                term(false, TicketIs::Channel(vec![Channel::Phone])),
            ]
        );
        assert_eq!(parse("  ").unwrap(), TicketFilter::default());
        for value in ["open", "Đổi trả", "a,b", "said \"no\""] {
            let read = parse(&typed(TicketKey::Kind, &[value])).unwrap();
            assert_eq!(read.terms, [term(false, TicketIs::Kind(vec![value.into()]))]);
        }
    }

    #[test]
    fn ages_are_ranges_of_days() {
        assert_eq!(Age::USUAL.map(|age| age.to_string()), Age::USUAL_NAMES);
        for age in Age::USUAL.into_iter().chain([Age { from: 2, to: Some(90) }]) {
            let read = parse(&format!("age:{age}")).unwrap();
            assert_eq!(read.terms, [TicketTerm { out: false, is: TicketIs::Age(vec![age]) }]);
        }
        for wrong in ["..", "3", "3d", "d..", "7d..3d", "3d..3d", "1..2", "-1d..", "99999999999d.."] {
            assert_eq!(Age::from_name(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_may_come_next_is_known_at_every_place() {
        use TicketKey::{Kind, Priority, Status};
        for (text, replace, typed, wanted) in [
            ("", 0..0, "", Wanted::Key),
            ("sta", 0..3, "sta", Wanted::Key),
            ("-sta", 1..4, "sta", Wanted::Key),
            ("status:", 7..7, "", Wanted::Value(Some(Status))),
            ("-status:op", 8..10, "op", Wanted::Value(Some(Status))),
            ("status:open,wai", 12..15, "wai", Wanted::Value(Some(Status))),
            ("status:open ", 12..12, "", Wanted::Key),
            ("status:open PRIORITY:h", 21..22, "h", Wanted::Value(Some(Priority))),
            ("kind:\"đổi trả", 5..18, "đổi trả", Wanted::Value(Some(Kind))),
            ("kind:\"a, b\",", 12..12, "", Wanted::Value(Some(Kind))),
            ("kind:\"a, b\" p", 12..13, "p", Wanted::Key),
            ("statut:o", 7..8, "o", Wanted::Value(None)),
        ] {
            assert_eq!(complete(text, text.len()), Completion { replace, typed: typed.into(), wanted }, "{text}");
        }
        assert_eq!(complete("đ", 1).replace, 0..0, "never within a letter");
    }

    #[test]
    fn mistakes_say_where_and_what_was_meant() {
        for (text, at, kind, near) in [
            ("statut:open", 0..6, MistakeKind::UnknownField, Some("status")),
            ("open", 0..4, MistakeKind::UnknownField, None),
            ("status:", 0..7, MistakeKind::MissingValue, None),
            ("status", 0..6, MistakeKind::MissingValue, None),
            ("kind:a,", 0..7, MistakeKind::MissingValue, None),
            ("priority:urgnt", 9..14, MistakeKind::UnknownValue, Some("urgent")),
            ("kind:\"đổi", 5..12, MistakeKind::UnclosedQuote, None),
        ] {
            assert_eq!(parse(text), Err(Mistake { at, kind, near }), "{text}");
        }
        let long = format!("kind:{}", vec!["a"; 60].join(","));
        assert_eq!(parse(&long).unwrap_err().kind, MistakeKind::TooLong);
        assert_eq!(parse(&"đ".repeat(600)).unwrap_err().kind, MistakeKind::TooLong);
    }
}
