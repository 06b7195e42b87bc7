//! Which passwords may be taken, how strong one is, and one to suggest: NIST SP 800-63B-4, section 3.1.1.
//!
//! Length, a list of what many people take, and the names around: no rules about kinds of signs, and nothing is cut
//! off. Accents, letter case and spaces do not make a common password a rare one.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;
use zxcvbn::{Score, zxcvbn};

use super::{Unfit, fold};

/// The most characters; far beyond what anybody types.
const LONGEST: usize = 1_000;
/// A password must have so many signs left when all that is common is taken away from it...
const LEAST_LEFT: usize = 6;
/// ...and so many different ones.
const LEAST_DIFFERENT: usize = 4;
/// Shorter words of a name are parts of too many others.
const SHORTEST_NAME: usize = 3;
/// Always a bad idea here.
const PROGRAM: &str = "kin";
/// Words of a suggestion: 7 of 2,048 are 77 bits.
const WORDS: usize = 7;

static COMMON: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut common: Vec<String> = entries(include_str!("../../assets/blocklist.txt")).map(joined).collect();
    // The longest first: what is within it must not be taken out of it before.
    common.sort_by_key(|entry| std::cmp::Reverse(entry.len()));
    common
});

static SUGGESTED: LazyLock<Vec<&str>> = LazyLock::new(|| entries(include_str!("../../assets/words.txt")).collect());

/// How hard a password is to guess; a weak one is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    Weak,
    Fair,
    Good,
    Strong,
}

/// Why a password can't be taken, or `None`.
///
/// `minimum`: the least characters, as Unicode counts them in form NFC. `context`: the names it is used with, such as
/// the member's and the office's.
pub fn problem(password: &str, minimum: usize, context: &[&str]) -> Option<Unfit> {
    let length = password.nfc().take(LONGEST + 1).count();
    if length < minimum {
        return Some(Unfit::TooShort(minimum));
    }
    if length > LONGEST {
        return Some(Unfit::TooLong(LONGEST));
    }
    let left = uncommon(password, context);
    if left.chars().count() < LEAST_LEFT {
        return Some(Unfit::TooCommon);
    }
    let mut different: Zeroizing<Vec<char>> = Zeroizing::new(left.chars().collect());
    different.sort_unstable();
    different.dedup();
    let easy = different.len() < LEAST_DIFFERENT || guesses(password, context).0 < Score::Three;
    easy.then_some(Unfit::TooEasy)
}

/// How strong a password is, whatever its length must be.
pub fn strength(password: &str, context: &[&str]) -> Strength {
    let (score, magnitude) = guesses(password, context);
    match score {
        _ if problem(password, 0, context).is_some() => Strength::Weak,
        Score::Four if magnitude >= 14.0 => Strength::Strong,
        Score::Four => Strength::Good,
        _ => Strength::Fair,
    }
}

/// A password of plain words that nobody else has; `random` fills a buffer with unpredictable bytes.
pub fn suggest(random: &mut dyn FnMut(&mut [u8])) -> String {
    let mut dice = Zeroizing::new([0; 2 * WORDS]);
    random(dice.as_mut());
    // As long as it gets, so that no part of it is left behind.
    let mut words = String::with_capacity(16 * WORDS);
    for pair in dice.as_chunks::<2>().0 {
        if !words.is_empty() {
            words.push(' ');
        }
        // The number of words divides 65,536: each is as likely as any other.
        words.push_str(SUGGESTED[usize::from(u16::from_le_bytes(*pair)) % SUGGESTED.len()]);
    }
    words
}

/// The lines of a list, without its remarks.
fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.is_empty() && !line.starts_with("# "))
}

/// What is left of a password when all that is common, and the names, are taken away.
fn uncommon(password: &str, context: &[&str]) -> Zeroizing<String> {
    let mut left = Zeroizing::new(joined(password));
    let names = names(context);
    for word in COMMON.iter().chain(&names) {
        if left.contains(word.as_str()) {
            left = Zeroizing::new(left.replace(word.as_str(), ""));
        }
    }
    left
}

