//! The office file from inside: whole or not, its log and checkpoints, its clock, its backups and drills.

use super::super::Desk;
use super::super::api::Problem;
use super::super::destination::Destination;
use super::super::verify::Checking;
use super::{Check, DAY, Layer, MINUTE, Patient, check, counted, days};
use crate::domain::{Action, Micros, Outcome};
use crate::store::{EntryIs, Journal, LogFilter, health};

/// 2024-01-01 and 2100-01-01, UTC.
const EARLIEST: i64 = 1_704_067_200_000_000;
const LATEST: i64 = 4_102_444_800_000_000;
/// So much later may the log's last entry be.
const SKEW: i64 = 5 * MINUTE;
/// What systemd's and other time services leave where they are in step.
const IN_STEP: &str = "/run/systemd/timesync/synchronized";
const HOUR: i64 = 60 * MINUTE;
/// A backup is overdue at twice the time that the settings want, and where they want none after a day; so many days are
/// too many in any case.
const USUAL_HOURS: i64 = 24;
const WEEK: i64 = 7;
/// Days after which a drill of the kit is due.
const KIT: i64 = 365;

pub fn checks(desk: &mut Desk, patient: &Patient<'_>, now: Micros) -> Vec<Check> {
    vec![
        whole(desk, patient.deep),
        engine(desk),
        rotation(desk),
        clock(desk, now),
        time_service(),
        chain(desk, patient.deep),
        checkpoints(desk, now),
        outside(desk),
        backup(desk, patient, now),
        backup_drill(desk, patient, now),
        kit_drill(desk, now),
    ]
}

fn whole(desk: &mut Desk, deep: bool) -> Check {
    let check = check(Layer::Sealing, "integrity", "the file's pages");
    let mend = "stop using it, keep it, and restore the newest backup: kin restore FILE";
    match desk.store.faults(deep) {
        Ok(faults) if faults.is_empty() && deep => check.good("Whole: structure, indexes and the code of each page."),
        Ok(faults) if faults.is_empty() => check.good("Whole in structure; every page's code with: kin doctor --deep"),
        Ok(faults) => check.bad(format!("Damaged: {}", faults.join("; ")), mend),
        Err(error) => check.bad(error.to_string(), mend),
    }
}

fn engine(desk: &Desk) -> Check {
    let check = check(Layer::Sealing, "journal", "SQLite and its journal");
    let (version, sound) = health::sqlite();
    match desk.store.journal() {
        Journal::Truncate => check.good(format!("SQLite {version}, rollback journal, as a network file system wants.")),
        Journal::Wal if sound => check.good(format!("SQLite {version}, write-ahead log on a local disk.")),
        Journal::Wal => check.warning(
            format!("SQLite {version} has a fault by which a checkpoint of the write-ahead log may damage the file."),
            "a Kin that is built with SQLite 3.51.3 or newer",
        ),
    }
}

fn rotation(desk: &Desk) -> Check {
    let check = check(Layer::Sealing, "host_rotation", "change of the host secret");
    if desk.host_rotation_unfinished() {
        return check.warning("It was stopped before its end; the office opens all the same.", "kin host rotate");
    }
    let kept = counted(desk.earlier_host_secrets() as i64, "earlier secret", "earlier secrets");
    check.good(format!("None is unfinished; the office keeps {kept}."))
}

fn clock(desk: &mut Desk, now: Micros) -> Check {
    let check = check(Layer::Witness, "clock", "clock");
    let mend = "set the clock, and keep it by NTP: timedatectl set-ntp true";
    if !(EARLIEST..LATEST).contains(&now.0) {
        return check
            .bad("It is before 2024 or after 2099: codes of the app do not fit, and nothing ends in time.", mend);
    }
    match desk.store.read(|snapshot| snapshot.log_time()) {
        Ok(Some(last)) if last.0 > now.0 + SKEW => {
            let late = counted((last.0 - now.0) / MINUTE, "minute", "minutes");
            check.bad(format!("The log's last entry is {late} later than now."), mend)
        }
        Ok(_) => check.good("It is not before the log's last entry."),
        Err(error) => check.untold(error.to_string()),
    }
}

fn time_service() -> Check {
    let check = check(Layer::Witness, "time_service", "time service");
    if std::path::Path::new(IN_STEP).exists() {
        return check.good("The clock is kept in step by a time service.");
    }
    check.untold("Whether a time service keeps the clock in step can't be told here.")
}

fn chain(desk: &mut Desk, deep: bool) -> Check {
    let check = check(Layer::Witness, "chain", "the log's chain");
    let mend = "keep this file as evidence, run kin log verify, and restore a backup";
    match desk.verify_log_by(&Checking { chain_only: !deep, ..Checking::default() }, &mut |_, _| {}) {
        Ok(Ok(report)) if deep => {
            check.good(format!("{} entries and {} records are as written.", report.entries, report.records))
        }
        Ok(Ok(report)) => check.good(format!("{} entries are linked; signatures with: kin log verify", report.entries)),
        Ok(Err(bad)) => check.bad(bad.why, mend),
        Err(problem) => check.bad(problem.to_string(), mend),
    }
}

