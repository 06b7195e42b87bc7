//! What sealed fields may hold, the form in which they are kept, and the form in which they are looked up.

use std::str::FromStr;
use std::sync::{Once, PoisonError};

use email_address::{EmailAddress, Options};
use iban::IbanLike;
use phonenumber::country;
use phonenumber::metadata::DATABASE;
use regex_cache::RegexCache;

use super::Field;
use super::{Unfit, date, national_id, text};

/// A phone as read: what could be made of it, and what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// ITU-T E.164 (`+84903123567`), only where the number is one that its country gives out.
    pub e164: Option<String>,
    pub as_written: String,
    /// Digits to dial after the answer.
    pub extension: Option<String>,
}

impl Phone {
    /// Reads a phone; one without a country code is taken as of `default_region` (ISO 3166-1, such as `VN`).
    /// Costs about 5 us, and once some 50 ms to load the numbering plans.
    pub fn parse(raw: &str, default_region: &str) -> Self {
        let as_written = text::clean_input(raw, limit(Field::Phone));
        let (main, extension) = split_extension(&as_written);
        let e164 = dialled(main).and_then(|dialled| e164(&dialled, default_region));
        let extension = extension.map(str::to_owned);
        Self { e164, as_written, extension }
    }

    /// The form in which it is kept: `+84903123567`, `+84903123567 x12`, or as written.
    pub fn canonical(&self) -> String {
        match (&self.e164, &self.extension) {
            (Some(number), Some(extension)) => format!("{number} x{extension}"),
            (Some(number), None) => number.clone(),
            (None, _) => self.as_written.clone(),
        }
    }
}

/// A value in the form in which it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Valid {
    pub value: String,
    /// Kept as written because it could not be read: worth a look.
    pub flag: bool,
}

/// The most characters that a sealed field holds.
pub const fn limit(field: Field) -> usize {
    match field {
        Field::Phone | Field::Phone2 | Field::Phone3 | Field::NationalId | Field::Iban | Field::BirthDate => 64,
        // RFC 5321, 4.5.3.1: a path of 256 with its brackets
        Field::Email | Field::Email2 | Field::Email3 => 254,
        // Addresses, and what an office defines, as far as its own rules allow.
        _ => 500,
    }
}

/// Checks a value and brings it to the form in which it is kept. An empty one is valid and stays empty.
/// A phone that can't be read is kept as written and flagged. `region` is ISO 3166-1, such as `VN`: it says how to read
/// a phone without a country code, and that a 12-digit id is a CCCD (VN) or a 13-digit one a CNP (RO).
pub fn validate(field: Field, value: &str, region: &str) -> Result<Valid, Unfit> {
    let max = limit(field);
    let value = text::clean_input(value, max + 1);
    if text::length(&value) > max {
        return Err(Unfit::TooLong(max));
    }
    if value.is_empty() {
        return Ok(Valid { value, flag: false });
    }
    let mut flag = false;
    let value = match field {
        Field::Phone | Field::Phone2 | Field::Phone3 => {
            let phone = Phone::parse(&value, region);
            flag = phone.e164.is_none();
            phone.canonical()
        }
        Field::Email | Field::Email2 | Field::Email3 => email(&value).ok_or(Unfit::Email)?,
        Field::BirthDate => date::to_iso(&value).ok_or(Unfit::Date)?,
        Field::NationalId => national_id(&value, region)?,
        Field::Iban => iban(&value).ok_or(Unfit::Iban)?,
        // An address; and what an office defines is judged by its own rules (`OwnKind::canonical`).
        _ => value,
    };
    Ok(Valid { value, flag })
}

