//! The screens of a bench: keys through the real update, view and backend, and through the real loop.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use ratatui::Terminal;
use serde::Serialize;
use zeroize::Zeroizing;

use super::{Quantiles, SEVERAL_WORDS, WORDS, quantiles, timed};
use crate::cli::output::Failure;
use crate::clock::{Source, System};
use crate::desk::Desk;
use crate::desk::api::Reply;
use crate::domain::{Micros, Secret};
use crate::term::{self, Ansi, End, Host, Inbox, Input, Screens};
use crate::ui::{self, Effect, Event, Key, KeyCode, Message, Model, Start};

const SIZE: (u16, u16) = (120, 36);
/// Keys of the burst, each in a read of its own.
const BURST: u64 = 200;
const IDLE: Duration = Duration::from_secs(2);

/// What one kind of key costs.
#[derive(Serialize)]
pub(super) struct KeyFigures {
    pub time: Quantiles,
    /// To the terminal, for one key, on average.
    pub bytes: u64,
}

/// What the loop with its threads sends.
#[derive(Serialize)]
pub(super) struct Loop {
    pub keys: u64,
    /// Frames drawn for all of them.
    pub frames: u64,
    pub bytes: u64,
    /// In two seconds without a key.
    pub idle_bytes: u64,
}

/// The screens over a desk, without the threads: what a key costs, and not what waiting does.
pub(super) struct Screen {
    pub desk: Desk,
    model: Model,
    terminal: Terminal<Ansi<io::Sink>>,
}

impl Screen {
    /// Signed in, before the list.
    pub fn new(desk: Desk, signed_in: Reply) -> Result<Self, Failure> {
        let office = desk.office_name().to_owned();
        let model = Model::new(Start { office, now: System.now(), size: SIZE, ..Start::default() });
        let terminal = Terminal::new(Ansi::new(io::sink(), SIZE.0, SIZE.1))?;
        let mut screen = Self { desk, model, terminal };
        // The session is open already: the sign-in form is answered with it.
        for letter in "bench".chars() {
            screen.take(Message::Event(Event::Key(Key::char(letter))), None)?;
        }
        screen.take(Message::Event(Event::Key(Key::new(KeyCode::Enter))), None)?;
        screen.take(Message::Event(Event::Paste("x".into())), None)?;
        screen.take(Message::Event(Event::Key(Key::new(KeyCode::Enter))), None)?;
        screen.take(Message::Event(Event::Paste("000000".into())), None)?;
        screen.take(Message::Event(Event::Key(Key::new(KeyCode::Enter))), Some(signed_in))?;
        Ok(screen)
    }

    fn press(&mut self, key: Key) -> Result<(), Failure> {
        self.take(Message::Event(Event::Key(key)), None)
    }

    fn bytes(&self) -> u64 {
        self.terminal.backend().stats().bytes
    }

    /// Presses each key and times it.
    pub fn keys(&mut self, keys: impl Iterator<Item = Key>) -> Result<KeyFigures, Failure> {
        let before = self.bytes();
        let mut times = Vec::new();
        for key in keys {
            let (pressed, took) = timed(|| self.press(key));
            pressed?;
            times.push(took);
        }
        let bytes = (self.bytes() - before) / (times.len() as u64).max(1);
        Ok(KeyFigures { time: quantiles(times), bytes })
    }

    /// Types every word into the search, and takes it back without counting.
    pub fn searches(&mut self) -> Result<KeyFigures, Failure> {
        self.press(Key::char('/'))?;
        let (mut times, mut bytes) = (Vec::new(), 0);
        for word in WORDS.iter().chain(&SEVERAL_WORDS) {
            for letter in word.chars() {
                let before = self.bytes();
                let (pressed, took) = timed(|| self.press(Key::char(letter)));
                pressed?;
                times.push(took);
                bytes += self.bytes() - before;
            }
            for _ in word.chars() {
                self.press(Key::new(KeyCode::Backspace))?;
            }
        }
        // Out of the search, back at the list.
        self.press(Key::new(KeyCode::Esc))?;
        Ok(KeyFigures { bytes: bytes / (times.len() as u64).max(1), time: quantiles(times) })
    }

