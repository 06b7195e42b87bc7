//! A question before something is lost.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::Id;
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

/// What a yes does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    DropForm,
    /// Opens this customer in place of the form below.
    OpenInstead(Id),
    Quit,
}

#[derive(Debug)]
pub struct Question(pub Ask);

impl Layer for Question {
    fn place(&self) -> Place {
        Place::Question
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => {
                match self.0 {
                    Ask::DropForm => cx.intents.push(Intent::DropForm),
                    Ask::OpenInstead(customer) => {
                        cx.intents.extend([Intent::DropForm, Intent::OpenCustomer(customer)]);
                    }
                    Ask::Quit => cx.intents.push(Intent::Quit),
                }
                Answer::Close
            }
            Action::Cancel => Answer::Close,
            _ => Answer::Ignored,
        }
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let words = cx.t(match self.0 {
            Ask::DropForm => "question-drop",
            Ask::OpenInstead(_) => "question-open-instead",
            Ask::Quit => "question-quit",
        });
        paint::question(buf, area, &cx.t("question-title"), &words, None, cx.theme);
        None
    }
}
