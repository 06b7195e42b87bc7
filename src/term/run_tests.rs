//! The loop with a scripted desk, a model of its own and no terminal.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use super::*;
use crate::clock::{Fixed, Source};
use crate::desk::api::{CustomersPage, CustomersQuery, Request, Sort};
use crate::ui::event::MouseWhat;
use crate::ui::{Key, KeyCode};

/// What the model saw, and the effects it answers to the letters typed.
#[derive(Default)]
struct Seen {
    log: Vec<String>,
    dirty: bool,
    tickets: u64,
    /// Draws so far; `view` cannot change the model.
    draws: std::cell::Cell<usize>,
    ticks: Vec<i64>,
}

fn customers(search: &str) -> Request {
    Request::Customers(CustomersQuery {
        search: search.into(),
        filter: Default::default(),
        sort: Sort::default(),
        from: None,
        backward: false,
        limit: 10,
    })
}

fn update(seen: &mut Seen, message: Message) -> Vec<Effect> {
    let word = match message {
        Message::Event(Event::Tick(now)) => {
            seen.ticks.push(now.0);
            return Vec::new();
        }
        Message::Event(Event::Key(Key { code: KeyCode::Char(c), .. })) => c.to_string(),
        Message::Event(Event::Key(key)) => format!("{:?}", key.code),
        Message::Event(Event::Resize(columns, rows)) => format!("{columns}x{rows}"),
        Message::Event(event) => format!("{event:?}"),
        Message::Reply { ticket, result } => match result {
            Ok(_) => format!("ok {ticket}"),
            Err(problem) => format!("{problem:?} {ticket}"),
        },
    };
    seen.log.push(word.clone());
    seen.dirty = true;
    seen.tickets += 1;
    let ask = |request| vec![Effect::Ask { ticket: seen.tickets, request }];
    match word.as_str() {
        "a" => ask(customers("a")),
        "A" => ask(Request::Customers(CustomersQuery::new("A", 20))),
        "o" => ask(Request::SignOut),
        "q" => vec![Effect::Quit],
        "z" => vec![Effect::Suspend],
        "C" => vec![Effect::Copy(Secret::new("0912")), Effect::Copy(Secret::default())],
        "E" => vec![Effect::EditText("Huế".into())],
        "M" => vec![Effect::Mouse(true), Effect::Mouse(false)],
        "W" => vec![Effect::Wipe],
        "w" => vec![Effect::WakeAt(Micros(3_500_000))],
        "Keep" => ["note:1", "place"]
            .map(|key| Effect::Ask {
                ticket: 7,
                request: Request::SaveDraft { key: key.into(), body: Secret::default() },
            })
            .into(),
        "d" => ask(Request::SaveDraft { key: "early".into(), body: Secret::default() }),
        "O" => vec![Effect::Ask { ticket: 99, request: Request::SignOut }, Effect::Quit],
        _ => Vec::new(),
    }
}

const SCREENS: Screens<Seen> = Screens {
    update,
    view: |seen, frame| {
        seen.draws.set(seen.draws.get() + 1);
        frame.render_widget(seen.log.join(" "), frame.area());
    },
    take_dirty: |seen| std::mem::take(&mut seen.dirty),
};

/// Answers when told to, and writes down what it was asked.
struct Script {
    go: Receiver<()>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Ask for Script {
    fn ask(&mut self, request: Request) -> Result<Reply, Problem> {
        self.asked.lock().unwrap().push(format!("{request:?}"));
        // Without a sender left it answers at once.
        let _ = self.go.recv();
        match request {
            Request::Customers(_) => Ok(Reply::Customers(CustomersPage::default())),
            Request::SignOut => Ok(Reply::SignedOut),
            _ => Err(Problem::NotFound),
        }
    }
}

struct Place {
    clock: Fixed,
    calls: Mutex<Vec<String>>,
}

impl Place {
    fn called(&self, what: impl Into<String>) -> io::Result<()> {
        self.calls.lock().unwrap().push(what.into());
        Ok(())
    }
}

impl Host for Place {
    fn now(&self) -> Micros {
        // Each look at the clock takes a second, so that waits end.
        self.clock.advance(1);
        self.clock.now()
    }

