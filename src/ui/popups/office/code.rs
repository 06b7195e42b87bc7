//! An invitation's code, large, shown once: to be handed over in person.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::Invited;
use crate::ui::context::Context;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct CodeView {
    invited: Invited,
}

/// Characters in a group, and groups in a line.
const GROUP: usize = 4;
const GROUPS: usize = 4;
/// Columns of a character with the air around it, and of the gap between groups.
const WIDE: u16 = 2;
const GAP: u16 = 3;

impl CodeView {
    pub fn new(invited: Invited) -> Self {
        Self { invited }
    }

    /// The code's characters, each with its line and column. Its own dashes and blanks give way to ours.
    fn places(&self) -> impl Iterator<Item = (char, u16, u16)> + '_ {
        let signs = self.invited.code.expose().chars().filter(|c| c.is_alphanumeric());
        signs.enumerate().map(|(index, c)| {
            let (line, at) = (index / (GROUP * GROUPS), index % (GROUP * GROUPS));
            let column = u16::try_from(at).unwrap_or(0) * WIDE + u16::try_from(at / GROUP).unwrap_or(0) * GAP;
            (c, u16::try_from(line).unwrap_or(0) * 2, column)
        })
    }
}

impl Layer for CodeView {
    fn place(&self) -> Place {
        Place::Code
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-code")]
    }

    fn act(&mut self, action: Action, _cx: &mut Context) -> Answer {
        if action == Action::End { Answer::Close } else { Answer::Ignored }
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = self.places().last().map_or(1, |(_, line, _)| line + 1);
        let title = cx.i18n.t_with("code-title", &[("name", self.invited.name.clone().into())]);
        let more = if self.invited.proposal.is_some() { 2 } else { 0 };
        let lead = if self.invited.program { "code-lead-program" } else { "code-lead" };
        let inside = paint::popup(buf, area, 64, rows + 9 + more, &title, theme);
        let room = Rect { height: inside.height.min(2), ..inside };
        paint::paragraph(buf, room, &cx.t(lead), theme.text());
        let widest = u16::try_from(GROUP * GROUPS).unwrap_or(0) * WIDE + u16::try_from(GROUPS - 1).unwrap_or(0) * GAP;
        let (x, y) = (inside.x + inside.width.saturating_sub(widest) / 2, inside.y + 3);
        for (c, line, column) in self.places() {
            if y + line < inside.bottom() {
                paint::grapheme(buf, x + column, y + line, c.encode_utf8(&mut [0; 4]), theme.strong());
            }
        }
        let below = y + rows + 1;
        let room = Rect { y: below, height: inside.bottom().saturating_sub(below), ..inside };
        let until = cx.i18n.t_with("code-until", &[("moment", cx.moment(self.invited.until).into())]);
        let mut used = paint::paragraph(buf, room, &until, theme.warn());
        if self.invited.proposal.is_some() {
            let room = Rect { y: below + used, height: room.height.saturating_sub(used), ..room };
            used += paint::paragraph(buf, room, &cx.t("code-proposed"), theme.warn());
        }
        let room = Rect { y: below + used, height: room.height.saturating_sub(used), ..room };
        paint::paragraph(buf, room, &cx.t("code-once"), theme.dim());
        Some(Position::new(x, y))
    }
}
