//! The departments as a tree.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::height;
use super::listing::{Listing, lead};
use crate::desk::api::{DepartmentRow, Manage, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::Id;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::{department, sure::Sure};
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::{columns, numbers};

impl Keyed for DepartmentRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Debug, Default)]
pub struct Departments {
    list: Listing<DepartmentRow>,
}

impl Layer for Departments {
    fn place(&self) -> Place {
        Place::Departments
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
        facts.may_change = facts.may_departments;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let all = self.list.rows.all();
        let selected = self.list.rows.selected();
        match (action, selected) {
            (Action::Reload, _) => self.list.ask(OfficeQuery::Departments, cx),
            (Action::New, selected) => {
                let form = department::add(selected.map(|row| row.id), all, cx);
                cx.opened.push(Box::new(form));
            }
            (Action::Edit, Some(row)) => {
                let form = department::change(row, all, cx);
                cx.opened.push(Box::new(form));
            }
            (Action::Delete, Some(row)) => {
                let words = cx.i18n.t_with("sure-remove-department", &[("name", row.name.clone().into())]);
                cx.opened.push(Box::new(Sure::new(Manage::RemoveDepartment { department: row.id }, words)));
            }
            (action, _) => return self.list.moved(action, height(cx)),
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match self.list.hit(target) {
            Answer::Consumed if double && cx.rights().departments => self.act(Action::Edit, cx),
            answer => answer,
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.list.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Office(OfficeAnswer::Departments(rows))) => self.list.take(rows, height(cx)),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = self.list.count("departments-count", self.list.rows.len(), cx);
        lead(buf, area, &cx.t("departments-lead"), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[("field-name", 40, 1), ("role-members", 12, 0), ("place-customers", 14, 0), ("", 2, 0)],
        );
        let columns = numbers(columns, &[1, 2]);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let none = cx.i18n.t_with("departments-none", &[("key", cx.keys.written("new-department").into())]);
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &none, cx)
    }
}

fn cells(row: &DepartmentRow, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let branch = match row.depth {
        0 => String::new(),
        depth => "  ".repeat(usize::from(depth) - 1) + theme.branch(),
    };
    let customers = i64::try_from(row.customers).unwrap_or(i64::MAX);
    vec![
        (branch + &row.name, theme.text()),
        (cx.i18n.lang.number(row.members.into()), theme.dim()),
        (cx.i18n.lang.number(customers), theme.dim()),
        (String::new(), theme.dim()),
    ]
}
