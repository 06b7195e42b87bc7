//! Are you sure? One act on the office, asked about and sent.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Deed, Sending, Sent};
use crate::desk::api::{Problem, Reply};
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Sure {
    words: String,
    act: Deed,
    sending: Sending,
    error: Option<String>,
}

impl Sure {
    /// `words` say what it does.
    pub fn new(act: impl Into<Deed>, words: String) -> Self {
        Self { words, act: act.into(), sending: Sending::default(), error: None }
    }
}

impl Layer for Sure {
    fn place(&self) -> Place {
        Place::Question
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => {
                self.error = None;
                self.sending.send(self.act.clone(), cx);
            }
            // What is on its way can't be taken back any more.
            Action::Cancel if self.sending.busy() => {}
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.sending.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match self.sending.answer(result, cx) {
            Sent::Done => Answer::Close,
            Sent::Refused(words) => {
                self.error = Some(words);
                Answer::Consumed
            }
        }
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        super::proved(&mut self.sending, intent, cx)
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const WIDTH: u16 = 66;
        let theme = cx.theme;
        let words = paint::wrap(&self.words, usize::from(WIDTH - 4));
        let height = u16::try_from(words.len()).unwrap_or(4) + 6;
        let inside = paint::popup(buf, area, WIDTH, height, &cx.t("sure-title"), theme);
        let body = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        let used = paint::paragraph(buf, body, &self.words, theme.text()) + 1;
        let below = Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body };
        if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.sending.busy() {
            paint::text(buf, below.x, below.y, below.width, &cx.t("office-sending"), theme.dim());
        }
        None
    }
}
