//! The chain of statements, and what each issuer may decide.

use super::*;
use crate::clock::Fixed;
use crate::domain::{Field, FieldRight, FieldRule, Grave};
use crate::vault::MemberKeys;

const OFFICE: Id = Id([1; 16]);
const SUPPORT: Id = Id([20; 16]);
const NIGHT: Id = Id([21; 16]);
const SALES: Id = Id([22; 16]);

/// Who is who, and the chain so far.
struct Office {
    clock: Fixed,
    root: MemberKeys,
    keys: BTreeMap<Id, MemberKeys>,
    rows: Vec<GrantRow>,
    rights: Rights,
}

fn id(n: u8) -> Id {
    Id([n; 16])
}

/// Owner, another owner, admin, agent, auditor.
const MAI: Id = Id([2; 16]);
const AN: Id = Id([3; 16]);
const IOANA: Id = Id([4; 16]);
const LAN: Id = Id([5; 16]);
const RADU: Id = Id([6; 16]);

fn terms(role: Role, department: Id) -> Terms {
    let (classes, lookups) = policy::classes_of(&policy::built_in(role));
    Terms { role, department, limit: Scope::All, classes, lookups, expires: None }
}

impl Office {
    fn new() -> Self {
        let clock = Fixed::new(Micros(1_000_000), 1);
        let root = MemberKeys::generate(&clock);
        let rights = Rights::verify(OFFICE, &root.public().signing, &[]);
        let mut office = Self { clock, root, keys: BTreeMap::new(), rows: Vec::new(), rights };
        for (department, parent) in [(SUPPORT, None), (NIGHT, Some(SUPPORT)), (SALES, None)] {
            office.good(None, Act::Department { department, name: department.to_string(), parent });
        }
        for class in Class::ALL {
            office.good(None, Act::ClassKey { class, generation: 1, public: PublicKey([7; 32]) });
        }
        for (member, role, department) in [
            (MAI, Role::Owner, SUPPORT),
            (AN, Role::Owner, SALES),
            (IOANA, Role::Admin, SALES),
            (LAN, Role::Agent, SUPPORT),
            (RADU, Role::Auditor, SALES),
        ] {
            let keys = MemberKeys::generate(&office.clock);
            let public = keys.public();
            office.keys.insert(member, keys);
            let by = (member != MAI).then_some(MAI);
            office.good(by, Act::Appoint { member, name: String::new(), keys: public, terms: terms(role, department) });
        }
        office.clock.advance(1);
        office
    }

    fn row(&self, by: Option<Id>, act: Act) -> GrantRow {
        let issuer = by.map_or(Issuer::Root, Issuer::Member);
        let statement = self.rights.next(issuer, act, None, 0, self.now());
        statement.sign(by.map_or(&self.root, |by| &self.keys[&by]).signer())
    }

    fn now(&self) -> Micros {
        crate::clock::Source::now(&self.clock)
    }

    fn take(&mut self, row: GrantRow) -> Result<(), String> {
        self.rights.take(&row).map_err(|why| why.to_string())?;
        self.rows.push(row);
        Ok(())
    }

    fn say(&mut self, by: Option<Id>, act: Act) -> Result<(), String> {
        let row = self.row(by, act);
        self.take(row)
    }

    #[track_caller]
    fn good(&mut self, by: Option<Id>, act: Act) {
        self.say(by, act).expect("a statement that holds");
    }

    #[track_caller]
    fn bad(&mut self, by: Id, act: Act, why: &str) {
        let said = self.say(Some(by), act).expect_err("a statement that gives nothing");
        assert!(said.contains(why), "{said}");
    }

    fn held(&self, member: Id) -> Holding {
        self.rights.held_by(member, self.now()).expect("a grant").clone()
    }

    fn grant(member: Id, terms: Terms) -> Act {
        Act::Grant { member, terms, temporary: false }
    }
}

#[test]
fn nobody_decides_about_himself_or_beyond_what_he_holds() {
    let mut office = Office::new();
    office.bad(IOANA, Office::grant(IOANA, terms(Role::Owner, SALES)), "his own rights");
    office.bad(LAN, Office::grant(RADU, terms(Role::Agent, SALES)), "member.manage");
    office.bad(IOANA, Office::grant(LAN, terms(Role::Owner, SUPPORT)), "more than its issuer holds");
    office.bad(IOANA, Office::grant(LAN, terms(Role::Auditor, SUPPORT)), "log.export");
    office.bad(IOANA, Act::Suspend { member: MAI }, "more than its issuer holds");
    office.bad(IOANA, Act::Reset { member: MAI, key: office.keys[&IOANA].public(), until: Micros(i64::MAX) }, "more");
    let rights = policy::built_in(Role::Owner);
    office.bad(IOANA, Act::Role { role: id(9), name: "all".into(), rights }, "more than its issuer holds");
    office.good(Some(IOANA), Office::grant(LAN, terms(Role::Lead, SALES)));
}

