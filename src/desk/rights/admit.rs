//! Whether a statement holds: signed by whom it says, next in the chain, and no more than its issuer may decide.

use std::collections::BTreeMap;

use super::statement::{hash, is_signed};
use super::{
    Act, CustomRole, DepartmentNode, Holding, Invitation, Issuer, MemberRights, Rights, SignedReview, Standing,
    Statement, Terms,
};
use crate::domain::{Class, Grave, Id, Micros, Role, RoleRights, Scope};
use crate::policy::{self, Actor, Operation, Target};
use crate::store::GrantRow;
use crate::vault::MemberPublic;

/// Why a statement gives nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    #[error("its text can't be read, or is not what its row says")]
    Unreadable,
    #[error("it belongs to another office")]
    OtherOffice,
    #[error("its place in the chain is not this one: it was replayed, or one before it was removed or changed")]
    OutOfPlace,
    #[error("it is dated before the one before it")]
    Backdated,
    #[error("its signature is not its issuer's")]
    Signature,
    #[error("its issuer had no rights at that time")]
    NoIssuer,
    #[error("its issuer may not do that ({0})")]
    NotAllowed(&'static str),
    #[error("it gives more than its issuer holds ({0})")]
    TooMuch(String),
    #[error("a role for programs may not hold {0}")]
    NotForPrograms(String),
    #[error("people and programs do not change into each other; invite a new member for it")]
    OtherKind,
    #[error("nobody decides about his own rights")]
    OwnRights,
    #[error("there is no such member, role, department or key")]
    Unknown,
    #[error("it is there already, or is still used")]
    Used,
    #[error("the invitation has ended or was used")]
    NoInvitation,
    #[error("it would leave the office without an owner")]
    LastOwner,
    #[error("it needs a second person")]
    OnePerson,
}

impl Why {
    /// Whether nothing but a second person is missing.
    pub const fn is_one_person(&self) -> bool {
        matches!(self, Self::OnePerson)
    }
}

type Verdict = Result<(), Why>;

impl Rights {
    /// Takes the next row in, or says why it gives nothing.
    pub fn take(&mut self, row: &GrantRow) -> Verdict {
        let statement = Statement::read(row).ok_or(Why::Unreadable)?;
        if statement.install != self.install {
            return Err(Why::OtherOffice);
        }
        if statement.sequence <= self.last || statement.previous.0 != self.head {
            return Err(Why::OutOfPlace);
        }
        if statement.issued_at <= self.last_at && self.last > 0 {
            return Err(Why::Backdated);
        }
        let key = self.issuer_key(&statement)?;
        if !is_signed(row, &key) {
            return Err(Why::Signature);
        }
        self.allowed(&statement)?;
        self.two_persons(&statement)?;
        let about = statement.act.member();
        let before = about.map(|member| self.given(member)).unwrap_or_default();
        self.apply(&statement)?;
        if let Some(known) = about.and_then(|member| self.members.get_mut(&member)) {
            let after = known.given();
            let gone = before.into_iter().filter(|class| !after.contains(class));
            known.ceased.extend(gone.map(|class| (class, statement.issued_at)));
        }
        (self.head, self.last, self.last_at) = (hash(row), statement.sequence, statement.issued_at);
        Ok(())
    }

    fn given(&self, member: Id) -> Vec<Class> {
        self.members.get(&member).map(MemberRights::given).unwrap_or_default()
    }

    fn issuer_key(&self, statement: &Statement) -> Result<[u8; 32], Why> {
        match statement.issuer {
            Issuer::Root => Ok(self.root),
            Issuer::Member(member) => {
                self.members.get(&member).and_then(MemberRights::keys).map(|keys| keys.signing).ok_or(Why::NoIssuer)
            }
            Issuer::Invite(sequence) => {
                let of = |member: &&MemberRights| member.invitation.is_some_and(|open| open.sequence == sequence);
                let member = self.members.values().find(of).ok_or(Why::NoInvitation)?;
                member.invitation.map(|open| open.key.signing).ok_or(Why::NoInvitation)
            }
        }
    }

