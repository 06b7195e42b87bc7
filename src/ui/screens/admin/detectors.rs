//! The detectors: what in the log is worth an alert, and the customers who do not exist, kept to see who looks.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{below_lead, lead, moved, said};
use super::{alert_words, height};
use crate::desk::api::{DetectorRow, Detectors, OfficeAnswer, OfficeQuery, Problem, Reply, Request};
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::detector;
use crate::ui::screens::detail::Load;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Cell, Line, cell};

#[derive(Debug, Default)]
pub struct DetectorsPage {
    data: Load<Box<Detectors>>,
    ticket: Option<u64>,
    at: usize,
}

/// Rows of the foot: what the selected detector looks for, what it does, and what came of it.
const FOOT: u16 = 4;

/// The width of the terminal from which names have room.
const ROOMY: u16 = 110;

impl DetectorsPage {
    fn loaded(&self) -> Option<&Detectors> {
        match &self.data {
            Load::Ready(detectors) => Some(detectors),
            _ => None,
        }
    }

    /// The detectors, then the customers.
    fn count(&self) -> usize {
        self.loaded().map_or(0, |all| all.rows.len() + all.honeytokens.len())
    }

    fn selected(&self) -> Option<&DetectorRow> {
        self.loaded()?.rows.get(self.at)
    }

    fn honeytoken(&self) -> Option<&(crate::domain::Id, String, String)> {
        let all = self.loaded()?;
        all.honeytokens.get(self.at.checked_sub(all.rows.len())?)
    }

    fn lines(all: &Detectors, cx: &Context) -> Vec<Line> {
        let theme = cx.theme;
        let headings = ["alert-kind", "detector-from", "alert-severity", "place-alerts"].map(|key| cx.t(key));
        // Whether one is on needs no heading.
        let headings = widths(cx).into_iter().zip(std::iter::once(String::new()).chain(headings));
        let mut lines = vec![Line::of(headings.map(|(width, words)| cell(width, words, theme.dim())).collect())];
        lines.extend(all.rows.iter().enumerate().map(|(index, row)| Line::row(index, cells(row, cx))));
        lines.extend([Line::blank(), Line::heading(cx.t("honeytokens"), theme)]);
        if all.honeytokens.is_empty() {
            let words = cx.i18n.t_with("honeytokens-none", &[("key", cx.keys.written("honeytoken").into())]);
            lines.push(Line::of(vec![cell(0, words, theme.dim())]));
        }
        for (index, (_, code, name)) in (all.rows.len()..).zip(&all.honeytokens) {
            let cells = vec![cell(14, code.clone(), theme.text()), cell(0, name.clone(), theme.text())];
            lines.push(Line::row(index, cells));
        }
        lines
    }

    /// Stands at the bottom, so that what is left parts it from the list.
    fn draw_foot(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let theme = cx.theme;
        let said = match self.selected() {
            Some(row) => {
                let does = alert_words::responses(&row.detector.responses, cx);
                let args = [("open", row.open.into()), ("false", row.false_alarms.into()), ("count", row.all.into())];
                vec![
                    (alert_words::looks_for(row.kind, cx), theme.text()),
                    (cx.i18n.t_with("detector-does", &[("responses", does.into())]), theme.dim()),
                    (cx.i18n.t_with("detector-raised", &args), theme.dim()),
                ]
            }
            None if self.honeytoken().is_some() => vec![(cx.t("honeytoken-note"), theme.dim())],
            None => return,
        };
        let wrap = |(words, style): (String, Style)| {
            paint::wrap(&words, usize::from(area.width)).into_iter().map(move |line| (line, style))
        };
        let lines: Vec<_> = said.into_iter().flat_map(wrap).take(usize::from(area.height)).collect();
        let top = area.bottom().saturating_sub(u16::try_from(lines.len()).unwrap_or(area.height));
        for (y, (words, style)) in (top..).zip(&lines) {
            paint::text(buf, area.x, y, area.width, words, *style);
        }
    }
}

