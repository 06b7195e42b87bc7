//! The person's own editor over one text: a private file, the program, and nothing left of either.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getuid, kill_process, waitid};
use zeroize::Zeroizing;

use crate::clock::{self, Source};

/// The most that is read back, in bytes; what is over it is cut off.
pub const LONGEST_TEXT: usize = 64 * 1024;
/// How long an editor has to end when Kin has to, before it is killed.
const GRACE: Duration = Duration::from_secs(1);

/// What the thread that gets the signals has to know.
struct Running {
    editor: Option<Pid>,
    /// An interrupt has come while the editor ran.
    heard: bool,
    /// The editor ended by an interrupt that has not come here yet: whoever is scheduled first tells nothing.
    owed: bool,
    /// Kin is about to end: no editor starts any more.
    over: bool,
}

static RUNNING: Mutex<Running> = Mutex::new(Running { editor: None, heard: false, owed: false, over: false });

fn running() -> MutexGuard<'static, Running> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `$VISUAL`, `$EDITOR` or `vi` on the text and answers what was saved; `None` when it could not be run
/// or said that it failed. The terminal must have been given back.
pub fn edit(text: &str, env: impl Fn(&str) -> Option<String>, clock: &dyn Source) -> Option<String> {
    let set = |name: &str| env(name).filter(|value| !value.trim().is_empty());
    let editor = set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".into());
    // A folder that cannot be made, or a file that is gone, is the same to the person: there is no text.
    let folder = folder(set("XDG_RUNTIME_DIR")).join(format!("kin-{}", clock::new_id(clock)));
    let note = Note::write(text, &folder).ok()?;
    let status = run(&editor, &note.file()).ok()?;
    if status.success() { note.read().ok() } else { None }
}

/// Whether an editor has the terminal now.
fn is_running() -> bool {
    running().editor.is_some()
}

/// Whether an interrupt that came now was meant for the editor, which has the terminal or has just ended by it.
pub fn takes_interrupt() -> bool {
    let mut slot = running();
    slot.heard = true;
    slot.editor.is_some() || std::mem::take(&mut slot.owed)
}

/// Ends the editor, if one runs, and lets none start: Kin itself has to go.
pub fn stop() {
    running().over = true;
    let tell = |signal| match running().editor {
        // It may have ended meanwhile; it is not reaped before it is taken out of `RUNNING`.
        Some(editor) => kill_process(editor, signal).is_ok(),
        None => false,
    };
    if tell(Signal::TERM) && tell(Signal::CONT) {
        const LOOKS: u32 = 50;
        for _ in 0..LOOKS {
            if !is_running() {
                return;
            }
            std::thread::sleep(GRACE / LOOKS);
        }
        tell(Signal::KILL);
    }
}

/// The shell reads the setting, since people write more than a program's name there (`code --wait`), as for git.
fn run(editor: &str, file: &Path) -> io::Result<ExitStatus> {
    let mut slot = running();
    if slot.over {
        return Err(io::ErrorKind::Interrupted.into());
    }
    let mut child = Command::new("sh").args(["-c", &format!("exec {editor} \"$1\""), "sh"]).arg(file).spawn()?;
    (slot.heard, slot.owed) = (false, false);
    slot.editor = Pid::from_raw(i32::try_from(child.id()).unwrap_or_default());
    drop(slot);
    let ended = wait(&child);
    let mut slot = running();
    slot.editor = None;
    slot.owed = !slot.heard && ended.as_ref().is_ok_and(|interrupted| *interrupted);
    drop(slot);
    ended.and_then(|_| child.wait())
}

/// Waits for the end without reaping, so that the number cannot become another process's while `stop` uses it.
///
/// Answers whether an interrupt ended it.
fn wait(child: &Child) -> io::Result<bool> {
    let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return Ok(false) };
    let by_interrupt = |signal: i32| [Signal::INT, Signal::QUIT].iter().any(|one| one.as_raw() == signal);
    loop {
        match waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT) {
            Err(rustix::io::Errno::INTR) => {}
            // A shell in between says so by its exit code.
            Ok(Some(status)) => {
                let signal = status.terminating_signal();
                return Ok(signal.or(status.exit_status().map(|code| code - 128)).is_some_and(by_interrupt));
            }
            other => return Ok(other.map(|_| false)?),
        }
    }
}

/// Where the note's folder is made: in memory where the system has such a place of one's own.
fn folder(runtime: Option<String>) -> PathBuf {
    let private = |folder: &PathBuf| {
        folder.is_absolute()
            && fs::metadata(folder).is_ok_and(|found| {
                found.is_dir() && found.uid() == getuid().as_raw() && found.permissions().mode() & 0o077 == 0
            })
    };
    runtime.map(PathBuf::from).filter(private).unwrap_or_else(std::env::temp_dir)
}

/// A file in a folder of its own, as editors put copies beside it. Dropping it overwrites and removes all.
struct Note {
    folder: PathBuf,
    /// The file as it was made: an editor may put another in its place.
    first: File,
    /// The text as it was written ended with a line's end.
    whole_lines: bool,
}

