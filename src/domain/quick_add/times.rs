//! Which time of day words mean: `9h30`, `14:00`, `9am`, `ora 10`, `9 giờ rưỡi`.

use jiff::civil::Time;

use super::reader::{Reader, Token, digits};
use super::words::{MONTHS, SPANS};

impl Reader {
    /// The time that begins here, and how many words it takes. `led`: `at` or the like stands before it.
    pub fn time(&self, at: usize, led: bool) -> Option<(Time, usize)> {
        let token = self.tokens.get(at)?;
        if let Some(time) = clock(&token.lower) {
            let (half, used) = self.half(at + 1);
            return Some((noon(time, half)?, 1 + used));
        }
        if let Some(used) = self.phrase(at, "~ora") {
            let next = self.tokens.get(at + used)?;
            return Some((clock(&next.lower).or_else(|| whole(next))?, used + 1));
        }
        if token.lower == "noon" && led {
            return Some((Time::new(12, 0, 0, 0).ok()?, 1));
        }
        let time = whole(token)?;
        if let (Some(half), used) = self.half(at + 1) {
            return Some((noon(time, Some(half))?, 1 + used));
        }
        if let Some(used) = self.phrase(at + 1, "giờ") {
            return Some(self.minutes(time, at, 1 + used));
        }
        // A number alone is a time only behind `at`, with nothing that it could count.
        let free = self.find(at + 1, SPANS).is_none() && self.find(at + 1, MONTHS).is_none();
        let last = at + 1 == self.tokens.len();
        let sure = at > 0 && ["at", "luc"].contains(&self.tokens[at - 1].folded.as_str());
        (led && free && (last || sure)).then_some((time, 1))
    }

    /// A time behind a day: there a number alone is one too.
    pub fn hour_after_day(&self, at: usize) -> Option<(Time, usize)> {
        if let Some(found) = self.time(at, false) {
            return Some(found);
        }
        let lead = self.longest(at, &["at", "lúc", "vào lúc", "la"]).unwrap_or(0);
        if lead > 0
            && let Some((time, used)) = self.time(at + lead, true)
        {
            return Some((time, lead + used));
        }
        let time = whole(self.tokens.get(at + lead)?)?;
        let after = at + lead + 1;
        let free = self.find(after, SPANS).is_none() && self.find(after, MONTHS).is_none();
        free.then_some((time, lead + 1))
    }

    /// `9 giờ rưỡi`, `9 giờ 15 phút`.
    fn minutes(&self, time: Time, at: usize, used: usize) -> (Time, usize) {
        let of = |minute: i8| Time::new(time.hour(), minute, 0, 0).ok();
        if let Some(more) = self.phrase(at + used, "rưỡi") {
            return (of(30).unwrap_or(time), used + more);
        }
        let minute = self.tokens.get(at + used).filter(|token| token.lower.len() == 2).and_then(Token::number);
        match minute.and_then(|minute| of(i8::try_from(minute).ok()?)) {
            Some(exact) => (exact, used + 1 + self.phrase(at + used + 1, "phút").unwrap_or(0)),
            None => (time, used),
        }
    }

    /// `am` or `pm` by itself.
    fn half(&self, at: usize) -> (Option<bool>, usize) {
        match self.tokens.get(at).map(|token| token.lower.as_str()) {
            Some("am") => (Some(false), 1),
            Some("pm") => (Some(true), 1),
            _ => (None, 0),
        }
    }
}

/// An hour by itself.
fn whole(token: &Token) -> Option<Time> {
    let hour = token.number().filter(|_| token.lower.len() <= 2)?;
    Time::new(i8::try_from(hour).ok()?, 0, 0, 0).ok()
}

/// A time in one word: `14:00`, `9h`, `9h30`, `9g30`, `9am`, `9:30pm`.
fn clock(word: &str) -> Option<Time> {
    let (word, half) = match word.strip_suffix("am").map(|rest| (rest, false)) {
        Some((rest, half)) => (rest, Some(half)),
        None => word.strip_suffix("pm").map_or((word, None), |rest| (rest, Some(true))),
    };
    let of = |hour: &str, minute: &str| {
        let hour = digits(hour).filter(|_| hour.len() <= 2)?;
        let minute = digits(minute).filter(|_| minute.len() == 2)?;
        Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()
    };
    let time = if let Some((hour, minute)) = word.split_once([':', 'h', 'g']) {
        let bare = minute.is_empty() && word.ends_with('h');
        of(hour, if bare { "00" } else { minute })?
    } else {
        half?;
        of(word, "00")?
    };
    noon(time, half)
}

/// A time before or (`true`) after noon: there is no 13 pm.
fn noon(time: Time, half: Option<bool>) -> Option<Time> {
    let hour = match (half, time.hour()) {
        (None, hour) => hour,
        (Some(_), 0 | 13..) => return None,
        (Some(false), 12) => 0,
        (Some(true), hour @ 1..=11) => hour + 12,
        (Some(_), hour) => hour,
    };
    Time::new(hour, time.minute(), 0, 0).ok()
}
