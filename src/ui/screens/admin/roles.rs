//! The roles, those that Kin brings along and the office's own.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, lead};
use super::{height, words};
use crate::desk::api::{OfficeAnswer, OfficeQuery, Problem, Reply, RoleRow};
use crate::domain::{FieldRight, Role};
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::role::{RoleSheet, remove};
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::{columns, numbers};

impl Keyed for RoleRow {
    type Key = Role;
    fn key(&self) -> Role {
        self.role
    }
}

#[derive(Debug, Default)]
pub struct Roles {
    list: Listing<RoleRow>,
}

impl Layer for Roles {
    fn place(&self) -> Place {
        Place::Roles
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_change = facts.may_roles;
        if let Some(row) = self.list.rows.selected() {
            facts.row = true;
            facts.own_role = !row.built_in;
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action == Action::Reload {
            self.list.ask(OfficeQuery::Roles, cx);
            return Answer::Consumed;
        }
        let Some(row) = self.list.rows.selected().cloned() else { return Answer::Ignored };
        match action {
            Action::Open => cx.opened.push(Box::new(RoleSheet::view(row))),
            Action::New => cx.opened.push(Box::new(RoleSheet::copy(row))),
            Action::Edit => cx.opened.push(Box::new(RoleSheet::edit(row))),
            Action::Delete => cx.opened.push(Box::new(remove(&row, cx))),
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
            Ok(Reply::Office(OfficeAnswer::Roles(rows))) => self.list.take(rows, height(cx)),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = self.list.count("roles-count", self.list.rows.len(), cx);
        let key = cx.keys.written("open");
        lead(buf, area, &cx.i18n.t_with("roles-lead", &[("key", key.into())]), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[("field-name", 18, 1), ("role-kind", 11, 0), ("role-members", 11, 0), ("", 2, 0), ("role-opens", 31, 1)],
        );
        let columns = numbers(columns, &[2]);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.list.draw(buf, body, &columns, |row| cells(row, cx), "", cx)
    }
}

fn cells(row: &RoleRow, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let kind = cx.t(if row.built_in { "role-brought" } else { "role-own" });
    let opens = words::classes(&row.rights.classes_from(FieldRight::RevealWithReason), cx);
    vec![
        (words::role(row.role, &row.name, cx), theme.text()),
        (kind, if row.built_in { theme.dim() } else { theme.accent() }),
        (cx.i18n.lang.number(row.members.into()), theme.text()),
        (String::new(), theme.text()),
        (opens, theme.dim()),
    ]
}
