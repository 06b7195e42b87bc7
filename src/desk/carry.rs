//! What follows in the tables from a statement: members' rows, the ends of sessions, and copies of keys.

use std::collections::HashMap;

use crate::clock::Source;
use crate::desk::api::Problem;
use crate::desk::attempts::forgive;
use crate::desk::rights::{Act, Holding, MemberRights, Rights, Standing, Statement};
use crate::desk::session::OpenKeys;
use crate::domain::{Class, Id, fold};
use crate::store::{Department, KeyCopy, Member, MemberSecret, MemberState, Tx};
use crate::vault::{ClassKey, LookupKey};

/// Puts into the tables what the statement says. `after` are the rights with it; `keys` are those of who makes it, for
/// the copies that it gives.
pub fn out(
    tx: &mut Tx<'_>,
    statement: &Statement,
    after: &Rights,
    keys: Option<&OpenKeys>,
    install: Id,
    source: &dyn Source,
) -> Result<(), Problem> {
    match &statement.act {
        Act::Appoint { member, name, keys: public, .. } | Act::Invite { member, name, key: public, .. } => {
            tx.insert_member(
                &Member {
                    id: *member,
                    folded: fold::fold(name),
                    name: name.clone(),
                    encryption: public.encryption,
                    signing: public.signing,
                    created_at: statement.issued_at,
                    active: matches!(statement.act, Act::Appoint { .. }),
                },
                &MemberSecret::default(),
            )?;
        }
        Act::Reset { member, key, .. } => {
            let row = tx.member(*member)?.ok_or(Problem::NotFound)?;
            let row = Member { encryption: key.encryption, signing: key.signing, active: false, ..row };
            tx.update_member(&row)?;
            tx.set_member_secret(*member, &MemberSecret::default())?;
            let state = tx.member_state(*member)?;
            tx.set_member_state(*member, &MemberState { failures: 0, ..state })?;
            forgive(tx, &row.folded)?;
            // Whoever lost the way in may have lost these too.
            tx.delete_ssh_keys(*member)?;
            leave(tx, statement, *member)?;
        }
        Act::Suspend { member } | Act::Remove { member } => {
            let row = tx.member(*member)?.ok_or(Problem::NotFound)?;
            tx.update_member(&Member { active: false, ..row })?;
            if matches!(statement.act, Act::Remove { .. }) {
                tx.delete_ssh_keys(*member)?;
            }
            leave(tx, statement, *member)?;
        }
        Act::Reactivate { member } => {
            let row = tx.member(*member)?.ok_or(Problem::NotFound)?;
            let active = after.member(*member).is_some_and(|known| known.standing == Standing::Active);
            tx.update_member(&Member { active, ..row })?;
        }
        Act::Department { department, name, parent } => {
            tx.put_department(&Department { id: *department, name: name.clone(), parent: *parent })?;
        }
        Act::RemoveDepartment { department } => tx.delete_department(*department)?,
        _ => {}
    }
    if let (Some(member), Some(keys)) = (statement.act.member(), keys) {
        give_copies(tx, after, member, &keys.classes, &keys.lookups, install, source)?;
    }
    Ok(())
}

/// A member whose keys hold no longer: out of every session, and without copies.
fn leave(tx: &mut Tx<'_>, statement: &Statement, member: Id) -> Result<(), Problem> {
    for session in tx.open_sessions(member)? {
        tx.end_session(session.id, statement.issued_at)?;
    }
    tx.remove_key_copies(member)?;
    Ok(())
}

/// Whoever holds a class by a grant, and the key to seal it to.
pub fn holders(rights: &Rights, class: Class) -> Vec<(Id, [u8; 32])> {
    let holds = |known: &MemberRights| {
        let holdings = std::iter::once(&known.usual).chain(known.temporary.as_ref());
        holdings.into_iter().any(|holding| holding.classes.contains(&class))
    };
    let there = |known: &MemberRights| matches!(known.standing, Standing::Active | Standing::Invited);
    let holders = rights.members().filter(|(_, known)| there(known) && holds(known));
    holders.filter_map(|(member, known)| Some((member, holder_key(known)?))).collect()
}

/// Seals to a member what its grants give and what is held here, where it has no copy yet.
pub fn give_copies(
    tx: &mut Tx<'_>,
    rights: &Rights,
    member: Id,
    classes: &HashMap<(Class, u32), ClassKey>,
    lookups: &HashMap<Class, LookupKey>,
    install: Id,
    source: &dyn Source,
) -> Result<(), Problem> {
    let Some(known) = rights.member(member) else { return Ok(()) };
    let Some(public) = holder_key(known) else { return Ok(()) };
    let sealed = |error: crate::vault::VaultError| Problem::Store(error.to_string());
    let given = |list: fn(&Holding) -> &Vec<Class>, class: Class| {
        let holdings = std::iter::once(&known.usual).chain(known.temporary.as_ref());
        holdings.into_iter().any(|holding| list(holding).contains(&class))
    };
    let mut held: Vec<_> = classes.iter().collect();
    held.sort_by_key(|(place, _)| **place);
    for (&(class, generation), key) in held {
        if given(|holding| &holding.classes, class) && tx.class_key_copy(class, generation, member)?.is_none() {
            let copy = KeyCopy { holder: member, sealed: key.seal_for(&public, install, source).map_err(sealed)? };
            tx.put_class_key_copy(class, generation, &copy)?;
        }
    }
    for class in Class::ALL {
        let Some(key) = lookups.get(&class) else { continue };
        if given(|holding| &holding.lookups, class) && tx.lookup_key_copy(class, member)?.is_none() {
            let copy = KeyCopy { holder: member, sealed: key.seal_for(&public, install, source).map_err(sealed)? };
            tx.put_lookup_key_copy(class, &copy)?;
        }
    }
    Ok(())
}

/// The key to which a member's copies are sealed: its own, or that of its invitation.
fn holder_key(member: &MemberRights) -> Option<[u8; 32]> {
    let own = member.keys().map(|keys| keys.encryption);
    own.or_else(|| member.invitation.map(|invitation| invitation.key.encryption))
}
