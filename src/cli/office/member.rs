//! `kin member`: who is in the office, with which grant, and how somebody comes and goes.

use super::{change, confirm, manage, names, office, tell, time};
use crate::cli::args::{Global, Member, Reach, scope_name};
use crate::cli::door;
use crate::cli::output::{Failure, moment, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{
    GrantDraft, GrantView, Manage, MemberDetail, MemberRow, MemberStanding, OfficeAnswer, OfficeQuery, SessionRow,
};
use crate::domain::{Class, Id, Micros, Scope};

pub fn run(global: &Global, command: &Member) -> Result<(), Failure> {
    match command {
        Member::List => list(global),
        Member::Show { name } => show(global, name),
        Member::Invite { name, role, reach, expires } => {
            let expires = expires.as_deref().map(ahead).transpose()?;
            invite(global, name, role, reach, expires)
        }
        Member::Grant { name, role, reach, expires } => {
            let nothing = role.is_none() && reach.department.is_none() && reach.limit.is_none() && expires.is_none();
            if nothing {
                let words = "What is to change? Give --role, --department, --limit or --expires.";
                return Err(Failure::Usage(words.into()));
            }
            let expires = match expires.as_deref() {
                None => Expiry::AsItIs,
                Some("never") => Expiry::At(None),
                Some(typed) => Expiry::At(Some(ahead(typed)?)),
            };
            let told = format!("{name} has the new grant.");
            grant(global, name, &told, &Change { role: role.as_deref(), reach, expires, temporary: false })
        }
        Member::StandIn { name, role, until, reach } => {
            let until = ahead(until)?;
            let told = format!("{name} stands in as {role} until {}.", moment(until));
            let expires = Expiry::At(Some(until));
            grant(global, name, &told, &Change { role: Some(role), reach, expires, temporary: true })
        }
        Member::Reset { name } => on_member(global, name, "", |member| Manage::Reset { member }),
        Member::Suspend { name } => on_member(global, name, "is suspended", |member| Manage::Suspend { member }),
        Member::Reactivate { name } => {
            on_member(global, name, "is active again", |member| Manage::Reactivate { member })
        }
        Member::Remove { name, yes } => {
            confirm(*yes, &format!("Take {name} out of the office for good?"))?;
            on_member(global, name, "is removed", |member| Manage::Remove { member })
        }
        Member::RemoveKeys { name } => {
            on_member(global, name, "has no SSH keys any more", |member| Manage::RemoveKeys { member })
        }
        Member::Sessions { name } => sessions(global, name.as_deref()),
        Member::EndSession { session } => {
            let mut desk = door::signed_in(global)?;
            manage(global, &mut desk, "The session is ended.", || Manage::EndSession { session: *session })
        }
    }
}

/// Said before anybody has to sign in.
fn ahead(typed: &str) -> Result<Micros, Failure> {
    time::until(typed, door::now())
}

fn list(global: &Global) -> Result<(), Failure> {
    let rows = names::members(&mut *door::signed_in(global)?)?;
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let role = if row.stands_in { format!("{} (stands in)", row.role_name) } else { row.role_name.clone() };
            [
                row.name.clone(),
                standing(row.standing).into(),
                role,
                row.department_name.clone(),
                scope_name(row.limit).into(),
                moment(row.expires),
                moment(row.last_sign_in),
                row.sessions.to_string(),
                classes(&row.waiting),
            ]
        })
        .collect();
    let headings =
        ["name", "standing", "role", "department", "limit", "expires", "last sign-in", "sessions", "waits for keys"];
    print_table(headings, &cells)
}

const fn standing(standing: MemberStanding) -> &'static str {
    match standing {
        MemberStanding::Invited => "invited",
        MemberStanding::Lapsed => "lapsed",
        MemberStanding::Active => "active",
        MemberStanding::Expired => "expired",
        MemberStanding::Suspended => "suspended",
        MemberStanding::Removed => "removed",
    }
}

/// Classes in a row; empty where there are none.
pub fn classes(classes: &[Class]) -> String {
    classes.iter().map(|class| class.name()).collect::<Vec<_>>().join(", ")
}

fn show(global: &Global, name: &str) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let detail = detail(&mut desk, name)?;
    if global.json {
        return print_json(&detail);
    }
    let row = &detail.row;
    print_line(&format!("{}  {}", row.name, standing(row.standing)))?;
    show_grant("grant", &detail.usual)?;
    if let Some(temporary) = &detail.temporary {
        show_grant("stands in", temporary)?;
    }
    if let Some(until) = detail.invited_until {
        print_line(&format!("  {:<12} {}", "invited until", moment(until)))?;
    }
    let last = row.last_sign_in.map_or("never".into(), moment);
    print_line(&format!("  {:<12} {last}, {} failed since", "last sign-in", row.failures))?;
    show_sessions(&detail.sessions)
}