/// The form whose keyed token finds a customer: E.164, or the digits of an odd phone; an e-mail in lower case;
/// an id and an IBAN in upper case without spaces. `None`: the field is not looked up, or there is nothing to look for.
pub fn normalise_for_lookup(field: Field, value: &str, region: &str) -> Option<String> {
    let normal = match field {
        Field::Phone | Field::Phone2 | Field::Phone3 => {
            let phone = Phone::parse(value, region);
            phone.e164.unwrap_or_else(|| digits_of(split_extension(&phone.as_written).0))
        }
        Field::Email | Field::Email2 | Field::Email3 => text::clean_input(value, limit(field)).to_lowercase(),
        Field::NationalId | Field::Iban => compact(value, limit(field)),
        // Not looked up, but checked.
        Field::BirthDate => date::to_iso(value)?,
        Field::Address | Field::Address2 => return None,
        // What an office defines.
        _ => compact(value, limit(field)),
    };
    (!normal.is_empty()).then_some(normal)
}

/// The same for a value in the form in which it is kept, at less cost: an E.164 number is its own normal form.
pub fn normalise_stored(field: Field, canonical: &str) -> Option<String> {
    let is_e164 =
        |text: &str| text.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    match field {
        field if field.is_phone() && is_e164(canonical) => Some(canonical.to_owned()),
        // What is kept as written could not be read in its own region, so no other may be tried.
        _ => normalise_for_lookup(field, canonical, ""),
    }
}

fn email(value: &str) -> Option<String> {
    let options = Options::default().without_display_text().without_domain_literal().with_required_tld();
    let address = EmailAddress::parse_with_options(value, options).ok()?;
    // The local part is the receiver's to read (RFC 5321, 2.4): its letters stay as they are.
    Some(format!("{}@{}", address.local_part(), address.domain().to_lowercase()))
}

fn iban(value: &str) -> Option<String> {
    let iban = iban::Iban::from_str(&compact(value, limit(Field::Iban))).ok()?;
    Some(iban.electronic_str().to_owned())
}

fn national_id(value: &str, region: &str) -> Result<String, Unfit> {
    let id = compact(value, limit(Field::NationalId));
    let numeric = id.bytes().all(|byte| byte.is_ascii_digit());
    match (region, id.len()) {
        ("VN", 12) if numeric && !national_id::is_cccd(&id) => Err(Unfit::Cccd),
        ("RO", 13) if numeric && !national_id::is_cnp(&id) => Err(Unfit::Cnp),
        _ => Ok(id),
    }
}

fn compact(value: &str, most: usize) -> String {
    let value = text::clean_input(value, most);
    value.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

pub(super) fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The country calling code in front of an E.164 number (ITU-T E.164, list of assigned codes: of one digit, of two, and
/// all others of three).
pub(super) fn calling_code(digits: &str) -> &str {
    const TWO: [&str; 43] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
        "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
        "86", "90", "91", "92", "93", "94", "95",
    ];
    let length = match digits.get(..2).unwrap_or(digits) {
        code if code.starts_with(['1', '7']) => 1,
        "98" => 2,
        code if TWO.contains(&code) => 2,
        _ => 3,
    };
    digits.get(..length).unwrap_or(digits)
}

/// Parts a phone from its extension (`x12`, `ext. 12`, `#12`, `;ext=12`, `int. 12`, `máy lẻ 12`).
pub(super) fn split_extension(phone: &str) -> (&str, Option<&str>) {
    const WORDS: [&str; 10] = ["x", "ext", "ext.", "extension", "#", ";ext=", "int", "int.", "interior", "máy lẻ"];
    let tail = phone.len() - phone.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (front, digits) = phone.split_at(tail);
    let Some(start) = front.find(|c: char| c.is_alphabetic() || matches!(c, '#' | ';')) else { return (phone, None) };
    let word = front[start..].trim().to_lowercase();
    if start > 0 && (1..=7).contains(&digits.len()) && WORDS.contains(&word.as_str()) {
        (front[..start].trim_end(), Some(digits))
    } else {
        (phone, None)
    }
}

/// The digits, with a `+` where there is one in front; `None` where there is anything but a phone's punctuation.
fn dialled(main: &str) -> Option<String> {
    let (plus, rest) = match main.trim_start_matches('(').strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", main),
    };
    let punctuation = |c: char| matches!(c, ' ' | '-' | '.' | '(' | ')' | '/' | '\u{A0}' | '–');
    // A number in front of which a sign stands is a remnant of a spreadsheet's arithmetic.
    if main.starts_with('-') || !rest.chars().all(|c| c.is_ascii_digit() || punctuation(c)) {
        return None;
    }
    let digits = digits_of(rest);
    // E.164 has 15 digits at most; an international prefix may stand before them.
    (5..=19).contains(&digits.len()).then(|| format!("{plus}{digits}"))
}