/// zxcvbn's score and the magnitude of its number of guesses, at the worst: as it stands, without accents, and once
/// where it is the same over and over.
fn guesses(password: &str, context: &[&str]) -> (Score, f64) {
    let names = names(context);
    let inputs: Vec<&str> = context.iter().copied().chain(names.iter().map(String::as_str)).collect();
    let judge = |text: &str| {
        let entropy = zxcvbn(text, &inputs);
        (entropy.score(), entropy.guesses_log10())
    };
    let mut worst = judge(password);
    let mut try_also = |text: &str| {
        let judged = judge(text);
        if judged.1 < worst.1 {
            worst = judged;
        }
    };
    if !password.is_ascii() {
        try_also(&Zeroizing::new(plain(password)));
    }
    let joined = Zeroizing::new(joined(password));
    let once = once(&joined);
    if once.len() < joined.len() {
        try_also(once);
    }
    worst
}

/// The shortest beginning of which the text is a repetition: all of it, mostly.
fn once(text: &str) -> &str {
    let mut ends = text.char_indices().skip(1).map(|(end, _)| end).take_while(|end| *end <= text.len() / 2);
    let repeats =
        |end: &usize| text.len().is_multiple_of(*end) && text.as_bytes()[*end..] == text.as_bytes()[..text.len() - end];
    ends.find(repeats).map_or(text, |end| &text[..end])
}

/// The names that a password is used with, whole and by words, the longest first.
fn names(context: &[&str]) -> Vec<String> {
    let texts = context.iter().copied().chain([PROGRAM]);
    let mut names: Vec<String> =
        texts.flat_map(|text| text.split_whitespace().chain([text]).map(joined).collect::<Vec<_>>()).collect();
    names.retain(|name| name.chars().count() >= SHORTEST_NAME);
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// Without accents and in small letters; signs stay.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfc() {
        let folded = fold::fold(letter.encode_utf8(&mut [0; 4]));
        if folded.is_empty() {
            plain.push(letter);
        } else {
            plain.push_str(&folded);
        }
    }
    plain
}

