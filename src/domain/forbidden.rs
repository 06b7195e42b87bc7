//! What must not be kept even masked: passwords, one-time codes, codes of payment cards and PINs, written as such.

use super::{Unfit, date, fold::fold};

/// What is looked for, and behind which words. Folded; the longer words stand first.
const KINDS: [(Unfit, &[&str]); 4] = [
    (Unfit::HoldsPassword, &["mat khau", "passphrase", "password", "passwd", "parola", "pass", "pwd", "mk"]),
    (
        Unfit::HoldsOneTimeCode,
        &[
            "verification code",
            "cod de verificare",
            "one time code",
            "ma xac thuc",
            "ma xac nhan",
            "cod sms",
            "ma otp",
            "otp",
            "2fa",
        ],
    ),
    (Unfit::HoldsCardCode, &["security code", "ma bao mat", "cvv2", "cvc2", "cvv", "cvc"]),
    (Unfit::HoldsPin, &["pin"]),
];
/// Words that may stand between the name of a secret and the secret.
const BETWEEN: [&str; 21] = [
    "la", "is", "was", "este", "e", "era", "moi", "cu", "new", "old", "noua", "nou", "veche", "code", "cod", "otp",
    "sms", "lui", "ei", "his", "her",
];
/// Most of them in a row.
const MOST_BETWEEN: usize = 3;
/// One word behind a colon that tells of the secret and is none.
const TELLS: [&str; 14] = [
    "reset",
    "changed",
    "forgotten",
    "lost",
    "unknown",
    "none",
    "doi",
    "quen",
    "mat",
    "khong",
    "uitata",
    "schimbata",
    "resetata",
    "pierduta",
];
/// What counts batteries (`pin` in Vietnamese), not a secret.
const UNITS: [&str; 7] = ["mah", "wh", "v", "vien", "cuc", "cell", "gio"];

/// A word of a line, or a sign that says what the word before it is.
enum Piece<'a> {
    Word(&'a str, String),
    /// `:` or `=`.
    Sign,
}

/// Why a text can't be taken: the first of these that it holds. Numbers that are only masked are another matter
/// (`scan::mask_secrets`).
pub fn find(text: &str) -> Option<Unfit> {
    text.lines().find_map(in_line)
}

fn in_line(line: &str) -> Option<Unfit> {
    let pieces = pieces(line);
    (0..pieces.len()).find_map(|at| {
        KINDS.iter().find_map(|(kind, names)| {
            let after = names.iter().find_map(|name| named(&pieces[at..], name))?;
            is_told(*kind, &pieces[at + after..]).then_some(*kind)
        })
    })
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    for word in line.split_whitespace() {
        // A time or an address has its colon within the word.
        let parted = !word.contains("://") && !word.starts_with(|c: char| c.is_ascii_digit());
        let mut rest = word;
        while let Some(at) = rest.find([':', '=']).filter(|_| parted) {
            push(&mut pieces, &rest[..at]);
            pieces.push(Piece::Sign);
            rest = &rest[at + 1..];
        }
        push(&mut pieces, rest);
    }
    pieces
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, word: &'a str) {
    let bare = word.trim_matches(|c: char| "\"'`“”‘’()[]<>{}.,;!?…–—-*_".contains(c));
    if !bare.is_empty() {
        pieces.push(Piece::Word(bare, fold(bare)));
    }
}

