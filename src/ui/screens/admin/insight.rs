//! Insight: what each member did over some days, beside what is usual for its role.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::height;
use super::listing::{Listing, lead};
use crate::desk::api::{Insight, InsightMember, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::Id;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::insight::{MemberInsight, Span, much};
use crate::ui::widgets::chart;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;

impl Keyed for InsightMember {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Debug, Default)]
pub struct InsightPage {
    list: Listing<InsightMember>,
    span: Span,
    /// Customers opened and values shown, by all together, over the days that the rows are of.
    together: Option<(u16, [u32; 2])>,
}

/// Columns of a sparkline; where it is narrow names need some of them.
const fn spark(width: u16) -> u16 {
    if width >= 100 { 18 } else { 12 }
}

impl InsightPage {
    fn take(&mut self, insight: Insight, cx: &Context) {
        let count = |what: &str| insight.counts.iter().find(|row| row.what == what).map_or(0, |row| row.count);
        self.together = Some((insight.days, [count("views"), count("reveals")]));
        self.list.take(insight.members, height(cx));
    }

    fn lead(&self, cx: &Context) -> String {
        let Some((days, [views, reveals])) = self.together else { return String::new() };
        let args = [("days", days.into()), ("views", views.into()), ("reveals", reveals.into())];
        cx.i18n.t_with("insight-lead", &args)
    }
}

impl Layer for InsightPage {
    fn place(&self) -> Place {
        Place::Insight
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Days => {
                self.span = self.span.next();
                return self.act(Action::Reload, cx);
            }
            Action::Reload => self.list.ask(OfficeQuery::Insight { member: None, days: self.span.days() }, cx),
            Action::Open => {
                if let Some(id) = self.list.rows.selected().map(|row| row.id) {
                    let page = MemberInsight::open(id, self.span, cx);
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
            Ok(Reply::Office(OfficeAnswer::Insight(insight))) => self.take(*insight, cx),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = cx.i18n.t_with("members-count", &[("count", self.list.rows.len().into())]);
        lead(buf, area, &self.lead(cx), cx.theme.dim(), &count, cx);
        let spark = spark(area.width);
        let columns = columns(
            area.width,
            &[
                ("field-name", 31 - spark, 2),
                ("member-role", 12, 1),
                ("insight-views", 8, 0),
                ("insight-reveals", 9, 0),
                ("insight-median", 9, 0),
                ("insight-by-day", spark + 1, 0),
                ("insight-alerts", 7, 3),
            ],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.list.draw(buf, body, &columns, |row| cells(row, usize::from(spark), cx), &cx.t("insight-none"), cx)
    }
}

fn cells(row: &InsightMember, spark: usize, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    // Numbers end below each other.
    let number = |count: u32| format!("{:>6}", cx.i18n.lang.number(count.into()));
    let outstanding = much(row.reveals, row.median);
    let style = if outstanding { theme.warn() } else { theme.text() };
    let reveals = if outstanding { format!("{} !", number(row.reveals)) } else { number(row.reveals) };
    let alerts = row.alerts.filter(|count| *count > 0);
    vec![
        (row.name.clone(), theme.text()),
        (cx.role_named(&row.role_name), theme.dim()),
        (number(row.views), theme.text()),
        (reveals, style),
        (row.median.map(number).unwrap_or_default(), theme.dim()),
        (chart::spark(&chart::together(&row.by_day, spark), theme), theme.accent()),
        (alerts.map(number).unwrap_or_default(), theme.warn()),
    ]
}
