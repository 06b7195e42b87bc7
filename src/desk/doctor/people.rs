//! Members and their rights, by count: code apps, long absence, weak seals, broad roles, open alerts.

use super::super::Desk;
use super::super::api::Problem;
use super::super::rights::Standing;
use super::{Check, Enforced, Layer, Mode, check, counted, days};
use crate::domain::{Class, Field, Id, Micros, OwnKind, Role, Scope};
use crate::policy::{self, Actor, Operation};
use crate::vault::{self, KdfParams};

/// Days without a sign-in, and of an alert that nobody closes.
const LONG_AWAY: i64 = 90;
const LONG_OPEN: i64 = 7;
/// Fewer people are no many, however much each of them may do.
const FEW: usize = 4;
const MOST_ALERTS: usize = 1_000;

pub fn checks(desk: &mut Desk, mode: Mode, now: Micros) -> Vec<Check> {
    let read = [
        seals(desk, mode, now),
        away(desk, now),
        Ok(owners(desk, now)),
        Ok(roles(desk)),
        Ok(decisions(desk)),
        Ok(own_fields(desk)),
        classes(desk),
        alerts(desk, now),
    ];
    let failed =
        |problem: Problem| check(Layer::Access, "members_read", "members").bad(problem.to_string(), "kin log verify");
    read.into_iter().flat_map(|read| read.unwrap_or_else(|problem| vec![failed(problem)])).collect()
}

/// Active members who are no programs.
pub fn persons(desk: &Desk, now: Micros) -> impl Iterator<Item = (Id, Actor)> {
    let rights = &desk.rights;
    let active = rights.members().filter(|(_, known)| known.standing == Standing::Active);
    active
        .filter_map(move |(id, _)| rights.actor(id, now).map(|actor| (id, actor)))
        .filter(|(_, actor)| !actor.rights.program && !rights.is_program(actor.role))
}

fn seals(desk: &mut Desk, mode: Mode, now: Micros) -> Result<Vec<Check>, Problem> {
    let ids: Vec<Id> = persons(desk, now).map(|(id, _)| id).collect();
    let secrets =
        desk.store.read(|snapshot| ids.iter().map(|id| snapshot.member_secret(*id)).collect::<Result<Vec<_>, _>>())?;
    let secrets: Vec<_> = secrets.into_iter().map(Option::unwrap_or_default).collect();
    let without = secrets.iter().filter(|secret| secret.sealed_totp.is_empty()).count() as i64;
    let totp = check(Layer::Identity, "totp", "code app").kept(mode.rules());
    let totp = if without > 0 {
        let why = format!("{} no code app.", counted(without, "member has", "members have"));
        totp.bad(why, "kin member reset NAME: a new invitation makes one")
    } else {
        totp.good("Everybody signs in with a password and a code.")
    };
    let usual = KdfParams::default();
    let weak = secrets
        .iter()
        .filter(|secret| vault::params_of(&secret.sealed_keys).map_or(true, |params| params.is_below(usual)));
    let weak = weak.count() as i64;
    let argon = check(Layer::Identity, "argon2", "password stretching").kept(Enforced::Cryptographic);
    let argon = if weak > 0 {
        let why = format!(
            "{} below {} MiB and {} passes (Argon2id): whoever has the host secret too guesses faster.",
            counted(weak, "member's seal is", "members' seals are"),
            usual.memory_kib / 1024,
            usual.passes
        );
        argon.warning(why, "a demo stays so, for speed; elsewhere each member's next sign-in raises it")
    } else {
        argon.good("All passwords are stretched at the usual cost or more (Argon2id).")
    };
    Ok(vec![totp, argon])
}

fn away(desk: &mut Desk, now: Micros) -> Result<Vec<Check>, Problem> {
    let ids: Vec<Id> = persons(desk, now).map(|(id, _)| id).collect();
    let stale = desk.store.read(|snapshot| {
        let mut stale = 0;
        for id in ids {
            let joined = snapshot.member(id)?.map_or(now, |row| row.created_at);
            let last = snapshot.member_state(id)?.last_sign_in.unwrap_or(joined);
            stale += i64::from(days(now, last) > LONG_AWAY);
        }
        Ok::<_, Problem>(stale)
    })?;
    let check = check(Layer::Identity, "stale_members", "members who stay away");
    Ok(vec![if stale > 0 {
        let why = format!("{} not signed in for {LONG_AWAY} days.", counted(stale, "member has", "members have"));
        check.warning(why, "kin member list, then: kin member suspend NAME")
    } else {
        check.good(format!("Everybody has signed in within {LONG_AWAY} days."))
    }])
}

