//! Rights as the chain of signed statements gives them, from the office's root key down.
//!
//! Rights come from here alone. A row written by hand into the database has no valid signature and gives nothing; a
//! row that the log knows and that is gone or changed closes the office until it is put right.

mod admit;
pub mod statement;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::domain::{Class, Id, Micros, Policy, Role, RoleRights, Scope};
use crate::policy::{self, Actor};
use crate::store::GrantRow;
use crate::vault::{MemberPublic, note};

pub use admit::Why;
pub use statement::{Act, Issuer, Proposal, PublicKey, Seconded, Statement, Terms};

/// What one statement gave a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The statement's sequence.
    pub sequence: i64,
    pub issuer: Issuer,
    pub issued_at: Micros,
    pub role: Role,
    pub department: Id,
    pub limit: Scope,
    pub expires: Option<Micros>,
    /// What the member holds the keys of.
    pub classes: Vec<Class>,
    pub lookups: Vec<Class>,
    /// What it is to hold when one who does gives it.
    pub waiting: Vec<Class>,
    pub waiting_lookups: Vec<Class>,
}

/// An invitation that nobody has used yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub sequence: i64,
    pub key: MemberPublic,
    pub until: Micros,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Has not made keys yet, or must make new ones.
    Invited,
    Active,
    Suspended,
    Removed,
}

/// A member as the statements know it.
#[derive(Clone, Debug)]
pub struct MemberRights {
    pub standing: Standing,
    /// From when on which keys; `None`: none held from then on.
    keys: Vec<(Micros, Option<MemberPublic>)>,
    pub usual: Holding,
    /// Stands in for the usual one until it expires.
    pub temporary: Option<Holding>,
    pub invitation: Option<Invitation>,
    /// When a class that was held was taken away, the last time.
    ceased: BTreeMap<Class, Micros>,
}

impl MemberRights {
    /// The keys of now.
    pub fn keys(&self) -> Option<MemberPublic> {
        self.keys.last().and_then(|(_, keys)| *keys)
    }

    /// Whether the member has ever come in.
    fn had_keys(&self) -> bool {
        self.keys.iter().any(|(_, keys)| keys.is_some())
    }

    /// The classes that its grants give, whether they last or not.
    fn given(&self) -> Vec<Class> {
        let mut given = self.usual.classes.clone();
        given.extend(self.temporary.iter().flat_map(|held| &held.classes));
        given
    }

    /// Since when the member holds a class no longer that it could open; `None`: it holds it, or never did.
    pub fn lost(&self, class: Class, now: Micros) -> Option<Micros> {
        let holdings = || std::iter::once(&self.usual).chain(self.temporary.as_ref());
        let mut with = holdings().filter(|held| held.classes.contains(&class));
        let lasts = |held: &Holding| held.expires.is_none_or(|end| now < end);
        let there = matches!(self.standing, Standing::Active | Standing::Invited);
        if !self.had_keys() || (there && with.clone().any(lasts)) {
            return None;
        }
        let ended = with.clone().filter_map(|held| held.expires).max();
        let ended = ended.or_else(|| with.next().and(self.keys.last()).map(|(at, _)| *at));
        ended.max(self.ceased.get(&class).copied())
    }

    /// What the member holds at that time.
    pub fn holding(&self, now: Micros) -> Option<&Holding> {
        let lasts = |holding: &&Holding| holding.expires.is_none_or(|end| now < end);
        let active = self.standing == Standing::Active;
        let temporary = self.temporary.as_ref().filter(lasts);
        temporary.or_else(|| Some(&self.usual).filter(lasts)).filter(|_| active)
    }
}

/// A role of the office's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomRole {
    pub name: String,
    pub rights: Arc<RoleRights>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentNode {
    pub name: String,
    pub parent: Option<Id>,
}

/// The last review that somebody signed.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedReview {
    pub sequence: i64,
    pub by: Issuer,
    pub at: Micros,
    pub rights: serde_json::Value,
    pub words: String,
}

/// A row that gives nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub sequence: i64,
    pub why: String,
}

