//! What comes in and what goes out: events, messages and effects. Both doors (terminal, later SSH) make these.

use crate::desk::api::{Problem, Reply, Request};
use crate::domain::Micros;

/// One thing that happened at the terminal, or to the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Key(Key),
    /// A bracketed paste, whole; control characters are dropped and the length is capped by the field.
    Paste(String),
    /// Columns and rows.
    Resize(u16, u16),
    /// The terminal window gained or lost the focus.
    Focus(bool),
    /// The time now. Send one before each batch of events, and at the time of the last `Effect::WakeAt`.
    Tick(Micros),
    /// The current sign-in codes of the demo's members, in the order of `Start::demo`.
    Codes(Vec<String>),
}

/// A key press (or repeat) with its modifiers. For a letter `shift` is already in the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub ctrl: bool,
    pub alt: bool,
    pub shift: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

impl Key {
    pub const fn new(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    pub const fn char(c: char) -> Self {
        Self::new(KeyCode::Char(c))
    }

    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false, shift: false }
    }
}

/// What `update` is given.
#[derive(Debug)]
pub enum Message {
    Event(Event),
    /// The answer to `Effect::Ask` with the same ticket.
    Reply {
        ticket: u64,
        result: Result<Reply, Problem>,
    },
}

/// What `update` wants done. Effects are carried out in order.
#[derive(Debug)]
pub enum Effect {
    /// Ask the desk and send the answer back as `Message::Reply` with this ticket.
    Ask { ticket: u64, request: Request },
    /// Leave the program; the session, if any, was signed out.
    Quit,
    /// Put the terminal back and stop the process (Ctrl-Z); on return draw everything again.
    Suspend,
    /// Send `Event::Tick` at this time. A later `WakeAt` replaces an earlier one.
    WakeAt(Micros),
}
