//! The signed decisions, newest first, those that give nothing with the reason why.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, below_rows, lead, step};
use super::{height, words};
use crate::desk::api::{DecisionPage, DecisionRow, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::{Keyed, Step};
use crate::ui::widgets::table::columns;

impl Keyed for DecisionRow {
    type Key = i64;
    fn key(&self) -> i64 {
        self.sequence
    }
}

#[derive(Debug, Default)]
pub struct Decisions {
    list: Listing<DecisionRow>,
    /// Where older ones go on.
    next: Option<i64>,
    /// What is asked for goes on where the list ends.
    older: bool,
}

/// Rows of the foot: why the selected one gives nothing, or who made it with whom.
const FOOT: u16 = 2;

impl Decisions {
    fn load(&mut self, before: Option<i64>, cx: &mut Context) {
        self.older = before.is_some();
        self.list.ask(OfficeQuery::Decisions { before }, cx);
    }

    fn loaded(&mut self, page: DecisionPage, cx: &Context) {
        if self.older {
            (self.list.ticket, self.list.problem) = (None, None);
            self.list.rows.append(page.rows);
        } else {
            self.list.take(page.rows, height(cx).saturating_sub(usize::from(FOOT)));
            self.list.rows.at_start = true;
        }
        self.next = page.next;
    }

    fn step(&mut self, step: Step, cx: &mut Context) {
        // What has left the window at its top is loaded anew.
        if !self.list.rows.at_start && (step == Step::First || self.list.rows.index() == 0) {
            return self.load(None, cx);
        }
        self.list.rows.step(step, height(cx).saturating_sub(usize::from(FOOT)));
        if self.list.ticket.is_none() && self.next.is_some() && self.list.rows.near_end() {
            self.load(self.next, cx);
        }
    }

    fn foot(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        match self.list.rows.selected() {
            Some(row) if !row.refused.is_empty() => {
                let why = cx.i18n.t_with("decision-refused", &[("why", row.refused.clone().into())]);
                (format!("{} {why}", theme.no()), theme.bad())
            }
            Some(_) => (format!("{} {}", theme.yes(), cx.t("decision-holds")), theme.dim()),
            None => (String::new(), theme.dim()),
        }
    }
}

impl Layer for Decisions {
    fn place(&self) -> Place {
        Place::Decisions
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match (action, step(action)) {
            (Action::Reload, _) => self.load(None, cx),
            (_, Some(step)) => self.step(step, cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        self.list.hit(target)
    }

    fn waits(&self, ticket: u64) -> bool {
        self.list.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Office(OfficeAnswer::Decisions(page))) => self.loaded(page, cx),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        lead(buf, area, &cx.t("decisions-lead"), cx.theme.dim(), "", cx);
        let columns = columns(
            area.width,
            &[
                ("log-sequence", 7, 0),
                ("log-time", 13, 0),
                ("decision-act", 22, 1),
                ("decision-about", 15, 2),
                ("decision-by", 15, 1),
                ("", 2, 0),
            ],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + FOOT), ..area };
        let (foot, style) = self.foot(cx);
        let rows = Rect { y: body.y + 1, ..body };
        let below = below_rows(rows, self.list.rows.len(), FOOT, area.bottom());
        paint::paragraph(buf, below, &foot, style);
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &cx.t("decisions-none"), cx)
    }
}

fn cells(row: &DecisionRow, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let holds = row.refused.is_empty();
    let style = if holds { theme.text() } else { theme.dim() };
    let by = if row.second.is_empty() { row.issuer.clone() } else { format!("{} + {}", row.issuer, row.second) };
    vec![
        (cx.i18n.lang.number(row.sequence), theme.dim()),
        (cx.stamp(row.issued_at), style),
        (words::act(&row.act, cx), style),
        (row.about.clone(), style),
        (by, style),
        if holds { (theme.yes().to_owned(), theme.good()) } else { (theme.no().to_owned(), theme.bad()) },
    ]
}
