//! One line of a timeline whole, and beside it what it was before it was changed.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{
    ActivityDraft, ActivityReply, ActivityRequest, MentionRow, NoteHistory, Problem, Reply, Request,
};
use crate::domain::{Id, NoteVersion};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail::Load;
use crate::ui::screens::timeline_words::{about, next_words};
use crate::ui::widgets::{markdown, paint};

#[derive(Debug)]
pub struct NoteView {
    ticket: Option<u64>,
    data: Load<Box<NoteHistory>>,
    /// How many versions back one looks: 0 is the line as it is.
    back: usize,
    /// The first line of the text that is shown.
    from: usize,
    /// The customer to go on to, where it is not the one below.
    customer: Option<Id>,
}

/// What a line said at some time, under a heading.
pub struct Side<'a> {
    pub heading: String,
    pub draft: &'a ActivityDraft,
}

impl NoteView {
    pub fn open(note: Id, cx: &mut Context) -> Self {
        let request = Request::Activity(Box::new(ActivityRequest::History { note }));
        Self { ticket: Some(cx.ask(request)), data: Load::Waiting, back: 0, from: 0, customer: None }
    }

    /// Opens a line that turns to whoever is here, which has seen it then.
    pub fn mention(row: &MentionRow, cx: &mut Context) -> Self {
        cx.ask(Request::Activity(Box::new(ActivityRequest::MentionSeen { note: row.note })));
        Self { customer: Some(row.customer), ..Self::open(row.note, cx) }
    }

    fn versions(&self) -> usize {
        if let Load::Ready(history) = &self.data { history.versions.len() } else { 0 }
    }

    /// The version that is looked at, and who wrote it.
    fn earlier<'a>(&self, history: &'a NoteHistory) -> Option<&'a (NoteVersion, String)> {
        let at = history.versions.len().checked_sub(self.back).filter(|_| self.back > 0)?;
        history.versions.get(at)
    }
}

fn said(version: &NoteVersion) -> ActivityDraft {
    ActivityDraft {
        kind: version.kind,
        direction: version.direction,
        outcome: version.outcome,
        minutes: version.minutes,
        next_step: version.next_step.clone(),
        next_at: version.next_at,
        text: version.text.clone(),
    }
}

impl Layer for NoteView {
    fn place(&self) -> Place {
        Place::NoteView
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-note-view")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.earlier = self.back < self.versions();
        facts.later = self.back > 0;
        facts.other_customer = self.customer.is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let page = cx.body_height().saturating_sub(10).max(1);
        match action {
            Action::Cancel => return Answer::Close,
            Action::Open => {
                cx.intents.extend(self.customer.map(Intent::OpenCustomer));
                return Answer::Close;
            }
            Action::Previous => (self.back, self.from) = ((self.back + 1).min(self.versions()), 0),
            Action::Next => (self.back, self.from) = (self.back.saturating_sub(1), 0),
            Action::Up => self.from = self.from.saturating_sub(1),
            Action::Down => self.from += 1,
            Action::PageUp => self.from = self.from.saturating_sub(page),
            Action::PageDown => self.from += page,
            _ => return Answer::Ignored,
        }
        if let Load::Ready(history) = &self.data {
            // A line of the screen holds a line of the text at least; what is drawn ends sooner by itself.
            self.from = self.from.min(longest(history).saturating_sub(1));
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Activity(reply)) => {
                if let ActivityReply::History(history) = *reply {
                    self.data = Load::Ready(history);
                }
            }
            Ok(_) => {}
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, area.width.min(100), 22, &cx.t("place-note-view"), theme);
        let at = Position::new(inside.x, inside.y);
        let history = match &self.data {
            Load::Ready(history) => history,
            Load::Waiting => {
                paint::text(buf, inside.x, inside.y, inside.width, &cx.t("loading"), theme.dim());
                return Some(at);
            }
            Load::Failed(problem) => {
                paint::paragraph(buf, inside, &format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad());
                return Some(at);
            }
        };
        let current = ActivityDraft::from(&history.current.activity);
        let Some((version, by)) = self.earlier(history) else {
            return Some(self.draw_one(buf, inside, history, &current, cx));
        };
        let then = said(version);
        let args =
            [("version", version.version.into()), ("moment", cx.short(version.at).into()), ("name", by.clone().into())];
        let then = Side { heading: cx.i18n.t_with("note-version", &args), draft: &then };
        let now = Side { heading: cx.t("note-version-now"), draft: &current };
        Some(draw_sides(buf, inside, &[then, now], 0, self.from, cx))
    }
}