    /// Whether the issuer may decide this.
    fn allowed(&self, statement: &Statement) -> Verdict {
        let actor = match statement.issuer {
            Issuer::Root => return Ok(()),
            Issuer::Invite(sequence) => return self.allowed_invited(statement, sequence),
            Issuer::Member(member) => self.actor(member, statement.issued_at).ok_or(Why::NoIssuer)?,
        };
        if statement.act.member() == Some(actor.member) {
            return Err(Why::OwnRights);
        }
        match &statement.act {
            Act::Appoint { terms, .. } | Act::Invite { terms, .. } => self.may_give(&actor, terms),
            Act::Grant { member, terms, .. } => {
                self.may_manage(&actor, *member)?;
                self.may_give(&actor, terms)
            }
            Act::Reset { member, .. }
            | Act::Suspend { member }
            | Act::Reactivate { member }
            | Act::Remove { member } => self.may_manage(&actor, *member),
            Act::Enrol { .. } => Err(Why::NoInvitation),
            Act::Give { member, classes, lookups } => {
                let known = self.members.get(member).ok_or(Why::Unknown)?;
                may(&actor, Operation::GiveKeys, Some((*member, known.usual.department)))?;
                let holds = classes.iter().all(|class| actor.classes.contains(class))
                    && lookups.iter().all(|class| actor.lookups.contains(class));
                if holds { Ok(()) } else { Err(Why::TooMuch("a class key".into())) }
            }
            Act::Role { rights, .. } => {
                may(&actor, Operation::ManageRoles, None)?;
                within(&actor, rights)
            }
            Act::RemoveRole { .. } => may(&actor, Operation::ManageRoles, None),
            Act::Department { .. } | Act::RemoveDepartment { .. } => may(&actor, Operation::ManageDepartments, None),
            Act::Policy(_) => may(&actor, Operation::ManagePolicy, None),
            Act::ClassKey { class, .. } => {
                may(&actor, Operation::RotateKeys, None)?;
                let holds = actor.classes.contains(class);
                if holds { Ok(()) } else { Err(Why::TooMuch("a class key".into())) }
            }
            Act::OfficeKey { .. } => may(&actor, Operation::RotateKeys, None),
            Act::RecoveryKit { .. } => Err(Why::NotAllowed("recovery kit")),
            Act::Review { .. } => may(&actor, Operation::SignReview, None),
        }
    }

    fn allowed_invited(&self, statement: &Statement, sequence: i64) -> Verdict {
        let Act::Enrol { member, .. } = &statement.act else { return Err(Why::NotAllowed("enrol")) };
        let open = self.members.get(member).and_then(|member| member.invitation).ok_or(Why::NoInvitation)?;
        let good = open.sequence == sequence && statement.issued_at < open.until;
        if good { Ok(()) } else { Err(Why::NoInvitation) }
    }

    fn may_give(&self, actor: &Actor, terms: &Terms) -> Verdict {
        may(actor, Operation::ManageMembers, Some((Id::default(), terms.department)))?;
        let rights = self.role(terms.role).ok_or(Why::Unknown)?;
        // A grant's own limit narrows what the role would give.
        let mut given = RoleRights::clone(&rights);
        given.operations.values_mut().for_each(|scope| *scope = (*scope).min(terms.limit));
        within(actor, &given)
    }

    /// Over whom the actor may decide: within its reach, and over nobody with powers that it does not hold.
    pub fn may_manage(&self, actor: &Actor, member: Id) -> Verdict {
        let known = self.members.get(&member).ok_or(Why::Unknown)?;
        if known.standing == Standing::Removed {
            return Err(Why::Unknown);
        }
        may(actor, Operation::ManageMembers, Some((member, known.usual.department)))?;
        let holdings = [Some(&known.usual), known.temporary.as_ref()];
        for holding in holdings.into_iter().flatten() {
            let mut rights = RoleRights::clone(&self.role(holding.role).unwrap_or_default());
            rights.operations.values_mut().for_each(|scope| *scope = (*scope).min(holding.limit));
            within(actor, &rights)?;
        }
        Ok(())
    }

