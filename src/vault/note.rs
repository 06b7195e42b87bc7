//! Checkpoints of the log as text that can lie anywhere: a C2SP tlog-checkpoint in a C2SP signed note
//! (<https://c2sp.org/tlog-checkpoint>, <https://c2sp.org/signed-note>), or the same on one line for paper.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use signed_note::{Note as Text, Verifier, VerifierList, key_id};
use tlog_tiles::checkpoint::Checkpoint as Tree;
use tlog_tiles::tlog::Hash;

use super::{Signer, sign};
use crate::domain::{Id, Micros};

/// What a line holds that is a whole checkpoint.
const LINE: &str = "kin-checkpoint";
/// What C2SP calls the type of an Ed25519 key.
const ED25519: u8 = 1;
/// The office's keys, the oldest first, and from when on each signs.
pub type Keys = [(Micros, [u8; 32])];
/// How a line of a note begins that is a signature.
const SIGNATURE: &str = "— ";

/// What the log was at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The office.
    pub install: Id,
    /// How many entries the log had.
    pub size: i64,
    /// The root of the tree of their hashes.
    pub root: [u8; 32],
    /// The hash of the last of them.
    pub head: [u8; 32],
    /// When it was made.
    pub at: Micros,
}

/// A checkpoint with the office's signature under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub checkpoint: Checkpoint,
    text: String,
}

/// Why a text is no checkpoint of the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    #[error("it is cut off or mistyped")]
    Garbled,
    #[error("it is of another office")]
    OtherOffice,
    #[error("its signature is not the office's")]
    BadSignature,
}

/// The name of the office's key, and of its log.
fn origin(install: Id) -> String {
    format!("kin/{install}")
}

fn base64(bytes: &[u8]) -> String {
    data_encoding::BASE64.encode(bytes)
}

fn hash_of(base64: &str) -> Option<[u8; 32]> {
    data_encoding::BASE64.decode(base64.as_bytes()).ok()?.try_into().ok()
}

impl Checkpoint {
    /// Signs it with the office's key.
    ///
    /// The note's text is signed as it stands, as C2SP has it. It begins with `kin/`; whatever else is signed here
    /// begins with the length of its label in four bytes, of which the first is zero: neither can be taken for the
    /// other.
    pub fn sign(&self, signer: &Signer) -> Note {
        let name = origin(self.install);
        let text = self.to_string();
        let id = key_id(&name, &encoded(&signer.public()));
        let signed = [&id.to_be_bytes()[..], &signer.sign_message(text.as_bytes())].concat();
        let text = format!("{text}\n{SIGNATURE}{name} {}\n", base64(&signed));
        Note { checkpoint: self.clone(), text }
    }

    /// When it was made (RFC 3339).
    pub fn time(&self) -> String {
        Timestamp::from_microsecond(self.at.0).unwrap_or_default().to_string()
    }

    fn read(text: &[u8]) -> Option<Self> {
        let tree = Tree::from_bytes(text).ok()?;
        let mut more = tree.extension().lines();
        let head = hash_of(more.next()?.strip_prefix("head ")?)?;
        let at: Timestamp = more.next()?.strip_prefix("time ")?.parse().ok()?;
        let checkpoint = Self {
            install: Id::from_str(tree.origin().strip_prefix("kin/")?).ok()?,
            size: i64::try_from(tree.size()).ok()?,
            root: tree.hash().0,
            head,
            at: Micros(at.as_microsecond()),
        };
        // Another spelling of the same would be another text.
        (checkpoint.to_string().as_bytes() == text).then_some(checkpoint)
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { install, size, root, head, .. } = self;
        write!(f, "{}\n{size}\n{}\nhead {}\ntime {}\n", origin(*install), Hash(*root), base64(head), self.time())
    }
}

impl Note {
    /// Reads one note and proves it. Signatures of others under it, such as witnesses', are left alone.
    ///
    /// It holds under the key of its time. One under a later key holds as well: what could not be carried outside is
    /// signed again when it can.
    pub fn open(text: &str, install: Id, keys: &Keys) -> Result<Self, NoteFault> {
        let note = Text::from_bytes(text.as_bytes()).map_err(|_| NoteFault::Garbled)?;
        let checkpoint = Checkpoint::read(note.text()).ok_or(NoteFault::Garbled)?;
        if checkpoint.install != install {
            return Err(NoteFault::OtherOffice);
        }
        let name = origin(install);
        let ended = keys.iter().skip(1).take_while(|(from, _)| *from <= checkpoint.at).count();
        let office = keys.iter().skip(ended).map(|(_, public)| -> Box<dyn Verifier> {
            Box::new(OfficeKey { id: key_id(&name, &encoded(public)), name: name.clone(), public: *public })
        });
        note.verify(&VerifierList::new(office.collect())).map_err(|_| NoteFault::BadSignature)?;
        Ok(Self { checkpoint, text: text.to_owned() })
    }