impl NoteView {
    fn draw_one(
        &self,
        buf: &mut Buffer,
        inside: Rect,
        history: &NoteHistory,
        draft: &ActivityDraft,
        cx: &Context,
    ) -> Position {
        let theme = cx.theme;
        let line = &history.current.activity;
        let lead = [about(draft, cx), cx.moment(line.at), history.current.member.clone()].join(theme.between());
        paint::text(buf, inside.x, inside.y, inside.width, &lead, theme.strong());
        let mut lines = Vec::new();
        if let Some(at) = line.edited_at {
            let args = [
                ("moment", cx.moment(at).into()),
                ("name", history.current.edited_by.clone().into()),
                ("key", cx.keys.written("earlier-version").into()),
            ];
            lines.push(cx.i18n.t_with("note-edited", &args));
        }
        lines.extend(next_words(&draft.next_step, draft.next_at, cx));
        let mut y = inside.y + 1;
        for line in lines {
            paint::text(buf, inside.x, y, inside.width, &line, theme.dim());
            y += 1;
        }
        paint::rule(buf, inside.x, y, inside.width, theme);
        let body = Rect::new(inside.x, y + 1, inside.width, inside.bottom().saturating_sub(y + 1));
        let text = markdown::lines(&draft.text, body.width, theme);
        let from = self.from.min(text.len().saturating_sub(usize::from(body.height)));
        markdown::draw(buf, body, &text, from);
        Position::new(body.x, body.y)
    }
}

/// An upper bound on the lines that any of the texts takes.
fn longest(history: &NoteHistory) -> usize {
    let texts =
        history.versions.iter().map(|(version, _)| version.text.len()).chain([history.current.activity.text.len()]);
    texts.max().unwrap_or(0)
}

/// Two sides of a line beside each other, one of them chosen; answers where that one stands.
pub fn draw_sides(
    buf: &mut Buffer,
    area: Rect,
    sides: &[Side<'_>; 2],
    chosen: usize,
    from: usize,
    cx: &Context,
) -> Position {
    let theme = cx.theme;
    let half = area.width.saturating_sub(3) / 2;
    let mut cursor = Position::new(area.x, area.y);
    for (index, side) in sides.iter().enumerate() {
        let x = area.x + u16::try_from(index).unwrap_or(0) * (half + 3);
        let here = index == chosen;
        if here {
            paint::text(buf, x, area.y, 1, theme.marker(), theme.accent());
        }
        let style = if here { theme.strong() } else { theme.dim() };
        paint::text(buf, x + 2, area.y, half.saturating_sub(2), &side.heading, style);
        paint::text(buf, x, area.y + 1, half, &about(side.draft, cx), theme.dim());
        let next = next_words(&side.draft.next_step, side.draft.next_at, cx).unwrap_or_default();
        paint::text(buf, x, area.y + 2, half, &next, theme.dim());
        let body = Rect::new(x, area.y + 4, half, area.height.saturating_sub(4));
        let text = markdown::lines(&side.draft.text, half, theme);
        markdown::draw(buf, body, &text, from.min(text.len().saturating_sub(usize::from(body.height))));
        if here {
            cursor = Position::new(x, area.y);
        }
    }
    paint::divider(buf, area.x + half + 1, area.y, area.height, theme);
    cursor
}
