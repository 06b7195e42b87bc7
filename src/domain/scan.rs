//! Finds personal numbers and addresses in free text and masks them where they stand. (What is refused altogether is
//! found by [`super::forbidden`].)

use std::ops::Range;
use std::str::FromStr;

use super::mask::mask;
use super::{Field, date, national_id};

/// Masks phones, CCCD, CNP, IBAN, payment card numbers (Luhn) and e-mail addresses in a note or a reason; answers the
/// text and how many were masked. In doubt (ten digits that begin with 0) it masks.
pub fn mask_secrets(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut found = 0;
    let mut at = 0;
    while at < text.len() {
        if let Some((range, masked)) = next_secret(text, at) {
            out.push_str(&text[at..range.start]);
            out.push_str(&masked);
            at = range.end;
            found += 1;
        } else {
            out.push_str(&text[at..]);
            break;
        }
    }
    (out, found)
}

fn next_secret(text: &str, from: usize) -> Option<(Range<usize>, String)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let starts_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let found = match bytes[at] {
            b'@' => email(text, from, at),
            b'A'..=b'Z' | b'a'..=b'z' if starts_word => iban(text, at),
            b'+' | b'0'..=b'9' => {
                // An address in front of which a number stands is one address: `0903123567@gmail.com`.
                let word = bytes[at..].iter().take_while(|byte| is_local(**byte)).count();
                if bytes.get(at + word) == Some(&b'@')
                    && let Some(address) = email(text, from, at + word)
                {
                    return Some(address);
                }
                match number(text, at) {
                    Number::Secret(range, masked) => Some((range, masked)),
                    Number::Other(end) => {
                        at = end;
                        continue;
                    }
                }
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-' | b'\'') || !byte.is_ascii()
}

/// The address around the `@` at `sign`.
fn email(text: &str, from: usize, sign: usize) -> Option<(Range<usize>, String)> {
    let local = text[from..sign]
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '\''))
        .last()
        .map(|(start, _)| from + start)?;
    let domain: usize = text[sign + 1..]
        .chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        .map(char::len_utf8)
        .sum();
    let domain = text[sign + 1..sign + 1 + domain].trim_end_matches(['.', '-']);
    let end = sign + 1 + domain.len();
    domain.contains('.').then(|| (local..end, mask(Field::Email, &text[local..end])))
}

/// An IBAN that begins at `start`, in one piece or in groups parted by single spaces.
fn iban(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    let bytes = &text.as_bytes()[start..];
    if bytes.len() < 15 || !bytes[1].is_ascii_alphabetic() || !bytes[2..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut compact = String::new();
    let mut longest = None;
    for (offset, byte) in bytes.iter().enumerate() {
        match byte {
            b' ' if bytes[offset - 1] != b' ' => continue,
            _ if byte.is_ascii_alphanumeric() && compact.len() < 34 => {
                compact.push(char::from(byte.to_ascii_uppercase()))
            }
            _ => break,
        }
        let ends_word = !bytes.get(offset + 1).is_some_and(u8::is_ascii_alphanumeric);
        if ends_word && compact.len() >= 15 && iban::Iban::from_str(&compact).is_ok() {
            longest = Some((start..start + offset + 1, mask(Field::Iban, &compact)));
        }
    }
    longest
}

enum Number {
    Secret(Range<usize>, String),
    /// Nothing to mask up to here.
    Other(usize),
}

/// The number that begins at `start`: groups of digits, parted by one or two of ` .-()/`.
fn number(text: &str, start: usize) -> Number {
    let groups = groups(text, start);
    let Some(first) = groups.first() else { return Number::Other(start + 1) };
    if groups.len() >= 3 && date::parse(&text[first.start..groups[2].end]).is_some() {
        return Number::Other(groups[2].end);
    }
    let plus = text.as_bytes()[start] == b'+';
    let candidate = |count: usize| {
        let end = groups[count - 1].end;
        let digits: String = groups[..count].iter().map(|group| &text[group.clone()]).collect();
        classify(&digits, plus).map(|masked| Number::Secret(start..end, masked))
    };
    // A first group that is whole by itself is not joined with what follows.
    candidate(1).or_else(|| (2..=groups.len()).rev().find_map(candidate)).unwrap_or(Number::Other(first.end))
}

fn groups(text: &str, start: usize) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut groups = Vec::new();
    let (mut at, mut digits) = (start + usize::from(bytes[start] == b'+'), 0);
    loop {
        let gap = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'.' | b'-' | b'(' | b')' | b'/')).count();
        let length = bytes[at + gap..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        digits += length;
        // No number that we look for has more than 19 digits; a longer first group is left whole.
        if length == 0 || gap > 2 || (digits > 19 && !groups.is_empty()) {
            return groups;
        }
        groups.push(at + gap..at + gap + length);
        at += gap + length;
    }
}

