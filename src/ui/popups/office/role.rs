//! A role as a matrix: how far each operation reaches, what of each sealed field may be seen, copied, edited, and
//! whether it is for people or programs. Read, or changed cell by cell.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::sure::Sure;
use super::{Sending, Sent};
use crate::desk::api::{Manage, Problem, Reply, RoleRow};
use crate::domain::{Field, FieldRight, FieldRule, Id, OPERATIONS, Role, RoleRights, Scope};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::screens::admin::listing::moved;
use crate::ui::screens::admin::words;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line, cell};

/// The cells of a field's row: what is seen, whether it may be copied, and edited.
const CELLS: usize = 3;
const ROWS: usize = PROGRAM + 1;
/// The row that says whom the role is for.
const PROGRAM: usize = OPERATIONS.len() + Field::ALL.len();
/// Widths of the labels and of the first cell.
const LABELS: u16 = 40;
const SEEN: u16 = 20;
const YES: u16 = 12;

#[derive(Debug)]
pub struct RoleSheet {
    role: RoleRow,
    /// The name that is typed, while it is changed.
    name: Input,
    rights: RoleRights,
    /// `Some`: being changed; the id of the role it becomes, or a new one.
    becomes: Option<Option<Id>>,
    /// The name has the focus, or this row has.
    in_name: bool,
    at: usize,
    cell: usize,
    touched: bool,
    sending: Sending,
    error: Option<String>,
}

impl RoleSheet {
    /// To read.
    pub fn view(role: RoleRow) -> Self {
        let rights = role.rights.clone();
        Self {
            role,
            name: Input::default(),
            rights,
            becomes: None,
            in_name: false,
            at: 0,
            cell: 0,
            touched: false,
            sending: Sending::default(),
            error: None,
        }
    }

    /// To change it. One that Kin brings along can't be changed, only copied.
    pub fn edit(role: RoleRow) -> Self {
        let becomes = match role.role {
            Role::Custom(id) => Some(id),
            _ => None,
        };
        let name = if becomes.is_some() { Input::with(&role.name) } else { Input::default() };
        Self { name, becomes: Some(becomes), in_name: becomes.is_none(), ..Self::view(role) }
    }

    /// A new one that begins as this one is.
    pub fn copy(role: RoleRow) -> Self {
        Self { becomes: Some(None), in_name: true, ..Self::view(role) }
    }

    fn field(&self) -> Option<Field> {
        self.at.checked_sub(OPERATIONS.len()).and_then(|index| Field::ALL.get(index)).copied()
    }

    fn step(&mut self, down: bool) {
        match (self.in_name, down) {
            (true, true) => (self.in_name, self.at) = (false, 0),
            (true, false) => (self.in_name, self.at) = (false, ROWS - 1),
            (false, true) if self.at + 1 == ROWS => self.in_name = true,
            (false, false) if self.at == 0 => self.in_name = true,
            (false, true) => self.at += 1,
            (false, false) => self.at -= 1,
        }
        self.cell = self.cell.min(if self.field().is_some() { CELLS - 1 } else { 0 });
    }

    /// The next value of the cell, or the one before.
    fn turn(&mut self, forward: bool) {
        self.touched = true;
        if self.at == PROGRAM {
            self.rights.program = !self.rights.program;
            return;
        }
        let Some(field) = self.field() else {
            let reaches = [None, Some(Scope::Own), Some(Scope::Department), Some(Scope::All)];
            let name = OPERATIONS[self.at];
            match next(&reaches, &self.rights.operations.get(name).copied(), forward) {
                Some(reach) => self.rights.operations.insert(name.to_owned(), reach),
                None => self.rights.operations.remove(name),
            };
            return;
        };
        let mut rule = self.rights.field(field);
        match self.cell {
            0 => rule.view = next(&FieldRight::ALL, &rule.view, forward),
            1 => rule.copy = !rule.copy,
            _ => rule.edit = !rule.edit,
        }
        if rule == FieldRule::default() {
            self.rights.fields.remove(&field);
        } else {
            self.rights.fields.insert(field, rule);
        }
    }

    fn save(&mut self, cx: &mut Context) {
        let Some(role) = self.becomes.filter(|_| !self.sending.busy()) else { return };
        let name = self.name.text().trim().to_owned();
        if name.is_empty() {
            (self.in_name, self.error) = (true, Some(cx.t("form-name-needed")));
            return;
        }
        self.error = None;
        self.sending.send(Manage::SaveRole { role, name, rights: self.rights.clone() }, cx);
    }

