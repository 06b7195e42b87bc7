//! The terminal: the loop, bytes into events, frames into bytes, and the way back to the shell.
//!
//! `run` knows no tty: it is given an inbox, a backend over any writer and a host. `local` is the door
//! that joins it to the terminal Kin was started in.

pub mod backend;
pub mod clipboard;
pub mod colour;
mod echo;
mod editor;
mod ended;
pub mod guard;
pub mod harden;
pub mod input;
mod keys;
mod lines;
pub mod local;
pub mod run;
mod start;
mod worker;

pub use backend::{Ansi, Stats};
pub use colour::{Looks, looks};
pub use echo::{EchoOff, echo_off};
pub use ended::Ended;
pub use guard::{Error, Options};
pub use harden::harden_process;
pub use lines::{Heard, listen};
pub use local::local;
pub use run::{End, Host, Inbox, Input, LARGEST, Screens, run};
pub use start::{StartError, lang, start};
pub use worker::Ask;
