//! What people do to the office itself, in short words for the tests.

use data_encoding::BASE32_NOPAD;
use kin::clock::Source;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;
use kin::vault::TotpSecret;

use crate::office::*;

/// Somebody who came by an invitation.
pub struct Joined {
    pub id: Id,
    pub name: String,
    pub password: String,
    pub totp: TotpSecret,
    pub codes: Vec<String>,
}

pub fn manage(desk: &mut Desk, manage: Manage) -> Result<Managed, Problem> {
    match desk.ask(Request::Manage(Box::new(manage)))? {
        Reply::Managed(managed) => Ok(managed),
        other => panic!("{other:?}"),
    }
}

/// An act that is done at once.
#[track_caller]
pub fn done(desk: &mut Desk, act: Manage) {
    match manage(desk, act) {
        Ok(Managed::Done) => {}
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub fn proposed(desk: &mut Desk, act: Manage) -> Id {
    match manage(desk, act) {
        Ok(Managed::Proposed(id)) => id,
        other => panic!("{other:?}"),
    }
}

pub fn office(desk: &mut Desk, query: OfficeQuery) -> Result<OfficeAnswer, Problem> {
    match desk.ask(Request::Office(query))? {
        Reply::Office(answer) => Ok(answer),
        other => panic!("{other:?}"),
    }
}

pub fn today(desk: &mut Desk) -> Today {
    match office(desk, OfficeQuery::Today) {
        Ok(OfficeAnswer::Today(today)) => *today,
        other => panic!("{other:?}"),
    }
}

pub fn alerts(desk: &mut Desk) -> Vec<AlertView> {
    match office(desk, OfficeQuery::Alerts { open_only: true }) {
        Ok(OfficeAnswer::Alerts(alerts)) => alerts,
        other => panic!("{other:?}"),
    }
}

pub fn keys(desk: &mut Desk) -> KeyStatus {
    match office(desk, OfficeQuery::Keys) {
        Ok(OfficeAnswer::Keys(status)) => status,
        other => panic!("{other:?}"),
    }
}

pub fn member(desk: &mut Desk, id: Id) -> MemberDetail {
    match office(desk, OfficeQuery::Member(id)) {
        Ok(OfficeAnswer::Member(detail)) => *detail,
        other => panic!("{other:?}"),
    }
}

pub fn why(desk: &mut Desk, rule: &str, customer: Option<Id>) -> Why {
    match desk.ask(Request::Why(WhyQuery { rule: rule.into(), customer })) {
        Ok(Reply::Why(why)) => *why,
        other => panic!("{other:?}"),
    }
}

pub fn grant_of(role: Role, department: usize) -> GrantDraft {
    GrantDraft { role, department: Office::department(department), limit: Scope::All, expires: None }
}

#[track_caller]
/// Gives somebody of Support a new role of the office's own.
pub fn give_role(office: &Office, member: &str, rights: RoleRights) {
    let mut mai = office.at("mai");
    done(&mut mai, Manage::SaveRole { role: None, name: "Riêng".into(), rights });
    let Ok(OfficeAnswer::Roles(roles)) = self::office(&mut mai, OfficeQuery::Roles) else { panic!("no roles") };
    let role = roles.iter().find(|row| row.name == "Riêng").expect("the new one").role;
    done(&mut mai, Manage::Grant { member: Office::member(member), grant: grant_of(role, 0), temporary: false });
}

/// What a role may without anything of tickets.
pub fn without_tickets(role: Role) -> RoleRights {
    let mut rights = kin::policy::built_in(role);
    rights.operations.retain(|operation, _| !operation.starts_with("ticket."));
    rights
}

pub fn invited(desk: &mut Desk, act: Manage) -> Invited {
    match manage(desk, act) {
        Ok(Managed::Invited(invited)) => invited,
        other => panic!("{other:?}"),
    }
}

/// Invites somebody, and lets it come in for the first time.
#[track_caller]
pub fn join(office: &Office, by: &mut Desk, name: &str, role: Role, department: usize) -> Joined {
    let invited = invited(by, Manage::Invite { name: name.into(), grant: grant_of(role, department) });
    enrol(office, invited.code.expose(), name, "seven quiet herons wade at noon").expect("an enrolment")
}

/// Uses an invitation up at a desk of its own.
pub fn enrol(office: &Office, code: &str, name: &str, password: &str) -> Result<Joined, Problem> {
    enrol_at(&mut office.desk(), office, code, name, password)
}

/// The same at a desk that is open.
pub fn enrol_at(desk: &mut Desk, office: &Office, code: &str, name: &str, password: &str) -> Result<Joined, Problem> {
    let enrolment = match desk.ask(Request::OpenInvitation { code: Secret::new(code) })? {
        Reply::Invitation(enrolment) => enrolment,
        other => panic!("{other:?}"),
    };
    assert_eq!(enrolment.name, name);
    let bytes = BASE32_NOPAD.decode(enrolment.totp.expose().as_bytes()).expect("base32");
    let totp = TotpSecret::from_bytes(&bytes).expect("20 bytes");
    let shown = totp.code_at(office.clock.now());
    let request = Request::Enrol { code: Secret::new(code), password: Secret::new(password), totp: shown };
    let codes = match desk.ask(request)? {
        Reply::Enrolled(codes) => codes.codes.iter().map(|code| code.expose().to_owned()).collect(),
        other => panic!("{other:?}"),
    };
    let mut store = office.store();
    let row = store.read(|snapshot| snapshot.member_by_name(&fold::fold(name))).expect("a read").expect("a member");
    Ok(Joined { id: row.id, name: name.into(), password: password.into(), totp, codes })
}

impl Joined {
    /// Signs in with a code of the app; the clock goes on so that it is a new one.
    pub fn sign_in(&self, office: &Office) -> Result<(Desk, SignedIn), Problem> {
        office.clock.advance(31);
        self.sign_in_with(office, &self.totp.code_at(office.clock.now()))
    }

    pub fn sign_in_with(&self, office: &Office, code: &str) -> Result<(Desk, SignedIn), Problem> {
        let mut desk = office.desk();
        match desk.ask(sign_in(&self.name, &self.password, code))? {
            Reply::SignedIn(who) => Ok((desk, *who)),
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    pub fn at(&self, office: &Office) -> Desk {
        self.sign_in(office).expect("signed in").0
    }
}

/// Nothing in the file is other than the log says.
#[track_caller]
pub fn whole(office: &Office) {
    match office.desk().verify_log(&mut |_, _| {}) {
        Ok(Ok(_)) => {}
        other => panic!("{other:?}"),
    }
}

pub fn set_policy(desk: &mut Desk, change: impl FnOnce(&mut Policy)) -> Result<Managed, Problem> {
    let mut policy = match office(desk, OfficeQuery::Policy)? {
        OfficeAnswer::Policy(view) => view.policy,
        other => panic!("{other:?}"),
    };
    let before = policy.service.clone();
    change(&mut policy);
    // The rules for tickets are set by themselves.
    if policy.service != before {
        let change = ServiceChange { before, after: policy.service.clone() };
        manage(desk, Manage::SetService(Box::new(change)))?;
    }
    manage(desk, Manage::SetPolicy(Box::new(policy)))
}