#[test]
fn a_class_waits_for_one_who_holds_it() {
    let mut office = Office::new();
    let (member, key) = (id(8), office.keys[&LAN].public());
    office
        .good(Some(IOANA), Act::Appoint { member, name: String::new(), keys: key, terms: terms(Role::Agent, SUPPORT) });
    assert_eq!((office.held(member).classes, office.held(member).waiting), (vec![], vec![Class::Contact]));
    office.bad(IOANA, Act::Give { member, classes: vec![Class::Contact], lookups: vec![] }, "keys.give");
    office.good(Some(MAI), Act::Give { member, classes: vec![Class::Contact], lookups: vec![] });
    assert_eq!((office.held(member).classes, office.held(member).waiting), (vec![Class::Contact], vec![]));
    // Who changes the rest takes no key away, and gives none.
    office.good(Some(IOANA), Office::grant(member, terms(Role::Lead, SUPPORT)));
    assert_eq!(office.held(member).classes, [Class::Contact]);
    assert_eq!(office.held(member).waiting, [Class::Identity]);
}

#[test]
fn a_suspended_member_acts_no_more_and_comes_back_without_keys() {
    let mut office = Office::new();
    let before = office.now();
    assert!(office.rights.signing_key(LAN, before).is_some());
    office.good(Some(IOANA), Act::Suspend { member: LAN });
    let after = Micros(office.now().0 + 1_000_000);
    assert!(office.rights.held_by(LAN, after).is_none());
    assert!(office.rights.signing_key(LAN, after).is_none(), "no entry of a later time is his");
    office.good(Some(IOANA), Act::Reactivate { member: LAN });
    assert_eq!((office.held(LAN).classes, office.held(LAN).waiting), (vec![], vec![Class::Contact]));
    office.good(Some(IOANA), Act::Remove { member: LAN });
    assert!(office.say(Some(IOANA), Act::Reactivate { member: LAN }).is_err());
}

#[test]
fn the_office_keeps_an_owner() {
    let mut office = Office::new();
    office.good(Some(MAI), Act::Suspend { member: AN });
    office.bad(AN, Act::Suspend { member: MAI }, "no right");
    office.good(Some(MAI), Act::Reactivate { member: AN });
    office.good(Some(AN), Office::grant(MAI, terms(Role::Agent, SUPPORT)));
    let why = office.say(None, Act::Remove { member: AN }).expect_err("the last owner");
    assert!(why.contains("without an owner"), "{why}");
}

#[test]
fn an_invitation_is_used_once_and_in_time() {
    let mut office = Office::new();
    let (member, code, own) = (id(8), MemberKeys::generate(&office.clock), MemberKeys::generate(&office.clock));
    let until = Micros(office.now().0 + 1_000_000);
    office.good(
        Some(MAI),
        Act::Invite { member, name: String::new(), key: code.public(), until, terms: terms(Role::Agent, SUPPORT) },
    );
    assert!(office.rights.held_by(member, office.now()).is_none());
    let sequence = office.rows.last().expect("a row").sequence;
    let enrol = |office: &Office, now: Micros, signer: &MemberKeys| {
        let act = Act::Enrol { member, keys: own.public() };
        office.rights.next(Issuer::Invite(sequence), act, None, 0, now).sign(signer.signer())
    };
    let stranger = MemberKeys::generate(&office.clock);
    let row = enrol(&office, office.now(), &stranger);
    assert!(office.take(row).unwrap_err().contains("signature"));
    let row = enrol(&office, until, &code);
    assert!(office.take(row).unwrap_err().contains("ended"));
    let row = enrol(&office, office.now(), &code);
    office.take(row).expect("in time");
    assert_eq!(office.held(member).classes, [Class::Contact]);
    let row = enrol(&office, office.now(), &code);
    assert!(office.take(row).unwrap_err().contains("used"));
    // A reset by who holds no key leaves the keys to one who does.
    office.good(Some(IOANA), Act::Reset { member, key: code.public(), until });
    assert!(office.rights.held_by(member, office.now()).is_none());
    assert_eq!(office.rights.member(member).expect("a member").usual.waiting, [Class::Contact]);
}

