//! Incidents over a real desk and file: who may work on them, what acts do and with whose rights, what frozen exports
//! refuse, the clock, drills, and what is counted from the log.

use std::collections::{BTreeSet, HashMap};

use kin::clock::Source;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::evidence::{ExtractError, ExtractQuery};
use kin::domain::incident::{EventKind, Mark, Playbook, Stage};
use kin::domain::*;

use crate::deeds::*;
use crate::office::*;

const HOUR: i64 = 3_600_000_000;

fn ask(desk: &mut Desk, request: IncidentRequest) -> Result<IncidentReply, Problem> {
    match desk.ask(Request::Incident(Box::new(request)))? {
        Reply::Incident(reply) => Ok(*reply),
        other => panic!("{other:?}"),
    }
}

fn draft(office: &Office, playbook: &str, drill: bool) -> IncidentDraft {
    let now = office.clock.now();
    let facts = IncidentFacts {
        words: "máy của lan".into(),
        jurisdiction: "vn".into(),
        aware_at: now,
        since: Micros(now.0 - 24 * HOUR),
        until: None,
        members: Vec::new(),
    };
    IncidentDraft { playbook: playbook.into(), drill, facts }
}

#[track_caller]
fn start(desk: &mut Desk, draft: IncidentDraft) -> Id {
    match ask(desk, IncidentRequest::Start(draft)) {
        Ok(IncidentReply::Started(id)) => id,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn show(desk: &mut Desk, incident: Id) -> IncidentView {
    match ask(desk, IncidentRequest::Show(incident)) {
        Ok(IncidentReply::Incident(view)) => *view,
        other => panic!("{other:?}"),
    }
}

fn act(desk: &mut Desk, incident: Id, act: IncidentAct, member: Option<&str>) -> Result<Acted, Problem> {
    let member = member.map(Office::member);
    match ask(desk, IncidentRequest::Act { incident, act, member, step: None })? {
        IncidentReply::Acted(acted) => Ok(acted),
        other => panic!("{other:?}"),
    }
}

fn done_act(desk: &mut Desk, incident: Id, kind: IncidentAct, member: Option<&str>) -> String {
    match act(desk, incident, kind, member) {
        Ok(Acted::Done(words)) => words,
        other => panic!("{kind:?}: {other:?}"),
    }
}

fn text(desk: &mut Desk, request: IncidentRequest) -> String {
    match ask(desk, request) {
        Ok(IncidentReply::Text(text)) => text,
        other => panic!("{other:?}"),
    }
}

/// Everything that can be asked about an incident.
fn everything(office: &Office, incident: Id) -> Vec<IncidentRequest> {
    let draft = draft(office, "misuse", false);
    let (facts, lang) = (draft.facts.clone(), Lang::En);
    vec![
        IncidentRequest::List { before: None },
        IncidentRequest::Show(incident),
        IncidentRequest::Touched(incident),
        IncidentRequest::Report { incident, lang },
        IncidentRequest::ReportPage { incident, lang },
        IncidentRequest::Notice { incident, to: NoticeTo::Authority, lang },
        IncidentRequest::Notice { incident, to: NoticeTo::People, lang },
        IncidentRequest::Start(draft),
        IncidentRequest::Change { incident, facts },
        IncidentRequest::Note { incident, kind: EventKind::Noticed, words: "thấy".into() },
        IncidentRequest::Mark { incident, step: "ask".into(), mark: Some(Mark::Done) },
        IncidentRequest::Act { incident, act: IncidentAct::Backup, member: None, step: None },
        IncidentRequest::Told { incident, at: Micros(0), words: String::new() },
        IncidentRequest::Close { incident, words: "xong".into() },
    ]
}

#[test]
fn who_manages_incidents_may_do_all_and_others_see_nothing() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let there = start(&mut mai, draft(&office, "stolen_laptop", false));
    for name in ["minh", "lan", "sorin", "hoa"] {
        let mut desk = office.at(name);
        for incident in [there, Id([7; 16])] {
            for request in everything(&office, incident) {
                let said = format!("{request:?}");
                let refused = Problem::Denied { rule: "incident.manage".into() };
                assert_eq!(ask(&mut desk, request).unwrap_err(), refused, "{name}: {said}");
                let last = office.last();
                assert_eq!((last.outcome, last.member), (Outcome::Denied, Some(Office::member(name))), "{said}");
            }
        }
    }
    assert_eq!(show(&mut mai, there).events.len(), 1, "nothing was written");
    for name in ["mai", "ioana", "radu"] {
        let mut desk = office.at(name);
        let own = start(&mut desk, draft(&office, "stolen_laptop", false));
        for request in everything(&office, own) {
            // An act needs its own right too, as told below.
            if name == "radu" && matches!(request, IncidentRequest::Act { .. }) {
                continue;
            }
            let said = format!("{request:?}");
            ask(&mut desk, request).unwrap_or_else(|problem| panic!("{name}: {said}: {problem}"));
        }
        for request in everything(&office, Id([7; 16])).into_iter().skip(1) {
            if !matches!(request, IncidentRequest::Start(_)) {
                let said = format!("{request:?}");
                assert_eq!(ask(&mut desk, request).unwrap_err(), Problem::NotFound, "{name}: {said}");
            }
        }
    }
}

#[test]
fn while_looking_as_another_role_nothing_is_changed() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let incident = start(&mut mai, draft(&office, "stolen_laptop", false));
    mai.ask(Request::PreviewRole(Some(Role::Auditor))).expect("a preview");
    for request in everything(&office, incident) {
        let (said, changes) = (format!("{request:?}"), request.changes());
        let answer = ask(&mut mai, request);
        assert_eq!(answer.is_err(), changes, "{said}");
        assert!(answer.is_ok() || answer.unwrap_err() == Problem::Previewing, "{said}");
    }
    mai.ask(Request::PreviewRole(Some(Role::Agent))).expect("a preview");
    let refused = Problem::Denied { rule: "incident.manage".into() };
    assert_eq!(ask(&mut mai, IncidentRequest::Show(incident)).unwrap_err(), refused);
}

