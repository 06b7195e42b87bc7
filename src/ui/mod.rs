//! Room: ui (see the map in lib.rs).

pub mod event;
pub use event::{Effect, Event, Key, KeyCode, Message};

#[derive(Debug, Default)]
pub struct Model;

impl Model {
    pub fn start(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    pub fn take_dirty(&mut self) -> bool {
        false
    }
}

pub fn update(_: &mut Model, _: Message) -> Vec<Effect> {
    Vec::new()
}

pub fn view(_: &Model, _: &mut ratatui::Frame) {}
