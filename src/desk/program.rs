//! Programs that the configuration names: each has so long, and learns no more than it is told.

use std::io::{self, Read, Write};
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
    let mut child = command(words, &["PATH"])?.stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    let ended = hand_over(&mut child, text).and_then(|()| wait(&mut child, patience));
    end(&mut child, ended)
}

/// Runs a program that carries something elsewhere or brings it back: what it writes goes to `output`. It finds its own
/// settings in the home folder.
///
/// # Errors
/// As `tell`; or what it writes can't be taken.
pub fn carry(words: &[String], patience: Duration, output: &mut (dyn Write + Send)) -> io::Result<()> {
    let mut child = command(words, &["PATH", "HOME"])?.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let stdout = child.stdout.take();
    thread::scope(|scope| {
        let reading = scope.spawn(move || match stdout {
            Some(stdout) => copy(stdout, output),
            None => Ok(()),
        });
        // A program that is ended writes no more, so the reading ends as well.
        let ended = wait(&mut child, patience);
        let ended = end(&mut child, ended);
        let read = reading.join().unwrap_or_else(|_| Err(io::Error::other("its output can't be read")));
        ended.and(read)
    })
}

fn copy(mut from: impl Read, to: &mut (dyn Write + Send)) -> io::Result<()> {
    io::copy(&mut from, to).map(drop)
}

/// A program with its arguments and these words of the environment alone, in a group of its own.
fn command(words: &[String], environment: &[&str]) -> io::Result<Command> {
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("no program is named"))?;
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stderr(Stdio::null()).process_group(0);
    command.envs(environment.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
    Ok(command)
}

/// Ends a program that has not come to a good end, with all that it began.
fn end(child: &mut Child, ended: io::Result<()>) -> io::Result<()> {
    if ended.is_err() {
        let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
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
