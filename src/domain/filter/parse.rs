//! Reads a typed filter, or says where and why it cannot be read.
//!
//! ```text
//! filter    = all { "or" all }
//! all       = one { ("and" | ",") one }
//! one       = "not" one | "(" filter ")" | condition
//! condition = field operator value | field "in" "(" value { "," value } ")" | "has" value | "has" ["open"] "ticket"
//!           | "starred" | "recent" | "no" "activity" ["for" | "since"] value
//! value     = words up to "and", "or", "," or a bracket | '"' anything '"'
//! ```

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::token::{self, Kind, Token, is, joins};
use super::{Condition, DEEPEST, Filter, OPEN_TICKET, Person, Side, Sort, Subject, TICKET, TextField, TimeField, When};
use crate::domain::{CustomerKind, Field, Micros, Status, date, fold};

/// Longest text, in bytes.
const LONGEST: usize = 1_000;
/// Most values of one filter.
const MOST_VALUES: usize = 50;
/// Ages are at most a hundred years.
const OLDEST_DAYS: u32 = 36_500;
/// What begins a condition on what has not happened, and what it is about.
pub(super) const NO: &str = "no";
pub(super) const QUIET: Subject = Subject::Activity;

/// Why a text is no filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The bytes that it is about. Empty only at the end of the text.
    pub at: Range<usize>,
    pub kind: MistakeKind,
    /// The word that was perhaps meant.
    pub near: Option<&'static str>,
}

/// Screens say it by the text `filter-mistake-KEY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MistakeKind {
    UnknownField,
    UnknownOperator,
    OperatorNotForField,
    UnknownValue,
    BadDate,
    MissingValue,
    MissingOperator,
    MissingField,
    MissingJoiner,
    /// Or one that was never opened.
    UnclosedParenthesis,
    UnclosedQuote,
    TooDeep,
    TooLong,
}

impl MistakeKind {
    pub const ALL: [Self; 13] = [
        Self::UnknownField,
        Self::UnknownOperator,
        Self::OperatorNotForField,
        Self::UnknownValue,
        Self::BadDate,
        Self::MissingValue,
        Self::MissingOperator,
        Self::MissingField,
        Self::MissingJoiner,
        Self::UnclosedParenthesis,
        Self::UnclosedQuote,
        Self::TooDeep,
        Self::TooLong,
    ];

    pub const fn key(self) -> &'static str {
        match self {
            Self::UnknownField => "unknown-field",
            Self::UnknownOperator => "unknown-operator",
            Self::OperatorNotForField => "operator-not-for-field",
            Self::UnknownValue => "unknown-value",
            Self::BadDate => "bad-date",
            Self::MissingValue => "missing-value",
            Self::MissingOperator => "missing-operator",
            Self::MissingField => "missing-field",
            Self::MissingJoiner => "missing-joiner",
            Self::UnclosedParenthesis => "unclosed-parenthesis",
            Self::UnclosedQuote => "unclosed-quote",
            Self::TooDeep => "too-deep",
            Self::TooLong => "too-long",
        }
    }
}

/// What people type for an operator, and what it is here.
const MEANT: [(&str, &str); 9] = [
    ("==", "="),
    ("is", "="),
    ("<>", "!="),
    ("!", "!="),
    ("=>", ">="),
    ("=<", "<="),
    ("=~", "~"),
    ("like", "~"),
    ("contains", "~"),
];

/// Reads a typed filter; a text of nothing but spaces is `Filter::All`. Days begin at midnight in this
/// zone.
pub fn parse(text: &str, zone: &TimeZone) -> Result<Filter, Mistake> {
    if text.len() > LONGEST {
        return mistake(text.floor_char_boundary(LONGEST)..text.len(), MistakeKind::TooLong);
    }
    let tokens = token::split(text);
    if tokens.is_empty() {
        return Ok(Filter::All);
    }
    let mut parser = Parser { text, tokens: &tokens, values: 0, zone };
    let filter = parser.filter(0)?;
    match parser.tokens.first() {
        None => Ok(filter),
        Some(Token { kind: Kind::Close, at }) => mistake(at.clone(), MistakeKind::UnclosedParenthesis),
        Some(token) => mistake(token.at.clone(), MistakeKind::MissingJoiner),
    }
}

