//! My sign-in: the sessions that are open, the SSH keys, the recovery codes that are left, what happened lately.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::credentials::{ChangeFactor, ChangePassword};
use super::key_form::KeyForm;
use crate::desk::api::{
    LogRow, Manage, OfficeAnswer, OfficeQuery, OwnSignIn, Problem, Reply, Request, SessionRow, SshKeyRow,
};
use crate::domain::{Id, Micros, Outcome};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::prove::Prove;
use crate::ui::screens::detail::Load;
use crate::ui::screens::detail_view::{action_key, outcome_key};
use crate::ui::widgets::paint;

/// So much of a fingerprint is shown: `SHA256:` and 72 bits, enough to tell one's keys apart.
const FINGERPRINT: usize = 19;
/// So few recovery codes are worth a warning.
const FEW: u8 = 3;

#[derive(Debug)]
pub struct MySignIn {
    own: Load<Box<OwnSignIn>>,
    ticket: Option<u64>,
    ending: Option<u64>,
    removing: Option<u64>,
    /// The key whose removal was asked for once: a second time does it.
    sure: Option<Id>,
    /// The key to remove once the password is proven.
    proving: Option<Id>,
    /// Among the sessions, and the keys after them.
    at: usize,
}

impl MySignIn {
    pub fn open(cx: &mut Context) -> Self {
        let mut own =
            Self { own: Load::Waiting, ticket: None, ending: None, removing: None, sure: None, proving: None, at: 0 };
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

    fn keys(&self) -> &[SshKeyRow] {
        self.loaded().map_or(&[], |own| &own.keys)
    }

    fn selected_key(&self) -> Option<&SshKeyRow> {
        self.keys().get(self.at.checked_sub(self.sessions().len())?)
    }

    fn last(&self) -> usize {
        (self.sessions().len() + self.keys().len()).saturating_sub(1)
    }

    /// Asked twice: without a key the way in may be gone.
    fn remove(&mut self, cx: &mut Context) {
        let Some((key, label)) = self.selected_key().map(|row| (row.id, row.label.clone())) else { return };
        if self.sure == Some(key) {
            self.ask_to_remove(key, cx);
        } else {
            self.sure = Some(key);
            let words = [("key", cx.keys.written("remove-key").into()), ("name", label.into())];
            cx.say(Tone::Warn, cx.i18n.t_with("own-key-sure", &words));
        }
    }

    fn ask_to_remove(&mut self, key: Id, cx: &mut Context) {
        if self.removing.is_none() {
            self.removing = Some(cx.ask(Request::RemoveKey { key }));
            self.proving = Some(key);
        }
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
        let most = usize::from(area.height.saturating_sub(8) / 4).max(1);
        let mut cursor = None;
        let mut line = 3;
        let (first, here) = (own.sessions.len(), self.at);
        for (index, session) in shown(&own.sessions, here.min(first.saturating_sub(1)), most) {
            cursor = cursor.or((index == here).then(|| row(line).as_position()));
            draw_session(buf, row(line), session, index == here, cx);
            hit(row(line), index, cx);
            line += 1;
        }
        heading(buf, row(line + 1), ["own-keys", "own-added", "own-used", "own-fingerprint"], cx);
        line += 2;
        if own.keys.is_empty() {
            paint::text(buf, area.x + 2, row(line).y, area.width.saturating_sub(2), &cx.t("own-no-keys"), theme.dim());
            line += 1;
        }
        for (index, key) in shown(&own.keys, here.saturating_sub(first), most) {
            let here = first + index == here;
            cursor = cursor.or(here.then(|| row(line).as_position()));
            draw_key(buf, row(line), key, here, cx);
            hit(row(line), first + index, cx);
            line += 1;
        }
        heading(buf, row(line + 1), ["own-events", "log-time", "log-outcome", "own-from"], cx);
        for (line, event) in (line + 2..area.height).zip(&own.events) {
            draw_event(buf, row(line), event, cx);
        }
        cursor
    }
}

/// Where a click selects a row, if there is room for it.
fn hit(line: Rect, index: usize, cx: &Context) {
    if !line.is_empty() {
        cx.hits.add(line, Target::Row(index));
    }
}

/// As many as have room, the selected one among them.
fn shown<T>(rows: &[T], at: usize, most: usize) -> impl Iterator<Item = (usize, &T)> {
    rows.iter().enumerate().skip((at + 1).saturating_sub(most)).take(most)
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
    let when = |at: Micros| (cx.stamp(at), theme.text());
    let origin = (session.origin.clone(), theme.dim());
    cells(buf, line, [(name, style), when(session.started_at), when(session.last_seen), origin]);
}

fn draw_key(buf: &mut Buffer, line: Rect, key: &SshKeyRow, here: bool, cx: &Context) {
    let theme = cx.theme;
    if line.height == 0 {
        return;
    }
    if here {
        paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
    }
    let style = if here { theme.selected() } else { theme.text() };
    let used = key.last_used.map_or_else(|| (cx.t("own-never"), theme.dim()), |at| (cx.stamp(at), theme.text()));
    let fingerprint = (key.fingerprint.chars().take(FINGERPRINT).collect(), theme.dim());
    cells(buf, line, [(key.label.clone(), style), (cx.stamp(key.added_at), theme.text()), used, fingerprint]);
}

fn draw_event(buf: &mut Buffer, line: Rect, event: &LogRow, cx: &Context) {
    let (theme, entry) = (cx.theme, &event.entry);
    let done = entry.outcome == Outcome::Done;
    let outcome = cx.t(outcome_key(entry.outcome));
    let (outcome, style) = if done { (outcome, theme.dim()) } else { (format!("! {outcome}"), theme.warn()) };
    let what = (cx.t(&action_key(entry.action)), if done { theme.text() } else { theme.warn() });
    let origin = (entry.origin.clone(), theme.dim());
    cells(buf, line, [what, (cx.stamp(entry.at), theme.text()), (outcome, style), origin]);
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
        facts.own_key = self.selected_key().is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action != Action::Delete {
            self.sure = None;
        }
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.last()),
            Action::New => cx.opened.push(Box::new(KeyForm::new())),
            Action::Delete if self.selected_key().is_some() => self.remove(cx),
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
        self.at = row.min(self.last());
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.ending, self.removing].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let ended = self.ending.take_if(|ending| *ending == ticket).is_some();
        let removed = self.removing.take_if(|removing| *removing == ticket).is_some();
        if !ended && !removed {
            self.ticket = None;
        }
        match result {
            Ok(Reply::Office(OfficeAnswer::Own(own))) => {
                self.own = Load::Ready(own);
                self.at = self.at.min(self.last());
            }
            Ok(_) if ended || removed => {
                self.proving = None;
                cx.say(Tone::Good, cx.t(if ended { "own-ended" } else { "own-key-removed" }));
                self.load(cx);
            }
            Ok(_) => {}
            Err(Problem::ProveAgain) if removed => cx.opened.push(Box::new(Prove::default())),
            Err(problem) if ended || removed || self.loaded().is_some() => {
                self.proving = None;
                cx.complain(&problem);
            }
            Err(problem) => self.own = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::KeysChanged => self.load(cx),
            Intent::Proved => match self.proving.take() {
                Some(key) => self.ask_to_remove(key, cx),
                None => return Answer::Ignored,
            },
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 86, 28, &cx.t("place-my-sign-in"), theme);
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
