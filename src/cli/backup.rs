//! `kin backup` and `kin restore`.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::args::{Backup, Global, Restore};
use super::output::{Failure, counted, moment, print_json, print_line, print_table};
use super::progress::{Progress, thousands};
use super::seat::Seat;
use super::{door, seat};
use crate::clock::System;
use crate::config::Config;
use crate::desk::Desk;
use crate::desk::api::BackupState;
use crate::desk::backup::{self, BackupError, By, Kept, Lost, Made, Manifest, Opening, Restored, Restoring};
use crate::desk::office::OfficePaths;
use crate::domain::Micros;

const SERVICE: &str = include_str!("../../assets/systemd/kin-backup.service");
const TIMER: &str = include_str!("../../assets/systemd/kin-backup.timer");
const CRON: &str = "0 2 * * * kin kin backup now --config /etc/kin/config.toml --host-secret /etc/kin/host.secret";
const HOUR: i64 = 3_600_000_000;

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Office(error) => error.into(),
            BackupError::Problem(problem) => problem.into(),
            error => Self::Other(error.to_string()),
        }
    }
}

pub fn run(global: &Global, command: &Backup) -> Result<(), Failure> {
    match command {
        Backup::Schedule { cron: true, .. } => return print_line(CRON),
        Backup::Schedule { service: true, .. } => return print_line(SERVICE.trim_end()),
        Backup::Schedule { timer: true, .. } => return print_line(TIMER.trim_end()),
        _ => {}
    }
    let config = door::config(global)?;
    let (mut desk, by) = desk(global)?;
    let settings = &config.backup;
    match command {
        Backup::Now { to, if_due } => {
            if *if_due && !is_due(&mut desk, &config)? {
                return print_line("The last backup is younger than [backup] every_hours: nothing was done.");
            }
            let (made, took) = watched("backing up", |step| desk.back_up(settings, to.as_deref(), by, step))?;
            tell_made(global, &made, took)
        }
        Backup::List => {
            let kept = desk.list_backups(settings, by)?;
            list(global, &desk, &config, &kept)
        }
        Backup::Verify { file } => {
            let file = named_or_newest(&desk, &config, file.as_deref())?;
            let (manifest, took) = watched("reading", |step| desk.verify_backup(&file, by, step))?;
            tell_verified(global, &file, &manifest, took)
        }
        Backup::Drill { file } => {
            let (found, took) = watched("drill", |step| desk.drill_backup(settings, file.as_deref(), by, step))?;
            if global.json {
                return print_json(&json!({ "ok": true, "seconds": took.as_secs_f64(), "drill": found }));
            }
            print_line(&format!(
                "Good: {} of {} came back whole in {:.1} s: {} customers, {} entries of the log, {} records as they were written.",
                found.file,
                found.made_at,
                took.as_secs_f64(),
                thousands(found.customers),
                thousands(found.entries),
                thousands(found.records)
            ))?;
            print_line(&format!("Logged since, and not in it: {}.", counted(found.since.max(0), "entry", "entries")))
        }
        Backup::Prune { dry_run } => {
            let gone = desk.prune_backups(settings, by, *dry_run)?;
            let names: Vec<String> = gone.iter().map(Kept::name).collect();
            if global.json {
                return print_json(&json!({ "removed": names, "dry_run": dry_run }));
            }
            let verb = if *dry_run { "Would take away" } else { "Took away" };
            print_line(&format!("{verb} {}.", counted(names.len() as u64, "backup", "backups")))?;
            names.iter().try_for_each(|name| print_line(&format!("  {name}")))
        }
        Backup::Schedule { .. } => schedule(global, &mut desk, &config),
    }
}

/// Whoever is signed in, or the office's own desk.
fn desk(global: &Global) -> Result<(Seat, By), Failure> {
    if let Some(seat) = seat::taken() {
        return Ok((seat, By::Member));
    }
    if global.key.is_some() || global.member.is_some() {
        return Ok((door::signed_in(global)?, By::Member));
    }
    Ok((Seat::new(door::open(global, door::DOOR)?), By::Operator))
}

/// Does work with its progress shown, and answers how long it took.
fn watched<T>(
    label: &'static str,
    work: impl FnOnce(&mut dyn FnMut(u64) -> bool) -> Result<T, BackupError>,
) -> Result<(T, Duration), Failure> {
    let mut progress = Progress::new(label, None);
    let done = work(&mut |pieces| {
        progress.tick(pieces);
        true
    });
    let took = progress.finish();
    Ok((done?, took))
}

