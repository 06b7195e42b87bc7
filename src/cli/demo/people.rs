//! Made-up customers of Vietnam, Romania and Britain: plausible, repeatable by seed, and nobody's.

use fastrand::Rng;
use jiff::civil::{Date, date};

use crate::domain::national_id::cnp_check_digit;
use crate::domain::{ActivityKind, CustomerKind, Status, fold};

/// A made-up customer. Sealed values are in the form in which they are kept (`domain::contact::validate`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub kind: CustomerKind,
    pub name: String,
    /// Where a person works, or empty.
    pub company: String,
    pub city: String,
    /// ISO 3166-1: `VN`, `RO` or `GB`.
    pub country: &'static str,
    pub website: String,
    pub status: Status,
    /// ISO 8601 date.
    pub since: String,
    pub phone: String,
    pub phone2: Option<String>,
    pub email: String,
    pub address: String,
    /// ISO 8601 date; empty for a company.
    pub birth_date: String,
    /// CCCD, CNP or National Insurance number; empty for a company.
    pub national_id: String,
    /// Vietnam has no IBAN.
    pub iban: Option<String>,
    /// The timeline, in no order.
    pub notes: Vec<Note>,
}

/// One line of a made-up timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: ActivityKind,
    pub days_ago: u16,
    pub text: &'static str,
}

/// An endless stream of people. Phones, e-mails, ids and IBANs come from the place in the stream, so they differ over
/// the first million people (and far on, but for the rare id).
pub struct People {
    seed: u64,
    /// Where the permutations of this seed begin.
    offset: u64,
    index: u64,
    countries: [Country; 3],
}

const FIRST_BIRTH: Date = date(1945, 1, 1);
/// Days to 2006-12-31.
const BIRTH_DAYS: u64 = 22_645;
const FIRST_SINCE: Date = date(2012, 1, 1);
const SINCE_DAYS: i32 = 5_000;
/// Serial numbers of a CNP for one day.
const CNP_SERIALS: u64 = 999;

/// Mobile prefixes in use, without the trunk zero (national numbering plans).
const VN_MOBILE: [u64; 30] = [
    32, 33, 34, 35, 36, 37, 38, 39, 56, 58, 70, 76, 77, 78, 79, 81, 82, 83, 84, 85, 86, 88, 90, 91, 92, 93, 94, 96, 97,
    98,
];
const MAIL_DOMAINS: [&str; 8] =
    ["gmail.com", "gmail.com", "gmail.com", "gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com"];
const RO_BANKS: [&str; 6] = ["BTRL", "RNCB", "BRDE", "INGB", "RZBR", "CECE"];
const GB_BANKS: [&str; 5] = ["BARC", "LOYD", "NWBK", "MIDL", "HBUK"];
/// Prefixes that National Insurance numbers may have.
const NINO_PREFIXES: [&str; 10] = ["AB", "CE", "HJ", "JC", "LX", "NE", "PB", "SK", "WE", "YZ"];

impl People {
    /// The people of a seed: the same seed gives the same people.
    pub fn new(seed: u64) -> Self {
        Self { seed, offset: Rng::with_seed(seed).u64(..), index: 0, countries: [vietnam(), romania(), britain()] }
    }

