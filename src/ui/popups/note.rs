//! A new line of the timeline: its kind and its words.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use serde::{Deserialize, Serialize};

use super::question::{Ask, Question};
use crate::desk::api::{CustomerDetail, Problem, Reply, Request};
use crate::domain::{ActivityKind, Id, Secret};
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::drafts::{self, Body};
use crate::ui::event::{Effect, Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail_view::activity_key;
use crate::ui::widgets::area::Area;
use crate::ui::widgets::paint;

const KINDS: [ActivityKind; 5] =
    [ActivityKind::Note, ActivityKind::Call, ActivityKind::Email, ActivityKind::Meeting, ActivityKind::Visit];

#[derive(Debug)]
pub struct NoteForm {
    customer: Id,
    name: String,
    kind: usize,
    in_kind: bool,
    area: Area,
    ticket: Option<u64>,
    error: Option<String>,
}

/// What is typed, as it is kept sealed.
#[derive(Serialize, Deserialize)]
pub struct NoteDraft {
    customer: Id,
    pub name: String,
    kind: ActivityKind,
    text: String,
}

/// Prints nothing of what was typed.
impl std::fmt::Debug for NoteDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NoteDraft(…)")
    }
}

impl NoteForm {
    /// The note as it was when the draft was kept.
    pub fn resume(draft: NoteDraft) -> Self {
        let mut area = Area::default();
        area.insert(&draft.text);
        Self {
            customer: draft.customer,
            name: draft.name,
            kind: KINDS.iter().position(|kind| *kind == draft.kind).unwrap_or(0),
            in_kind: false,
            area,
            ticket: None,
            error: None,
        }
    }

    pub fn new(detail: &CustomerDetail) -> Self {
        Self {
            customer: detail.customer.id,
            name: detail.customer.name.clone(),
            kind: 0,
            in_kind: false,
            area: Area::default(),
            ticket: None,
            error: None,
        }
    }
}

impl Layer for NoteForm {
    fn place(&self) -> Place {
        Place::NoteForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-note")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField | Action::PreviousField => self.in_kind = !self.in_kind,
            Action::Save if self.area.is_empty() => self.error = Some(cx.t("note-empty")),
            Action::Save => {
                if self.ticket.is_none() {
                    self.error = None;
                    let request =
                        Request::AddNote { customer: self.customer, kind: KINDS[self.kind], text: self.area.text() };
                    self.ticket = Some(cx.ask(request));
                }
            }
            Action::EditOutside => cx.effects.push(Effect::EditText(self.area.text())),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.ticket.is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if !self.in_kind {
            return if self.area.key(key) { Answer::Consumed } else { Answer::Ignored };
        }
        match key.code {
            KeyCode::Left | KeyCode::Up => self.kind = (self.kind + KINDS.len() - 1) % KINDS.len(),
            KeyCode::Right | KeyCode::Down | KeyCode::Char(' ') => self.kind = (self.kind + 1) % KINDS.len(),
            KeyCode::Enter => self.in_kind = false,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if !self.in_kind {
            self.area.insert(text);
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Tab(kind) => (self.kind, self.in_kind) = (kind.min(KINDS.len() - 1), false),
            Target::Pane => self.in_kind = false,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn edited(&mut self, text: &str, _cx: &mut Context) {
        self.area = Area::default();
        self.area.insert(text.trim_end());
    }

    fn draft_key(&self) -> Option<String> {
        Some(format!("note:{}", self.customer))
    }

    fn draft(&self) -> Option<Secret> {
        let (customer, name) = (self.customer, self.name.clone());
        let draft = NoteDraft { customer, name, kind: KINDS[self.kind], text: self.area.text() };
        Some(drafts::written(&Body::Note(Box::new(draft))))
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(_) => {
                let undo = cx.keys.written("undo");
                cx.say(Tone::Good, cx.i18n.t_with("note-saved", &[("undo", undo.into())]));
                cx.intents.push(Intent::NoteSaved(self.customer));
                Answer::Close
            }
            Err(problem) => {
                self.error = Some(cx.told(&problem));
                Answer::Consumed
            }
        }
    }

    fn intent(&mut self, intent: &Intent, _cx: &mut Context) -> Answer {
        if matches!(intent, Intent::DropForm) { Answer::Close } else { Answer::Ignored }
    }

    fn unsaved(&self) -> bool {
        !self.area.is_empty()
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let title = cx.i18n.t_with("note-title", &[("name", self.name.clone().into())]);
        let inside = paint::popup(buf, area, 70, 16, &title, theme);
        let mut x = inside.x;
        let mut cursor = Position::new(inside.x, inside.y);
        for (index, kind) in KINDS.iter().enumerate() {
            let chosen = index == self.kind;
            let name = cx.t(activity_key(*kind));
            let name = if chosen { format!("[{name}]") } else { format!(" {name} ") };
            let style = match (chosen, self.in_kind) {
                (true, true) => theme.selected(),
                (true, false) => theme.accent(),
                _ => theme.dim(),
            };
            if chosen {
                cursor.x = x;
            }
            let used = paint::text(buf, x, inside.y, inside.right().saturating_sub(x), &name, style);
            cx.hits.add(Rect::new(x, inside.y, used, 1), Target::Tab(index));
            x += used + 1;
        }
        paint::rule(buf, inside.x, inside.y + 1, inside.width, theme);
        let body = Rect::new(inside.x, inside.y + 2, inside.width, inside.height.saturating_sub(4));
        if body.is_empty() {
            return None;
        }
        cx.hits.add(body, Target::Pane);
        let at = self.area.draw(buf, body);
        let below = Rect::new(inside.x, body.bottom(), inside.width, 2);
        if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else {
            paint::text(
                buf,
                below.x,
                below.y + 1,
                below.width,
                &cx.i18n.t_with("note-lead", &[("key", cx.keys.written("next-part").into())]),
                theme.dim(),
            );
        }
        Some(if self.in_kind { cursor } else { at })
    }
}
