//! Files made here in each encoding and shape, and one made elsewhere, read to their rows.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::dates::{DateShape, Order};
use super::headers;
use super::lines::{BadReason, BadRow};
use super::mapping::{Goal, MapError, Mapping, Target};
use super::report::{ErrorFile, Summary};
use super::rows::{Row, Rows};
use super::sniff::{Choices, MAX_STDIN, Shape, SniffError, Source};
use crate::domain::{CustomerKind, Field, Status};

const VIETNAMESE: &str = "Mã KH,Họ và tên,Số điện thoại,Địa chỉ\n\
    KH1,Nguyễn Thị Hồng Đào,0903123456,12 Lê Lợi\n\
    KH2,Trần Văn Đức,0912345678,Số 5 phố Huế\n\
    KH3,Phạm Thị Thuỷ Tiên,0987654321,Ngõ 9 Đội Cấn\n";

const ROMANIAN: &str = "Cod client;Nume;Prenume;Telefon;Adresă de e-mail;Oraş\n\
    C1;Ţepeş;Ştefan;0721 234 567;stefan@example.ro;Timişoara\n\
    C2;Brâncuşi;Ioniţă;0722 234 567;ionita@example.ro;Bistriţa\n";

fn source(bytes: &[u8]) -> Source {
    Source::read_all("test", &mut &bytes[..], MAX_STDIN).unwrap()
}

fn sniff(bytes: &[u8]) -> Shape {
    source(bytes).sniff(&Choices::default()).unwrap()
}

fn read_with(bytes: &[u8], choices: &Choices, spec: Option<&str>) -> Vec<Result<Row, BadRow>> {
    let mut source = source(bytes);
    let shape = source.sniff(choices).unwrap();
    let mapping = Mapping::new(&shape, spec).unwrap();
    Rows::new(source, &shape, mapping).unwrap().collect()
}

fn read(text: impl AsRef<[u8]>) -> Vec<Result<Row, BadRow>> {
    read_with(text.as_ref(), &Choices::default(), None)
}

fn good(text: impl AsRef<[u8]>) -> Vec<Row> {
    read(text).into_iter().map(Result::unwrap).collect()
}

fn reasons(rows: &[Result<Row, BadRow>]) -> Vec<(u64, &'static str)> {
    rows.iter().filter_map(|row| row.as_ref().err()).map(|bad| (bad.line, bad.reason.key())).collect()
}

fn sealed(row: &Row, field: Field) -> Option<&str> {
    row.sealed.iter().find(|(other, _)| *other == field).map(|(_, value)| value.as_str())
}

fn utf16(text: &str, little: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

/// As Windows-1258 has it: tone marks apart, other marks on their letters.
fn windows_1258(text: &str) -> Vec<u8> {
    let tones = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let mut apart = String::new();
    for letter in text.nfc() {
        let parts: Vec<char> = letter.nfd().collect();
        apart.extend(parts.iter().copied().filter(|part| !tones.contains(part)).nfc());
        apart.extend(parts.iter().filter(|part| tones.contains(part)));
    }
    let (bytes, _, lossy) = WINDOWS_1258.encode(&apart);
    assert!(!lossy);
    bytes.into_owned()
}

#[test]
fn reads_vietnamese_in_every_encoding_alike() {
    let marked = [b"\xEF\xBB\xBF", VIETNAMESE.as_bytes()].concat();
    let decomposed: String = VIETNAMESE.nfd().collect();
    let files: [(Vec<u8>, &Encoding); 8] = [
        (VIETNAMESE.into(), UTF_8),
        (marked, UTF_8),
        (decomposed.into(), UTF_8),
        (utf16(VIETNAMESE, true, true), UTF_16LE),
        (utf16(VIETNAMESE, true, false), UTF_16LE),
        (utf16(VIETNAMESE, false, true), UTF_16BE),
        (utf16(VIETNAMESE, false, false), UTF_16BE),
        (windows_1258(VIETNAMESE), WINDOWS_1258),
    ];
    for (file, encoding) in files {
        assert_eq!(sniff(&file).encoding, encoding);
        let rows = good(&file);
        assert_eq!(rows.len(), 3, "{encoding:?}");
        assert_eq!(rows[0].name, "Nguyễn Thị Hồng Đào", "{encoding:?}");
        assert_eq!(rows[0].external_id.as_deref(), Some("KH1"));
        assert_eq!(sealed(&rows[0], Field::Phone), Some("0903123456"));
        assert_eq!(sealed(&rows[2], Field::Address), Some("Ngõ 9 Đội Cấn"), "{encoding:?}");
    }
}

#[test]
fn reads_romanian_in_windows_1250() {
    let (bytes, _, lossy) = WINDOWS_1250.encode(ROMANIAN);
    assert!(!lossy);
    let shape = sniff(&bytes);
    assert_eq!((shape.encoding, shape.delimiter), (WINDOWS_1250, b';'));
    let rows = good(&bytes);
    assert_eq!(rows[0].name, "Ştefan Ţepeş");
    assert_eq!(rows[1].city, "Bistriţa");
    assert_eq!(sealed(&rows[1], Field::Email), Some("ionita@example.ro"));
}

#[test]
fn a_chosen_encoding_is_not_guessed() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("name,city\nÉmile,Besançon\n");
    let choices = Choices { encoding: super::encoding::by_label("windows-1252"), ..Choices::default() };
    let rows = read_with(&bytes, &choices, None);
    assert_eq!(rows[0].as_ref().unwrap().city, "Besançon");
    assert!(super::encoding::by_label("klingon").is_none());
}

