//! What comes in and what goes out: events, messages and effects. Both doors (terminal, later SSH) make these.

use std::sync::Arc;

use crate::desk::api::{News, Problem, Reply, Request};
use crate::domain::{Micros, Secret};

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
    /// The mouse did something at a column and a row.
    Mouse(Mouse),
    /// The text as the person's editor left it, after `Effect::EditText`; `None`: it could not be had.
    Edited(Option<String>),
    /// The current sign-in codes of the demo's members, in the order of `Start::demo`.
    Codes(Vec<String>),
    /// What was committed by anybody since the last news.
    News(Arc<News>),
    /// The line is gone, or will be: what is typed and the place are kept now.
    Keep,
    /// The server will end in a moment: it is said, and all is kept.
    Stopping,
}

/// What the mouse did. A double click is two presses in a short time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    pub column: u16,
    pub row: u16,
    pub what: MouseWhat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MouseWhat {
    /// The left button went down.
    Press,
    WheelUp,
    WheelDown,
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
    /// Put this text on the clipboard of the person's terminal (OSC 52); empty: clear it.
    Copy(Secret),
    /// Give the terminal to the person's editor with this text, then send `Event::Edited`.
    EditText(String),
    /// Ask the terminal to report the mouse, or no longer.
    Mouse(bool),
    /// What stands on the screen must go at once, from the terminal and from memory; all is drawn again.
    Wipe,
    /// Send `Event::Tick` at this time. A later `WakeAt` replaces an earlier one.
    WakeAt(Micros),
}
