//! A client that does what the ordinary one would not: wrong proofs, other users, other channels.

use std::sync::Arc;
use std::time::Duration;

use russh::client::{self, AuthResult, Handle, Handler, KeyboardInteractiveAuthResponse, Msg};
use russh::keys::agent::AgentIdentity;
use russh::keys::ssh_key::{PrivateKey, PublicKey};
use russh::keys::{HashAlg, PrivateKeyWithHashAlg, PublicKeyOrCertificate};
use russh::{Channel, ChannelMsg};
use tokio::runtime::Runtime;

/// Takes any host key: what it attacks is known.
pub struct Anything;

impl Handler for Anything {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// Signs with whatever it is given, as if it were the other key.
struct Signing<'a, F: FnMut(&[u8]) -> Vec<u8> + Send>(&'a mut F);

#[derive(Debug)]
pub struct SigningFailed;

impl From<russh::SendError> for SigningFailed {
    fn from(_: russh::SendError) -> Self {
        Self
    }
}

impl<F: FnMut(&[u8]) -> Vec<u8> + Send> russh::Signer for Signing<'_, F> {
    type Error = SigningFailed;

    async fn auth_sign(
        &mut self,
        _: &AgentIdentity,
        _: Option<HashAlg>,
        to_sign: Vec<u8>,
    ) -> Result<Vec<u8>, SigningFailed> {
        let signature = (self.0)(&to_sign);
        let mut all = to_sign;
        all.extend(u32::try_from(signature.len()).expect("a short signature").to_be_bytes());
        all.extend(signature);
        Ok(all)
    }
}

/// A string of the SSH wire format (RFC 4251 §5).
pub fn wire(text: &[u8]) -> Vec<u8> {
    let mut all = u32::try_from(text.len()).expect("short").to_be_bytes().to_vec();
    all.extend(text);
    all
}

pub struct Client {
    runtime: Runtime,
    handle: Handle<Anything>,
}

/// What came of a step of signing in.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    In,
    /// This was right, and more is wanted.
    More,
    No,
    /// Questions, and what was said above them.
    Asked(Vec<String>, String),
    /// The server closed the connection.
    Gone,
}

/// The client waits for ever for some answers of a connection that is closed.
async fn soon<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(Duration::from_secs(30), work).await.ok()
}

fn step<E>(result: Option<Result<AuthResult, E>>) -> Step {
    let Some(result) = result else { return Step::Gone };
    match result {
        Ok(AuthResult::Success) => Step::In,
        Ok(AuthResult::Failure { partial_success: true, .. }) => Step::More,
        Ok(AuthResult::Failure { .. }) => Step::No,
        Err(_) => Step::Gone,
    }
}

fn asked(result: Option<Result<KeyboardInteractiveAuthResponse, russh::Error>>) -> Step {
    let Some(result) = result else { return Step::Gone };
    match result {
        Ok(KeyboardInteractiveAuthResponse::Success) => Step::In,
        Ok(KeyboardInteractiveAuthResponse::Failure { partial_success: true, .. }) => Step::More,
        Ok(KeyboardInteractiveAuthResponse::Failure { .. }) => Step::No,
        Ok(KeyboardInteractiveAuthResponse::InfoRequest { prompts, instructions, .. }) => {
            Step::Asked(prompts.into_iter().map(|prompt| prompt.prompt).collect(), instructions)
        }
        Err(_) => Step::Gone,
    }
}

impl Client {
    pub fn connect(port: u16) -> Result<Self, russh::Error> {
        Self::connect_with(port, client::Config::default())
    }

    pub fn connect_with(port: u16, config: client::Config) -> Result<Self, russh::Error> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let handle = runtime.block_on(client::connect(Arc::new(config), ("127.0.0.1", port), Anything))?;
        Ok(Self { runtime, handle })
    }

    pub fn none(&mut self, user: &str) -> Step {
        step(self.runtime.block_on(soon(self.handle.authenticate_none(user))))
    }

    pub fn password(&mut self, user: &str, password: &str) -> Step {
        step(self.runtime.block_on(soon(self.handle.authenticate_password(user, password))))
    }

    /// Proves a key honestly.
    pub fn prove(&mut self, user: &str, key: &PrivateKey) -> Step {
        let key = PrivateKeyWithHashAlg::new(Arc::new(key.clone()), None);
        step(self.runtime.block_on(soon(self.handle.authenticate_publickey(user, key))))
    }

    /// Offers a key, and signs with whatever `sign` makes of the bytes: a signature blob with its name.
    pub fn claim(&mut self, user: &str, key: &PublicKey, mut sign: impl FnMut(&[u8]) -> Vec<u8> + Send) -> Step {
        let mut signing = Signing(&mut sign);
        let done = self.handle.authenticate_publickey_with(user, key.clone(), None, &mut signing);
        step(self.runtime.block_on(soon(done)))
    }

    /// Asks for the questions.
    pub fn ask(&mut self, user: &str) -> Step {
        asked(self.runtime.block_on(soon(self.handle.authenticate_keyboard_interactive_start(user, None::<String>))))
    }

    pub fn answer(&mut self, answers: &[&str]) -> Step {
        let answers = answers.iter().map(|answer| (*answer).to_owned()).collect();
        asked(self.runtime.block_on(soon(self.handle.authenticate_keyboard_interactive_respond(answers))))
    }

    /// Questions and answers in one.
    pub fn sign_in(&mut self, user: &str, answers: &[&str]) -> Step {
        match self.ask(user) {
            Step::Asked(..) => self.answer(answers),
            other => other,
        }
    }

    pub fn channel(&mut self) -> Result<Channel<Msg>, russh::Error> {
        self.runtime.block_on(soon(self.handle.channel_open_session())).unwrap_or(Err(russh::Error::Disconnect))
    }

    pub fn tunnel(&mut self) -> Result<Channel<Msg>, russh::Error> {
        self.runtime
            .block_on(soon(self.handle.channel_open_direct_tcpip("127.0.0.1", 22, "127.0.0.1", 1)))
            .unwrap_or(Err(russh::Error::Disconnect))
    }

    pub fn listen(&mut self) -> Result<u32, russh::Error> {
        self.runtime.block_on(soon(self.handle.tcpip_forward("127.0.0.1", 0))).unwrap_or(Err(russh::Error::Disconnect))
    }

    /// Runs something on the client's runtime.
    pub fn run<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub fn is_closed(&self) -> bool {
        self.handle.is_closed()
    }

    /// What a command says until its end: standard output, standard error, exit code.
    pub fn exec(&mut self, line: &str) -> Result<(String, String, u32), russh::Error> {
        let mut channel = self.channel()?;
        self.runtime.block_on(async {
            channel.exec(true, line).await?;
            Ok(read(&mut channel).await)
        })
    }
}

/// Reads a channel to its end.
pub async fn read(channel: &mut Channel<Msg>) -> (String, String, u32) {
    let (mut out, mut errors, mut code) = (Vec::new(), Vec::new(), u32::MAX);
    while let Ok(Some(message)) = tokio::time::timeout(Duration::from_secs(30), channel.wait()).await {
        match message {
            ChannelMsg::Data { data } => out.extend_from_slice(&data),
            ChannelMsg::ExtendedData { data, .. } => errors.extend_from_slice(&data),
            ChannelMsg::ExitStatus { exit_status } => code = exit_status,
            _ => {}
        }
    }
    (String::from_utf8_lossy(&out).into_owned(), String::from_utf8_lossy(&errors).into_owned(), code)
}