pub(in crate::domain) fn mistake<T>(at: Range<usize>, kind: MistakeKind) -> Result<T, Mistake> {
    Err(Mistake { at, kind, near: None })
}

/// The known word that a wrong one is near to.
pub(in crate::domain) fn nearest(word: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let word = word.to_lowercase();
    let near = known.map(|known| (strsim::damerau_levenshtein(&word, known), known)).min()?;
    (near.0 <= 2 && near.0 < near.1.len()).then_some(near.1)
}

struct Parser<'a> {
    text: &'a str,
    /// Those that are not read yet.
    tokens: &'a [Token],
    values: usize,
    zone: &'a TimeZone,
}

struct Value<'a> {
    text: &'a str,
    at: Range<usize>,
    quoted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Is,
    IsNot,
    Holds,
    In,
    Above,
    From,
    Below,
    UpTo,
}

impl Operator {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "=" => Self::Is,
            "!=" => Self::IsNot,
            "~" => Self::Holds,
            ">" => Self::Above,
            ">=" => Self::From,
            "<" => Self::Below,
            "<=" => Self::UpTo,
            word if is(word, "in") => Self::In,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Is => "=",
            Self::IsNot => "!=",
            Self::Holds => "~",
            Self::In => "in",
            Self::Above => ">",
            Self::From => ">=",
            Self::Below => "<",
            Self::UpTo => "<=",
        }
    }
}

