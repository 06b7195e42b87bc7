//! The office's rules for tickets, to read; keys open each part as a form.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::height;
use super::listing::{below_lead, lead, moved, said};
use super::service_words as words;
use crate::desk::api::{DepartmentRow, OfficeAnswer, OfficeQuery, PolicyView, Problem, Reply, Request};
use crate::domain::service::{Escalation, Promise, Service};
use crate::domain::ticket::Priority;
use crate::domain::{Id, SafeText};
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::{service, service_list, service_snippet};
use crate::ui::screens::detail::Load;
use crate::ui::widgets::sheet::{self, Cell, Line, cell};

/// Where values begin.
const VALUES: u16 = 30;
/// The same for escalations.
const DOES: u16 = 34;
/// How much of a text is told in its row.
const TOLD: usize = 120;

#[derive(Debug, Default)]
pub struct ServicePage {
    data: Load<Box<PolicyView>>,
    departments: Vec<DepartmentRow>,
    ticket: Option<u64>,
    departments_ticket: Option<u64>,
    at: usize,
}

/// One row. A list that is empty has a row of its own, where something can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Zone,
    Hours,
    Holidays,
    Closed,
    Open,
    Target(Priority),
    Warn,
    Status(usize),
    Kinds,
    Products,
    Satisfaction,
    Birthdays,
    Escalation(Option<usize>),
    Snippet(Option<usize>),
}

/// All rows in order.
pub fn parts(service: &Service) -> Vec<Part> {
    let listed = |count: usize, part: fn(Option<usize>) -> Part| -> Vec<Part> {
        if count == 0 { vec![part(None)] } else { (0..count).map(|index| part(Some(index))).collect() }
    };
    let mut parts = vec![Part::Zone, Part::Hours, Part::Holidays, Part::Closed, Part::Open];
    // What is most urgent comes first.
    parts.extend(Priority::ALL.into_iter().rev().map(Part::Target));
    parts.push(Part::Warn);
    parts.extend((0..service.statuses.len()).map(Part::Status));
    parts.extend([Part::Kinds, Part::Products, Part::Satisfaction, Part::Birthdays]);
    parts.extend(listed(service.escalations.len(), Part::Escalation));
    parts.extend(listed(service.snippets.len(), Part::Snippet));
    parts
}

impl Part {
    /// The heading over the first row of a group.
    const fn heading(self) -> Option<&'static str> {
        match self {
            Self::Zone => Some("service-calendar"),
            Self::Target(Priority::Urgent) => Some("service-targets"),
            Self::Status(0) => Some("service-statuses"),
            Self::Kinds => Some("service-more"),
            Self::Escalation(None | Some(0)) => Some("service-escalations"),
            Self::Snippet(None | Some(0)) => Some("service-snippets"),
            _ => None,
        }
    }
}

impl ServicePage {
    fn service(&self) -> Option<&Service> {
        match &self.data {
            Load::Ready(view) => Some(&view.policy.service),
            _ => None,
        }
    }

    fn selected(&self) -> Option<Part> {
        parts(self.service()?).get(self.at).copied()
    }

    fn count(&self) -> usize {
        self.service().map_or(0, |service| parts(service).len())
    }

    fn lines(&self, service: &Service, cx: &Context) -> Vec<Line> {
        let mut lines = Vec::new();
        for (row, part) in parts(service).into_iter().enumerate() {
            if let Some(heading) = part.heading() {
                if row > 0 {
                    lines.push(Line::blank());
                }
                lines.push(Line::heading(cx.t(heading), cx.theme));
            }
            lines.push(Line::row(row, self.cells(service, part, cx)));
        }
        lines
    }

