//! Where Kin failed: a panic is noted by its place, never by its words, which may hold a customer's data.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

use crate::diagnostics::Event;

static LAST: Mutex<String> = Mutex::new(String::new());

/// The name of the runtime's threads.
pub(super) const RUNTIME: &str = "server";
/// The threads that work with customers' data, names and keys.
const OURS: [&str; 4] = ["session", "desk", "news", RUNTIME];

/// From now on panics of these threads say where they were, on standard error, and nothing else.
pub(super) fn watch() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let others = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if !std::thread::current().name().is_some_and(|name| OURS.contains(&name)) {
                return others(panic);
            }
            if let Some(place) = panic.location() {
                Event::Panicked(place).tell();
            }
            let place = panic.location().map_or_else(|| "unknown".to_owned(), ToString::to_string);
            // Standard error may be closed; the log is told too.
            let _ = writeln!(std::io::stderr(), "kin: a fault at {place}");
            *LAST.lock().unwrap_or_else(PoisonError::into_inner) = place;
        }));
    });
}

/// The place of the last panic: file, line and column.
pub(super) fn last_place() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