fn is_due(desk: &mut Desk, config: &Config) -> Result<bool, Failure> {
    let last = desk.backup_standing()?.backup;
    let every = i64::from(config.backup.every_hours.max(1)) * HOUR;
    // A timer that goes each day must not find the last one a minute too young.
    Ok(last.is_none_or(|last| door::now().0 - last.0 >= every - HOUR / 4))
}

fn named_or_newest(desk: &Desk, config: &Config, named: Option<&Path>) -> Result<PathBuf, Failure> {
    match named {
        Some(named) => Ok(named.to_owned()),
        None => Ok(desk.backups(&config.backup).newest()?.path),
    }
}

fn tell_made(global: &Global, made: &Made, took: Duration) -> Result<(), Failure> {
    let manifest = &made.beside.signed.manifest;
    if global.json {
        return print_json(&json!({
            "file": made.path, "bytes": made.beside.file_bytes, "hash": made.beside.file, "head": manifest.head,
            "rows": manifest.rows(), "customers": manifest.customers(), "seconds": took.as_secs_f64(),
            "carried": made.carried, "removed": made.removed,
        }));
    }
    let seconds = took.as_secs_f64().max(0.001);
    print_line(&format!("Made {}", made.path.display()))?;
    print_line(&format!(
        "{} customers, {} rows, up to entry {} of the log: {} in {seconds:.1} s, {} rows a second.",
        thousands(manifest.customers()),
        thousands(manifest.rows()),
        thousands(manifest.head.unsigned_abs()),
        size(made.beside.file_bytes),
        thousands((manifest.rows() as f64 / seconds) as u64)
    ))?;
    match made.carried {
        Some(true) => print_line("It was carried further, and what arrived is the same.")?,
        Some(false) => print_line("It was carried further; what arrived was not compared ([backup] check).")?,
        None => {}
    }
    if made.removed == 0 { Ok(()) } else { print_line(&format!("Old ones taken away: {}.", made.removed)) }
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    const STEP: f64 = 1024.0;
    let (mut number, mut unit) = (bytes as f64, "B");
    for next in ["KiB", "MiB", "GiB", "TiB"] {
        if number < STEP {
            break;
        }
        (number, unit) = (number / STEP, next);
    }
    if unit == "B" { format!("{number:.0} {unit}") } else { format!("{number:.1} {unit}") }
}

fn list(global: &Global, desk: &Desk, config: &Config, kept: &[Kept]) -> Result<(), Failure> {
    let state = |kept: &Kept| match desk.backup_row(kept).state {
        BackupState::Signed => "signed",
        BackupState::Changed => "cut or changed",
        BackupState::Unsigned => "not signed by this office",
    };
    if global.json {
        let rows: Vec<_> = kept
            .iter()
            .map(|kept| {
                let manifest = desk.signed_beside(kept).map(|beside| &beside.signed.manifest);
                json!({ "file": kept.path, "bytes": kept.bytes, "state": state(kept), "manifest": manifest })
            })
            .collect();
        return print_json(&rows);
    }
    if kept.is_empty() {
        let folder = desk.backups(&config.backup).path;
        return print_line(&format!("No backup in {}. Make one with: kin backup now", folder.display()));
    }
    let row = |kept: &Kept| {
        let row = desk.backup_row(kept);
        let number = |number: Option<u64>| number.map_or_else(String::new, thousands);
        [
            moment(row.at),
            size(row.bytes),
            number(row.customers),
            number(row.head.map(i64::unsigned_abs)),
            state(kept).to_owned(),
            row.name,
        ]
    };
    print_table(
        ["made", "size", "customers", "log", "state", "file"],
        &kept.iter().map(row).collect::<Vec<[String; 6]>>(),
    )
}

fn tell_verified(global: &Global, file: &Path, manifest: &Manifest, took: Duration) -> Result<(), Failure> {
    if global.json {
        return print_json(&json!({ "ok": true, "file": file, "seconds": took.as_secs_f64(), "manifest": manifest }));
    }
    let rate = manifest.bytes as f64 / took.as_secs_f64().max(0.001);
    print_line(&format!(
        "Good: {} is whole and signed by the office: {} rows, {} unpacked, {} a second. It was made {}.",
        file.display(),
        thousands(manifest.rows()),
        size(manifest.bytes),
        size(rate as u64),
        moment(manifest.made_at)
    ))
}

