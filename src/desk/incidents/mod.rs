//! Incidents and drills: started by a playbook, noted line by line, closed; what acts do has its own rights.

mod acts;
mod page;
mod report;
mod touched;

use serde_json::json;

use super::Desk;
use super::api::{
    IncidentDraft, IncidentEventView, IncidentFacts, IncidentPage, IncidentReply, IncidentRequest, IncidentRow,
    IncidentView, Problem, StepView,
};
use super::commands::reason;
use super::queries::member_name;
use super::session::Trace;
use crate::domain::incident::{EventKind, Jurisdiction, Mark, Marked, Playbook, marks, score};
use crate::domain::{Action, Entry, Id, Incident, IncidentAct, IncidentEvent, Micros, Unfit};
use crate::policy::{Operation, Target};
use crate::store::{Snapshot, Tx};

/// Incidents of one page.
const PAGE: usize = 50;
/// Most lines of one timeline.
const MOST_EVENTS: usize = 2_000;
/// Most members whose acts are looked at.
const MOST_MEMBERS: usize = 50;

fn unfit(field: &str, unfit: Unfit) -> Problem {
    Problem::Invalid { field: field.into(), unfit }
}

/// A line to be written: what kind, and what it speaks of.
#[derive(Clone, Default)]
struct Line {
    step: String,
    act: Option<IncidentAct>,
    member: Option<Id>,
    words: String,
}

impl Desk {
    pub(super) fn incident(&mut self, request: IncidentRequest) -> Result<IncidentReply, Problem> {
        Ok(match request {
            IncidentRequest::List { before } => IncidentReply::List(self.incident_page(before)?),
            IncidentRequest::Show(incident) => IncidentReply::Incident(Box::new(self.incident_view(incident)?)),
            IncidentRequest::Start(draft) => IncidentReply::Started(self.start_incident(&draft)?),
            IncidentRequest::Change { incident, facts } => {
                let facts = self.checked_facts(facts)?;
                self.work_on(incident, EventKind::Changed, Line::default(), |row| put_facts(row, facts.clone()))?;
                IncidentReply::Done
            }
            IncidentRequest::Note { incident, kind, words } => {
                self.note_incident(incident, kind, &words)?;
                IncidentReply::Done
            }
            IncidentRequest::Mark { incident, step, mark } => {
                let kind = match mark {
                    Some(Mark::Done) => EventKind::StepDone,
                    Some(Mark::Skipped) => EventKind::StepSkipped,
                    None => EventKind::StepReopened,
                };
                self.work_on(incident, kind, Line { step, ..Line::default() }, |_| {})?;
                IncidentReply::Done
            }
            IncidentRequest::Act { incident, act, member, step } => {
                IncidentReply::Acted(self.act_in_incident(incident, act, member, step.unwrap_or_default())?)
            }
            IncidentRequest::Told { incident, at, words } => {
                self.tell_authority(incident, at, &words)?;
                IncidentReply::Done
            }
            IncidentRequest::Close { incident, words } => {
                let (by, now) = (self.session()?.actor.member, self.steady_now()?);
                let line = Line { words: reason::word(&words), ..Line::default() };
                self.work_on(incident, EventKind::Closed, line, |row| {
                    (row.closed_at, row.closed_by) = (Some(now), Some(by));
                })?;
                IncidentReply::Done
            }
            IncidentRequest::Touched(incident) => IncidentReply::Touched(Box::new(self.touched(incident)?)),
            IncidentRequest::Report { incident, lang } => IncidentReply::Text(self.incident_report(incident, lang)?),
            IncidentRequest::ReportPage { incident, lang } => {
                let report = self.incident_report(incident, lang)?;
                IncidentReply::Text(page::html(&report, lang))
            }
            IncidentRequest::Notice { incident, to, lang } => {
                IncidentReply::Text(self.incident_notice(incident, to, lang)?)
            }
        })
    }

    /// The right to work on incidents, and the entry that somebody looks at them.
    /// What a screen loads again of itself is the same look for a while.
    fn look_at_incident(&mut self, incident: Option<Id>) -> Result<(), Problem> {
        let permit = self.judge(Operation::ManageIncidents, Target::Office)?;
        let part = incident.map_or_else(|| "incidents".to_owned(), |id| format!("incident {id}"));
        self.look_at_part(Action::IncidentView, &permit, &part, json!({ "incident": incident }))
    }