#[test]
fn an_act_needs_the_right_that_it_needs_anywhere_else() {
    let office = Office::new();
    let mut radu = office.at("radu");
    let incident = start(&mut radu, draft(&office, "misuse", false));
    let refused = |rule: &str| Err(Problem::Denied { rule: rule.into() });
    for (kind, rule) in [
        (IncidentAct::EndSessions, "member.manage"),
        (IncidentAct::EndAllSessions, "member.manage"),
        (IncidentAct::Suspend, "member.manage"),
        (IncidentAct::RotateKeys, "keys.rotate"),
        (IncidentAct::FreezeExports, "policy.manage"),
        (IncidentAct::Backup, "backup.manage"),
        (IncidentAct::UnfreezeExports, "policy.manage"),
    ] {
        let member = kind.is_on_member().then_some("lan");
        assert_eq!(act(&mut radu, incident, kind, member), refused(rule), "{kind:?}");
    }
    // An auditor may take the log away, and so make a checkpoint; an admin may not.
    done_act(&mut radu, incident, IncidentAct::Checkpoint, None);
    let mut ioana = office.at("ioana");
    assert_eq!(act(&mut ioana, incident, IncidentAct::Checkpoint, None), refused("log.export"));
    assert_eq!(act(&mut ioana, incident, IncidentAct::RotateKeys, None), refused("keys.rotate"));
    let myself = act(&mut ioana, incident, IncidentAct::Suspend, Some("ioana"));
    assert!(matches!(myself, Err(Problem::Refused(_))), "{myself:?}");
    let view = show(&mut radu, incident);
    let acts: Vec<_> = view.events.iter().filter_map(|event| event.act).collect();
    assert_eq!(acts, [IncidentAct::Checkpoint], "what was refused is no act");
}

