//! Programs that the configuration names: each gets a text on its standard input, has so long, and learns nothing else.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};

const LOOK: Duration = Duration::from_millis(20);

/// Runs a program with the text on its standard input, and nothing of this one's environment but where programs are.
/// What takes too long is ended, with all that it began.
///
/// # Errors
/// When there is no such program, it fails, or it does not end in time.
pub fn tell(words: &[String], text: &str, patience: Duration) -> io::Result<()> {
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some(path) = std::env::var_os("PATH") {
        command.env("PATH", path);
    }
    let mut child = command.process_group(0).spawn()?;
    let ended = hand_over(&mut child, text).and_then(|()| wait(&mut child, patience));
    if ended.is_err() {
        let _ = kill_process_group(Pid::from_child(&child), Signal::KILL);
        let _ = child.wait();
    }
    ended
}

/// Nobody waits for a program that does not read: it tells by its exit.
fn hand_over(child: &mut Child, text: &str) -> io::Result<()> {
    let Some(mut stdin) = child.stdin.take() else { return Ok(()) };
    let text = text.to_owned();
    let write = move || {
        let _ = stdin.write_all(text.as_bytes());
    };
    thread::Builder::new().name("program".into()).spawn(write).map(drop)
}

fn wait(child: &mut Child, patience: Duration) -> io::Result<()> {
    let mut waited = Duration::ZERO;
    while waited < patience {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => return Err(io::Error::other(format!("it ended with {status}"))),
            None => thread::sleep(LOOK),
        }
        waited += LOOK;
    }
    Err(io::Error::other(format!("it did not end in {} s", patience.as_secs())))
}
