//! The alerts: what was seen that should not be, and who has looked after it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, lead};
use super::{height, words};
use crate::desk::api::{AlertView, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::Id;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::alert::alert;
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;

impl Keyed for AlertView {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Debug, Default)]
pub struct Alerts {
    list: Listing<AlertView>,
    /// The closed ones too.
    all: bool,
}

/// Rows of the foot: what was seen, of the selected one.
const FOOT: u16 = 2;

impl Layer for Alerts {
    fn place(&self) -> Place {
        Place::Alerts
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::AllAlerts => {
                self.all = !self.all;
                return self.act(Action::Reload, cx);
            }
            Action::Reload => self.list.ask(OfficeQuery::Alerts { open_only: !self.all }, cx),
            Action::Open => {
                if let Some(row) = self.list.rows.selected() {
                    let form = alert(row.clone(), cx);
                    cx.opened.push(Box::new(form));
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
            Ok(Reply::Office(OfficeAnswer::Alerts(rows))) => {
                self.list.take(rows, height(cx).saturating_sub(usize::from(FOOT)))
            }
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = cx.i18n.t_with("alerts-count", &[("count", self.list.rows.len().into())]);
        lead(buf, area, &cx.t(if self.all { "alerts-all" } else { "alerts-open" }), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[("log-time", 13, 0), ("alert-kind", 32, 1), ("alert-concerns", 17, 1), ("member-standing", 16, 1)],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + FOOT), ..area };
        if let Some(row) = self.list.rows.selected() {
            let below = Rect { x: area.x + 2, width: area.width - 3, y: body.bottom(), height: FOOT };
            paint::paragraph(buf, below, &row.about, cx.theme.dim());
        }
        let none = cx.t(if self.all { "alerts-never" } else { "alerts-none" });
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &none, cx)
    }
}

fn cells(row: &AlertView, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let (state, style) = match row.open {
        true => (format!("{} {}", theme.no(), cx.t("alert-open")), theme.bad()),
        false => (format!("{} {}", theme.yes(), row.handled_by), theme.dim()),
    };
    vec![
        (cx.short(row.at), theme.text()),
        (words::alert(&row.kind, cx), theme.text()),
        (row.subject.clone(), theme.text()),
        (state, style),
    ]
}
