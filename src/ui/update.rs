//! The update.

use super::{Effect, Message, Model};

/// Takes one message in; answers what to do.
pub fn update(_model: &mut Model, _message: Message) -> Vec<Effect> {
    Vec::new()
}
