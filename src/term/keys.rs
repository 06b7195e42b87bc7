//! The thread that reads the terminal's bytes, and leaves them alone while somebody else has the terminal.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use zeroize::{Zeroize, Zeroizing};

use super::run::{End, Input};

/// The reader takes nothing but what is there already, and takes it under the gate: who holds the gate can
/// be sure of the terminal's input.
pub struct Keys {
    gate: Arc<Mutex<()>>,
}

fn lock(gate: &Mutex<()>) -> MutexGuard<'_, ()> {
    gate.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Keys {
    /// Starts the thread. It ends with the terminal or the loop; at the program's end it is left waiting.
    ///
    /// # Errors
    /// When the terminal cannot be opened once more, or the system gives no thread.
    pub fn read(inbox: SyncSender<Input>) -> io::Result<Self> {
        let mut tty = File::from(io::stdin().as_fd().try_clone_to_owned()?);
        let keys = Self { gate: Arc::default() };
        let gate = Arc::clone(&keys.gate);
        std::thread::Builder::new().name("keys".into()).spawn(move || {
            let mut buffer = Zeroizing::new([0u8; 4096]);
            loop {
                // Waiting takes nothing away. What came may be gone, to an editor, once the gate is open.
                let _ = ready(&tty, None);
                let taken = {
                    let _open = lock(&gate);
                    take(&mut tty, &mut buffer[..])
                };
                // Outside of the gate, as a full inbox holds this thread up.
                let last = matches!(taken, Some(Input::End(_)));
                if taken.is_some_and(|input| inbox.send(input).is_err()) || last {
                    return;
                }
            }
        })?;
        Ok(keys)
    }

    /// Nothing is read while the guard lives.
    pub fn park(&self) -> MutexGuard<'_, ()> {
        lock(&self.gate)
    }
}

/// Whether a read would not wait. A terminal that cannot be asked is read, which says what is wrong with it.
fn ready(tty: &File, timeout: Option<&Timespec>) -> bool {
    match poll(&mut [PollFd::new(tty, PollFlags::IN)], timeout) {
        Ok(count) => count > 0,
        Err(error) => error != rustix::io::Errno::INTR,
    }
}

fn take(tty: &mut File, buffer: &mut [u8]) -> Option<Input> {
    const NOW: Timespec = Timespec { tv_sec: 0, tv_nsec: 0 };
    if !ready(tty, Some(&NOW)) {
        return None;
    }
    match tty.read(buffer) {
        Ok(0) => Some(Input::End(End::Closed)),
        Ok(count) => {
            let bytes = Zeroizing::new(buffer[..count].to_vec());
            // The next read may be a letter alone, behind which a password would stay.
            buffer[..count].zeroize();
            Some(Input::Bytes(bytes))
        }
        Err(error) if error.kind() == io::ErrorKind::Interrupted => None,
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
            std::thread::sleep(Duration::from_millis(10));
            None
        }
        Err(_) => Some(Input::End(End::Closed)),
    }
}
