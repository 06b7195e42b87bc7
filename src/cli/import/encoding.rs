//! Which encoding a file is written in, and reading it as UTF-8 without holding all of it.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1258};

/// How much is read at once.
const CHUNK: usize = 64 * 1024;
/// How many bytes around letters outside ASCII are weighed.
const EVIDENCE: usize = 256 * 1024;
/// A file with this many good UTF-8 letters for each broken one is UTF-8 with damage, not another encoding.
const GOOD_FOR_EACH_BAD: u64 = 10;

/// The encoding a caller names (a WHATWG label such as `windows-1258`), or `None`.
pub fn by_label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().as_bytes())
}

/// Finds the encoding from the beginning of the file and then, where that does not say, from all of it.
pub fn detect(beginning: &[u8], all: &mut dyn Read) -> io::Result<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(beginning) {
        return Ok(encoding);
    }
    if let Some(encoding) = utf16_by_zeros(beginning) {
        return Ok(encoding);
    }
    let scan = Scan::of(all)?;
    if scan.bad == 0 || scan.good >= scan.bad * GOOD_FOR_EACH_BAD {
        return Ok(UTF_8);
    }
    Ok(legacy(&scan.evidence))
}

/// UTF-16 without a mark: most letters of a table are ASCII, so every second byte is zero.
fn utf16_by_zeros(beginning: &[u8]) -> Option<&'static Encoding> {
    let pairs = beginning.len() / 2;
    let zeros = |at: usize| beginning.chunks_exact(2).filter(|pair| pair[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    if pairs == 0 {
        None
    } else if second * 4 >= pairs && first * 10 <= second {
        Some(UTF_16LE)
    } else if first * 4 >= pairs && second * 10 <= first {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What one pass over the bytes tells.
#[derive(Default)]
struct Scan {
    /// UTF-8 letters outside ASCII, and sequences that are not UTF-8.
    good: u64,
    bad: u64,
    evidence: Vec<u8>,
}

impl Scan {
    fn of(input: &mut dyn Read) -> io::Result<Self> {
        let mut scan = Self::default();
        let mut buffer = vec![0; CHUNK];
        let mut kept = 0;
        loop {
            let read = match input.read(&mut buffer[kept..]) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let filled = kept + read;
            kept = scan.feed(&buffer[..filled], read == 0);
            buffer.copy_within(filled - kept..filled, 0);
            let decided = scan.bad > 1_000 && scan.good < scan.bad && scan.evidence.len() >= EVIDENCE;
            if read == 0 || decided {
                return Ok(scan);
            }
        }
    }

    /// Takes a piece; returns how many bytes at its end wait for the next one.
    fn feed(&mut self, piece: &[u8], last: bool) -> usize {
        if piece.is_ascii() {
            return 0;
        }
        let room = EVIDENCE.saturating_sub(self.evidence.len());
        self.evidence.extend_from_slice(&piece[..piece.len().min(room)]);
        let mut bytes = piece;
        loop {
            let error = match std::str::from_utf8(bytes) {
                Ok(_) => {
                    self.good += letters(bytes);
                    return 0;
                }
                Err(error) => error,
            };
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            self.good += letters(valid);
            match error.error_len() {
                Some(broken) => {
                    self.bad += 1;
                    bytes = &rest[broken..];
                }
                None if last => {
                    self.bad += 1;
                    return 0;
                }
                None => return rest.len(),
            }
        }
    }
}

/// Letters outside ASCII in valid UTF-8, by their first bytes.
fn letters(utf8: &[u8]) -> u64 {
    utf8.iter().filter(|byte| **byte >= 0xC0).count() as u64
}

/// One byte a letter: Vietnamese (1258) and Romanian (1250) by bytes that only they use so, others by chardetng.
fn legacy(evidence: &[u8]) -> &'static Encoding {
    let (vietnamese, romanian) = (vietnamese(evidence), romanian(evidence));
    if vietnamese > 0 && vietnamese >= 2 * romanian {
        return WINDOWS_1258;
    }
    if romanian > 0 && romanian >= 2 * vietnamese {
        return WINDOWS_1250;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(evidence, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// In Windows-1258 tone marks are bytes of their own, and they follow vowels only.
fn vietnamese(bytes: &[u8]) -> i64 {
    let mut score = 0;
    for pair in bytes.windows(2) {
        let vowel = matches!(pair[0].to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
            || matches!(pair[0], 0xC2 | 0xC3 | 0xCA | 0xD4 | 0xD5 | 0xDD | 0xE2 | 0xE3 | 0xEA | 0xF4 | 0xF5 | 0xFD);
        match pair[1] {
            0xCC | 0xD2 | 0xDE | 0xEC | 0xF2 if vowel => score += 1,
            0xCC | 0xD2 | 0xDE | 0xEC | 0xF2 => score -= 2,
            _ => {}
        }
    }
    score
}

/// In Windows-1250 `ş ţ` stand beside letters; in the other encodings those bytes are signs.
fn romanian(bytes: &[u8]) -> i64 {
    let mut score = 0;
    for pair in bytes.windows(2) {
        let letters = (pair[0].is_ascii_alphabetic(), pair[1].is_ascii_alphabetic());
        match pair {
            [_, 0xAA | 0xBA | 0xFE] if letters.0 => score += 1,
            [0xAA | 0xBA | 0xFE | 0xDE, _] if letters.1 => score += 1,
            _ => {}
        }
    }
    score
}

/// A reader of any encoding that gives UTF-8; what cannot be read becomes U+FFFD. A byte order mark is left out.
pub struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    /// What of `raw` is not decoded yet.
    from: usize,
    until: usize,
    ended: bool,
    /// A letter decoded for a caller whose buffer is too small for any letter.
    spill: Vec<u8>,
    consumed: u64,
}

impl<R: Read> Decoded<R> {
    pub fn new(input: R, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK].into_boxed_slice(),
            from: 0,
            until: 0,
            ended: false,
            spill: Vec::new(),
            consumed: 0,
        }
    }

    /// Bytes taken from the input so far.
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    fn decode(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.from == self.until && !self.ended {
                self.from = 0;
                self.until = match self.input.read(&mut self.raw) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read?,
                };
                self.consumed += self.until as u64;
                if self.until == 0 {
                    self.ended = true;
                    // The last call: gives what an unfinished letter at the end becomes.
                    return Ok(self.decoder.decode_to_utf8(&[], out, true).2);
                }
            }
            if self.from == self.until {
                return Ok(0);
            }
            let (_, read, written, _) = self.decoder.decode_to_utf8(&self.raw[self.from..self.until], out, false);
            self.from += read;
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        /// The decoder writes whole letters and may ask for room for two.
        const ROOM: usize = 16;
        if out.is_empty() {
            return Ok(0);
        }
        if self.spill.is_empty() && out.len() >= ROOM {
            return self.decode(out);
        }
        if self.spill.is_empty() {
            let mut room = [0; ROOM];
            let written = self.decode(&mut room)?;
            self.spill.extend_from_slice(&room[..written]);
        }
        let given = self.spill.len().min(out.len());
        out[..given].copy_from_slice(&self.spill[..given]);
        self.spill.drain(..given);
        Ok(given)
    }
}
