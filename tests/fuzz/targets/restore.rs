//! The parts of a backup that opened: whoever knows the recovery kit's public key can make one.
#![no_main]

use kin::desk::backup::archive::{Part, Reader};
use kin::store::Load;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok((mut reader, head)) = Reader::begin(bytes) else { return };
    let path = std::env::temp_dir().join(format!("kin-fuzz-{}.db", std::process::id()));
    let _ = std::fs::remove_file(&path);
    let Ok(mut load) = Load::begin(&path, &[7; 32], head.schema) else { return };
    let mut table = None;
    // The first part that is none is an error, and the office's file goes with it.
    while let Ok(part) = reader.part() {
        match (part, &table) {
            (Part::Table(next), _) => table = Some(next),
            (Part::Rows(pack), Some(table)) if load.rows(table, &pack).is_ok() => {}
            _ => break,
        }
    }
    drop(load);
    assert!(!path.exists(), "half a file stayed");
});