    /// Whether a second person is wanted for this act, by the policy of now.
    pub fn wants_two(&self, issuer: Issuer, act: &Act, now: Micros) -> bool {
        let Issuer::Member(issuer) = issuer else { return false };
        let wanted = &self.policy.two_persons;
        if act.grave().is_some_and(|grave| wanted.contains(&grave)) {
            return true;
        }
        wanted.contains(&Grave::ClassGrant) && self.gives_a_class(issuer, act, now)
    }

    /// Whether the act alone is enough for somebody to get a class key that he has not had.
    fn gives_a_class(&self, issuer: Id, act: &Act, now: Micros) -> bool {
        let own = self.held_by(issuer, now);
        let (member, classes, lookups) = match act {
            Act::Appoint { member, terms, .. }
            | Act::Invite { member, terms, .. }
            | Act::Grant { member, terms, .. } => {
                let holds =
                    |list: fn(&Holding) -> &Vec<Class>, class: &Class| own.is_some_and(|own| list(own).contains(class));
                let classes = terms.classes.iter().copied().filter(|class| holds(|own| &own.classes, class));
                let lookups = terms.lookups.iter().copied().filter(|class| holds(|own| &own.lookups, class));
                (*member, classes.collect::<Vec<_>>(), lookups.collect::<Vec<_>>())
            }
            Act::Give { member, classes, lookups } => (*member, classes.clone(), lookups.clone()),
            // New keys for a member who had the class: the giver may have kept the invitation.
            Act::Reset { member, .. } => {
                let usual = self.members.get(member).map(|known| &known.usual);
                return usual.is_some_and(|usual| {
                    usual.classes.iter().any(|class| own.is_some_and(|own| own.classes.contains(class)))
                });
            }
            _ => return false,
        };
        let had = self.members.get(&member).map(|known| &known.usual);
        let new = |class: &Class, list: fn(&Holding) -> &Vec<Class>| had.is_none_or(|had| !list(had).contains(class));
        classes.iter().any(|class| new(class, |had| &had.classes))
            || lookups.iter().any(|class| new(class, |had| &had.lookups))
    }

    fn two_persons(&self, statement: &Statement) -> Verdict {
        if !self.wants_two(statement.issuer, &statement.act, statement.issued_at) {
            return Ok(());
        }
        let (proposal, signature) = statement.proposal().ok_or(Why::OnePerson)?;
        let Issuer::Member(second) = statement.issuer else { return Ok(()) };
        let key = self.members.get(&proposal.by).and_then(MemberRights::keys).ok_or(Why::OnePerson)?;
        let in_time = proposal.at <= statement.issued_at && statement.issued_at < proposal.until;
        if proposal.by == second || !in_time || !proposal.is_signed(&key.signing, &signature) {
            return Err(Why::OnePerson);
        }
        // The first must be one who could have decided it alone, were it not so grave.
        self.allowed(&Statement { issuer: Issuer::Member(proposal.by), ..statement.clone() })
    }