#[test]
fn other_languages_are_not_taken_for_vietnamese_or_romanian() {
    use encoding_rs::WINDOWS_1252;
    let cases = [
        (WINDOWS_1252, "Émile Lefèvre,Besançon\nFrançois Noël,Nîmes\nHélène Côté,Orléans\n"),
        (WINDOWS_1252, "Niccolò Pietà,Forlì\nGesù Più,Cantù\nJosé Può,Città di Castello\n"),
        (WINDOWS_1252, "Jürgen Groß,Köln\nBjörn Müller,Düsseldorf\n"),
        (WINDOWS_1250, "Łukasz Wójcik,Łódź\nZbigniew Świątek,Częstochowa\n"),
    ];
    for (encoding, rows) in cases {
        let (bytes, _, lossy) = encoding.encode(rows);
        assert!(!lossy);
        assert_eq!(sniff(&[b"name,city\n", &bytes[..]].concat()).encoding, encoding, "{rows}");
    }
}

#[test]
fn letters_beyond_the_beginning_decide_on_the_encoding() {
    let mut file = b"name,city\n".to_vec();
    (0..40_000).for_each(|_| file.extend_from_slice(b"Plain Name,Town\n"));
    file.extend_from_slice(&windows_1258("Nguyễn Thị Hồng Đào,Đà Nẵng\n"));
    assert_eq!(sniff(&file).encoding, WINDOWS_1258);
    assert_eq!(good(&file).last().unwrap().city, "Đà Nẵng");
}

#[test]
fn one_broken_letter_costs_one_row_of_a_utf8_file() {
    let mut file = VIETNAMESE.as_bytes().to_vec();
    file.extend_from_slice(b"KH4,Bro\xFFken,1,2\nKH5,Whole,1,2\n");
    let rows = read(&file);
    assert_eq!(reasons(&rows), [(5, "encoding")]);
    assert_eq!(rows.len(), 5);
}

#[test]
fn finds_each_delimiter_past_quoted_ones() {
    for delimiter in [',', ';', '\t', '|'] {
        let quoted = format!("\"a{delimiter}b, c; d | e\"");
        let text = format!("name,company,city\nAn,{quoted},Huế\nBo,\"x\ny\",Iaşi\n")
            .replace("name,company,city", &["name", "company", "city"].join(&delimiter.to_string()))
            .replace(&format!("An,{quoted},"), &format!("An{delimiter}{quoted}{delimiter}"))
            .replace("Bo,\"x\ny\",", &format!("Bo{delimiter}\"x\ny\"{delimiter}"));
        let shape = sniff(text.as_bytes());
        assert_eq!(char::from(shape.delimiter), delimiter);
        let rows = good(&text);
        assert_eq!(rows[0].company, quoted.trim_matches('"').replace('\t', " "), "{text}");
        assert_eq!((rows[1].company.as_str(), rows[1].city.as_str()), ("x y", "Iaşi"));
    }
}

