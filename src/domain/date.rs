//! Dates as people write them, brought to ISO 8601.

use jiff::civil::Date;

/// Reads `yyyy-mm-dd`, or day, month and year (four digits) parted by `/`, `-` or `.`; answers a real calendar date.
pub fn parse(text: &str) -> Option<Date> {
    let text = text.trim();
    let separator = text.chars().find(|c| matches!(c, '/' | '-' | '.'))?;
    let mut parts = text.split(separator);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    Date::new(number(year)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// The same as ISO 8601 text (`1990-05-31`).
pub fn to_iso(text: &str) -> Option<String> {
    parse(text).map(|date| date.to_string())
}

fn number(digits: &str) -> Option<i16> {
    let plain = !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_forms() {
        for text in ["1990-05-31", "31/05/1990", "31-05-1990", "31.05.1990", " 31/5/1990 ", "1990/05/31"] {
            assert_eq!(to_iso(text).as_deref(), Some("1990-05-31"), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "31/05/90",
            "30-02-2020",
            "31/05-1990",
            "1990-13-01",
            "+1-05-1990",
            "1/2/3/1990",
            "19900531",
            "１/２/1990",
        ] {
            assert_eq!(to_iso(text), None, "{text}");
        }
    }
}
