//! Threads that look at an open file again and again, and are over before the process is.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::Duration;

/// A thread that looks at each beat. When this is dropped it ends, and is waited for: while a process ends, the
/// cryptographic library is taken down, and whoever still reads the file then would crash it.
#[must_use = "it ends when it is dropped"]
pub struct Background {
    ending: Arc<AtomicBool>,
    done: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Background {
    /// Begins a thread of this name. `look` answers whether to go on.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn each(beat: Duration, name: &str, mut look: impl FnMut() -> bool + Send + 'static) -> io::Result<Self> {
        Self::each_at_length(beat, name, move |_| look())
    }

    /// The same for looks that may take long: each is told whether it is to end.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn each_at_length(
        beat: Duration,
        name: &str,
        mut look: impl FnMut(&AtomicBool) -> bool + Send + 'static,
    ) -> io::Result<Self> {
        let (done, ended) = sync_channel(0);
        let ending = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&ending);
        let looking = move || while ended.recv_timeout(beat) == Err(RecvTimeoutError::Timeout) && look(&told) {};
        let thread = Builder::new().name(name.into()).spawn(looking)?;
        Ok(Self { ending, done: Some(done), thread: Some(thread) })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        const BEAT: Duration = Duration::from_millis(1);
        /// A look that waits for a foreign program holds nobody up for longer: about five seconds.
        const MOST: u32 = 5_000;
        self.ending.store(true, Ordering::Relaxed);
        drop(self.done.take());
        let Some(thread) = self.thread.take() else { return };
        for _ in 0..MOST {
            if thread.is_finished() {
                break;
            }
            sleep(BEAT);
        }
        if thread.is_finished() {
            // A panic in it was told by the panic hook.
            let _ = thread.join();
        }
    }
}
