//! Tasks over a screen: the quick-add line, and the form of one.

pub mod form;
pub mod quick;
