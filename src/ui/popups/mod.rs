//! Popups: layers over a screen. The top one sees an event first.

pub mod access;
pub mod bulk;
pub mod check;
pub mod column_choice;
pub mod conflict;
pub mod draft_list;
pub mod entry;
pub mod filter;
pub mod filter_line;
pub mod form;
pub mod help;
pub mod jump;
pub mod list_filter;
pub mod log_line;
pub mod log_views;
pub mod note;
pub mod note_clash;
pub mod note_view;
pub mod office;
pub mod palette;
pub mod pick;
pub mod question;
pub mod reveal;
pub mod seen;
pub mod settings;
pub mod sharing;
pub mod view_form;
pub mod views;
pub mod why;

use super::layer::Layer;

pub type Popup = Box<dyn Layer>;