/// The same without what people put between words.
fn joined(text: &str) -> String {
    let mut joined = plain(text);
    joined.retain(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '.' | ','));
    joined
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::clock::{Fixed, Source};
    use crate::domain::Micros;

    const CONTEXT: [&str; 2] = ["Nguyễn Thị Lan", "Cửa hàng Hoa Sen"];

    fn refused(password: &str) -> Option<Unfit> {
        problem(password, 15, &CONTEXT)
    }

    #[test]
    fn length_is_counted_by_characters_and_nothing_else_is_asked() {
        assert_eq!(problem("", 12, &[]), Some(Unfit::TooShort(12)));
        assert_eq!(refused("violin teapots"), Some(Unfit::TooShort(15)));
        assert_eq!(refused("violin teapots!"), None);
        assert_eq!(problem("violin teapo", 12, &[]), None);
        assert_eq!(refused("gió lùa bếp cũ"), Some(Unfit::TooShort(15)), "14 letters, whatever their bytes");
        assert_eq!(refused("gió lùa bếp cũ."), None);
        // The same letters, put together from parts: as many as they are seen as.
        let parts: String = "gió lùa bếp cũ".nfd().collect();
        assert!(parts.chars().count() > 15);
        assert_eq!(refused(&parts), Some(Unfit::TooShort(15)));
        for words in [
            "four plain words here",
            "mật khẩu dài và dễ nhớ",
            "trei pisici dorm pe sobă",
            "🐴🔋📎✅🎻🌵🧂🧊🚲🪁🥁🧭🪵🔔🍋",
        ] {
            assert_eq!(refused(words), None, "{words}");
        }
    }

    #[test]
    fn long_ones_are_taken_whole() {
        let words = "chiếc ô đỏ bay qua cầu lúc nửa đêm, ";
        let pasted: String = words.chars().cycle().take(64).chain("vịt".chars()).collect();
        assert_eq!(refused(&pasted), None);
        let mut random = fastrand::Rng::with_seed(1);
        let signs = |random: &mut fastrand::Rng, count: usize| -> String {
            std::iter::repeat_with(|| char::from(random.u8(33..127))).take(count).collect()
        };
        for length in [64, 65, 200, 999, 1_000] {
            let pasted = signs(&mut random, length);
            assert_eq!(refused(&pasted), None, "{length}");
            assert_eq!(strength(&pasted, &CONTEXT), Strength::Strong);
        }
        assert_eq!(refused(&signs(&mut random, 1_001)), Some(Unfit::TooLong(1_000)));
    }

    #[test]
    fn what_many_take_is_refused_in_any_dress() {
        for common in [
            "passwordpassword",
            "Password-Password-2026",
            "correct horse battery staple",
            "CorrectHorseBatteryStaple1",
            "qwertyuiopasdfghjkl",
            "1qaz2wsx3edc4rfv",
            "qwertzuiop123456789",
            "thisismypassword!",
            "Mật khẩu của tôi 123",
            "mat khau cua toi",
            "Anh yêu em nhiều lắm",
            "khong co gi quy hon doc lap tu do",
            "parola mea este sigură",
            "Te iubesc foarte mult 2025",
            "12345678901234567890",
            "letmein letmein letmein",
        ] {
            assert_eq!(refused(common), Some(Unfit::TooCommon), "{common}");
            assert_eq!(strength(common, &CONTEXT), Strength::Weak, "{common}");
        }
    }

    #[test]
    fn names_around_do_not_make_a_password() {
        for named in
            ["lanlanlanlanlanlan", "nguyenthilan nguyenthilan", "Cửa Hàng Hoa Sen 2026", "kin kin hoa sen lan 1"]
        {
            assert_eq!(refused(named), Some(Unfit::TooCommon), "{named}");
        }
        assert_eq!(refused("lan anh trồng bưởi trên mái"), None, "a name beside words of one's own");
        let pair = "tulip aquarium";
        assert_eq!(problem(pair, 8, &[]), None);
        assert_eq!(problem(pair, 8, &["Tulip Aquarium SRL"]), Some(Unfit::TooCommon));
    }

    #[test]
    fn what_repeats_or_runs_is_too_easy() {
        for easy in [
            "zzzzzzzzzzzzzzzzzzzz",
            "ababababababababab",
            "đođođođođođođođođođo",
            "xyzwxyzwxyzwxyzw",
            "violinviolinviolin",
            "28051987 28051987",
            "rose1987rose1987",
        ] {
            assert_eq!(refused(easy), Some(Unfit::TooEasy), "{easy}");
            assert_eq!(strength(easy, &CONTEXT), Strength::Weak, "{easy}");
        }
    }

    #[test]
    fn strength_grows_with_what_must_be_guessed() {
        let grows = ["monkey", "violin teapot", "violin teapot cactus gravel"];
        let strengths = grows.map(|password| strength(password, &[]));
        assert!(strengths.is_sorted() && strengths[0] == Strength::Weak, "{strengths:?}");
        assert_eq!(strengths[2], Strength::Strong);
    }

    #[test]
    fn suggestions_differ_and_are_always_taken() {
        let source = Fixed::new(Micros(0), 7);
        let suggestions: HashSet<String> = (0..1_000).map(|_| suggest(&mut |buffer| source.fill(buffer))).collect();
        assert_eq!(suggestions.len(), 1_000);
        for suggestion in &suggestions {
            assert_eq!(suggestion.split(' ').count(), WORDS);
            assert_eq!(refused(suggestion), None, "{suggestion}");
            assert_eq!(strength(suggestion, &CONTEXT), Strength::Strong, "{suggestion}");
        }
    }

    #[test]
    fn the_lists_are_as_they_must_be() {
        let words: HashSet<&str> = SUGGESTED.iter().copied().collect();
        assert!(words.len() == SUGGESTED.len() && 65_536 % words.len() == 0);
        assert!(words.len().ilog2() as usize * WORDS >= 77, "bits");
        assert!(words.iter().all(|word| word.len() < 16 && word.bytes().all(|byte| byte.is_ascii_lowercase())));
        assert!(COMMON.len() > 500 && COMMON.iter().all(|entry| entry.chars().count() >= 4));
        let dice = std::cell::Cell::new(0);
        let counted = suggest(&mut |buffer| {
            dice.set(buffer.len());
            buffer.fill(0xff);
        });
        assert_eq!((dice.get(), counted.as_str()), (14, ["zoo"; WORDS].join(" ").as_str()));
    }
}
