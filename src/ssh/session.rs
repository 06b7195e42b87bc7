//! A session: one thread for the screens, or for one command, with a desk of its own, over a channel that waits for its
//! client.

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use ratatui::Terminal;
use russh::server::Msg;
use russh::{Channel, ChannelId, ChannelMsg, ChannelReadHalf, ChannelWriteHalf};
use tokio::io::AsyncWriteExt;
use tokio::runtime::Handle;
use tokio::sync::{Notify, mpsc};
use zeroize::Zeroizing;

use super::line::{Frame, Line, Out, Pulse, WAITING};
use super::server::Shared;
use crate::desk::Desk;
use crate::desk::api::{Request, SignedIn};
use crate::domain::{Micros, SafeText, Secret};
use crate::term::{Ansi, End, Inbox, Input, Options, Screens, guard, run, start};
use crate::ui::{Event, Mode, Model};

/// One connection, in the limits and in the list of sessions.
pub(super) type Ticket = u64;

/// Answers one command of the small set: the words, the desk of who is in, where to write, where to complain. The desk
/// and the exit code come back.
pub type Exec = fn(&str, Desk, Box<dyn Write>, &mut dyn Write) -> (Option<Desk>, u8);

/// What a member's thread needs; the terminal, the loop and the reply of two screens fit by far.
const STACK: usize = 1024 * 1024;
/// The most that a client may send at a time, and what of it may wait for a session.
pub(super) const LARGEST_PACKET: u32 = 16 * 1024;
const WAITING_INPUTS: usize = 256;
/// How long a client has to take the last words.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// The channel of a connection before it has a use.
pub(super) struct Opened {
    pub id: ChannelId,
    writes: ChannelWriteHalf<Msg>,
    pulse: Arc<Pulse>,
    term: Option<String>,
    /// The session, as soon as there is one.
    live: Arc<OnceLock<Arc<Live>>>,
}

impl Opened {
    /// From now on the channel is read: what nobody takes from it would hold up its whole connection.
    pub fn new(channel: Channel<Msg>, shared: &Arc<Shared>) -> Self {
        let id = channel.id();
        let (reads, writes) = channel.split();
        let (pulse, live) = (Arc::default(), Arc::default());
        tokio::spawn(read(reads, Arc::clone(&pulse), Arc::clone(&live), Arc::clone(shared)));
        Self { id, writes, pulse, term: None, live }
    }

    pub fn pty(&mut self, term: &str, columns: u32, rows: u32) {
        self.pulse.set_size(columns, rows);
        self.term = Some(term.chars().filter(char::is_ascii_graphic).take(64).collect());
    }
}

/// What the channel is for.
pub(super) enum Way {
    Screens,
    Command(String),
}

pub(super) struct Begin {
    pub desk: Desk,
    /// Who is in; nobody yet where an invitation's code is there.
    pub who: Option<Box<SignedIn>>,
    pub code: Option<Secret>,
    pub variables: HashMap<String, String>,
    pub way: Way,
}

/// What others may do to a session.
pub(super) struct Live {
    pub inbox: SyncSender<Input>,
    pub pulse: Arc<Pulse>,
    /// Why the server ends it.
    reason: Mutex<Option<Reason>>,
    /// Its connection is over. A frame that waits for the client's window is not told by the channel.
    pub hung_up: Notify,
}

/// Why the server ends a session.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reason {
    /// Nobody used it.
    Idle,
    Stopped,
}

impl Reason {
    /// The name of its words in the locales.
    const fn words(self) -> &'static str {
        match self {
            Self::Idle => "farewell-idle",
            Self::Stopped => "farewell-stopped",
        }
    }
}

impl Live {
    /// Ends the session.
    pub fn end(&self, reason: Reason) {
        *self.reason.lock().unwrap_or_else(PoisonError::into_inner) = Some(reason);
        self.tell(Input::End(End::Told));
    }

    /// A session whose inbox is full has enough to do, or is stuck and will be let go.
    pub fn tell(&self, input: Input) {
        match self.inbox.try_send(input) {
            Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
        }
    }
}