#[test]
fn obeys_a_spreadsheets_sep_line_and_old_line_ends() {
    let rows = good("sep=;\r\nname;city\r\nAn, Bo;Huế\r\n");
    assert_eq!((rows[0].name.as_str(), rows[0].line), ("An, Bo", 3));
    let rows = good("name,city\rAn,Huế\rBo,Iaşi\r");
    assert_eq!((rows[1].name.as_str(), rows[1].line), ("Bo", 3));
}

#[test]
fn tells_a_header_from_a_row() {
    assert!(sniff(b"name,phone\nAn,1\n").has_header);
    assert!(sniff(b"colour,amount\nred,12\n").has_header, "no digits over digits");
    let bare = "An Nguyen,an@example.com,0903123456\nBo Tran,bo@example.com,0912345678\n";
    let shape = sniff(bare.as_bytes());
    assert!(!shape.has_header);
    assert_eq!(shape.header, ["Column 1", "Column 2", "Column 3"]);
    assert!(matches!(Mapping::new(&shape, None), Err(MapError::NoName { .. })));
    let rows = read_with(bare.as_bytes(), &Choices::default(), Some("#1=name,Column 2=email"));
    assert_eq!(rows.len(), 2);
    assert_eq!(sealed(rows[1].as_ref().unwrap(), Field::Email), Some("bo@example.com"));
    assert_eq!(shape.to_string(), "UTF-8, commas, 3 columns, no header");
}

#[test]
fn refuses_what_is_no_table() {
    let refused = |bytes: &[u8]| source(bytes).sniff(&Choices::default()).unwrap_err();
    assert!(matches!(refused(b""), SniffError::Empty { .. }));
    assert!(matches!(refused(b"\n\n"), SniffError::Empty { .. }));
    assert!(matches!(refused(b"PK\x03\x04rest"), SniffError::NotText { .. }));
    assert!(matches!(refused(&[b'a', 0, 0, 0, b'b', 1, 0, 0]), SniffError::NotText { .. }));
    assert!(matches!(refused("a,".repeat(300).as_bytes()), SniffError::TooManyColumns { columns: 301, .. }));
    assert!(matches!(Source::read_all("x", &mut &b"12345"[..], 4), Err(SniffError::TooLarge { limit: 4, .. })));
    assert!(matches!(Source::open("/"), Err(SniffError::Directory { .. })));
    let missing = Source::open("no-such-file.csv").err().unwrap().to_string();
    assert!(missing.contains("no-such-file.csv could not be read"), "{missing}");
}

#[test]
fn line_numbers_hold_past_quoted_breaks_blank_lines_and_bad_rows() {
    let text = "name,notes,city\r\nAn,\"one\r\ntwo\",Huế\r\n\r\n,,\r\nBo,,x,y\r\n,z,w\r\nCi,,Iaşi";
    let rows = read(text);
    assert_eq!(reasons(&rows), [(6, "too-many-columns"), (7, "no-name")]);
    let good: Vec<&Row> = rows.iter().filter_map(|row| row.as_ref().ok()).collect();
    assert_eq!((good[0].line, good[0].note.as_deref()), (2, Some("one\ntwo")));
    assert_eq!((good[1].line, good[1].city.as_str()), (8, "Iaşi"));
}

#[test]
fn an_open_quote_costs_its_own_row_only() {
    let text = "name,city\nAn,\"Huế\nBo,Iaşi\nCi,\"Cluj\"\nDu \"Dudu\" D,\"say \"\"hi\"\"\"\nEm,\"Brno\n";
    let rows = read(text);
    assert_eq!(reasons(&rows), [(2, "open-quote"), (6, "open-quote")]);
    let good: Vec<&str> = rows.iter().flatten().map(|row| row.city.as_str()).collect();
    assert_eq!(good, ["Iaşi", "Cluj", "say \"hi\""]);
    // Over the most lines of a record, without any closing quote.
    let long = format!("name,city\nAn,\"Huế\n{}", "Bo,Iaşi\n".repeat(1_000));
    let rows = read(long);
    assert_eq!(reasons(&rows), [(2, "open-quote")]);
    assert_eq!(rows.len(), 1_001);
}