#[test]
fn a_stand_in_ends_by_itself() {
    let mut office = Office::new();
    let end = Micros(office.now().0 + 60_000_000);
    let lead = Terms { expires: Some(end), ..terms(Role::Lead, SUPPORT) };
    let forever = Terms { expires: None, ..lead.clone() };
    office.bad(MAI, Act::Grant { member: LAN, terms: forever, temporary: true }, "without an end");
    office.good(Some(MAI), Act::Grant { member: LAN, terms: lead, temporary: true });
    assert_eq!(office.held(LAN).role, Role::Lead);
    assert_eq!(office.held(LAN).classes, [Class::Contact, Class::Identity]);
    let later = office.rights.held_by(LAN, end).expect("the usual grant");
    assert_eq!((later.role, &later.classes), (Role::Agent, &vec![Class::Contact]));
}

#[test]
fn people_and_programs_stay_apart() {
    let mut office = Office::new();
    let program = |operation: &str| RoleRights {
        operations: [(operation.to_owned(), Scope::All)].into(),
        program: true,
        ..RoleRights::default()
    };
    let save = |role: u8, rights: RoleRights| Act::Role { role: id(role), name: role.to_string(), rights };
    office.good(Some(MAI), save(40, program("note.add")));
    office.good(Some(MAI), save(41, RoleRights { program: false, ..program("note.add") }));
    office.bad(MAI, save(42, program("log.view")), "a role for programs may not hold log.view");
    let reveals = FieldRule { view: FieldRight::Reveal, ..FieldRule::default() };
    let rights = RoleRights { fields: [(Field::Iban, reveals)].into(), ..program("customer.view") };
    office.bad(MAI, save(42, rights), "field.reveal of financial");
    let exchange = id(43);
    let terms_of = |role: u8| terms(Role::Custom(id(role)), SUPPORT);
    let keys = MemberKeys::generate(&office.clock).public();
    let appoint = Act::Appoint { member: exchange, name: String::new(), keys, terms: terms_of(40) };
    office.good(Some(MAI), appoint);
    for role in [Role::Service, Role::Custom(id(40))] {
        office.bad(MAI, Office::grant(LAN, terms(role, SUPPORT)), "do not change into each other");
    }
    let until = Some(Micros(office.now().0 + 60_000_000));
    for terms in [terms(Role::Agent, SUPPORT), Terms { expires: until, ..terms_of(41) }] {
        let temporary = terms.expires.is_some();
        office.bad(MAI, Act::Grant { member: exchange, terms, temporary }, "do not change into each other");
    }
    office.good(Some(MAI), Office::grant(exchange, terms(Role::Service, SUPPORT)));
    office.good(Some(MAI), Office::grant(exchange, terms_of(40)));
    // A role that somebody has keeps its kind; one that nobody has may change it.
    office.bad(MAI, save(40, RoleRights { program: false, ..program("note.add") }), "do not change into each other");
    office.good(Some(MAI), save(40, program("ticket.create")));
    office.good(Some(MAI), save(41, program("note.add")));
    // What was signed before there were such roles reads, and is written, as it was.
    let text = serde_json::to_string(&policy::built_in(Role::Agent)).expect("JSON");
    assert!(!text.contains("program"), "{text}");
    assert_eq!(serde_json::from_str::<RoleRights>(&text).expect("a role"), policy::built_in(Role::Agent));
}