#[test]
fn acts_are_carried_out_and_noted() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let incident = start(&mut mai, draft(&office, "stolen_laptop", false));
    let (mut lan, mut second, mut minh) = (office.at("lan"), office.at("lan"), office.at("minh"));
    assert_eq!(done_act(&mut mai, incident, IncidentAct::EndSessions, Some("lan")), "2");
    for desk in [&mut lan, &mut second] {
        assert_eq!(desk.ask(Request::Choices).unwrap_err(), Problem::NoSession);
    }
    minh.ask(Request::Choices).expect("minh is in still");
    let ended: u32 = done_act(&mut mai, incident, IncidentAct::EndAllSessions, None).parse().expect("a number");
    assert_eq!(ended, 2, "minh's, and the importer's from when the office was founded");
    assert_eq!(minh.ask(Request::Choices).unwrap_err(), Problem::NoSession);
    let end = IncidentRequest::Act {
        incident,
        act: IncidentAct::Suspend,
        member: Some(Office::member("lan")),
        step: Some("suspend".into()),
    };
    assert!(matches!(ask(&mut mai, end), Ok(IncidentReply::Acted(Acted::Done(_)))));
    assert!(office.desk().ask(office.right("lan")).is_err(), "suspended");
    let generations = |desk: &mut Desk| keys(desk).classes.iter().map(|row| row.generation).collect::<Vec<_>>();
    let before = generations(&mut mai);
    done_act(&mut mai, incident, IncidentAct::RotateKeys, None);
    assert_eq!(generations(&mut mai), before.iter().map(|generation| generation + 1).collect::<Vec<_>>());
    assert!(done_act(&mut mai, incident, IncidentAct::Checkpoint, None).contains("entries"));
    let backup = done_act(&mut mai, incident, IncidentAct::Backup, None);
    assert!(office.config.backup.folder(&office.paths.folder).join(&backup).exists(), "{backup}");
    let view = show(&mut mai, incident);
    let acted: Vec<_> = view.events.iter().filter(|event| event.kind == EventKind::Acted).collect();
    assert_eq!(acted.len(), 6);
    assert_eq!((acted[0].by.as_str(), acted[0].member.as_str(), acted[0].words.as_str()), ("mai", "lan", "2"));
    let step = view.steps.iter().find(|step| step.key == "suspend").expect("a step");
    assert_eq!((step.mark, step.by.as_str()), (Some(Mark::Done), "mai"), "an act marks its step");
    assert!(view.steps.iter().all(|step| step.key == "suspend" || step.mark.is_none()));
    assert!(matches!(act(&mut mai, incident, IncidentAct::Suspend, None), Err(Problem::Invalid { .. })), "on whom?");
}

/// Each way by which data is taken away.
fn ways_out(desk: &mut Desk) -> [Result<(), Problem>; 4] {
    let query = LogQuery { limit: 5, ..LogQuery::default() };
    let extract = ExtractQuery { typed: String::new(), filter: LogFilter::default(), reason: "cho tòa án".into() };
    let written = desk.export_extract(&extract, &mut Vec::new(), &mut |_, _| {});
    let written = written.map(drop).map_err(|error| match error {
        ExtractError::Problem(problem) => problem,
        ExtractError::Output(error) => panic!("{error}"),
    });
    let wanted = Wanted::ExportLog { reason: "cho tòa án".into() };
    let copy = Request::Copy { customer: Office::customer(0), what: CopyWhat::Sealed(Field::Phone, reason()) };
    [
        desk.ask(Request::ExportLog(query)).map(drop),
        written,
        desk.ask(Request::AskFor(wanted)).map(drop),
        desk.ask(copy).map(drop),
    ]
}

