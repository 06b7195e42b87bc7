//! The terminal's door in a real PTY: this test program starts itself as the program under test.

mod support;

use std::io::Write;
use std::time::Duration;

use kin::clock;
use kin::desk::api::{Problem, Reply, Request};
use kin::domain::Secret;
use kin::term::{self, Ask, Inbox, Options, Screens, clipboard};
use kin::ui::{Effect, Event, KeyCode, Message};
use support::Pty;

const SOON: Duration = Duration::from_secs(10);

/// A desk that has nothing, and panics on a lock.
struct Nothing;

impl Ask for Nothing {
    fn ask(&mut self, request: Request) -> Result<Reply, Problem> {
        match request {
            Request::Lock { .. } => panic!("0912 345 678"),
            _ => Err(Problem::NotFound),
        }
    }
}

fn update(text: &mut String, message: Message) -> Vec<Effect> {
    match message {
        Message::Event(Event::Key(key)) => match key.code {
            KeyCode::Char('q') if key.ctrl => return vec![Effect::Quit],
            KeyCode::Char('z') if key.ctrl => return vec![Effect::Suspend],
            KeyCode::Char('l') if key.ctrl => {
                return vec![Effect::Ask { ticket: 1, request: Request::Lock { idle: false } }];
            }
            KeyCode::Char('x') if key.ctrl => panic!("0912 345 678"),
            KeyCode::Char('c') if key.ctrl => return vec![Effect::Copy(Secret::new("0912345678"))],
            KeyCode::Char('k') if key.ctrl => return vec![Effect::Copy(Secret::default())],
            KeyCode::Char('t') if key.ctrl => return vec![Effect::Mouse(false)],
            KeyCode::Char('e') if key.ctrl => return vec![Effect::EditText(text.clone())],
            KeyCode::Char('w') if key.ctrl => {
                text.clear();
                return vec![Effect::Wipe];
            }
            KeyCode::Char(c) => text.push(c),
            KeyCode::Backspace => drop(text.pop()),
            other => text.push_str(&format!("<{other:?}>")),
        },
        Message::Event(Event::Mouse(mouse)) => {
            text.push_str(&format!("<{:?} {} {}>", mouse.what, mouse.column, mouse.row))
        }
        Message::Event(Event::Focus(focus)) => text.push_str(&format!("<focus {focus}>")),
        Message::Event(Event::Edited(edited)) => match edited {
            Some(edited) => *text = format!("<edited>{edited}"),
            None => text.push_str("<not edited>"),
        },
        Message::Event(Event::Paste(paste)) => text.push_str(&format!("<paste {}>", paste.len())),
        Message::Event(Event::Resize(columns, rows)) => text.push_str(&format!("<{columns}x{rows}>")),
        _ => {}
    }
    Vec::new()
}

/// Not a test: the program under test.
#[test]
#[ignore = "started by the tests below"]
fn program() {
    let screens = Screens {
        update,
        view: |text: &String, frame| {
            frame.render_widget(format!("Customer {text}|"), frame.area());
            frame.set_cursor_position((9, 0));
        },
        take_dirty: |_| true,
    };
    let options = Options {
        focus: true,
        title: true,
        mouse: true,
        clipboard: clipboard::through(|name| std::env::var(name).ok()),
    };
    let end = term::local(Inbox::default(), &screens, &mut String::new(), Nothing, &clock::System, options);
    let (words, code) = match end {
        Ok(end) => (format!("ended: {end:?}"), end.exit_code()),
        Err(error) => (error.to_string(), 2),
    };
    // `println!` would panic where the terminal is gone.
    let _ = writeln!(std::io::stdout(), "{words}");
    std::process::exit(code.into());
}

fn start_with(env: &[(&str, &str)]) -> Pty {
    let bin = std::env::current_exe().expect("this program");
    Pty::spawn(bin, &["--exact", "program", "--ignored", "--nocapture"], env, 60, 10)
}

fn start() -> Pty {
    let pty = start_with(&[]);
    pty.wait_for("Customer |", SOON);
    assert!(!pty.echoes());
    pty
}