    fn cells(&self, service: &Service, part: Part, cx: &Context) -> Vec<Cell> {
        let theme = cx.theme;
        let calendar = &service.calendar;
        let pair = |label: String, words: String| vec![cell(VALUES, label, theme.text()), cell(0, words, theme.text())];
        let listed = |names: &[String]| if names.is_empty() { cx.t("service-none") } else { names.join(", ") };
        let yes = |on: bool| cx.t(if on { "service-yes" } else { "service-no" });
        let add = || {
            vec![cell(0, cx.i18n.t_with("service-add", &[("key", cx.keys.written("add-service").into())]), theme.dim())]
        };
        match part {
            Part::Zone if calendar.zone.is_empty() => pair(cx.t("service-zone"), cx.t("service-zone-own")),
            Part::Zone => pair(cx.t("service-zone"), calendar.zone.clone()),
            Part::Hours if calendar.hours.is_empty() => pair(cx.t("service-hours"), cx.t("service-hours-always")),
            Part::Hours => pair(cx.t("service-hours"), calendar.hours.clone()),
            Part::Holidays => {
                let (words, ends) = words::holidays(calendar, cx);
                let style = if ends { theme.warn() } else { theme.text() };
                vec![cell(VALUES, cx.t("service-holidays"), theme.text()), cell(0, words, style)]
            }
            Part::Closed => pair(cx.t("service-closed"), words::days(&calendar.closed, cx)),
            Part::Open => pair(cx.t("service-open"), words::days(&calendar.open, cx)),
            Part::Target(priority) => {
                let target = service.targets.get(&priority).copied().unwrap_or_default();
                pair(cx.t(words::priority_key(priority)), words::target(target, cx))
            }
            Part::Warn => {
                let words = cx.i18n.t_with("service-percent", &[("percent", service.warn_percent.into())]);
                pair(cx.t("service-short"), words)
            }
            Part::Status(index) => status_cells(service, index, cx),
            Part::Kinds => pair(cx.t("service-kinds"), listed(&service.kinds)),
            Part::Products => pair(cx.t("service-products"), listed(&service.products)),
            Part::Satisfaction => pair(cx.t("service-satisfaction"), yes(service.satisfaction)),
            Part::Birthdays => pair(cx.t("service-birthdays"), yes(service.birthdays)),
            Part::Escalation(None) | Part::Snippet(None) => add(),
            Part::Escalation(Some(index)) => {
                service.escalations.get(index).map_or_else(Vec::new, |rule| self.escalation_cells(rule, cx))
            }
            Part::Snippet(Some(index)) => service.snippets.get(index).map_or_else(Vec::new, |snippet| {
                let text: String = SafeText::new(&snippet.text).as_str().chars().take(TOLD).collect();
                vec![cell(VALUES, snippet.name.clone(), theme.text()), cell(0, text, theme.dim())]
            }),
        }
    }

    fn escalation_cells(&self, rule: &Escalation, cx: &Context) -> Vec<Cell> {
        let theme = cx.theme;
        let when = words::when(rule.minutes, cx);
        let promise = cx.t(match rule.promise {
            Promise::Respond => "service-respond",
            Promise::Resolve => "service-resolve",
        });
        let team = rule.department.map(|id| self.department(id));
        let does = words::escalation(rule, team.as_deref(), cx);
        vec![cell(DOES, format!("{promise}, {when}"), theme.text()), cell(0, does, theme.text())]
    }

    fn department(&self, id: Id) -> String {
        let row = self.departments.iter().find(|row| row.id == id);
        row.map(|row| row.name.clone()).unwrap_or_default()
    }

    fn edit(&self, cx: &mut Context) {
        let Some((service, part)) = self.service().zip(self.selected()) else { return };
        let popup: Box<dyn Layer> = match part {
            Part::Zone | Part::Hours | Part::Holidays | Part::Closed | Part::Open => {
                Box::new(service::calendar(service, part, cx))
            }
            Part::Target(_) | Part::Warn => Box::new(service::targets(service, part, cx)),
            Part::Kinds | Part::Products | Part::Satisfaction | Part::Birthdays => {
                Box::new(service::more(service, part, cx))
            }
            Part::Status(index) => Box::new(service_list::status(service, Some(index), cx)),
            Part::Escalation(index) => Box::new(service_list::escalation(service, index, &self.departments, cx)),
            Part::Snippet(index) => Box::new(service_snippet::SnippetForm::new(service, index)),
        };
        cx.opened.push(popup);
    }

