//! Being asked to end while something is made that must not be left half done.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{SigId, low_level};

use super::output::Failure;

/// Signals are kept while it lives; whoever made it looks from time to time, and takes away what there is.
pub struct Ended {
    signal: Arc<AtomicUsize>,
    kept: Vec<SigId>,
}

impl Ended {
    pub fn watch() -> Result<Self, Failure> {
        let signal = Arc::new(AtomicUsize::new(0));
        let mut kept = Vec::new();
        for number in [SIGHUP, SIGINT, SIGTERM] {
            let value = usize::try_from(number).unwrap_or_default();
            kept.push(signal_hook::flag::register_usize(number, Arc::clone(&signal), value)?);
        }
        Ok(Self { signal, kept })
    }

    /// # Errors
    /// A signal has come; the program ends with it.
    pub fn check(&self) -> Result<(), Failure> {
        match self.signal.load(Ordering::Relaxed) {
            0 => Ok(()),
            signal => Err(Failure::Ended(128 + u8::try_from(signal).unwrap_or_default())),
        }
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.kept.drain(..).for_each(|id| {
            low_level::unregister(id);
        });
    }
}
