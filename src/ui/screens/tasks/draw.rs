//! How tasks are drawn: the lists to choose from, the line to type into, and the rows under their days.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::words::{Group, cells};
use super::{Tasks, words};
use crate::desk::api::TaskView;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::admin::listing::said;
use crate::ui::widgets::sheet::{self, Line, cell};
use crate::ui::widgets::{paint, tabs};

/// So many rows around the selected one are put into lines: more never fit.
const AROUND: usize = 120;

const fn view_key(view: TaskView) -> &'static str {
    match view {
        TaskView::Mine => "tasks-mine",
        TaskView::Given => "tasks-given",
        TaskView::Team => "tasks-team",
        TaskView::All => "tasks-all",
        TaskView::Done => "tasks-done",
    }
}

impl Tasks {
    pub(super) fn draw_all(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        let theme = cx.theme;
        self.draw_tabs(buf, Rect { height: 1, ..area }, cx);
        let line = Rect { y: area.y + 1, height: 1, ..area };
        let lead = cx.i18n.t_with("tasks-lead", &[("key", cx.keys.written("new-task").into())]);
        paint::text(buf, line.x + 2, line.y, line.width.saturating_sub(2), &lead, theme.dim());
        cx.hits.add(line, Target::Pane);
        let body = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
        if self.rows.is_empty() {
            let none = if self.loaded { cx.t(self.none()) } else { String::new() };
            return said(buf, body, self.loading.is_some() && !self.loaded, self.problem.as_ref(), &none, cx);
        }
        sheet::draw(buf, body, &self.lines(cx), Some(self.at), cx).unwrap_or_else(|| body.as_position())
    }

    const fn none(&self) -> &'static str {
        match TaskView::ALL[self.view] {
            TaskView::Mine => "tasks-none-mine",
            TaskView::Given => "tasks-none-given",
            TaskView::Team | TaskView::All => "tasks-none-team",
            TaskView::Done => "tasks-none-done",
        }
    }

    fn draw_tabs(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let style = |index| if index == self.view { cx.theme.accent() } else { cx.theme.dim() };
        let name = |(index, view): (usize, TaskView)| (cx.t(view_key(view)), style(index));
        let names: Vec<_> = TaskView::ALL.into_iter().enumerate().map(name).collect();
        tabs::draw(buf, area, &names, self.view, cx);
    }

    fn lines(&self, cx: &Context) -> Vec<Line> {
        let first = self.at.saturating_sub(AROUND);
        let group = |index: usize| self.rows.get(index).map(|row| Group::of(row, self.today));
        let mut lines = Vec::new();
        for (index, row) in self.rows.iter().enumerate().skip(first).take(2 * AROUND) {
            let under = Group::of(row, self.today);
            if index == first || group(index - 1) != Some(under) {
                if index > first {
                    lines.push(Line::blank());
                }
                lines.push(self.heading(index, under, cx));
            }
            lines.push(Line::row(index, cells(row, self.marks.contains_key(&row.task.id), self.today, cx)));
        }
        lines
    }

    /// The day that rows stand under, and how many they are where all of them are here.
    fn heading(&self, from: usize, group: Group, cx: &Context) -> Line {
        let mut name = cx.t(group.key());
        if group == Group::Today {
            name = format!("{name}, {}", words::day(self.today, self.today, cx));
        }
        let count = self.rows[from..].iter().take_while(|row| Group::of(row, self.today) == group).count();
        let whole = from + count < self.rows.len() || self.next.is_none();
        if whole {
            name = format!("{name} {count}");
        }
        let late = group == Group::Overdue;
        if late {
            name = format!("{} {name}", cx.theme.no());
        }
        let style = if late { cx.theme.bad() } else { cx.theme.accent() };
        Line::of(vec![cell(0, name, style)])
    }
}
