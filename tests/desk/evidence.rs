//! Extracts of the log: proven without the office, every change found and named, and hostile files that do no harm.

use std::io::{self, BufRead, Read};

use kin::desk::api::*;
use kin::desk::evidence::{BadLine, ExtractError, ExtractQuery, Proven, check};
use kin::domain::*;

use crate::log::{busy, known, passes};
use crate::office::*;

pub fn extract(office: &Office, name: &str, filter: LogFilter) -> String {
    let mut out = Vec::new();
    let query = ExtractQuery { filter, typed: "as typed".into(), reason: "for the court".into() };
    office.at(name).export_extract(&query, &mut out, &mut |_, _| {}).expect("an extract");
    String::from_utf8(out).expect("text")
}

pub fn proven(text: &str) -> Result<Proven, BadLine> {
    check(&mut text.as_bytes(), None, &mut |_| {}).expect("memory can be read")
}

pub fn reveals() -> LogFilter {
    LogFilter::of(LogMatch::Action(vec![Action::FieldReveal]))
}

/// The lines with the hash of all before put right, as one who forges an extract would do it.
pub fn resealed(lines: &[String]) -> String {
    let mut text = String::new();
    for line in lines {
        let before = blake3::hash(text.as_bytes()).to_hex().to_string();
        let mut line = line.clone();
        // The cover alone has none.
        if let Some(at) = line.rfind("\"before\":\"") {
            line.replace_range(at + 10..at + 74, &before);
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

pub fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

#[test]
fn an_extract_proves_itself() {
    let office = busy();
    let before = known(&office);
    for (filter, gaps) in [(LogFilter::default(), false), (reveals(), true)] {
        let text = extract(&office, "radu", filter.clone());
        let proven = proven(&text).expect("good");
        let expected = before.iter().filter(|known| passes(known, &filter)).count() as u64;
        // The whole log has what came in with the sign-in and the checkpoint, too.
        assert!(proven.entries >= expected && (!gaps || proven.entries == expected), "{}", proven.entries);
        assert_eq!(proven.gaps > 0, gaps);
        assert_eq!(proven.last.map(|(sequence, _)| sequence <= proven.log_size), Some(true));
        let cover = &proven.cover;
        assert_eq!((cover.made_by_name.as_str(), cover.reason.as_str()), ("radu", "for the court"));
        assert_eq!((cover.entries, cover.root.0), (proven.entries, office.desk_root()));
        // Each batch is in the log, with its number and why.
        let told = office.log().into_iter().find(|entry| entry.action == Action::LogExport).expect("an entry");
        assert!(told.details.contains("\"count\"") && told.reason == "for the court", "{told:?}");
        let root = Some(office.desk_root());
        assert!(check(&mut text.as_bytes(), root, &mut |_| {}).expect("memory").is_ok());
        let other = check(&mut text.as_bytes(), Some([7; 32]), &mut |_| {}).expect("memory").unwrap_err();
        assert!(other.line == 1 && other.why.contains("another office"), "{other:?}");
    }
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))), "the log holds with all that was written");
    // Nothing found is an extract too.
    let nothing = extract(&office, "mai", LogFilter::of(LogMatch::Origin(vec!["nowhere".into()])));
    assert_eq!(proven(&nothing).expect("good").entries, 0);
}

#[test]
fn any_changed_byte_is_found_at_its_line() {
    let office = busy();
    let text = extract(&office, "radu", reveals().with(false, LogMatch::Member(vec!["lan".into()])));
    let all = lines(&text);
    let mut random = fastrand::Rng::with_seed(3);
    for (n, line) in all.iter().enumerate() {
        for _ in 0..6 {
            let mut changed = all.clone();
            let at = random.usize(..line.len());
            let mut bytes = line.clone().into_bytes();
            bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
            let Ok(other) = String::from_utf8(bytes) else { continue };
            changed[n] = other;
            let bad = proven(&(changed.join("\n") + "\n")).expect_err("changed");
            // Where the hash of what is before was changed, the line before it is named with it.
            assert!(bad.line == n as u64 + 1 || bad.line == n as u64, "{n} {at}: {bad:?}");
        }
    }
    for (n, byte) in text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n') {
        assert_eq!(byte, b'\n');
        let mut cut = text.clone();
        cut.remove(n);
        assert!(proven(&cut).is_err());
        let mut more = text.clone();
        more.insert(n, '\r');
        assert!(proven(&more).is_err());
    }
    // A blank that JSON does not care for.
    for (from, to) in [("{\"kind\"", "{ \"kind\""), ("}\n", "} \n")] {
        assert!(proven(&text.replacen(from, to, 1)).is_err());
        let end = text.rfind(from).expect("it is there");
        assert!(proven(&format!("{}{}", &text[..end], text[end..].replacen(from, to, 1))).is_err());
    }
}

#[test]
fn missing_doubled_and_moved_lines_are_found() {
    let office = busy();
    let text = extract(&office, "radu", reveals());
    let all = lines(&text);
    for n in 0..all.len() {
        let mut missing = all.clone();
        missing.remove(n);
        let mut doubled = all.clone();
        doubled.insert(n, all[n].clone());
        let mut moved = all.clone();
        moved.swap(n, (n + 1) % all.len());
        for lines in [missing, doubled, moved] {
            assert!(proven(&(lines.join("\n") + "\n")).is_err(), "{n}");
            // Nor does it help to put the hashes right: the last signature is over them.
            assert!(proven(&resealed(&lines)).is_err(), "{n}");
        }
        assert!(proven(&(all[..n].join("\n") + "\n")).is_err(), "cut after {n}");
    }
    assert_eq!(resealed(&all), text);
    for tail in ["x", "\n", "{}\n", &text] {
        assert!(proven(&format!("{text}{tail}")).is_err());
    }
}