fn schedule(global: &Global, desk: &mut Desk, config: &Config) -> Result<(), Failure> {
    let standing = desk.backup_standing()?;
    let settings = &config.backup;
    let folder = desk.backups(settings).path;
    let every = i64::from(settings.every_hours) * HOUR;
    let next = standing.backup.filter(|_| every > 0).map(|last| Micros(last.0 + every));
    if global.json {
        return print_json(&json!({
            "folder": folder, "every_hours": settings.every_hours, "last": standing.backup, "next": next,
            "drill": standing.drill, "drill_days": settings.drill_days, "keep_days": settings.keep_days,
            "keep_weeks": settings.keep_weeks, "keep_months": settings.keep_months,
        }));
    }
    print_line(&format!("Folder        {}", folder.display()))?;
    let when = match (every, next) {
        (0, _) => "by hand, or by a timer of the system (--cron, --service and --timer print one)".into(),
        (_, None) => "as soon as kin serve runs, or somebody signs in on this computer".into(),
        (_, Some(next)) => format!("from {} on, by kin serve or the next sign-in on this computer", moment(next)),
    };
    print_line(&format!("Next          {when}"))?;
    print_line(&format!("Last          {}", standing.backup.map_or_else(|| "none yet".into(), moment)))?;
    print_line(&format!("Last drill    {}", standing.drill.map_or_else(|| "none yet".into(), moment)))?;
    print_line(&format!(
        "Kept          the newest of each of {} days, {} weeks, {} months",
        settings.keep_days, settings.keep_weeks, settings.keep_months
    ))
}

pub fn restore(global: &Global, arguments: &Restore) -> Result<(), Failure> {
    let config = door::config(global)?;
    let config_dir = door::config_dir()?;
    let host_secret = global.host_secret.clone().or_else(|| config.office.host_secret.clone());
    let kit = if arguments.kit { Some(door::ask_secret("Recovery kit: ")?) } else { None };
    let to = arguments.to.clone().unwrap_or_else(|| backup::usual_folder(&arguments.file));
    let mut present = present(global, &config);
    let mut opening = match &present {
        Some(present) if !arguments.kit => present.opening()?,
        _ => Opening { hosts: Vec::new(), kit: kit.as_ref() },
    };
    if !arguments.kit {
        opening.add_of_this_computer(&config_dir, host_secret.as_deref());
    }
    let restoring = Restoring {
        file: &arguments.file,
        to: &to,
        config_dir: &config_dir,
        host_secret: host_secret.as_deref(),
        present: present.as_mut(),
        config: &config,
        clock: Arc::new(System),
    };
    let (restored, took) = watched("restoring", |step| backup::restore(restoring, &opening, step))?;
    tell_restored(global, &restored, took)
}

/// The office that is there now, if it still opens: it tells what the backup does not have.
fn present(global: &Global, config: &Config) -> Option<Desk> {
    let paths = door::paths(global, config).ok()?;
    Desk::open(paths, config, Arc::new(System), door::DOOR).ok()
}

fn tell_restored(global: &Global, restored: &Restored, took: Duration) -> Result<(), Failure> {
    let Restored { paths, manifest, report, lost, host_secret, root } = restored;
    if global.json {
        return print_json(&json!({
            "ok": true, "office": paths.folder, "made_at": manifest.made_at_utc, "head": manifest.head,
            "customers": manifest.customers(), "rows": manifest.rows(), "entries": report.entries,
            "records": report.records, "lost": lost, "host_secret_restored": host_secret, "root_fingerprint": root,
            "seconds": took.as_secs_f64(),
        }));
    }
    print_line(&format!("Brought back into {}", paths.folder.display()))?;
    print_line(&format!(
        "Made {}: {} customers, {} rows; {} entries of the log and {} records are as they were written. {:.1} s.",
        moment(manifest.made_at),
        thousands(manifest.customers()),
        thousands(manifest.rows()),
        thousands(report.entries),
        thousands(report.records),
        took.as_secs_f64()
    ))?;
    match lost {
        Some(Lost { entries, until }) => print_line(&format!(
            "Not in it: {} of the log after that, up to {}.",
            counted(*entries, "entry", "entries"),
            moment(*until)
        ))?,
        None => print_line("Nothing here tells of anything that was logged after it.")?,
    }
    let usual = OfficePaths::find(&paths.folder, &door::config_dir()?, None);
    let in_place = usual.is_ok_and(|usual| usual.host_secret_path() == paths.host_secret_path());
    let (folder, place) = (paths.folder.display(), paths.host_secret_path().display());
    if *host_secret && in_place {
        print_line(&format!("The host secret was put back from the recovery kit: {place}"))?;
        print_line(&format!("Compare the root key with the printed one before you trust it: {root}"))?;
    } else if *host_secret {
        print_line(&format!("It is of a time before the host secret was changed, and has its own: {place}"))?;
    }
    let more = if in_place { String::new() } else { format!(" --host-secret {place}") };
    print_line(&format!("Open it with: kin --office {folder}{more}"))
}
