//! Goes through the words of a line, and asks at each what it begins.

use jiff::civil::Date;

use super::words::{EVERY, LEADS, ONES, OTHER, REPEATS, SPAN_ENDS, SPAN_LEADS, SPANS};
use super::{Said, Span};
use crate::domain::fold::fold;
use crate::domain::task::{MOST_EVERY, Unit};

/// A word as it was typed, in lower case, and by its letters alone.
pub struct Token {
    pub typed: String,
    pub lower: String,
    pub folded: String,
}

impl Token {
    fn new(typed: &str) -> Self {
        let lower = typed.to_lowercase().trim_end_matches([',', ';', '.', '!', '?']).to_owned();
        Self { typed: typed.to_owned(), folded: fold(&lower), lower }
    }

    /// Whether it is this word of a phrase.
    fn is(&self, word: &str) -> bool {
        match word.strip_prefix('~') {
            Some(letters) => self.folded == letters,
            None => self.lower == word || (self.lower.is_ascii() && self.lower == fold(word)),
        }
    }

    /// The whole number that it is.
    pub fn number(&self) -> Option<u32> {
        digits(&self.lower)
    }

    fn is_capital(&self) -> bool {
        self.typed.chars().next().is_some_and(char::is_uppercase)
    }
}

/// A number of few digits and nothing else.
pub fn digits(text: &str) -> Option<u32> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

pub struct Reader {
    pub tokens: Vec<Token>,
    pub today: Date,
    said: Said,
}

impl Reader {
    pub fn new(line: &str, today: Date) -> Self {
        // `după-amiază` is two words.
        let words = line.split_whitespace().flat_map(|word| {
            let joined = fold(word) == "dupa amiaza";
            let parts: Vec<&str> = if joined { word.split('-').collect() } else { vec![word] };
            parts
        });
        Self { tokens: words.map(Token::new).collect(), today, said: Said::default() }
    }

    pub fn read(mut self) -> Said {
        let mut at = 0;
        while at < self.tokens.len() {
            let used = self.quoted(at).or_else(|| self.sign(at)).or_else(|| self.word(at)).or_else(|| self.led(at));
            match used {
                Some(used) => at += used.max(1),
                None => {
                    let typed = self.tokens[at].typed.clone();
                    self.said.title.push(typed);
                    at += 1;
                }
            }
        }
        self.said
    }

    /// What stands in quotes is title, whatever it says.
    fn quoted(&mut self, at: usize) -> Option<usize> {
        const QUOTE: char = '"';
        let rest = &self.tokens[at..];
        rest[0].typed.strip_prefix(QUOTE)?;
        let ends = |token: &Token, first: bool| token.typed.len() > usize::from(first) && token.typed.ends_with(QUOTE);
        let length = rest.iter().enumerate().position(|(n, token)| ends(token, n == 0))? + 1;
        let words: Vec<&str> = rest[..length].iter().map(|token| token.typed.as_str()).collect();
        let words = words.join(" ").trim_matches(QUOTE).to_owned();
        self.said.title.push(words);
        Some(length)
    }

    /// `@name`, `#1042`, `/KH-000123`.
    fn sign(&mut self, at: usize) -> Option<usize> {
        let typed = self.tokens[at].typed.trim_end_matches([',', ';', '.', '!', '?']);
        if let Some(name) = typed.strip_prefix('@').filter(|name| !name.is_empty()) {
            return self.said.assignee.is_none().then(|| self.said.assignee = Some(name.to_owned())).map(|()| 1);
        }
        if let Some(number) = typed.strip_prefix('#') {
            let plain = (1..=12).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
            let number = number.parse().ok().filter(|_| plain && self.said.ticket.is_none())?;
            self.said.ticket = Some(number);
            return Some(1);
        }
        let code = code(typed).filter(|_| self.said.customer.is_none())?;
        self.said.customer = Some(code);
        Some(1)
    }

    /// A repeat, a span, a day or a time that begins here.
    fn word(&mut self, at: usize) -> Option<usize> {
        self.repeat(at).or_else(|| self.span(at)).or_else(|| self.moment(at, false))
    }

    /// A day or a time, each said once.
    fn moment(&mut self, at: usize, led: bool) -> Option<usize> {
        let free = self.said.minutes.is_none();
        if free
            && self.said.day.is_none()
            && let Some(found) = self.day(at, led)
        {
            self.said.day = Some(found.day);
            self.said.part = self.said.part.or(found.part);
            let mut used = found.used;
            if self.said.time.is_none()
                && let Some((time, more)) = self.hour_after_day(at + used)
            {
                self.said.time = Some(time);
                used += more;
                used += self.part_after(at + used);
            }
            return Some(used);
        }
        if free
            && self.said.time.is_none()
            && let Some((time, used)) = self.time(at, led)
        {
            self.said.time = Some(time);
            return Some(used + self.part_after(at + used));
        }
        None
    }

    /// `9h tối`: takes the part of the day that follows a time.
    fn part_after(&mut self, at: usize) -> usize {
        match self.part(at) {
            Some((part, used)) if self.said.part.is_none() => {
                self.said.part = Some(part);
                used
            }
            _ => 0,
        }
    }