/// Everything that the statements say.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    install: Id,
    root: [u8; 32],
    members: BTreeMap<Id, MemberRights>,
    roles: BTreeMap<Id, CustomRole>,
    departments: BTreeMap<Id, DepartmentNode>,
    policy: Arc<Policy>,
    class_keys: HashMap<(Class, u32), [u8; 32]>,
    kit: Option<[u8; 32]>,
    /// From when on the office signs with which key.
    office_keys: Vec<(Micros, [u8; 32])>,
    pub review: Option<SignedReview>,
    pub refused: Vec<Refused>,
    /// Rows of which no entry of the log speaks, whatever they give.
    pub unlogged: Vec<i64>,
    /// Why nobody may act on these statements: the log knows others.
    pub closed: Option<String>,
    /// The hash, the time and the number of the last statement that holds.
    head: [u8; 32],
    last_at: Micros,
    last: i64,
    /// The number of the last row that was read, whether it holds or not.
    last_row: i64,
}

impl Rights {
    /// Verifies the chain from the root key. Rows must come in the order of their sequence.
    pub fn verify(install: Id, root: &[u8; 32], rows: &[GrantRow]) -> Self {
        let last_row = rows.last().map_or(0, |row| row.sequence);
        let mut rights = Self { install, root: *root, last_row, ..Self::default() };
        for row in rows {
            if let Err(why) = rights.take(row) {
                rights.refused.push(Refused { sequence: row.sequence, why: why.to_string() });
            }
        }
        rights
    }

    /// What of these rows was decided by then, verified anew: the rights, roles and policy of that time.
    pub fn as_of(&self, rows: &[GrantRow], at: Micros) -> Self {
        let made = |row: &&GrantRow| Statement::read(row).is_some_and(|made| made.issued_at <= at);
        let then: Vec<GrantRow> = rows.iter().filter(made).cloned().collect();
        let mut rights = Self::verify(self.install, &self.root, &then);
        if let Some((_, first)) = self.office_keys.first() {
            rights.founded_with(*first);
        }
        rights
    }

    /// The office's first key, where no decision says what it was.
    pub fn founded_with(&mut self, key: [u8; 32]) {
        if self.office_keys.is_empty() {
            self.office_keys.push((Micros(i64::MIN), key));
        }
    }

    /// The office's keys, the oldest first, and from when on each signs.
    pub fn office_keys(&self) -> &note::Keys {
        &self.office_keys
    }

    /// What the office signs with now.
    pub fn office_key(&self) -> Option<[u8; 32]> {
        self.office_keys.last().map(|(_, key)| *key)
    }

    /// The number of the last row that these rights were read from: another one in the table is newer than they are.
    pub const fn last_row(&self) -> i64 {
        self.last_row
    }

    /// When the last statement was made.
    pub const fn last_at(&self) -> Micros {
        self.last_at
    }

    pub fn members(&self) -> impl Iterator<Item = (Id, &MemberRights)> {
        self.members.iter().map(|(id, member)| (*id, member))
    }

    pub fn member(&self, member: Id) -> Option<&MemberRights> {
        self.members.get(&member)
    }

    /// What the member holds, if anything at that time.
    pub fn held_by(&self, member: Id, now: Micros) -> Option<&Holding> {
        if self.closed.is_some() {
            return None;
        }
        self.members.get(&member)?.holding(now)
    }

    /// The member as the judge sees it.
    pub fn actor(&self, member: Id, now: Micros) -> Option<Actor> {
        let holding = self.held_by(member, now)?;
        Some(Actor {
            member,
            role: holding.role,
            rights: self.role(holding.role)?,
            department: holding.department,
            departments: self.below(holding.department),
            limit: holding.limit,
            classes: holding.classes.clone(),
            lookups: holding.lookups.clone(),
            policy: self.policy.clone(),
            approved: Vec::new(),
        })
    }

    /// A role's definition, if there is such a role.
    pub fn role(&self, role: Role) -> Option<Arc<RoleRights>> {
        match role {
            Role::Custom(id) => self.roles.get(&id).map(|role| role.rights.clone()),
            role => Some(Arc::new(policy::built_in(role))),
        }
    }

