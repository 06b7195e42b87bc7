//! The model.

use super::{Lang, Palette};
use crate::domain::{Micros, Role};

/// How the office's file is used: shown in the title line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// One person's own file.
    #[default]
    Local,
    /// A file that several people open, each with their own keys.
    Shared,
}

/// A member of a demo office, whose sign-in may be shown.
#[derive(Clone, Debug)]
pub struct DemoLogin {
    pub name: String,
    pub role: Role,
    pub password: String,
    /// The base32 text of the one-time-code secret.
    pub totp_secret: String,
}

/// What the screens must know before the first frame.
#[derive(Clone, Debug)]
pub struct Start {
    pub office: String,
    pub mode: Mode,
    pub lang: Lang,
    pub palette: Palette,
    /// Draw lines and marks in ASCII.
    pub ascii: bool,
    /// The members of a throw-away demo office; `None` in a real one.
    pub demo: Option<Vec<DemoLogin>>,
    /// Lock after this many seconds without a key; 0: never.
    pub idle_lock_seconds: u32,
    pub now: Micros,
    /// Seconds east of UTC.
    pub utc_offset_seconds: i32,
    /// Columns and rows.
    pub size: (u16, u16),
}

/// Everything the screens know. `Debug` prints no secret and no personal value.
#[derive(Debug)]
pub struct Model {
    start: Start,
}

impl Model {
    pub fn new(start: Start) -> Self {
        Self { start }
    }

    /// The effects to carry out before the first event (such as the first `WakeAt`).
    pub fn start(&mut self) -> Vec<super::Effect> {
        let _ = &self.start;
        Vec::new()
    }

    /// Whether the screen must be drawn again; asking clears it.
    pub fn take_dirty(&mut self) -> bool {
        true
    }
}
