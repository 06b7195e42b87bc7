//! The screens: a pure `update` and a pure `view` over one `Model`. No IO, no clock.
//!
//! `update` takes an event or a reply and answers effects; `view` draws the model into a frame. Screens and
//! popups are layers on one stack: the top one sees an event first. Keys, hints and help come from `keymap`.

mod context;
pub mod event;
mod i18n;
mod keymap;
mod layer;
mod model;
mod popups;
mod screens;
mod theme;
mod update;
mod view;
mod widgets;

pub use event::{Effect, Event, Key, KeyCode, Message};
pub use i18n::Lang;
pub use model::{DemoLogin, Mode, Model, Start};
pub use theme::Palette;
pub use update::update;
pub use view::{ViewOut, view};