fn show_grant(label: &str, grant: &GrantView) -> Result<(), Failure> {
    let until = grant.expires.map(|at| format!(", until {}", moment(at))).unwrap_or_default();
    print_line(&format!(
        "  {label:<12} {} in {}, limit {}{until}; decision {} by {}, {}",
        grant.role_name,
        grant.department_name,
        scope_name(grant.limit),
        grant.sequence,
        grant.issuer,
        moment(grant.issued_at)
    ))?;
    let named = [
        ("keys", &grant.classes),
        ("lookup keys", &grant.lookups),
        ("waits for", &grant.waiting),
        ("waits for lookup of", &grant.waiting_lookups),
    ];
    named
        .into_iter()
        .filter(|(_, named)| !named.is_empty())
        .try_for_each(|(label, named)| print_line(&format!("  {label:<12} {}", classes(named))))
}

pub fn detail(desk: &mut Desk, name: &str) -> Result<MemberDetail, Failure> {
    let member = names::member(desk, name)?;
    match office(desk, OfficeQuery::Member(member.id))? {
        OfficeAnswer::Member(detail) => Ok(*detail),
        _ => Err(unexpected()),
    }
}

fn invite(global: &Global, name: &str, role: &str, reach: &Reach, expires: Option<Micros>) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let role = names::role(&names::roles(&mut desk)?, role)?.role;
    let department = names::department_or_only(&names::departments(&mut desk)?, reach.department.as_deref())?;
    let grant = GrantDraft { role, department, limit: reach.limit.unwrap_or(Scope::All), expires };
    manage(global, &mut desk, "", || Manage::Invite { name: name.to_owned(), grant: grant.clone() })
}

/// What a grant is to be, beside what stays of the one before.
struct Change<'a> {
    role: Option<&'a str>,
    reach: &'a Reach,
    expires: Expiry,
    temporary: bool,
}

enum Expiry {
    AsItIs,
    At(Option<Micros>),
}

fn grant(global: &Global, name: &str, told: &str, wanted: &Change) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let member = names::member(&mut desk, name)?;
    let grant = draft(&mut desk, &member, wanted)?;
    let (member, temporary) = (member.id, wanted.temporary);
    manage(global, &mut desk, told, || Manage::Grant { member, grant: grant.clone(), temporary })
}

fn draft(desk: &mut Desk, member: &MemberRow, wanted: &Change) -> Result<GrantDraft, Failure> {
    let usual = usual(desk, member)?;
    let role = names::role(&names::roles(desk)?, wanted.role.unwrap_or(&usual.role))?.role;
    let department = wanted.reach.department.as_ref().unwrap_or(&usual.department);
    let department = names::department(&names::departments(desk)?, department)?.id;
    let expires = match wanted.expires {
        Expiry::AsItIs => usual.expires,
        Expiry::At(at) => at,
    };
    Ok(GrantDraft { role, department, limit: wanted.reach.limit.unwrap_or(usual.limit), expires })
}

/// The grant that holds when nobody stands in, with its role and department as they may be typed.
struct Usual {
    role: String,
    department: String,
    limit: Scope,
    expires: Option<Micros>,
}

/// What the list shows, unless the member stands in with other rights now.
fn usual(desk: &mut Desk, member: &MemberRow) -> Result<Usual, Failure> {
    if !member.stands_in {
        let (role, department) = (member.role.key(), member.department.to_string());
        return Ok(Usual { role, department, limit: member.limit, expires: member.expires });
    }
    match office(desk, OfficeQuery::Member(member.id))? {
        OfficeAnswer::Member(detail) => {
            let GrantView { role_name, department_name, limit, expires, .. } = detail.usual;
            Ok(Usual { role: role_name, department: department_name, limit, expires })
        }
        _ => Err(unexpected()),
    }
}

fn on_member(global: &Global, name: &str, told: &str, act: impl Fn(Id) -> Manage) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let member = names::member(&mut desk, name)?;
    let managed = change(&mut desk, || act(member.id))?;
    tell(global, &format!("{} {told}.", member.name), managed)
}

fn sessions(global: &Global, name: Option<&str>) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let sessions = match name {
        Some(name) => detail(&mut desk, name)?.sessions,
        None => match office(&mut desk, OfficeQuery::Own)? {
            OfficeAnswer::Own(own) => own.sessions,
            _ => return Err(unexpected()),
        },
    };
    if global.json { sessions.iter().try_for_each(print_json) } else { show_sessions(&sessions) }
}

fn show_sessions(sessions: &[SessionRow]) -> Result<(), Failure> {
    let cells: Vec<_> = sessions
        .iter()
        .map(|session| {
            let mine = if session.mine { "this one" } else { "" };
            [
                session.id.to_string(),
                moment(session.started_at),
                moment(session.last_seen),
                session.origin.clone(),
                mine.to_owned(),
            ]
        })
        .collect();
    print_table(["session", "since", "last seen", "from", ""], &cells)
}
