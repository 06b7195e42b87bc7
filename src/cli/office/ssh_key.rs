//! `kin ssh-key`: the SSH keys with which one comes in over the network.

use std::fs::File;
use std::io::{BufRead, IsTerminal, Read};
use std::path::Path;

use serde_json::json;

use super::{ask, office};
use crate::cli::args::{Global, SshKey};
use crate::cli::door;
use crate::cli::output::{Failure, moment, print_json, print_line, print_table, unexpected};
use crate::desk::api::{OfficeAnswer, OfficeQuery, Reply, Request, SshKeyRow};

/// No public key is longer, in bytes.
const LONGEST: u64 = 64 * 1024;

pub fn run(global: &Global, command: &SshKey) -> Result<(), Failure> {
    match command {
        SshKey::List => {
            let OfficeAnswer::Own(own) = office(&mut *door::signed_in(global)?, OfficeQuery::Own)? else {
                return Err(unexpected());
            };
            list(global, &own.keys)
        }
        SshKey::Add { file, label } => add(global, file, label),
        SshKey::Remove { id } => {
            let mut desk = door::signed_in(global)?;
            let Reply::KeyRemoved = ask(&mut desk, || Request::RemoveKey { key: *id })? else {
                return Err(unexpected());
            };
            if global.json {
                return print_json(&json!({ "done": true }));
            }
            print_line("The key is taken away, and your other sessions are ended.")
        }
    }
}

fn add(global: &Global, file: &Path, label: &str) -> Result<(), Failure> {
    // Before anybody has to sign in.
    let line = read(file)?;
    let mut desk = door::signed_in(global)?;
    let request = || Request::AddKey { line: line.clone(), label: label.to_owned() };
    let Reply::KeyAdded(row) = ask(&mut desk, request)? else { return Err(unexpected()) };
    if global.json {
        return print_json(row.as_ref());
    }
    print_line(&format!("The key {} ({}) lets you in from now on.", row.fingerprint, row.label))
}

fn read(file: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    if file == Path::new("-") {
        let stdin = std::io::stdin();
        if stdin.is_terminal() {
            eprintln!("The key, one line:");
        }
        stdin.lock().take(LONGEST).read_line(&mut text)?;
        return Ok(text);
    }
    let read = File::open(file).and_then(|open| open.take(LONGEST).read_to_string(&mut text));
    read.map_err(|error| {
        Failure::Usage(format!("{} can't be read: {error}. Give the file that ends in .pub.", file.display()))
    })?;
    Ok(text)
}

fn list(global: &Global, rows: &[SshKeyRow]) -> Result<(), Failure> {
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let SshKeyRow { id, kind, fingerprint, label, added_at, last_used } = row;
            let (added, used) = (moment(*added_at), moment(*last_used));
            [id.to_string(), label.clone(), kind.clone(), added, used, fingerprint.clone()]
        })
        .collect();
    print_table(["key", "label", "kind", "added", "last used", "fingerprint"], &cells)
}
