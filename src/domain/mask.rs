//! What may be seen of a sealed value by anyone with the right to its record.

use super::contact::{calling_code, digits_of, split_extension};
use super::{Field, date, national_id};

/// Mail domains that so many share that they tell nothing about a person.
const COMMON_DOMAINS: [&str; 28] = [
    "aol.com",
    "btinternet.com",
    "gmail.com",
    "gmx.com",
    "gmx.net",
    "googlemail.com",
    "hotmail.co.uk",
    "hotmail.com",
    "icloud.com",
    "live.co.uk",
    "live.com",
    "mail.com",
    "me.com",
    "msn.com",
    "outlook.com",
    "outlook.com.vn",
    "proton.me",
    "protonmail.com",
    "rocketmail.com",
    "sky.com",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.com.vn",
    "yahoo.ro",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

/// The mask of a value in the form in which it is kept (see `contact::validate`); of nothing, nothing.
///
/// | field | mask |
/// |---|---|
/// | phone | country code and last 3: `+84 ••• ••• 567`; last 3 of an odd one with 6 digits or more |
/// | e-mail | first letter, and the domain if many share it: `n•••@gmail.com`, `n•••@•••.net` |
/// | CCCD, CNP, short ids | last 3, which tell neither birth date nor sex: `•••••••••345` |
/// | IBAN | country and last 4: `RO•• •••• •••• 0000` |
/// | birth date | the year: `••/••/1990` |
/// | address, an office's own | nothing: `•••` |
pub fn mask(field: Field, value: &str) -> String {
    if value.is_empty() {
        return String::new();
    }
    match field {
        Field::Phone | Field::Phone2 | Field::Phone3 => phone(value),
        Field::Email | Field::Email2 | Field::Email3 => email(value),
        Field::BirthDate => birth_date(value),
        Field::NationalId => national_id(value),
        Field::Iban => iban(value),
        // What an office defines may show more by its kind: see `OwnKind::mask`.
        _ => HIDDEN.to_owned(),
    }
}

/// Nothing of a value but that it is there.
pub const HIDDEN: &str = "•••";

fn phone(value: &str) -> String {
    let (main, _) = split_extension(value);
    let digits = digits_of(main);
    let country = match main.strip_prefix('+') {
        Some(rest) if rest == digits && (8..=15).contains(&digits.len()) => calling_code(&digits),
        _ => "",
    };
    // Of a shorter number, three digits would be half of it.
    let last = if digits.len() - country.len() >= 6 { &digits[digits.len() - 3..] } else { "•••" };
    if country.is_empty() {
        format!("••• ••• {last}")
    } else {
        format!("+{country} ••• ••• {last}")
    }
}

fn email(value: &str) -> String {
    let Some((local, domain)) = value.rsplit_once('@') else { return "•••".to_owned() };
    // The one letter of a very short name would be most of it.
    let first = match local.chars().next() {
        Some(first) if first.is_alphanumeric() && local.chars().nth(2).is_some() => first.to_string(),
        _ => String::new(),
    };
    let domain = domain.to_lowercase();
    if COMMON_DOMAINS.binary_search(&domain.as_str()).is_ok() {
        return format!("{first}•••@{domain}");
    }
    match domain.rsplit_once('.') {
        // A longer top-level domain may be a firm's own.
        Some((_, top)) if (2..=4).contains(&top.len()) && top.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("{first}•••@•••.{top}")
        }
        _ => format!("{first}•••@•••"),
    }
}

fn birth_date(value: &str) -> String {
    match date::parse(value) {
        Some(date) => format!("••/••/{:04}", date.year()),
        None => "••/••/••••".to_owned(),
    }
}

fn national_id(value: &str) -> String {
    let letters = value.chars().count();
    // Ids of ten and more that we do not know may have birth date or sex at their end.
    let known = national_id::is_cccd(value) || national_id::is_cnp(value);
    let last = if known || (6..10).contains(&letters) { last(value, 3) } else { "•••" };
    format!("•••••••••{last}")
}

