//! Someone else changed a note meanwhile: theirs beside mine.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::note_view::{Side, draw_sides};
use crate::desk::api::ActivityDraft;
use crate::domain::Activity;
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct NoteClash {
    theirs: Box<Activity>,
    mine: ActivityDraft,
    name: String,
    keep_mine: bool,
}

impl NoteClash {
    pub fn new(theirs: Box<Activity>, mine: ActivityDraft, name: &str) -> Self {
        Self { theirs, mine, name: name.to_owned(), keep_mine: true }
    }
}

impl Layer for NoteClash {
    fn place(&self) -> Place {
        Place::Conflict
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-conflict")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Mark => self.keep_mine = !self.keep_mine,
            Action::Previous => self.keep_mine = false,
            Action::Next => self.keep_mine = true,
            Action::Confirm => {
                cx.intents.push(Intent::NoteChosen(self.theirs.clone(), self.keep_mine));
                return Answer::Close;
            }
            Action::OpenAgain => {
                cx.intents.extend([Intent::DropForm, Intent::NoteSaved(self.theirs.customer)]);
                return Answer::Close;
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let title = cx.i18n.t_with("note-clash-title", &[("name", self.name.clone().into())]);
        let inside = paint::popup(buf, area, 78, 20, &title, cx.theme);
        let lead = Rect { height: 2.min(inside.height), ..inside };
        paint::paragraph(buf, lead, &cx.t("note-clash-lead"), cx.theme.text());
        let body = Rect { y: inside.y + 3, height: inside.height.saturating_sub(3), ..inside };
        let theirs = ActivityDraft::from(&*self.theirs);
        let side = |draft, key: &str| Side { draft, heading: cx.t(key) };
        let sides = [side(&theirs, "conflict-theirs"), side(&self.mine, "conflict-mine")];
        Some(draw_sides(buf, body, &sides, usize::from(self.keep_mine), 0, cx))
    }
}