    fn add(&self, cx: &mut Context) {
        let Some((service, part)) = self.service().zip(self.selected()) else { return };
        let popup: Box<dyn Layer> = match part {
            Part::Status(_) => Box::new(service_list::status(service, None, cx)),
            Part::Escalation(_) => Box::new(service_list::escalation(service, None, &self.departments, cx)),
            Part::Snippet(_) => Box::new(service_snippet::SnippetForm::new(service, None)),
            _ => return,
        };
        cx.opened.push(popup);
    }
}

fn status_cells(service: &Service, index: usize, cx: &Context) -> Vec<Cell> {
    let theme = cx.theme;
    let Some(status) = service.statuses.get(index) else { return Vec::new() };
    let leads = match service.flow.get(&status.key) {
        None => cx.t("service-flow-anywhere"),
        Some(next) if next.is_empty() => cx.t("service-flow-end"),
        Some(next) => {
            let to: Vec<&str> = next.iter().map(String::as_str).collect();
            cx.i18n.t_with("service-flow-to", &[("statuses", to.join(", ").into())])
        }
    };
    let (name, phase) = (words::status(status, cx), cx.t(words::phase_key(status.phase)));
    // What is called like its phase says so once.
    let called = if name == phase { phase } else { [name, phase].join(cx.theme.between()) };
    vec![cell(18, status.key.clone(), theme.text()), cell(26, called, theme.text()), cell(0, leads, theme.dim())]
}

impl Layer for ServicePage {
    fn place(&self) -> Place {
        Place::Service
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        let part = self.selected();
        facts.row = part.is_some();
        facts.may_change = facts.may_policy;
        facts.may_add = matches!(part, Some(Part::Status(_) | Part::Escalation(_) | Part::Snippet(_)));
        facts.may_remove = matches!(part, Some(Part::Status(_) | Part::Escalation(Some(_)) | Part::Snippet(Some(_))));
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.count(), action, height(cx)) {
            self.at = to;
            return Answer::Consumed;
        }
        match action {
            Action::Reload => {
                self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Policy)));
                self.departments_ticket = Some(cx.ask(Request::Office(OfficeQuery::Departments)));
            }
            Action::Edit => self.edit(cx),
            Action::New => self.add(cx),
            Action::Delete => {
                if let Some((service, part)) = self.service().zip(self.selected()) {
                    cx.opened
                        .extend(service_list::remove(service, part, cx).map(|sure| Box::new(sure) as Box<dyn Layer>));
                }
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.count().saturating_sub(1));
        if double && cx.rights().policy { self.act(Action::Edit, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.departments_ticket].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.departments_ticket == Some(ticket) {
            self.departments_ticket = None;
            match result {
                Ok(Reply::Office(OfficeAnswer::Departments(rows))) => self.departments = rows,
                Ok(_) => {}
                Err(problem) => cx.complain(&problem),
            }
            return Answer::Consumed;
        }
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Policy(view))) => {
                self.data = Load::Ready(view);
                self.at = self.at.min(self.count().saturating_sub(1));
            }
            Ok(_) => {}
            Err(problem) if self.service().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        lead(buf, area, &cx.t("service-lead"), cx.theme.dim(), "", cx);
        let body = below_lead(area);
        let service = match &self.data {
            Load::Ready(view) => &view.policy.service,
            Load::Waiting => return Some(said(buf, body, true, None, "", cx)),
            Load::Failed(problem) => return Some(said(buf, body, false, Some(problem), "", cx)),
        };
        sheet::draw(buf, body, &self.lines(service, cx), Some(self.at), cx)
    }
}
