//! Listening, letting in, looking after who is there, and stopping in good order.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, Shutdown, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use russh::keys::Algorithm;
use russh::{MethodKind, Preferred, SshId, cipher, compression, kex, mac, server};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::connection::{Connection, Ended, blocking};
use super::doorway::{self, Doorway};
use super::fault;
use super::host_key::{HostKey, HostKeyError};
use super::limits::{Arrival, Gate};
use super::session::{self, Exec, Live, Reason, Ticket};
use super::status::{self, Figures};
use crate::clock;
use crate::config::{Config, SignInBy};
use crate::desk::Desk;
use crate::desk::background::Background;
use crate::desk::backup::Keeper;
use crate::desk::entrance::{Entrance, Limits, ProvenKey, Served, ServerEvent, Turn};
use crate::desk::office::{OfficeError, OfficePaths};
use crate::desk::watch::Watch;
use crate::desk::witness::Witness;
use crate::diagnostics::{self, Event as Told, variant_name};
use crate::term::Input;
use crate::ui::Event;

/// The page cache of the desk of nobody.
const CLERK_CACHE_KIB: u32 = 1024;
/// What others committed is looked for this often.
const LOOK: Duration = Duration::from_millis(250);
/// Whether a checkpoint of the log is due, this often.
const CHECKPOINT_LOOK: Duration = Duration::from_secs(1);
/// And for whether a backup is due.
const BACKUP_LOOK: Duration = Duration::from_secs(5);
/// Who has been idle too long is looked for this often.
const ROUND: Duration = Duration::from_secs(5);
/// People have so long from the word that the server stops to its end; what they typed is kept in any case.
const NOTICE: Duration = Duration::from_secs(3);
/// And their sessions so long to end.
const STOPPING: Duration = Duration::from_secs(2);
/// Those whose client takes nothing end when it is hung up, and have so long.
const LEAVING: Duration = Duration::from_secs(3);
/// And their threads so long to keep what was typed and to sign out.
const FINISHING: Duration = Duration::from_secs(5);
/// So long is waited for work that nobody asks for any more.
const REST: Duration = Duration::from_secs(1);

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0} can't be listened on: {1}. Is another server there, or is it not this machine's address?")]
    Listen(SocketAddr, io::Error),
    #[error("No role of the office is called {0}: under [serve.roles] it would limit nobody. Correct the name.")]
    Roles(String),
    #[error("{0}")]
    HostKey(#[from] HostKeyError),
    #[error("{0}")]
    Office(#[from] OfficeError),
    #[error("The status socket {0} can't be made: {1}. Is another server running for this office?")]
    Status(PathBuf, io::Error),
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// What a server is made of.
pub struct Serving {
    pub config: Config,
    pub paths: OfficePaths,
    pub host_key: PathBuf,
    pub status: PathBuf,
    pub clock: Arc<dyn clock::Source>,
    pub exec: Exec,
    /// Reads the configuration again, or says what is wrong with it.
    pub reload: Box<dyn Fn() -> Result<Config, String> + Send>,
    /// Tells the one who started it, line by line.
    pub say: fn(&str),
}

/// What all connections share.
pub(super) struct Shared {
    config: RwLock<Arc<Config>>,
    pub paths: OfficePaths,
    pub clock: Arc<dyn clock::Source>,
    pub exec: Exec,
    pub figures: Arc<Figures>,
    doorway: Doorway,
    turn: Arc<Turn>,
    /// The desk of nobody: looks keys up, and writes what the server itself does into the log. Whoever waits for it
    /// holds no thread.
    clerk: Arc<tokio::sync::Mutex<Desk>>,
    gate: Mutex<Gate>,
    lines: Mutex<HashMap<Ticket, std::net::TcpStream>>,
    live: Mutex<HashMap<Ticket, Arc<Live>>>,
    /// Held by each session's thread while it works.
    threads: Arc<()>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub fn config(&self) -> Arc<Config> {
        Arc::clone(&self.config.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn needs_key(&self) -> bool {
        self.config().serve.sign_in == SignInBy::Key
    }

    /// What a client may begin with. A key may be shown in any case: whoever has one waits for no guesser.
    pub fn methods(&self) -> &'static [MethodKind] {
        if self.needs_key() {
            &[MethodKind::PublicKey]
        } else {
            &[MethodKind::PublicKey, MethodKind::KeyboardInteractive]
        }
    }

    /// A desk for one connection. Waits for the disk.
    pub fn desk(&self, address: IpAddr, key: Option<ProvenKey>) -> Result<Desk, Ended> {
        let config = self.config();
        let entrance = Entrance { door: "ssh".into(), served: Some(Served { address, key }) };
        let limits = Limits::shared(config.serve.cache_kib, Some(Arc::clone(&self.turn)));
        Desk::open_at(self.paths.clone(), &config, Arc::clone(&self.clock), entrance, &limits)
            .map_err(|error| Ended::Office(error.to_string()))
    }

    /// Has the desk of nobody do something.
    pub async fn clerk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, crate::desk::api::Problem> + Send + 'static,
    ) -> Result<T, Ended> {
        let mut clerk = Arc::clone(&self.clerk).lock_owned().await;
        blocking(move || work(&mut clerk).map_err(|problem| Ended::Office(problem.to_string()))).await
    }

    pub fn failed(&self, ticket: Ticket) {
        lock(&self.gate).failed(ticket);
        self.figures.failed();
    }

    pub fn proven(&self, ticket: Ticket) {
        lock(&self.gate).proven(ticket);
    }

    /// It has signed in; false where it was let go meanwhile.
    pub fn entered(&self, ticket: Ticket) -> bool {
        lock(&self.gate).entered(ticket)
    }

    /// Who has proven no key tries in turn; whoever was let go meanwhile tries no more.
    pub async fn try_in_turn(&self, address: IpAddr, ticket: Ticket) -> Result<doorway::Turn, Ended> {
        let turn = self.doorway.enter(address).await;
        if lock(&self.gate).waits(ticket) { Ok(turn) } else { Err(Ended::LetGo) }
    }

    /// The connection is gone.
    pub fn left(&self, ticket: Ticket) {
        lock(&self.gate).left(ticket);
        lock(&self.lines).remove(&ticket);
        if let Some(live) = lock(&self.live).get(&ticket) {
            live.hung_up.notify_one();
        }
    }

    pub fn clock_in(&self, ticket: Ticket, live: &Arc<Live>) {
        live.pulse.last_input.store(self.clock.now().0, std::sync::atomic::Ordering::Relaxed);
        let mut all = lock(&self.live);
        all.insert(ticket, Arc::clone(live));
        self.figures.sessions(all.len());
    }

    /// The session is over: with it ends its connection.
    pub async fn finished(&self, ticket: Ticket) {
        {
            let mut all = lock(&self.live);
            all.remove(&ticket);
            self.figures.sessions(all.len());
        }
        // The client has a moment to close it itself.
        tokio::time::sleep(Duration::from_millis(500)).await;
        self.hang_up(ticket);
    }

    /// Lets go whoever has begun nothing by now, signed in or not.
    fn let_go_idler(&self, ticket: Ticket) {
        if !lock(&self.live).contains_key(&ticket) {
            self.hang_up(ticket);
            lock(&self.gate).left(ticket);
        }
    }

    fn hang_up(&self, ticket: Ticket) {
        if let Some(line) = lock(&self.lines).get(&ticket) {
            // It may be closed already.
            let _ = line.shutdown(Shutdown::Both);
        }
    }

    fn everybody(&self) -> Vec<Arc<Live>> {
        lock(&self.live).values().cloned().collect()
    }

    fn tickets(&self) -> Vec<Ticket> {
        lock(&self.lines).keys().copied().collect()
    }

    /// Waits until all sessions and connections are gone, and no longer than this.
    async fn all_leave(&self, longest: Duration) {
        wait_until(longest, || lock(&self.live).is_empty() && lock(&self.lines).is_empty()).await;
    }

    /// What a session's thread holds as long as it works.
    pub fn thread(&self) -> Arc<()> {
        Arc::clone(&self.threads)
    }

    /// Waits, but not for ever, until no session's thread works any more: a client that was hung up on is gone before
    /// its session has been signed out.
    async fn all_rest(&self, longest: Duration) {
        wait_until(longest, || Arc::strong_count(&self.threads) == 1).await;
    }

    /// A fault of ours: where it was goes into the log, and nothing of what it was about.
    pub async fn fault(&self) {
        let place = fault::last_place();
        // The log can't be written: the standard error has the place already.
        let _ = self.clerk(|clerk| clerk.note(ServerEvent::Fault { place })).await;
    }
}

/// Only what is not broken and not about to be: ML-KEM with X25519 or X25519 alone, AEAD, Ed25519.
fn algorithms() -> Preferred {
    Preferred {
        kex: Cow::Borrowed(&[
            kex::MLKEM768X25519_SHA256,
            kex::CURVE25519,
            kex::CURVE25519_PRE_RFC_8731,
            kex::EXTENSION_SUPPORT_AS_SERVER,
            kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
        ]),
        key: Cow::Borrowed(&[Algorithm::Ed25519]),
        cipher: Cow::Borrowed(&[cipher::CHACHA20_POLY1305, cipher::AES_256_GCM, cipher::AES_128_GCM]),
        // AEAD ciphers need none, but a name must be agreed on.
        mac: Cow::Borrowed(&[mac::HMAC_SHA256_ETM, mac::HMAC_SHA512_ETM]),
        // Only after the sign-in, and only for who asks for it: `zlib` without a name would begin before.
        compression: Cow::Borrowed(&[compression::NONE, compression::ZLIB_LEGACY]),
        ..Preferred::DEFAULT
    }
}

fn protocol(config: &Config, key: &HostKey) -> server::Config {
    let mut methods = russh::MethodSet::empty();
    methods.push(MethodKind::PublicKey);
    if config.serve.sign_in == SignInBy::Password {
        methods.push(MethodKind::KeyboardInteractive);
    }
    server::Config {
        server_id: SshId::Standard("SSH-2.0-Kin".into()),
        methods,
        // Refusals are slowed down by the connection, which tells them from a key that leads on to the next step.
        auth_rejection_time: Duration::ZERO,
        keys: vec![key.private()],
        // What the screens take is a few bytes a key; a paste is cut up.
        window_size: 128 * 1024,
        maximum_packet_size: session::LARGEST_PACKET,
        channel_buffer_size: 16,
        event_buffer_size: 4,
        preferred: algorithms(),
        // A client may offer all the keys of its agent first; wrong answers are counted by us.
        max_auth_attempts: 20,
        inactivity_timeout: None,
        keepalive_interval: Some(Duration::from_secs(config.serve.keepalive_seconds.into())),
        keepalive_max: 3,
        nodelay: true,
        ..server::Config::default()
    }
}

/// Serves until a signal asks for the end.
///
/// # Errors
/// When the server cannot begin: the words say what to do.
pub fn serve(serving: Serving) -> Result<(), Error> {
    fault::watch();
    allow_files();
    let runtime = tokio::runtime::Builder::new_multi_thread().thread_name(fault::RUNTIME).enable_all().build()?;
    let served = runtime.block_on(run(serving));
    // Passwords that are still being checked are nobody's any more.
    runtime.shutdown_timeout(REST);
    served
}

/// Each session takes a socket and the office's files; what a program may open at first is for those that open few.
fn allow_files() {
    let limit = getrlimit(Resource::Nofile);
    // Where the system refuses, it is as it was.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
}

async fn run(serving: Serving) -> Result<(), Error> {
    let Serving { config, paths, host_key, status, clock, exec, reload, say } = serving;
    let (key, made) = HostKey::find(&host_key, clock.as_ref())?;
    crate::desk::limit_password_checks(usize::from(config.serve.password_checks));
    let entrance = Entrance { door: "server".into(), served: None };
    let turn = Arc::new(Turn::default());
    let limits = Limits::shared(CLERK_CACHE_KIB, Some(Arc::clone(&turn)));
    let mut clerk = Desk::open_at(paths.clone(), &config, Arc::clone(&clock), entrance, &limits)?;
    let unknown = roles_unknown(&paths, &config, &clock)?;
    if !unknown.is_empty() {
        return Err(Error::Roles(unknown));
    }
    let watch = Watch::open(&paths)?;
    let witness = Witness::open(&paths, &config, Arc::clone(&clock))?;
    let keeper = Keeper::open(&paths, &config, Arc::clone(&clock), false)?;
    let telling = clerk.telling(&config)?;
    let listen = config.serve.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| Error::Listen(listen, error))?;
    let address = listener.local_addr()?;
    let figures = Arc::new(Figures::new(clock.now(), Arc::clone(&turn)));
    let served = status::open(&status).map_err(|error| Error::Status(status.clone(), error))?;
    clerk.note(ServerEvent::Started).map_err(OfficeError::from)?;
    let mut protocol_now = Arc::new(protocol(&config, &key));
    let shared = Arc::new(Shared {
        gate: Mutex::new(Gate::new(&config.serve)),
        doorway: Doorway::new(config.serve.password_checks),
        config: RwLock::new(Arc::new(config)),
        paths,
        clock,
        exec,
        figures: Arc::clone(&figures),
        turn,
        clerk: Arc::new(tokio::sync::Mutex::new(clerk)),
        lines: Mutex::default(),
        live: Mutex::default(),
        threads: Arc::default(),
    });
    // The log's head is known by the time that anybody is told of the server.
    let news = spread_news(Arc::clone(&shared), watch)?;
    let checkpoints = make_checkpoints(Arc::clone(&shared), witness)?;
    let backups = make_backups(Arc::clone(&shared), keeper)?;
    if made {
        say(&format!("Made the host key {}.", host_key.display()));
    }
    say(&format!("Serving on {address}. Host key {}", key.fingerprint()));
    Told::Serving { address }.tell();
    tokio::spawn(status::answer(served, figures, Arc::clone(&shared.clock)));
    tokio::spawn(rounds(Arc::clone(&shared)));
    let mut signals = Signals::new()?;
    loop {
        tokio::select! {
            arrived = listener.accept() => match arrived {
                Ok((stream, from)) => admit(&shared, &protocol_now, stream, from.ip()),
                // Out of files or memory: those who are in go on.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            },
            reloads = signals.next() => match reloads.then(|| read_again(&shared, &reload)) {
                None => break,
                Some(Ok(config)) => {
                    protocol_now = Arc::new(protocol(&config, &key));
                    reload_with(&shared, config, listen, say).await;
                }
                Some(Err(error)) => say(&format!("The settings stay as they were: {error}")),
            },
        }
    }
    drop(listener);
    stop(&shared, say).await;
    drop((news, checkpoints, backups, telling));
    say("Stopped.");
    Told::Stopped.tell();
    // The socket's file goes with the server.
    let _ = std::fs::remove_file(&status);
    Ok(())
}

struct Signals {
    term: Signal,
    int: Signal,
    hup: Signal,
}

impl Signals {
    fn new() -> io::Result<Self> {
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            int: signal(SignalKind::interrupt())?,
            hup: signal(SignalKind::hangup())?,
        })
    }

    /// Waits for a signal: whether it asks to read the settings again, and not for the end.
    async fn next(&mut self) -> bool {
        tokio::select! {
            _ = self.hup.recv() => true,
            _ = self.term.recv() => false,
            _ = self.int.recv() => false,
        }
    }
}

