//! The door of the terminal that Kin was started in: its bytes, its signals, its guard, and the loop.

use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use ratatui::Terminal;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::{Handle, Signals};

use super::backend::Ansi;
use super::editor;
use super::guard::{self, Error, Guard, Options, Output};
use super::keys::Keys;
use super::run::{End, Host, Inbox, Input, Screens, run};
use super::worker::Ask;
use crate::clock;
use crate::domain::{Micros, Secret};
use crate::ui::Event;

/// How long the loop has to end after a signal, before the process ends without it.
const GRACE: Duration = Duration::from_secs(2);

/// Takes the terminal, runs the screens and gives the terminal back, whatever happens. Threads that feed
/// the inbox from elsewhere get their `sender` from it before.
///
/// # Errors
/// When there is no terminal that can show screens, or it fails. The terminal is restored by then, so the
/// error can be printed.
pub fn local<M>(
    inbox: Inbox,
    screens: &Screens<M>,
    model: &mut M,
    desk: impl Ask + 'static,
    clock: &dyn clock::Source,
    options: Options,
) -> Result<End, Error> {
    guard::check(|name| std::env::var(name).ok())?;
    let watch = Watch::start(inbox.sender())?;
    let host = Tty { guard: Guard::enter(options)?, keys: Keys::read(inbox.sender())?, clock };
    let (columns, rows) = guard::size()?;
    let mut terminal = Terminal::new(Ansi::new(Output, columns, rows))?;
    let end = run(inbox, &mut terminal, screens, model, desk, &host);
    drop(host);
    let signal = watch.stop();
    match end {
        // A panic, or the terminal's end, shows first as a write that fails.
        Err(error) if gone(&error) => Ok(signal.map_or(End::Closed, End::Signal)),
        other => Ok(other?),
    }
}

/// Whether the error says that the terminal is no more: EIO after a hang-up, EPIPE once it is given back.
fn gone(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe || error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

struct Tty<'a> {
    guard: Guard,
    keys: Keys,
    clock: &'a dyn clock::Source,
}

impl Host for Tty<'_> {
    fn now(&self) -> Micros {
        self.clock.now()
    }

    fn suspend(&self) -> io::Result<()> {
        self.guard.suspend()
    }

    fn resume(&self) -> io::Result<(u16, u16)> {
        self.guard.enter_again()?;
        guard::size()
    }

    fn copy(&self, text: &Secret) -> io::Result<()> {
        self.guard.copy(text)
    }

    fn mouse(&self, on: bool) -> io::Result<()> {
        self.guard.mouse(on)
    }

    fn edit(&self, text: &str) -> Option<String> {
        let _parked = self.keys.park();
        guard::restore();
        editor::edit(text, |name| std::env::var(name).ok(), self.clock)
    }
}

/// The thread that turns signals into inputs.
struct Watch {
    signals: Handle,
    /// Dropped to say that the loop has ended.
    done: SyncSender<()>,
    thread: JoinHandle<Option<i32>>,
}

impl Watch {
    fn start(inbox: SyncSender<Input>) -> io::Result<Self> {
        // SIGTSTP keeps its default: the terminal is ours to give back only when Ctrl-Z reaches us as a key.
        let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGCONT])?;
        let handle = signals.handle();
        let (done, ended) = sync_channel(0);
        let thread =
            std::thread::Builder::new().name("signals".into()).spawn(move || watch(signals, &inbox, &ended))?;
        Ok(Self { signals: handle, done, thread })
    }

    /// Ends the thread and answers the signal that ended the loop, if one did.
    fn stop(self) -> Option<i32> {
        drop(self.done);
        self.signals.close();
        self.thread.join().ok().flatten()
    }
}

fn watch(mut signals: Signals, inbox: &SyncSender<Input>, ended: &Receiver<()>) -> Option<i32> {
    for signal in signals.forever() {
        let input = match signal {
            SIGWINCH => match guard::size() {
                Ok((columns, rows)) => Input::Event(Event::Resize(columns, rows)),
                Err(_) => Input::End(End::Closed),
            },
            SIGCONT => Input::Resumed,
            // Ctrl-C and Ctrl-\ on an editor's terminal reach us too, and mean the editor.
            SIGINT | SIGQUIT if editor::takes_interrupt() => continue,
            _ => {
                // A loop that is stuck, or whose inbox is full, must not keep the process.
                let _ = inbox.try_send(Input::End(End::Signal(signal)));
                editor::stop();
                if ended.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
                    guard::restore();
                    std::process::exit(End::Signal(signal).exit_code().into());
                }
                return Some(signal);
            }
        };
        // A loop that has ended needs no news.
        let _ = inbox.send(input);
    }
    None
}
