//! How far an incident is by its playbook, and how quickly it came there: the score of a drill.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{EventKind, Incident, IncidentEvent, Playbook, Stage};
use crate::domain::{Id, Micros};

const MINUTE: i64 = 60_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Done,
    /// It does not apply here.
    Skipped,
}

/// A step's mark, with who set it and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    pub mark: Mark,
    pub at: Micros,
    pub by: Id,
}

/// The marks of steps by their keys, from the timeline in its order.
pub fn marks(events: &[IncidentEvent]) -> BTreeMap<&str, Marked> {
    let mut marks = BTreeMap::new();
    for event in events.iter().filter(|event| !event.step.is_empty()) {
        let set = |mark| Marked { mark, at: event.at, by: event.by };
        match event.kind {
            EventKind::StepDone | EventKind::Acted | EventKind::WouldAct => {
                marks.insert(event.step.as_str(), set(Mark::Done));
            }
            EventKind::StepSkipped => {
                marks.insert(event.step.as_str(), set(Mark::Skipped));
            }
            EventKind::StepReopened => {
                marks.remove(event.step.as_str());
            }
            _ => {}
        }
    }
    marks
}

/// How well it went. What does not apply does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Steps that apply.
    pub steps: u32,
    pub done: u32,
    /// Done within the time that the playbook gives for their stage.
    pub in_time: u32,
    /// From the start until the last step of `contain` was done; `None`: not all of them are.
    pub minutes_to_contain: Option<i64>,
}

/// The score of an incident that follows this playbook.
pub fn score(playbook: &Playbook, incident: &Incident, marks: &BTreeMap<&str, Marked>) -> Score {
    let mut score = Score::default();
    let mut contained = Some(incident.started_at);
    for step in &playbook.steps {
        let marked = marks.get(step.key.as_str());
        match marked.map(|marked| (marked.mark, marked.at)) {
            Some((Mark::Skipped, _)) => continue,
            Some((Mark::Done, at)) => {
                score.done += 1;
                score.in_time += u32::from(at <= playbook.due(step.stage, incident.started_at));
                if step.stage == Stage::Contain {
                    contained = contained.map(|last| last.max(at));
                }
            }
            None if step.stage == Stage::Contain => contained = None,
            None => {}
        }
        score.steps += 1;
    }
    score.minutes_to_contain = contained.map(|at| (at.0 - incident.started_at.0) / MINUTE);
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Micros = Micros(1_790_000_000_000_000);

    fn event(kind: EventKind, step: &str, minutes: i64) -> IncidentEvent {
        IncidentEvent {
            id: Id::default(),
            incident: Id::default(),
            at: Micros(START.0 + minutes * MINUTE),
            by: Id([7; 16]),
            kind,
            step: step.into(),
            act: None,
            member: None,
            words: String::new(),
        }
    }

    fn incident() -> Incident {
        Incident {
            id: Id::default(),
            playbook: "stolen_laptop".into(),
            words: String::new(),
            drill: true,
            jurisdiction: "eu".into(),
            started_at: START,
            started_by: Id::default(),
            aware_at: START,
            since: START,
            until: None,
            members: Vec::new(),
            told_at: None,
            closed_at: None,
            closed_by: None,
        }
    }

    #[test]
    fn the_last_mark_counts() {
        let events = [
            event(EventKind::StepDone, "a", 1),
            event(EventKind::StepReopened, "a", 2),
            event(EventKind::WouldAct, "b", 3),
            event(EventKind::Proposed, "c", 3),
            event(EventKind::StepSkipped, "d", 4),
            event(EventKind::Noticed, "", 5),
        ];
        let marks = marks(&events);
        assert_eq!(marks.keys().copied().collect::<Vec<_>>(), ["b", "d"]);
        assert_eq!(marks["d"].mark, Mark::Skipped);
    }

    #[test]
    fn late_steps_and_those_that_do_not_apply_lower_no_other() {
        let playbook = Playbook::of("stolen_laptop").unwrap();
        let late = |stage| playbook.due(stage, Micros(0)).0 / MINUTE + 1;
        let mut events = Vec::new();
        for step in &playbook.steps {
            let kind = if step.stage == Stage::Learn { EventKind::StepSkipped } else { EventKind::StepDone };
            let at = if step.stage == Stage::Recover { late(Stage::Recover) } else { 5 };
            events.push(event(kind, &step.key, at));
        }
        let count = |stage| playbook.steps.iter().filter(|step| step.stage == stage).count() as u32;
        let all = playbook.steps.len() as u32 - count(Stage::Learn);
        let found = score(playbook, &incident(), &marks(&events));
        assert_eq!((found.steps, found.done, found.in_time), (all, all, all - count(Stage::Recover)));
        assert_eq!(found.minutes_to_contain, Some(5));
        events.retain(|event| playbook.steps.iter().any(|step| step.key == event.step && step.stage != Stage::Contain));
        assert_eq!(score(playbook, &incident(), &marks(&events)).minutes_to_contain, None);
    }
}