#[test]
fn frozen_exports_refuse_on_each_path_until_they_are_allowed_again() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let incident = start(&mut mai, draft(&office, "leaked_export", false));
    let (mut radu, mut minh) = (office.at("radu"), office.at("minh"));
    assert_eq!(ways_out(&mut mai), [Ok(()), Ok(()), Ok(()), Ok(())]);
    done_act(&mut mai, incident, IncidentAct::FreezeExports, None);
    assert!(show(&mut mai, incident).exports_frozen);
    assert_eq!(ways_out(&mut mai), [const { Err(Problem::ExportsFrozen) }; 4]);
    let last = office.last();
    assert_eq!((last.action, last.outcome), (Action::FieldCopy, Outcome::Denied), "who tried is in the log");
    assert_eq!(ways_out(&mut radu)[..3], [const { Err(Problem::ExportsFrozen) }; 3]);
    assert_eq!(ways_out(&mut minh)[3], Err(Problem::ExportsFrozen));
    // Who may not export learns nothing new of it.
    assert_eq!(ways_out(&mut minh)[0], Err(Problem::Denied { rule: "log.export".into() }));
    // The work goes on.
    revealed(&mut minh, Office::customer(0), Field::Phone).expect("a value on the screen");
    let found = why(&mut mai, "log.export", None);
    assert!(!found.allowed && found.lines.contains(&WhyLine::ExportsFrozen), "{found:?}");
    // A policy that was looked at before, and is saved now, does not lift it.
    done(&mut mai, Manage::SetPolicy(Box::default()));
    assert_eq!(ways_out(&mut mai)[0], Err(Problem::ExportsFrozen));
    done_act(&mut mai, incident, IncidentAct::UnfreezeExports, None);
    assert_eq!(ways_out(&mut mai), [Ok(()), Ok(()), Ok(()), Ok(())]);
    assert!(why(&mut mai, "log.export", None).allowed);
}

#[test]
fn where_the_policy_wants_two_persons_freezing_waits_for_the_second() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let policy = Policy { two_persons: [Grave::PolicyChange].into(), ..Policy::default() };
    done(&mut mai, Manage::SetPolicy(Box::new(policy)));
    let incident = start(&mut mai, draft(&office, "leaked_export", false));
    let freeze =
        IncidentRequest::Act { incident, act: IncidentAct::FreezeExports, member: None, step: Some("freeze".into()) };
    let Ok(IncidentReply::Acted(Acted::Proposed(proposal))) = ask(&mut mai, freeze) else { panic!("a proposal") };
    let view = show(&mut mai, incident);
    assert_eq!(view.events.last().map(|event| event.kind), Some(EventKind::Proposed));
    let step = view.steps.iter().find(|step| step.key == "freeze").expect("a step");
    assert!(step.mark.is_none() && !view.exports_frozen, "nothing is done yet");
    let mut ioana = office.at("ioana");
    done(&mut ioana, Manage::Second { proposal, approve: true });
    assert!(show(&mut mai, incident).exports_frozen);
    assert_eq!(ways_out(&mut mai)[0], Err(Problem::ExportsFrozen));
}

