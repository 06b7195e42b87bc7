//! `kin log verify EXTRACT`: proves an extract on any machine, and says what that proves and what not.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use serde_json::json;

use crate::cli::args::Global;
use crate::cli::output::{Failure, counted, moment, print_json, print_line};
use crate::cli::progress::Progress;
use crate::desk::evidence::{self, BadLine, Proven};
use crate::domain::SafeText;

pub fn run(global: &Global, path: &Path, root: Option<&str>) -> Result<(), Failure> {
    let root = root.map(key).transpose()?;
    let unreadable = |error: io::Error| {
        Failure::Usage(format!("{} can't be read: {error}. Name an extract that kin log export wrote.", path.display()))
    };
    let mut input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(BufReader::new(File::open(path).map_err(unreadable)?))
    };
    let mut progress = Progress::new("verifying", None);
    let mut before = 0;
    let verdict = evidence::check(&mut input, root, &mut |done| {
        progress.tick(done.saturating_sub(before));
        before = done;
    });
    progress.finish();
    match verdict.map_err(unreadable)? {
        Ok(proven) if global.json => {
            print_json(&json!({ "ok": true, "root_compared": root.is_some(), "extract": proven }))
        }
        Ok(proven) => tell(&proven, root.is_some()),
        Err(BadLine { line, why }) => {
            if global.json {
                print_json(&json!({ "ok": false, "line": line, "why": why }))?;
            }
            Err(Failure::Other(format!("The extract does not hold. Line {line}: {why}. Trust nothing of it.")))
        }
    }
}

/// A root key as it is shown, perhaps in groups.
fn key(typed: &str) -> Result<[u8; 32], Failure> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace() && *c != ':').collect();
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(digits.as_bytes()).ok();
    bytes
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| Failure::Usage("A root key has 64 hexadecimal digits, as kin init showed them.".into()))
}

fn tell(proven: &Proven, compared: bool) -> Result<(), Failure> {
    let Proven { cover, entries, first, last, gaps, statements, log_size, log_at, .. } = proven;
    let shown = |text: &str| SafeText::new(text).to_string();
    print_line(&format!(
        "Good: the extract of {} is as {} made it on {}.",
        shown(&cover.office),
        shown(&cover.made_by_name),
        moment(cover.made_at)
    ))?;
    for (name, value) in [("Reason", &cover.reason), ("Filter", &cover.filter)] {
        if !value.is_empty() {
            print_line(&format!("{name}: {}", shown(value)))?;
        }
    }
    if let (Some((from, began)), Some((to, ended))) = (first, last) {
        print_line(&format!("Entries: {entries}, from {from} ({}) to {to} ({}).", moment(*began), moment(*ended)))?;
    } else {
        print_line("Entries: none.")?;
    }
    print_line("\nThis proves:")?;
    print_line(
        "- Each entry was signed by the member it names, with a key that the office had given that member then.",
    )?;
    print_line(&format!(
        "- {} from those keys to the office's root key.",
        counted(*statements, "signed decision leads", "signed decisions lead")
    ))?;
    print_line(&format!(
        "- Each entry is in the office's log as the checkpoint has it: {log_size} entries, {}.",
        moment(*log_at)
    ))?;
    if *entries > 0 && *gaps == 0 {
        print_line("- Between the first and the last entry none is left out.")?;
    }
    print_line("It does not prove:")?;
    if *gaps > 0 {
        print_line(&format!(
            "- What was left out: there are entries that this file does not have, in {}.",
            counted(*gaps, "place", "places")
        ))?;
    }
    print_line("- What came before the first entry and after the last.")?;
    print_line(
        "- That the office's own key is as the extract says: the checkpoint, and entries of nobody, such as failed \
         sign-ins, bear that key, and whoever made the extract alone vouches for it.",
    )?;
    let root = data_encoding::HEXLOWER.encode(&cover.root.0);
    if compared {
        print_line(&format!("The office's root key is the one you gave: {root}"))
    } else {
        print_line(&format!(
            "- That the root key is the office's. Compare it with what the office says it is, or give it with --root:\n  {root}"
        ))
    }
}
