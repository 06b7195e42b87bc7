//! `kin keys`: the keys of the sealed classes. Nothing secret is ever printed here.

use serde_json::json;

use super::{ask, change, confirm, office, recover, tell};
use crate::cli::args::{Global, Keys};
use crate::cli::door;
use crate::cli::output::{Failure, moment, print_json, print_line, unexpected};
use crate::cli::progress::{Progress, thousands};
use crate::desk::Desk;
use crate::desk::api::{KeyRow, KeyStatus, Manage, Managed, OfficeAnswer, OfficeQuery, Reply, Request, ResealState};
use crate::desk::recover::Drill;
use crate::domain::Class;

pub fn run(global: &Global, command: &Keys) -> Result<(), Failure> {
    match command {
        Keys::Status => {
            let status = status(&mut *door::signed_in(global)?)?;
            if global.json { print_json(&status) } else { show(&status) }
        }
        Keys::Rotate { class, yes } => {
            confirm(*yes, &format!("Make a new key for the class {} and seal its values anew?", class.name()))?;
            rotate(global, *class)
        }
        Keys::Recover { name } => recover::run(global, Some(name)),
        Keys::Drill => drill(global),
    }
}

fn status(desk: &mut Desk) -> Result<KeyStatus, Failure> {
    match office(desk, OfficeQuery::Keys)? {
        OfficeAnswer::Keys(status) => Ok(status),
        _ => Err(unexpected()),
    }
}

fn show(status: &KeyStatus) -> Result<(), Failure> {
    status.classes.iter().try_for_each(show_class)?;
    match status.drilled_at {
        Some(at) => print_line(&format!("The recovery kit was last tried {}.", moment(at))),
        None => print_line("Nobody has tried yet whether the recovery kit opens everything."),
    }
}

fn show_class(row: &KeyRow) -> Result<(), Failure> {
    print_line(&format!(
        "{}  generation {}, {}, made {}",
        row.class.name(),
        row.generation,
        row.fingerprint,
        moment(row.made_at)
    ))?;
    let former = if row.former.is_empty() {
        String::new()
    } else {
        format!("{} could open an older one: change the key", row.former.join(", "))
    };
    let reseal = match row.reseal {
        Some(ResealState { looked, of, .. }) => format!(
            "{} of {} values looked at; go on with: kin keys rotate {}",
            thousands(looked),
            thousands(of),
            row.class.name()
        ),
        None => String::new(),
    };
    let kit = if row.kit { "opens it" } else { "does not open it" };
    let lines = [
        ("held by", row.holders.join(", ")),
        ("lookup by", row.lookup_holders.join(", ")),
        ("former", former),
        ("sealing anew", reseal),
        ("recovery kit", kit.to_owned()),
    ];
    lines
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .try_for_each(|(label, text)| print_line(&format!("  {label:<13} {text}")))
}

/// Makes a new key, unless values still wait for the newest one, and seals them anew. Each step is whole in itself: what
/// is interrupted goes on from there when it is run again.
fn rotate(global: &Global, class: Class) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let unfinished = status(&mut desk)?.classes.into_iter().any(|row| row.class == class && row.reseal.is_some());
    if !unfinished {
        match change(&mut desk, || Manage::RotateKeys { class })? {
            Managed::Done => {}
            other => return tell(global, "", other),
        }
    }
    let state = reseal(&mut desk, class)?;
    if global.json {
        return print_json(
            &json!({ "done": true, "new_key": !unfinished, "looked": state.looked, "sealed": state.sealed }),
        );
    }
    let key = if unfinished { "The key was new already" } else { "The key is new" };
    print_line(&format!("{key}; {} values are sealed anew.", thousands(state.sealed)))
}

/// Until nothing is left, with a line that tells how far it is.
pub(super) fn reseal(desk: &mut Desk, class: Class) -> Result<ResealState, Failure> {
    let mut progress = Progress::new("sealing anew", None);
    let mut before = 0;
    loop {
        let Reply::Resealed(state) = ask(desk, || Request::Reseal { class })? else { return Err(unexpected()) };
        progress.reach(state.looked as f64 / state.of.max(1) as f64);
        progress.tick(state.looked.saturating_sub(before));
        if state.finished {
            progress.finish();
            return Ok(state);
        }
        before = state.looked;
    }
}

fn drill(global: &Global) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let drill = desk.drill(&recover::ask_kit()?)?;
    if global.json {
        print_json(&drill)?;
    } else {
        show_drill(&drill)?;
    }
    if drill.is_good() {
        return Ok(());
    }
    Err(Failure::Other("The recovery kit does not open everything. Keep it, and tell an owner at once.".into()))
}

fn show_drill(drill: &Drill) -> Result<(), Failure> {
    let Drill { host_secret, root_key, classes, lookups } = drill;
    let mark = |good: bool| if good { "ok " } else { "BAD" };
    print_line(&format!("{}  host secret", mark(*host_secret)))?;
    print_line(&format!("{}  root key", mark(*root_key)))?;
    Class::ALL.into_iter().try_for_each(|class| {
        print_line(&format!("{}  key of the class {}", mark(classes.contains(&class)), class.name()))?;
        print_line(&format!("{}  lookup key of the class {}", mark(lookups.contains(&class)), class.name()))
    })
}