/// Of the columns: whether it is on, its name, its limit, how much it matters, what is open.
fn widths(cx: &Context) -> [u16; 5] {
    // Beside the list of sections there is no more room than without it.
    [8, if cx.size.0 >= ROOMY { 32 } else { 25 }, 22, 13, 0]
}

/// Whether it is on, its name, from how much on, how much it matters, and how many of its alerts are open.
fn cells(row: &DetectorRow, cx: &Context) -> Vec<Cell> {
    let theme = cx.theme;
    let on = row.detector.on;
    let (mark, key, style) =
        if on { (theme.yes(), "detector-on", theme.good()) } else { (theme.no(), "detector-off", theme.dim()) };
    let text = if on { theme.text() } else { theme.dim() };
    let (severity, severe) = alert_words::severity(row.detector.severity, cx);
    let changed = row.detector != row.usual;
    let limit = alert_words::limit(&row.detector, cx);
    let limit = if changed { format!("{limit} *") } else { limit };
    // What is open stands out from what is not by being there at all.
    let open =
        if row.open > 0 { cx.i18n.t_with("detector-open", &[("count", row.open.into())]) } else { String::new() };
    let said = [
        (format!("{mark} {}", cx.t(key)), style),
        (alert_words::detector(row.kind, cx), text),
        (limit, text),
        (severity, if on { severe } else { text }),
        (open, theme.warn()),
    ];
    widths(cx).into_iter().zip(said).map(|(width, (words, style))| cell(width, words, style)).collect()
}

impl Layer for DetectorsPage {
    fn place(&self) -> Place {
        Place::Detectors
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.selected().is_some();
        facts.honeytoken = self.honeytoken().is_some();
        facts.may_change = self.loaded().is_some_and(|all| all.may_change);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.count(), action, height(cx).saturating_sub(usize::from(FOOT))) {
            self.at = to;
            return Answer::Consumed;
        }
        match action {
            Action::Reload => self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Detectors))),
            Action::Edit => {
                if let Some(row) = self.selected() {
                    let form = detector::edit(row, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            Action::Delete => {
                if let Some((customer, code, _)) = self.honeytoken() {
                    let sure = detector::end_honeytoken(*customer, code, cx);
                    cx.opened.push(Box::new(sure));
                }
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.count().saturating_sub(1));
        let may = self.loaded().is_some_and(|all| all.may_change);
        if double && may { self.act(Action::Edit, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Detectors(all))) => {
                self.data = Load::Ready(all);
                self.at = self.at.min(self.count().saturating_sub(1));
            }
            Ok(_) => {}
            Err(problem) if self.loaded().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let body = below_lead(area);
        let body = Rect { height: body.height.saturating_sub(FOOT), ..body };
        let all = match &self.data {
            Load::Ready(all) => all,
            Load::Waiting => return Some(said(buf, body, true, None, "", cx)),
            Load::Failed(problem) => return Some(said(buf, body, false, Some(problem), "", cx)),
        };
        let on = all.rows.iter().filter(|row| row.detector.on).count();
        let count = cx.i18n.t_with("detectors-count", &[("on", on.into()), ("count", all.rows.len().into())]);
        let changed = all.rows.iter().any(|row| row.detector != row.usual);
        lead(
            buf,
            area,
            &cx.t(if changed { "detectors-changed" } else { "detectors-lead" }),
            cx.theme.dim(),
            &count,
            cx,
        );
        let below = Rect { x: area.x + 2, width: area.width.saturating_sub(3), y: body.bottom(), height: FOOT };
        self.draw_foot(buf, below, cx);
        let at = (self.count() > 0).then_some(self.at);
        let mut lines = Self::lines(all, cx);
        if lines.len() > usize::from(body.height) {
            // Where it is tight, words count more than room between them.
            lines.retain(|line| !line.cells.is_empty());
        }
        let cursor = sheet::draw(buf, body, &lines, at, cx);
        cursor.or(Some(Position::new(body.x + 2, body.y)))
    }
}