impl<'a> Parser<'a> {
    fn word(&self, token: &Token) -> &'a str {
        &self.text[token.at.clone()]
    }

    /// The next token where it is this word.
    fn takes(&mut self, keyword: &str) -> bool {
        let found = self.tokens.first().is_some_and(|next| next.kind == Kind::Word && is(self.word(next), keyword));
        if found {
            self.tokens = &self.tokens[1..];
        }
        found
    }

    fn takes_kind(&mut self, kind: Kind) -> Option<Range<usize>> {
        let next = self.tokens.first().filter(|next| next.kind == kind)?;
        self.tokens = &self.tokens[1..];
        Some(next.at.clone())
    }

    /// Where the next token is, or the end of the text.
    fn here(&self) -> Range<usize> {
        self.tokens.first().map_or(self.text.len()..self.text.len(), |next| next.at.clone())
    }

    fn filter(&mut self, depth: usize) -> Result<Filter, Mistake> {
        let mut parts = vec![self.all(depth)?];
        while self.takes("or") {
            parts.push(self.all(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Or(parts) })
    }

    fn all(&mut self, depth: usize) -> Result<Filter, Mistake> {
        let mut parts = vec![self.one(depth)?];
        while self.takes("and") || self.takes_kind(Kind::Comma).is_some() {
            parts.push(self.one(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::And(parts) })
    }

    fn one(&mut self, depth: usize) -> Result<Filter, Mistake> {
        let at = self.here();
        if self.takes("not") {
            let depth = deeper(depth, at)?;
            return Ok(Filter::Not(Box::new(self.one(depth)?)));
        }
        if let Some(at) = self.takes_kind(Kind::Open) {
            let inner = self.filter(deeper(depth, at.clone())?)?;
            if self.takes_kind(Kind::Close).is_some() {
                return Ok(inner);
            }
            // Where more follows, that is what is wrong; the bracket is where nothing does.
            return match self.tokens.first() {
                Some(next) => mistake(next.at.clone(), MistakeKind::MissingJoiner),
                None => mistake(at, MistakeKind::UnclosedParenthesis),
            };
        }
        self.condition()
    }

    fn condition(&mut self) -> Result<Filter, Mistake> {
        let at = self.here();
        let word = match self.tokens.first() {
            Some(next) if next.kind == Kind::Word && !joins(self.word(next)) => self.word(next),
            Some(Token { kind: Kind::Quoted { closed: false }, .. }) => return mistake(at, MistakeKind::UnclosedQuote),
            _ => return mistake(at, MistakeKind::MissingField),
        };
        if is(word, NO) && self.tokens.get(1).is_some_and(|next| Subject::named(self.word(next)) == Some(QUIET)) {
            self.tokens = &self.tokens[2..];
            return self.quiet();
        }
        let Some(subject) = Subject::named(word) else {
            let near = nearest(word, Subject::ALL.iter().map(|subject| subject.name()));
            return Err(Mistake { at, kind: MistakeKind::UnknownField, near });
        };
        self.tokens = &self.tokens[1..];
        if subject.is_mark() {
            return mark(subject, self.tokens.first());
        }
        let (operator, operator_at) = self.operator(subject)?;
        let values = if operator == Operator::In { self.values()? } else { vec![self.value()?] };
        self.values += values.len();
        if let Some(last) = values.last().filter(|_| self.values > MOST_VALUES) {
            return mistake(last.at.clone(), MistakeKind::TooLong);
        }
        match subject.sort() {
            Sort::Text(field) => text(field, operator, &values),
            Sort::Choice => choice(subject, operator, &values),
            Sort::Time(field) => self.time(field, operator, operator_at, &values),
            Sort::Mark => mistake(operator_at, MistakeKind::OperatorNotForField),
        }
    }

    /// Of `no activity for 30 days` what follows the first two words.
    fn quiet(&mut self) -> Result<Filter, Mistake> {
        let value = self.value()?;
        let text = ["for ", "since "].iter().find_map(|word| {
            let (first, rest) = value.text.split_at_checked(word.len())?;
            first.eq_ignore_ascii_case(word).then_some(rest.trim_start())
        });
        let text = text.unwrap_or(value.text);
        let when = match age(text) {
            Some(days) => Some(When::DaysAgo(days)),
            None => date::parse(text).and_then(|day| self.day(day)),
        };
        let Some(when) = when else { return mistake(value.at, MistakeKind::BadDate) };
        let lately = Filter::Is(Condition::Time(TimeField::Activity, Side::From, when));
        Ok(Filter::Not(Box::new(lately)))
    }

    fn operator(&mut self, subject: Subject) -> Result<(Operator, Range<usize>), Mistake> {
        let at = self.here();
        let next = self.tokens.first().filter(|next| matches!(next.kind, Kind::Word | Kind::Operator));
        let word = next.map(|next| self.word(next)).unwrap_or_default();
        let Some(operator) = Operator::named(word) else {
            if subject == Subject::Has && next.is_none_or(|next| next.kind == Kind::Word) {
                return Ok((Operator::Is, at));
            }
            let near = MEANT.iter().find(|(typed, _)| is(word, typed)).map(|(_, meant)| *meant);
            let wrong = near.is_some() || next.is_some_and(|next| next.kind == Kind::Operator);
            let kind = if wrong { MistakeKind::UnknownOperator } else { MistakeKind::MissingOperator };
            return Err(Mistake { at, kind, near });
        };
        if !subject.operators().contains(&operator.name()) {
            return mistake(at, MistakeKind::OperatorNotForField);
        }
        self.tokens = &self.tokens[1..];
        Ok((operator, at))
    }

    /// The values of `in`: in brackets, or one alone.
    fn values(&mut self) -> Result<Vec<Value<'a>>, Mistake> {
        let Some(open) = self.takes_kind(Kind::Open) else { return Ok(vec![self.value()?]) };
        let mut values = vec![self.value()?];
        while self.takes_kind(Kind::Comma).is_some() {
            values.push(self.value()?);
        }
        if self.takes_kind(Kind::Close).is_none() {
            return mistake(open, MistakeKind::UnclosedParenthesis);
        }
        Ok(values)
    }

    fn value(&mut self) -> Result<Value<'a>, Mistake> {
        let Some(first) = self.tokens.first() else { return mistake(self.here(), MistakeKind::MissingValue) };
        if let Kind::Quoted { closed } = first.kind {
            if !closed {
                return mistake(first.at.clone(), MistakeKind::UnclosedQuote);
            }
            self.tokens = &self.tokens[1..];
            let inside = token::unquoted(&first.at, true);
            return Ok(Value { text: &self.text[inside], at: first.at.clone(), quoted: true });
        }
        let is_part = |token: &&Token| token.kind == Kind::Word && !joins(self.word(token));
        let words = self.tokens.iter().take_while(is_part).count();
        let (part, rest) = self.tokens.split_at(words);
        let Some(last) = part.last() else { return mistake(first.at.clone(), MistakeKind::MissingValue) };
        // A field that was not meant to be a part of the value: the word before it is missing.
        let field_follows = rest.first().is_some_and(|next| next.kind == Kind::Operator);
        if words > 1 && field_follows && Subject::named(self.word(last)).is_some() {
            return mistake(last.at.clone(), MistakeKind::MissingJoiner);
        }
        self.tokens = rest;
        let at = first.at.start..last.at.end;
        Ok(Value { text: &self.text[at.clone()], at, quoted: false })
    }

    fn time(
        &self,
        field: TimeField,
        operator: Operator,
        operator_at: Range<usize>,
        values: &[Value],
    ) -> Result<Filter, Mistake> {
        let [value] = values else { return mistake(operator_at, MistakeKind::OperatorNotForField) };
        let is = |side, when| Filter::Is(Condition::Time(field, side, when));
        if let Some(days) = age(value.text) {
            // More than so long ago is before that moment.
            return match operator {
                Operator::Above | Operator::From => Ok(is(Side::Before, When::DaysAgo(days))),
                Operator::Below | Operator::UpTo => Ok(is(Side::From, When::DaysAgo(days))),
                _ => mistake(operator_at, MistakeKind::OperatorNotForField),
            };
        }
        let first = date::parse(value.text);
        let next = first.and_then(|day| day.tomorrow().ok());
        let (Some(first), Some(next)) = (first.and_then(|day| self.day(day)), next.and_then(|day| self.day(day)))
        else {
            return mistake(value.at.clone(), MistakeKind::BadDate);
        };
        let that_day = || Filter::And(vec![is(Side::From, first), is(Side::Before, next)]);
        Ok(match operator {
            Operator::Above => is(Side::From, next),
            Operator::From => is(Side::From, first),
            Operator::Below => is(Side::Before, first),
            Operator::UpTo => is(Side::Before, next),
            Operator::IsNot => Filter::Not(Box::new(that_day())),
            _ => that_day(),
        })
    }

    fn day(&self, day: Date) -> Option<When> {
        let midnight = day.to_zoned(self.zone.clone()).ok()?.timestamp().as_microsecond();
        Some(When::Day(day, Micros(midnight)))
    }
}