#[test]
fn limits_hold() {
    let text = format!("name,notes\nAn,{}\nBo,{}\nCi,ok\n", "đ".repeat(10_000), "đ".repeat(10_001));
    assert_eq!(reasons(&read(text)), [(3, "long-cell")]);
    let text = format!("name,notes\nAn,{}\nBo,ok\n", "x".repeat(5 << 20));
    let rows = read(text);
    assert_eq!(reasons(&rows), [(2, "long-line")]);
    assert_eq!(rows[1].as_ref().unwrap().line, 3);
}

#[test]
fn cells_that_are_not_clean_are_flagged_and_kept() {
    let text = "name,phone,city,since,status,type,notes\n\
        An,0\u{0}90,Huế,31/02/2020,asleep,alien,n\n\
        Bo,'+84903,,26/08/2020,Tiềm năng,Cá nhân\n\
        Ci,-5361,,26/08/2020,blocked,company,\n";
    let rows = good(text);
    assert_eq!(rows[0].flags, ["phone", "since", "status", "kind"]);
    assert_eq!(sealed(&rows[0], Field::Phone), Some("090"));
    assert_eq!((rows[0].since.as_str(), rows[0].status), ("", Status::Active));
    assert_eq!(rows[1].flags, ["columns"]);
    assert_eq!(sealed(&rows[1], Field::Phone), Some("+84903"));
    assert_eq!((rows[1].status, rows[1].kind), (Status::Lead, CustomerKind::Person));
    assert!(rows[2].flags.is_empty());
    assert_eq!(sealed(&rows[2], Field::Phone), Some("-5361"));
    assert_eq!((rows[2].status, rows[2].kind), (Status::Blocked, CustomerKind::Company));
}

#[test]
fn names_are_joined_in_their_order() {
    assert_eq!(good("First Name,Last Name\nHeather,Callahan\n")[0].name, "Heather Callahan");
    assert_eq!(good("Tên,Họ đệm\nĐức,Trần Văn\n")[0].name, "Trần Văn Đức");
    assert_eq!(good("Nume,Prenume\nPopescu,Ion\n")[0].name, "Ion Popescu");
    assert_eq!(good("Tên,Địa chỉ\nTrần Văn Đức,Huế\n")[0].name, "Trần Văn Đức");
    assert_eq!(good("Nume,Oraș\nIon Popescu,Iași\n")[0].name, "Ion Popescu");
    let firm = &good("Company,Name\nAcme,\n")[0];
    assert_eq!((firm.name.as_str(), firm.kind), ("Acme", CustomerKind::Company));
}

#[test]
fn every_known_name_is_as_it_is_compared_and_means_one_thing() {
    let mut seen = std::collections::HashMap::new();
    for (target, names) in headers::NAMES {
        for name in names.split(" | ") {
            assert_eq!(headers::key(name), name, "would never match");
            assert_eq!(seen.insert(name, *target), None, "{name} means two things");
        }
    }
}