    fn incident_page(&mut self, before: Option<(Micros, Id)>) -> Result<IncidentPage, Problem> {
        self.look_at_incident(None)?;
        self.store.read(|snapshot| {
            let mut found = snapshot.incidents(before, PAGE + 1)?;
            let more = found.len() > PAGE;
            found.truncate(PAGE);
            let next = found.last().filter(|_| more).map(|last| (last.started_at, last.id));
            let row = |incident: &Incident| {
                let events = snapshot.incident_events(incident.id)?;
                row(snapshot, incident, &marks(&events))
            };
            Ok(IncidentPage { rows: found.iter().map(row).collect::<Result<_, Problem>>()?, next })
        })
    }

    pub(super) fn incident_view(&mut self, incident: Id) -> Result<IncidentView, Problem> {
        self.look_at_incident(Some(incident))?;
        let exports_frozen = self.rights.policy().exports_frozen;
        self.store.read(|snapshot| {
            let found = snapshot.incident(incident)?.ok_or(Problem::NotFound)?;
            let events = snapshot.incident_events(incident)?;
            let name = |id: Id| member_name(snapshot, id);
            let marks = marks(&events);
            let steps = Playbook::of(&found.playbook).map(|playbook| (playbook, &playbook.steps));
            let steps = steps.into_iter().flat_map(|(playbook, steps)| steps.iter().map(move |step| (playbook, step)));
            let step = |(playbook, step): (&Playbook, &crate::domain::incident::Step)| {
                let marked = marks.get(step.key.as_str());
                Ok(StepView {
                    key: step.key.clone(),
                    stage: step.stage,
                    act: step.act,
                    command: step.command.clone(),
                    due: playbook.due(step.stage, found.started_at),
                    mark: marked.map(|marked| marked.mark),
                    at: marked.map(|marked| marked.at),
                    by: marked.map(|marked| name(marked.by)).transpose()?.unwrap_or_default(),
                })
            };
            let event = |event: &IncidentEvent| {
                Ok(IncidentEventView {
                    at: event.at,
                    by: name(event.by)?,
                    kind: event.kind,
                    step: event.step.clone(),
                    act: event.act,
                    member: event.member.map(name).transpose()?.unwrap_or_default(),
                    words: event.words.clone(),
                })
            };
            let members = found.members.iter().map(|id| Ok((*id, name(*id)?)));
            Ok(IncidentView {
                row: row(snapshot, &found, &marks)?,
                closed_by: found.closed_by.map(name).transpose()?.unwrap_or_default(),
                since: found.since,
                until: found.until,
                members: members.collect::<Result<_, Problem>>()?,
                steps: steps.map(step).collect::<Result<_, Problem>>()?,
                events: events.iter().map(event).collect::<Result<_, Problem>>()?,
                exports_frozen,
            })
        })
    }

