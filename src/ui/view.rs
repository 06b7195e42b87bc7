//! The view.

use super::Model;
use ratatui::Frame;
use ratatui::layout::Position;

/// What a frame left behind. The cursor is already set on the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewOut {
    /// Where the real cursor stands; `None`: hidden.
    pub cursor: Option<Position>,
}

/// Draws the model.
pub fn view(_model: &Model, _frame: &mut Frame) -> ViewOut {
    ViewOut::default()
}