#[test]
fn two_persons_where_the_policy_wants_them() {
    let mut office = Office::new();
    let wanted = Policy { two_persons: Grave::ALL.into(), ..Policy::default() };
    office.good(Some(MAI), Act::Policy(Box::new(wanted)));
    office.bad(MAI, Act::Policy(Box::default()), "a second person");
    let give = Act::Appoint {
        member: id(8),
        name: String::new(),
        keys: office.keys[&LAN].public(),
        terms: terms(Role::Agent, SUPPORT),
    };
    office.bad(MAI, give.clone(), "a second person");
    let proposal = |office: &Office, by: Id| {
        let (at, until) = (office.now(), Micros(office.now().0 + 60_000_000));
        let proposal = Proposal { id: id(30), install: OFFICE, by, at, until, act: give.clone() };
        let signature = data_encoding::BASE64.encode(&proposal.sign(office.keys[&by].signer()));
        Seconded { proposal: id(30), by, at, until, signature }
    };
    let second = |office: &mut Office, by: Id, first: Seconded, act: Act| {
        let row = office.rights.next(Issuer::Member(by), act, Some(first), 0, office.now());
        let row = row.sign(office.keys[&by].signer());
        office.take(row)
    };
    for first in [MAI, LAN] {
        let first = proposal(&office, first);
        assert!(second(&mut office, MAI, first, give.clone()).is_err(), "not oneself, nor one who may not");
    }
    let (first, other) = (proposal(&office, AN), Act::Remove { member: LAN });
    assert!(second(&mut office, MAI, first.clone(), other).is_err(), "what was proposed and nothing else");
    second(&mut office, MAI, first, give.clone()).expect("two owners");
    // Who gives no key needs nobody.
    office.good(
        Some(IOANA),
        Act::Appoint {
            member: id(9),
            name: String::new(),
            keys: office.keys[&LAN].public(),
            terms: terms(Role::Agent, SALES),
        },
    );
}

#[test]
fn a_row_can_not_be_replayed_changed_or_left_out() {
    let mut office = Office::new();
    let grant = office.row(Some(MAI), Office::grant(LAN, terms(Role::Lead, SUPPORT)));
    office.take(grant.clone()).expect("a grant");
    office.good(Some(MAI), Act::Suspend { member: LAN });
    let again = GrantRow { sequence: grant.sequence + 2, ..grant.clone() };
    assert!(office.take(again).is_err(), "its number is signed");
    assert!(office.take(grant).unwrap_err().contains("replayed"));
    let root = office.root.public().signing;
    let all = Rights::verify(OFFICE, &root, &office.rows);
    assert!(all.refused.is_empty() && all.held_by(LAN, office.now()).is_none());
    // Left out in the middle: what comes after holds no longer, and says so.
    let mut rows = office.rows.clone();
    rows.remove(3);
    assert!(!Rights::verify(OFFICE, &root, &rows).refused.is_empty());
    let mut rows = office.rows.clone();
    let last = rows.last_mut().expect("a row");
    last.statement.push(b' ');
    let changed = Rights::verify(OFFICE, &root, &rows);
    assert_eq!(changed.refused.first().map(|refused| refused.sequence), office.rows.last().map(|row| row.sequence));
    // That the log knew another row there closes the office.
    let mut changed = changed;
    changed.compare(&[], &[rows.last().expect("a row").sequence], 0);
    assert!(changed.closed.is_some() && changed.held_by(MAI, office.now()).is_none());
}

#[test]
fn departments_are_a_tree() {
    let mut office = Office::new();
    assert_eq!(office.rights.below(SUPPORT), [SUPPORT, NIGHT]);
    let cycle = Act::Department { department: SUPPORT, name: "x".into(), parent: Some(NIGHT) };
    office.bad(MAI, cycle, "still used");
    office.bad(MAI, Act::RemoveDepartment { department: SUPPORT }, "still used");
    office.good(Some(IOANA), Act::RemoveDepartment { department: NIGHT });
}

#[test]
fn the_offices_key_is_changed_by_who_may_and_from_the_one_before() {
    let mut office = Office::new();
    let [first, second, third] = [1, 2, 3].map(|n| PublicKey([n; 32]));
    office.rights.founded_with(first.0);
    for by in [IOANA, LAN, RADU] {
        office.bad(by, Act::OfficeKey { before: first, key: second }, "keys.rotate");
    }
    office.bad(MAI, Act::OfficeKey { before: second, key: third }, "place in the chain");
    let early = office.now();
    office.clock.advance(5);
    office.good(Some(MAI), Act::OfficeKey { before: first, key: second });
    let changed = office.rights.last_at();
    office.clock.advance(5);
    office.good(Some(AN), Act::OfficeKey { before: second, key: third });
    let key_at = |at| office.rights.signer_at(None, at);
    assert_eq!([early, Micros(changed.0 - 1)].map(key_at), [Some(first.0); 2]);
    assert_eq!(
        [key_at(changed), key_at(office.now()), office.rights.office_key()],
        [Some(second.0), Some(third.0), Some(third.0)]
    );
    // The decisions say it by themselves, and of then what was then.
    let root = office.root.public().signing;
    let read = Rights::verify(OFFICE, &root, &office.rows);
    assert_eq!(read.office_keys(), office.rights.office_keys());
    assert_eq!(office.rights.as_of(&office.rows, early).office_key(), Some(first.0));
}
