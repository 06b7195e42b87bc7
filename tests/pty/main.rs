//! The whole program in a real terminal: its screens as a person sees them.

#[path = "../support/office.rs"]
mod office;
#[path = "../support/mod.rs"]
mod support;

mod day;
mod demo;
mod drafts;
mod first;
mod hostile;
mod join;
mod linear;
mod memory;
mod own;
mod rights;
mod seat;
mod team;
mod terminal;
mod work;