/// The program is gone and has left the terminal as it was, with nothing of its screen on it.
fn assert_restored(pty: &Pty) {
    let state = pty.state();
    assert!(!state.alternate_screen() && !state.bracketed_paste() && !state.hide_cursor());
    assert!(!state.contents().contains("Customer"), "{}", state.contents());
    assert!(pty.echoes());
    let raw = String::from_utf8_lossy(&pty.raw_bytes()).into_owned();
    let (on, off) = (raw.rfind("\x1b[?1004h"), raw.rfind("\x1b[?1004l"));
    assert!(off > on && raw.rfind("\x1b[23;0t") > raw.rfind("\x1b[22;0t"));
    assert_eq!(state.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    let copied = raw.rfind("\x1b]52;c;MDkxMjM0NTY3OA==\x07");
    assert!(raw.rfind(CLEARED) >= copied, "the clipboard is cleared");
}

const CLEARED: &str = "\x1b]52;c;IA==\x07\x1b]52;c;\x07";

fn raw(pty: &Pty) -> String {
    String::from_utf8_lossy(&pty.raw_bytes()).into_owned()
}

#[test]
fn types_pastes_resizes_and_quits() {
    let mut pty = start();
    // An input method's burst: backspaces and their replacement in one write.
    pty.type_text("Nguyêntr\x7f\x7f\x08\x08ễn");
    pty.wait_for("Customer Nguyễn|", SOON);
    assert_eq!(pty.state().cursor_position(), (0, 9));
    pty.key("esc");
    pty.key("f5");
    pty.type_text(&format!("\x1b[200~{}\x1b[201~", "x".repeat(3000)));
    pty.wait_for("<Esc><F(5)><paste 3000>|", SOON);
    pty.resize(70, 12);
    pty.wait_for("<70x12>|", SOON);
    let drawn = pty.raw_bytes().len();
    std::thread::sleep(Duration::from_millis(300));
    assert_eq!(pty.raw_bytes().len(), drawn, "an idle program sends nothing");
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
    pty.wait_for("ended: Quit", SOON);
}

#[test]
fn the_mouse_is_asked_for_and_never_types() {
    let mut pty = start();
    assert_eq!(pty.state().mouse_protocol_mode(), vt100::MouseProtocolMode::PressRelease);
    pty.type_text("a\x1b[<0;10;2M\x1b[<0;10;2m\x1b[<35;11;2M\x1b[<65;999;999M\x1b[M !!b");
    pty.wait_for("Customer a<Press 9 1><WheelDown 59 9>b|", SOON);
    pty.type_text("\x1b[O");
    pty.wait_until("no focus", SOON, |screen| screen.contents().replace('\n', "").contains("<focus false>"));
    pty.key("ctrl-t");
    pty.wait_until("no mouse", SOON, |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
}

#[test]
fn what_was_copied_is_gone_on_every_way_out() {
    type Way = fn(&mut Pty);
    let ways: [(&str, Way); 3] = [
        ("a quit", |pty| pty.key("ctrl-q")),
        ("a panic", |pty| pty.key("ctrl-x")),
        ("a signal", |pty| pty.signal("TERM")),
    ];
    for (way, leave) in ways {
        let mut pty = start();
        pty.key("ctrl-c");
        pty.type_text("x");
        pty.wait_for("Customer x|", SOON);
        assert!(raw(&pty).contains("\x1b]52;c;MDkxMjM0NTY3OA==\x07"), "{way}");
        assert!(!raw(&pty).contains(CLEARED));
        leave(&mut pty);
        pty.exit_code(SOON);
        assert_eq!(raw(&pty).matches(CLEARED).count(), 1, "{way}");
        assert_restored(&pty);
    }
    let mut pty = start();
    pty.key("ctrl-c");
    pty.key("ctrl-k");
    pty.type_text("x");
    pty.wait_for("Customer x|", SOON);
    pty.key("ctrl-q");
    pty.exit_code(SOON);
    assert_eq!(raw(&pty).matches(CLEARED).count(), 1, "what was cleared is not cleared again");
}

#[test]
fn a_wipe_leaves_nothing() {
    let mut pty = start();
    pty.type_text("0912");
    pty.wait_for("0912", SOON);
    let before = raw(&pty).len();
    pty.key("ctrl-w");
    pty.wait_for("Customer |", SOON);
    let after = raw(&pty)[before..].to_owned();
    assert!(after.contains("\x1b[2J") && after.contains("Customer") && !after.contains("0912"), "{after:?}");
}

/// The program with a line of shell as its editor.
fn start_with_editor(editor: &str) -> Pty {
    let pty = start_with(&[("EDITOR", editor)]);
    pty.wait_for("Customer |", SOON);
    pty
}

#[test]
fn an_editor_has_the_terminal_to_itself() {
    // It says where it is, reads a line from the terminal and writes it into the file.
    let mut pty =
        start_with_editor("sh -c 'echo EDITING $0; read line; echo GOT $line; printf %s \"$line\" > \"$0\"; read go'");
    pty.type_text("text");
    pty.wait_for("text|", SOON);
    pty.key("ctrl-e");
    pty.wait_for("EDITING", SOON);
    let state = pty.state();
    assert!(!state.alternate_screen() && !state.contents().contains("Customer") && pty.echoes());
    assert_eq!(state.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    let file = pty.screen().split("EDITING ").nth(1).unwrap().replace('\n', "").trim().to_owned();
    assert!(file.ends_with("note.md"), "{file}");
    // Every byte is the editor's.
    pty.type_text("every byte of a line\r");
    pty.wait_for("GOT every byte of a line", SOON);
    pty.resize(70, 12);
    pty.type_text("\r");
    pty.wait_for("Customer <edited>every byte of a line<70x12>|", SOON);
    assert!(pty.state().alternate_screen() && !std::path::Path::new(&file).parent().unwrap().exists());
    pty.type_text("!");
    pty.wait_for("<70x12>!|", SOON);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
}

#[test]
fn an_interrupt_ends_the_editor_and_not_the_program() {
    let mut pty = start_with_editor("sh -c 'echo EDITING; sleep 60'");
    pty.key("ctrl-e");
    pty.wait_for("EDITING", SOON);
    pty.key("ctrl-c");
    pty.wait_for("<not edited>|", SOON);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    let mut pty = start_with_editor("no-such-editor-anywhere");
    pty.key("ctrl-e");
    pty.wait_for("<not edited>|", SOON);
}

#[test]
fn a_signal_ends_the_editor_too_and_leaves_no_file() {
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let mut pty = start_with_editor("sh -c 'echo EDITING $0; read line'");
        pty.key("ctrl-e");
        pty.wait_for("note.md", SOON);
        let file = pty.screen().split("EDITING ").nth(1).unwrap().replace('\n', "").trim().to_owned();
        assert!(std::path::Path::new(&file).exists(), "{file}");
        pty.signal(signal);
        assert_eq!(pty.exit_code(SOON), code, "{signal}");
        assert_restored(&pty);
        assert!(!std::path::Path::new(&file).parent().unwrap().exists());
    }
}

#[test]
fn every_byte_of_a_long_burst_arrives() {
    let mut pty = start();
    // More than one read, less than a terminal holds: written and taken back but for the last.
    let burst = "ệ\x7f".repeat(900);
    pty.type_text(&burst);
    pty.type_text("done");
    pty.wait_for("Customer done|", SOON);
}

#[test]
fn signals_restore_the_terminal() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let mut pty = start();
        pty.signal(signal);
        assert_eq!(pty.exit_code(SOON), code, "{signal}");
        assert_restored(&pty);
    }
}

