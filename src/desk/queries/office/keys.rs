//! The inventory of the office's keys: generations, fingerprints, holders; no secret.

use super::super::super::Desk;
use super::super::super::alerts::short;
use super::super::super::api::{KeyRow, KeyStatus, Problem, ResealState};
use super::super::super::keys::KIT_HOLDER;
use super::super::super::rights::{Act, Rights, Standing, Statement};
use super::super::member_name;
use crate::domain::{Action, Class, Id, Micros, Outcome};
use crate::store::{self, EntryIs, LogFilter, Reach, Snapshot};

impl Desk {
    pub(super) fn key_status(&mut self) -> Result<KeyStatus, Problem> {
        let now = self.steady_now()?;
        let rights = &self.rights;
        self.store.read(|snapshot| {
            let made = made_at(&snapshot.grants()?);
            let row = |class| key_row(snapshot, rights, class, &made, now);
            let classes = Class::ALL.into_iter().map(row).collect::<Result<_, Problem>>()?;
            let drills = LogFilter::default()
                .with(EntryIs::Action(vec![Action::KeyRecover]))
                .with(EntryIs::Outcome(vec![Outcome::Done]));
            let drill = snapshot.log(&drills, None, 1)?;
            Ok(KeyStatus { classes, drilled_at: drill.first().map(|entry| entry.sealed.entry.at) })
        })
    }

    /// Classes that somebody could open who holds them no longer, since their key was made.
    pub(in crate::desk) fn rotations_due(&mut self) -> Result<Vec<Class>, Problem> {
        let now = self.steady_now()?;
        let rights = &self.rights;
        self.store.read(|snapshot| {
            let grants = snapshot.grants()?;
            let made = made_at(&grants);
            let due = |class: &Class| !former(rights, *class, &made, now).is_empty();
            Ok(Class::ALL.into_iter().filter(due).collect())
        })
    }
}

/// When each class's newest key was made: class, generation, time.
fn made_at(grants: &[store::GrantRow]) -> Vec<(Class, u32, Micros)> {
    let key = |row: &store::GrantRow| {
        let statement = Statement::read(row)?;
        match statement.act {
            Act::ClassKey { class, generation, .. } => Some((class, generation, statement.issued_at)),
            _ => None,
        }
    };
    grants.iter().filter_map(key).collect()
}

fn key_row(
    snapshot: &Snapshot<'_>,
    rights: &Rights,
    class: Class,
    made: &[(Class, u32, Micros)],
    now: Micros,
) -> Result<KeyRow, Problem> {
    let (generation, public) = rights.class_key(class).ok_or(Problem::Tampered)?;
    let names = |ids: Vec<Id>| -> Result<Vec<String>, Problem> {
        let mut names: Vec<String> = ids.into_iter().map(|id| member_name(snapshot, id)).collect::<Result<_, _>>()?;
        names.sort();
        Ok(names)
    };
    let holds = |lookup: bool| {
        let held = rights.members().filter(|(id, known)| {
            let list = |held: &crate::desk::rights::Holding| {
                if lookup { held.lookups.contains(&class) } else { held.classes.contains(&class) }
            };
            known.standing != Standing::Removed && rights.held_by(*id, now).is_some_and(list)
        });
        held.map(|(id, _)| id).collect::<Vec<Id>>()
    };
    let reseal = snapshot.reseal(class)?.filter(|reseal| !reseal.done && reseal.generation == generation);
    let of = snapshot.customer_total(&Reach::All)?;
    Ok(KeyRow {
        class,
        generation,
        fingerprint: short(&public),
        made_at: made_time(made, class, generation),
        holders: names(holds(false))?,
        lookup_holders: names(holds(true))?,
        former: names(former(rights, class, made, now))?,
        reseal: reseal.map(|reseal| ResealState {
            looked: reseal.looked,
            of: of.max(reseal.looked),
            sealed: reseal.sealed,
            finished: false,
        }),
        kit: snapshot.class_key_copy(class, generation, KIT_HOLDER)?.is_some(),
    })
}

fn made_time(made: &[(Class, u32, Micros)], class: Class, generation: u32) -> Micros {
    made.iter().find(|(of, number, _)| (*of, *number) == (class, generation)).map_or(Micros(0), |(.., at)| *at)
}

/// Members who could open the class's newest key, and hold the class no longer.
fn former(rights: &Rights, class: Class, made: &[(Class, u32, Micros)], now: Micros) -> Vec<Id> {
    let Some((generation, _)) = rights.class_key(class) else { return Vec::new() };
    let newest = made_time(made, class, generation);
    let gone = rights.members().filter(|(_, known)| known.lost(class, now).is_some_and(|at| at > newest));
    gone.map(|(member, _)| member).collect()
}
