//! A terminal for tests: a program in a PTY, its screen read by an emulator, in an environment of its own.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// The program at the other end, and what it has drawn. Dropping it kills the program.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    shown: Arc<Mutex<Shown>>,
    home: TempDir,
}

struct Shown {
    emulator: vt100::Parser,
    raw: Vec<u8>,
    /// The reader, too, has to let the terminal go.
    hung_up: bool,
}

/// Waits between looks at the screen.
const LOOK: Duration = Duration::from_millis(5);

#[allow(dead_code, reason = "each test program uses a part of the harness")]
impl Pty {
    /// Starts `bin` with nothing of this process's environment but `env` and a home, config and data folders
    /// in a temporary folder, `LANG=C.UTF-8`, `TZ=UTC` and `TERM=xterm-256color` (which `env` may override).
    pub fn spawn(bin: impl AsRef<Path>, args: &[&str], env: &[(&str, &str)], cols: u16, rows: u16) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let mut command = CommandBuilder::new(bin.as_ref());
        command.args(args);
        command.env_clear();
        command.env("HOME", home.path());
        for (name, folder) in [("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")] {
            command.env(format!("XDG_{name}_HOME"), home.path().join(folder));
        }
        for (name, value) in [("PATH", "/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("TZ", "UTC"), ("TERM", "xterm-256color")]
        {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(home.path());
        let pair = native_pty_system().openpty(size(cols, rows)).expect("a pty");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let shown = Arc::new(Mutex::new(Shown {
            emulator: vt100::Parser::new(rows, cols, 0),
            raw: Vec::new(),
            hung_up: false,
        }));
        let drawn = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut buffer = [0u8; 16 * 1024];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut shown = drawn.lock().unwrap_or_else(PoisonError::into_inner);
                shown.emulator.process(&buffer[..count]);
                shown.raw.extend_from_slice(&buffer[..count]);
                if shown.hung_up {
                    break;
                }
            }
        });
        Self { child, master: Some(pair.master), writer: Some(writer), shown, home }
    }

    /// The program's home folder; config and data are in `config` and `data` under it.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the text's bytes, in one write.
    pub fn type_text(&mut self, text: &str) {
        let writer = self.writer.as_mut().expect("the terminal is open");
        writer.write_all(text.as_bytes()).and_then(|()| writer.flush()).expect("the program reads");
    }

    /// Presses a key: `enter`, `esc`, `tab`, `backtab`, `backspace`, `delete`, `up`, `down`, `left`, `right`,
    /// `home`, `end`, `pageup`, `pagedown`, `f1` to `f12`, `ctrl-x`, `alt-x`.
    pub fn key(&mut self, name: &str) {
        let bytes = match name {
            "enter" => "\r".to_owned(),
            "esc" => "\x1b".to_owned(),
            "tab" => "\t".to_owned(),
            "backtab" => "\x1b[Z".to_owned(),
            "backspace" => "\x7f".to_owned(),
            "delete" => "\x1b[3~".to_owned(),
            "up" => "\x1b[A".to_owned(),
            "down" => "\x1b[B".to_owned(),
            "right" => "\x1b[C".to_owned(),
            "left" => "\x1b[D".to_owned(),
            "home" => "\x1b[H".to_owned(),
            "end" => "\x1b[F".to_owned(),
            "pageup" => "\x1b[5~".to_owned(),
            "pagedown" => "\x1b[6~".to_owned(),
            _ => named(name).unwrap_or_else(|| panic!("no key is called {name}")),
        };
        self.type_text(&bytes);
        if name == "esc" {
            // Longer than the program waits for the rest of a sequence.
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Waits until the text is on the screen, and fails with the screen when it is not there in time.
    #[track_caller]
    pub fn wait_for(&self, text: &str, timeout: Duration) {
        self.wait_until(&format!("{text:?} on the screen"), timeout, |screen| screen.contents().contains(text));
    }

    /// Waits until the screen is as wanted.
    #[track_caller]
    pub fn wait_until(&self, what: &str, timeout: Duration, wanted: impl Fn(&vt100::Screen) -> bool) {
        let start = now();
        while !wanted(self.shown().emulator.screen()) {
            assert!(start.elapsed() < timeout, "no {what} in {timeout:?}; the screen:\n{}", self.screen());
            std::thread::sleep(LOOK);
        }
    }

    /// The text on the screen, rows without their trailing blanks.
    pub fn screen(&self) -> String {
        self.shown().emulator.screen().contents()
    }

    /// The emulator's state: modes, cursor, cells.
    pub fn state(&self) -> vt100::Screen {
        self.shown().emulator.screen().clone()
    }

    /// Every byte the program has sent so far.
    pub fn raw_bytes(&self) -> Vec<u8> {
        self.shown().raw.clone()
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.shown().emulator.screen_mut().set_size(rows, cols);
        self.master.as_ref().expect("the terminal is open").resize(size(cols, rows)).expect("a new size");
    }

    pub fn process_id(&self) -> u32 {
        self.child.process_id().expect("the program runs")
    }

    /// Sends a signal by its name, such as `TERM`.
    pub fn signal(&self, name: &str) {
        let process = self.process_id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &process]).status().expect("kill");
        assert!(sent.success());
    }

    /// Closes the terminal, as a lost line does. The program must draw something when `x` is typed.
    pub fn hang_up(&mut self) {
        self.shown().hung_up = true;
        self.type_text("x");
        (self.writer, self.master) = (None, None);
    }

    pub fn kill(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The terminal's line settings: whether it echoes, as a shell's does and a raw one does not.
    pub fn echoes(&self) -> bool {
        let settings = self.master.as_ref().expect("the terminal is open").get_termios().expect("settings");
        format!("{:?}", settings.local_flags).split(|c: char| !c.is_alphanumeric()).any(|flag| flag == "ECHO")
    }

    /// The exit code, when the program ends in time.
    #[track_caller]
    pub fn exit_code(&mut self, timeout: Duration) -> u32 {
        let start = now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the program's status") {
                // Its last words may still be on their way.
                std::thread::sleep(Duration::from_millis(50));
                return status.exit_code();
            }
            assert!(start.elapsed() < timeout, "still running after {timeout:?}; the screen:\n{}", self.screen());
            std::thread::sleep(LOOK);
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn named(name: &str) -> Option<String> {
    const F: [u8; 12] = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24];
    let (kind, rest) = name.split_at_checked(name.rfind('-').map_or(1, |dash| dash + 1))?;
    match (kind, rest.as_bytes()) {
        ("ctrl-", [letter @ b'a'..=b'z']) => Some(char::from(letter - b'a' + 1).to_string()),
        ("alt-", [letter]) => Some(format!("\x1b{}", char::from(*letter))),
        ("f", _) => {
            let number: usize = rest.parse().ok()?;
            F.get(number.checked_sub(1)?).map(|code| format!("\x1b[{code}~"))
        }
        _ => None,
    }
}

#[expect(clippy::disallowed_methods, reason = "tests wait for a program in real time")]
fn now() -> Instant {
    Instant::now()
}
