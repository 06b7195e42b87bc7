//! The one guard of the terminal Kin was started in: takes it, and gives it back on every way out.
//!
//! What it took stands in one place for the whole process, so that a drop, a panic in any thread and a
//! signal can each restore it, in any order, once.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::{Mutex, MutexGuard, Once, PoisonError, TryLockError};
use std::time::Duration;

use rustix::termios::{OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcgetwinsize, tcsetattr};

use super::clipboard::{self, Through};
use crate::domain::Secret;

/// Why the screens cannot run here, or stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "Kin's screens need a terminal, but standard {0} is not one. Run kin without a pipe or redirection, \
         or use a subcommand (see: kin --help)."
    )]
    NotATerminal(&'static str),
    #[error(
        "This terminal cannot show screens (TERM is {0:?}). Set TERM to what it is, such as xterm-256color, \
         or use plain lines (kin --linear) or a subcommand (see: kin --help)."
    )]
    Dumb(String),
    #[error("The terminal failed: {0}. Open another one and start kin again.")]
    Io(#[from] io::Error),
}

/// What to ask of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Ask for reports when the window gains or loses the focus.
    pub focus: bool,
    /// Set the window's title, and put the old one back. The Linux console would print it.
    pub title: bool,
    /// Ask for reports of the mouse.
    pub mouse: bool,
    /// How the clipboard is reached.
    pub clipboard: Through,
}

/// Presses and the wheel, in reports that know large screens (xterm's modes 1000 and 1006).
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";

impl Options {
    /// The options for this environment and config.
    pub fn new(env: impl Fn(&str) -> Option<String>, ui: &crate::config::Ui) -> Self {
        Self {
            focus: ui.focus,
            title: env("TERM").is_none_or(|term| term != "linux"),
            mouse: ui.mouse,
            clipboard: clipboard::through(env),
        }
    }

    /// Asks for reports of the mouse, or no longer.
    pub const fn mouse_sequence(on: bool) -> &'static str {
        if on { MOUSE_ON } else { MOUSE_OFF }
    }

    /// The alternate screen, emptied; title, paste, focus and mouse reports on; the cursor hidden.
    pub fn enter_sequence(&self) -> String {
        let title = if self.title { "\x1b[22;0t\x1b]0;Kin\x07" } else { "" };
        let focus = if self.focus { "\x1b[?1004h" } else { "" };
        let mouse = if self.mouse { MOUSE_ON } else { "" };
        format!("\x1b[?1049h{title}\x1b[?2004h{focus}{mouse}\x1b[?25l\x1b[m\x1b[H\x1b[2J")
    }

    /// All of that undone. The screen is emptied first: a terminal without an alternate one keeps nothing.
    pub fn leave_sequence(&self) -> String {
        let title = if self.title { "\x1b[23;0t" } else { "" };
        let focus = if self.focus { "\x1b[?1004l" } else { "" };
        let mouse = if self.mouse { MOUSE_OFF } else { "" };
        format!("\x1b[m\x1b[H\x1b[2J{mouse}{focus}\x1b[?2004l{title}\x1b[?25h\x1b[?1049l")
    }
}

/// The terminal as it was found.
struct Taken {
    before: Termios,
    options: Options,
    out: File,
    /// Off while suspended and after leaving.
    on: bool,
    /// What Kin has put on the clipboard is still there.
    copied: bool,
}

static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

fn taken() -> MutexGuard<'static, Option<Taken>> {
    TAKEN.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Taken {
    fn enter(&mut self) -> io::Result<()> {
        let mut raw = self.before.clone();
        raw.make_raw();
        tcsetattr(io::stdin().as_fd(), OptionalActions::Now, &raw)?;
        self.on = true;
        write_all(&mut self.out, self.options.enter_sequence().as_bytes())
    }

    fn copy(&mut self, text: &Secret) -> io::Result<()> {
        self.copied = !text.expose().is_empty();
        write_all(&mut self.out, &self.options.clipboard.sequence(text))
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.options.mouse = on;
        write_all(&mut self.out, Options::mouse_sequence(on).as_bytes())
    }

    fn leave(&mut self) {
        if self.on {
            self.on = false;
            if std::mem::take(&mut self.copied) {
                let _ = write_all(&mut self.out, &self.options.clipboard.sequence(&Secret::default()));
            }
            // What was typed for Kin must not reach the shell. On a terminal that is gone all of this fails,
            // and there is nothing left to restore.
            let _ = write_all(&mut self.out, self.options.leave_sequence().as_bytes());
            let _ = tcflush(io::stdin().as_fd(), QueueSelector::IFlush);
            let _ = tcsetattr(io::stdin().as_fd(), OptionalActions::Now, &self.before);
        }
    }
}