/// Starts the session's thread, and the tasks that join it to the channel.
pub(super) fn begin(shared: &Arc<Shared>, ticket: Ticket, opened: Opened, begin: Begin) {
    let runtime = Handle::current();
    let (frames, sent) = mpsc::channel(WAITING);
    let (errors, complaints) = mpsc::channel(WAITING);
    let inbox = Inbox::new(WAITING_INPUTS);
    let live = Arc::new(Live {
        inbox: inbox.sender(),
        pulse: Arc::clone(&opened.pulse),
        reason: Mutex::default(),
        hung_up: Notify::new(),
    });
    shared.clock_in(ticket, &live);
    let out = Out { frames, runtime: runtime.clone() };
    let complain = Out { frames: errors, runtime: runtime.clone() };
    let Opened { writes, pulse, term, live: begun, .. } = opened;
    // A channel begins once.
    let _ = begun.set(Arc::clone(&live));
    let (over, code) = tokio::sync::oneshot::channel();
    runtime.spawn(write(writes, sent, complaints, Arc::clone(&live), Arc::clone(shared), code, ticket));
    let shared = Arc::clone(shared);
    let working = shared.thread();
    let started = std::thread::Builder::new().name("session".into()).stack_size(STACK).spawn(move || {
        let code = match begin.way {
            Way::Screens => screens(&shared, begin, inbox, out, pulse, term, &live),
            Way::Command(command) => {
                // It asks nothing: what the client sends is not kept for it.
                drop(inbox);
                command_line(&shared, begin.desk, &command, out, complain)
            }
        };
        let _ = over.send(code);
        drop((shared, working));
    });
    // Without a thread the ends of both queues are dropped, and the channel is closed by it.
    drop(started);
}

