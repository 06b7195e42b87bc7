//! What may be typed next in a filter: for lists of proposals at the cursor.

use std::ops::Range;

use super::Subject;
use super::parse::{NO, QUIET};
use super::token::{self, Kind, Token, is, joins};

/// What is being typed at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes that a proposal takes the place of.
    pub replace: Range<usize>,
    /// What stands there before the cursor, without quotes.
    pub typed: String,
    pub wanted: Wanted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A field, or `not`, or a bracket.
    Field,
    Operator(Subject),
    Value(Subject),
    /// `and` or `or`.
    Joiner,
}

/// How far the text before the cursor is.
#[derive(Clone, Copy)]
enum State {
    Field,
    /// After the word that begins a condition on what has not happened.
    No,
    Operator(Subject),
    Value(Subject, InList),
    /// A value was begun here.
    Valued(Subject, InList, usize),
    Joiner,
}

type InList = bool;

/// Says what is wanted at the cursor (a byte of the text).
pub fn complete(text: &str, cursor: usize) -> Completion {
    let cursor = text.floor_char_boundary(cursor);
    let tokens = token::split(text);
    let mut state = State::Field;
    for token in &tokens {
        if token.at.end > cursor || touches(token, cursor) {
            break;
        }
        state = after(state, token, &text[token.at.clone()]);
    }
    let under =
        tokens.iter().find(|token| token.at.start < cursor && (cursor < token.at.end || touches(token, cursor)));
    at_cursor(text, cursor, state, under)
}

/// Whether a cursor at the token's end still changes it.
fn touches(token: &Token, cursor: usize) -> bool {
    let open = matches!(token.kind, Kind::Word | Kind::Operator | Kind::Quoted { closed: false });
    open && token.at.end == cursor
}

fn after(state: State, token: &Token, word: &str) -> State {
    let joined = token.kind == Kind::Word && joins(word);
    match (state, token.kind) {
        (State::Field, Kind::Word) => match Subject::named(word) {
            Some(Subject::Has) => State::Value(Subject::Has, false),
            Some(subject) if subject.is_mark() => State::Joiner,
            None if is(word, NO) => State::No,
            Some(subject) => State::Operator(subject),
            None => State::Field,
        },
        (State::No, Kind::Word) if Subject::named(word) == Some(QUIET) => State::Value(QUIET, false),
        (State::Operator(subject), Kind::Operator) => State::Value(subject, false),
        (State::Operator(subject), Kind::Word) if is(word, "in") => State::Value(subject, false),
        (State::Value(Subject::Has, false), Kind::Word) if is(word, "in") => State::Value(Subject::Has, false),
        (State::Value(subject, _), Kind::Open) => State::Value(subject, true),
        (_, Kind::Word) if joined => State::Field,
        (State::Value(subject, list), Kind::Word) => State::Valued(subject, list, token.at.start),
        (State::Value(subject, true), Kind::Quoted { .. }) => State::Valued(subject, true, token.at.start),
        (State::Value(_, false), Kind::Quoted { .. }) => State::Joiner,
        (State::Value(subject, true) | State::Valued(subject, true, _), Kind::Comma) => State::Value(subject, true),
        (State::Valued(..) | State::Joiner, Kind::Comma) => State::Field,
        (State::Value(..) | State::Valued(..), Kind::Close) => State::Joiner,
        (state, _) => state,
    }
}

fn at_cursor(text: &str, cursor: usize, state: State, under: Option<&Token>) -> Completion {
    let of = |replace: Range<usize>, wanted| {
        let typed = text[replace.start..cursor].to_owned();
        Completion { replace, typed, wanted }
    };
    let nothing = |wanted| of(cursor..cursor, wanted);
    let wanted = match state {
        State::Field | State::No => Wanted::Field,
        State::Operator(subject) => Wanted::Operator(subject),
        State::Value(subject, _) | State::Valued(subject, true, _) => Wanted::Value(subject),
        State::Valued(_, false, _) | State::Joiner => Wanted::Joiner,
    };
    let Some(token) = under else {
        return match state {
            State::Valued(_, true, from) => of(from..cursor, wanted),
            _ => nothing(wanted),
        };
    };
    let word = &text[token.at.clone()];
    match (token.kind, state) {
        (Kind::Word, State::Valued(subject, list, from)) => {
            let begins = |joiner: &str| joiner.starts_with(&word.to_lowercase());
            if !list && (begins("and") || begins("or")) {
                return of(token.at.clone(), Wanted::Joiner);
            }
            of(from..token.at.end, Wanted::Value(subject))
        }
        (Kind::Word, _) => of(token.at.clone(), wanted),
        (Kind::Quoted { closed }, State::Value(subject, _)) => {
            let inside = token::unquoted(&token.at, closed);
            let typed = text[inside.start..cursor].to_owned();
            Completion { replace: token.at.clone(), typed, wanted: Wanted::Value(subject) }
        }
        (Kind::Operator, State::Operator(subject)) if cursor == token.at.end && subject.operators().contains(&word) => {
            nothing(Wanted::Value(subject))
        }
        (Kind::Operator, State::Operator(_)) => of(token.at.clone(), wanted),
        _ => nothing(wanted),
    }
}
