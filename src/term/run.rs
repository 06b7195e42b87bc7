//! The loop: drain the inbox, update, draw once, carry out effects. The same for every door.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;

use ratatui::{Frame, Terminal};
use zeroize::Zeroizing;

use super::backend::{Ansi, forget_cells};
use super::input::Parser;
use super::worker::{Ask, Worker};
use crate::desk::api::{Problem, Reply, Request};
use crate::domain::{Micros, Secret};
use crate::ui::event::Mouse;
use crate::ui::{self, Effect, Event, Message};

/// What arrives in the inbox.
pub enum Input {
    /// Bytes as the terminal sent them; passwords are among them.
    Bytes(Zeroizing<Vec<u8>>),
    /// What is no byte: a new size, the demo's codes.
    Event(Event),
    Reply {
        ticket: u64,
        result: Result<Reply, Problem>,
    },
    /// The process was stopped and goes on: the screen may hold anything.
    Resumed,
    End(End),
}

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left.
    Quit,
    /// The terminal went away.
    Closed,
    /// This signal asked the process to end.
    Signal(i32),
    /// The server ends this session, and says why in its own words.
    Told,
    /// A thread of ours panicked; the panic hook has said where.
    Fault,
}

impl End {
    /// The process's exit code: 0, 128 + signal (a closed terminal counts as SIGHUP), or 101 for a fault. What
    /// the server decides is no failure: 0.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Quit | Self::Told => 0,
            Self::Closed => 129,
            Self::Signal(signal) => u8::try_from(128 + signal).unwrap_or(255),
            Self::Fault => 101,
        }
    }
}

/// The loop's one queue. Bounded: who fills it waits.
pub struct Inbox {
    sender: SyncSender<Input>,
    receiver: Receiver<Input>,
}

impl Default for Inbox {
    fn default() -> Self {
        Self::new(1024)
    }
}

impl Inbox {
    /// With room for so many.
    pub fn new(places: usize) -> Self {
        let (sender, receiver) = sync_channel(places);
        Self { sender, receiver }
    }

    /// An end to send from, for any thread.
    pub fn sender(&self) -> SyncSender<Input> {
        self.sender.clone()
    }
}

/// What the loop needs of the place it runs in.
pub trait Host {
    fn now(&self) -> Micros;
    /// Gives the terminal back and stops the process until it is told to go on; may do nothing.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    fn suspend(&self) -> io::Result<()>;
    /// Takes the terminal (again) and answers its size: columns, rows.
    ///
    /// # Errors
    /// When the terminal cannot be written or asked.
    fn resume(&self) -> io::Result<(u16, u16)>;
    /// Puts the text on the clipboard of the person's terminal, or for an empty text clears it.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    fn copy(&self, text: &Secret) -> io::Result<()>;
    /// Asks the terminal for the mouse's reports, or no longer.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    fn mouse(&self, on: bool) -> io::Result<()>;
    /// Gives the terminal to the person's editor and waits for it; `None` when there is no text to be had.
    /// `resume` follows.
    fn edit(&self, text: &str) -> Option<String>;
}

/// The pure functions that the loop drives, and the model they share.
pub struct Screens<M> {
    pub update: fn(&mut M, Message) -> Vec<Effect>,
    pub view: fn(&M, &mut Frame),
    /// Whether to draw; asking clears it.
    pub take_dirty: fn(&mut M) -> bool,
}

impl Default for Screens<ui::Model> {
    fn default() -> Self {
        Self {
            update: ui::update,
            view: |model, frame| {
                ui::view(model, frame);
            },
            take_dirty: ui::Model::take_dirty,
        }
    }
}

/// How long a lone Esc waits for the rest of a key's sequence, which a slow line may deliver in pieces.
const ESCAPE_WAIT: Duration = Duration::from_millis(30);
/// The longest sleep before a tick: waits do not count the time a machine sleeps, but idle locks must.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// Inputs taken before a draw; a flood of them must not keep the screen from showing.
const BATCH: usize = 256;
/// The largest size that is believed: columns, rows. A remote terminal may claim anything.
pub const LARGEST: (u16, u16) = (1000, 500);

