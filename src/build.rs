//! The build script: tells the program what it is made of, for `kin --version`.
//!
//! The commit is asked for in release builds alone: a debug build is not made anew at each commit. Without git, or in
//! the sources of a release, the commit is unknown. `SOURCE_DATE_EPOCH` sets the date, for builds that repeat.

use std::env;
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    println!("cargo:rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let profile = of_cargo("PROFILE");
    let root = of_cargo("CARGO_MANIFEST_DIR");
    let source = if profile == "release" { source(Path::new(&root)) } else { None };
    let (commit, committed) = source.unwrap_or_default();
    tell("COMMIT", &commit);
    let seconds = env::var("SOURCE_DATE_EPOCH").unwrap_or(committed);
    tell("DATE", &seconds.parse().map(day).unwrap_or_default());
    tell("TARGET", &of_cargo("TARGET"));
    tell("PROFILE", &profile);
    tell("RUSTC", &said(Command::new(of_cargo("RUSTC")).arg("--version")).unwrap_or_default());
}

fn of_cargo(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn tell(name: &str, value: &str) {
    let value = if value.is_empty() { "unknown" } else { value };
    println!("cargo:rustc-env=KIN_{name}={value}");
}

/// The commit, marked where files differ from it, and its time in seconds since 1970.
fn source(root: &Path) -> Option<(String, String)> {
    let git = |arguments: &[&str]| said(Command::new("git").arg("-C").arg(root).args(arguments));
    // Sources unpacked inside another repository are not of its commits.
    if Path::new(&git(&["rev-parse", "--show-toplevel"])?).canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    for path in ["src", "assets", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let head = git(&["rev-parse", "--path-format=absolute", "--git-path", "logs/HEAD"])?;
    // Cargo would build anew each time for a file that is not there.
    if Path::new(&head).exists() {
        println!("cargo:rerun-if-changed={head}");
    }
    Some((
        git(&["describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"])?,
        git(&["show", "-s", "--format=%ct"])?,
    ))
}

/// The day of a moment in seconds since 1970, in UTC: counted in years from March, whose last day is the leap day.
fn day(seconds: i64) -> String {
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The first line of what a program says, if it ends well.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()?.lines().next().map(str::to_owned)
}
