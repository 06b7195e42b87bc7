//! `kin incident`: playbooks, acts, the clock, the timeline, reports and notices.

mod show;

use std::io::Write;
use std::path::Path;

use serde_json::json;

use super::{ask, keys, names, time};
use crate::cli::args::{Global, Incident, IncidentFacts as Wanted, IncidentStart, NoticeTo as To};
use crate::cli::door;
use crate::cli::output::{Failure, new_file, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{
    Acted, IncidentDraft, IncidentFacts, IncidentReply, IncidentRequest, IncidentView, NoticeTo, Reply, Request,
};
use crate::domain::incident::{Jurisdiction, Mark};
use crate::domain::{Class, Id, IncidentAct, Lang, Micros};
use crate::term;

/// So long before the office became aware data may have been touched, where nothing is said.
const DAY: i64 = 24 * 3_600_000_000;

pub fn run(global: &Global, command: &Incident) -> Result<(), Failure> {
    if let Incident::Playbooks { playbook } = command {
        return show::playbooks(global, lang(global)?, playbook.as_deref());
    }
    let mut desk = door::signed_in(global)?;
    let desk = &mut *desk;
    match command {
        Incident::Playbooks { .. } => Ok(()),
        Incident::List { limit } => show::list(global, desk, *limit),
        Incident::Start(wanted) => start(global, desk, wanted, false),
        Incident::Drill(wanted) => start(global, desk, wanted, true),
        Incident::Show { incident } => {
            let lang = lang(global)?;
            show::show(global, &view(desk, *incident)?, lang)
        }
        Incident::Edit { incident, words, facts, by_all } => {
            let known = view(desk, *incident)?;
            let before = IncidentFacts {
                words: known.row.words,
                jurisdiction: known.row.jurisdiction,
                aware_at: known.row.aware_at,
                since: known.since,
                until: known.until,
                members: known.members.into_iter().map(|(id, _)| id).filter(|_| !by_all).collect(),
            };
            let facts = corrected(desk, before, words.as_deref(), facts)?;
            let change = || IncidentRequest::Change { incident: *incident, facts: facts.clone() };
            done(global, desk, "The incident is corrected.", change)
        }
        Incident::Note { incident, words, kind } => done(global, desk, "It is noted.", || IncidentRequest::Note {
            incident: *incident,
            kind: *kind,
            words: words.clone(),
        }),
        Incident::Step { incident, step, skip, reopen } => {
            let (mark, told) = match (skip, reopen) {
                (true, _) => (Some(Mark::Skipped), "The step does not apply."),
                (_, true) => (None, "The step is open again."),
                _ => (Some(Mark::Done), "The step is done."),
            };
            let mark = || IncidentRequest::Mark { incident: *incident, step: step.clone(), mark };
            done(global, desk, told, mark)
        }
        Incident::Act { incident, act, on, step } => {
            let member = on.as_deref().map(|name| names::member(desk, name)).transpose()?.map(|row| row.id);
            carry_out(global, desk, *incident, *act, (member, step.clone()))
        }
        Incident::Told { incident, at, words } => {
            let at = at.as_deref().map_or_else(|| Ok(door::now()), |typed| time::moment(typed, false))?;
            let told = || IncidentRequest::Told { incident: *incident, at, words: words.clone() };
            done(global, desk, "It is noted that the authority was told.", told)
        }
        Incident::Close { incident, words } => done(global, desk, "The incident is closed.", || {
            IncidentRequest::Close { incident: *incident, words: words.clone() }
        }),
        Incident::Touched { incident } => match asked(desk, || IncidentRequest::Touched(*incident))? {
            IncidentReply::Touched(touched) => show::touched(global, &touched),
            _ => Err(unexpected()),
        },
        Incident::Report { incident, html, output } => {
            let (incident, lang) = (*incident, lang(global)?);
            let request = || match html {
                true => IncidentRequest::ReportPage { incident, lang },
                false => IncidentRequest::Report { incident, lang },
            };
            text(global, desk, request, output.as_deref())
        }
        Incident::Notice { incident, to, output } => {
            let (incident, lang) = (*incident, lang(global)?);
            let to = match to {
                To::Authority => NoticeTo::Authority,
                To::People => NoticeTo::People,
            };
            text(global, desk, || IncidentRequest::Notice { incident, to, lang }, output.as_deref())
        }
    }
}

/// The language of texts: that of the screens.
fn lang(global: &Global) -> Result<Lang, Failure> {
    Ok(term::lang(door::config(global)?.ui.lang, |name| std::env::var(name).ok()))
}

fn asked(desk: &mut Desk, request: impl Fn() -> IncidentRequest) -> Result<IncidentReply, Failure> {
    match ask(desk, || Request::Incident(Box::new(request())))? {
        Reply::Incident(reply) => Ok(*reply),
        _ => Err(unexpected()),
    }
}

fn view(desk: &mut Desk, incident: Id) -> Result<IncidentView, Failure> {
    match asked(desk, || IncidentRequest::Show(incident))? {
        IncidentReply::Incident(view) => Ok(*view),
        _ => Err(unexpected()),
    }
}

fn done(global: &Global, desk: &mut Desk, told: &str, request: impl Fn() -> IncidentRequest) -> Result<(), Failure> {
    match asked(desk, request)? {
        IncidentReply::Done if global.json => print_json(&json!({ "done": true })),
        IncidentReply::Done => print_line(told),
        _ => Err(unexpected()),
    }
}

fn start(global: &Global, desk: &mut Desk, wanted: &IncidentStart, drill: bool) -> Result<(), Failure> {
    let now = door::now();
    let law = Jurisdiction::all().first().map(|law| law.key.clone()).unwrap_or_default();
    let blank = IncidentFacts { jurisdiction: law, aware_at: now, ..IncidentFacts::default() };
    let mut facts = corrected(desk, blank, Some(&wanted.words), &wanted.facts)?;
    if wanted.facts.since.is_none() {
        facts.since = Micros(facts.aware_at.0 - DAY);
    }
    let draft = IncidentDraft { playbook: wanted.playbook.clone(), drill, facts };
    let IncidentReply::Started(id) = asked(desk, || IncidentRequest::Start(draft.clone()))? else {
        return Err(unexpected());
    };
    if global.json {
        return print_json(&json!({ "incident": id }));
    }
    let what = if drill { "The drill" } else { "The incident" };
    print_line(&format!("{what} is started. What to do now: kin incident show {id}"))
}

/// What is known, with what was said over it.
fn corrected(
    desk: &mut Desk,
    mut facts: IncidentFacts,
    words: Option<&str>,
    wanted: &Wanted,
) -> Result<IncidentFacts, Failure> {
    let moment = |typed: &Option<String>, until| typed.as_deref().map(|typed| time::moment(typed, until)).transpose();
    if let Some(words) = words {
        facts.words = words.to_owned();
    }
    if let Some(law) = &wanted.jurisdiction {
        facts.jurisdiction.clone_from(law);
    }
    facts.aware_at = moment(&wanted.aware, false)?.unwrap_or(facts.aware_at);
    facts.since = moment(&wanted.since, false)?.unwrap_or(facts.since);
    facts.until = moment(&wanted.until, true)?.or(facts.until);
    for name in &wanted.by {
        let member = names::member(desk, name)?.id;
        if !facts.members.contains(&member) {
            facts.members.push(member);
        }
    }
    Ok(facts)
}

fn carry_out(
    global: &Global,
    desk: &mut Desk,
    incident: Id,
    act: IncidentAct,
    (member, step): (Option<Id>, Option<String>),
) -> Result<(), Failure> {
    let request = || IncidentRequest::Act { incident, act, member, step: step.clone() };
    let IncidentReply::Acted(acted) = asked(desk, request)? else { return Err(unexpected()) };
    if act == IncidentAct::RotateKeys && matches!(acted, Acted::Done(_)) {
        for class in Class::ALL {
            keys::reseal(desk, class)?;
        }
    }
    if global.json {
        return print_json(&json!({ "acted": acted }));
    }
    match acted {
        Acted::Done(words) if words.is_empty() => print_line("It is done."),
        Acted::Done(words) => print_line(&format!("It is done: {words}.")),
        Acted::Proposed(id) => super::tell_proposed(id),
        Acted::WouldAct => print_line("This is a drill: it is noted, and not carried out."),
    }
}

/// A text onto standard output, or into a new file that its owner alone may read.
fn text(
    global: &Global,
    desk: &mut Desk,
    request: impl Fn() -> IncidentRequest,
    output: Option<&Path>,
) -> Result<(), Failure> {
    let IncidentReply::Text(text) = asked(desk, request)? else { return Err(unexpected()) };
    match output {
        Some(path) => {
            let mut file = new_file(path)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            print_line(&format!("It is in {}.", path.display()))
        }
        None if global.json => print_json(&json!({ "text": text })),
        None => print_line(text.trim_end()),
    }
}