    fn apply(&mut self, statement: &Statement) -> Verdict {
        let at = statement.issued_at;
        match &statement.act {
            Act::Appoint { member, keys, terms, .. } => self.add(statement, *member, terms, Some(*keys), None),
            Act::Invite { member, key, until, terms, .. } => {
                let invitation = Invitation { sequence: statement.sequence, key: *key, until: *until };
                self.add(statement, *member, terms, None, Some(invitation))
            }
            Act::Reset { member, key, until } => {
                let held = self.giver(statement);
                let known = self.members.get_mut(member).ok_or(Why::Unknown)?;
                known.keys.push((at, None));
                known.standing = Standing::Invited;
                known.temporary = None;
                known.invitation = Some(Invitation { sequence: statement.sequence, key: *key, until: *until });
                known.usual.wait(&held);
                Ok(())
            }
            Act::Enrol { member, keys } => {
                let known = self.members.get_mut(member).ok_or(Why::Unknown)?;
                known.invitation = None;
                known.standing = Standing::Active;
                known.keys.push((at, Some(*keys)));
                Ok(())
            }
            Act::Grant { member, terms, temporary } => self.grant(statement, *member, terms, *temporary),
            Act::Give { member, classes, lookups } => {
                let known = self.members.get_mut(member).ok_or(Why::Unknown)?;
                for holding in std::iter::once(&mut known.usual).chain(known.temporary.as_mut()) {
                    give(&mut holding.waiting, &mut holding.classes, classes);
                    give(&mut holding.waiting_lookups, &mut holding.lookups, lookups);
                }
                Ok(())
            }
            Act::Suspend { member } => self.end(*member, at, Standing::Suspended),
            Act::Remove { member } => self.end(*member, at, Standing::Removed),
            Act::Reactivate { member } => {
                let held = self.giver(statement);
                let known = self.members.get_mut(member).filter(|known| known.standing == Standing::Suspended);
                let known = known.ok_or(Why::Unknown)?;
                let before = known.keys.iter().rev().find_map(|(_, keys)| *keys);
                known.keys.push((at, before));
                known.standing = if before.is_some() { Standing::Active } else { Standing::Invited };
                known.usual.wait(&held);
                Ok(())
            }
            Act::Role { role, name, rights } => {
                let other = |(id, known): (&Id, &CustomRole)| id != role && known.name == *name;
                if self.roles.iter().any(other) || Role::from_key(name).is_some() {
                    return Err(Why::Used);
                }
                self.kind_stays(*role, rights)?;
                let role = *role;
                self.roles.insert(role, CustomRole { name: name.clone(), rights: rights.clone().into() });
                Ok(())
            }
            Act::RemoveRole { role } => {
                let holds = |known: &MemberRights| known.has(|holding| holding.role == Role::Custom(*role));
                if self.members.values().any(holds) {
                    return Err(Why::Used);
                }
                self.roles.remove(role).map(|_| ()).ok_or(Why::Unknown)
            }
            Act::Department { department, name, parent } => {
                // No department is below itself.
                if parent.is_some_and(|parent| self.below(*department).contains(&parent)) {
                    return Err(Why::Used);
                }
                if parent.is_some_and(|parent| !self.departments.contains_key(&parent)) {
                    return Err(Why::Unknown);
                }
                self.departments.insert(*department, DepartmentNode { name: name.clone(), parent: *parent });
                Ok(())
            }
            Act::RemoveDepartment { department } => {
                let member = |known: &MemberRights| known.has(|holding| holding.department == *department);
                if self.members.values().any(member) || self.below(*department).len() > 1 {
                    return Err(Why::Used);
                }
                self.departments.remove(department).map(|_| ()).ok_or(Why::Unknown)
            }
            Act::Policy(policy) => {
                self.policy = policy.clone().into();
                Ok(())
            }
            Act::ClassKey { class, generation, public } => {
                if *generation != self.class_key(*class).map_or(1, |(last, _)| last + 1) {
                    return Err(Why::OutOfPlace);
                }
                self.class_keys.insert((*class, *generation), public.0);
                Ok(())
            }
            Act::RecoveryKit { key } => {
                self.kit = Some(key.0);
                Ok(())
            }
            Act::OfficeKey { before, key } => {
                self.founded_with(before.0);
                if self.office_key() != Some(before.0) {
                    return Err(Why::OutOfPlace);
                }
                self.office_keys.push((at, key.0));
                Ok(())
            }
            Act::Review { rights, words } => {
                let (sequence, by) = (statement.sequence, statement.issuer);
                self.review = Some(SignedReview { sequence, by, at, rights: rights.clone(), words: words.clone() });
                Ok(())
            }
        }
    }