    /// One message and all that follows from it, up to the frame. `answer` replaces the desk's for the first ask.
    fn take(&mut self, message: Message, mut answer: Option<Reply>) -> Result<(), Failure> {
        let mut messages = vec![message];
        while let Some(message) = messages.pop() {
            for effect in ui::update(&mut self.model, message) {
                if let Effect::Ask { ticket, request } = effect {
                    let result = match answer.take() {
                        Some(reply) => Ok(reply),
                        None => self.desk.ask(request),
                    };
                    messages.push(Message::Reply { ticket, result });
                }
            }
        }
        if self.model.take_dirty() {
            self.terminal.draw(|frame| {
                ui::view(&self.model, frame);
            })?;
        }
        Ok(())
    }

    /// Goes on in the real loop: idles, then gets a burst of keys.
    pub fn through_the_loop(self) -> Result<Loop, Failure> {
        let Self { desk, mut model, .. } = self;
        let sent = Arc::new(Sent::default());
        let mut terminal = Terminal::new(Ansi::new(Counting(Arc::clone(&sent)), SIZE.0, SIZE.1))?;
        let inbox = Inbox::default();
        let sender = inbox.sender();
        let driver = std::thread::spawn(move || drive(&sent, &sender));
        let screens = Screens::default();
        term::run(inbox, &mut terminal, &screens, &mut model, desk, &Nowhere)?;
        driver.join().map_err(|_| Failure::Other("The loop could not be measured.".into()))
    }
}

/// What went through a writer.
#[derive(Default)]
struct Sent {
    writes: AtomicU64,
    bytes: AtomicU64,
}

impl Sent {
    fn so_far(&self) -> (u64, u64) {
        (self.writes.load(Ordering::SeqCst), self.bytes.load(Ordering::SeqCst))
    }

    /// What had been sent when nothing had come for a while.
    fn settled(&self) -> (u64, u64) {
        let mut seen = self.so_far();
        loop {
            std::thread::sleep(Duration::from_millis(300));
            let now = self.so_far();
            if now == seen && now.0 > 0 {
                return now;
            }
            seen = now;
        }
    }
}

fn drive(sent: &Sent, inbox: &SyncSender<Input>) -> Loop {
    let (_, first) = sent.settled();
    std::thread::sleep(IDLE);
    let (frames, bytes) = sent.settled();
    let idle_bytes = bytes - first;
    for n in 0..BURST {
        // More down than up, so that there is something to draw in the end.
        let key: &[u8] = if n % 5 < 3 { b"\x1b[B" } else { b"\x1b[A" };
        // A loop that has ended has told its error to who started it.
        let _ = inbox.send(Input::Bytes(Zeroizing::new(key.to_vec())));
    }
    let (frames_after, bytes_after) = sent.settled();
    let _ = inbox.send(Input::End(End::Quit));
    Loop { keys: BURST, frames: frames_after - frames, bytes: bytes_after - bytes, idle_bytes }
}

struct Counting(Arc<Sent>);

impl Write for Counting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.writes.fetch_add(1, Ordering::SeqCst);
        self.0.bytes.fetch_add(bytes.len() as u64, Ordering::SeqCst);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A place without a terminal.
struct Nowhere;

impl Host for Nowhere {
    fn now(&self) -> Micros {
        System.now()
    }

    fn suspend(&self) -> io::Result<()> {
        Ok(())
    }

    fn resume(&self) -> io::Result<(u16, u16)> {
        Ok(SIZE)
    }

    fn copy(&self, _: &Secret) -> io::Result<()> {
        Ok(())
    }

    fn mouse(&self, _: bool) -> io::Result<()> {
        Ok(())
    }

    fn edit(&self, _: &str) -> Option<String> {
        None
    }
}