fn checkpoints(desk: &mut Desk, now: Micros) -> Check {
    let check = check(Layer::Witness, "checkpoints", "checkpoints");
    let mend = "kin log checkpoint; kin serve and open screens make them by themselves";
    match desk.store.read(|snapshot| snapshot.last_of(Action::CheckpointMake)) {
        Ok(Some((_, at))) if days(now, at) > 7 => {
            check.warning(format!("The last one is {} days old.", days(now, at)), mend)
        }
        Ok(Some((_, at))) => {
            check.good(format!("The last one was made {} ago.", counted(days(now, at), "day", "days")))
        }
        Ok(None) => check.warning("None was made yet: an older copy of the whole file could not be told.", mend),
        Err(error) => check.bad(error.to_string(), mend),
    }
}

/// A checkpoint beside the file goes with the file's disk.
fn outside(desk: &Desk) -> Check {
    let check = check(Layer::Witness, "checkpoints_outside", "checkpoints outside this machine");
    let all = Destination::all(&desk.settings.witness, desk.paths.home());
    let away = |to: &Destination| match to {
        Destination::Path(path) => !health::is_local(path.parent().unwrap_or(path)),
        Destination::Command(_) | Destination::Journal(_) => true,
    };
    if all.iter().any(away) {
        return check.good("They are carried by a program, to the journal, or to another machine's disk.");
    }
    check.warning(
        "They stay on this machine: who owns it could put back an older copy of file and checkpoints together.",
        "[witness] command = [\"mail\", ...], or print one line now and then: kin log checkpoint --line",
    )
}

/// When something was done the last time.
fn last_done(desk: &mut Desk, action: Action) -> Result<Option<Micros>, Problem> {
    let filter = LogFilter::default().with(EntryIs::Action(vec![action])).with(EntryIs::Outcome(vec![Outcome::Done]));
    let logged = desk.store.read(|snapshot| snapshot.log(&filter, None, 1))?;
    Ok(logged.first().map(|logged| logged.sealed.entry.at))
}

/// How old the office is, in days.
fn age(desk: &mut Desk, now: Micros) -> i64 {
    let first = desk.store.read(|snapshot| snapshot.entry(1)).ok().flatten();
    first.map_or(0, |first| days(now, first.sealed.entry.at))
}

fn backup(desk: &mut Desk, patient: &Patient<'_>, now: Micros) -> Check {
    let check = check(Layer::Recovery, "backup", "last backup");
    let hours = match i64::from(patient.config.backup.every_hours) {
        0 => USUAL_HOURS,
        hours => hours,
    };
    let late = 2 * hours * HOUR;
    let mend = "kin backup now, and let it be made by itself: kin backup schedule";
    match last_done(desk, Action::BackupMake) {
        Ok(Some(at)) => {
            let old = (now.0 - at.0).max(0);
            let why = format!("It was made {} ago.", counted(days(now, at), "day", "days"));
            if old > late.max(WEEK * DAY) {
                check.bad(why, mend)
            } else if old > late {
                check.warning(why, mend)
            } else {
                check.good(why)
            }
        }
        Ok(None) if age(desk, now) > WEEK => check.bad("There is none.", mend),
        Ok(None) => check.warning("There is none yet.", mend),
        Err(problem) => check.bad(problem.to_string(), mend),
    }
}

fn backup_drill(desk: &mut Desk, patient: &Patient<'_>, now: Micros) -> Check {
    let check = check(Layer::Recovery, "backup_drill", "last restore drill");
    let due = i64::from(patient.config.backup.drill_days);
    drilled(check, last_done(desk, Action::BackupDrill), now, due, "kin backup drill")
}

fn kit_drill(desk: &mut Desk, now: Micros) -> Check {
    let check = check(Layer::Recovery, "kit_drill", "last drill of the recovery kit");
    drilled(check, last_done(desk, Action::KeyRecover), now, KIT, "kin keys drill")
}

fn drilled(check: Check, last: Result<Option<Micros>, Problem>, now: Micros, due: i64, mend: &str) -> Check {
    match last {
        Ok(Some(at)) if days(now, at) > due => {
            check.warning(format!("It is {} days ago; one is due each {due}.", days(now, at)), mend)
        }
        Ok(Some(at)) => check.good(format!("It was {} ago.", counted(days(now, at), "day", "days"))),
        Ok(None) => check.warning("There was none yet.", mend),
        Err(problem) => check.bad(problem.to_string(), mend),
    }
}