#[test]
fn the_clock_runs_from_when_the_office_became_aware_until_the_authority_is_told() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let now = office.clock.now();
    let mut wanted = draft(&office, "leaked_export", false);
    wanted.facts.aware_at = Micros(now.0 - 70 * HOUR);
    let incident = start(&mut mai, wanted.clone());
    let view = show(&mut mai, incident);
    assert_eq!((view.row.due, view.row.told_at), (Some(Micros(now.0 + 2 * HOUR)), None));
    let told = |at| IncidentRequest::Told { incident, at, words: "qua cổng của A05".into() };
    assert!(ask(&mut mai, told(Micros(now.0 + HOUR))).is_err(), "nobody has been told tomorrow");
    office.clock.advance(3 * 3_600);
    let late = office.clock.now();
    let notice = IncidentRequest::Notice { incident, to: NoticeTo::Authority, lang: Lang::En };
    assert!(text(&mut mai, notice.clone()).contains("later than 72 hours"));
    ask(&mut mai, told(Micros(late.0 - 2 * HOUR))).expect("told");
    assert_eq!(show(&mut mai, incident).row.told_at, Some(Micros(late.0 - 2 * HOUR)));
    assert!(!text(&mut mai, notice).contains("later than 72 hours"), "it was told in time");
    let facts = |jurisdiction: &str, aware_at| IncidentFacts {
        jurisdiction: jurisdiction.into(),
        aware_at,
        ..wanted.facts.clone()
    };
    let change = |facts| IncidentRequest::Change { incident, facts };
    ask(&mut mai, change(facts("none", wanted.facts.aware_at))).expect("corrected");
    assert_eq!(show(&mut mai, incident).row.due, None);
    for wrong in [facts("mars", now), facts("eu", Micros(late.0 + HOUR))] {
        assert!(matches!(ask(&mut mai, change(wrong)), Err(Problem::Invalid { .. })));
    }
    let backwards = IncidentFacts { until: Some(Micros(0)), ..wanted.facts.clone() };
    assert!(matches!(ask(&mut mai, change(backwards)), Err(Problem::Invalid { .. })));
    let strangers = IncidentFacts { members: vec![Id([9; 16])], ..wanted.facts.clone() };
    assert_eq!(ask(&mut mai, change(strangers)).unwrap_err(), Problem::NotFound);
}

#[test]
fn a_drill_carries_nothing_out_and_gets_a_score() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut lan = office.at("lan");
    let incident = start(&mut mai, draft(&office, "ransomware", true));
    let before = keys(&mut mai);
    let began = office.log().len();
    for kind in IncidentAct::ALL {
        let member = kind.is_on_member().then_some("lan");
        assert_eq!(act(&mut mai, incident, kind, member), Ok(Acted::WouldAct), "{kind:?}");
    }
    let entries: Vec<Entry> = office.log().into_iter().rev().skip(began).collect();
    assert_eq!(entries.len(), IncidentAct::ALL.len());
    assert!(entries.iter().all(|entry| entry.action == Action::IncidentEdit), "{entries:?}");
    lan.ask(Request::Choices).expect("nobody's session was ended");
    let generations = |status: &KeyStatus| status.classes.iter().map(|row| row.generation).collect::<Vec<_>>();
    assert_eq!(generations(&keys(&mut mai)), generations(&before));
    let view = show(&mut mai, incident);
    assert!(!view.exports_frozen);
    assert_eq!(view.events.iter().filter(|event| event.kind == EventKind::WouldAct).count(), IncidentAct::ALL.len());

    // In time to detect, too late to contain.
    let playbook = Playbook::of("ransomware").expect("a playbook");
    let mark = |step: &str| IncidentRequest::Mark { incident, step: step.into(), mark: Some(Mark::Done) };
    let of = |stage| playbook.steps.iter().filter(move |step| step.stage == stage).map(|step| step.key.as_str());
    for step in of(Stage::Detect) {
        ask(&mut mai, mark(step)).expect("marked");
    }
    office.clock.advance(45 * 60);
    for step in of(Stage::Contain) {
        ask(&mut mai, mark(step)).expect("marked");
    }
    let score = show(&mut mai, incident).row.score;
    let (detect, contain) = (of(Stage::Detect).count() as u32, of(Stage::Contain).count() as u32);
    assert_eq!((score.steps, score.done), (playbook.steps.len() as u32, detect + contain));
    assert_eq!((score.in_time, score.minutes_to_contain), (detect, Some(45)));
    let report = text(&mut mai, IncidentRequest::Report { incident, lang: Lang::Ro });
    assert!(report.contains(&format!("Pași la timp: {detect} / {}", playbook.steps.len())), "{report}");
    assert!(report.contains("Minute până la limitare: 45") && report.contains("nicio acțiune nu a fost executată"));
    let notice = IncidentRequest::Notice { incident, to: NoticeTo::People, lang: Lang::Vi };
    assert!(text(&mut mai, notice).contains("DIỄN TẬP"));
    assert!(matches!(ask(&mut mai, mark("no_such_step")), Err(Problem::Invalid { .. })));
}

