//! Popups: layers over a screen. The top one sees an event first.

pub mod check;
pub mod conflict;
pub mod entry;
pub mod filter;
pub mod form;
pub mod help;
pub mod note;
pub mod question;
pub mod reveal;

use super::layer::Layer;

pub type Popup = Box<dyn Layer>;