    /// How many entries the log had.
    pub const fn size(&self) -> i64 {
        self.checkpoint.size
    }

    /// The whole note, with the line break at its end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The same on one line, to print or to type: `kin-checkpoint ORIGIN SIZE ROOT HEAD TIME SIGNATURE`.
    pub fn line(&self) -> String {
        let words = self.text.lines().filter_map(|line| match line.strip_prefix(SIGNATURE) {
            Some(signature) => signature.split(' ').next_back(),
            None => line.split(' ').next_back().filter(|word| !word.is_empty()),
        });
        std::iter::once(LINE).chain(words).collect::<Vec<_>>().join(" ")
    }
}

/// The office's key as C2SP's notes know it.
struct OfficeKey {
    name: String,
    id: u32,
    public: [u8; 32],
}

impl Verifier for OfficeKey {
    fn name(&self) -> &str {
        &self.name
    }

    fn key_id(&self) -> u32 {
        self.id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        signature.try_into().is_ok_and(|signature| sign::verify_message(&self.public, text, signature))
    }
}

/// The key as its id is made over it.
fn encoded(public: &[u8; 32]) -> Vec<u8> {
    [&[ED25519][..], public].concat()
}

/// A checkpoint, or what was meant to be one, as it stood in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The line it begins at, from 1.
    pub line: usize,
    pub note: Result<Note, NoteFault>,
}

/// Every checkpoint in a text, of an office with these keys: notes and lines, between whatever else stands there, such as
/// a journal's times and margins.
pub fn find(text: &str, install: Id, keys: &Keys) -> Vec<Found> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let note = match line.split_once(LINE) {
            Some((_, words)) => from_line(words),
            None => from_note(&lines[at..]),
        };
        if let Some(note) = note {
            found.push(Found { line: at + 1, note: Note::open(&note, install, keys) });
        }
    }
    found
}

/// The note that a line holds the words of.
fn from_line(words: &str) -> Option<String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let (origin, rest) = words.split_first()?;
    if !origin.starts_with("kin/") {
        return None;
    }
    Some(match rest {
        [size, root, head, time, signature, ..] => {
            format!("{origin}\n{size}\n{root}\nhead {head}\ntime {time}\n\n{SIGNATURE}{origin} {signature}\n")
        }
        // Cut off; still somebody's checkpoint, and not to be passed over.
        _ => String::new(),
    })
}

