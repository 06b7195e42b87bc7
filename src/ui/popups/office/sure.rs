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
        let below = match &self.error {
            Some(error) => Some((format!("{} {error}", cx.theme.no()), cx.theme.bad())),
            None => self.sending.busy().then(|| (cx.t("office-sending"), cx.theme.dim())),
        };
        paint::question(buf, area, &cx.t("sure-title"), &self.words, below, cx.theme);
        None
    }
}
