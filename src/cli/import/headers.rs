//! What columns are called, in English, Vietnamese and Romanian, and what each name means.

use unicode_normalization::UnicodeNormalization;

use super::mapping::Target;
use crate::domain::Field;
use crate::domain::fold::fold;

/// Names as `fold` leaves them, by what they mean. A trailing number (`Phone 2`) needs no name of its own.
pub(super) const NAMES: &[(Target, &str)] = &[
    (
        Target::ExternalId,
        "external id | id | customer id | client id | customer no | customer number | customer code | cust id | \
         account id | account number | contact id | record id | uuid | code | ma | ma kh | ma khach hang | \
         ma so | ma so khach hang | ma khach | id khach hang | makh | cod client | id client | nr client | \
         cod | numar client",
    ),
    (
        Target::FullName,
        "name | full name | fullname | customer name | client name | contact name | display name | customer | \
         contact | ho va ten | ho ten | hoten | ten khach hang | ten kh | ten day du | ho ten khach hang | \
         ho va ten khach hang | khach hang | ten khach | nguoi lien he | nume complet | nume si prenume | \
         numele si prenumele | nume prenume | nume client | numele clientului | client | persoana de contact",
    ),
    (
        Target::FirstName,
        "first name | firstname | given name | forename | fname | first | ten | ten goi | prenume | prenumele",
    ),
    (
        Target::LastName,
        "last name | lastname | surname | family name | lname | last | ho | ho dem | ho va ten dem | \
         ho va dem | ho ten dem | ho lot | nume | numele | nume de familie | nume familie",
    ),
    (
        Target::Company,
        "company | company name | organization | organisation | organization name | business | business name | \
         employer | account | account name | firm | cong ty | ten cong ty | doanh nghiep | ten doanh nghiep | \
         to chuc | don vi | co quan | companie | companie nume | firma | nume firma | denumire firma | \
         denumire | denumire companie | societate | societatea | organizatie | nume companie",
    ),
    (
        Target::Kind,
        "kind | type | customer type | client type | customer kind | loai | loai khach hang | loai kh | \
         phan loai | tip | tip client | tipul clientului",
    ),
    (
        Target::City,
        "city | town | city town | locality | thanh pho | tinh thanh pho | tinh thanh | tp | tinh tp | tinh | \
         oras | orasul | localitate | localitatea | municipiu",
    ),
    (Target::Country, "country | country name | country region | nation | quoc gia | nuoc | dat nuoc | tara"),
    (
        Target::Website,
        "website | web site | web | url | homepage | home page | web page | trang web | trang chu | site | \
         site web | pagina web | adresa web",
    ),
    (
        Target::Since,
        "since | customer since | client since | subscription date | signup date | sign up date | \
         registration date | registered | date registered | join date | joined | created | created at | \
         created date | created on | date created | creation date | start date | ngay dang ky | ngay tao | \
         ngay tham gia | khach hang tu | tu ngay | ngay bat dau | client din | data inregistrarii | \
         data inregistrare | data crearii | data inscrierii | din data | data abonarii",
    ),
    (
        Target::Status,
        "status | customer status | client status | trang thai | tinh trang | stare | \
         statut | status client | starea",
    ),
    (
        Target::Sealed(Field::Phone),
        "phone | phone number | phone no | telephone | telephone number | tel | tel no | mobile | \
         mobile phone | mobile number | cell | cell phone | cellphone | primary phone | work phone | \
         home phone | business phone | contact number | so dien thoai | dien thoai | sdt | so dt | dt | \
         di dong | dtdd | so di dong | dien thoai di dong | so may | telefon | numar de telefon | \
         numar telefon | nr telefon | nr de telefon | nr tel | telefon mobil | mobil | telefonul",
    ),
    (
        Target::Sealed(Field::Phone2),
        "secondary phone | other phone | alternate phone | alternative phone | second phone | \
         so dien thoai phu | dien thoai phu | sdt phu | dien thoai khac | alt telefon | telefon secundar | \
         telefon fix | telefon alternativ",
    ),
    (
        Target::Sealed(Field::Email),
        "email | e mail | mail | email address | e mail address | primary email | thu dien tu | dia chi email | \
         dia chi e mail | hop thu | adresa de e mail | adresa de email | adresa e mail | adresa email | \
         posta electronica",
    ),
    (
        Target::Sealed(Field::Address),
        "address | street | street address | full address | home address | mailing address | postal address | \
         billing address | address line | dia chi | dia chi nha | noi o | dia chi lien he | so nha | \
         dia chi thuong tru | adresa | strada | adresa completa | domiciliu | adresa de domiciliu",
    ),
    (
        Target::Sealed(Field::BirthDate),
        "birth date | birthdate | date of birth | dob | birthday | born | ngay sinh | ngay thang nam sinh | \
         sinh nhat | ns | data nasterii | data nastere | data de nastere | nascut | zi de nastere",
    ),
    (
        Target::Sealed(Field::NationalId),
        "national id | national id number | identity number | id number | id card | id card number | ssn | \
         social security number | passport | passport number | personal id | cccd | so cccd | cmnd | so cmnd | \
         cmnd cccd | cccd cmnd | so cmnd cccd | so cccd cmnd | can cuoc | can cuoc cong dan | so can cuoc | \
         so can cuoc cong dan | so dinh danh | ma dinh danh | chung minh nhan dan | so chung minh nhan dan | \
         ho chieu | cnp | cod numeric personal | serie ci | carte de identitate | buletin | pasaport",
    ),
    (
        Target::Sealed(Field::Iban),
        "iban | bank account | bank account number | iban number | so tai khoan | tai khoan ngan hang | stk | \
         so tai khoan ngan hang | cont | cont bancar | cont iban | iban cont",
    ),
    (
        Target::Note,
        "note | notes | comment | comments | remark | remarks | description | ghi chu | chu thich | nhan xet | \
         mo ta | nota | observatii | mentiuni | comentarii | comentariu | descriere",
    ),
    // Row numbers, and the columns that our own error file adds.
    (
        Target::Ignore,
        "index | no | row | row number | row id | line | reason | stt | so thu tu | nr | nr crt | \
         numar curent",
    ),
];

