//! One person at an SSH client: signs in, presses keys, and sees what comes back and when.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kin::clock::{Source, System};
use kin::domain::Micros;
use russh::client::{self, Handle, Handler, KeyboardInteractiveAuthResponse, Msg};
use russh::keys::PublicKeyOrCertificate;
use russh::{Channel, ChannelMsg, Preferred, compression};
use tokio::time::timeout;

use crate::demo::Member;

const SIZE: (u32, u32) = (120, 36);
/// Nothing takes so long.
const LONGEST: Duration = Duration::from_secs(60);

/// The server is ours: its key is not what is measured.
struct OurServer;

impl Handler for OurServer {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

pub struct Seat {
    /// Dropped, the connection ends.
    _connection: Handle<OurServer>,
    channel: Channel<Msg>,
}

/// What came back for a key.
pub struct Pressed {
    /// To the last byte of what was drawn for it; `None`: nothing was.
    pub took: Option<Duration>,
    pub bytes: usize,
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
pub fn now() -> Instant {
    Instant::now()
}

/// Which code to give: one of a step before, of now, or of the step after, as each is taken once.
#[derive(Clone, Copy)]
pub struct Step(pub i64);

impl Seat {
    /// Signs in and draws the first list.
    pub async fn take(port: u16, member: &Member, step: Step, compress: bool) -> Result<Self, String> {
        let packed: &[compression::Name] = if compress { &[compression::ZLIB_LEGACY] } else { &[compression::NONE] };
        let preferred = Preferred { compression: Cow::Owned(packed.to_vec()), ..Preferred::DEFAULT };
        let config = client::Config { preferred, nodelay: true, ..client::Config::default() };
        let failed = |error: russh::Error| format!("{}: {error}", member.name);
        let mut connection = client::connect(Arc::new(config), ("127.0.0.1", port), OurServer).await.map_err(failed)?;
        let asked = connection.authenticate_keyboard_interactive_start(&member.name, None::<String>).await;
        let KeyboardInteractiveAuthResponse::InfoRequest { .. } = asked.map_err(failed)? else {
            return Err(format!("{}: no questions", member.name));
        };
        let code = member.totp.code_at(Micros(System.now().0 + step.0 * 30_000_000));
        let answers = vec![member.password.clone(), code];
        let answered = connection.authenticate_keyboard_interactive_respond(answers).await.map_err(failed)?;
        if !matches!(answered, KeyboardInteractiveAuthResponse::Success) {
            return Err(format!("{}: not let in", member.name));
        }
        let channel = connection.channel_open_session().await.map_err(failed)?;
        channel.request_pty(false, "xterm-256color", SIZE.0, SIZE.1, 0, 0, &[]).await.map_err(failed)?;
        channel.request_shell(false).await.map_err(failed)?;
        let mut seat = Self { _connection: connection, channel };
        let mut seen = Vec::new();
        while !seen.windows(6).any(|bytes| bytes == b"search") {
            let Ok(Some(bytes)) = timeout(LONGEST, seat.data()).await else {
                return Err(format!("{}: no list: {}", member.name, String::from_utf8_lossy(&seen)));
            };
            seen.extend_from_slice(&bytes);
        }
        Ok(seat)
    }

    /// The next bytes to the terminal; `None`: there are no more.
    async fn data(&mut self) -> Option<Vec<u8>> {
        loop {
            if let ChannelMsg::Data { data } = self.channel.wait().await? {
                return Some(data.to_vec());
            }
        }
    }

    /// Reads what comes until nothing has come for so long.
    pub async fn rest(&mut self, quiet: Duration) -> usize {
        let mut all = 0;
        while let Ok(Some(bytes)) = timeout(quiet, self.data()).await {
            all += bytes.len();
        }
        all
    }

    /// Presses a key and reads until nothing more has come for `quiet`; `Err`: the session is over.
    pub async fn press(&mut self, key: &'static [u8], quiet: Duration) -> Result<Pressed, ()> {
        // What came between, such as a count or others' changes, is no answer; its bytes are counted.
        let bytes = self.rest(Duration::ZERO).await;
        let begun = now();
        self.channel.data_bytes(key).await.map_err(|_| ())?;
        let mut pressed = Pressed { took: None, bytes };
        loop {
            match timeout(quiet, self.data()).await {
                Ok(Some(bytes)) => {
                    pressed.took = Some(begun.elapsed());
                    pressed.bytes += bytes.len();
                }
                Ok(None) => return Err(()),
                Err(_) => return Ok(pressed),
            }
        }
    }
}
