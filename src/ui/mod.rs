//! The screens: a pure `update` and a pure `view` over one `Model`. No IO, no clock.

pub mod event;
mod i18n;
mod model;
mod theme;
mod update;
mod view;

pub use event::{Effect, Event, Key, KeyCode, Message};
pub use i18n::Lang;
pub use model::{DemoLogin, Mode, Model, Start};
pub use theme::Palette;
pub use update::update;
pub use view::{ViewOut, view};
