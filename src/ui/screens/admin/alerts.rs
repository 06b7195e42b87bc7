//! The alerts: what was seen that should not be, how much it matters, and who looks after it.

use std::cmp::Reverse;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, below_rows, lead};
use super::{alert_words, height, words};
use crate::desk::api::{AlertView, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::Id;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::alert::AlertPage;
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;

impl Keyed for AlertView {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

/// What has to be looked at first stands first: open ones, then by severity, then the newest.
pub fn by_urgency(alerts: &mut [AlertView]) {
    alerts.sort_by_key(|alert| Reverse((alert.open, alert.severity, alert.at)));
}

#[derive(Debug, Default)]
pub struct Alerts {
    list: Listing<AlertView>,
    /// The closed ones too.
    all: bool,
    /// Only those about one member.
    about: Option<(Id, String)>,
}

/// Rows of the foot: what was seen, of the selected one.
const FOOT: u16 = 2;

impl Alerts {
    /// Narrows the list to one member's alerts, closed ones too. It is loaded when the section is shown.
    pub fn narrow(&mut self, member: Id, name: String) {
        (self.about, self.all) = (Some((member, name)), true);
    }

    fn take(&mut self, mut rows: Vec<AlertView>, cx: &Context) {
        if let Some((member, name)) = &self.about {
            rows.retain(|row| row.member.map_or(row.subject == *name, |about| about == *member));
        }
        by_urgency(&mut rows);
        self.list.take(rows, height(cx).saturating_sub(usize::from(FOOT)));
    }

    fn lead(&self, cx: &Context) -> String {
        match &self.about {
            Some((_, name)) => cx.i18n.t_with("alerts-about", &[("name", name.clone().into())]),
            None => cx.t(if self.all { "alerts-all" } else { "alerts-open" }),
        }
    }
}

impl Layer for Alerts {
    fn place(&self) -> Place {
        Place::Alerts
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
        facts.filtered = self.about.is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::AllAlerts => {
                self.all = !self.all;
                return self.act(Action::Reload, cx);
            }
            Action::ClearFilter => {
                self.about = None;
                return self.act(Action::Reload, cx);
            }
            Action::Reload => self.list.ask(OfficeQuery::Alerts { open_only: !self.all }, cx),
            Action::Open => {
                if let Some(row) = self.list.rows.selected() {
                    let page = AlertPage::open(row.clone(), cx);
                    cx.opened.push(Box::new(page));
                }
            }
            action => return self.list.moved(action, height(cx).saturating_sub(usize::from(FOOT))),
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
            Ok(Reply::Office(OfficeAnswer::Alerts(rows))) => self.take(rows, cx),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = self.list.count("alerts-count", self.list.rows.len(), cx);
        lead(buf, area, &self.lead(cx), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[
                ("alert-severity", 13, 0),
                ("log-time", 13, 0),
                ("alert-kind", 26, 3),
                ("alert-concerns", 10, 2),
                ("member-standing", 15, 1),
            ],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + FOOT), ..area };
        if let Some(row) = self.list.rows.selected() {
            let rows = Rect { y: body.y + 1, ..body };
            let below = below_rows(rows, self.list.rows.len(), FOOT, area.bottom());
            let about = alert_words::about(&row.kind, &row.facts, &row.about, cx);
            paint::paragraph(buf, below, &about, cx.theme.dim());
        }
        let none = cx.t(if self.all { "alerts-never" } else { "alerts-none" });
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &none, cx)
    }
}

fn cells(row: &AlertView, cx: &Context) -> Vec<(String, Style)> {
    let text = if row.open { cx.theme.text() } else { cx.theme.dim() };
    let (severity, style) = alert_words::severity(row.severity, cx);
    vec![
        (severity, if row.open { style } else { text }),
        (cx.stamp(row.at), text),
        (words::alert(&row.kind, cx), text),
        (row.subject.clone(), text),
        alert_words::standing(row, cx),
    ]
}