/// Whether the actor may do the gravest everywhere: change keys, or see every class of everybody.
fn is_broad(actor: &Actor) -> bool {
    let everywhere = |operation| policy::scope_of(actor, operation) == Some(Scope::All);
    let sees = |class: Class| {
        Field::ALL.into_iter().any(|field| field.class() == class && everywhere(Operation::Reveal(field)))
    };
    everywhere(Operation::RotateKeys) || Class::ALL.into_iter().all(sees)
}

fn owners(desk: &Desk, now: Micros) -> Vec<Check> {
    let all: Vec<Actor> = persons(desk, now).map(|(_, actor)| actor).collect();
    let broad = all.iter().filter(|actor| is_broad(actor)).count();
    let owners = all.iter().filter(|actor| actor.role == Role::Owner).count();
    let check = check(Layer::Access, "broad_members", "who may do everything");
    vec![if all.len() >= FEW && broad * 2 > all.len() {
        let why = format!("{broad} of {} members may change keys or see every sealed field everywhere.", all.len());
        check.warning(why, "narrower roles or departments: kin review show, kin member grant")
    } else if owners == 0 {
        check.bad("Nobody is an owner.", "kin recover --owner NAME")
    } else {
        check.good(format!("{broad} of {} members; {}.", all.len(), counted(owners as i64, "owner", "owners")))
    }]
}

/// Roles of the office's own with which one person sees the values and takes the log of it away.
fn roles(desk: &Desk) -> Vec<Check> {
    let wide = desk.rights.custom_roles().filter(|(_, role)| {
        let exports = role.rights.operations.contains_key(Operation::ExportLog.key());
        exports && !role.rights.classes().is_empty()
    });
    let names: Vec<&str> = wide.map(|(_, role)| role.name.as_str()).collect();
    let check = check(Layer::Access, "broad_roles", "roles that export the log and reveal");
    vec![if names.is_empty() {
        check.good("No role of the office's own both reveals fields and takes the log away.")
    } else {
        let why = format!("Whoever has one watches over himself: {}.", names.join(", "));
        check.warning(why, "give the one or the other: kin role edit")
    }]
}

fn decisions(desk: &Desk) -> Vec<Check> {
    let (refused, unlogged) = (desk.rights.refused.len(), desk.rights.unlogged.len());
    let check = check(Layer::Access, "decisions", "signed decisions").kept(Enforced::Cryptographic);
    vec![if let Some(why) = &desk.rights.closed {
        check.bad(format!("{why}."), "restore a backup, and keep this file as evidence")
    } else if refused + unlogged > 0 {
        let why = format!("{refused} do not hold and {unlogged} are not in the log; somebody wrote into the file.");
        check.bad(why, "kin grant list, kin alert list")
    } else {
        check.good("All hold, up to the root key, and all are in the log.")
    }]
}

fn own_fields(desk: &Desk) -> Vec<Check> {
    let personal = |kind: &OwnKind| matches!(kind, OwnKind::Phone | OwnKind::Email | OwnKind::Id);
    let own = &desk.rights.policy().own_fields;
    let clear = own.iter().filter(|field| !field.retired && field.slot.is_none() && personal(&field.kind));
    let names: Vec<&str> = clear.map(|field| field.key.as_str()).collect();
    let check = check(Layer::Fields, "own_fields", "the office's own fields");
    vec![if names.is_empty() {
        check.good("None that holds contacts or numbers of persons is kept in the clear.")
    } else {
        let why = format!("They hold contacts or numbers of persons and have no class: {}.", names.join(", "));
        check.warning(why, "make a sealed one in its place (kin field add --sealed), and retire it")
    }]
}

fn classes(desk: &mut Desk) -> Result<Vec<Check>, Problem> {
    let due = desk.rotations_due()?;
    let names: Vec<&str> = due.iter().map(|class| class.name()).collect();
    let check = check(Layer::Fields, "class_keys", "keys of the sealed classes").kept(Enforced::Cryptographic);
    Ok(vec![if names.is_empty() {
        check.good("Nobody who left could open a class's newest key.")
    } else {
        let why = format!("Somebody who holds it no longer could open the newest key of: {}.", names.join(", "));
        check.warning(why, format!("kin keys rotate {}", names[0]))
    }])
}

fn alerts(desk: &mut Desk, now: Micros) -> Result<Vec<Check>, Problem> {
    let open = desk.store.read(|snapshot| snapshot.alerts(true, MOST_ALERTS))?;
    let check = check(Layer::Witness, "alerts", "alerts");
    let Some(oldest) = open.iter().map(|alert| alert.at).min() else {
        return Ok(vec![check.good("None is open.")]);
    };
    let age = days(now, oldest);
    let why =
        format!("{} open, the oldest for {}.", counted(open.len() as i64, "is", "are"), counted(age, "day", "days"));
    let mend = "kin alert list, then: kin alert close";
    Ok(vec![if age > LONG_OPEN { check.bad(why, mend) } else { check.warning(why, mend) }])
}