    /// Whether who has this role is a program, which signs in by a key file alone.
    pub fn is_program(&self, role: Role) -> bool {
        match role {
            Role::Custom(id) => self.roles.get(&id).is_some_and(|role| role.rights.program),
            role => role == Role::Service,
        }
    }

    /// The office's own roles.
    pub fn custom_roles(&self) -> impl Iterator<Item = (Id, &CustomRole)> {
        self.roles.iter().map(|(id, role)| (*id, role))
    }

    /// A role's name as people know it: the office's own, or the key of a built-in one.
    pub fn role_name(&self, role: Role) -> String {
        match role {
            Role::Custom(id) => self.roles.get(&id).map_or_else(|| role.key(), |role| role.name.clone()),
            role => role.key(),
        }
    }

    pub fn departments(&self) -> impl Iterator<Item = (Id, &DepartmentNode)> {
        self.departments.iter().map(|(id, node)| (*id, node))
    }

    /// A department and all below it.
    pub fn below(&self, department: Id) -> Vec<Id> {
        let mut found = vec![department];
        let mut next = 0;
        while let Some(&parent) = found.get(next) {
            next += 1;
            let children = self.departments.iter().filter(|(_, node)| node.parent == Some(parent)).map(|(id, _)| *id);
            let new: Vec<Id> = children.filter(|child| !found.contains(child)).collect();
            found.extend(new);
        }
        found
    }

    pub const fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// The public key of a class's newest generation, and its number.
    pub fn class_key(&self, class: Class) -> Option<(u32, [u8; 32])> {
        let of_class = self.class_keys.iter().filter(|((of, _), _)| *of == class);
        of_class.map(|((_, generation), public)| (*generation, *public)).max_by_key(|(generation, _)| *generation)
    }

    /// Every generation of every class: its number and its public key, in order.
    pub fn class_keys(&self) -> Vec<(Class, u32, [u8; 32])> {
        let mut keys: Vec<_> =
            self.class_keys.iter().map(|((class, generation), public)| (*class, *generation, *public)).collect();
        keys.sort_unstable();
        keys
    }

    /// The public key of one generation.
    pub fn class_key_at(&self, class: Class, generation: u32) -> Option<[u8; 32]> {
        self.class_keys.get(&(class, generation)).copied()
    }

    /// The recovery kit's public key.
    pub const fn kit(&self) -> Option<[u8; 32]> {
        self.kit
    }

    /// The key under which an entry of that time must be signed; `None`: the member had no right to act then. An
    /// expired grant still says whose key it was.
    pub fn signing_key(&self, member: Id, at: Micros) -> Option<[u8; 32]> {
        let keys = self.members.get(&member)?.keys.iter().rev().find(|(from, _)| *from <= at)?;
        keys.1.map(|keys| keys.signing)
    }

    /// The same for an entry of nobody as well, which the office signs.
    pub fn signer_at(&self, member: Option<Id>, at: Micros) -> Option<[u8; 32]> {
        let office = || self.office_keys.iter().rev().find(|(from, _)| *from <= at).map(|(_, key)| *key);
        member.map_or_else(office, |member| self.signing_key(member, at))
    }

    /// The members whose grant is in one of these departments.
    pub fn members_of(&self, departments: &[Id]) -> Vec<Id> {
        let inside = |member: &MemberRights| departments.contains(&member.usual.department);
        self.members.iter().filter(|(_, member)| inside(member)).map(|(id, _)| *id).collect()
    }

    /// The next statement by this issuer, not before `now` and not before the last one.
    pub fn next(&self, issuer: Issuer, act: Act, seconded: Option<Seconded>, last_row: i64, now: Micros) -> Statement {
        Statement {
            install: self.install,
            // A row that was refused has its number all the same.
            sequence: self.last.max(last_row) + 1,
            previous: PublicKey(self.head),
            issued_at: Micros(now.0.max(self.last_at.0 + 1)),
            issuer,
            act,
            seconded,
        }
    }
}