    /// A cell as it is drawn: between marks where the focus is.
    fn shown(&self, row: usize, place: usize, words: &str, style: Style, cx: &Context) -> (String, Style) {
        if self.becomes.is_some() && !self.in_name && row == self.at && place == self.cell {
            let [open, close] = cx.theme.choice();
            return (format!("{open} {words} {close}"), cx.theme.strong());
        }
        (words.to_owned(), style)
    }

    fn lines(&self, cx: &Context) -> Vec<Line> {
        let theme = cx.theme;
        let quiet = |given: bool| if given { theme.text() } else { theme.dim() };
        let mut lines = vec![Line::of(vec![
            cell(LABELS, cx.t("role-operations"), theme.accent()),
            cell(0, cx.t("role-reach"), theme.dim()),
        ])];
        for (row, name) in OPERATIONS.into_iter().enumerate() {
            let reach = self.rights.operations.get(name);
            let words = cx.t(reach.map_or("scope-none", |scope| words::scope_key(*scope)));
            let (words, style) = self.shown(row, 0, &words, quiet(reach.is_some()), cx);
            lines.push(Line::row(
                row,
                vec![cell(LABELS, words::rule(name, cx), quiet(reach.is_some())), cell(0, words, style)],
            ));
        }
        lines.push(Line::blank());
        lines.push(Line::of(vec![
            cell(LABELS - SEEN, cx.t("role-fields"), theme.accent()),
            cell(SEEN + 3, cx.t("role-sees"), theme.dim()),
            cell(YES, cx.t("role-copies"), theme.dim()),
            cell(YES, cx.t("role-edits"), theme.dim()),
        ]));
        for (index, field) in Field::ALL.into_iter().enumerate() {
            let (row, rule) = (OPERATIONS.len() + index, self.rights.field(field));
            let yes =
                |given: bool| if given { theme.yes().to_owned() + " " + &cx.t("role-yes") } else { cx.t("role-no") };
            let sees = cx.t(words::right_key(rule.view));
            let sees = self.shown(row, 0, &sees, quiet(rule.view > FieldRight::None), cx);
            let copies = self.shown(row, 1, &yes(rule.copy), quiet(rule.copy), cx);
            let edits = self.shown(row, 2, &yes(rule.edit), quiet(rule.edit), cx);
            lines.push(Line::row(
                row,
                vec![
                    cell(LABELS - SEEN, cx.i18n.field(field.name()), quiet(rule.view > FieldRight::None)),
                    cell(SEEN + 3, sees.0, sees.1),
                    cell(YES, copies.0, copies.1),
                    cell(YES, edits.0, edits.1),
                ],
            ));
        }
        let whom = cx.t(if self.rights.program { "role-programs" } else { "role-people" });
        let (whom, style) = self.shown(PROGRAM, 0, &whom, quiet(self.rights.program), cx);
        lines.push(Line::blank());
        lines.push(Line::row(PROGRAM, vec![cell(LABELS, cx.t("role-for"), theme.text()), cell(0, whom, style)]));
        lines
    }

    fn foot(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        if let Some(error) = &self.error {
            return (format!("{} {error}", theme.no()), theme.bad());
        }
        let key = match (self.becomes.is_some(), self.field().is_some()) {
            _ if self.sending.busy() => "office-sending",
            (true, _) if self.in_name => "role-name-lead",
            (true, _) if self.at == PROGRAM => "role-program-lead",
            (true, false) => "role-operation-lead",
            (true, true) => "role-field-lead",
            (false, _) if self.role.built_in => "role-built-in",
            (false, _) => "role-own-lead",
        };
        (cx.t(key), theme.dim())
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(4)
    }
}

/// The value after this one, or before it, round and round.
fn next<T: Clone + PartialEq>(all: &[T], now: &T, forward: bool) -> T {
    let at = all.iter().position(|other| other == now).unwrap_or(0);
    all[(at + if forward { 1 } else { all.len() - 1 }) % all.len()].clone()
}

