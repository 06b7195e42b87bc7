//! Checkpoints as somebody brings them back, and extracts of the log.
#![no_main]

use kin::desk::evidence;
use kin::domain::{Id, Micros};
use kin::vault::note;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    for found in note::find(&text, Id([7; 16]), &[(Micros(i64::MIN), [9; 32])]) {
        assert!(found.note.is_err(), "nobody signed this");
        assert!(found.line >= 1 && found.line <= text.lines().count().max(1));
    }
    let mut extract = bytes;
    let proven = evidence::check(&mut extract, None, &mut |_| {}).expect("bytes can be read");
    if let Err(bad) = proven {
        assert!(bad.line >= 1 && !bad.why.is_empty());
    }
});
