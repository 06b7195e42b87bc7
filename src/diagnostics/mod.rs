//! Room: diagnostics (see the map in lib.rs). What the program did, in a file for whoever runs it; no personal data.
//!
//! Whoever has something to tell makes an [`Event`], whose fields are ids, numbers and the program's own words: there is
//! no place in it for a name, a search or a value. It becomes an event of `tracing`; the one `subscriber` takes what
//! this room has made and nothing else, so that no library writes into the file.

mod event;
mod file;
mod subscriber;

pub use event::{Event, variant_name};

use std::io;
use std::panic;
use std::sync::OnceLock;
use std::time::Duration;

use crate::config::Log;
use subscriber::Writer;

static WRITER: OnceLock<&'static Writer> = OnceLock::new();

/// Begins to write where the settings want it; a second time in a process it changes nothing.
///
/// # Errors
/// When the file can't be written now. What is told later is tried all the same, and work goes on.
pub fn start(settings: &Log) -> io::Result<()> {
    if settings.file().is_none() || WRITER.get().is_some() {
        return Ok(());
    }
    let writer: &'static Writer = Box::leak(Box::new(Writer::new(settings)));
    // Another thread, or a program around this one, may have been first.
    if WRITER.set(writer).is_err() || tracing::subscriber::set_global_default(writer).is_err() {
        return Ok(());
    }
    let others = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            Event::Panicked(place).tell();
        }
        others(panic);
    }));
    let opened = writer.try_open();
    Event::Started.tell();
    opened
}

/// Goes on by other settings.
///
/// # Errors
/// As `start`.
pub fn reload(settings: &Log) -> io::Result<()> {
    match WRITER.get() {
        Some(writer) => {
            writer.set(settings);
            writer.try_open()
        }
        None => start(settings),
    }
}

/// What takes longer than this is slow; `None` where nobody is told.
pub fn slow() -> Option<Duration> {
    WRITER.get().map(|writer| writer.slow())
}