/// A header as it is shown: composed, one line, no spaces around.
pub fn tidy(header: &str) -> String {
    let plain: String = header.nfc().map(|c| if c.is_control() || c == '\u{feff}' { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The form in which headers are compared: words of lower-case letters without marks, numbers apart.
pub fn key(header: &str) -> String {
    let mut apart = String::with_capacity(header.len() + 8);
    let mut previous = ' ';
    for c in header.nfc() {
        let word = previous.is_lowercase() && c.is_uppercase();
        let number = previous.is_alphabetic() && c.is_numeric();
        if word || number {
            apart.push(' ');
        }
        apart.push(c);
        previous = c;
    }
    fold(&apart)
}

/// What a column of this name holds, if the name is known.
pub fn known(header: &str) -> Option<Target> {
    // `Phone (mobile)` and `Email *` mean what they say before the brackets.
    let outside = header.split(['(', '[']).next().unwrap_or_default();
    [header, outside].into_iter().find_map(|header| {
        let key = key(header);
        by_key(&key).or_else(|| {
            let (words, number) = key.rsplit_once(' ')?;
            let ordinal = number.parse::<u8>().ok()?;
            match by_key(words)? {
                Target::Sealed(Field::Phone) if ordinal == 3 => Some(Target::Sealed(Field::Phone3)),
                Target::Sealed(Field::Phone) if ordinal > 1 => Some(Target::Sealed(Field::Phone2)),
                Target::Sealed(Field::Email) if ordinal == 3 => Some(Target::Sealed(Field::Email3)),
                Target::Sealed(Field::Email) if ordinal > 1 => Some(Target::Sealed(Field::Email2)),
                Target::Sealed(Field::Address) if ordinal > 1 => Some(Target::Sealed(Field::Address2)),
                target => Some(target),
            }
        })
    })
}

fn by_key(key: &str) -> Option<Target> {
    NAMES.iter().find(|(_, names)| names.split(" | ").any(|name| name == key)).map(|(target, _)| *target)
}

/// Whether a surname column is named in Vietnamese, where the family's name comes first.
pub fn is_vietnamese_surname(header: &str) -> bool {
    matches!(key(header).as_str(), "ho" | "ho dem" | "ho va ten dem" | "ho va dem" | "ho ten dem" | "ho lot")
}

/// Whether a name that may be a part (`Tên`, `Nume`) is the whole where no column holds the other part.
pub fn may_be_whole_name(header: &str) -> bool {
    matches!(key(header).as_str(), "ten" | "nume" | "numele")
}
