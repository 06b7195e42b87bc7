//! What may be told: each event with its level and its fields.

use std::fmt::{self, Debug, Write};
use std::net::SocketAddr;
use std::panic::Location;
use std::time::Duration;

use tracing::Level;

use crate::domain::Id;

/// Something that happened. Words are names that the source code holds, never text that somebody has typed or stored.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The process has read its settings.
    Started,
    /// The command is over, with this exit code.
    Ended {
        code: u8,
    },
    /// A way into an office was opened: `terminal`, `command line`, `ssh` ...
    OfficeOpened {
        install: Id,
        door: &'a str,
    },
    OfficeFailed {
        kind: &'a str,
    },
    SignedIn {
        member: Id,
    },
    /// Whose name it was is not told: a mistyped one may be a password.
    SignInRefused {
        kind: &'a str,
    },
    SignedOut,
    /// A request that the desk has answered.
    Asked {
        request: &'a str,
        took: Duration,
    },
    /// The same after longer than is good.
    AskedSlowly {
        request: &'a str,
        took: Duration,
    },
    /// A request that was turned down: a right, a rule, a place that is not there.
    Refused {
        request: &'a str,
        kind: &'a str,
    },
    /// A request that failed though it was allowed.
    Failed {
        request: &'a str,
        kind: &'a str,
    },
    /// Who it is about, and what was seen, stand in the office.
    AlertRaised {
        alert: Id,
    },
    BackupMade {
        bytes: u64,
    },
    BackupFailed {
        kind: &'a str,
    },
    Serving {
        address: SocketAddr,
    },
    Reloaded,
    Stopping {
        sessions: usize,
    },
    Stopped,
    /// A connection, by its number in this process.
    Connected {
        connection: u64,
    },
    Disconnected {
        connection: u64,
        why: &'a str,
    },
    /// A connection was turned away before it could say anything.
    ConnectionRefused {
        why: &'a str,
    },
    /// Where the program failed; a panic's words may hold a customer's data.
    Panicked(&'a Location<'a>),
}

/// One event of tracing with a name and typed fields, of this room.
macro_rules! told {
    ($level:ident, $event:literal $(, $field:ident = $value:expr)*) => {
        tracing::event!(target: "kin", Level::$level, event = $event $(, $field = $value)*)
    };
}

impl Event<'_> {
    pub fn tell(self) {
        let millis = |took: Duration| u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        match self {
            Self::Started => told!(INFO, "started", version = env!("CARGO_PKG_VERSION")),
            Self::Ended { code } => told!(INFO, "ended", code = code),
            Self::OfficeOpened { install, door } => {
                told!(INFO, "office_opened", office = tracing::field::display(install), door = door);
            }
            Self::OfficeFailed { kind } => told!(ERROR, "office_failed", kind = kind),
            Self::SignedIn { member } => told!(INFO, "signed_in", member = tracing::field::display(member)),
            Self::SignInRefused { kind } => told!(WARN, "sign_in_refused", kind = kind),
            Self::SignedOut => told!(INFO, "signed_out"),
            Self::Asked { request, took } => told!(TRACE, "asked", request = request, ms = millis(took)),
            Self::AskedSlowly { request, took } => told!(WARN, "slow", request = request, ms = millis(took)),
            Self::Refused { request, kind } => told!(DEBUG, "refused", request = request, kind = kind),
            Self::Failed { request, kind } => told!(ERROR, "failed", request = request, kind = kind),
            Self::AlertRaised { alert } => told!(WARN, "alert_raised", alert = tracing::field::display(alert)),
            Self::BackupMade { bytes } => told!(INFO, "backup_made", bytes = bytes),
            Self::BackupFailed { kind } => told!(ERROR, "backup_failed", kind = kind),
            Self::Serving { address } => told!(INFO, "serving", address = tracing::field::display(address)),
            Self::Reloaded => told!(INFO, "reloaded"),
            Self::Stopping { sessions } => told!(INFO, "stopping", sessions = sessions),
            Self::Stopped => told!(INFO, "stopped"),
            Self::Connected { connection } => told!(DEBUG, "connected", connection = connection),
            Self::Disconnected { connection, why } => {
                told!(DEBUG, "disconnected", connection = connection, why = why);
            }
            Self::ConnectionRefused { why } => told!(WARN, "connection_refused", why = why),
            Self::Panicked(place) => told!(ERROR, "panicked", place = tracing::field::display(place)),
        }
    }
}

/// The name of an enum's variant, of what `#[derive(Debug)]` writes: its first word, and nothing of its content.
pub fn variant_name(value: &impl Debug) -> String {
    struct FirstWord(String);
    impl Write for FirstWord {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let word = text.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
            self.0.push_str(word);
            // An error ends the writing, before the content is even looked at.
            if word.len() == text.len() { Ok(()) } else { Err(fmt::Error) }
        }
    }
    let mut word = FirstWord(String::new());
    let _ = write!(word, "{value:?}");
    word.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "only its form matters")]
    enum Request {
        Plain,
        Tuple(String),
        Fields { name: String },
    }

    #[test]
    fn a_kind_is_the_variant_and_nothing_of_it() {
        assert_eq!(variant_name(&Request::Plain), "Plain");
        assert_eq!(variant_name(&Request::Tuple("Mai".into())), "Tuple");
        assert_eq!(variant_name(&Request::Fields { name: "Mai".into() }), "Fields");
    }
}
