//! A configuration.
#![no_main]

use std::path::Path;

use kin::config::Config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Err(error) = Config::parse(text, Path::new("config.toml")) {
        let _ = error.to_string();
    }
});