    fn person(&self, index: u64) -> Person {
        let mut rng = Rng::with_seed(self.seed ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let rng = &mut rng;
        let country = &self.countries[match rng.u8(..100) {
            0..60 => 0,
            60..85 => 1,
            _ => 2,
        }];
        let kind = if rng.u8(..100) < 8 { CustomerKind::Company } else { CustomerKind::Person };
        let city = country.cities.pick(rng);
        // Unique in the stream: a permutation within each million.
        let number = index / 1_000_000 * 1_000_000 + self.scatter(index, 1_000_000);
        let mut person = Person {
            kind,
            name: String::new(),
            company: String::new(),
            city: city.name.to_owned(),
            country: country.code,
            website: String::new(),
            status: status(rng),
            since: day(FIRST_SINCE, rng.i32(0..SINCE_DAYS)),
            phone: self.phone(country.code, index * 2),
            phone2: (rng.u8(..5) == 0).then(|| self.phone(country.code, index * 2 + 1)),
            email: String::new(),
            address: country.address(rng),
            birth_date: String::new(),
            national_id: String::new(),
            iban: (rng.u8(..10) < 7).then(|| self.iban(country.code, index, rng)).flatten(),
            notes: notes(country, rng),
        };
        if kind == CustomerKind::Company {
            let (name, slug) = country.company(rng);
            person.name = name;
            person.email = format!("office@{slug}{number}.example");
            person.website = format!("https://www.{slug}{number}.example");
        } else {
            self.fill_in(&mut person, country, city, index, number, rng);
        }
        person
    }

    /// What only a natural person has.
    fn fill_in(&self, person: &mut Person, country: &Country, city: &City, index: u64, number: u64, rng: &mut Rng) {
        let female = rng.bool();
        let surname = country.surnames.pick(rng);
        let given = country.given[usize::from(female)].pick(rng);
        person.name = match &country.middle {
            Some(middle) => format!("{} {} {}", surname.text, middle[usize::from(female)].pick(rng).text, given.text),
            None => format!("{} {}", given.text, surname.text),
        };
        // A CNP has but 999 serial numbers a day: day and number together come from the place in the stream.
        let place = self.scatter(index, BIRTH_DAYS * CNP_SERIALS);
        let days = if country.code == "RO" { place % BIRTH_DAYS } else { rng.u64(..BIRTH_DAYS) };
        let born = FIRST_BIRTH.saturating_add(jiff::Span::new().days(days as i64));
        person.birth_date = born.to_string();
        person.national_id = match country.code {
            "VN" => self.cccd(city, female, born, index),
            "RO" => cnp(city, female, born, place / BIRTH_DAYS + 1),
            _ => {
                let suffix = choose(&["A", "B", "C", "D"], rng);
                format!("{}{:06}{suffix}", choose(&NINO_PREFIXES, rng), self.scatter(index, 1_000_000))
            }
        };
        let employed = rng.u8(..100) < 35;
        let mut domain = choose(&MAIL_DOMAINS, rng).to_owned();
        if employed {
            let (company, slug) = country.company(rng);
            person.company = company;
            if rng.bool() {
                domain = format!("{slug}.example");
            }
        }
        person.email = format!("{}.{}{number}@{domain}", given.slug, surname.slug);
    }

    /// A permutation of `0..modulus` by index: no two indexes below it meet.
    fn scatter(&self, index: u64, modulus: u64) -> u64 {
        // A prime above every modulus used here, so the two have no common factor; the product fits in 64 bits.
        const PRIME: u64 = 2_654_435_761;
        (index % modulus * PRIME + self.offset % modulus) % modulus
    }

    fn phone(&self, country: &str, slot: u64) -> String {
        match country {
            "VN" => {
                let place = self.scatter(slot, VN_MOBILE.len() as u64 * 10_000_000);
                format!("+84{}{:07}", VN_MOBILE[(place / 10_000_000) as usize], place % 10_000_000)
            }
            "RO" => format!("+407{:08}", 20_000_000 + self.scatter(slot, 60_000_000)),
            _ => format!("+4473{:08}", self.scatter(slot, 100_000_000)),
        }
    }

    /// See `domain::national_id::is_cccd`.
    fn cccd(&self, city: &City, female: bool, born: Date, index: u64) -> String {
        let century = (born.year() / 100 - 19) * 2 + i16::from(female);
        format!("{}{century}{:02}{:06}", city.code, born.year() % 100, self.scatter(index, 1_000_000))
    }

    fn iban(&self, country: &str, index: u64, rng: &mut Rng) -> Option<String> {
        let account = self.scatter(index, 100_000_000);
        let bban = match country {
            "RO" => format!("{}{:08}{account:08}", choose(&RO_BANKS, rng), rng.u32(..1_000_000)),
            "GB" => format!("{}{:06}{account:08}", choose(&GB_BANKS, rng), rng.u32(200_000..900_000)),
            _ => return None,
        };
        Some(format!("{country}{:02}{bban}", iban_check(country, &bban)))
    }
}

impl Iterator for People {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        let person = self.person(self.index);
        self.index += 1;
        Some(person)
    }
}

/// See `domain::national_id::is_cnp`.
fn cnp(city: &City, female: bool, born: Date, serial: u64) -> String {
    let sex = if born.year() < 2000 { 1 } else { 5 } + u8::from(female);
    let (year, month, day) = (born.year() % 100, born.month(), born.day());
    let mut id = format!("{sex}{year:02}{month:02}{day:02}{}{serial:03}", city.code);
    let mut digits = [0u8; 13];
    for (digit, byte) in digits.iter_mut().zip(id.bytes()) {
        *digit = byte - b'0';
    }
    id.push(char::from(b'0' + cnp_check_digit(&digits)));
    id
}

/// The check digits of an IBAN (ISO 13616, by ISO/IEC 7064 MOD 97-10).
fn iban_check(country: &str, bban: &str) -> u64 {
    let rest = bban.bytes().chain(country.bytes()).chain(*b"00").fold(0, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u64::from(byte - b'0')) % 97,
        _ => (rest * 100 + u64::from(byte - b'A') + 10) % 97,
    });
    98 - rest
}

fn day(first: Date, days: i32) -> String {
    first.saturating_add(jiff::Span::new().days(days)).to_string()
}