#[test]
fn headers_are_known_in_three_languages() {
    let phone = Target::Sealed(Field::Phone);
    let id = Target::Sealed(Field::NationalId);
    let cases = [
        ("Customer Id", Target::ExternalId),
        ("CustomerID", Target::ExternalId),
        ("Mã KH", Target::ExternalId),
        ("Họ và tên", Target::FullName),
        ("Ho va ten", Target::FullName),
        ("Prenume", Target::FirstName),
        ("PHONE 1", phone),
        ("phone_number", phone),
        ("Phone2", Target::Sealed(Field::Phone2)),
        ("SĐT", phone),
        ("Số điện thoại (di động)", phone),
        ("Telefon", phone),
        ("Email *", Target::Sealed(Field::Email)),
        ("Adresă de e-mail", Target::Sealed(Field::Email)),
        ("Địa chỉ", Target::Sealed(Field::Address)),
        ("Data nașterii", Target::Sealed(Field::BirthDate)),
        ("Ngày sinh", Target::Sealed(Field::BirthDate)),
        ("CNP", id),
        ("CCCD", id),
        ("Số CMND/CCCD", id),
        ("IBAN", Target::Sealed(Field::Iban)),
        ("Subscription Date", Target::Since),
        ("Țară", Target::Country),
        ("Tỉnh/Thành phố", Target::City),
        ("Ghi chú", Target::Note),
        ("STT", Target::Ignore),
    ];
    for (header, target) in cases {
        assert_eq!(headers::known(header), Some(target), "{header}");
    }
    assert_eq!(headers::known("Favourite colour"), None);
}

#[test]
fn two_columns_for_one_field_are_told() {
    let shape = sniff(b"Name,Phone,Mobile,Tel,Email,E-mail,Colour\nAn,1,2,3,a,b,c\n");
    let mapping = Mapping::new(&shape, None).unwrap();
    let targets: Vec<&str> = mapping.columns.iter().map(|column| column.target.name()).collect();
    assert_eq!(targets, ["name", "phone", "phone2", "phone3", "email", "email2", "ignore"]);
    assert_eq!(mapping.remarks.len(), 4, "{:?}", mapping.remarks);
    let mapping = Mapping::new(&shape, Some("Tel=phone, colour=note")).unwrap();
    let targets: Vec<&str> = mapping.columns.iter().map(|column| column.target.name()).collect();
    assert_eq!(targets, ["name", "phone2", "phone3", "phone", "email", "email2", "note"]);
    assert!(mapping.to_string().contains("  Tel → phone (sealed)\n"));
}

#[test]
fn errors_of_map_name_what_is_near() {
    let shape = sniff(b"Name,Phone 1,Email\nAn,1,a@b\n");
    let error = |spec| Mapping::new(&shape, Some(spec)).unwrap_err().to_string();
    assert_eq!(error("Phnoe 1=phone"), "--map: there is no column `Phnoe 1`. Did you mean `Phone 1`?");
    assert_eq!(error("Email=emial"), "--map: there is no field `emial`. Did you mean `email`?");
    assert!(error("zzz=name").ends_with("The columns are: Name, Phone 1, Email."));
    assert!(error("Name").contains("is not COLUMN=FIELD"));
    assert!(error("Name=phone,Phone 1=phone").contains("`Name` and `Phone 1` both go to phone"));
    assert!(error("#9=phone").contains("no column `#9`"));
}