#[test]
fn a_panic_restores_the_terminal_and_tells_no_data() {
    for key in ["ctrl-x", "ctrl-l"] {
        let mut pty = start();
        pty.key(key);
        let code = pty.exit_code(SOON);
        assert_eq!(code, 101, "{key}\n{}", pty.screen());
        assert_restored(&pty);
        let raw = String::from_utf8_lossy(&pty.raw_bytes()).into_owned();
        let words = raw.find("Kin stopped on a fault of its own (tests/terminal.rs:");
        assert!(words > raw.rfind("\x1b[?1049l"), "{raw}");
        assert!(!raw.contains("0912"), "{raw}");
    }
}

#[test]
fn a_lost_line_ends_it() {
    let mut pty = start();
    pty.hang_up();
    assert_eq!(pty.exit_code(SOON), 129);
}

#[test]
fn a_stop_gives_the_terminal_to_the_shell_and_back() {
    // A shell with job control, as one would use it.
    let bin = std::env::current_exe().expect("this program");
    let command = format!("set -m; {} --exact program --ignored --nocapture; echo STOPPED; fg", bin.display());
    let mut pty = Pty::spawn("/bin/sh", &["-c", &command], &[], 60, 10);
    pty.wait_for("Customer |", SOON);
    pty.key("ctrl-z");
    pty.wait_until("full redraw after a stop", SOON, |screen| {
        screen.alternate_screen() && screen.contents().contains("<60x10>")
    });
    let raw = String::from_utf8_lossy(&pty.raw_bytes()).into_owned();
    let stopped = raw.find("STOPPED").expect("the shell had the terminal");
    assert!(raw[..stopped].rfind("\x1b[?1049l") > raw[..stopped].rfind("Customer"));
    assert!(raw[stopped..].contains("\x1b[?1049h"));
    pty.type_text("again");
    pty.wait_for("again|", SOON);
    pty.key("ctrl-q");
    assert_eq!(pty.exit_code(SOON), 0);
    assert_restored(&pty);
}

#[test]
fn a_terminal_that_cannot_show_screens_says_so() {
    let mut pty = start_with(&[("TERM", "dumb")]);
    assert_eq!(pty.exit_code(SOON), 2);
    assert!(pty.screen().contains("xterm-256color"), "{}", pty.screen());
    let bin = std::env::current_exe().expect("this program");
    let piped = std::process::Command::new(bin)
        .args(["--exact", "program", "--ignored", "--nocapture"])
        .stdin(std::process::Stdio::null())
        .output()
        .expect("it starts");
    assert_eq!(piped.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&piped.stdout).contains("standard input is not one"));
}