/// A subject that stands alone; what compares it is one thing too many.
fn mark(subject: Subject, next: Option<&Token>) -> Result<Filter, Mistake> {
    if let Some(Token { kind: Kind::Operator, at }) = next {
        return mistake(at.clone(), MistakeKind::OperatorNotForField);
    }
    Ok(Filter::Is(if subject == Subject::Recent { Condition::Recent } else { Condition::Starred }))
}

fn deeper(depth: usize, at: Range<usize>) -> Result<usize, Mistake> {
    if depth < DEEPEST { Ok(depth + 1) } else { mistake(at, MistakeKind::TooDeep) }
}

/// What `!=` turns round.
fn unless(operator: Operator, is: Filter) -> Filter {
    if operator == Operator::IsNot { Filter::Not(Box::new(is)) } else { is }
}

fn text(field: TextField, operator: Operator, values: &[Value]) -> Result<Filter, Mistake> {
    let mut texts = Vec::with_capacity(values.len());
    for value in values {
        let text = match field {
            TextField::Code => value.text.trim().to_uppercase(),
            _ => fold::fold(value.text),
        };
        // Nothing in quotes is the text that is empty; marks alone are nothing that could be found.
        if text.is_empty() && (operator == Operator::Holds || !value.text.trim().is_empty()) {
            return mistake(value.at.clone(), MistakeKind::UnknownValue);
        }
        texts.push(text);
    }
    Ok(match operator {
        Operator::Holds => Filter::Is(Condition::Contains(field, texts.pop().unwrap_or_default())),
        _ => unless(operator, Filter::Is(Condition::Text(field, texts))),
    })
}

