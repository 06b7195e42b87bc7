//! The line to one client: frames go out one at a time and wait for the client; what the screens need of a terminal.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::mpsc;
use zeroize::Zeroizing;

use crate::clock;
use crate::domain::{Micros, Secret};
use crate::term::{Host, LARGEST, Options};

/// A client that takes nothing for so long is gone: its session ends, and nobody waits for it any longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Frames on their way; one is being sent and one waits.
pub(super) const WAITING: usize = 1;

/// One write: a frame or a sequence. Customers' data are in it.
pub(super) type Frame = Zeroizing<Vec<u8>>;

/// What is known of a session from outside of its thread.
#[derive(Default)]
pub(super) struct Pulse {
    /// When the client last sent something (microseconds); a frame since has not been sent yet where it is not 0.
    pub waiting_since: AtomicI64,
    /// The same, kept.
    pub last_input: AtomicI64,
    /// Columns in the upper half, rows in the lower.
    size: AtomicU32,
}

impl Pulse {
    pub fn set_size(&self, columns: u32, rows: u32) -> (u16, u16) {
        let cut = |size: u32, none: u16, most: u16| {
            if size == 0 { none } else { u16::try_from(size).unwrap_or(most).min(most) }
        };
        // A client without a window says 0. One that says too much would have the memory of all taken.
        let (columns, rows) = (cut(columns, 80, LARGEST.0), cut(rows, 24, LARGEST.1));
        self.size.store(u32::from(columns) << 16 | u32::from(rows), Ordering::Relaxed);
        (columns, rows)
    }

    pub fn size(&self) -> (u16, u16) {
        let size = self.size.load(Ordering::Relaxed);
        ((size >> 16) as u16, (size & 0xffff) as u16)
    }
}

/// Where frames go.
#[derive(Clone)]
pub(super) struct Out {
    pub frames: mpsc::Sender<Frame>,
    pub runtime: Handle,
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let frame = Zeroizing::new(bytes.to_vec());
        let sent = self.runtime.block_on(async { tokio::time::timeout(PATIENCE, self.frames.send(frame)).await });
        match sent {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The client's terminal as the loop's host.
pub(super) struct Line {
    pub out: Out,
    pub pulse: Arc<Pulse>,
    pub options: Options,
    pub clock: Arc<dyn clock::Source>,
    /// What Kin has put on the clipboard is still there.
    pub copied: AtomicBool,
}

impl Line {
    fn send(&self, bytes: &[u8]) -> io::Result<()> {
        self.out.clone().write_all(bytes)
    }

    pub fn enter(&self) -> io::Result<()> {
        self.send(self.options.enter_sequence().as_bytes())
    }

    /// Gives the terminal back, and says there why.
    pub fn leave(&self, words: &str) {
        let mut last = Vec::new();
        if self.copied.swap(false, Ordering::Relaxed) {
            last.extend(self.options.clipboard.sequence(&Secret::default()).iter());
        }
        last.extend(self.options.leave_sequence().as_bytes());
        if !words.is_empty() {
            last.extend(format!("{words}\r\n").as_bytes());
        }
        // A client that is gone needs nothing back; one that is stuck is waited for once.
        let _ = self.send(&last);
    }
}

impl Host for Line {
    fn now(&self) -> Micros {
        self.clock.now()
    }

    /// There is no shell to give the terminal back to.
    fn suspend(&self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&self) -> io::Result<(u16, u16)> {
        Ok(self.pulse.size())
    }

    fn copy(&self, text: &Secret) -> io::Result<()> {
        self.copied.store(!text.expose().is_empty(), Ordering::Relaxed);
        self.send(&self.options.clipboard.sequence(text))
    }

    fn mouse(&self, on: bool) -> io::Result<()> {
        self.send(Options::mouse_sequence(on).as_bytes())
    }

    /// An editor would run on the server.
    fn edit(&self, _text: &str) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_believed_within_bounds() {
        let pulse = Pulse::default();
        for (said, taken) in [((0, 0), (80, 24)), ((1, 1), (1, 1)), ((120, 40), (120, 40))] {
            assert_eq!(pulse.set_size(said.0, said.1), taken);
        }
        for large in [1_001, 65_535, 70_000, u32::MAX] {
            assert_eq!(pulse.set_size(large, large), LARGEST);
            assert_eq!(pulse.size(), LARGEST);
        }
    }
}
