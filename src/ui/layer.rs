//! A layer: a screen or a popup. Drawing and routing go over the same stack of them.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::context::{Context, Facts, Intent};
use super::drafts::Body;
use super::event::Key;
use super::hits::Target;
use super::keymap::{Action, Place};
use crate::desk::api::{Problem, Reply};
use crate::domain::{Micros, Secret};

/// What a layer did with what it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Consumed,
    Ignored,
    /// Consumed, and the layer leaves the stack (dropping its secrets).
    Close,
}

pub trait Layer: std::fmt::Debug + Send {
    fn place(&self) -> Place;

    /// Its part of the title line's trail.
    fn trail(&self, cx: &Context) -> Vec<String>;

    /// Adds what can be done here now.
    fn facts(&self, _facts: &mut Facts) {}

    /// An action of the keymap that applies in this place.
    fn act(&mut self, action: Action, cx: &mut Context) -> Answer;

    /// A key without a meaning in the keymap: typing.
    fn key(&mut self, _key: Key, _cx: &mut Context) -> Answer {
        Answer::Ignored
    }

    fn paste(&mut self, _text: &str, _cx: &mut Context) {}

    /// A click on something this layer drew; `double` is the second one in a short time.
    fn hit(&mut self, _target: Target, _double: bool, _cx: &mut Context) -> Answer {
        Answer::Ignored
    }

    /// A turn of the wheel over something this layer drew.
    fn wheel(&mut self, _target: Option<Target>, down: bool, cx: &mut Context) -> Answer {
        const LINES: usize = 3;
        let action = if down { Action::Down } else { Action::Up };
        (0..LINES).fold(Answer::Ignored, |_, _| self.act(action, cx))
    }

    /// The text that came back from the person's editor.
    fn edited(&mut self, _text: &str, _cx: &mut Context) {}

    /// Whether the answer with this ticket is for this layer.
    fn waits(&self, _ticket: u64) -> bool {
        false
    }

    fn reply(&mut self, _ticket: u64, _result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        Answer::Consumed
    }

    /// The time moved on.
    fn tick(&mut self, _cx: &mut Context) -> Answer {
        Answer::Consumed
    }

    /// When it next changes by time alone.
    fn wake(&self, _cx: &Context) -> Option<Micros> {
        None
    }

    /// Something another layer wants; `Ignored` where it is nothing for this one.
    fn intent(&mut self, _intent: &Intent, _cx: &mut Context) -> Answer {
        Answer::Ignored
    }

    /// Nobody may be looking any more (a suspend, a window left): what was revealed goes. `Close` for a layer
    /// that is nothing without it.
    fn hide(&mut self, _cx: &mut Context) -> Answer {
        Answer::Consumed
    }

    /// The screen is being locked: drops secrets. `Close` for a layer that is nothing without them.
    fn lock(&mut self, cx: &mut Context) -> Answer {
        self.hide(cx)
    }

    /// What the draft of this layer is kept under: `[a-z0-9:-]`.
    fn draft_key(&self) -> Option<String> {
        None
    }

    /// What is being typed here, to be kept sealed.
    fn draft(&self) -> Option<Secret> {
        None
    }

    /// This layer's draft again, after a lock dropped its secrets.
    fn refill(&mut self, _body: Body) {}

    fn unsaved(&self) -> bool {
        false
    }

    /// Draws within the body; answers where the cursor stands.
    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position>;
}