fn status(rng: &mut Rng) -> Status {
    match rng.u8(..100) {
        0..70 => Status::Active,
        70..85 => Status::Lead,
        85..97 => Status::Inactive,
        _ => Status::Blocked,
    }
}

/// Three in ten have one to three notes.
fn notes(country: &Country, rng: &mut Rng) -> Vec<Note> {
    let count = if rng.u8(..10) < 3 { rng.u8(1..=3) } else { 0 };
    (0..count)
        .map(|_| {
            let (kind, text) = *country.notes.pick(rng);
            Note { kind, days_ago: rng.u16(..400), text }
        })
        .collect()
}

fn choose<'a>(items: &[&'a str], rng: &mut Rng) -> &'a str {
    items[rng.usize(..items.len())]
}

/// What people of a country are made of.
struct Country {
    code: &'static str,
    surnames: Weighted<Word>,
    /// Male and female.
    middle: Option<[Weighted<Word>; 2]>,
    /// Male and female.
    given: [Weighted<Word>; 2],
    cities: Weighted<City>,
    streets: Weighted<Word>,
    companies: Weighted<Word>,
    trades: Weighted<Word>,
    notes: Weighted<(ActivityKind, &'static str)>,
}

impl Country {
    fn address(&self, rng: &mut Rng) -> String {
        let street = self.streets.pick(rng).text;
        let house = rng.u16(1..300);
        match self.code {
            "VN" => format!("{house} {street}, Phường {}", rng.u8(1..=15)),
            "RO" => format!("Str. {street} nr. {house}, ap. {}", rng.u8(1..80)),
            _ => format!("{house} {street}"),
        }
    }

    /// A name and what its domain may be called.
    fn company(&self, rng: &mut Rng) -> (String, &str) {
        let (word, trade) = (self.companies.pick(rng), self.trades.pick(rng).text);
        let large = rng.u8(..100) < 15;
        let name = match (self.code, large) {
            ("VN", false) => format!("Công ty TNHH {trade} {}", word.text),
            ("VN", true) => format!("Công ty CP {trade} {}", word.text),
            ("RO", false) => format!("{} {trade} S.R.L.", word.text),
            ("RO", true) => format!("{} {trade} S.A.", word.text),
            (_, false) => format!("{} {trade} Ltd", word.text),
            (_, true) => format!("{} {trade} PLC", word.text),
        };
        (name, &word.slug)
    }
}

struct Word {
    text: &'static str,
    /// Folded, without spaces: for addresses on the net.
    slug: String,
}

struct City {
    name: &'static str,
    /// The code of the province (CCCD) or county (CNP) that it lies in.
    code: &'static str,
}

/// Things to choose from, each as often as its weight says.
struct Weighted<T> {
    /// The sum of the weights up to each item.
    sums: Vec<u32>,
    items: Vec<T>,
}

impl<T> Weighted<T> {
    fn pick(&self, rng: &mut Rng) -> &T {
        let total = self.sums.last().copied().unwrap_or(0);
        let place = rng.u32(..total);
        &self.items[self.sums.partition_point(|sum| *sum <= place)]
    }

    /// Reads lines of a weight, a space and the item.
    fn read(list: &'static str, item: impl Fn(&'static str) -> T) -> Self {
        let (mut sums, mut items, mut total) = (Vec::new(), Vec::new(), 0);
        for (weight, text) in list.lines().filter_map(|line| line.split_once(' ')) {
            total += weight.parse::<u32>().unwrap_or(1);
            sums.push(total);
            items.push(item(text));
        }
        Self { sums, items }
    }
}

fn word(text: &'static str) -> Word {
    Word { text, slug: fold::fold(text).replace(' ', "") }
}

fn city(text: &'static str) -> City {
    let (code, name) = text.split_once(' ').unwrap_or(("", text));
    City { name, code }
}

fn note(text: &'static str) -> (ActivityKind, &'static str) {
    let (kind, text) = text.split_once(' ').unwrap_or(("note", text));
    let kind = match kind {
        "call" => ActivityKind::Call,
        "email" => ActivityKind::Email,
        "meeting" => ActivityKind::Meeting,
        "visit" => ActivityKind::Visit,
        "chat" => ActivityKind::Chat,
        _ => ActivityKind::Note,
    };
    (kind, text)
}

/// A list that is shipped with the program.
macro_rules! list {
    ($name:literal, $item:expr) => {
        Weighted::read(include_str!(concat!("../../../assets/demo/", $name, ".txt")), $item)
    };
}