#[test]
fn dates_take_the_order_their_column_shows() {
    let detect = |cells: &[&'static str]| DateShape::detect(cells.iter().copied());
    let day_first = detect(&["01-02-2020", "26-08-2020"]).unwrap();
    assert_eq!((day_first.order, day_first.ambiguous), (Order::DayFirst, false));
    assert_eq!(day_first.parse("01-02-2020").as_deref(), Some("2020-02-01"));
    assert_eq!(day_first.parse("1.2.2020 10:30").as_deref(), Some("2020-02-01"));
    assert_eq!(day_first.parse("2020-08-26T00:00:00Z").as_deref(), Some("2020-08-26"));
    let month_first = detect(&["10/20/2016", "3/1/2017"]).unwrap();
    assert_eq!((month_first.order, month_first.ambiguous), (Order::MonthFirst, false));
    assert_eq!(month_first.parse("3/1/2017").as_deref(), Some("2017-03-01"));
    assert_eq!(month_first.parse("20/10/2016"), None, "not guessed row by row");
    let unclear = detect(&["01/02/2020", "03/04/2021"]).unwrap();
    assert_eq!((unclear.order, unclear.ambiguous), (Order::DayFirst, true));
    assert!(detect(&["26/08/2020", "08/26/2020"]).unwrap().mixed);
    assert_eq!(detect(&["2020-08-26", "20200826"]).unwrap().order, Order::YearFirst);
    assert_eq!(detect(&["yesterday", ""]), None);
    for refused in ["26/08/20", "31/02/2020", "2020-13-01", "26-08", "1-2-3-2020", "26/aug/2020", "0000-01-01"] {
        assert_eq!(day_first.parse(refused), None, "{refused}");
    }
    let shape = sniff(b"name,since\nAn,01/02/2020\n");
    assert!(Mapping::new(&shape, None).unwrap().remarks[0].contains("day-month-year, assumed"));
    let birth = good("name,dob\nAn,26/08/1990\nBo,about 1990\n");
    assert_eq!(sealed(&birth[0], Field::BirthDate), Some("1990-08-26"));
    assert_eq!(sealed(&birth[1], Field::BirthDate), Some("about 1990"));
    assert_eq!(birth[1].flags, ["birth_date"]);
}

#[test]
fn the_error_file_is_private_harmless_and_can_be_imported_again() {
    let directory = tempfile::tempdir().unwrap();
    let wanted = ErrorFile::name_for("data/customers.csv", directory.path());
    std::fs::File::create(&wanted).unwrap().write_all(b"mine").unwrap();
    let header = ["name", "phone", "=x"].map(str::to_owned);
    assert_eq!(ErrorFile::new(&wanted, &header).finish().unwrap(), None);
    let mut file = ErrorFile::new(&wanted, &header);
    let cells = ["", "+40 721 234 567", "=cmd()|'x'!A1"].map(str::to_owned).to_vec();
    file.write(&BadRow { line: 7, reason: BadReason::NoName, cells }).unwrap();
    let path = file.finish().unwrap().unwrap();
    assert_eq!(path.file_name().unwrap(), "customers.errors-2.csv");
    assert_eq!(std::fs::read(&wanted).unwrap(), b"mine");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        text,
        "line,reason,name,phone,'=x\n7,no-name: there is no name; give one,,'+40 721 234 567,'=cmd()|'x'!A1\n"
    );
    let rows = good(text.replace("give one,,", "give one,An,"));
    assert_eq!(sealed(&rows[0], Field::Phone), Some("+40 721 234 567"));
}

#[test]
fn the_summary_is_for_people_and_programs() {
    let summary =
        Summary { source: "a.csv".into(), read: 10_000, added: 9_998, bad: 2, milliseconds: 500, ..Summary::default() };
    assert_eq!(
        summary.to_string(),
        "a.csv: 10,000 rows read, 20,000 a second\n         9,998  added\n             2  bad\n"
    );
    let json: serde_json::Value = serde_json::from_str(&summary.json().unwrap()).unwrap();
    assert_eq!((&json["added"], &json["error_file"]), (&9_998.into(), &serde_json::Value::Null));
}

#[test]
fn rows_do_not_print_their_values() {
    let printed = format!("{:?}", read("name,phone\nSecretive,0903\n,Hidden\n"));
    assert!(!printed.contains("Secretive") && !printed.contains("0903") && !printed.contains("Hidden"), "{printed}");
}

#[test]
fn no_bytes_make_it_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    let pieces: [&[u8]; 14] = [
        b"name",
        b",",
        b";",
        b"\n",
        b"\r\n",
        b"\"",
        b"\"\"",
        b"\xFF\xFE",
        b"\0",
        "ễ".as_bytes(),
        b"\xC3",
        b"26/08/2020",
        b"sep=",
        b"'=",
    ];
    for _ in 0..3_000 {
        let mut bytes = Vec::new();
        if random.bool() {
            bytes.extend_from_slice(b"name,phone,since\n");
        }
        for _ in 0..random.usize(..40) {
            match random.bool() {
                true => bytes.extend_from_slice(pieces[random.usize(..pieces.len())]),
                false => bytes.push(random.u8(..)),
            }
        }
        let mut source = source(&bytes);
        let Ok(shape) = source.sniff(&Choices::default()) else { continue };
        let Ok(mapping) = Mapping::new(&shape, Some("#1=name")) else { continue };
        let mut last = 0;
        for row in Rows::new(source, &shape, mapping).unwrap() {
            let line = row.as_ref().map_or_else(|bad| bad.line, |row| row.line);
            assert!(line > last, "lines go up");
            last = line;
            assert!(row.is_err() || row.is_ok_and(|row| !row.name.is_empty()));
        }
    }
}