impl Layer for RoleSheet {
    fn place(&self) -> Place {
        if self.becomes.is_some() { Place::RoleForm } else { Place::Role }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![match self.becomes {
            Some(None) => cx.t("role-new"),
            _ => words::role(self.role.role, &self.role.name, cx),
        }]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = true;
        facts.own_role = !self.role.built_in;
        facts.may_change = facts.may_roles;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if self.becomes.is_none()
            && let Some(to) = moved(self.at, ROWS, action, Self::height(cx))
        {
            self.at = to;
            return Answer::Consumed;
        }
        match action {
            Action::NextField => self.step(true),
            Action::PreviousField => self.step(false),
            Action::PageUp | Action::PageDown => {
                self.in_name = false;
                self.at = moved(self.at, ROWS, action, Self::height(cx)).unwrap_or(self.at);
                self.cell = 0;
            }
            Action::Save => self.save(cx),
            Action::New => {
                cx.opened.push(Box::new(Self::copy(self.role.clone())));
                return Answer::Close;
            }
            Action::Edit => {
                cx.opened.push(Box::new(Self::edit(self.role.clone())));
                return Answer::Close;
            }
            Action::Delete => {
                cx.opened.push(Box::new(remove(&self.role, cx)));
                return Answer::Close;
            }
            Action::Cancel if self.sending.busy() => {}
            Action::Cancel if self.touched => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.becomes.is_none() {
            return Answer::Ignored;
        }
        if self.in_name && key.code != KeyCode::Enter {
            return match self.name.key(key) {
                Edit::Ignored => Answer::Ignored,
                edit => {
                    self.touched |= edit == Edit::Changed;
                    Answer::Consumed
                }
            };
        }
        let cells = if self.field().is_some() { CELLS } else { 1 };
        match key.code {
            KeyCode::Enter => self.step(true),
            KeyCode::Char(' ') => self.turn(true),
            KeyCode::Backspace => self.turn(false),
            KeyCode::Left if cells == 1 => self.turn(false),
            KeyCode::Right if cells == 1 => self.turn(true),
            KeyCode::Left => self.cell = (self.cell + cells - 1) % cells,
            KeyCode::Right => self.cell = (self.cell + 1) % cells,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if self.becomes.is_some() && self.in_name {
            self.name.insert(text);
            self.touched = true;
        }
    }

    fn hit(&mut self, target: Target, double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Row(row) => {
                (self.in_name, self.at) = (false, row.min(ROWS - 1));
                self.cell = self.cell.min(if self.field().is_some() { CELLS - 1 } else { 0 });
                if double && self.becomes.is_some() {
                    self.turn(true);
                }
            }
            Target::Field(_) => self.in_name = self.becomes.is_some(),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn wheel(&mut self, _target: Option<Target>, down: bool, _cx: &mut Context) -> Answer {
        self.step(down);
        self.in_name &= self.becomes.is_some();
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.sending.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match self.sending.answer(result, cx) {
            Sent::Done => Answer::Close,
            Sent::Refused(words) => {
                self.error = Some(words);
                Answer::Consumed
            }
        }
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm if self.becomes.is_some() => Answer::Close,
            intent => super::proved(&mut self.sending, intent, cx),
        }
    }

    fn unsaved(&self) -> bool {
        self.touched
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let head = Rect { height: 1, ..area };
        let mut cursor = None;
        if self.becomes.is_some() {
            cx.hits.add(head, Target::Field(0));
            let style = if self.in_name { theme.strong() } else { theme.dim() };
            paint::text(buf, area.x + 2, area.y, 16, &cx.t("field-name"), style);
            let field = Rect::new(area.x + 20, area.y, area.width.saturating_sub(22).min(50), 1);
            let column = self.name.draw(buf, field, theme.field(), None);
            if self.in_name {
                paint::text(buf, area.x, area.y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(field.x + column, area.y));
            }
        } else {
            let members = cx.i18n.t_with("members-count", &[("count", self.role.members.into())]);
            let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &members, theme.dim());
            let name = words::role(self.role.role, &self.role.name, cx);
            paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 3), &name, theme.strong());
        }
        let (foot, style) = self.foot(cx);
        let foot = paint::first_lines(&foot, area.width.saturating_sub(4), 2);
        let feet = u16::try_from(foot.len()).unwrap_or(1);
        for (row, line) in (area.bottom() - feet..).zip(&foot) {
            paint::text(buf, area.x + 2, row, area.width.saturating_sub(3), line, style);
        }
        let body = Rect::new(area.x, area.y + 2, area.width, area.height.saturating_sub(3 + feet));
        let at = (!self.in_name).then_some(self.at);
        cursor.or(sheet::draw(buf, body, &self.lines(cx), at, cx))
    }
}

/// The question before a role goes.
pub fn remove(role: &RoleRow, cx: &Context) -> Sure {
    let id = match role.role {
        Role::Custom(id) => id,
        _ => Id::default(),
    };
    let args = [("name", role.name.clone().into()), ("count", role.members.into())];
    Sure::new(Manage::RemoveRole { role: id }, cx.i18n.t_with("sure-remove-role", &args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_round_both_ways() {
        assert_eq!((next(&[1, 2, 3], &3, true), next(&[1, 2, 3], &1, false), next(&[1, 2, 3], &9, true)), (1, 3, 2));
    }
}