    fn start_incident(&mut self, draft: &IncidentDraft) -> Result<Id, Problem> {
        let permit = self.judge(Operation::ManageIncidents, Target::Office)?;
        if Playbook::of(&draft.playbook).is_none() {
            return Err(unfit("playbook", Unfit::NotInList));
        }
        let facts = self.checked_facts(draft.facts.clone())?;
        let (id, now) = (self.new_id(), self.steady_now()?);
        let mut incident = Incident {
            id,
            playbook: draft.playbook.clone(),
            words: String::new(),
            drill: draft.drill,
            jurisdiction: String::new(),
            started_at: now,
            started_by: permit.actor(),
            aware_at: now,
            since: now,
            until: None,
            members: Vec::new(),
            told_at: None,
            closed_at: None,
            closed_by: None,
        };
        put_facts(&mut incident, facts);
        let event = self.event(&incident, EventKind::Started, Line::default(), now)?;
        let details = json!({ "incident": id, "playbook": incident.playbook, "drill": incident.drill });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let entry = Entry { action: Action::IncidentStart, ..entry };
        self.act(&permit, |tx| {
            tx.put_incident(&incident)?;
            tx.insert_incident_event(&event)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(id)
    }

    fn note_incident(&mut self, incident: Id, kind: EventKind, words: &str) -> Result<(), Problem> {
        let words = reason::word(words);
        if !EventKind::NOTES.contains(&kind) || words.is_empty() {
            self.judge(Operation::ManageIncidents, Target::Office)?;
            let empty = words.is_empty();
            return Err(if empty { unfit("words", Unfit::Empty) } else { unfit("kind", Unfit::NotInList) });
        }
        self.work_on(incident, kind, Line { words, ..Line::default() }, |_| {})
    }

    /// The clock stops at the time at which the authority was told; it may be said once more, as it may be corrected.
    fn tell_authority(&mut self, incident: Id, at: Micros, words: &str) -> Result<(), Problem> {
        self.judge(Operation::ManageIncidents, Target::Office)?;
        let now = self.steady_now()?;
        if at > now {
            return Err(unfit("at", Unfit::NotInList));
        }
        let line = Line { words: reason::word(words), ..Line::default() };
        self.work_on(incident, EventKind::Told, line, |row| row.told_at = Some(at))
    }

    /// What was said of it, if it can be so.
    fn checked_facts(&mut self, facts: IncidentFacts) -> Result<IncidentFacts, Problem> {
        self.judge(Operation::ManageIncidents, Target::Office)?;
        let now = self.steady_now()?;
        if Jurisdiction::of(&facts.jurisdiction).is_none() {
            return Err(unfit("jurisdiction", Unfit::NotInList));
        }
        if facts.aware_at > now {
            return Err(unfit("aware", Unfit::NotInList));
        }
        if facts.until.is_some_and(|until| until <= facts.since) || facts.since > now {
            return Err(unfit("since", Unfit::NotInList));
        }
        if facts.members.len() > MOST_MEMBERS {
            return Err(unfit("members", Unfit::TooMany(MOST_MEMBERS)));
        }
        if facts.members.iter().any(|member| self.rights.member(*member).is_none()) {
            return Err(Problem::NotFound);
        }
        Ok(IncidentFacts { words: reason::word(&facts.words), ..facts })
    }

    fn event(&self, incident: &Incident, kind: EventKind, line: Line, at: Micros) -> Result<IncidentEvent, Problem> {
        let Line { step, act, member, words } = line;
        let by = self.session()?.actor.member;
        Ok(IncidentEvent { id: self.new_id(), incident: incident.id, at, by, kind, step, act, member, words })
    }

    /// Changes an open incident and adds the line that says so, in one act.
    fn work_on(
        &mut self,
        incident: Id,
        kind: EventKind,
        line: Line,
        change: impl Fn(&mut Incident),
    ) -> Result<(), Problem> {
        let permit = self.judge(Operation::ManageIncidents, Target::Office)?;
        let now = self.steady_now()?;
        let row = self.store.read(|snapshot| open_incident(snapshot, incident))?;
        if !line.step.is_empty() && Playbook::of(&row.playbook).and_then(|book| book.step(&line.step)).is_none() {
            return Err(unfit("step", Unfit::NotInList));
        }
        let details = json!({ "incident": incident, "line": kind.name(), "step": line.step, "act": line.act });
        let entry = self.scribe()?.done(&permit, Trace { details, ..Trace::default() });
        let action = if kind == EventKind::Closed { Action::IncidentClose } else { Action::IncidentEdit };
        let entry = Entry { action, subject: line.member, ..entry };
        let event = self.event(&row, kind, line, now)?;
        self.act(&permit, |tx: &mut Tx<'_>| {
            let before = open_incident(tx, incident)?;
            let lines = tx.incident_events(incident)?;
            if lines.len() >= MOST_EVENTS {
                return Err(unfit("words", Unfit::TooMany(MOST_EVENTS)));
            }
            let mut row = before.clone();
            change(&mut row);
            if row != before {
                tx.put_incident(&row)?;
            }
            // A line never stands before one that was written earlier.
            let at = lines.last().map_or(event.at, |last| last.at.max(event.at));
            tx.insert_incident_event(&IncidentEvent { at, ..event.clone() })?;
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }
}

fn open_incident(snapshot: &Snapshot<'_>, incident: Id) -> Result<Incident, Problem> {
    let found = snapshot.incident(incident)?.ok_or(Problem::NotFound)?;
    if found.is_open() { Ok(found) } else { Err(Problem::Refused("the incident is closed".into())) }
}

fn put_facts(incident: &mut Incident, facts: IncidentFacts) {
    let IncidentFacts { words, jurisdiction, aware_at, since, until, members } = facts;
    *incident = Incident { words, jurisdiction, aware_at, since, until, members, ..incident.clone() };
}

fn row(
    snapshot: &Snapshot<'_>,
    incident: &Incident,
    marks: &std::collections::BTreeMap<&str, Marked>,
) -> Result<IncidentRow, Problem> {
    let playbook = Playbook::of(&incident.playbook);
    Ok(IncidentRow {
        id: incident.id,
        playbook: incident.playbook.clone(),
        words: incident.words.clone(),
        drill: incident.drill,
        jurisdiction: incident.jurisdiction.clone(),
        started_at: incident.started_at,
        started_by: member_name(snapshot, incident.started_by)?,
        aware_at: incident.aware_at,
        due: Jurisdiction::of(&incident.jurisdiction).and_then(|law| law.due(incident.aware_at)),
        told_at: incident.told_at,
        closed_at: incident.closed_at,
        score: playbook.map(|playbook| score(playbook, incident, marks)).unwrap_or_default(),
    })
}