    fn suspend(&self) -> io::Result<()> {
        self.called("suspend")
    }

    fn resume(&self) -> io::Result<(u16, u16)> {
        self.called("resume").map(|()| (70, 20))
    }

    fn copy(&self, text: &Secret) -> io::Result<()> {
        self.called(format!("copy {}", text.expose()))
    }

    fn mouse(&self, on: bool) -> io::Result<()> {
        self.called(format!("mouse {on}"))
    }

    fn edit(&self, text: &str) -> Option<String> {
        self.called(format!("edit {text}")).ok().map(|()| format!("{text}!"))
    }
}

struct Ran {
    seen: Seen,
    asked: Vec<String>,
    end: End,
    frames: u64,
    screen: String,
    raw: String,
    calls: Vec<String>,
}

/// Runs the loop while `drive` sends from a thread of its own; its second argument lets one ask go on.
fn play(drive: impl FnOnce(SyncSender<Input>, SyncSender<()>) + Send + 'static) -> Ran {
    let inbox = Inbox::default();
    let sender = inbox.sender();
    let (release, go) = sync_channel(1024);
    let asked = Arc::default();
    let script = Script { go, asked: Arc::clone(&asked) };
    let host = Place { clock: Fixed::new(Micros(0), 1), calls: Mutex::default() };
    let mut out = Vec::new();
    let mut terminal = Terminal::new(Ansi::new(&mut out, 80, 24)).unwrap();
    let mut seen = Seen::default();
    let driver = std::thread::spawn(move || drive(sender, release));
    let end = run(inbox, &mut terminal, &SCREENS, &mut seen, script, &host).unwrap();
    driver.join().unwrap();
    let frames = terminal.backend().stats().frames;
    drop(terminal);
    let mut emulator = vt100::Parser::new(24, 80, 0);
    emulator.process(&out);
    let screen = emulator.screen().contents();
    let asked = std::mem::take(&mut *asked.lock().unwrap());
    let raw = String::from_utf8(out).unwrap();
    Ran { seen, asked, end, frames, screen, raw, calls: host.calls.into_inner().unwrap() }
}

fn bytes(text: &str) -> Input {
    Input::Bytes(Zeroizing::new(text.as_bytes().to_vec()))
}

#[test]
fn a_burst_is_drained_and_drawn_once() {
    let ran = play(|sender, _| sender.send(bytes("vi\x7fe\x1b[At")).and_then(|()| sender.send(bytes("q"))).unwrap());
    assert_eq!(ran.end, End::Quit);
    assert_eq!(ran.seen.log, ["v", "i", "Backspace", "e", "Up", "t", "q"]);
    // The first frame, and one more if the burst came in two batches.
    assert!(ran.seen.draws.get() <= 2, "{}", ran.seen.draws.get());
}

#[test]
fn replies_come_back_with_their_tickets_and_are_drawn() {
    let ran = play(|sender, release| {
        sender.send(bytes("o")).unwrap();
        release.send(()).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        sender.send(bytes("q")).unwrap();
    });
    assert_eq!(ran.seen.log, ["o", "ok 1", "q"]);
    assert!(ran.screen.starts_with("o ok 1"), "{}", ran.screen);
}

#[test]
fn of_queries_that_wait_only_the_last_is_asked() {
    let ran = play(|sender, release| {
        sender.send(bytes("o")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(bytes("aaoaa")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        drop(release);
        std::thread::sleep(Duration::from_millis(100));
        sender.send(bytes("q")).unwrap();
    });
    assert_eq!(ran.asked.iter().filter(|ask| ask.starts_with("Customers")).count(), 1);
    assert_eq!(ran.asked.len(), 3);
    let replies: Vec<_> = ran.seen.log.iter().filter(|word| word.starts_with("ok")).collect();
    assert_eq!(replies, ["ok 1", "ok 4", "ok 6"]);
}

#[test]
fn a_query_does_not_take_the_place_of_anothers() {
    let ran = play(|sender, release| {
        sender.send(bytes("o")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(bytes("aAaA")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        drop(release);
        std::thread::sleep(Duration::from_millis(100));
        sender.send(bytes("q")).unwrap();
    });
    let replies: Vec<_> = ran.seen.log.iter().filter(|word| word.starts_with("ok")).collect();
    assert_eq!(replies, ["ok 1", "ok 4", "ok 5"]);
}

#[test]
fn too_many_asks_are_told_so() {
    let ran = play(|sender, release| {
        sender.send(bytes(&"o".repeat(260))).unwrap();
        std::thread::sleep(Duration::from_millis(100));
        drop(release);
        sender.send(bytes("q")).unwrap();
    });
    assert!(ran.seen.log.iter().any(|word| word.starts_with("Busy")), "{:?}", ran.seen.log);
}

#[test]
fn a_quit_waits_for_the_sign_out() {
    let ran = play(|sender, release| {
        sender.send(bytes("O")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        drop(release);
    });
    assert_eq!((ran.end, ran.asked), (End::Quit, vec!["SignOut".to_owned()]));
}

#[test]
fn time_comes_before_each_batch_and_when_it_was_asked_for() {
    let ran = play(|sender, _| {
        sender.send(bytes("w")).unwrap();
        std::thread::sleep(Duration::from_millis(1000));
        sender.send(bytes("q")).unwrap();
    });
    let ticks = &ran.seen.ticks;
    // At the start, before "w", at or after the time, before "q".
    assert_eq!(ticks.len(), 4, "{ticks:?}");
    assert!(ticks[1] < 3_500_000 && ticks[2] >= 3_500_000);
    assert_eq!(ran.seen.draws.get(), 2, "a tick that changes nothing draws nothing");
}

#[test]
fn a_lone_escape_arrives() {
    let ran = play(|sender, _| {
        sender.send(bytes("\x1b")).unwrap();
        std::thread::sleep(Duration::from_millis(120));
        sender.send(bytes("q")).unwrap();
    });
    assert_eq!(ran.seen.log, ["Esc", "q"]);
}

#[test]
fn sizes_are_bounded_and_draw_all_again() {
    let ran = play(|sender, _| {
        sender.send(Input::Event(Event::Resize(60_000, 0))).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(Input::Event(Event::Resize(40, 10))).and_then(|()| sender.send(bytes("bq"))).unwrap();
    });
    assert_eq!(ran.seen.log, ["1000x1", "40x10", "b", "q"]);
    assert!(ran.frames >= 2);
}

#[test]
fn a_stop_gives_the_terminal_back_and_draws_all_again() {
    let ran = play(|sender, _| {
        sender.send(bytes("z")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(Input::Resumed).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(bytes("q")).unwrap();
    });
    assert_eq!(ran.calls, ["suspend", "resume", "resume"]);
    assert_eq!(ran.seen.log, ["z", "70x20", "70x20", "q"]);
    assert!(ran.screen.starts_with("z 70x20 70x20"), "{}", ran.screen);
}

#[test]
fn the_host_copies_and_minds_the_mouse() {
    let ran = play(|sender, _| sender.send(bytes("CM\x1b[<0;200;3Mq")).unwrap());
    assert_eq!(ran.calls, ["copy 0912", "copy ", "mouse true", "mouse false"]);
    assert_eq!(ran.seen.log[2], format!("{:?}", Event::Mouse(Mouse { column: 79, row: 2, what: MouseWhat::Press })));
}

#[test]
fn an_editor_gets_the_terminal_and_its_text_comes_back() {
    let ran = play(|sender, _| {
        sender.send(bytes("E")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(bytes("q")).unwrap();
    });
    assert_eq!(ran.calls, ["edit Huế", "resume"]);
    assert_eq!(ran.seen.log, ["E", "70x20", "Edited(Some(\"Huế!\"))", "q"]);
    assert!(ran.screen.starts_with("E 70x20"), "{}", ran.screen);
}

#[test]
fn a_wipe_clears_the_terminal_and_the_cells() {
    let ran = play(|sender, _| {
        sender.send(bytes("secret")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(bytes("W")).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        sender.send(bytes("q")).unwrap();
    });
    assert_eq!(ran.raw.matches("\x1b[2J").count(), 1);
    assert!(ran.screen.starts_with("s "), "{}", ran.screen);
}

#[test]
fn ends_have_exit_codes() {
    for (end, code) in [(End::Closed, 129), (End::Signal(15), 143), (End::Quit, 0), (End::Fault, 101), (End::Told, 0)] {
        let ran = play(move |sender, _| sender.send(Input::End(end)).unwrap());
        assert_eq!((ran.end, ran.end.exit_code()), (end, code));
    }
}

#[test]
fn an_end_that_nobody_chose_keeps_and_signs_out() {
    for end in [End::Closed, End::Signal(1), End::Told] {
        let ran = play(move |sender, release| {
            sender.send(bytes("o")).unwrap();
            std::thread::sleep(Duration::from_millis(50));
            // A list that waits is nobody's any more; what was to be kept is.
            sender.send(bytes("ad")).and_then(|()| sender.send(Input::End(end))).unwrap();
            std::thread::sleep(Duration::from_millis(50));
            drop(release);
        });
        let asked: Vec<&str> = ran.asked.iter().map(|ask| ask.split_inclusive('"').nth(1).unwrap_or(ask)).collect();
        assert_eq!((ran.end, asked), (end, vec!["SignOut", "early\"", "note:1\"", "place\"", "SignOut"]));
    }
    // Whoever leaves has said all; after a fault nothing is sure.
    for end in [End::Quit, End::Fault] {
        let ran = play(move |sender, _| sender.send(Input::End(end)).unwrap());
        assert!(ran.asked.is_empty() && !ran.seen.log.contains(&"Keep".to_owned()), "{:?}", ran.asked);
    }
}

#[test]
fn a_terminal_that_can_not_be_written_keeps_too() {
    struct Gone;
    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (inbox, asked) = (Inbox::default(), Arc::<Mutex<Vec<String>>>::default());
    let host = Place { clock: Fixed::new(Micros(0), 1), calls: Mutex::default() };
    let script = Script { go: sync_channel(0).1, asked: Arc::clone(&asked) };
    let mut terminal = Terminal::new(Ansi::new(Gone, 80, 24)).unwrap();
    let end = run(inbox, &mut terminal, &SCREENS, &mut Seen::default(), script, &host);
    assert_eq!(end.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    assert_eq!(asked.lock().unwrap().last().map(String::as_str), Some("SignOut"));
}

/// Whoever waits on the other side of the desk hears of its end.
struct Signing(std::sync::mpsc::Sender<&'static str>);

impl Ask for Signing {
    fn ask(&mut self, request: Request) -> Result<Reply, Problem> {
        if matches!(request, Request::SignOut) {
            self.0.send("signed out").unwrap();
        }
        Ok(Reply::SignedOut)
    }
}

impl Drop for Signing {
    fn drop(&mut self) {
        self.0.send("closed").unwrap();
    }
}

#[test]
fn a_fault_of_the_screens_leaves_no_desk_behind() {
    let (told, tells) = std::sync::mpsc::channel();
    let host = Place { clock: Fixed::new(Micros(0), 1), calls: Mutex::default() };
    let mut terminal = Terminal::new(Ansi::new(Vec::new(), 80, 24)).unwrap();
    let screens = Screens { view: |_, _| panic!("on purpose"), ..SCREENS };
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        run(Inbox::default(), &mut terminal, &screens, &mut Seen::default(), Signing(told), &host)
    }));
    assert!(done.is_err());
    let next = || tells.recv_timeout(Duration::from_secs(60));
    assert_eq!([next(), next()], [Ok("signed out"), Ok("closed")]);
}

#[test]
fn a_fault_of_the_desk_ends_the_loop() {
    struct Broken;
    impl Ask for Broken {
        fn ask(&mut self, _: Request) -> Result<Reply, Problem> {
            panic!("the script's fault")
        }
    }
    let inbox = Inbox::default();
    inbox.sender().send(bytes("o")).unwrap();
    let host = Place { clock: Fixed::new(Micros(0), 1), calls: Mutex::default() };
    let mut terminal = Terminal::new(Ansi::new(Vec::new(), 80, 24)).unwrap();
    let end = run(inbox, &mut terminal, &SCREENS, &mut Seen::default(), Broken, &host).unwrap();
    assert_eq!(end, End::Fault);
}
