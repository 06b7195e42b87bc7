//! Who is in: from where and since when. Words can be sent to one or to all, and a session be ended.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, lead};
use super::{height, words};
use crate::desk::api::{LiveSession, LogFilter, LogMatch, Manage, OfficeAnswer, OfficeQuery, Problem, Reply};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::{message, sure::Sure};
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;

impl Keyed for LiveSession {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Debug, Default)]
pub struct Sessions {
    list: Listing<LiveSession>,
}

impl Layer for Sessions {
    fn place(&self) -> Place {
        Place::Sessions
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        let selected = self.list.rows.selected();
        facts.row = selected.is_some();
        facts.session = selected.is_some();
        facts.entries = selected.is_some();
        // One's own session ends by leaving.
        facts.may_change = facts.may_members && selected.is_some_and(|session| !session.mine);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Reload => self.list.ask(OfficeQuery::Sessions, cx),
            Action::TellAll => {
                let form = message::to_all(cx);
                cx.opened.push(Box::new(form));
            }
            Action::Tell => {
                if let Some(session) = self.list.rows.selected() {
                    let form = message::to(session, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            Action::Entries => {
                let filter = self.list.rows.selected().map(|session| LogFilter::of(LogMatch::Session(session.id)));
                cx.intents.extend(filter.map(|filter| Intent::Filter(Box::new(filter))));
            }
            Action::EndSession => {
                if let Some(session) = self.list.rows.selected() {
                    let args = [("name", session.name.clone().into()), ("origin", session.origin.clone().into())];
                    let words = cx.i18n.t_with("sure-end-session", &args);
                    cx.opened.push(Box::new(Sure::new(Manage::EndSession { session: session.id }, words)));
                }
            }
            action => return self.list.moved(action, height(cx)),
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
            Ok(Reply::Office(OfficeAnswer::Sessions(rows))) => self.list.take(rows, height(cx)),
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let count = self.list.count("sessions-count", self.list.rows.len(), cx);
        lead(buf, area, &cx.t("sessions-lead"), cx.theme.dim(), &count, cx);
        let columns = columns(
            area.width,
            &[
                ("field-name", 17, 3),
                ("member-role", 14, 1),
                ("own-from", 20, 3),
                ("own-since", 13, 0),
                ("own-seen", 13, 0),
            ],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        self.list.draw(buf, body, &columns, |row| cells(row, cx), &cx.t("sessions-none"), cx)
    }
}

/// Where somebody is: of those at the server's own door the address counts, as the host is the same for all.
fn from(origin: &str) -> &str {
    origin.find("ssh ").map_or(origin, |at| &origin[at..])
}

fn cells(row: &LiveSession, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let name = if row.mine { format!("{} ({})", row.name, cx.t("session-mine")) } else { row.name.clone() };
    vec![
        (name, if row.mine { theme.dim() } else { theme.text() }),
        (words::role(row.role, &row.role_name, cx), theme.text()),
        (from(&row.origin).to_owned(), theme.text()),
        (cx.stamp(row.started_at), theme.dim()),
        (cx.stamp(row.last_seen), theme.text()),
    ]
}