impl Note {
    fn write(text: &str, folder: &Path) -> io::Result<Self> {
        DirBuilder::new().mode(0o700).create(folder)?;
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(folder.join("note.md"));
        let first = made.inspect_err(|_| drop(fs::remove_dir(folder)))?;
        let mut note = Self { folder: folder.to_owned(), first, whole_lines: text.ends_with('\n') };
        note.first.write_all(text.as_bytes())?;
        Ok(note)
    }

    fn file(&self) -> PathBuf {
        self.folder.join("note.md")
    }

    fn read(&self) -> io::Result<String> {
        // One byte more than is kept, to know that there was one; sized at once, as growing leaves copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST_TEXT + 1));
        File::open(self.file())?.take(LONGEST_TEXT as u64).read_to_end(&mut bytes)?;
        // The cut may have gone through a character: what is left of it is not shown.
        let whole = match str::from_utf8(&bytes) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => bytes.len(),
        };
        let read = Zeroizing::new(String::from_utf8_lossy(&bytes[..whole]).into_owned());
        let mut text = read.replace("\r\n", "\n");
        // Editors end the last line whether it had an end or not.
        if !self.whole_lines && text.ends_with('\n') {
            text.pop();
        }
        Ok(text)
    }
}

impl Drop for Note {
    fn drop(&mut self) {
        // Nothing can be done about what fails here: a folder that is gone is what is wanted.
        let _ = blank(&mut self.first);
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_type().is_ok_and(|kind| kind.is_file()) {
                // An editor's backup may have been made read-only.
                let _ = fs::set_permissions(&path, Permissions::from_mode(0o600));
                let _ = OpenOptions::new().write(true).open(&path).and_then(|mut file| blank(&mut file));
            }
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Overwrites the bytes of a file. A file system that writes elsewhere keeps the old ones until they are reused.
fn blank(file: &mut File) -> io::Result<()> {
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::repeat(0).take(length), file)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::System;

    fn private() -> tempfile::TempDir {
        let home = tempfile::tempdir().unwrap();
        fs::set_permissions(home.path(), Permissions::from_mode(0o700)).unwrap();
        home
    }

    /// Runs a line of shell as the editor, in a runtime folder of its own, and says what is left there.
    fn edited(text: &str, editor: &str) -> (Option<String>, usize) {
        let home = private();
        let runtime = home.path().display().to_string();
        let env = |name: &str| match name {
            "XDG_RUNTIME_DIR" => Some(runtime.clone()),
            "VISUAL" => Some(" ".into()),
            "EDITOR" => Some(editor.to_owned()),
            _ => None,
        };
        let answer = edit(text, env, &System);
        (answer, fs::read_dir(home.path()).unwrap().count())
    }

    // One test: there is one editor at a time.
    #[test]
    fn an_editor_gives_its_text_back_and_leaves_nothing() {
        assert_eq!(edited("Huế", "true"), (Some("Huế".into()), 0));
        // With arguments, and with a copy beside the file.
        assert_eq!(edited("Huế", "sed -i.orig -e 's/Hu/hu/'"), (Some("huế".into()), 0));
        let modes = "sh -c 'stat -c %a \"$0\" \"${0%/*}\" > \"$0.x\"; mkdir \"$0.d\"; mv \"$0.x\" \"$0\"'";
        assert_eq!(edited("Huế", modes), (Some("600\n700".into()), 0));
        assert_eq!(edited("one\n", "sh -c 'printf \"two\\r\\n\" > \"$0\"'"), (Some("two\n".into()), 0));
        assert_eq!(edited("x", "sh -c 'printf \"a\\377b\\n\" > \"$0\"'"), (Some("a\u{fffd}b".into()), 0));
        let (text, left) = edited("x", "sh -c 'yes ệ | head -c 100000 > \"$0\"'");
        assert!(left == 0 && text.is_some_and(|text| text.len() <= LONGEST_TEXT && !text.contains('\u{fffd}')));
        for failing in ["false", "no-such-editor-anywhere", "rm", "sh -c 'kill -9 $$'", "'"] {
            assert_eq!(edited("Huế", failing), (None, 0), "{failing}");
        }
        let stopping = std::thread::spawn(|| {
            while !is_running() {
                std::thread::sleep(Duration::from_millis(5));
            }
            stop();
        });
        assert_eq!(edited("Huế", "sh -c 'trap \"\" TERM; while :; do sleep 1; done'"), (None, 0));
        stopping.join().unwrap();
        assert!(!is_running());
    }

    #[test]
    fn a_runtime_folder_that_others_can_read_is_not_used() {
        let home = private();
        let name = home.path().display().to_string();
        assert_eq!(folder(Some(name.clone())), home.path());
        fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
        assert_eq!(folder(Some(name)), std::env::temp_dir());
        assert_eq!(folder(Some("relative".into())), std::env::temp_dir());
    }
}
