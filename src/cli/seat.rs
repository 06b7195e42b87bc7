//! The desk that a command works at, and where it writes: its own and standard output, or those of somebody who is in
//! already and gives a command over SSH.

use std::cell::RefCell;
use std::io::{self, Write};
use std::ops::{Deref, DerefMut};

use crate::desk::Desk;
use crate::desk::api::Request;
use crate::desk::witness::Witness;

/// A desk with somebody signed in, until it is dropped.
pub struct Seat {
    desk: Option<Desk>,
    /// It goes back to whom it was lent by.
    lent: bool,
}

impl Seat {
    pub fn new(desk: Desk) -> Self {
        Self { desk: Some(desk), lent: false }
    }
}

impl Deref for Seat {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        self.desk.as_ref().expect("a seat has its desk until it is dropped")
    }
}

impl DerefMut for Seat {
    fn deref_mut(&mut self) -> &mut Desk {
        self.desk.as_mut().expect("a seat has its desk until it is dropped")
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if self.lent {
            LENT.with_borrow_mut(|lent| lent.desk = self.desk.take());
        } else if let Some(mut desk) = self.desk.take() {
            // Where it can't be written the session ends by its age; the command has said what there was to say.
            let _ = desk.ask(Request::SignOut);
            // Nor does it fail for a checkpoint that could not be made: the next process makes it.
            let _ = Witness::of(desk).tick();
        }
    }
}

/// What is lent to the command that runs on this thread.
#[derive(Default)]
struct Lent {
    desk: Option<Desk>,
    out: Option<Box<dyn Write>>,
}

thread_local! {
    static LENT: RefCell<Lent> = RefCell::default();
}

/// The desk that was lent, if one was.
pub fn taken() -> Option<Seat> {
    let desk = LENT.with_borrow_mut(|lent| lent.desk.take())?;
    Some(Seat { desk: Some(desk), lent: true })
}

/// Leaves nothing lent on the thread where the command panics: as the thread ends it is too late to write.
struct Back;

impl Drop for Back {
    fn drop(&mut self) {
        drop(LENT.take());
    }
}

/// Runs a command at this desk, whose words go to `out`. Both come back.
pub fn at<T>(desk: Desk, out: Box<dyn Write>, command: impl FnOnce() -> T) -> (Option<Desk>, io::Result<()>, T) {
    LENT.with_borrow_mut(|lent| *lent = Lent { desk: Some(desk), out: Some(out) });
    let _back = Back;
    let done = command();
    let Lent { desk, out } = LENT.take();
    (desk, out.map_or(Ok(()), |mut out| out.flush()), done)
}

/// Writes to where the command's words go.
pub fn write(words: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    LENT.with_borrow_mut(|lent| match &mut lent.out {
        Some(out) => words(out),
        None => words(&mut io::stdout().lock()),
    })
}
