//! A file of customers: its encoding, its shape, what its columns mean, and each of its rows.
//! The first line is what `--map` says; the rest is the file.
#![no_main]

use kin::cli::import::mapping::Mapping;
use kin::cli::import::rows::Rows;
use kin::cli::import::sniff::{Choices, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (spec, mut file) = bytes.split_at(end);
    let Ok(mut source) = Source::read_all("fuzz", &mut file, 1 << 20) else { return };
    let Ok(shape) = source.sniff(&Choices::default()) else { return };
    let _ = shape.to_string();
    let spec = String::from_utf8_lossy(spec);
    let mapped = Mapping::new(&shape, Some(&spec)).or_else(|_| Mapping::new(&shape, None));
    let Ok(mapping) = mapped else { return };
    let Ok(rows) = Rows::new(source, &shape, mapping) else { return };
    let lines = bytes.len() + 2;
    assert!(rows.count() <= lines, "more rows than bytes");
});
