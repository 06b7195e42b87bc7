//! One connection: who is it? SSH's own sign-in is complete only when Kin's is, so that nobody gets a channel before.
//!
//! With `sign_in = "key"` first a key that the member has enrolled (RFC 4252 §7: offered, then proven by a signature),
//! then in any case the password and the code by keyboard-interactive (RFC 4256). The user `join` gives an invitation's
//! code instead.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use russh::keys::ssh_key::Algorithm;
use russh::keys::{PublicKey, PublicKeyBase64};
use russh::server::{Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, Session, VerifiedPublicKey};
use russh::{Channel, ChannelId, MethodKind, MethodSet, Pty};
use tokio::runtime::Handle;
use tokio::time::Instant;

use super::server::Shared;
use super::session::{self, Opened, Ticket, Way};
use crate::desk::Desk;
use crate::desk::api::{Problem, Reply, Request, SignedIn};
use crate::desk::entrance::ProvenKey;
use crate::domain::{SafeText, Secret};

/// Who comes with an invitation.
const JOIN: &str = "join";
/// Variables that a client may set: they say how its terminal speaks and looks, nothing else.
const VARIABLES: [&str; 7] = ["LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "NO_COLOR", "COLORTERM", "TZ"];
const LONGEST_VARIABLE: usize = 64;
/// Channels that one connection may ask for, most of them in vain: there is one.
const MOST_OPENS: u32 = 100;
/// Steps of a sign-in, right or wrong, that one connection may take: a client with all the keys of an agent needs fewer.
const MOST_STEPS: u32 = 100;
/// A refusal takes at least so long, so that a guesser gets few a second.
const REFUSAL: Duration = Duration::from_millis(500);
/// Longer answers are none.
const LONGEST_ANSWER: usize = 1024;

/// What came of the sign-in.
enum Entered {
    Member(Box<SignedIn>),
    Invited(Secret),
}

/// What keyboard-interactive waits for.
enum Asked {
    Password,
    Invitation,
    /// A word was told; the next answer means nothing.
    Told,
}

/// The handler of one connection.
pub(super) struct Connection {
    shared: Arc<Shared>,
    address: IpAddr,
    ticket: Ticket,
    /// The user name and the key that was proven for it.
    proven: Option<(String, ProvenKey)>,
    asked: Option<Asked>,
    failures: u8,
    steps: u32,
    entered: Option<(Desk, Entered)>,
    /// The one channel, until a shell or a command begins.
    opened: Option<Opened>,
    variables: HashMap<String, String>,
    opens: u32,
}

/// Ends the connection at once.
#[derive(Debug, thiserror::Error)]
pub(super) enum Ended {
    #[error(transparent)]
    Ssh(#[from] russh::Error),
    #[error("too many wrong answers")]
    Attempts,
    /// It was let go, for another or for its slowness, while it waited.
    #[error("let go before it had signed in")]
    LetGo,
    #[error("too many channels")]
    Channels,
    #[error("the office cannot be opened: {0}")]
    Office(String),
    /// A panic, whose words are nobody's business.
    #[error("a fault of the program")]
    Fault,
}

impl Connection {
    pub fn new(shared: Arc<Shared>, address: IpAddr, ticket: Ticket) -> Self {
        Self {
            shared,
            address,
            ticket,
            proven: None,
            asked: None,
            failures: 0,
            steps: 0,
            entered: None,
            opened: None,
            variables: HashMap::new(),
            opens: 0,
        }
    }

    /// Whether the key may sign this user in, as far as it alone decides.
    async fn accepts(shared: Arc<Shared>, user: &str, key: &PublicKey) -> Result<bool, Ended> {
        let known =
            matches!(key.algorithm(), Algorithm::Ed25519 | Algorithm::SkEd25519 | Algorithm::SkEcdsaSha2NistP256);
        if !known || user == JOIN {
            return Ok(known);
        }
        let (user, blob) = (user.to_owned(), key.public_key_bytes());
        shared.clerk(move |clerk| clerk.accepts_key(&user, &blob)).await
    }

    fn proven_for(&self, user: &str) -> Option<&ProvenKey> {
        self.proven.as_ref().filter(|(proven, _)| proven == user).map(|(_, key)| key)
    }

    /// One more step: what is right too costs a look into the office.
    fn step(&mut self) -> Result<(), Ended> {
        self.steps += 1;
        if self.steps > MOST_STEPS { Err(Ended::Attempts) } else { Ok(()) }
    }

    /// It is in, if its place is still its own.
    fn enter(&mut self, desk: Desk, entered: Entered) -> Result<Auth, Ended> {
        self.entered = Some((desk, entered));
        if self.shared.entered(self.ticket) { Ok(Auth::Accept) } else { Err(Ended::LetGo) }
    }

    /// One more wrong answer; over so many the connection ends.
    fn failed(&mut self) -> Result<Auth, Ended> {
        self.failures += 1;
        self.shared.failed(self.ticket);
        if self.failures >= self.shared.config().serve.attempts {
            return Err(Ended::Attempts);
        }
        Ok(reject(&[MethodKind::KeyboardInteractive], false))
    }

    fn ask(&mut self, user: &str) -> Auth {
        let prompts: Vec<(std::borrow::Cow<'static, str>, bool)> = if user == JOIN {
            self.asked = Some(Asked::Invitation);
            vec![("Invitation code: ".into(), false)]
        } else {
            self.asked = Some(Asked::Password);
            vec![("Password: ".into(), false), ("Code: ".into(), true)]
        };
        Auth::Partial { name: "".into(), instructions: "".into(), prompts: prompts.into() }
    }

    /// Says why not, where that helps who it is said to; then the answer counts as a wrong one.
    fn tell(&mut self, problem: &Problem) -> Result<Auth, Ended> {
        if matches!(problem, Problem::SignInRefused | Problem::ClockBehind | Problem::NoInvitation) {
            return self.failed();
        }
        self.asked = Some(Asked::Told);
        let words = SafeText::multiline(&problem.to_string()).as_str().to_owned();
        Ok(Auth::Partial { name: "".into(), instructions: words.into(), prompts: Vec::new().into() })
    }

    async fn answered(&mut self, user: &str, mut answers: Vec<Secret>) -> Result<Auth, Ended> {
        let key = self.proven_for(user).cloned();
        match (self.asked.take(), answers.len()) {
            (Some(Asked::Password), 2) => {
                let code = answers.pop().unwrap_or_default();
                let password = answers.pop().unwrap_or_default();
                self.sign_in(user, key, password, code).await
            }
            (Some(Asked::Invitation), 1) => self.join(key, answers.pop().unwrap_or_default()).await,
            _ => self.failed(),
        }
    }

    async fn sign_in(
        &mut self,
        user: &str,
        key: Option<ProvenKey>,
        password: Secret,
        code: Secret,
    ) -> Result<Auth, Ended> {
        // Who has proven a key waits for nobody who has not.
        let _turn = if key.is_none() { Some(self.shared.try_in_turn(self.address, self.ticket).await?) } else { None };
        let (shared, address, user) = (Arc::clone(&self.shared), self.address, user.to_owned());
        let done = blocking(move || {
            let mut desk = shared.desk(address, key)?;
            let name = desk.name_for(&user).map_err(office)?.unwrap_or(user);
            let reply = desk.ask(Request::SignIn { name, password, code: code.expose().trim().to_owned() });
            Ok::<_, Ended>((desk, reply))
        })
        .await?;
        match done {
            (desk, Ok(Reply::SignedIn(who))) => self.enter(desk, Entered::Member(who)),
            (_, Err(problem)) => self.tell(&problem),
            (_, Ok(_)) => self.failed(),
        }
    }

    async fn join(&mut self, key: Option<ProvenKey>, code: Secret) -> Result<Auth, Ended> {
        let _turn = self.shared.try_in_turn(self.address, self.ticket).await?;
        let (shared, address) = (Arc::clone(&self.shared), self.address);
        let (desk, code, reply) = blocking(move || {
            let mut desk = shared.desk(address, key)?;
            let reply = desk.ask(Request::OpenInvitation { code: Secret::new(code.expose()) });
            Ok::<_, Ended>((desk, code, reply))
        })
        .await?;
        match reply {
            Ok(Reply::Invitation(_)) => self.enter(desk, Entered::Invited(code)),
            Err(problem) => self.tell(&problem),
            Ok(_) => self.failed(),
        }
    }

    /// A key that was only offered proves nothing: this saves the client a signature, and changes nothing here.
    async fn offered(&mut self, user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Ended> {
        self.step()?;
        if Self::accepts(Arc::clone(&self.shared), user, offer.public_key).await? {
            return Ok(Auth::Accept);
        }
        Ok(reject(self.shared.methods(), false))
    }

    async fn proves(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Ended> {
        self.step()?;
        if !Self::accepts(Arc::clone(&self.shared), user, key.public_key).await? {
            return Ok(reject(self.shared.methods(), false));
        }
        // Anybody can prove some key as `join`: that keeps nobody's place.
        if user != JOIN {
            self.shared.proven(self.ticket);
        }
        let line = key.public_key.to_openssh().unwrap_or_default();
        self.proven = Some((user.to_owned(), ProvenKey { blob: key.public_key.public_key_bytes(), line }));
        Ok(reject(&[MethodKind::KeyboardInteractive], true))
    }

    async fn answers(&mut self, user: &str, response: Option<Response<'_>>) -> Result<Auth, Ended> {
        self.step()?;
        let needs_key = self.shared.needs_key() && user != JOIN;
        if needs_key && self.proven_for(user).is_none() {
            return Ok(reject(self.shared.methods(), false));
        }
        let Some(response) = response else { return Ok(self.ask(user)) };
        let mut answers = Vec::new();
        for answer in response.take(3) {
            let text = std::str::from_utf8(&answer).ok().filter(|text| text.len() <= LONGEST_ANSWER);
            let Some(text) = text else { return self.failed() };
            answers.push(Secret::new(text));
        }
        self.answered(user, answers).await
    }

    /// Begins what the channel is for, once.
    fn begin(&mut self, channel: ChannelId, way: Way, session: &mut Session) -> Result<(), Ended> {
        let opened = self.opened.take_if(|opened| opened.id == channel);
        let (Some(opened), Some((desk, entered))) = (opened, self.entered.take()) else {
            return Ok(session.channel_failure(channel)?);
        };
        session.channel_success(channel)?;
        let variables = std::mem::take(&mut self.variables);
        let (who, code) = match entered {
            Entered::Member(who) => (Some(who), None),
            Entered::Invited(code) => (None, Some(code)),
        };
        session::begin(&self.shared, self.ticket, opened, session::Begin { desk, who, code, variables, way });
        Ok(())
    }
}

fn office(problem: impl std::fmt::Display) -> Ended {
    Ended::Office(problem.to_string())
}

/// Runs work that waits for the disk or the processor where it holds no connection up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Ended> + Send + 'static,
) -> Result<T, Ended> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Ended::Fault)?
}

fn reject(methods: &[MethodKind], partial_success: bool) -> Auth {
    Auth::Reject { proceed_with_methods: Some(MethodSet::from(methods)), partial_success }
}

/// A refusal takes at least so long, whatever was wrong; what leads on is told at once.
async fn slow(begun: Instant, answer: Result<Auth, Ended>) -> Result<Auth, Ended> {
    if let Ok(Auth::Reject { partial_success: false, .. }) = answer {
        tokio::time::sleep_until(begun + REFUSAL).await;
    }
    answer
}

impl Handler for Connection {
    type Error = Ended;

    async fn auth_none(&mut self, _user: &str) -> Result<Auth, Ended> {
        Ok(reject(self.shared.methods(), false))
    }

    async fn auth_publickey_offered(&mut self, user: &str, offer: PublicKeyOffer<'_>) -> Result<Auth, Ended> {
        let begun = Instant::now();
        slow(begun, self.offered(user, offer).await).await
    }

    async fn auth_publickey(&mut self, user: &str, key: VerifiedPublicKey<'_>) -> Result<Auth, Ended> {
        let begun = Instant::now();
        slow(begun, self.proves(user, key).await).await
    }

    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        user: &str,
        _submethods: &str,
        response: Option<Response<'a>>,
    ) -> Result<Auth, Ended> {
        let begun = Instant::now();
        slow(begun, self.answers(user, response).await).await
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Result<(), Ended> {
        self.opens += 1;
        if self.opens > MOST_OPENS {
            return Err(Ended::Channels);
        }
        // Dropped without an answer, the reply refuses.
        if self.opened.is_none() && self.entered.is_some() {
            reply.accept().await;
            self.opened = Some(Opened::new(channel, &self.shared));
        }
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _: u32,
        _: u32,
        _: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Ended> {
        let Some(opened) = self.opened.as_mut().filter(|opened| opened.id == channel) else {
            return Ok(session.channel_failure(channel)?);
        };
        opened.pty(term, columns, rows);
        Ok(session.channel_success(channel)?)
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Ended> {
        let fits = VARIABLES.contains(&name) && value.len() <= LONGEST_VARIABLE && value.is_ascii();
        if !fits {
            return Ok(session.channel_failure(channel)?);
        }
        self.variables.insert(name.to_owned(), value.to_owned());
        Ok(session.channel_success(channel)?)
    }

    async fn shell_request(&mut self, channel: ChannelId, session: &mut Session) -> Result<(), Ended> {
        self.begin(channel, Way::Screens, session)
    }

    async fn exec_request(&mut self, channel: ChannelId, data: &[u8], session: &mut Session) -> Result<(), Ended> {
        self.begin(channel, Way::Command(String::from_utf8_lossy(data).into_owned()), session)
    }

    async fn subsystem_request(&mut self, channel: ChannelId, _: &str, session: &mut Session) -> Result<(), Ended> {
        Ok(session.channel_failure(channel)?)
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _: bool,
        _: &str,
        _: &str,
        _: u32,
        session: &mut Session,
    ) -> Result<(), Ended> {
        Ok(session.channel_failure(channel)?)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.shared.left(self.ticket);
        // Who came in and began nothing leaves no session behind. Without a runtime the whole server ends.
        if let (Some((mut desk, _)), Ok(runtime)) = (self.entered.take(), Handle::try_current()) {
            drop(runtime.spawn_blocking(move || desk.ask(Request::SignOut)));
        }
    }
}
