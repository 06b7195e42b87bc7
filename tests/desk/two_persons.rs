//! Decisions that want a second person: proposed, carried out, turned down, taken back; and what is no second person.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

fn wanted(office: &Office, graves: &[Grave]) {
    let done = set_policy(&mut office.at("mai"), |policy| policy.two_persons.extend(graves));
    assert!(matches!(done, Ok(Managed::Done)));
}

fn second(desk: &mut Desk, proposal: Id, approve: bool) -> Result<Managed, Problem> {
    manage(desk, Manage::Second { proposal, approve })
}

#[test]
fn a_policy_change_needs_two_and_they_must_be_two() {
    let office = Office::new();
    wanted(&office, &[Grave::PolicyChange]);
    let (mut ioana, mut mai, mut lan) = (office.at("ioana"), office.at("mai"), office.at("lan"));
    let Ok(Managed::Proposed(proposal)) = set_policy(&mut ioana, |policy| policy.invite_hours = 5) else {
        panic!("not proposed")
    };
    assert_eq!(office.last().action, Action::ProposalMake);
    assert_eq!(second(&mut ioana, proposal, true).err(), Some(Problem::NeedsApproval));
    assert_eq!(second(&mut lan, proposal, true).err(), Some(Problem::Denied { rule: "policy.manage".into() }));
    assert_eq!(second(&mut lan, proposal, false).err(), Some(Problem::Denied { rule: "policy.manage".into() }));
    assert!(today(&mut lan).proposals.is_empty());
    let shown = &today(&mut mai).proposals[0];
    assert_eq!((shown.id, shown.by.as_str(), shown.act.as_str(), shown.mine), (proposal, "ioana", "policy", false));
    assert!(today(&mut ioana).proposals[0].mine);
    assert!(matches!(second(&mut mai, proposal, true), Ok(Managed::Done)));
    assert_eq!(second(&mut mai, proposal, true).err(), Some(Problem::NotFound), "once");
    let Ok(OfficeAnswer::Policy(view)) = crate::deeds::office(&mut mai, OfficeQuery::Policy) else { panic!() };
    assert_eq!(view.policy.invite_hours, 5);
    let Ok(OfficeAnswer::Decisions(page)) = crate::deeds::office(&mut mai, OfficeQuery::Decisions { before: None })
    else {
        panic!()
    };
    assert_eq!((page.rows[0].issuer.as_str(), page.rows[0].second.as_str()), ("ioana", "mai"));
    whole(&office);
}

#[test]
fn an_older_proposal_takes_back_nothing_that_was_decided_since() {
    let office = Office::new();
    wanted(&office, &[Grave::PolicyChange]);
    let (mut ioana, mut mai) = (office.at("ioana"), office.at("mai"));
    let Ok(Managed::Proposed(hours)) = set_policy(&mut ioana, |policy| policy.invite_hours = 5) else { panic!() };
    let trap = Office::customer(3);
    let trapped = proposed(&mut ioana, Manage::SetHoneytoken { customer: trap, on: true });
    assert!(matches!(second(&mut mai, trapped, true), Ok(Managed::Done)));
    assert!(matches!(second(&mut mai, hours, true), Err(Problem::Refused(_))));
    let Ok(OfficeAnswer::Policy(view)) = crate::deeds::office(&mut mai, OfficeQuery::Policy) else { panic!() };
    assert!(view.policy.honeytokens.contains(&trap));
    // Proposed anew it holds both.
    let Ok(Managed::Proposed(again)) = set_policy(&mut ioana, |policy| policy.invite_hours = 5) else { panic!() };
    assert!(matches!(second(&mut mai, again, true), Ok(Managed::Done)));
    let Ok(OfficeAnswer::Policy(view)) = crate::deeds::office(&mut mai, OfficeQuery::Policy) else { panic!() };
    assert!(view.policy.honeytokens.contains(&trap) && view.policy.invite_hours == 5);
}