fn iban(value: &str) -> String {
    // The shortest IBAN has 15 characters (Norway).
    let plausible = value.len() >= 15 && value.is_ascii() && value.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
    if plausible {
        format!("{}•• •••• •••• {}", &value[..2], last(value, 4))
    } else {
        "•••• •••• •••• ••••".to_owned()
    }
}

/// The last `count` characters.
fn last(text: &str, count: usize) -> &str {
    match text.char_indices().rev().nth(count - 1) {
        Some((start, _)) => &text[start..],
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_as_designed() {
        for (field, value, expected) in [
            (Field::Phone, "+84903123567", "+84 ••• ••• 567"),
            (Field::Phone2, "+40721234567 x123", "+40 ••• ••• 567"),
            (Field::Phone, "+12195551234", "+1 ••• ••• 234"),
            (Field::Phone, "+37312345678", "+373 ••• ••• 678"),
            (Field::Phone, "+2901234", "••• ••• 234"),
            (Field::Phone, "+29022222", "+290 ••• ••• •••"),
            (Field::Phone, "-5361", "••• ••• •••"),
            (Field::Phone, "-535361", "••• ••• 361"),
            (Field::Phone, "001-219-555-1234x99", "••• ••• 234"),
            (Field::Phone, "hỏi anh Ba", "••• ••• •••"),
            (Field::Email, "nhan.tran@gmail.com", "n•••@gmail.com"),
            (Field::Email, "xreese@hall-donovan.net", "x•••@•••.net"),
            (Field::Email, "ab@gmail.com", "•••@gmail.com"),
            (Field::Email, "someone@firm.barclays", "s•••@•••"),
            (Field::Email, "someone@10.0.0.1", "s•••@•••"),
            (Field::Email, "no address", "•••"),
            (Field::NationalId, "001190012345", "•••••••••345"),
            (Field::NationalId, "1800101221144", "•••••••••144"),
            (Field::NationalId, "C1234567", "•••••••••567"),
            (Field::NationalId, "11010519491231002X", "••••••••••••"),
            (Field::NationalId, "12345", "••••••••••••"),
            (Field::Iban, "RO49AAAA1B31007593840000", "RO•• •••• •••• 0000"),
            (Field::Iban, "12345678901234567", "•••• •••• •••• ••••"),
            (Field::BirthDate, "1990-05-31", "••/••/1990"),
            (Field::BirthDate, "May 1990", "••/••/••••"),
            (Field::Address, "12 Lê Lợi, Quận 1", "•••"),
        ] {
            assert_eq!(mask(field, value), expected, "{value}");
        }
        for field in Field::ALL {
            assert_eq!(mask(field, ""), "");
        }
    }

    #[test]
    fn common_domains_are_in_order() {
        assert!(COMMON_DOMAINS.is_sorted());
    }

    /// Whatever is written into a field, at most four of its characters in a row come through.
    #[test]
    fn no_mask_leaks() {
        let values = [
            "+84903123567",
            "0903123567",
            "-5361",
            "12345",
            "nhan.tran@gmail.com",
            "nhan@longcompanyname.museum",
            "x@y",
            "@",
            "a@b.toolongtop",
            "001190012345",
            "1800101221144",
            "RO49AAAA1B31007593840000",
            "ROMANIA IS A COUNTRY",
            "1990-05-31",
            "Nguyễn Thị Hồng Đào",
            "số 12 đường Lê Lợi, phường Bến Nghé",
            "🙂🙂🙂🙂🙂🙂🙂",
            "+++++++++++",
            "+8490312356712345678",
            "aaaaaaaaaaaaaaaaaa",
            "......@......",
        ];
        for field in Field::ALL {
            for value in values {
                let mask = mask(field, value);
                let shown = match value.rsplit_once('@') {
                    Some((_, domain)) if COMMON_DOMAINS.contains(&domain) => mask.replace(domain, ""),
                    _ => mask.clone(),
                };
                let letters: Vec<char> = value.chars().collect();
                for run in letters.windows(5) {
                    assert!(!shown.contains(&run.iter().collect::<String>()), "{field:?} {value} -> {mask}");
                }
                assert!(mask.chars().filter(char::is_ascii_alphanumeric).count() <= 14, "{field:?} {value} -> {mask}");
            }
        }
    }
}
