//! The pieces of a typed filter: words, quoted texts, operators, and what stands between them.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// With its quotes; `closed` says whether the second one is there.
    Quoted {
        closed: bool,
    },
    Operator,
    Comma,
    Open,
    Close,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    /// In bytes.
    pub at: Range<usize>,
}

pub(super) fn split(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut from = 0;
    while let Some(first) = text[from..].chars().next() {
        let rest = &text[from..];
        let (kind, length) = match first {
            ',' => (Kind::Comma, 1),
            '(' => (Kind::Open, 1),
            ')' => (Kind::Close, 1),
            '"' => match rest[1..].find('"') {
                Some(end) => (Kind::Quoted { closed: true }, end + 2),
                None => (Kind::Quoted { closed: false }, rest.len()),
            },
            c if is_operator(c) => (Kind::Operator, rest.find(|c| !is_operator(c)).unwrap_or(rest.len())),
            c if c.is_whitespace() => {
                from += c.len_utf8();
                continue;
            }
            _ => (Kind::Word, rest.find(ends_word).unwrap_or(rest.len())),
        };
        tokens.push(Token { kind, at: from..from + length });
        from += length;
    }
    tokens
}

fn is_operator(c: char) -> bool {
    matches!(c, '=' | '!' | '<' | '>' | '~')
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"') || is_operator(c)
}

/// The inside of a quoted text.
pub(super) fn unquoted(at: &Range<usize>, closed: bool) -> Range<usize> {
    at.start + 1..at.end - usize::from(closed)
}

pub(super) fn is(word: &str, keyword: &str) -> bool {
    word.eq_ignore_ascii_case(keyword)
}

/// Whether the word joins two conditions, and so ends a value that is not in quotes.
pub(super) fn joins(word: &str) -> bool {
    is(word, "and") || is(word, "or")
}