/// Lets a connection try to sign in, within the limits.
fn admit(shared: &Arc<Shared>, protocol: &Arc<server::Config>, stream: TcpStream, address: IpAddr) {
    let address = address.to_canonical();
    let arrival = lock(&shared.gate).arrive(address, shared.clock.now());
    let ticket = match arrival {
        Arrival::Refused(why) => {
            Told::ConnectionRefused { why: &variant_name(&why) }.tell();
            return shared.figures.refused(why);
        }
        Arrival::Admitted { ticket, evict } => {
            if let Some(evicted) = evict {
                shared.figures.evicted();
                shared.hang_up(evicted);
            }
            ticket
        }
    };
    // A handle of our own, to hang up whatever the other end does.
    let Ok((stream, line)) = stream.into_std().and_then(|stream| {
        let line = stream.try_clone()?;
        Ok((TcpStream::from_std(stream)?, line))
    }) else {
        return lock(&shared.gate).left(ticket);
    };
    // Where it can't be set, a key only waits for its acknowledgement.
    let _ = stream.set_nodelay(true);
    lock(&shared.lines).insert(ticket, line);
    shared.figures.connected();
    Told::Connected { connection: ticket }.tell();
    let handler = Connection::new(Arc::clone(shared), address, ticket);
    let (shared, protocol) = (Arc::clone(shared), Arc::clone(protocol));
    tokio::spawn(async move {
        let grace = Duration::from_secs(shared.config().serve.grace_seconds.into());
        let in_time = async {
            tokio::time::sleep(grace).await;
            shared.let_go_idler(ticket);
            std::future::pending::<()>().await;
        };
        let whole = async {
            match server::run_stream(protocol, stream, handler).await {
                Ok(session) => session.await,
                Err(error) => Err(error),
            }
        };
        let ended = tokio::select! {
            ended = whole => ended,
            () = in_time => Ok(()),
        };
        let why = ended.as_ref().map_or_else(variant_name, |()| "Closed".into());
        Told::Disconnected { connection: ticket, why: &why }.tell();
        match ended {
            Err(Ended::Office(words)) => shared.figures.trouble(&words),
            Err(Ended::Fault | Ended::Ssh(russh::Error::Join(_))) => shared.fault().await,
            Ok(()) | Err(_) => {}
        }
        shared.hang_up(ticket);
        shared.left(ticket);
    });
}

