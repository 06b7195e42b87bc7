//! Popups: layers over a screen. The top one sees an event first.

pub mod access;
pub mod bulk;
pub mod check;
pub mod column_choice;
pub mod conflict;
pub mod draft_list;
pub mod duplicates;
pub mod entry;
pub mod filter;
pub mod filter_line;
pub mod form;
pub mod help;
pub mod jump;
pub mod list_filter;
pub mod log_line;
pub mod merge;
pub mod named_list;
pub mod note;
pub mod note_clash;
pub mod note_view;
pub mod office;
pub mod palette;
pub mod pick;
pub mod question;
pub mod recent;
pub mod reveal;
pub mod seen;
pub mod settings;
pub mod sharing;
pub mod task;
pub mod ticket;
pub mod trash;
pub mod view_form;
pub mod views;
pub mod why;

use super::layer::Layer;

pub type Popup = Box<dyn Layer>;
