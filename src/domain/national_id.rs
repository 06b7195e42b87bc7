//! National identity numbers: the Vietnamese CCCD and the Romanian CNP.

use jiff::civil::Date;

/// Province codes of a CCCD: Circular 59/2021/TT-BCA, annex. Codes of provinces merged in 2025 stay on issued cards.
const CCCD_PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45,
    46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92,
    93, 94, 95, 96,
];

/// Whether it is a Vietnamese CCCD (number of the citizen's identity card): 12 digits, of which three are the province
/// of the birth's registration, one the century and sex (0-3: born 1900-2099), two the year, six a serial number.
/// There is no check digit (Decree 137/2015/ND-CP, article 13).
pub fn is_cccd(text: &str) -> bool {
    let Some(digits) = digits::<12>(text) else { return false };
    digits[0] == 0 && CCCD_PROVINCES.contains(&(digits[1] * 10 + digits[2])) && digits[3] <= 3
}

/// Whether it is a Romanian CNP (personal numeric code): 13 digits, of which one is sex and century, six the birth date,
/// two the county, three a serial number and one the check digit (OUG 97/2005, Law 105/1996).
pub fn is_cnp(text: &str) -> bool {
    let Some(digits) = digits::<13>(text) else { return false };
    let [sex, y1, y2, m1, m2, d1, d2, ..] = digits;
    let centuries: &[i16] = match sex {
        1 | 2 => &[1900],
        3 | 4 => &[1800],
        5 | 6 => &[2000],
        // Residents from abroad: the century is not told.
        7..=9 => &[1900, 2000],
        _ => return false,
    };
    let two = |tens: u8, ones: u8| i16::from(tens * 10 + ones);
    let (year, month, day) = (two(y1, y2), (m1 * 10 + m2) as i8, (d1 * 10 + d2) as i8);
    let born = centuries.iter().any(|century| Date::new(century + year, month, day).is_ok());
    born && digits[7] + digits[8] > 0 && digits[12] == cnp_check_digit(&digits)
}

/// The check digit over the first twelve digits.
pub fn cnp_check_digit(digits: &[u8; 13]) -> u8 {
    const WEIGHTS: [u16; 12] = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
    let sum: u16 = WEIGHTS.iter().zip(digits).map(|(weight, digit)| weight * u16::from(*digit)).sum();
    match sum % 11 {
        10 => 1,
        rest => rest as u8,
    }
}

fn digits<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_cccd() {
        assert!(is_cccd("001190012345"));
        assert!(is_cccd("079301000001"));
        // A province that is not, a century to come, a length, a letter
        for wrong in ["003190012345", "001490012345", "00119001234", "0011900123456", "00119001234a", "901190012345"] {
            assert!(!is_cccd(wrong), "{wrong}");
        }
    }

    #[test]
    fn knows_a_cnp() {
        assert!(is_cnp("1800101221144"));
        assert!(is_cnp("2960229400011"), "29 February of a leap year, and a rest of 10");
        for wrong in
            ["1800101221145", "1800101221141", "1801301221144", "0800101221144", "180010122114", "1800101001144"]
        {
            assert!(!is_cnp(wrong), "{wrong}");
        }
    }
}