/// The roles that have limits of their own and that nobody knows.
fn roles_unknown(paths: &OfficePaths, config: &Config, clock: &Arc<dyn clock::Source>) -> Result<String, OfficeError> {
    let caller = Served { address: config.serve.listen.ip(), key: None };
    let entrance = Entrance { door: "server".into(), served: Some(caller) };
    let limits = Limits::shared(CLERK_CACHE_KIB, None);
    let desk = Desk::open_at(paths.clone(), config, Arc::clone(clock), entrance, &limits)?;
    Ok(desk.unknown_roles().join(", "))
}

/// The configuration read again, where it would also do at a start.
fn read_again(shared: &Shared, reload: &dyn Fn() -> Result<Config, String>) -> Result<Config, String> {
    let config = reload()?;
    let unknown = roles_unknown(&shared.paths, &config, &shared.clock).map_err(|error| error.to_string())?;
    if unknown.is_empty() { Ok(config) } else { Err(Error::Roles(unknown).to_string()) }
}

async fn reload_with(shared: &Shared, config: Config, listen: SocketAddr, say: fn(&str)) {
    if config.serve.listen != listen {
        say("The address to listen on changes with the next start.");
    }
    crate::desk::limit_password_checks(usize::from(config.serve.password_checks));
    if let Err(error) = diagnostics::reload(&config.log) {
        say(&format!("The file of [log] can't be written ({}: {error}).", config.log.path));
    }
    Told::Reloaded.tell();
    lock(&shared.gate).reload(&config.serve);
    *shared.config.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(config);
    match shared.clerk(|clerk| clerk.note(ServerEvent::Reloaded)).await {
        Ok(()) => say("Read the settings again. They hold for who comes from now on."),
        Err(problem) => say(&format!("Read the settings again; the log could not be written: {problem}")),
    }
}