/// The mask of the digits if they are someone's.
fn classify(digits: &str, plus: bool) -> Option<String> {
    if national_id::is_cccd(digits) || national_id::is_cnp(digits) {
        return Some(mask(Field::NationalId, digits));
    }
    let length = digits.len();
    if !plus && (13..=19).contains(&length) && luhn(digits) {
        return Some(format!("•••• •••• •••• {}", &digits[length - 4..]));
    }
    let phone = if plus {
        (8..=15).contains(&length)
    } else if digits.starts_with("00") {
        (11..=17).contains(&length)
    } else {
        // National numbers with their trunk zero: 10 digits in Vietnam and Romania, 10 or 11 elsewhere; or a country
        // code of these without its plus.
        (digits.starts_with('0') && (10..=11).contains(&length))
            || (length == 11 && (digits.starts_with("84") || digits.starts_with("40")))
            || (length == 12 && digits.starts_with("44"))
    };
    phone.then(|| mask(Field::Phone, &if plus { format!("+{digits}") } else { digits.to_owned() }))
}

/// ISO/IEC 7812-1, annex B.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, double) => double / 10 + double % 10,
            }
        })
        .sum();
    sum.is_multiple_of(10) && digits.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_where_they_stand() {
        for (text, expected) in [
            ("gọi 0903123567 nhé", "gọi ••• ••• 567 nhé"),
            ("gọi 0903 123 567, hoặc 0912-345-678.", "gọi ••• ••• 567, hoặc ••• ••• 678."),
            ("SĐT0903123567", "SĐT••• ••• 567"),
            ("+84 903 123 567/+40 (721) 234 567", "+84 ••• ••• 567/+40 ••• ••• 567"),
            ("84903123567 và 0044 20 7946 0958", "••• ••• 567 và ••• ••• 958"),
            ("0903123567 0912345678 2", "••• ••• 567 ••• ••• 678 2"),
            ("CCCD 001190012345", "CCCD •••••••••345"),
            ("CCCD 079 090 012 345 cấp 2021", "CCCD •••••••••345 cấp 2021"),
            ("CNP:1800101221144;", "CNP:•••••••••144;"),
            ("IBAN ro49 AAAA 1b31 0075 9384 0000 ok", "IBAN RO•• •••• •••• 0000 ok"),
            ("RO49AAAA1B31007593840000", "RO•• •••• •••• 0000"),
            ("thẻ 4111 1111 1111 1111 hết hạn", "thẻ •••• •••• •••• 1111 hết hạn"),
            ("4111-1111-1111-1111", "•••• •••• •••• 1111"),
            ("viết cho dao.nguyen@gmail.com.", "viết cho d•••@gmail.com."),
            ("<0903123567@firm.vn>", "<0•••@•••.vn>"),
            ("đào@gmail.com", "đ•••@gmail.com"),
        ] {
            let (masked, found) = mask_secrets(text);
            assert_eq!(masked, expected);
            assert!(found > 0);
            // What is masked stays as it is.
            assert_eq!(mask_secrets(&masked), (masked.clone(), 0));
        }
    }

    #[test]
    fn leaves_other_text_alone() {
        for text in [
            "",
            "Đơn KH-004211, 12 cái, 1.500.000.000 đ",
            "01.02.2024 15:30 gặp ở 12 Lê Lợi",
            "01/02/2024 12:30",
            "2024-05-31 1000",
            "31-05-2024 2",
            "4111 1111 1111 1112",
            "tháng 5/2024",
            "@ 50k",
            "a@b",
            "+",
            "+ 5",
            "RO49 thường",
            "00000",
            "e = mc²",
            "1234567890",
            "••• ••• 567",
        ] {
            assert_eq!(mask_secrets(text), (text.to_owned(), 0));
        }
    }

    #[test]
    fn bears_long_and_odd_text() {
        let long = "0903123567 ".repeat(1_000);
        assert_eq!(mask_secrets(&long).1, 1_000);
        assert_eq!(mask_secrets(&"9".repeat(10_000)).1, 0);
        assert_eq!(mask_secrets(&"@".repeat(10_000)).1, 0);
        assert_eq!(mask_secrets(&"ab12 ".repeat(2_000)).1, 0);
        assert_eq!(mask_secrets("🙂+84903123567🙂").0, "🙂+84 ••• ••• 567🙂");
    }
}
