//! Being asked to end while something is made that must not be left half done.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{SigId, low_level};

use super::End;

/// Signals are kept while it lives; whoever made it looks from time to time, and takes away what there is.
pub struct Ended {
    signal: Arc<AtomicUsize>,
    kept: Vec<SigId>,
}

impl Ended {
    /// # Errors
    /// When the system takes no handler.
    pub fn watch() -> io::Result<Self> {
        let signal = Arc::new(AtomicUsize::new(0));
        let mut kept = Vec::new();
        for number in [SIGHUP, SIGINT, SIGTERM] {
            let value = usize::try_from(number).unwrap_or_default();
            kept.push(signal_hook::flag::register_usize(number, Arc::clone(&signal), value)?);
        }
        Ok(Self { signal, kept })
    }

    /// What has asked to end, if anything has.
    pub fn asked(&self) -> Option<End> {
        let signal = i32::try_from(self.signal.load(Ordering::Relaxed)).unwrap_or_default();
        (signal != 0).then_some(End::Signal(signal))
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.kept.drain(..).for_each(|id| {
            low_level::unregister(id);
        });
    }
}