/// One look for all sessions: what anybody committed, they hear of.
fn spread_news(shared: Arc<Shared>, mut watch: Watch) -> io::Result<Background> {
    let mut look = move || {
        // What can't be read now is read at the next look.
        if let Ok(Some(news)) = watch.poll() {
            shared.figures.head(news.head, news.hash);
            if !news.is_quiet() {
                let news = Arc::new(news);
                for live in shared.everybody() {
                    live.tell(Input::Event(Event::News(Arc::clone(&news))));
                }
            }
        }
        true
    };
    look();
    Background::each(LOOK, "news", look)
}

/// The log's checkpoints, on a thread of their own: the places that they are carried to may be slow.
fn make_checkpoints(shared: Arc<Shared>, mut witness: Witness) -> io::Result<Background> {
    Background::each(CHECKPOINT_LOOK, "witness", move || {
        witness.set(&shared.config().witness);
        // What fails was told by an alert, where that can be written, and is tried again.
        let _ = witness.tick();
        true
    })
}

/// Backups, when it is time.
fn make_backups(shared: Arc<Shared>, mut keeper: Keeper) -> io::Result<Background> {
    Background::each_at_length(BACKUP_LOOK, "backups", move |ending| {
        keeper.set(&shared.config().backup);
        // What fails stands in the log and was told by an alert, and is tried again.
        let _ = keeper.tick(ending);
        if let Ok(standing) = keeper.standing() {
            shared.figures.set_last_backup(standing.backup);
        }
        true
    })
}

