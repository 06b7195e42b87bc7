//! A status of tickets or a rule of escalation as a form, and the question before one is removed.

use std::collections::BTreeSet;

use super::form::{ActForm, Matter};
use super::service::{change, listed, yes_no};
use super::sure::Sure;
use crate::desk::api::{DepartmentRow, Manage};
use crate::domain::Id;
use crate::domain::service::{Escalation, Promise, Service, TicketStatus};
use crate::domain::ticket::{Phase, Priority};
use crate::ui::context::Context;
use crate::ui::screens::admin::service::Part;
use crate::ui::screens::admin::service_words as words;
use crate::ui::widgets::fields::Fields;

#[derive(Debug)]
pub struct StatusMatter {
    before: Service,
    /// `None`: a new one.
    index: Option<usize>,
}

/// The fields of a status; a new one is asked for its key first.
const NAME: usize = 0;
const PHASE: usize = 1;
const NEXT: usize = 2;
const PLACE: usize = 3;
const KEY: usize = 4;

pub fn status(service: &Service, index: Option<usize>, cx: &Context) -> ActForm<StatusMatter> {
    let status = index.and_then(|index| service.statuses.get(index));
    let phases = Phase::ALL.map(|phase| cx.t(words::phase_key(phase))).to_vec();
    let phase = status.map_or(Phase::Open, |status| status.phase);
    let next = status.and_then(|status| service.flow.get(&status.key));
    let next: Vec<&str> = next.into_iter().flatten().map(String::as_str).collect();
    let count = service.statuses.len() + usize::from(index.is_none());
    let places = (1..=count).map(|place| place.to_string()).collect();
    let mut fields = Fields::default()
        .text(cx.t("service-name"), status.map_or("", |status| &status.name))
        .hint(cx.t("service-name-hint"))
        .choice(cx.t("service-phase"), phases, Phase::ALL.iter().position(|one| *one == phase).unwrap_or(0))
        .text(cx.t("service-next"), &next.join(", "))
        .hint(cx.t("service-flow-anywhere"))
        .choice(cx.t("service-place"), places, index.unwrap_or(count - 1));
    if index.is_none() {
        fields = fields.text(cx.t("service-key"), "").hint(cx.t("service-key-hint"));
    }
    ActForm::new(StatusMatter { before: service.clone(), index }, fields)
}