/// Makes room for the patterns of all regions of one calling code. The library keeps 100, and `+1` alone has some 250,
/// so that each phone of it would compile them anew.
fn keep_more_patterns() {
    const PATTERNS: usize = 500;
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        *DATABASE.cache().lock().unwrap_or_else(PoisonError::into_inner) = RegexCache::new(PATTERNS);
    });
}

fn e164(dialled: &str, default_region: &str) -> Option<String> {
    keep_more_patterns();
    // The parser applies the region's trunk prefix even to a number of another country, so a number with its country
    // code is read in the main region of that code (with none at all the parser tries every region, at twice the cost).
    // It also expects that the region has a numbering plan.
    let known = |name: &str| country::Id::from_str(name).ok().filter(|id| DATABASE.by_id(id.as_ref()).is_some());
    let region = match dialled.strip_prefix('+') {
        Some(digits) => {
            let code = calling_code(digits).parse::<u16>().ok()?;
            DATABASE.region(&code).and_then(|regions| known(regions.first()?))
        }
        None => Some(known(default_region)?),
    };
    let number = phonenumber::parse(region, dialled).ok()?;
    is_given_out(&number).then(|| format!("+{}{}", number.code().value(), number.national()))
}

/// Whether the number is one that its country gives out. Most are mobile or fixed lines of the code's main
/// region: looked at first, since the full answer tries every kind of number in every region, at ten times the cost.
fn is_given_out(number: &phonenumber::PhoneNumber) -> bool {
    let national = number.national().to_string();
    let plans = DATABASE.by_code(&number.code().value()).unwrap_or_default();
    let usual = plans.first().is_some_and(|plan| {
        let kinds = plan.descriptors();
        [kinds.mobile(), kinds.fixed_line()].into_iter().flatten().any(|kind| kind.is_match(&national))
    });
    usual || phonenumber::is_valid(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(raw: &str) -> Option<String> {
        Phone::parse(raw, "VN").e164
    }

    #[test]
    fn reads_phones_in_many_shapes() {
        for raw in [
            "0903123567",
            "090 312 35 67",
            "+84 903 123 567",
            "(+84) 903-123-567",
            "84903123567",
            "0084903123567",
            "+84 (0)903.123.567",
        ] {
            assert_eq!(phone(raw).as_deref(), Some("+84903123567"), "{raw}");
        }
        assert_eq!(phone("+40 721 234 567").as_deref(), Some("+40721234567"));
        assert_eq!(phone("+44 (0)20 7946 0958").as_deref(), Some("+442079460958"));
        assert_eq!(Phone::parse("0721 234 567", "RO").e164.as_deref(), Some("+40721234567"));
        assert_eq!(phone("+39 06 6982").as_deref(), Some("+39066982"), "Italian numbers keep their zero");
    }

    #[test]
    fn reads_extensions() {
        for raw in [
            "0903123567 x123",
            "0903123567x123",
            "0903123567 ext. 123",
            "0903123567#123",
            "+84903123567;ext=123",
            "0903123567 máy lẻ 123",
        ] {
            let phone = Phone::parse(raw, "VN");
            assert_eq!(phone.canonical(), "+84903123567 x123", "{raw}");
            assert_eq!(Phone::parse(&phone.canonical(), "VN").canonical(), "+84903123567 x123");
        }
    }

    #[test]
    fn keeps_odd_phones_as_written() {
        for raw in [
            "-5361",
            "043-797-5229x00802",
            "ask Mr. Ba",
            "0903-123",
            "++84903123567",
            "+999 123 456 789",
            "1",
            "+1",
            "+",
        ] {
            let valid = validate(Field::Phone, raw, "VN").expect("odd phones are allowed");
            assert_eq!(valid, Valid { value: raw.into(), flag: true }, "{raw}");
        }
        // Regions that are none, or have no numbering plan
        assert_eq!(Phone::parse("0903123567", "AQ").e164, None);
        assert_eq!(Phone::parse("0903123567", "Việt Nam").e164, None);
    }

    #[test]
    fn bounds_lengths() {
        let long = "9".repeat(65);
        assert_eq!(validate(Field::Phone, &long, "VN"), Err(Unfit::TooLong(64)));
        assert_eq!(validate(Field::Address, &"Đ".repeat(500), "VN").map(|v| v.flag), Ok(false));
        assert_eq!(validate(Field::Address, &"Đ".repeat(501), "VN"), Err(Unfit::TooLong(500)));
    }

    fn ok(field: Field, value: &str, region: &str) -> String {
        let valid = validate(field, value, region).expect(value);
        assert!(!valid.flag);
        valid.value
    }

    #[test]
    fn brings_values_to_the_form_kept() {
        assert_eq!(ok(Field::Email, " Dao.Nguyen@GMail.com ", "VN"), "Dao.Nguyen@gmail.com");
        assert_eq!(ok(Field::BirthDate, "31/05/1990", "VN"), "1990-05-31");
        assert_eq!(ok(Field::NationalId, "001 190 012 345", "VN"), "001190012345");
        assert_eq!(ok(Field::NationalId, "1800101221144", "RO"), "1800101221144");
        assert_eq!(ok(Field::NationalId, "c1234567", "VN"), "C1234567");
        assert_eq!(ok(Field::Iban, "ro49 aaaa 1b31 0075 9384 0000", "RO"), "RO49AAAA1B31007593840000");
        assert_eq!(ok(Field::Address, "12 Lê Lợi\nQuận 1", "VN"), "12 Lê Lợi Quận 1");
        for field in Field::ALL {
            assert_eq!(ok(field, " ", "VN"), "");
        }
    }

    #[test]
    fn refuses_what_is_wrong() {
        for wrong in ["dao", "dao@", "dao@localhost", "Dao <dao@gmail.com>", "dao@[127.0.0.1]", "a b@gmail.com"] {
            assert_eq!(validate(Field::Email, wrong, "VN"), Err(Unfit::Email), "{wrong}");
        }
        assert_eq!(validate(Field::BirthDate, "31/02/1990", "VN"), Err(Unfit::Date));
        assert_eq!(validate(Field::NationalId, "003190012345", "VN"), Err(Unfit::Cccd));
        assert_eq!(validate(Field::NationalId, "1800101221145", "RO"), Err(Unfit::Cnp));
        assert_eq!(validate(Field::Iban, "RO49AAAA1B31007593840001", "RO"), Err(Unfit::Iban));
    }

    #[test]
    fn looks_up_by_one_form() {
        let lookup = |field, value| normalise_for_lookup(field, value, "VN");
        assert_eq!(lookup(Field::Phone, "0903 123 567").as_deref(), Some("+84903123567"));
        assert_eq!(lookup(Field::Phone2, "+84903123567 x12").as_deref(), Some("+84903123567"));
        assert_eq!(lookup(Field::Phone, "043-797-5229x00802").as_deref(), Some("0437975229"));
        assert_eq!(lookup(Field::Phone, "none"), None);
        assert_eq!(lookup(Field::Email, " Dao@GMAIL.com").as_deref(), Some("dao@gmail.com"));
        assert_eq!(lookup(Field::Iban, "ro49 aaaa 1b31").as_deref(), Some("RO49AAAA1B31"));
        assert_eq!(lookup(Field::NationalId, "001 190 012345").as_deref(), Some("001190012345"));
        assert_eq!(lookup(Field::BirthDate, "31/05/1990").as_deref(), Some("1990-05-31"));
        assert_eq!(lookup(Field::Address, "12 Lê Lợi"), None);
    }
}
