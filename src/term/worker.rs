//! The thread that owns the desk: asks go in by a short queue, replies come back through the inbox.

use std::collections::VecDeque;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::run::{End, Input};
use crate::desk::api::{Problem, Reply, Request};

/// Who answers requests: the desk, or a script in tests. It may block; it has a thread of its own.
pub trait Ask: Send {
    /// # Errors
    /// The desk's refusal or failure, with words for the screen.
    fn ask(&mut self, request: Request) -> Result<Reply, Problem>;
}

impl Ask for crate::desk::Desk {
    fn ask(&mut self, request: Request) -> Result<Reply, Problem> {
        Self::ask(self, request)
    }
}

/// More asks than a person can leave waiting; over it the asker is told that the office is busy.
const WAITING: usize = 256;

#[derive(Default)]
struct Queue {
    asks: VecDeque<(u64, Request)>,
    closed: bool,
}

#[derive(Default)]
struct Shared {
    queue: Mutex<Queue>,
    changed: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next ask, waiting for it; `None` when the queue is closed and empty.
    fn next(&self) -> Option<(u64, Request)> {
        let mut queue = self.lock();
        loop {
            if let Some(ask) = queue.asks.pop_front() {
                return Some(ask);
            }
            if queue.closed {
                return None;
            }
            queue = self.changed.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// The loop's end of the worker.
pub struct Worker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// Tells the loop when the worker's thread panics, so that nobody waits for its reply for ever.
struct Fault(SyncSender<Input>);

impl Drop for Fault {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // A closed inbox means that the loop has ended already.
            let _ = self.0.send(Input::End(End::Fault));
        }
    }
}

impl Worker {
    /// # Errors
    /// When the system gives no thread.
    pub fn start(mut desk: impl Ask + 'static, inbox: SyncSender<Input>) -> std::io::Result<Self> {
        let shared = Arc::new(Shared::default());
        let queue = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("desk".into()).spawn(move || {
            let fault = Fault(inbox);
            while let Some((ticket, request)) = queue.next() {
                let result = desk.ask(request);
                // After the loop has ended what is queued (such as a sign-out) is still done, unheard.
                let _ = fault.0.send(Input::Reply { ticket, result });
            }
        })?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Queues an ask; answers the tickets that are turned away. A query of customers replaces the one still
    /// waiting for a page of the same length, which only a search typed on has made stale: whoever asks for pages
    /// of another length is somebody else. Where too many wait, the new one itself goes.
    #[must_use]
    pub fn ask(&self, ticket: u64, request: Request) -> Vec<u64> {
        let mut queue = self.shared.lock();
        let mut turned_away = Vec::new();
        if let Request::Customers(new) = &request {
            queue.asks.retain(|(waiting, request)| {
                let stale = matches!(request, Request::Customers(old) if old.limit == new.limit);
                turned_away.extend(stale.then_some(*waiting));
                !stale
            });
        }
        if queue.asks.len() >= WAITING {
            turned_away.push(ticket);
        } else {
            queue.asks.push_back((ticket, request));
            self.shared.changed.notify_one();
        }
        turned_away
    }

    /// Drops what waits but for what keeps something of the member's own: nobody is there for other answers.
    pub fn drop_all_but_kept(&self) {
        self.shared.lock().asks.retain(|(_, request)| request.keeps());
    }

    /// Ends the thread after the ask it is at, and after what waits to be changed or kept if `all`; then the desk is
    /// closed. What was only to be read is for nobody any more.
    /// The inbox's receiver must be gone, or a full inbox would hold the worker.
    pub fn finish(mut self, all: bool) {
        let mut queue = self.shared.lock();
        queue.closed = true;
        queue.asks.retain(|(_, request)| all && !request.only_reads());
        drop(queue);
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic in it was reported by the panic hook and by `End::Fault`.
            let _ = thread.join();
        }
    }
}

/// Where the loop panics nobody finishes: the desk signs out and is closed, and keeps no keys for nobody.
impl Drop for Worker {
    fn drop(&mut self) {
        let mut queue = self.shared.lock();
        if !queue.closed {
            queue.closed = true;
            queue.asks.clear();
            queue.asks.push_back((u64::MAX, Request::SignOut));
        }
        drop(queue);
        self.shared.changed.notify_one();
    }
}
