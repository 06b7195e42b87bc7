//! The backups: which there are, when the next is due, whether one was tried.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::height;
use super::listing::{Listing, below_rows, lead};
use crate::desk::api::{BackupRow, BackupState, Backups, Manage, OfficeAnswer, OfficeQuery, Problem, Reply, Request};
use crate::domain::Micros;
use crate::ui::context::{Context, Facts, Tone, in_column};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::{columns, numbers};

impl Keyed for BackupRow {
    type Key = Micros;
    fn key(&self) -> Micros {
        self.at
    }
}

/// Rows of the foot: when one was tried, when the next is due, and where they lie.
const FOOT: u16 = 3;

#[derive(Debug, Default)]
pub struct BackupsPage {
    list: Listing<BackupRow>,
    shown: Backups,
    /// One is being made or tried.
    working: Option<(u64, &'static str)>,
}

impl BackupsPage {
    fn load(&mut self, cx: &mut Context) {
        self.list.ask(OfficeQuery::Backups, cx);
    }

    fn begin(&mut self, manage: Manage, words: &'static str, cx: &mut Context) {
        if self.working.is_none() {
            self.working = Some((cx.ask(Request::Manage(Box::new(manage))), words));
        }
    }

    /// How they stand, and the rest that the foot says.
    fn foot(&self, cx: &Context) -> [(String, Style); 3] {
        let theme = cx.theme;
        let shown = &self.shown;
        let date = |key: &str, at| cx.i18n.t_with(key, &[("date", cx.date(at).into())]);
        let drill = match shown.drill {
            Some(at) if !shown.drill_overdue => (date("backups-tried", at), theme.dim()),
            Some(at) => (format!("{} {}", theme.no(), date("backups-tried", at)), theme.warn()),
            None => (cx.t("backups-never-tried"), theme.warn()),
        };
        let next = shown.next.map_or_else(|| cx.t("backups-by-hand"), |at| date("backups-next", at));
        let folder = cx.i18n.t_with("backups-folder", &[("folder", shown.folder.clone().into())]);
        [drill, (next, theme.dim()), (folder, theme.dim())]
    }
}

impl Layer for BackupsPage {
    fn place(&self) -> Place {
        Place::Backups
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Reload => self.load(cx),
            Action::New => self.begin(Manage::BackUp, "backup-made", cx),
            Action::TryBackup => self.begin(Manage::TryBackup, "backup-tried", cx),
            action => return self.list.moved(action, height(cx).saturating_sub(usize::from(FOOT))),
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        self.list.hit(target)
    }

    fn waits(&self, ticket: u64) -> bool {
        self.list.waits(ticket) || self.working.is_some_and(|(working, _)| working == ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if let Some((_, words)) = self.working.take_if(|(working, _)| *working == ticket) {
            match result {
                Ok(_) => cx.say(Tone::Good, cx.t(words)),
                Err(problem) => cx.complain(&problem),
            }
            self.load(cx);
            return Answer::Consumed;
        }
        match result {
            Ok(Reply::Office(OfficeAnswer::Backups(shown))) => {
                self.list.take(shown.rows.clone(), height(cx).saturating_sub(usize::from(FOOT)));
                self.shown = *shown;
            }
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let words = match self.working {
            Some((_, "backup-made")) => cx.t("backups-making"),
            Some(_) => cx.t("backups-trying"),
            None => cx.t("backups-lead"),
        };
        lead(buf, area, &words, cx.theme.dim(), "", cx);
        let columns = columns(
            area.width,
            &[
                ("backup-at", 19, 0),
                ("backup-size", 10, 0),
                ("backup-customers", 11, 0),
                ("backup-log", 12, 0),
                ("", 2, 0),
                ("backup-state", 23, 1),
            ],
        );
        let columns = numbers(columns, &[1, 2, 3]);
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + FOOT), ..area };
        // Where there are none the words for that take two rows.
        let rows = Rect { y: body.y + 1, ..body };
        let below = below_rows(rows, self.list.rows.len().max(2), FOOT, area.bottom());
        for (line, (words, style)) in (below.y..).zip(self.foot(cx)) {
            paint::text(buf, below.x, line, below.width, &words, style);
        }
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &cx.t("backups-none"), cx)
    }
}

fn cells(row: &BackupRow, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let number = |number: Option<i64>| number.map_or_else(String::new, |number| cx.i18n.lang.number(number));
    let (mark, words, style) = match row.state {
        BackupState::Signed => (theme.yes(), "backup-signed", theme.good()),
        BackupState::Changed => (theme.no(), "backup-changed", theme.bad()),
        BackupState::Unsigned => (theme.no(), "backup-unsigned", theme.warn()),
    };
    vec![
        (in_column(cx.moment(row.at)), theme.text()),
        (size(row.bytes, cx), theme.text()),
        (number(row.customers.and_then(|count| i64::try_from(count).ok())), theme.text()),
        (number(row.head), theme.dim()),
        (String::new(), theme.dim()),
        (format!("{mark} {}", cx.t(words)), style),
    ]
}

/// Bytes as people read them.
fn size(bytes: u64, cx: &Context) -> String {
    const STEP: u64 = 1024;
    let (mut number, mut unit) = (bytes, "B");
    for next in ["KiB", "MiB", "GiB"] {
        if number < STEP * 10 {
            break;
        }
        (number, unit) = (number / STEP, next);
    }
    format!("{} {unit}", cx.i18n.lang.number(i64::try_from(number).unwrap_or(i64::MAX)))
}
