//! Someone else changed the record meanwhile: theirs beside mine.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Id;
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Conflict {
    pub customer: Id,
    /// The version that stands now.
    pub version: i64,
    /// Label, theirs, mine, for each plain field that differs.
    pub differences: Vec<(String, String, String)>,
}

impl Layer for Conflict {
    fn place(&self) -> Place {
        Place::Conflict
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-conflict")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::OpenAgain => {
                cx.intents.push(Intent::DropForm);
                cx.intents.push(Intent::OpenCustomer(self.customer));
            }
            Action::KeepMine => cx.intents.push(Intent::KeepMine(self.version)),
            Action::Cancel => {}
            _ => return Answer::Ignored,
        }
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.differences.len()).unwrap_or(9).max(1);
        let inside = paint::popup(buf, area, 74, rows + 9, &cx.t("conflict-title"), theme);
        let lead = Rect { height: 2.min(inside.height), ..inside };
        paint::paragraph(buf, lead, &cx.t("conflict-lead"), theme.text());
        let half = inside.width.saturating_sub(13) / 2;
        let heading = inside.y + 3;
        if heading + rows >= inside.bottom() {
            return None;
        }
        paint::text(buf, inside.x + 13, heading, half, &cx.t("conflict-theirs"), theme.dim());
        paint::text(buf, inside.x + 13 + half, heading, half, &cx.t("conflict-mine"), theme.dim());
        for (index, (label, theirs, mine)) in self.differences.iter().enumerate() {
            let y = heading + 1 + u16::try_from(index).unwrap_or(0);
            paint::text(buf, inside.x, y, 12, label, theme.dim());
            paint::text(buf, inside.x + 13, y, half.saturating_sub(1), theirs, theme.text());
            paint::text(buf, inside.x + 13 + half, y, half, mine, theme.strong());
        }
        if self.differences.is_empty() {
            paint::text(buf, inside.x, heading + 1, inside.width, &cx.t("conflict-sealed"), theme.text());
        }
        let below = Rect::new(inside.x, inside.bottom() - 2, inside.width, 2);
        paint::paragraph(buf, below, &cx.t("conflict-choice"), theme.dim());
        None
    }
}