/// A day of work of several people, with refusals among it.
fn day(office: &Office) {
    for name in ["lan", "minh", "hoa", "lan"] {
        let mut desk = office.at(name);
        for n in [0, 2, 4] {
            let _ = desk.ask(Request::Customer(Office::customer(n)));
            let _ = desk.ask(reveal(n, Field::Phone));
        }
        let _ = desk.ask(reveal(0, Field::NationalId));
        let _ = desk.ask(reveal(1, Field::Phone));
        let _ = desk.ask(Request::Copy { customer: Office::customer(0), what: CopyWhat::Name });
        let copy = CopyWhat::Sealed(Field::Phone, reason());
        let _ = desk.ask(Request::Copy { customer: Office::customer(2), what: copy });
        office.clock.advance(1_800);
    }
    let mut radu = office.at("radu");
    radu.ask(Request::ExportLog(LogQuery { limit: 7, ..LogQuery::default() })).expect("exported");
}

fn naive(entries: &[Entry], wanted: impl Fn(&Entry) -> bool) -> (TouchedCounts, BTreeSet<Id>) {
    let (mut counts, mut customers) = (TouchedCounts::default(), BTreeSet::new());
    for entry in entries.iter().filter(|entry| entry.outcome == Outcome::Done && wanted(entry)) {
        let details: serde_json::Value = serde_json::from_str(&entry.details).expect("JSON");
        let sealed = details["field"].as_str().is_some_and(|field| Field::from_name(field).is_some());
        let Some(customer) = entry.subject else { continue };
        match entry.action {
            Action::CustomerView => counts.opened += 1,
            Action::FieldReveal => counts.revealed += 1,
            Action::FieldCopy if sealed => counts.copied += 1,
            _ => continue,
        }
        customers.insert(customer);
    }
    (counts, customers)
}

#[test]
fn what_was_touched_is_counted_as_the_log_says() {
    let office = Office::new();
    day(&office);
    let from = office.clock.now();
    office.clock.advance(60);
    day(&office);
    let to = office.clock.now();
    office.clock.advance(60);
    day(&office);
    let mut mai = office.at("mai");
    let mut wanted = draft(&office, "misuse", false);
    (wanted.facts.since, wanted.facts.until) = (from, Some(to));
    let incident = start(&mut mai, wanted.clone());
    let log = office.log();
    let within: Vec<Entry> = log.into_iter().filter(|entry| entry.at >= from && entry.at < to).collect();
    let touched = |desk: &mut Desk| match ask(desk, IncidentRequest::Touched(incident)) {
        Ok(IncidentReply::Touched(touched)) => *touched,
        other => panic!("{other:?}"),
    };
    let found = touched(&mut mai);
    let (counts, customers) = naive(&within, |_| true);
    assert!(counts.opened > 5 && counts.revealed > 5 && counts.copied > 0, "{counts:?}");
    assert_eq!((found.counts, found.customer_count), (counts, customers.len() as u64));
    assert_eq!((found.exports, found.exported, found.unfinished), (1, 7, false));
    for name in ["lan", "minh", "hoa"] {
        let member = Office::member(name);
        let row = found.members.iter().find(|row| row.id == member).expect("a member");
        let (counts, customers) = naive(&within, |entry| entry.member == Some(member));
        assert_eq!((row.name.as_str(), row.counts, row.customers), (name, counts, customers.len() as u64));
    }
    let by_field: HashMap<Field, u64> = found.fields.iter().map(|row| (row.field, row.revealed + row.copied)).collect();
    for field in [Field::Phone, Field::NationalId] {
        let (counts, _) = naive(&within, |entry| entry.details.contains(&format!("{:?}", field.name())));
        assert_eq!(by_field.get(&field), Some(&(counts.revealed + counts.copied)), "{field:?}");
    }
    assert_eq!(by_field.values().sum::<u64>(), counts.revealed + counts.copied);
    for row in &found.customers {
        let (counts, _) = naive(&within, |entry| entry.subject == Some(row.id));
        assert_eq!(row.counts, counts);
        assert!(row.code.starts_with("KH-") && !row.name.is_empty(), "an owner may open all");
    }
    // One member's alone.
    wanted.facts.members = vec![Office::member("lan")];
    ask(&mut mai, IncidentRequest::Change { incident, facts: wanted.facts }).expect("corrected");
    let lan = naive(&within, |entry| entry.member == Some(Office::member("lan"))).0;
    let alone = touched(&mut mai);
    assert_eq!((alone.counts, alone.members.len(), alone.exports), (lan, 1, 0));
    // The report and the notice say the same numbers, and no value.
    let report = text(&mut mai, IncidentRequest::Report { incident, lang: Lang::En });
    for (name, count) in [("opened", lan.opened), ("revealed", lan.revealed), ("copied", lan.copied)] {
        assert!(report.contains(&format!("- {name}: {count}\n")), "{name} {count}: {report}");
    }
    let notice = text(&mut mai, IncidentRequest::Notice { incident, to: NoticeTo::Authority, lang: Lang::En });
    let values = lan.revealed + lan.copied;
    assert!(notice.contains(&format!("{} opened, {values} values shown or copied", lan.opened)), "{notice}");
    for text in [&report, &notice] {
        assert_eq!(leaks(text), Vec::<String>::new());
    }
}