/// Writes all; a terminal that another program has left non-blocking is waited for.
fn write_all(out: &mut File, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match out.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Whether the screens can run here.
///
/// # Errors
/// Says what the terminal lacks and what to do.
pub fn check(env: impl Fn(&str) -> Option<String>) -> Result<(), Error> {
    if !io::stdin().is_terminal() {
        return Err(Error::NotATerminal("input"));
    }
    if !io::stdout().is_terminal() {
        return Err(Error::NotATerminal("output"));
    }
    check_term(env("TERM"))
}

pub fn check_term(term: Option<String>) -> Result<(), Error> {
    match term.unwrap_or_default() {
        term if matches!(term.as_str(), "" | "dumb" | "unknown") => Err(Error::Dumb(term)),
        _ => Ok(()),
    }
}

/// Columns and rows; 80x24 where the terminal does not know (a serial line).
///
/// # Errors
/// When the terminal cannot be asked.
pub fn size() -> io::Result<(u16, u16)> {
    let size = tcgetwinsize(io::stdout().as_fd())?;
    Ok(if size.ws_col == 0 || size.ws_row == 0 { (80, 24) } else { (size.ws_col, size.ws_row) })
}

/// Holds the terminal; dropping it gives the terminal back.
pub struct Guard(());

impl Guard {
    /// Takes the terminal. There is one guard at a time.
    ///
    /// # Errors
    /// When the terminal cannot be set; it is then as it was.
    pub fn enter(options: Options) -> io::Result<Self> {
        say_panics_after_restoring();
        let before = tcgetattr(io::stdin().as_fd())?;
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let mut slot = taken();
        let guard = Self(());
        if let Err(error) = slot.insert(Taken { before, options, out, on: false, copied: false }).enter() {
            drop(slot);
            return Err(error);
        }
        Ok(guard)
    }

    /// Takes the terminal again after a stop, whoever had it meanwhile.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn enter_again(&self) -> io::Result<()> {
        taken().as_mut().map_or(Ok(()), Taken::enter)
    }

    /// Puts the text on the terminal's clipboard, or for an empty text clears it. What is there when the
    /// terminal is given back is cleared then.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn copy(&self, text: &Secret) -> io::Result<()> {
        taken().as_mut().map_or(Ok(()), |taken| taken.copy(text))
    }

    /// Asks for the mouse's reports, or no longer.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn mouse(&self, on: bool) -> io::Result<()> {
        taken().as_mut().map_or(Ok(()), |taken| taken.mouse(on))
    }

    /// Gives the terminal back and stops the process group, as Ctrl-Z does; returns when told to go on.
    /// Nothing stops where nobody could tell it to (no job control).
    ///
    /// # Errors
    /// When the signal cannot be sent.
    pub fn suspend(&self) -> io::Result<()> {
        restore();
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        // Another thread may be the one to take the signal: the stop comes soon, and this sleep is where it
        // finds us.
        std::thread::sleep(Duration::from_millis(100));
        Ok(())
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
        *taken() = None;
    }
}

/// Gives the terminal back, if it is held: from anywhere, any number of times.
pub fn restore() {
    // A thread may hang in a write to a terminal that is paused: then after a second nothing can be done.
    for _ in 0..100 {
        match TAKEN.try_lock() {
            Ok(mut slot) => return slot.as_mut().map_or((), Taken::leave),
            Err(TryLockError::Poisoned(slot)) => return slot.into_inner().as_mut().map_or((), Taken::leave),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}

/// Where frames go. Once the terminal is given back nothing passes any more, so that no frame can land in
/// the shell's scrollback.
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match taken().as_mut() {
            Some(taken) if taken.on => write_all(&mut taken.out, bytes).map(|()| bytes.len()),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes a panic restore the terminal and then say where it was, but not what: a panic's message may hold
/// a customer's data.
fn say_panics_after_restoring() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            restore();
            let place = panic.location().map_or_else(String::new, |place| format!(" ({place})"));
            // Standard error may be closed; there is no other place to say it.
            let _ = writeln!(
                io::stderr(),
                "Kin stopped on a fault of its own{place}. What was saved is safe. Start kin again; \
                 if it happens again, report this line."
            );
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entered_is_left() {
        let options = Options { focus: true, title: true, mouse: true, ..Options::default() };
        let mut emulator = vt100::Parser::new(5, 20, 0);
        emulator.process(b"$ kin\r\n");
        emulator.process(options.enter_sequence().as_bytes());
        let screen = emulator.screen();
        assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
        assert_eq!(screen.mouse_protocol_encoding(), vt100::MouseProtocolEncoding::Sgr);
        emulator.process("\x1b[1;31mNguyễn 0912".as_bytes());
        emulator.process(options.leave_sequence().as_bytes());
        let screen = emulator.screen();
        assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor() && !screen.bold());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert_eq!(screen.mouse_protocol_encoding(), vt100::MouseProtocolEncoding::Default);
        assert_eq!(screen.contents(), "$ kin");
        // The alternate screen itself was emptied too.
        emulator.process(b"\x1b[?47h");
        assert_eq!(emulator.screen().contents(), "");
    }

    #[test]
    fn every_mode_set_is_reset() {
        for (focus, title, mouse) in
            [(false, false, true), (true, false, false), (false, true, false), (true, true, true)]
        {
            let options = Options { focus, title, mouse, ..Options::default() };
            let (enter, leave) = (options.enter_sequence(), options.leave_sequence());
            for mode in ["1049", "2004", "1004", "1000", "1006"] {
                assert_eq!(enter.contains(&format!("?{mode}h")), leave.contains(&format!("?{mode}l")));
            }
            assert_eq!((enter.contains("?1004h"), enter.contains("?1000h")), (focus, mouse));
            assert_eq!((enter.contains("Kin"), leave.contains("\x1b[23;0t")), (title, title));
        }
    }

    #[test]
    fn a_terminal_that_cannot_says_what_to_do() {
        for term in [None, Some("dumb".to_owned()), Some(String::new())] {
            let words = check_term(term).unwrap_err().to_string();
            assert!(words.contains("xterm-256color") && words.contains("kin --linear"), "{words}");
        }
        assert!(check_term(Some("xterm".into())).is_ok());
        assert!(Error::NotATerminal("input").to_string().contains("kin --help"));
    }

    #[test]
    fn nothing_is_written_once_it_is_given_back() {
        restore();
        restore();
        assert_eq!(Output.write(b"x").unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }
}