#[test]
fn reads_small_pieces_as_one() {
    let mut whole = Vec::new();
    let mut decoded = super::encoding::Decoded::new(&b"\xEF\xBB\xBFa\xE1\xBB\x85b\xE1\xBB"[..], UTF_8);
    let mut byte = [0];
    while std::io::Read::read(&mut decoded, &mut byte).unwrap() == 1 {
        whole.push(byte[0]);
    }
    assert_eq!(String::from_utf8(whole).unwrap(), "aễb\u{fffd}");
}

/// The path of a file made elsewhere, or `None` with a word where it is not there.
fn shared(name: &str) -> Option<String> {
    let path = format!("{}/../shared/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let there = std::path::Path::new(&path).exists();
    if !there {
        eprintln!("skipped: {name} is not there");
    }
    there.then_some(path)
}

#[test]
fn reads_all_of_a_file_made_elsewhere() {
    let Some(path) = shared("customers-10000.csv") else { return };
    let mut source = Source::open(&path).unwrap();
    let shape = source.sniff(&Choices::default()).unwrap();
    assert_eq!(shape.to_string(), "UTF-8, commas, 12 columns, a header");
    let mapping = Mapping::new(&shape, None).unwrap();
    assert_eq!(mapping.remarks, [""; 0]);
    assert!(mapping.columns[1..].iter().all(|column| column.target != Target::Ignore), "{mapping}");
    let mut progress = crate::cli::progress::Progress::new("Reading", None);
    let mut rows = Rows::new(source, &shape, mapping).unwrap();
    let mut read = Vec::new();
    while let Some(row) = rows.next() {
        read.push(row.unwrap());
        progress.reach(rows.share());
        progress.tick(1);
    }
    let rate = read.len() as f64 / progress.finish().as_secs_f64();
    eprintln!("{rate:.0} rows a second");
    assert_eq!((read.len(), rows.read(), rows.share()), (10_000, 10_000, 1.0));
    assert_eq!((read[0].name.as_str(), read[0].since.as_str()), ("Heather Callahan", "2020-08-26"));
    assert_eq!((read[0].line, read[9_999].line), (2, 10_001));
    assert_eq!(sealed(&read[1], Field::Phone2), Some("(209)172-7124x3651"));
    assert!(read.iter().all(|row| row.flags.is_empty() && row.sealed.len() == 3 && !row.since.is_empty()));
    assert!(
        read.iter()
            .any(|row| sealed(row, Field::Phone) == Some("-5361") || sealed(row, Field::Phone2) == Some("-5361"))
    );
}

#[test]
fn reads_companies_and_month_first_dates_made_elsewhere() {
    let (Some(accounts), Some(deals)) = (shared("sales/accounts.csv"), shared("sales/sales_pipeline.csv")) else {
        return;
    };
    let rows = good(std::fs::read(accounts).unwrap());
    assert_eq!((rows.len(), rows[0].name.as_str(), rows[0].kind), (85, "Acme Corporation", CustomerKind::Company));
    let deals = std::fs::read(deals).unwrap();
    let mapping = Mapping::new(&sniff(&deals), Some("engage_date=since,opportunity_id=id")).unwrap_err();
    assert_eq!(mapping.to_string(), "--map: there is no field `id`. Did you mean `external_id` or `national_id`?");
    let rows = read_with(&deals, &Choices::default(), Some("engage_date=since,opportunity_id=external_id"));
    assert_eq!(rows[0].as_ref().unwrap().since, "2016-10-20");
    // Some deals have no account, and that is all there is to name them by.
    assert!(rows.iter().all(|row| row.as_ref().is_ok_and(|row| row.flags.is_empty()) || row.is_err()));
    assert!(reasons(&rows).iter().all(|(_, reason)| *reason == "no-name"));
    assert_eq!(rows.len(), 8_800);
}
