//! The fields that the office adds to its customers.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::height;
use super::listing::{Listing, lead};
use super::words;
use crate::desk::api::{OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::{OwnField, SafeText};
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::own_field;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;

/// A field by its place in the policy.
#[derive(Debug, Clone)]
pub struct FieldRow {
    at: usize,
    field: OwnField,
}

impl Keyed for FieldRow {
    type Key = usize;
    fn key(&self) -> usize {
        self.at
    }
}

#[derive(Debug, Default)]
pub struct FieldsPage {
    list: Listing<FieldRow>,
}

impl FieldsPage {
    fn all(&self) -> Vec<OwnField> {
        self.list.rows.all().iter().map(|row| row.field.clone()).collect()
    }
}

impl Layer for FieldsPage {
    fn place(&self) -> Place {
        Place::Fields
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
        facts.may_change = facts.may_policy;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match (action, self.list.rows.selected()) {
            (Action::Reload, _) => self.list.ask(OfficeQuery::Policy, cx),
            (Action::New, _) => cx.opened.push(Box::new(own_field::add(self.all(), cx))),
            (Action::Edit, Some(row)) => {
                let form = own_field::change(&row.field, self.all(), cx);
                cx.opened.push(Box::new(form));
            }
            (Action::Delete, Some(row)) => cx.opened.push(Box::new(own_field::retire(&row.field, cx))),
            (action, _) => return self.list.moved(action, height(cx)),
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        match self.list.hit(target) {
            Answer::Consumed if double && cx.rights().policy => self.act(Action::Edit, cx),
            answer => answer,
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.list.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Office(OfficeAnswer::Policy(view))) => {
                let fields = view.policy.own_fields.into_iter().enumerate();
                self.list.take(fields.map(|(at, field)| FieldRow { at, field }).collect(), height(cx));
            }
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let live = self.list.rows.all().iter().filter(|row| row.field.is_live()).count();
        let count = self.list.count("fields-count", live, cx);
        lead(buf, area, &cx.t("fields-lead"), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[("field-field-label", 20, 1), ("field-field-key", 12, 1), ("field-kind", 24, 0), ("field-slot", 21, 0)],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let none = cx.i18n.t_with("fields-none", &[("key", cx.keys.written("new-field").into())]);
        self.list.draw(buf, body, &columns, |row| cells(&row.field, cx), &none, cx)
    }
}

fn cells(field: &OwnField, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let text = if field.is_live() { theme.text() } else { theme.dim() };
    let label = SafeText::new(&field.label).as_str().to_owned();
    let label = match (field.is_live(), field.required) {
        (false, _) => format!("{label} ({})", cx.t("field-retired").to_lowercase()),
        (true, true) => format!("{label} *"),
        (true, false) => label,
    };
    let kept = match field.slot {
        None => cx.t("own-plain"),
        Some(slot) => cx.i18n.t_with("own-sealed", &[("class", cx.t(words::class_key(slot.class())).into())]),
    };
    vec![
        (label, text),
        (field.key.clone(), theme.dim()),
        (cx.t(own_field::kind_key(&field.kind)), text),
        (kept, theme.dim()),
    ]
}