fn choice(subject: Subject, operator: Operator, values: &[Value]) -> Result<Filter, Mistake> {
    let condition = match subject {
        Subject::Kind => {
            const KINDS: [(&str, CustomerKind); 2] =
                [("person", CustomerKind::Person), ("company", CustomerKind::Company)];
            Condition::Kind(chosen(values, &KINDS)?)
        }
        Subject::Status => {
            const STATUSES: [(&str, Status); 4] = [
                ("lead", Status::Lead),
                ("active", Status::Active),
                ("inactive", Status::Inactive),
                ("blocked", Status::Blocked),
            ];
            Condition::Status(chosen(values, &STATUSES)?)
        }
        Subject::Has => return Ok(unless(operator, held(values)?)),
        Subject::Owner => {
            let person = |value: &Value| match fold::fold(value.text) {
                // A member who happens to be called so is found in quotes.
                name if !value.quoted && name == "me" => Ok(Person::Me),
                name if !value.quoted && name == "nobody" => Ok(Person::Nobody),
                name if name.is_empty() => mistake(value.at.clone(), MistakeKind::UnknownValue),
                name => Ok(Person::Named(name)),
            };
            Condition::Owner(values.iter().map(person).collect::<Result<_, _>>()?)
        }
        _ => {
            let name = |value: &Value| match fold::fold(value.text) {
                name if name.is_empty() => mistake(value.at.clone(), MistakeKind::UnknownValue),
                name => Ok(name),
            };
            let names = values.iter().map(name).collect::<Result<_, _>>()?;
            match subject {
                Subject::Tag => Condition::Tag(names),
                Subject::Segment => Condition::Segment(names),
                _ => Condition::Department(names),
            }
        }
    };
    Ok(unless(operator, Filter::Is(condition)))
}

/// What `has` asks for: a value in one of these fields, or a ticket.
fn held(values: &[Value]) -> Result<Filter, Mistake> {
    #[derive(Clone, Copy)]
    enum Held {
        Field(Field),
        Ticket { open: bool },
    }
    let mut choices = Field::ALL.map(|field| (field.name(), Held::Field(field))).to_vec();
    choices.extend([(TICKET, Held::Ticket { open: false }), (OPEN_TICKET, Held::Ticket { open: true })]);
    let (mut fields, mut parts) = (Vec::new(), Vec::new());
    for held in chosen(values, &choices)? {
        match held {
            Held::Field(field) => fields.push(field),
            Held::Ticket { open } => parts.push(Filter::Is(Condition::HasTicket { open })),
        }
    }
    if !fields.is_empty() {
        parts.push(Filter::Is(Condition::Has(fields)));
    }
    Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Filter::Or(parts) })
}

fn chosen<T: Copy>(values: &[Value], choices: &[(&'static str, T)]) -> Result<Vec<T>, Mistake> {
    let one = |value: &Value| {
        let typed = fold::fold(value.text);
        let found = choices.iter().find(|(name, _)| fold::fold(name) == typed);
        found.map(|(_, choice)| *choice).ok_or_else(|| Mistake {
            at: value.at.clone(),
            kind: MistakeKind::UnknownValue,
            near: nearest(value.text, choices.iter().map(|(name, _)| *name)),
        })
    };
    values.iter().map(one).collect()
}

/// Days, of `7d`, `2w`, `3m` (of 30 days), `1y` (of 365), or with the words for them: `30 days`.
fn age(text: &str) -> Option<u32> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let days = match unit.trim().to_lowercase().as_str() {
        "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        "m" | "month" | "months" => 30,
        "y" | "year" | "years" => 365,
        _ => return None,
    };
    let number: u32 = if (1..=5).contains(&digits.len()) { digits.parse().ok()? } else { return None };
    Some(number * days).filter(|days| *days <= OLDEST_DAYS)
}