    fn add(
        &mut self,
        statement: &Statement,
        member: Id,
        terms: &Terms,
        keys: Option<MemberPublic>,
        invitation: Option<Invitation>,
    ) -> Verdict {
        if self.members.contains_key(&member) {
            return Err(Why::Used);
        }
        self.fits(terms)?;
        let mut usual = holding(statement, terms);
        usual.wait(&self.giver(statement));
        let standing = if keys.is_some() { Standing::Active } else { Standing::Invited };
        let keys = vec![(statement.issued_at, keys)];
        self.members.insert(
            member,
            MemberRights { standing, keys, usual, temporary: None, invitation, ceased: BTreeMap::new() },
        );
        Ok(())
    }

    fn grant(&mut self, statement: &Statement, member: Id, terms: &Terms, temporary: bool) -> Verdict {
        self.fits(terms)?;
        let held = self.giver(statement);
        if temporary && terms.expires.is_none() {
            return Err(Why::NotAllowed("a temporary grant without an end"));
        }
        let owns = terms.role == Role::Owner && terms.expires.is_none();
        if !temporary && !owns {
            self.leaves_an_owner(member)?;
        }
        let (known, programs) = (self.members.get(&member).ok_or(Why::Unknown)?, self.is_program(terms.role));
        if self.is_program(known.usual.role) != programs {
            return Err(Why::OtherKind);
        }
        let known = self.members.get_mut(&member).filter(|known| known.standing != Standing::Removed);
        let known = known.ok_or(Why::Unknown)?;
        let mut new = holding(statement, terms);
        // What the member holds already it keeps, whoever changes the rest.
        let given = match held {
            Some((classes, lookups)) => {
                Some(([&classes[..], &known.usual.classes].concat(), [&lookups[..], &known.usual.lookups].concat()))
            }
            None => None,
        };
        new.wait(&given);
        if temporary {
            known.temporary = Some(new);
        } else {
            known.usual = new;
            known.temporary = None;
        }
        Ok(())
    }

    fn end(&mut self, member: Id, at: Micros, standing: Standing) -> Verdict {
        self.leaves_an_owner(member)?;
        let known = self.members.get_mut(&member).filter(|known| known.standing != Standing::Removed);
        let known = known.ok_or(Why::Unknown)?;
        known.standing = standing;
        known.keys.push((at, None));
        known.temporary = None;
        known.invitation = None;
        // What was held comes back, if ever, from somebody who holds it.
        known.usual.wait(&Some((Vec::new(), Vec::new())));
        Ok(())
    }

    /// Whether a role for programs holds what they may have, and who has the role stays a person or a program.
    fn kind_stays(&self, role: Id, rights: &RoleRights) -> Verdict {
        let unfit = if rights.program { policy::not_for_programs(rights) } else { Vec::new() };
        if !unfit.is_empty() {
            return Err(Why::NotForPrograms(unfit.join(", ")));
        }
        let holds = |known: &MemberRights| known.has(|holding| holding.role == Role::Custom(role));
        let other = self.is_program(Role::Custom(role)) != rights.program;
        if other && self.members.values().any(holds) { Err(Why::OtherKind) } else { Ok(()) }
    }

    /// Whether somebody else is an owner for good.
    fn leaves_an_owner(&self, member: Id) -> Verdict {
        let owner = |known: &MemberRights| {
            known.usual.role == Role::Owner && known.usual.expires.is_none() && known.standing == Standing::Active
        };
        let is_owner = self.members.get(&member).is_some_and(owner);
        let other = self.members.iter().any(|(id, known)| *id != member && owner(known));
        if is_owner && !other { Err(Why::LastOwner) } else { Ok(()) }
    }