fn vietnam() -> Country {
    Country {
        code: "VN",
        surnames: list!("vn_surnames", word),
        middle: Some([list!("vn_middle_male", word), list!("vn_middle_female", word)]),
        given: [list!("vn_given_male", word), list!("vn_given_female", word)],
        cities: list!("vn_cities", city),
        streets: list!("vn_streets", word),
        companies: list!("vn_companies", word),
        trades: list!("vn_trades", word),
        notes: list!("vn_notes", note),
    }
}

fn romania() -> Country {
    Country {
        code: "RO",
        surnames: list!("ro_surnames", word),
        middle: None,
        given: [list!("ro_given_male", word), list!("ro_given_female", word)],
        cities: list!("ro_cities", city),
        streets: list!("ro_streets", word),
        companies: list!("ro_companies", word),
        trades: list!("ro_trades", word),
        notes: list!("ro_notes", note),
    }
}

fn britain() -> Country {
    Country {
        code: "GB",
        surnames: list!("gb_surnames", word),
        middle: None,
        given: [list!("gb_given_male", word), list!("gb_given_female", word)],
        cities: list!("gb_cities", city),
        streets: list!("gb_streets", word),
        companies: list!("gb_companies", word),
        trades: list!("gb_trades", word),
        notes: list!("gb_notes", note),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::domain::contact::validate;
    use crate::domain::{Field, national_id, scan};

    #[test]
    fn every_value_is_valid_and_in_the_form_kept() {
        let (mut companies, mut vietnamese) = (0, 0);
        for person in People::new(7).take(2_000) {
            let sealed = [
                (Field::Phone, person.phone.as_str()),
                (Field::Phone2, person.phone2.as_deref().unwrap_or("")),
                (Field::Email, &person.email),
                (Field::Address, &person.address),
                (Field::BirthDate, &person.birth_date),
                (Field::NationalId, &person.national_id),
                (Field::Iban, person.iban.as_deref().unwrap_or("")),
            ];
            for (field, value) in sealed {
                let valid = validate(field, value, person.country).expect(value);
                assert_eq!((valid.value.as_str(), valid.flag), (value, false), "{field:?}");
            }
            assert!(!person.name.is_empty() && !person.city.is_empty() && person.since.as_str() < "2026");
            assert!(person.notes.iter().all(|note| scan::mask_secrets(note.text).1 == 0 && !note.text.is_empty()));
            assert!(person.country != "VN" || person.iban.is_none());
            companies += u32::from(person.kind == CustomerKind::Company);
            vietnamese += u32::from(person.country == "VN");
            if person.kind == CustomerKind::Company {
                assert!(person.national_id.is_empty() && person.birth_date.is_empty());
                continue;
            }
            let female = |digit: u8| (digit - b'0') % 2;
            match person.country {
                "VN" => {
                    assert!(national_id::is_cccd(&person.national_id));
                    assert_eq!(person.national_id[4..6], person.birth_date[2..4]);
                    let thi = person.name.contains(" Thị ");
                    assert!(!thi || female(person.national_id.as_bytes()[3]) == 1, "{}", person.name);
                }
                "RO" => {
                    assert!(national_id::is_cnp(&person.national_id));
                    assert_eq!(person.national_id[1..7], person.birth_date[2..].replace('-', ""));
                    let maria = person.name.starts_with("Maria ");
                    assert!(!maria || female(person.national_id.as_bytes()[0]) == 0, "{}", person.name);
                }
                _ => assert_eq!(person.national_id.len(), 9),
            }
        }
        assert!((110..=210).contains(&companies), "about 8%, not {companies} of 2,000");
        assert!((1_120..=1_280).contains(&vietnamese), "about 60%, not {vietnamese} of 2,000");
    }

    #[test]
    fn a_seed_makes_its_people() {
        assert!(People::new(1).take(200).eq(People::new(1).take(200)));
        assert!(People::new(1).take(20).ne(People::new(2).take(20)));
    }

    #[test]
    fn no_two_share_a_phone_an_email_or_an_id() {
        let count = 100_000;
        let (mut phones, mut emails, mut ids, mut ibans) =
            (HashSet::new(), HashSet::new(), HashSet::new(), HashSet::new());
        for person in People::new(u64::MAX).take(count) {
            assert!(phones.insert(person.phone));
            assert!(person.phone2.is_none_or(|phone| phones.insert(phone)));
            assert!(emails.insert(person.email));
            assert!(person.national_id.is_empty() || ids.insert(person.national_id));
            assert!(person.iban.is_none_or(|iban| ibans.insert(iban)));
        }
    }

    /// What uniqueness rests on, over the whole million.
    #[test]
    fn scattering_is_a_permutation() {
        let people = People::new(99);
        let mut seen = vec![false; 1_000_000];
        for index in 0..1_000_000 {
            let place = people.scatter(index, 1_000_000) as usize;
            assert!(!std::mem::replace(&mut seen[place], true));
        }
    }
}