#[test]
fn customers_are_named_to_who_may_open_them_alone() {
    let office = Office::new();
    day(&office);
    // A role of the office's own: incidents and the log, and no customer.
    let scope = |name: &str| (name.to_owned(), Scope::All);
    let rights = RoleRights { operations: ["incident.manage", "log.view"].map(scope).into(), ..RoleRights::default() };
    give_role(&office, "sorin", rights);
    let mut sorin = office.at("sorin");
    let incident = start(&mut sorin, draft(&office, "misuse", false));
    let IncidentReply::Touched(found) = ask(&mut sorin, IncidentRequest::Touched(incident)).expect("touched") else {
        panic!("touched")
    };
    assert!(found.customer_count > 0);
    assert!(found.customers.iter().all(|row| row.code.is_empty() && row.name.is_empty()), "{found:?}");
    let report = text(&mut sorin, IncidentRequest::Report { incident, lang: Lang::Vi });
    assert!(!report.contains("Zinnia") && !report.contains("KH-0"), "{report}");
    // Without the log there is nothing to count from.
    let rights = RoleRights { operations: [scope("incident.manage")].into(), ..RoleRights::default() };
    let mut mai = office.at("mai");
    let Ok(OfficeAnswer::Roles(roles)) = crate::deeds::office(&mut mai, OfficeQuery::Roles) else { panic!("no roles") };
    let Role::Custom(role) = roles.iter().find(|row| row.name == "Riêng").expect("there").role else { panic!("own") };
    done(&mut mai, Manage::SaveRole { role: Some(role), name: "Riêng".into(), rights });
    let refused = Problem::Denied { rule: "log.view".into() };
    for request in [IncidentRequest::Touched(incident), IncidentRequest::Report { incident, lang: Lang::En }] {
        assert_eq!(ask(&mut sorin, request).unwrap_err(), refused);
    }
    show(&mut sorin, incident);
}

#[test]
fn a_closed_incident_is_changed_no_more() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let incident = start(&mut mai, draft(&office, "stolen_laptop", false));
    ask(&mut mai, IncidentRequest::Close { incident, words: "máy đã tìm thấy".into() }).expect("closed");
    let view = show(&mut mai, incident);
    assert_eq!((view.closed_by.as_str(), view.events.len()), ("mai", 2));
    assert_eq!(office.log().iter().filter(|entry| entry.action == Action::IncidentClose).count(), 1);
    for request in everything(&office, incident) {
        let (said, changes) = (format!("{request:?}"), request.changes());
        let starts = matches!(request, IncidentRequest::Start(_));
        match ask(&mut mai, request) {
            Err(Problem::Refused(_)) => assert!(changes && !starts, "{said}"),
            Ok(_) => assert!(!changes || starts, "{said}"),
            Err(problem) => panic!("{said}: {problem}"),
        }
    }
    assert_eq!(show(&mut mai, incident).events.len(), 2);
}

