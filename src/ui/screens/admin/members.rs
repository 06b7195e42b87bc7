//! The members, with what each is given and whether it can come in.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, lead};
use super::{height, words};
use crate::desk::api::{MemberRow, MemberStanding, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, WIDE};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::{grant, member};
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::{columns, numbers};

impl Keyed for MemberRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Debug, Default)]
pub struct Members {
    list: Listing<MemberRow>,
}

impl Layer for Members {
    fn place(&self) -> Place {
        Place::Members
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_change = facts.may_members;
        if let Some(row) = self.list.rows.selected() {
            facts.row = true;
            member::facts(row, facts.may_members, facts.may_keys, facts);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Reload => self.list.ask(OfficeQuery::Members, cx),
            Action::New => {
                let form = grant::invite(cx);
                cx.opened.push(Box::new(form));
            }
            action => {
                let Some(row) = self.list.rows.selected().cloned() else { return Answer::Ignored };
                if action == Action::Open {
                    let sheet = member::MemberSheet::open(&row, cx);
                    cx.opened.push(Box::new(sheet));
                } else if !member::act_on(&row, action, cx) {
                    return self.list.moved(action, height(cx));
                }
            }
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
            Ok(Reply::Office(OfficeAnswer::Members(rows))) => self.list.take(rows, height(cx)),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let rows = self.list.rows.all();
        let waiting = rows.iter().filter(|row| !row.waiting.is_empty()).count();
        let (words, style) = match waiting {
            0 if rows.iter().any(|row| row.stands_in) => (cx.t("members-lead"), cx.theme.dim()),
            0 => (cx.t("members-all"), cx.theme.dim()),
            count => (cx.i18n.t_with("members-waiting", &[("count", count.into())]), cx.theme.warn()),
        };
        let count = rows.iter().filter(|row| row.standing != MemberStanding::Removed).count();
        let count = self.list.count("members-count", count, cx);
        lead(buf, area, &words, style, &count, cx);
        let wide = area.width >= WIDE;
        let columns = if wide {
            columns(
                area.width,
                &[
                    ("field-name", 18, 5),
                    ("member-role", 15, 2),
                    ("member-department", 13, 2),
                    ("member-standing", 12, 0),
                    ("member-last", 13, 0),
                    ("member-fails", 8, 0),
                    ("member-open", 8, 0),
                    ("member-waits", 8, 0),
                ],
            )
        } else {
            columns(
                area.width,
                &[
                    ("field-name", 15, 4),
                    ("member-role", 14, 1),
                    ("member-department", 11, 1),
                    ("member-standing", 12, 0),
                    ("member-last", 13, 0),
                    ("member-fails", 6, 0),
                    ("member-waits", 5, 0),
                ],
            )
        };
        // The figures behind the last sign-in.
        let columns = numbers(columns, &[5, 6, 7]);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        let none = cx.i18n.t_with("members-none", &[("key", cx.keys.written("invite").into())]);
        self.list.draw(buf, body, &columns, |row| cells(row, wide, cx), &none, cx)
    }
}

fn cells(row: &MemberRow, wide: bool, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let mark = if row.stands_in { "*" } else { "" };
    let role = words::role(row.role, &row.role_name, cx) + mark;
    let number = |count: u32| if count == 0 { String::new() } else { cx.i18n.lang.number(count.into()) };
    let keys = match row.waiting.len() {
        0 => String::new(),
        count => format!("{count} !"),
    };
    // A department comes with those above it: here its own name must do.
    let department = row.department_name.rsplit(" › ").next().unwrap_or_default();
    let quiet = if row.standing == MemberStanding::Removed { theme.dim() } else { theme.text() };
    let mut cells = vec![
        (row.name.clone(), quiet),
        (role, if row.stands_in { theme.warn() } else { quiet }),
        (department.to_owned(), quiet),
        words::standing(row.standing, cx),
        (row.last_sign_in.map(|at| cx.stamp(at)).unwrap_or_default(), theme.dim()),
        (number(row.failures), theme.warn()),
    ];
    if wide {
        cells.push((number(row.sessions), theme.text()));
    }
    cells.push((keys, theme.warn()));
    cells
}
