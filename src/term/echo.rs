//! Asking for a password on a plain terminal line: what is typed is not shown.

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// While it lives, the terminal shows nothing of what is typed.
pub struct EchoOff(Option<Termios>);

/// Turns the echo of standard input off; where that is no terminal, does nothing.
pub fn echo_off() -> EchoOff {
    let stdin = std::io::stdin();
    let Ok(before) = tcgetattr(&stdin) else { return EchoOff(None) };
    let mut quiet = before.clone();
    quiet.local_modes.remove(LocalModes::ECHO);
    match tcsetattr(&stdin, OptionalActions::Flush, &quiet) {
        Ok(()) => EchoOff(Some(before)),
        Err(_) => EchoOff(None),
    }
}

impl Drop for EchoOff {
    fn drop(&mut self) {
        if let Some(before) = &self.0 {
            // The process is at its prompt: a terminal that is gone needs no echo.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, before);
        }
    }
}