/// Runs until the person leaves or the terminal goes. Whoever did not leave is signed out, with what was typed and the
/// place kept. `desk` gets a thread of its own and is dropped there
/// before this returns. The time is sent as a tick before each batch of messages.
///
/// # Errors
/// When the terminal cannot be written or the host fails.
pub fn run<M, W: Write>(
    inbox: Inbox,
    terminal: &mut Terminal<Ansi<W>>,
    screens: &Screens<M>,
    model: &mut M,
    desk: impl Ask + 'static,
    host: &dyn Host,
) -> io::Result<End> {
    let Inbox { sender, receiver } = inbox;
    let worker = Worker::start(desk, sender.clone())?;
    let mut session = Session {
        terminal,
        screens,
        model,
        host,
        worker: &worker,
        sender,
        parser: Parser::default(),
        wake: None,
        redraw: true,
        end: None,
    };
    let end = session.go(&receiver);
    let keeps = !matches!(end, Ok(End::Quit | End::Fault));
    if keeps {
        session.keep();
    }
    forget_cells(session.terminal);
    drop(receiver);
    worker.finish(!matches!(end, Ok(End::Fault)));
    end
}

struct Session<'a, M, W: Write> {
    terminal: &'a mut Terminal<Ansi<W>>,
    screens: &'a Screens<M>,
    model: &'a mut M,
    host: &'a dyn Host,
    worker: &'a Worker,
    sender: SyncSender<Input>,
    parser: Parser,
    wake: Option<Micros>,
    redraw: bool,
    end: Option<End>,
}

