//! Backups by themselves: made when it is time, told when they were missed, and kept as long as is set.

use std::fs;
use std::sync::atomic::AtomicBool;

use kin::clock::Source;
use kin::desk::backup::{BackupError, By, Keeper};
use kin::domain::*;

use crate::backup::make;
use crate::deeds::alerts;
use crate::office::*;
use crate::witness::act;

const HOUR: i64 = 3_600;

fn keeper(office: &Office, after_sign_in: bool) -> Keeper {
    Keeper::open(&office.paths, &office.config, office.clock.clone(), after_sign_in).expect("a keeper")
}

fn tick(keeper: &mut Keeper) -> Result<(), BackupError> {
    keeper.tick(&AtomicBool::new(false))
}

fn files(office: &Office) -> usize {
    let folder = office.config.backup.folder(&office.paths.folder);
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter(|file| file.path().extension().is_some_and(|extension| extension == "age")).count()
}

fn told(office: &Office, kind: &str) -> usize {
    alerts(&mut office.at("mai")).iter().filter(|alert| alert.kind == kind).count()
}

#[test]
fn one_is_made_each_day_and_old_ones_go() {
    let mut office = Office::new();
    office.config.backup.keep_days = 3;
    office.config.backup.keep_weeks = 0;
    office.config.backup.keep_months = 0;
    let mut keeper = keeper(&office, false);
    tick(&mut keeper).expect("a look");
    assert_eq!(files(&office), 1);
    office.clock.advance(23 * HOUR);
    tick(&mut keeper).expect("a look");
    assert_eq!(files(&office), 1, "not before it is time");
    for day in 2..6 {
        office.clock.advance(24 * HOUR);
        tick(&mut keeper).expect("a look");
        assert_eq!(files(&office), day.min(3));
    }
    let last = office.last();
    assert_eq!((last.action, last.member), (Action::BackupMake, None));
    assert!(last.details.contains("\"scheduled\":true"), "{}", last.details);
    assert_eq!(keeper.standing().expect("a look").backup, Some(last.at));
    // What is not the office's own is never taken away.
    let folder = office.config.backup.folder(&office.paths.folder);
    let foreign = folder.join("kin-00000000-2020-01-01T000000Z.age");
    fs::write(&foreign, "another office's").expect("written");
    office.clock.advance(24 * HOUR);
    tick(&mut keeper).expect("a look");
    assert!(foreign.exists());
}

#[test]
fn at_a_desk_it_waits_for_somebody_to_come_in() {
    let office = Office::new();
    let mut keeper = keeper(&office, true);
    tick(&mut keeper).expect("a look");
    assert_eq!(files(&office), 0);
    office.at("lan");
    office.clock.advance(61);
    tick(&mut keeper).expect("a look");
    assert_eq!(files(&office), 1);
}

#[test]
fn with_no_hours_it_is_never_made_by_itself() {
    let mut office = Office::new();
    office.config.backup.every_hours = 0;
    let mut keeper = keeper(&office, false);
    for _ in 0..5 {
        tick(&mut keeper).expect("a look");
        office.clock.advance(240 * HOUR);
    }
    assert_eq!((files(&office), told(&office, "backup_missed")), (0, 0));
}

#[test]
fn what_fails_is_told_and_tried_again() {
    let mut office = Office::new();
    // A file stands where the folder is to be.
    office.config.backup.path = office.home().join("in-the-way").display().to_string();
    fs::write(&office.config.backup.path, "").expect("written");
    let mut keeper = keeper(&office, false);
    assert!(tick(&mut keeper).is_err());
    assert_eq!((office.last().action, office.last().outcome), (Action::BackupMake, Outcome::Failed));
    assert!(!office.last().details.contains(&*office.home().to_string_lossy()), "no path of this computer");
    assert_eq!(told(&office, "backup_failed"), 1);
    tick(&mut keeper).expect("it rests");
    fs::remove_file(&office.config.backup.path).expect("removed");
    office.clock.advance(HOUR + 1);
    tick(&mut keeper).expect("made");
    assert_eq!(files(&office), 1);
}

#[test]
fn one_that_was_missed_is_told_once_a_day() {
    let office = Office::new();
    make(&office);
    // Nobody was here for a week: nothing was missed.
    office.clock.advance(7 * 24 * HOUR);
    let mut keeper = keeper(&office, true);
    tick(&mut keeper).expect("a look");
    assert_eq!(told(&office, "backup_missed"), 0);
    // Somebody works, and still none is made: whoever makes them has not been told of a sign-in since it began.
    office.clock.advance(2 * HOUR);
    act(&office);
    let mut later = Keeper::open(&office.paths, &office.config, office.clock.clone(), true).expect("a keeper");
    office.clock.advance(2 * HOUR);
    tick(&mut later).expect("a look");
    assert_eq!(told(&office, "backup_missed"), 1);
}

#[test]
fn a_drill_that_nobody_made_is_told() {
    let office = Office::new();
    make(&office);
    let mut keeper = keeper(&office, true);
    office.clock.advance(89 * 24 * HOUR);
    tick(&mut keeper).expect("a look");
    assert_eq!(told(&office, "backup_drill_overdue"), 0);
    office.clock.advance(2 * 24 * HOUR);
    tick(&mut keeper).expect("a look");
    assert_eq!(told(&office, "backup_drill_overdue"), 1);
    office.desk().drill_backup(&office.config.backup, None, By::Operator, &mut |_| true).expect("a drill");
    assert_eq!(keeper.standing().expect("a look").drill.map(|at| office.clock.now().0 - at.0), Some(0));
}

#[test]
fn a_stopped_one_leaves_nothing() {
    let office = Office::new();
    let stopped = office.desk().back_up(&office.config.backup, None, By::Operator, &mut |_| false);
    assert!(matches!(stopped, Err(BackupError::Stopped)), "{stopped:?}");
    let folder = office.config.backup.folder(&office.paths.folder);
    let left: Vec<_> = fs::read_dir(folder).expect("a folder").flatten().map(|file| file.file_name()).collect();
    assert_eq!(left, [".kin-backup.lock"]);
    // Two at a time are one.
    let lock = office.desk().backups(&office.config.backup).lock().expect("a lock");
    let second = office.desk().back_up(&office.config.backup, None, By::Operator, &mut |_| true);
    assert!(matches!(second, Err(BackupError::Running(_))), "{second:?}");
    drop(lock);
    make(&office);
}

#[test]
fn a_disk_that_is_not_mounted_gets_none() {
    let mut office = Office::new();
    office.config.backup.mounted = true;
    office.config.backup.path = "/".to_owned();
    let refused = office.desk().back_up(&office.config.backup, None, By::Operator, &mut |_| true);
    assert!(matches!(refused, Err(BackupError::NotMounted(_))), "{refused:?}");
    office.config.backup.path = "auto".to_owned();
    office.config.backup.mounted = false;
    office.config.backup.recipients = vec!["age1nonsense".into()];
    let refused = office.desk().back_up(&office.config.backup, None, By::Operator, &mut |_| true);
    assert!(matches!(refused, Err(BackupError::BadRecipient(_))), "{refused:?}");
}
