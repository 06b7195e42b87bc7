//! `kin version`: what this program was made of, and by which libraries it keeps the office.

use serde::Serialize;

use super::args::Global;
use super::output::{Failure, print_json, print_line};
use crate::desk;

/// What `kin --version` says; what is below the number is known when the program is built.
pub const LONG: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\ncommit:  ",
    env!("KIN_COMMIT"),
    "\ndate:    ",
    env!("KIN_DATE"),
    "\ntarget:  ",
    env!("KIN_TARGET"),
    "\nprofile: ",
    env!("KIN_PROFILE"),
    "\nrustc:   ",
    env!("KIN_RUSTC"),
    "\nThe libraries, too: kin version",
);

/// How the program was built; `unknown` where that is not known.
#[derive(Serialize)]
pub struct Build {
    pub version: &'static str,
    /// Known of a release that was built from a repository; `-dirty` where its files differed.
    pub commit: &'static str,
    /// The day of the commit, or the one that the builder has set.
    pub date: &'static str,
    pub target: &'static str,
    pub profile: &'static str,
    pub rustc: &'static str,
    pub sqlite: String,
    pub sqlcipher: String,
    pub crypto_library: String,
}

impl Build {
    pub fn of_this() -> Result<Self, Failure> {
        let libraries = desk::libraries().map_err(|error| Failure::Other(error.to_string()))?;
        Ok(Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: env!("KIN_COMMIT"),
            date: env!("KIN_DATE"),
            target: env!("KIN_TARGET"),
            profile: env!("KIN_PROFILE"),
            rustc: env!("KIN_RUSTC"),
            sqlite: libraries.sqlite,
            sqlcipher: libraries.sqlcipher,
            crypto_library: libraries.crypto,
        })
    }
}

impl Build {
    /// On one line: version, commit, profile.
    pub fn line(&self) -> String {
        format!("kin {}, commit {}, {}", self.version, self.commit, self.profile)
    }
}

pub fn run(global: &Global) -> Result<(), Failure> {
    let build = Build::of_this()?;
    if global.json {
        return print_json(&build);
    }
    print_line(&format!("kin {}", build.version))?;
    for (name, value) in [
        ("commit", build.commit),
        ("date", build.date),
        ("target", build.target),
        ("profile", build.profile),
        ("rustc", build.rustc),
        ("SQLite", &build.sqlite),
        ("SQLCipher", &build.sqlcipher),
        ("cryptography", &build.crypto_library),
    ] {
        print_line(&format!("{name:<13} {value}"))?;
    }
    Ok(())
}