#[test]
fn a_proposal_is_turned_down_taken_back_or_ends() {
    let office = Office::new();
    wanted(&office, &[Grave::Purge]);
    let (mut ioana, mut mai) = (office.at("ioana"), office.at("mai"));
    let remove = || Manage::Remove { member: Office::member("lan") };
    let first = proposed(&mut ioana, remove());
    assert!(matches!(second(&mut mai, first, false), Ok(Managed::Done)));
    assert_eq!(second(&mut mai, first, true).err(), Some(Problem::NotFound));
    let taken_back = proposed(&mut ioana, remove());
    assert!(matches!(second(&mut ioana, taken_back, false), Ok(Managed::Done)));
    let late = proposed(&mut ioana, remove());
    office.clock.advance(61 * 60);
    assert!(today(&mut mai).proposals.is_empty());
    assert_eq!(second(&mut mai, late, true).err(), Some(Problem::NotFound));
    assert!(office.at("lan").ask(Request::Customers(query(""))).is_ok(), "still there");
    let mut mai = office.at("mai");
    let mut ioana = office.at("ioana");
    let good = proposed(&mut ioana, remove());
    assert!(matches!(second(&mut mai, good, true), Ok(Managed::Done)));
    assert!(office.desk().ask(office.right("lan")).is_err());
    whole(&office);
}

#[test]
fn a_class_key_is_given_by_two_holders() {
    let office = Office::new();
    let an = join(&office, &mut office.at("mai"), "An", Role::Owner, 1);
    wanted(&office, &[Grave::ClassGrant]);
    let (mut mai, mut ioana) = (office.at("mai"), office.at("ioana"));
    // An admin holds no class: its invitation gives none, and needs no second person.
    let binh = join(&office, &mut ioana, "Bình", Role::Agent, 0);
    let proposal = proposed(&mut mai, Manage::GiveKeys { member: binh.id });
    let mut desk = binh.at(&office);
    assert!(revealed(&mut desk, Office::customer(0), Field::Phone).is_err(), "not yet");
    assert_eq!(second(&mut ioana, proposal, true).err(), Some(Problem::Denied { rule: "keys.give".into() }));
    assert!(matches!(second(&mut an.at(&office), proposal, true), Ok(Managed::Done)));
    assert!(revealed(&mut desk, Office::customer(0), Field::Phone).is_ok());
    // An owner's invitation gives classes, so its code waits for the second one.
    let grant = grant_of(Role::Agent, 0);
    let invited = invited(&mut mai, Manage::Invite { name: "Chi".into(), grant });
    let proposal = invited.proposal.expect("a proposal");
    assert!(matches!(enrol(&office, invited.code.expose(), "Chi", "x"), Err(Problem::NoInvitation)));
    assert!(matches!(second(&mut an.at(&office), proposal, true), Ok(Managed::Done)));
    let chi = enrol(&office, invited.code.expose(), "Chi", "seven quiet herons wade at noon").expect("enrolled");
    assert!(revealed(&mut chi.at(&office), Office::customer(0), Field::Phone).is_ok());
    whole(&office);
}

/// What the first one did not sign, the second can't carry out in his name.
#[test]
fn a_proposal_that_was_edited_gives_nothing() {
    let office = Office::new();
    wanted(&office, &[Grave::Purge]);
    let (mut ioana, mut mai) = (office.at("ioana"), office.at("mai"));
    let proposal = proposed(&mut ioana, Manage::Remove { member: Office::member("lan") });
    let (lan, sorin) = (Office::member("lan").to_string(), Office::member("sorin").to_string());
    office.run(&format!("UPDATE proposal SET act = replace(act, '{lan}', '{sorin}') WHERE id = {}", sql(proposal)));
    assert!(matches!(second(&mut mai, proposal, true), Err(Problem::Refused(_))));
    // Nor is one that was made up in somebody's name.
    office.run(&format!("UPDATE proposal SET member = {} WHERE id = {}", sql(Office::member("mai")), sql(proposal)));
    assert!(matches!(second(&mut ioana, proposal, true), Err(Problem::Refused(_))));
    assert!(office.at("sorin").ask(Request::Customers(query(""))).is_ok());
}