/// The note that begins here, without what a journal puts before its lines.
fn from_note(lines: &[&str]) -> Option<String> {
    let origin = lines.first()?.split_whitespace().next_back().filter(|word| word.starts_with("kin/"))?;
    Id::from_str(origin.strip_prefix("kin/")?).ok()?;
    // Under a signature stands the origin, too.
    lines.get(1)?.trim().parse::<u64>().ok()?;
    let rest = lines[1..].iter().map(|line| line.trim());
    let text = rest.clone().take_while(|line| !line.is_empty());
    let signed = rest.skip_while(|line| !line.is_empty()).skip(1).take_while(|line| line.starts_with(SIGNATURE));
    let mut note = format!("{origin}\n");
    text.chain([""]).chain(signed).for_each(|line| {
        note.push_str(line);
        note.push('\n');
    });
    Some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INSTALL: Id = Id([7; 16]);

    fn checkpoint(size: i64) -> Checkpoint {
        Checkpoint { install: INSTALL, size, root: [1; 32], head: [2; 32], at: Micros(1_795_330_920_123_456) }
    }

    fn signer() -> Signer {
        Signer::from_seed(&[9; 32])
    }

    /// The keys of an office that has had this one alone.
    fn always(signer: &Signer) -> [(Micros, [u8; 32]); 1] {
        [(Micros(i64::MIN), signer.public())]
    }

    #[test]
    fn a_note_holds_under_the_key_of_its_time_or_a_later_one() {
        let [first, second, third] = [1, 2, 3].map(|seed| Signer::from_seed(&[seed; 32]));
        let at = checkpoint(12).at;
        let keys = [
            (Micros(i64::MIN), first.public()),
            (Micros(at.0 - 5), second.public()),
            (Micros(at.0 + 5), third.public()),
        ];
        let opened = |signer: &Signer| Note::open(checkpoint(12).sign(signer).text(), INSTALL, &keys).is_ok();
        assert_eq!([&first, &second, &third, &signer()].map(opened), [false, true, true, false]);
    }

    /// The example of <https://c2sp.org/signed-note>: its key, its text and its signature.
    #[test]
    fn the_published_note_verifies() {
        let note = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\
            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
        let key = data_encoding::BASE64.decode(b"ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
        let public: [u8; 32] = key[1..].try_into().unwrap();
        assert_eq!(key, encoded(&public));
        let office = OfficeKey { name: "PeterNeumann".into(), id: key_id("PeterNeumann", &key), public };
        assert_eq!(office.id, 0xc74f_20a3);
        let read = Text::from_bytes(note.as_bytes()).unwrap();
        assert_eq!(read.verify(&VerifierList::new(vec![Box::new(office)])).unwrap().0.len(), 1);
    }

    #[test]
    fn a_note_has_the_form_of_the_specification() {
        let note = checkpoint(20_852_163).sign(&signer());
        let lines: Vec<&str> = note.text().lines().collect();
        assert_eq!(lines[0], "kin/07070707-0707-0707-0707-070707070707");
        assert_eq!(lines[1], "20852163");
        assert_eq!(lines[2], data_encoding::BASE64.encode(&[1; 32]));
        assert_eq!(lines[3], format!("head {}", data_encoding::BASE64.encode(&[2; 32])));
        assert_eq!(lines[4], "time 2026-11-22T07:02:00.123456Z");
        assert_eq!(lines[5], "");
        assert!(lines[6].starts_with("— kin/07070707-0707-0707-0707-070707070707 "));
        assert_eq!(lines.len(), 7);
        assert!(signed_note::is_key_name_valid(lines[0]));
        assert_eq!(Note::open(note.text(), INSTALL, &always(&signer())), Ok(note));
    }

    #[test]
    fn every_change_is_refused() {
        let (note, public) = (checkpoint(12).sign(&signer()), always(&signer()));
        for (from, to) in
            [("\n12\n", "\n13\n"), ("time 2026", "time 2027"), ("head AgIC", "head AwIC"), ("AQEB", "AgEB")]
        {
            let changed = note.text().replacen(from, to, 1);
            assert_ne!(changed, note.text());
            assert_eq!(Note::open(&changed, INSTALL, &public), Err(NoteFault::BadSignature), "{from}");
        }
        let of_another = Signer::from_seed(&[8; 32]);
        assert_eq!(Note::open(note.text(), INSTALL, &always(&of_another)), Err(NoteFault::BadSignature));
        assert_eq!(Note::open(note.text(), Id([8; 16]), &public), Err(NoteFault::OtherOffice));
        for (from, to) in [("\n12\n", "\n012\n"), ("Z\n", "+00:00\n"), ("\n\n", "\nmore\n\n"), ("head ", "heap ")] {
            let changed = note.text().replacen(from, to, 1);
            assert_eq!(Note::open(&changed, INSTALL, &public), Err(NoteFault::Garbled), "{from}");
        }
        for cut in 0..note.text().len() {
            if let Some(part) = note.text().get(..cut) {
                assert!(Note::open(part, INSTALL, &public).is_err());
            }
        }
        // What is signed elsewhere is no note, and a note is nothing that is signed elsewhere.
        let elsewhere = signer().sign("kin audit entry v1", checkpoint(12).to_string().as_bytes());
        assert!(!sign::verify_message(&signer().public(), checkpoint(12).to_string().as_bytes(), &elsewhere));
    }

    #[test]
    fn a_witness_may_sign_as_well() {
        let note = checkpoint(12).sign(&signer());
        let more = format!("{}— witness.example/w {}\n", note.text(), base64(&[5; 76]));
        assert_eq!(Note::open(&more, INSTALL, &always(&signer())).map(|note| note.checkpoint), Ok(checkpoint(12)));
    }

    #[test]
    fn checkpoints_are_found_between_other_words() {
        let public = always(&signer());
        let [one, two, three] = [1, 2, 3].map(|size| checkpoint(size).sign(&signer()));
        let journal = two.text().lines().enumerate().map(|(n, line)| match n {
            0 => format!("Nov 27 09:32:00 desk-3 kin[4711]: {line}\n"),
            _ => format!("                                  {line}\n"),
        });
        let text = format!(
            "Dear all, kin/ is our program.\n{}\n{}> {}\r\nkin/07070707-0707-0707-0707-070707070707\n3\n",
            one.text(),
            journal.collect::<String>(),
            three.line()
        );
        let found = find(&text, INSTALL, &public);
        let sizes: Vec<_> = found.iter().map(|found| found.note.as_ref().map(|note| note.checkpoint.size)).collect();
        assert_eq!(sizes, [Ok(1), Ok(2), Ok(3), Err(&NoteFault::Garbled)]);
        assert_eq!(found[0].line, 2);
        assert_eq!(find(&three.line(), INSTALL, &public)[0].note, Ok(three.clone()));
        assert_eq!(three.line().split(' ').count(), 7);
        let mistyped = three.line().replacen("AQEB", "AQEC", 1);
        assert_eq!(find(&mistyped, INSTALL, &public)[0].note, Err(NoteFault::BadSignature));
        let cut: String = three.line().split_inclusive(' ').take(4).collect();
        assert_eq!(find(&cut, INSTALL, &public)[0].note, Err(NoteFault::Garbled));
        assert!(find("no checkpoint here\n", INSTALL, &public).is_empty());
    }
}