/// Who forges without the exporter's key, but puts all right that has no key.
#[test]
fn a_forged_entry_has_no_signature() {
    let office = busy();
    let (mine, other) = (extract(&office, "radu", reveals()), busy());
    let all = lines(&mine);
    let entry = all.iter().position(|line| line.starts_with("{\"kind\":\"entry\"")).expect("an entry");
    for (from, to) in
        [("\"reason\":\"call\"", "\"reason\":\"bill\""), ("\"action\":\"field.reveal\"", "\"action\":\"field.copy\"")]
    {
        let mut forged = all.clone();
        forged[entry] = forged[entry].replacen(from, to, 1);
        assert_ne!(forged[entry], all[entry]);
        let bad = proven(&resealed(&forged)).expect_err("forged");
        assert_eq!((bad.line, bad.why.contains("its hash")), (entry as u64 + 1, true), "{bad:?}");
    }
    // The cover says something else than the exporter signed.
    let mut forged = all.clone();
    forged[0] = forged[0].replacen("for the court", "for nobody", 1);
    let bad = proven(&resealed(&forged)).expect_err("forged");
    assert_eq!(bad.line, all.len() as u64);
    // An entry of the same office's other copy, with its own proof and its own signature.
    let theirs = lines(&extract(&other, "radu", reveals()));
    let mut mixed = all.clone();
    mixed[entry] = theirs[entry].clone();
    if mixed[entry] != all[entry] {
        assert!(proven(&resealed(&mixed)).is_err());
    }
    // The same for whoever the entry says has acted.
    let mut blamed = all.clone();
    let (lan, hoa) = (Office::member("lan").to_string(), Office::member("hoa").to_string());
    blamed[entry] = blamed[entry].replace(&lan, &hoa);
    assert!(proven(&resealed(&blamed)).is_err());
}

/// A member who reads the file by himself makes an extract under his own name, with all else right.
#[test]
fn who_may_not_take_the_log_away_proves_nothing() {
    let office = busy();
    let mut all = lines(&extract(&office, "radu", reveals()));
    let name = |member: &str| Office::member(member).to_string();
    all[0] = all[0].replace(&name("radu"), &name("lan"));
    let unsigned = resealed(&all);
    let end = unsigned.trim_end().rfind('\n').expect("lines") + 1;
    let before = *blake3::hash(&unsigned.as_bytes()[..end]).as_bytes();
    let signature = crate::sign_in::keys_of(&office, "lan").signer().sign("kin log extract v1", &before);
    let hex: String = signature.iter().map(|byte| format!("{byte:02x}")).collect();
    let last = &unsigned[end..];
    let at = last.find("\"signature\":\"").expect("a signature") + 13;
    let forged = format!("{}{}{hex}{}", &unsigned[..end], &last[..at], &last[at + 128..]);
    let bad = proven(&forged).expect_err("forged");
    assert!(bad.line == 1 && bad.why.contains("no right"), "{bad:?}");
}

#[test]
fn hostile_files_do_no_harm() {
    let office = Office::new();
    let text = extract(&office, "radu", LogFilter::default());
    let first = lines(&text)[0].clone();
    for hostile in [
        String::new(),
        "\n".into(),
        "\0\0\0\n".into(),
        "[".repeat(1_000_000) + "\n",
        format!("{{\"kind\":{}", "{\"kind\":".repeat(100_000)),
        "{\"kind\":\"cover\"}\n".into(),
        format!("{first}\n{first}\n"),
        format!("{first}\n"),
        text.replace("\"kind\":\"end\"", "\"kind\":\"\u{1b}[2J\""),
    ] {
        let bad = proven(&hostile).expect_err("no extract");
        assert!(!bad.why.contains('\u{1b}') && bad.why.len() < 300, "{bad:?}");
    }
    // A line without an end is not read to its end.
    struct Endless(u64);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 += buffer.len() as u64;
            buffer.fill(b'x');
            Ok(buffer.len())
        }
    }
    let mut endless = io::BufReader::new(Endless(0));
    let bad =
        check(&mut endless as &mut dyn BufRead, None, &mut |_| {}).expect("it can be read").expect_err("no extract");
    assert!(bad.line == 1 && endless.get_ref().0 < 16 << 20, "{bad:?}");
}

#[test]
fn what_can_not_be_written_out_ends_it() {
    struct Full(usize);
    impl io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let office = busy();
    for room in [10, 20_000] {
        let made = office.at("radu").export_extract(&ExtractQuery::default(), &mut Full(room), &mut |_, _| {});
        assert!(matches!(made, Err(ExtractError::Output(_))), "{made:?}");
    }
    assert!(matches!(office.desk().verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

/// No value of a customer goes out with an extract, whatever somebody typed as its reason.
#[test]
fn an_extract_has_no_value_in_it() {
    let office = busy();
    let phone = planted(0).value(Field::Phone).to_owned();
    let mut out = Vec::new();
    let query = ExtractQuery { reason: format!("gọi {phone}"), ..ExtractQuery::default() };
    office.at("radu").export_extract(&query, &mut out, &mut |_, _| {}).expect("an extract");
    let text = String::from_utf8(out).expect("text");
    assert!(proven(&text).is_ok());
    assert_eq!(leaks(&text), Vec::<String>::new());
}
