//! Who can reach the office, how long a session stays, and what the process and its terminal are like.

use super::{Check, Layer, Mode, Patient, Terminal, check};
use crate::config::SignInBy;

/// Seconds and hours beyond which an open session is left alone for too long.
const LONG_IDLE: u32 = 3_600;
const LONG_SESSION: u32 = 12;
/// The least that all screens fit into.
const LEAST: (u16, u16) = (80, 24);

pub fn checks(patient: &Patient<'_>, mode: Mode) -> Vec<Check> {
    let mut checks = vec![running(mode), idle(patient), lifetime(patient), dumps(), terminal(&patient.terminal)];
    if mode == Mode::Served {
        checks.extend([address(patient), by_key(patient)]);
    }
    checks
}

fn running(mode: Mode) -> Check {
    let check = check(Layer::Reach, "mode", "how it is run").kept(mode.rules());
    match mode {
        Mode::Served => check.good("A server has the file, and members come over SSH."),
        Mode::Local => check.good("One person has the file, and nobody comes over the network."),
        Mode::Shared => check.warning(
            "Several people have the file itself, so that rules that no key keeps hold as far as they use this program.",
            "let one machine have it, and the others come over SSH: kin serve",
        ),
    }
}

fn address(patient: &Patient<'_>) -> Check {
    let serve = &patient.config.serve;
    let check = check(Layer::Reach, "listen", "address and networks");
    if serve.listen.ip().is_loopback() || !serve.allow.is_empty() {
        return check.good(format!("It listens on {}, for {} networks of the list.", serve.listen, serve.allow.len()));
    }
    check.warning(
        format!("It listens on {}, and anybody who reaches the port may try.", serve.listen),
        "[serve] allow = [\"10.8.0.0/24\"], or listen on a VPN's address",
    )
}

fn by_key(patient: &Patient<'_>) -> Check {
    let check = check(Layer::Reach, "ssh_key", "SSH keys");
    match patient.config.serve.sign_in {
        SignInBy::Key => check.good("Nobody comes to the password without a key of his own."),
        SignInBy::Password => {
            check.warning("Guesses reach the passwords: no SSH key is asked for.", "[serve] sign_in = \"key\"")
        }
    }
}

fn idle(patient: &Patient<'_>) -> Check {
    let seconds = patient.config.session.idle_lock_seconds;
    let check = check(Layer::Session, "idle_lock", "idle lock");
    if seconds > LONG_IDLE {
        let why = format!("A screen that nobody touches stays open for {} minutes.", seconds / 60);
        return check.warning(why, "[session] idle_lock_seconds = 600");
    }
    check.good(format!("A screen that nobody touches locks after {seconds} s."))
}

fn lifetime(patient: &Patient<'_>) -> Check {
    let hours = patient.config.session.absolute_hours;
    let check = check(Layer::Session, "lifetime", "lifetime of a session");
    if hours > LONG_SESSION {
        return check.warning(format!("A session may last {hours} hours."), "[session] absolute_hours = 12");
    }
    check.good(format!("A session ends after {hours} hours at the latest."))
}

fn dumps() -> Check {
    use rustix::process::{Resource, getrlimit};
    let check = check(Layer::Session, "core_dumps", "core dumps");
    let no_core = getrlimit(Resource::Core).current == Some(0);
    #[cfg(target_os = "linux")]
    let closed = rustix::process::dumpable_behavior()
        .is_ok_and(|behavior| behavior == rustix::process::DumpableBehavior::NotDumpable);
    #[cfg(not(target_os = "linux"))]
    let closed = true;
    if no_core && closed {
        return check.good("No core file of this program is written, and no debugger of the same user gets in.");
    }
    check.warning(
        "The system did not let the program turn core files off: keys may reach the disk.",
        "start kin without a wrapper that raises the limit: ulimit -c 0",
    )
}

fn terminal(terminal: &Terminal) -> Check {
    let Terminal { term, utf8, colours, size } = terminal;
    let check = check(Layer::Session, "terminal", "terminal");
    let Some((columns, rows)) = *size else { return check.untold("There is no terminal here to look at.") };
    if term.is_empty() || term == "dumb" {
        let why = format!("TERM is {term:?}, so that no screens are drawn.");
        return check.warning(why, "TERM=xterm-256color, or plain lines: kin --linear");
    }
    if columns < LEAST.0 || rows < LEAST.1 {
        let why = format!("It has {columns} columns and {rows} rows; some screens want {} and {}.", LEAST.0, LEAST.1);
        return check.warning(why, "a larger window, or a smaller font");
    }
    if !utf8 {
        let why = "The locale is not UTF-8: accents are typed and shown wrong, and lines are drawn in ASCII.";
        return check.warning(why, "LANG=C.UTF-8, or a locale of yours with UTF-8");
    }
    let colours = if *colours { "colours" } else { "no colours" };
    check.good(format!("{term}, UTF-8, {colours}, {columns} columns and {rows} rows."))
}