/// Whether the pieces begin with this name; answers how many it takes.
fn named(pieces: &[Piece<'_>], name: &str) -> Option<usize> {
    let mut taken = 0;
    let mut left = name;
    while !left.is_empty() {
        let Some(Piece::Word(_, folded)) = pieces.get(taken) else { return None };
        // `one-time` is two words of the name.
        left = left.strip_prefix(folded.as_str()).filter(|rest| rest.is_empty() || rest.starts_with(' '))?.trim_start();
        taken += 1;
    }
    Some(taken)
}

/// Whether a secret of this kind follows its name.
fn is_told(kind: Unfit, pieces: &[Piece<'_>]) -> bool {
    let (mut at, mut between, mut signed) = (0, 0, false);
    let value = loop {
        match pieces.get(at) {
            Some(Piece::Sign) => signed = true,
            Some(Piece::Word(_, folded)) if between < MOST_BETWEEN && BETWEEN.contains(&folded.as_str()) => {
                between += 1
            }
            Some(Piece::Word(word, _)) => break *word,
            None => return false,
        }
        at += 1;
    };
    let next = pieces.get(at + 1);
    match kind {
        Unfit::HoldsPassword => is_password(value, signed, next.is_none()),
        Unfit::HoldsOneTimeCode => (4..=8).contains(&digits(value, next)),
        Unfit::HoldsCardCode => (3..=4).contains(&digits(value, None)),
        _ => {
            let counted = matches!(next, Some(Piece::Word(_, unit)) if UNITS.contains(&unit.as_str()));
            (4..=8).contains(&digits(value, None)) && !counted
        }
    }
}

/// How many digits it has, with those of the next word where it is written in two groups; 0 where it is not of digits.
fn digits(value: &str, next: Option<&Piece<'_>>) -> usize {
    let bare = value.strip_prefix("G-").unwrap_or(value);
    let all = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let joined = bare.replacen('-', "", 1);
    if !all(&joined) || date::parse(value).is_some() {
        return 0;
    }
    match next {
        Some(Piece::Word(word, _)) if joined.len() == 3 && word.len() == 3 && all(word) => 6,
        _ => joined.len(),
    }
}

fn is_password(value: &str, signed: bool, last: bool) -> bool {
    let length = value.chars().count();
    let digit = value.chars().any(|c| c.is_ascii_digit());
    let letter = value.chars().any(char::is_alphabetic);
    let sign = value.chars().any(|c| !c.is_alphanumeric());
    // Masked, a date, a number of a record: `•••`, `22/11/2026`, `#1042`, `KH-000123`.
    if !(digit || letter) || date::parse(value).is_some() || value.starts_with('#') || is_number_of_record(value) {
        return false;
    }
    if signed && length >= 4 && (digit || sign || (last && !TELLS.contains(&fold(value).as_str()))) {
        return true;
    }
    match (digit, letter) {
        (true, true) => length >= 6,
        (true, false) => length >= 4,
        _ => false,
    }
}

fn is_number_of_record(value: &str) -> bool {
    value.split_once('-').is_some_and(|(prefix, number)| {
        (1..=4).contains(&prefix.len())
            && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_written_as_such_are_found() {
        for (text, kind) in [
            ("mật khẩu: abc123", Unfit::HoldsPassword),
            ("Khách đọc mật khẩu mới là Sen2026!", Unfit::HoldsPassword),
            ("mk:hoasen88", Unfit::HoldsPassword),
            ("Mật khẩu 123456", Unfit::HoldsPassword),
            ("password: hunter2", Unfit::HoldsPassword),
            ("Password = correct", Unfit::HoldsPassword),
            ("her new password is Tulip99", Unfit::HoldsPassword),
            ("pass:qwerty", Unfit::HoldsPassword),
            ("parola Sibiu2020", Unfit::HoldsPassword),
            ("parola lui este \"Marea-Neagră1\".", Unfit::HoldsPassword),
            ("Parola nouă: primăvara", Unfit::HoldsPassword),
            ("hẹn mai\nOTP 123456", Unfit::HoldsOneTimeCode),
            ("mã OTP là 889 120", Unfit::HoldsOneTimeCode),
            ("mã xác thực: 8891", Unfit::HoldsOneTimeCode),
            ("the verification code was G-482913", Unfit::HoldsOneTimeCode),
            ("one-time code 4829-13", Unfit::HoldsOneTimeCode),
            ("codul SMS; cod de verificare 482913", Unfit::HoldsOneTimeCode),
            ("CVV 123", Unfit::HoldsCardCode),
            ("thẻ hết hạn 05/27, cvc: 9876", Unfit::HoldsCardCode),
            ("security code is 321", Unfit::HoldsCardCode),
            ("PIN 1234", Unfit::HoldsPin),
            ("mã pin: 002580", Unfit::HoldsPin),
            ("Codul PIN este 4821.", Unfit::HoldsPin),
        ] {
            assert_eq!(find(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn words_about_secrets_are_none() {
        for text in [
            "",
            "Khách quên mật khẩu, đã hướng dẫn đổi",
            "mật khẩu: đã đổi lúc 14:30",
            "Mật khẩu wifi hỏng, mật khẩu 6 số",
            "quên mật khẩu KH-000123 (#1042)",
            "mật khẩu: •••",
            "đổi mật khẩu 22/11/2026",
            "OTP không nhận được, gửi lại 3 lần",
            "OTP lúc 14:30",
            "mã xác nhận đơn hàng 123456",
            "CVV sai 3 lần",
            "pin 5000mAh, pin 5000 mAh, thay 2 viên pin",
            "forgot the password and asks for a reset",
            "password: reset",
            "password: reset was asked for",
            "the password is too short",
            "password reset link sent on 2026-11-22",
            "passport 12345678",
            "verification code sent 22/11/2026",
            "never asks for the PIN",
            "Și-a uitat parola de la cont",
            "parola este greșită",
            "parola: schimbată",
            "parola a fost schimbată în 2024",
            "codul PIN blocat după 3 încercări",
            "https://example.com/password:reset1",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn bears_long_and_odd_text() {
        assert_eq!(find(&"password ".repeat(5_000)), None);
        assert_eq!(find(&":=".repeat(5_000)), None);
        assert_eq!(find("password: 🙂🙂🙂🙂"), None);
        assert_eq!(find(&format!("{} pin 2468", "x ".repeat(3_000))), Some(Unfit::HoldsPin));
    }
}
