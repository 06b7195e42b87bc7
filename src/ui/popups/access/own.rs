//! My sign-in: the sessions that are open, the recovery codes that are left, what happened lately.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::credentials::{ChangeFactor, ChangePassword};
use crate::desk::api::{LogRow, Manage, OfficeAnswer, OfficeQuery, OwnSignIn, Problem, Reply, Request, SessionRow};
use crate::domain::{Micros, Outcome};
use crate::ui::context::{Context, Facts, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail::Load;
use crate::ui::screens::detail_view::{action_key, outcome_key};
use crate::ui::widgets::paint;

/// So few recovery codes are worth a warning.
const FEW: u8 = 3;

#[derive(Debug)]
pub struct MySignIn {
    own: Load<Box<OwnSignIn>>,
    ticket: Option<u64>,
    ending: Option<u64>,
    at: usize,
}

impl MySignIn {
    pub fn open(cx: &mut Context) -> Self {
        let mut own = Self { own: Load::Waiting, ticket: None, ending: None, at: 0 };
        own.load(cx);
        own
    }

    fn load(&mut self, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Own)));
    }

    fn loaded(&self) -> Option<&OwnSignIn> {
        if let Load::Ready(own) = &self.own { Some(own) } else { None }
    }

    fn sessions(&self) -> &[SessionRow] {
        self.loaded().map_or(&[], |own| &own.sessions)
    }

    fn end(&mut self, cx: &mut Context) {
        let other = self.sessions().get(self.at).filter(|session| !session.mine).map(|session| session.id);
        if let Some(session) = other.filter(|_| self.ending.is_none()) {
            self.ending = Some(cx.ask(Request::Manage(Box::new(Manage::EndSession { session }))));
        }
    }

    fn draw_own(&self, buf: &mut Buffer, area: Rect, own: &OwnSignIn, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let left = cx.i18n.t_with("own-codes", &[("count", own.codes_left.into())]);
        let few = own.codes_left < FEW;
        let left = if few { format!("! {left}") } else { left };
        let style = if few { theme.warn() } else { theme.text() };
        paint::text(buf, area.x, area.y, area.width, &left, style);
        let row = |row: u16| Rect::new(area.x, area.y + row, area.width, 1).intersection(area);
        heading(buf, row(2), ["own-sessions", "own-since", "own-seen", "own-from"], cx);
        // At least half of the room is for what happened.
        let most = usize::from(area.height.saturating_sub(5) / 2).max(1);
        let shown = own.sessions.len().min(most);
        let top = (self.at + 1).saturating_sub(shown);
        let mut cursor = None;
        for (line, (index, session)) in (3u16..).zip(own.sessions.iter().enumerate().skip(top).take(shown)) {
            let here = index == self.at;
            cursor = cursor.or(here.then(|| row(line).as_position()));
            draw_session(buf, row(line), session, here, cx);
            cx.hits.add(row(line), Target::Row(index));
        }
        let below = 4 + u16::try_from(shown).unwrap_or(0);
        heading(buf, row(below), ["own-events", "log-time", "log-outcome", "own-from"], cx);
        for (line, event) in (below + 1..area.height).zip(&own.events) {
            draw_event(buf, row(line), event, cx);
        }
        cursor
    }
}

/// Where the columns begin: what, when, then two more.
const COLUMNS: [u16; 4] = [2, 26, 41, 56];

fn cells(buf: &mut Buffer, line: Rect, cells: [(String, ratatui::style::Style); 4]) {
    for (index, (words, style)) in cells.into_iter().enumerate() {
        let end = COLUMNS.get(index + 1).map_or(line.width, |next| next - 1).min(line.width);
        let width = end.saturating_sub(COLUMNS[index]);
        paint::text(buf, line.x + COLUMNS[index], line.y, width, &words, style);
    }
}

fn heading(buf: &mut Buffer, line: Rect, keys: [&str; 4], cx: &Context) {
    if line.height > 0 {
        buf.set_style(line, cx.theme.heading());
        cells(buf, line, keys.map(|key| (cx.t(key), cx.theme.heading())));
    }
}

fn draw_session(buf: &mut Buffer, line: Rect, session: &SessionRow, here: bool, cx: &Context) {
    let theme = cx.theme;
    if line.height == 0 {
        return;
    }
    if here {
        paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
    }
    let name = cx.t(if session.mine { "own-this" } else { "own-other" });
    let style = if here { theme.selected() } else { theme.text() };
    let when = |at: Micros| (cx.short(at), theme.text());
    let origin = (session.origin.clone(), theme.dim());
    cells(buf, line, [(name, style), when(session.started_at), when(session.last_seen), origin]);
}

fn draw_event(buf: &mut Buffer, line: Rect, event: &LogRow, cx: &Context) {
    let (theme, entry) = (cx.theme, &event.entry);
    let done = entry.outcome == Outcome::Done;
    let outcome = cx.t(outcome_key(entry.outcome));
    let (outcome, style) = if done { (outcome, theme.dim()) } else { (format!("! {outcome}"), theme.warn()) };
    let what = (cx.t(&action_key(entry.action)), if done { theme.text() } else { theme.warn() });
    let origin = (entry.origin.clone(), theme.dim());
    cells(buf, line, [what, (cx.short(entry.at), theme.text()), (outcome, style), origin]);
}

impl Layer for MySignIn {
    fn place(&self) -> Place {
        Place::MySignIn
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-my-sign-in")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_delete = self.sessions().get(self.at).is_some_and(|session| !session.mine);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.sessions().len().saturating_sub(1)),
            Action::Delete => self.end(cx),
            Action::Password => {
                let change = self.loaded().and_then(|own| ChangePassword::new(own.minimum_password, cx));
                if let Some(change) = change {
                    cx.opened.push(Box::new(change));
                }
            }
            Action::CodeApp => cx.opened.push(Box::new(ChangeFactor::new())),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.sessions().len().saturating_sub(1));
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.ending].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let ended = self.ending.take_if(|ending| *ending == ticket).is_some();
        if !ended {
            self.ticket = None;
        }
        match result {
            Ok(Reply::Office(OfficeAnswer::Own(own))) => {
                self.at = self.at.min(own.sessions.len().saturating_sub(1));
                self.own = Load::Ready(own);
            }
            Ok(_) if ended => {
                cx.say(Tone::Good, cx.t("own-ended"));
                self.load(cx);
            }
            Ok(_) => {}
            Err(problem) if ended || self.loaded().is_some() => cx.complain(&problem),
            Err(problem) => self.own = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 86, 24, &cx.t("place-my-sign-in"), theme);
        match &self.own {
            Load::Ready(own) => return self.draw_own(buf, inside, own, cx),
            Load::Waiting => {
                paint::text(buf, inside.x, inside.y, inside.width, &cx.t("loading"), theme.dim());
            }
            Load::Failed(problem) => {
                paint::paragraph(buf, inside, &format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad());
            }
        }
        Some(inside.as_position())
    }
}
