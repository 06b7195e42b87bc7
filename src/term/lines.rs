//! Lines instead of keys: a plain terminal or a pipe, read line by line, with its signals in one queue.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use zeroize::Zeroizing;

use super::run::End;
use crate::domain::Secret;

/// The longest line; what a longer one has beyond it is dropped.
const LONGEST: u64 = 64 * 1024;
/// How long whoever listens has to end after a signal, before the process ends without it.
const GRACE: Duration = Duration::from_secs(2);

/// What came in.
#[derive(Debug)]
pub enum Heard {
    /// Without its end. It may be a password.
    Line(Secret),
    /// The process was stopped, and goes on.
    Resumed,
    /// This signal asks the process to end.
    Signal(i32),
    /// No more lines will come.
    Ended,
}

/// Reads standard input and the signals from now on. Called once: the reader is left in its read at the
/// program's end.
///
/// # Errors
/// When the system gives no thread or no signals.
pub fn listen() -> io::Result<Receiver<Heard>> {
    // One line is read ahead, no more: a script's next answers stay in the pipe.
    let (inbox, heard) = sync_channel(1);
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT])?;
    let watched = inbox.clone();
    std::thread::Builder::new().name("signals".into()).spawn(move || watch(signals, &watched))?;
    std::thread::Builder::new().name("lines".into()).spawn(move || {
        let mut input = io::stdin().lock();
        while let Some(line) = read_line(&mut input) {
            if inbox.send(Heard::Line(line)).is_err() {
                return;
            }
        }
        // Whoever has gone does not wait for the end.
        let _ = inbox.send(Heard::Ended);
    })?;
    Ok(heard)
}

/// The next line; `None` at the end, and where nothing can be read any more.
fn read_line(input: &mut impl BufRead) -> Option<Secret> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(256));
    let read = input.by_ref().take(LONGEST).read_until(b'\n', &mut bytes).ok()?;
    if read == 0 {
        return None;
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if read as u64 == LONGEST {
        // What fails here fails at the next line too.
        let _ = input.skip_until(b'\n');
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Some(Secret::new(String::from_utf8_lossy(&bytes)))
}

fn watch(mut signals: Signals, inbox: &SyncSender<Heard>) {
    for signal in signals.forever() {
        if signal == SIGCONT {
            // Full: something is being answered, and will ask anew.
            let _ = inbox.try_send(Heard::Resumed);
            continue;
        }
        std::thread::spawn(move || {
            std::thread::sleep(GRACE);
            std::process::exit(End::Signal(signal).exit_code().into());
        });
        let _ = inbox.send(Heard::Signal(signal));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_and_never_too_long() {
        let long = "x".repeat(100_000);
        let text = format!("lan\r\n\nĐào\n{long}\nafter\n\u{fffd}");
        let mut input = text.as_bytes();
        let mut next = || read_line(&mut input).map(|line| line.expose().to_owned());
        assert_eq!([next(), next(), next()].map(Option::unwrap), ["lan", "", "Đào"]);
        assert_eq!(next().map(|line| line.len()), Some(65_536));
        assert_eq!(next().as_deref(), Some("after"));
        assert_eq!(next().as_deref(), Some("\u{fffd}"), "a last line needs no end");
        assert_eq!(next(), None);
        assert_eq!(read_line(&mut &b"a\xff\n"[..]).unwrap().expose(), "a\u{fffd}");
    }
}
