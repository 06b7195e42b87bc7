//! The name of a view to save, and who may use it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::views::narrowed;
use crate::desk::api::{Problem, Reply, Request, ViewDraft};
use crate::domain::{Id, Role};
use crate::ui::context::{Context, Intent, Tone, role_key};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

/// Who may use a view: nobody else, everybody, or one role.
const SHARES: [&[Role]; 6] = [
    &[],
    &[Role::Owner, Role::Admin, Role::Lead, Role::Agent, Role::Auditor],
    &[Role::Agent],
    &[Role::Lead],
    &[Role::Admin],
    &[Role::Auditor],
];

#[derive(Debug)]
pub struct ViewForm {
    draft: ViewDraft,
    name: Input,
    share: usize,
    in_share: bool,
    ticket: Option<u64>,
    error: Option<String>,
}

impl ViewForm {
    /// Saves the list as it is now.
    pub fn new(draft: ViewDraft) -> Self {
        let name = Input::with(&draft.name);
        Self { draft, name, share: 0, in_share: false, ticket: None, error: None }
    }

    /// Shares, renames or takes back a view that is there.
    pub fn share(draft: ViewDraft, id: Id) -> Self {
        let share = SHARES.iter().position(|roles| *roles == draft.shared.as_slice()).unwrap_or(0);
        Self { share, in_share: true, ..Self::new(ViewDraft { id: Some(id), ..draft }) }
    }
}

impl Layer for ViewForm {
    fn place(&self) -> Place {
        Place::ViewForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-view-form")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField | Action::PreviousField => self.in_share = !self.in_share && cx.rights().share_views,
            Action::Confirm if self.name.text().trim().is_empty() => self.error = Some(cx.t("form-name-needed")),
            Action::Confirm => {
                if self.ticket.is_none() {
                    self.error = None;
                    self.draft.name = self.name.text().trim().to_owned();
                    self.draft.shared = SHARES[self.share].to_vec();
                    self.ticket = Some(cx.ask(Request::SaveView(self.draft.clone())));
                }
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if !self.in_share {
            return if self.name.key(key) == Edit::Ignored { Answer::Ignored } else { Answer::Consumed };
        }
        self.share = match key.code {
            KeyCode::Left => (self.share + SHARES.len() - 1) % SHARES.len(),
            KeyCode::Right | KeyCode::Char(' ') => (self.share + 1) % SHARES.len(),
            _ => return Answer::Ignored,
        };
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if !self.in_share {
            self.name.insert(text);
        }
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.in_share = row == 1 && cx.rights().share_views;
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::ViewSaved(_)) => {
                let name = self.draft.name.clone();
                cx.say(Tone::Good, cx.i18n.t_with("view-saved", &[("name", name.into())]));
                cx.intents.push(Intent::ViewsChanged);
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.i18n.problem(&problem)),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const WIDTH: u16 = 60;
        let theme = cx.theme;
        let filter = narrowed(&self.draft, cx);
        let (words, style) = match &self.error {
            Some(error) => (format!("{} {error}", theme.no()), theme.bad()),
            None if filter.is_empty() => (cx.t("view-all"), theme.dim()),
            None => (filter, theme.dim()),
        };
        let rows: u16 = if cx.rights().share_views { 2 } else { 1 };
        let feet = u16::try_from(paint::wrap(&words, usize::from(WIDTH - 4)).len()).unwrap_or(1);
        let height = (rows + feet + 3).min(10);
        let inside = paint::popup(buf, area, WIDTH, height, &cx.t("place-view-form"), theme);
        let share = match self.share {
            0 => cx.t("view-private"),
            1 => cx.t("view-everyone"),
            share => SHARES[share].first().map(|role| cx.t(role_key(*role))).unwrap_or_default(),
        };
        let mut cursor = None;
        for row in 0..rows {
            let y = inside.y + row;
            let sharing = row == 1;
            let here = sharing == self.in_share;
            cx.hits.add(Rect::new(inside.x, y, inside.width, 1), Target::Row(usize::from(row)));
            let label = cx.t(if sharing { "view-share" } else { "field-name" });
            paint::text(buf, inside.x + 2, y, 14, &label, if here { theme.strong() } else { theme.dim() });
            let field = Rect::new(inside.x + 17, y, inside.width.saturating_sub(17), 1);
            let column = if sharing {
                paint::choice(buf, field, &share, here, theme);
                0
            } else {
                self.name.draw(buf, field, theme.field(), None)
            };
            if here {
                paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(field.x + column, y));
            }
        }
        let below = Rect { y: inside.y + rows + 1, height: inside.height.saturating_sub(rows + 1), ..inside };
        paint::paragraph(buf, below, &words, style);
        cursor
    }
}
