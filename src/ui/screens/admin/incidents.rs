//! The incidents and drills: what happened, how far each is, and what is left of its clock.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, lead};
use super::{height, incident_words};
use crate::desk::api::{IncidentReply, IncidentRequest, IncidentRow, Problem, Reply, Request};
use crate::domain::Id;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::incident::IncidentPage;
use crate::ui::popups::office::incident_form;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;

impl Keyed for IncidentRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Debug, Default)]
pub struct Incidents {
    list: Listing<IncidentRow>,
    /// There are older ones than those that are shown.
    more: bool,
}

impl Layer for Incidents {
    fn place(&self) -> Place {
        Place::Incidents
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Reload => {
                let list = Request::Incident(Box::new(IncidentRequest::List { before: None }));
                self.list.ticket = Some(cx.ask(list));
            }
            Action::New => {
                let form = incident_form::start(cx);
                cx.opened.push(Box::new(form));
            }
            Action::Open => {
                if let Some(id) = self.list.rows.selected().map(|row| row.id) {
                    let page = IncidentPage::open(id, cx);
                    cx.opened.push(Box::new(page));
                }
            }
            action => return self.list.moved(action, height(cx)),
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match self.list.hit(target) {
            Answer::Consumed if double => self.act(Action::Open, cx),
            answer => answer,
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.list.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Incident(reply)) => {
                if let IncidentReply::List(page) = *reply {
                    self.more = page.next.is_some();
                    self.list.take(page.rows, height(cx));
                }
            }
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let key = if self.more { "incidents-newest" } else { "incidents-count" };
        let count = self.list.count(key, self.list.rows.len(), cx);
        lead(buf, area, &cx.t("incidents-lead"), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[
                ("incident-started", 13, 0),
                ("incident-standing", 17, 0),
                ("incident-clock", 21, 0),
                ("incident-playbook", 26, 2),
            ],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &cx.t("incidents-none"), cx)
    }
}

fn cells(row: &IncidentRow, cx: &Context) -> Vec<(String, Style)> {
    let text = if row.closed_at.is_none() { cx.theme.text() } else { cx.theme.dim() };
    vec![
        (cx.stamp(row.started_at), text),
        incident_words::standing(row, cx),
        incident_words::clock(row, cx),
        (incident_words::playbook(&row.playbook, cx), text),
    ]
}