impl Matter for StatusMatter {
    fn title(&self, cx: &Context) -> String {
        match self.index.and_then(|index| self.before.statuses.get(index)) {
            None => cx.t("service-new-status"),
            Some(status) => cx.i18n.t_with("service-status", &[("key", status.key.clone().into())]),
        }
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("service-status-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let mut service = self.before.clone();
        let key = match self.index.filter(|index| *index < service.statuses.len()) {
            Some(index) => service.statuses.remove(index).key,
            None => fields.typed(KEY).to_owned(),
        };
        if key.is_empty() {
            return Err((KEY, cx.t("service-key-needed")));
        }
        let next: BTreeSet<String> = listed(fields.typed(NEXT)).map(str::to_owned).collect();
        let known = |next: &&String| **next != key && service.status(next).is_none();
        if let Some(unknown) = next.iter().find(known) {
            return Err((NEXT, cx.i18n.t_with("service-bad-status", &[("status", unknown.clone().into())])));
        }
        // What may go anywhere is not named.
        if next.is_empty() {
            service.flow.remove(&key);
        } else {
            service.flow.insert(key.clone(), next);
        }
        let phase = Phase::ALL[fields.chosen(PHASE).min(Phase::ALL.len() - 1)];
        let status = TicketStatus { key, name: fields.typed(NAME).to_owned(), phase };
        service.statuses.insert(fields.chosen(PLACE).min(service.statuses.len()), status);
        Ok(change(&self.before, service))
    }
}

#[derive(Debug)]
pub struct EscalationMatter {
    before: Service,
    index: Option<usize>,
    /// The teams in the order of the choice; `None`: it stays where it is.
    teams: Vec<Option<Id>>,
}

const PROMISE: usize = 0;
const SIDE: usize = 1;
const SPAN: usize = 2;
const PRIORITY: usize = 3;
const TEAM: usize = 4;
const TELL: usize = 5;

pub fn escalation(
    service: &Service,
    index: Option<usize>,
    departments: &[DepartmentRow],
    cx: &Context,
) -> ActForm<EscalationMatter> {
    let usual =
        Escalation { promise: Promise::Resolve, minutes: 0, priority: None, department: None, tell_leads: true };
    let rule = index.and_then(|index| service.escalations.get(index)).unwrap_or(&usual);
    let teams: Vec<Option<Id>> = std::iter::once(None).chain(departments.iter().map(|row| Some(row.id))).collect();
    let names = std::iter::once(cx.t("service-stays")).chain(departments.iter().map(|row| row.name.clone()));
    let priorities = std::iter::once(cx.t("service-stays"))
        .chain(Priority::ALL.map(|priority| cx.t(words::priority_key(priority))))
        .collect();
    let priority = rule.priority.and_then(|wanted| Priority::ALL.iter().position(|priority| *priority == wanted));
    let fields = Fields::default()
        .choice(
            cx.t("service-promise"),
            vec![cx.t("service-respond"), cx.t("service-resolve")],
            usize::from(rule.promise == Promise::Resolve),
        )
        .choice(
            cx.t("service-side"),
            vec![cx.t("service-side-before"), cx.t("service-side-after")],
            usize::from(rule.minutes >= 0),
        )
        .text(cx.t("service-by"), &words::span(rule.minutes.unsigned_abs()))
        .choice(cx.t("service-priority"), priorities, priority.map_or(0, |at| at + 1))
        .choice(
            cx.t("service-team"),
            names.collect(),
            teams.iter().position(|team| *team == rule.department).unwrap_or(0),
        )
        .choice(cx.t("service-tell"), yes_no(cx), usize::from(rule.tell_leads));
    ActForm::new(EscalationMatter { before: service.clone(), index, teams }, fields)
}

impl Matter for EscalationMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t(if self.index.is_some() { "service-escalation" } else { "service-new-escalation" })
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("service-escalation-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let span = words::minutes(fields.typed(SPAN)).and_then(|minutes| i32::try_from(minutes).ok());
        let span = span.ok_or_else(|| (SPAN, cx.t("service-bad-span")))?;
        let rule = Escalation {
            promise: if fields.chosen(PROMISE) == 0 { Promise::Respond } else { Promise::Resolve },
            minutes: if fields.chosen(SIDE) == 0 { -span } else { span },
            priority: fields.chosen(PRIORITY).checked_sub(1).and_then(|at| Priority::ALL.get(at).copied()),
            department: self.teams.get(fields.chosen(TEAM)).copied().flatten(),
            tell_leads: fields.chosen(TELL) == 1,
        };
        let mut service = self.before.clone();
        match self.index.and_then(|index| service.escalations.get_mut(index)) {
            Some(old) => *old = rule,
            None => service.escalations.push(rule),
        }
        Ok(change(&self.before, service))
    }
}

/// The question before an entry of a list is removed.
pub fn remove(service: &Service, part: Part, cx: &Context) -> Option<Sure> {
    let mut after = service.clone();
    let words = match part {
        Part::Status(index) if index < after.statuses.len() => {
            let status = after.statuses.remove(index);
            after.flow.remove(&status.key);
            for next in after.flow.values_mut() {
                next.remove(&status.key);
            }
            // What could only go there may go anywhere now.
            after.flow.retain(|_, next| !next.is_empty());
            cx.i18n.t_with("service-sure-status", &[("status", words::status(&status, cx).into())])
        }
        Part::Escalation(Some(index)) if index < after.escalations.len() => {
            after.escalations.remove(index);
            cx.t("service-sure-escalation")
        }
        Part::Snippet(Some(index)) if index < after.snippets.len() => {
            let snippet = after.snippets.remove(index);
            cx.i18n.t_with("service-sure-snippet", &[("name", snippet.name.into())])
        }
        _ => return None,
    };
    Some(Sure::new(change(service, after), words))
}