#[test]
fn the_list_pages_and_the_log_holds_no_words() {
    let office = Office::new();
    let mut mai = office.at("mai");
    for n in 0..53 {
        let mut wanted = draft(&office, "misuse", n % 2 == 0);
        wanted.facts.words = format!("vụ Bằng Lăng {n}");
        start(&mut mai, wanted);
        office.clock.advance(1);
    }
    let page = |desk: &mut Desk, before| match ask(desk, IncidentRequest::List { before }) {
        Ok(IncidentReply::List(page)) => page,
        other => panic!("{other:?}"),
    };
    let first = page(&mut mai, None);
    let second = page(&mut mai, first.next);
    assert_eq!((first.rows.len(), second.rows.len(), second.next), (50, 3, None));
    let words: Vec<String> = first.rows.iter().chain(&second.rows).map(|row| row.words.clone()).collect();
    assert_eq!(words, (0..53).rev().map(|n| format!("vụ Bằng Lăng {n}")).collect::<Vec<_>>());
    assert!(office.log().iter().all(|entry| !format!("{entry:?}").contains("Bằng Lăng")));
}

#[test]
fn what_was_typed_is_text_in_the_page() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let mut wanted = draft(&office, "misuse", false);
    wanted.facts.words = "<script>alert(1)</script> | *x*".into();
    let incident = start(&mut mai, wanted);
    let words = "<img src=x> ![a](http://evil.example/p.png) [b](javascript:alert(1))".to_owned();
    ask(&mut mai, IncidentRequest::Note { incident, kind: EventKind::Noticed, words }).expect("noted");
    for lang in Lang::ALL {
        let page = text(&mut mai, IncidentRequest::ReportPage { incident, lang });
        let body = page.split("<body>").nth(1).expect("a body");
        assert!(body.contains("&lt;script&gt;alert(1)&lt;/script&gt; | *x*"), "{body}");
        for tag in ["<script", "<img", "<a ", "href=", "src=\""] {
            assert!(!body.contains(tag), "{tag}: {body}");
        }
    }
}

#[test]
fn an_altered_incident_is_noticed() {
    let office = Office::new();
    let mut mai = office.at("mai");
    let incident = start(&mut mai, draft(&office, "misuse", false));
    let note = |words: &str| IncidentRequest::Note { incident, kind: EventKind::Did, words: words.into() };
    ask(&mut mai, note("đã khoá cửa")).expect("noted");
    drop(mai);
    let verdict = |office: &Office| office.desk().verify_log(&mut |_, _| {}).expect("a verdict");
    assert!(verdict(&office).is_ok());
    for change in [
        "UPDATE incident SET aware_at = aware_at + 1",
        "UPDATE incident SET drill = 1",
        "UPDATE incident SET members = zeroblob(16)",
        "UPDATE incident SET told_at = 5",
        "UPDATE incident_event SET words = 'nothing' WHERE kind = 'did'",
        "UPDATE incident_event SET at = at - 1 WHERE kind = 'did'",
        "UPDATE incident_event SET act = 'suspend'",
        "DELETE FROM incident_event WHERE kind = 'did'",
        "DELETE FROM incident_event; DELETE FROM incident",
        "INSERT INTO incident_event SELECT randomblob(16), incident, at, by, kind, step, act, member, 'so', audit_seq
           FROM incident_event WHERE kind = 'did'",
    ] {
        let copy = office.copy();
        copy.run(change);
        assert!(verdict(&copy).is_err(), "{change}");
    }
}
