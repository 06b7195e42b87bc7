//! The screens: a pure `update` and a pure `view` over one `Model`. No IO, no clock.
//!
//! `update` takes an event or a reply and answers effects; `view` draws the model into a frame and answers
//! what can be clicked. Screens and popups are layers on one stack: the top one sees an event first. Keys,
//! hints, help and palette come from `keymap`.

mod context;
mod drafts;
pub mod event;
mod facts;
mod history;
pub mod hits;
mod i18n;
mod keymap;
mod layer;
mod macros;
mod model;
mod news;
mod place;
mod pointer;
mod popups;
mod preferences;
mod presence;
mod preview;
mod reminders;
mod replies;
mod resealing;
mod screens;
mod session;
mod theme;
mod tour;
mod update;
mod view;
mod widgets;

pub use event::{Effect, Event, Key, KeyCode, Message, Mouse, MouseWhat};
pub use i18n::{I18n, Lang};
pub use keymap::{KeyMistake, Keymap};
pub use model::{DemoLogin, Mode, Model, Start};
pub use preferences::Preferences;
pub use theme::NamedTheme;
pub use update::update;
pub use view::{ViewOut, view};
pub use widgets::qr;

/// What the screens say of roles, acts and times, for a door that says it in plain lines.
pub mod words {
    pub use super::context::{reason, role_key, show_date};
    pub use super::screens::detail_more::{own_values, point_label};
    pub use super::screens::detail_view::{action_key, activity_key, details, kind_key, outcome_key, status_key};
    pub use super::screens::log::verified_key;
}