impl<M, W: Write> Session<'_, M, W> {
    fn go(&mut self, receiver: &Receiver<Input>) -> io::Result<End> {
        self.tick()?;
        loop {
            if let Some(end) = self.end {
                return Ok(end);
            }
            let dirty = (self.screens.take_dirty)(self.model);
            if dirty || self.redraw {
                self.redraw = false;
                let (view, model) = (self.screens.view, &*self.model);
                self.terminal.draw(|frame| view(model, frame))?;
            }
            match self.wait(receiver) {
                Ok(input) => self.batch(input, receiver)?,
                Err(RecvTimeoutError::Timeout) => self.timed_out()?,
                Err(RecvTimeoutError::Disconnected) => return Ok(End::Closed),
            }
        }
    }

    /// The next input, or a timeout when a lone Esc or the next tick is due.
    fn wait(&self, receiver: &Receiver<Input>) -> Result<Input, RecvTimeoutError> {
        let wake = self.wake.map(|at| {
            let micros = at.0.saturating_sub(self.host.now().0);
            // Rounded up by a millisecond, not to wake just before the time and again at once.
            Duration::from_micros(u64::try_from(micros).map_or(0, |micros| micros.saturating_add(1000)))
                .min(LONGEST_WAIT)
        });
        let escape = self.parser.waits().then_some(ESCAPE_WAIT);
        match wake.into_iter().chain(escape).min() {
            Some(timeout) => receiver.recv_timeout(timeout),
            None => receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn timed_out(&mut self) -> io::Result<()> {
        let mut events = Vec::new();
        self.parser.give_up_waiting(&mut events);
        if !events.is_empty() || self.wake.is_some_and(|at| at <= self.host.now()) {
            self.tick()?;
        }
        self.events(events)
    }

    fn batch(&mut self, first: Input, receiver: &Receiver<Input>) -> io::Result<()> {
        self.tick()?;
        self.input(first)?;
        for _ in 1..BATCH {
            if self.end.is_some() {
                break;
            }
            match receiver.try_recv() {
                Ok(input) => self.input(input)?,
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        Ok(())
    }

    fn input(&mut self, input: Input) -> io::Result<()> {
        match input {
            Input::Bytes(bytes) => {
                let mut events = Vec::new();
                self.parser.feed(&bytes, &mut events);
                self.events(events)
            }
            Input::Event(Event::Resize(columns, rows)) => self.resize(columns, rows),
            Input::Event(event) => self.update(Message::Event(event)),
            Input::Reply { ticket, result } => self.update(Message::Reply { ticket, result }),
            Input::Resumed => self.resume(),
            Input::End(end) => {
                self.end = Some(end);
                Ok(())
            }
        }
    }

    fn tick(&mut self) -> io::Result<()> {
        let now = self.host.now();
        if self.wake.is_some_and(|at| at <= now) {
            self.wake = None;
        }
        self.update(Message::Event(Event::Tick(now)))
    }

    fn events(&mut self, events: Vec<Event>) -> io::Result<()> {
        for event in events {
            if self.end.is_some() {
                break;
            }
            self.update(Message::Event(self.on_screen(event)))?;
        }
        Ok(())
    }

    /// A terminal that is just being made smaller may report the mouse outside of what is drawn.
    fn on_screen(&self, event: Event) -> Event {
        let (Event::Mouse(mouse), Ok(size)) = (&event, self.terminal.size()) else { return event };
        let (column, row) =
            (mouse.column.min(size.width.saturating_sub(1)), mouse.row.min(size.height.saturating_sub(1)));
        Event::Mouse(Mouse { column, row, ..*mouse })
    }

    fn resize(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        let (columns, rows) = (columns.clamp(1, LARGEST.0), rows.clamp(1, LARGEST.1));
        // Cells that a smaller screen has no place for would stay as they are.
        forget_cells(self.terminal);
        self.terminal.backend_mut().set_size(columns, rows);
        self.redraw = true;
        self.update(Message::Event(Event::Resize(columns, rows)))
    }

    fn resume(&mut self) -> io::Result<()> {
        let (columns, rows) = self.host.resume()?;
        self.resize(columns, rows)?;
        self.terminal.backend_mut().forget();
        self.terminal.clear()
    }

    /// What stands on the screen goes from memory now, and from the terminal with the frame that follows.
    fn wipe(&mut self) -> io::Result<()> {
        forget_cells(self.terminal);
        self.redraw = true;
        self.terminal.clear()
    }

    /// Nobody can answer any more: what is typed is kept, and the session is signed out, unseen.
    fn keep(&mut self) {
        self.worker.drop_all_but_kept();
        for effect in (self.screens.update)(self.model, Message::Event(Event::Keep)) {
            if let Effect::Ask { ticket, request } = effect {
                // The queue has room: it holds no more than was to be kept.
                let _ = self.worker.ask(ticket, request);
            }
        }
        let _ = self.worker.ask(u64::MAX, Request::SignOut);
    }

    fn update(&mut self, message: Message) -> io::Result<()> {
        let effects = (self.screens.update)(self.model, message);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Ask { ticket, request } => {
                    for ticket in self.worker.ask(ticket, request) {
                        // Whoever still waits for it may ask again. If the inbox is full too, the person has to.
                        let _ = self.sender.try_send(Input::Reply { ticket, result: Err(Problem::Busy) });
                    }
                }
                Effect::Quit => self.end = Some(End::Quit),
                Effect::Suspend => {
                    forget_cells(self.terminal);
                    self.host.suspend()?;
                    self.resume()?;
                }
                Effect::Copy(text) => self.host.copy(&text)?,
                Effect::EditText(text) => {
                    forget_cells(self.terminal);
                    let text = self.host.edit(&text);
                    self.resume()?;
                    self.update(Message::Event(Event::Edited(text)))?;
                }
                Effect::Mouse(on) => self.host.mouse(on)?,
                Effect::Wipe => self.wipe()?,
                Effect::WakeAt(at) => self.wake = Some(at),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[path = "run_tests.rs"]
mod tests;
