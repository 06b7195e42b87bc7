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
    tell("EPOCH", &env::var("SOURCE_DATE_EPOCH").unwrap_or(committed));
    tell("TARGET", &of_cargo("TARGET"));
    tell("PROFILE", &profile);
    tell("RUSTC", &said(Command::new(of_cargo("RUSTC")).arg("--version")).unwrap_or_default());
}

fn of_cargo(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn tell(name: &str, value: &str) {
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

/// The first line of what a program says, if it ends well.
fn said(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()?.lines().next().map(str::to_owned)
}