/// Ends sessions that nobody uses.
async fn rounds(shared: Arc<Shared>) {
    loop {
        tokio::time::sleep(ROUND).await;
        let most = Duration::from_secs(60 * u64::from(shared.config().serve.idle_minutes));
        let now = shared.clock.now();
        for live in shared.everybody().iter().filter(|live| session::idle(live, now) >= most) {
            live.end(Reason::Idle);
        }
    }
}

/// Waits until it is so, but no longer than this.
async fn wait_until(longest: Duration, so: impl Fn() -> bool) {
    let waiting = async {
        while !so() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let _ = tokio::time::timeout(longest, waiting).await;
}

/// Tells people, has what they typed kept, and ends their sessions.
async fn stop(shared: &Shared, say: fn(&str)) {
    // Whoever is not in yet has nothing to lose.
    for ticket in shared.tickets() {
        shared.let_go_idler(ticket);
    }
    let everybody = shared.everybody();
    say(&format!("Stopping: {} sessions.", everybody.len()));
    Told::Stopping { sessions: everybody.len() }.tell();
    if !everybody.is_empty() {
        for live in &everybody {
            live.tell(Input::Event(Event::Stopping));
        }
        tokio::time::sleep(NOTICE).await;
    }
    for live in shared.everybody() {
        live.end(Reason::Stopped);
    }
    // Until the clients have hung up, as they do when they have the last words.
    shared.all_leave(STOPPING).await;
    for ticket in shared.tickets() {
        shared.hang_up(ticket);
    }
    shared.all_leave(LEAVING).await;
    shared.all_rest(FINISHING).await;
    if let Err(problem) = shared.clerk(|clerk| clerk.note(ServerEvent::Stopped)).await {
        say(&format!("The log could not be written: {problem}"));
    }
}