    /// `on fri`, `lúc 9h`, `la ora 10`: the word before goes with what it leads to.
    fn led(&mut self, at: usize) -> Option<usize> {
        let mut lead = self.longest(at, LEADS)?;
        // `pe la`, `vào lúc`.
        lead += self.longest(at + lead, LEADS).unwrap_or(0);
        if at + lead >= self.tokens.len() {
            return None;
        }
        self.moment(at + lead, true).map(|used| lead + used)
    }

    fn repeat(&mut self, at: usize) -> Option<usize> {
        if self.said.repeat.is_some() {
            return None;
        }
        if let Some((unit, used)) = self.find(at, REPEATS) {
            self.said.repeat = Some((1, unit, None));
            return Some(used);
        }
        let mut used = self.longest(at, EVERY)?;
        if let Some((weekday, more)) = self.weekday(at + used, true) {
            self.said.repeat = Some((1, Unit::Week, Some(weekday)));
            used += more;
            if self.said.time.is_none()
                && let Some((time, more)) = self.hour_after_day(at + used)
            {
                self.said.time = Some(time);
                used += more;
            }
            return Some(used + self.part_after(at + used));
        }
        let mut every = 1;
        if let Some(other) = self.longest(at + used, OTHER) {
            (every, used) = (2, used + other);
        } else if let Some(number) = self.tokens.get(at + used).and_then(Token::number) {
            (every, used) = (u16::try_from(number).ok()?, used + 1);
            used += self.longest(at + used, &["~de"]).unwrap_or(0);
        }
        let (Span::Of(unit), more) = self.find(at + used, SPANS)? else { return None };
        (1..=MOST_EVERY).contains(&every).then(|| self.said.repeat = Some((every, unit, None)))?;
        Some(used + more)
    }

    /// `in 3 days`, `sau 2 tuần`, `peste 30 de minute`, `3 ngày nữa`.
    fn span(&mut self, at: usize) -> Option<usize> {
        if self.said.day.is_some() || self.said.minutes.is_some() {
            return None;
        }
        let lead = self.longest(at, SPAN_LEADS).unwrap_or(0);
        let mut used = lead;
        let count = match self.tokens.get(at + used)? {
            token if token.number().is_some() => token.number()?,
            _ if self.longest(at + used, ONES).is_some() && lead > 0 => 1,
            _ => return None,
        };
        used += 1;
        used += self.longest(at + used, &["~de"]).unwrap_or(0);
        let (span, more) = self.find(at + used, SPANS)?;
        used += more;
        let end = self.longest(at + used, SPAN_ENDS).unwrap_or(0);
        if lead == 0 && end == 0 {
            return None;
        }
        let count = i64::from(count);
        match span {
            Span::Minutes => self.said.minutes = Some(count),
            Span::Hours => self.said.minutes = Some(count * 60),
            Span::Of(unit) => self.said.day = Some(self.days_on(count, unit)?),
        }
        used += end;
        if self.said.minutes.is_none()
            && self.said.time.is_none()
            && let Some((time, more)) = self.hour_after_day(at + used)
        {
            self.said.time = Some(time);
            used += more;
        }
        Some(used)
    }

    fn days_on(&self, count: i64, unit: Unit) -> Option<Date> {
        let span = jiff::Span::new();
        let span = match unit {
            Unit::Day => span.try_days(count),
            Unit::Week => span.try_weeks(count),
            Unit::Month => span.try_months(count),
            Unit::Year => span.try_years(count),
            Unit::Weekday => return None,
        };
        self.today.checked_add(span.ok()?).ok()
    }

    /// How many tokens from here on are this phrase.
    pub fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut used = 0;
        for word in phrase.split(' ') {
            self.tokens.get(at + used).filter(|token| token.is(word))?;
            used += 1;
        }
        Some(used)
    }

    /// The longest of these phrases that stands here.
    pub fn longest(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases.iter().filter_map(|phrase| self.phrase(at, phrase)).max()
    }

    /// What the longest phrase that stands here means.
    pub fn find<T: Copy>(&self, at: usize, phrases: &[(&str, T)]) -> Option<(T, usize)> {
        let found = phrases.iter().filter_map(|(phrase, means)| Some((*means, self.phrase(at, phrase)?)));
        found.max_by_key(|(_, used)| *used)
    }

    pub fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_capital)
    }
}

/// `/KH-000123`, or a code such as `KH-000123` by itself; in capitals.
fn code(typed: &str) -> Option<String> {
    let (code, marked) = typed.strip_prefix('/').map_or((typed, false), |code| (code, true));
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let whole = code.bytes().all(fits) && code.bytes().any(|byte| byte.is_ascii_digit()) && code.len() <= 40;
    let plain = code.split_once('-').is_some_and(|(letters, number)| {
        let letters = (1..=4).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
        letters && number.len() >= 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    (whole && (plain || marked)).then(|| code.to_ascii_uppercase())
}