    fn fits(&self, terms: &Terms) -> Verdict {
        let there = self.role(terms.role).is_some() && self.departments.contains_key(&terms.department);
        if there { Ok(()) } else { Err(Why::Unknown) }
    }

    /// The classes and lookups that the issuer can give; `None`: the root, who gives all.
    fn giver(&self, statement: &Statement) -> Option<(Vec<Class>, Vec<Class>)> {
        match statement.issuer {
            Issuer::Root => None,
            Issuer::Member(issuer) => {
                let own = self.held_by(issuer, statement.issued_at);
                Some(own.map_or_else(Default::default, |own| (own.classes.clone(), own.lookups.clone())))
            }
            Issuer::Invite(_) => Some(Default::default()),
        }
    }
}

impl MemberRights {
    /// Whether a member who is still there has something by its usual or its temporary grant.
    fn has(&self, what: impl Fn(&Holding) -> bool) -> bool {
        self.standing != Standing::Removed && (what(&self.usual) || self.temporary.as_ref().is_some_and(what))
    }
}

impl Holding {
    /// Leaves what the giver does not hold waiting for one who does.
    fn wait(&mut self, given: &Option<(Vec<Class>, Vec<Class>)>) {
        let Some((classes, lookups)) = given else { return };
        sift(&mut self.classes, &mut self.waiting, classes);
        sift(&mut self.lookups, &mut self.waiting_lookups, lookups);
    }
}

fn sift(held: &mut Vec<Class>, waiting: &mut Vec<Class>, given: &[Class]) {
    waiting.append(held);
    waiting.sort_unstable();
    waiting.dedup();
    give_from(waiting, held, |class| given.contains(class));
}

fn give(waiting: &mut Vec<Class>, held: &mut Vec<Class>, given: &[Class]) {
    give_from(waiting, held, |class| given.contains(class));
}

fn give_from(waiting: &mut Vec<Class>, held: &mut Vec<Class>, given: impl Fn(&Class) -> bool) {
    held.extend(waiting.iter().copied().filter(|class| given(class)));
    waiting.retain(|class| !given(class));
}

fn holding(statement: &Statement, terms: &Terms) -> Holding {
    Holding {
        sequence: statement.sequence,
        issuer: statement.issuer,
        issued_at: statement.issued_at,
        role: terms.role,
        department: terms.department,
        limit: terms.limit,
        expires: terms.expires,
        classes: terms.classes.clone(),
        lookups: terms.lookups.clone(),
        waiting: Vec::new(),
        waiting_lookups: Vec::new(),
    }
}

/// Judges as the desk does; `on` is a member and its department.
fn may(actor: &Actor, operation: Operation, on: Option<(Id, Id)>) -> Verdict {
    let target = on.map_or(Target::Office, |(member, department)| Target::record(member, Some(member), department));
    let permit = policy::judge(actor, operation, target).map_err(|_| Why::NotAllowed(operation.key()))?;
    // What is of the whole office is for who reaches all of it.
    if on.is_none() && permit.scope() != Scope::All {
        return Err(Why::NotAllowed(operation.key()));
    }
    Ok(())
}

fn within(actor: &Actor, given: &RoleRights) -> Verdict {
    let beyond = policy::beyond(actor, given);
    if beyond.is_empty() { Ok(()) } else { Err(Why::TooMuch(beyond.join(", "))) }
}

impl Rights {
    /// What the store's own look at the rows found. Where a row that the log knows is gone or changed, nobody can tell
    /// what holds.
    pub fn compare(&mut self, unlogged: &[i64], altered: &[i64], missing: usize) {
        self.unlogged = unlogged.to_vec();
        if missing > 0 {
            self.closed = Some(format!("{missing} of the office's signed decisions were removed from the file"));
        } else if let Some(sequence) = altered.first() {
            self.closed = Some(format!("the office's signed decision {sequence} was changed in the file"));
        }
    }
}