/// What the client sends, into the session's inbox: where that is full, the client waits. Before there is a session
/// the handler has answered all there is.
async fn read(mut reads: ChannelReadHalf, pulse: Arc<Pulse>, begun: Arc<OnceLock<Arc<Live>>>, shared: Arc<Shared>) {
    let now = || shared.clock.now().0;
    loop {
        let input = match reads.wait().await {
            // No client may send more at a time: it would take memory that nobody counts.
            Some(ChannelMsg::Data { data }) if data.len() > LARGEST_PACKET as usize => Input::End(End::Closed),
            Some(ChannelMsg::Data { data }) => {
                pulse.last_input.store(now(), Ordering::Relaxed);
                pulse.waiting_since.store(now(), Ordering::Relaxed);
                Input::Bytes(Zeroizing::new(data.to_vec()))
            }
            Some(ChannelMsg::WindowChange { col_width, row_height, .. }) => {
                let (columns, rows) = pulse.set_size(col_width, row_height);
                Input::Event(Event::Resize(columns, rows))
            }
            Some(ChannelMsg::Eof | ChannelMsg::Close) | None => Input::End(End::Closed),
            Some(_) => continue,
        };
        let last = matches!(input, Input::End(_));
        let Some(live) = begun.get() else {
            if last {
                return;
            }
            continue;
        };
        let mut next = Some(input);
        while let Some(input) = next.take() {
            match live.inbox.try_send(input) {
                Err(TrySendError::Full(input)) => {
                    next = Some(input);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Err(TrySendError::Disconnected(_)) => return,
                Ok(()) => {}
            }
        }
        if last {
            return;
        }
    }
}

/// Frames to the client, one after the other; then the exit code, and the end of the connection.
async fn write(
    writes: ChannelWriteHalf<Msg>,
    mut frames: mpsc::Receiver<Frame>,
    mut complaints: mpsc::Receiver<Frame>,
    live: Arc<Live>,
    shared: Arc<Shared>,
    mut code: tokio::sync::oneshot::Receiver<u8>,
    ticket: Ticket,
) {
    let mut out = writes.make_writer();
    let mut errors = writes.make_writer_ext(Some(1));
    let sending = async {
        let mut open = (true, true);
        while open.0 || open.1 {
            let (done, count) = tokio::select! {
                frame = frames.recv(), if open.0 => match frame {
                    Some(frame) => (out.write_all(&frame).await, frame.len()),
                    None => { open.0 = false; continue }
                },
                frame = complaints.recv(), if open.1 => match frame {
                    Some(frame) => (errors.write_all(&frame).await, frame.len()),
                    None => { open.1 = false; continue }
                },
            };
            if done.is_err() {
                break;
            }
            let since = live.pulse.waiting_since.swap(0, Ordering::Relaxed);
            let waited =
                (since > 0).then(|| Duration::from_micros(u64::try_from(shared.clock.now().0 - since).unwrap_or(0)));
            shared.figures.frame(count, waited);
        }
    };
    // A client that takes nothing holds up its thread for a while, and nothing once that is over.
    let over = {
        let mut sending = std::pin::pin!(sending);
        tokio::select! {
            () = &mut sending => None,
            () = live.hung_up.notified() => None,
            over = &mut code => {
                let _ = tokio::time::timeout(LAST_WORDS, sending).await;
                Some(over)
            }
        }
    };
    // The ends of the queues go first, so that a thread that still writes is told.
    drop((frames, complaints));
    let last = async {
        let over = match over {
            Some(over) => over,
            None => code.await,
        };
        let _ = writes.exit_status(u32::from(over.unwrap_or(1))).await;
        let _ = writes.eof().await;
        let _ = writes.close().await;
    };
    let _ = tokio::time::timeout(LAST_WORDS, last).await;
    shared.finished(ticket).await;
}

/// The screens: the same loop as in a local terminal. A panic ends this session alone.
fn screens(
    shared: &Shared,
    begin: Begin,
    inbox: Inbox,
    mut out: Out,
    pulse: Arc<Pulse>,
    term: Option<String>,
    live: &Live,
) -> u8 {
    let mut complain = |words: &str| {
        let _ = out.write_all(format!("{words}\r\n").as_bytes());
        2
    };
    let Some(term) = term else {
        return complain(
            "Kin's screens need a terminal: connect without -T, or with -t, or give a command (kin log list).",
        );
    };
    let variables = begin.variables;
    let env = |name: &str| if name == "TERM" { Some(term.clone()) } else { variables.get(name).cloned() };
    if let Err(error) = guard::check_term(Some(term.clone())) {
        return complain(&error.to_string());
    }
    let config = shared.config();
    let options = Options::new(env, &config.ui);
    let now = shared.clock.now();
    let made = start(&config, env, begin.desk.office_name(), Mode::Served, now, pulse.size());
    let mut model = match made {
        Ok(start) => Model::new(start),
        Err(error) => return complain(&error.to_string()),
    };
    match (begin.who, begin.code) {
        (Some(who), _) => model.come_in(*who),
        (None, Some(code)) => model.join(code),
        (None, None) => {}
    }
    let line =
        Line { out: out.clone(), pulse, options, clock: Arc::clone(&shared.clock), copied: AtomicBool::new(false) };
    let (columns, rows) = line.pulse.size();
    let desk = begin.desk;
    let done = catch_unwind(AssertUnwindSafe(|| {
        line.enter()?;
        let mut terminal = Terminal::new(Ansi::new(out, columns, rows))?;
        run(inbox, &mut terminal, &Screens::default(), &mut model, desk, &line)
    }));
    let end = match done {
        Ok(Ok(End::Fault)) | Err(_) => {
            line.out.runtime.block_on(shared.fault());
            line.leave(SafeText::new(&model.words("farewell-fault")).as_str());
            return 101;
        }
        Ok(Ok(end)) => end,
        // The client is gone, or takes nothing any more.
        Ok(Err(_)) => End::Closed,
    };
    let reason = *live.reason.lock().unwrap_or_else(PoisonError::into_inner);
    let words = reason.map(|reason| model.words(reason.words())).or_else(|| model.farewell()).unwrap_or_default();
    line.leave(SafeText::new(&words).as_str());
    end.exit_code()
}

/// One command, with the member's own rights.
fn command_line(shared: &Shared, desk: Desk, command: &str, out: Out, mut errors: Out) -> u8 {
    let exec = shared.exec;
    let out = Box::new(BufWriter::with_capacity(16 * 1024, out));
    match catch_unwind(AssertUnwindSafe(|| exec(command, desk, out, &mut errors))) {
        Ok((desk, code)) => {
            // A session that could not be ended ends by its age.
            let _ = desk.map(|mut desk| desk.ask(Request::SignOut));
            code
        }
        Err(_) => {
            errors.runtime.block_on(shared.fault());
            let _ = errors.write_all(b"kin: Kin stopped on a fault of its own.\n");
            101
        }
    }
}

/// How long it is since the client last sent something.
pub(super) fn idle(live: &Live, now: Micros) -> Duration {
    let last = live.pulse.last_input.load(Ordering::Relaxed);
    Duration::from_micros(u64::try_from(now.0 - last).unwrap_or(0))
}
