//! How the server is, for whoever looks after it: one line of JSON to each connection to a local socket.

use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tokio::time::{interval, timeout};

use super::limits::Why;
use crate::clock;
use crate::desk::entrance::Turn;
use crate::domain::Micros;

/// How long keys are counted together: what is told is of this period and the one before.
const PERIOD: Duration = Duration::from_secs(150);
/// A longer wait is told as this one, in microseconds.
const LONGEST: u64 = 60_000_000;
/// Whoever asks gets the answer in this time or none.
const PATIENCE: Duration = Duration::from_secs(2);
/// Who asks at the same time; more are turned away.
const AT_ONCE: usize = 8;
/// The answer is a few hundred bytes.
const LONGEST_ANSWER: u64 = 64 * 1024;

/// What is counted, shared by all sessions.
pub struct Figures {
    started_at: Micros,
    turn: Arc<Turn>,
    connections: AtomicU64,
    refused: [AtomicU64; 3],
    evicted: AtomicU64,
    failed: AtomicU64,
    frames: AtomicU64,
    bytes: AtomicU64,
    rest: Mutex<Rest>,
}

/// What is changed in more than one word.
struct Rest {
    sessions: usize,
    peak: usize,
    head: (i64, [u8; 32]),
    trouble: Option<String>,
    last_backup: Option<Micros>,
    /// Key to frame, of this period and of the one before.
    waits: [Histogram<u32>; 2],
}

impl Figures {
    pub fn new(now: Micros, turn: Arc<Turn>) -> Self {
        let empty = Histogram::new_with_bounds(1, LONGEST, 2).expect("bounds and digits that a histogram can have");
        let rest = Rest {
            sessions: 0,
            peak: 0,
            head: (0, [0; 32]),
            trouble: None,
            last_backup: None,
            waits: [empty.clone(), empty],
        };
        Self {
            started_at: now,
            turn,
            connections: AtomicU64::default(),
            refused: Default::default(),
            evicted: AtomicU64::default(),
            failed: AtomicU64::default(),
            frames: AtomicU64::default(),
            bytes: AtomicU64::default(),
            rest: Mutex::new(rest),
        }
    }

    /// A connection was let in, to try.
    pub fn connected(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn refused(&self, why: Why) {
        self.refused[why as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// A connection that had not signed in made room for another.
    pub fn evicted(&self) {
        self.evicted.fetch_add(1, Ordering::Relaxed);
    }

    /// A wrong answer.
    pub fn failed(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    /// So many sessions there are now.
    pub fn sessions(&self, count: usize) {
        let mut rest = self.rest();
        rest.sessions = count;
        rest.peak = rest.peak.max(count);
    }

    /// So many bytes went to a client, and it is so long since the key that they answer, where they answer one.
    pub fn frame(&self, bytes: usize, waited: Option<Duration>) {
        self.frames.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
        if let Some(waited) = waited {
            let micros = u64::try_from(waited.as_micros()).unwrap_or(LONGEST);
            self.rest().waits[0].saturating_record(micros.min(LONGEST));
        }
    }

    /// The last entry of the log and its hash.
    pub fn head(&self, sequence: i64, hash: [u8; 32]) {
        self.rest().head = (sequence, hash);
    }

    /// Something of the office failed. The words are those of an error, which name no customer.
    /// When the last backup was made.
    pub fn set_last_backup(&self, at: Option<Micros>) {
        self.rest().last_backup = at;
    }

    pub fn trouble(&self, words: &str) {
        self.rest().trouble = Some(words.to_owned());
    }

    fn rest(&self) -> MutexGuard<'_, Rest> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A period is over.
    fn turn_over(&self) {
        let waits = &mut self.rest().waits;
        waits.swap(0, 1);
        waits[0].reset();
    }

    fn json(&self, now: Micros) -> Value {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let rest = self.rest();
        let mut waits = rest.waits[0].clone();
        // Both have the same bounds.
        let _ = waits.add(&rest.waits[1]);
        let time = |at: Micros| jiff::Timestamp::from_microsecond(at.0).unwrap_or_default().to_string();
        json!({
            "version": env!("CARGO_PKG_VERSION"),
            "started_at": time(self.started_at),
            "up_seconds": (now.0 - self.started_at.0) / 1_000_000,
            "sessions": rest.sessions,
            "sessions_peak": rest.peak,
            "connections": count(&self.connections),
            "refused": {
                "not_allowed": count(&self.refused[Why::NotAllowed as usize]),
                "too_fast": count(&self.refused[Why::TooFast as usize]),
                "full": count(&self.refused[Why::Full as usize]),
            },
            "evicted": count(&self.evicted),
            "answers_wrong": count(&self.failed),
            "writers_waiting": self.turn.waiting(),
            "key_to_frame_us": {
                "count": waits.len(),
                "p50": waits.value_at_quantile(0.5),
                "p99": waits.value_at_quantile(0.99),
                "max": waits.max(),
            },
            "frames": count(&self.frames),
            "bytes": count(&self.bytes),
            "head": rest.head.0,
            "hash": data_encoding::HEXLOWER.encode(&rest.head.1),
            "trouble": rest.trouble,
            "last_backup": rest.last_backup.map(time),
        })
    }
}

/// Makes the socket, for the owner alone. One that a dead server left is replaced.
///
/// # Errors
/// A server answers there, or something else than a socket is there, or the folder can't be written.
pub(super) fn open(path: &Path) -> io::Result<UnixListener> {
    match std::fs::symlink_metadata(path) {
        Ok(there) if !there.file_type().is_socket() => return Err(io::ErrorKind::AlreadyExists.into()),
        Ok(_) if std::os::unix::net::UnixStream::connect(path).is_ok() => return Err(io::ErrorKind::AddrInUse.into()),
        _ => {}
    }
    // Made under another name, it has its rights before anybody finds it.
    let new = path.with_extension("new");
    if let Err(error) = std::fs::remove_file(&new)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    let listener = UnixListener::bind(&new)?;
    std::fs::set_permissions(&new, std::fs::Permissions::from_mode(0o600))?;
    std::fs::rename(&new, path)?;
    Ok(listener)
}

/// Answers whoever connects, until the runtime ends.
pub(super) async fn answer(listener: UnixListener, figures: Arc<Figures>, clock: Arc<dyn clock::Source>) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut periods = interval(PERIOD);
    periods.tick().await;
    loop {
        tokio::select! {
            _ = periods.tick() => figures.turn_over(),
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
                    let line = format!("{}\n", figures.json(clock.now()));
                    tokio::spawn(async move {
                        // Who takes no answer goes without.
                        let _ = timeout(PATIENCE, tell(stream, line)).await;
                        drop(place);
                    });
                }
                // Out of files: the next may be luckier.
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            },
        }
    }
}

async fn tell(mut stream: UnixStream, line: String) -> io::Result<()> {
    stream.write_all(line.as_bytes()).await?;
    stream.shutdown().await
}

/// Asks a server how it is: one line of JSON.
///
/// # Errors
/// No server answers; the words say what to do.
pub fn read_status(path: &Path) -> Result<String, String> {
    let silent = |error: io::Error| {
        format!("No server answers at {}: {error}. Is it running (kin serve), and is this its account?", path.display())
    };
    let mut stream = std::os::unix::net::UnixStream::connect(path).map_err(silent)?;
    stream.set_read_timeout(Some(2 * PATIENCE)).map_err(silent)?;
    let mut line = String::new();
    stream.by_ref().take(LONGEST_ANSWER).read_to_string(&mut line).map_err(silent)?;
    if line.ends_with('\n') { Ok(line) } else { Err(silent(io::ErrorKind::UnexpectedEof.into())) }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::clock::Fixed;

    const NOW: Micros = Micros(1_795_330_920_000_000);

    struct Place(tempfile::TempDir);

    impl Place {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn path(&self) -> PathBuf {
            self.0.path().join("serve.sock")
        }
    }

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
    }

    fn start(runtime: &tokio::runtime::Runtime, path: &Path, figures: &Arc<Figures>) {
        let _inside = runtime.enter();
        let listener = open(path).unwrap();
        let clock = Arc::new(Fixed::new(Micros(NOW.0 + 90_000_000), 1));
        runtime.spawn(answer(listener, Arc::clone(figures), clock));
    }

    fn figures() -> Arc<Figures> {
        Arc::new(Figures::new(NOW, Arc::default()))
    }

    #[test]
    fn whoever_asks_gets_the_figures() {
        let (place, runtime, figures) = (Place::new(), runtime(), figures());
        start(&runtime, &place.path(), &figures);
        assert_eq!(std::fs::metadata(place.path()).unwrap().permissions().mode() & 0o777, 0o600);
        figures.connected();
        figures.refused(Why::TooFast);
        figures.sessions(3);
        figures.sessions(2);
        figures.head(17, [0xab; 32]);
        figures.frame(120, Some(Duration::from_millis(4)));
        figures.frame(80, None);
        let status: Value = serde_json::from_str(&read_status(&place.path()).unwrap()).unwrap();
        assert_eq!((&status["sessions"], &status["sessions_peak"]), (&json!(2), &json!(3)));
        assert_eq!(status["refused"], json!({ "not_allowed": 0, "too_fast": 1, "full": 0 }));
        assert_eq!((&status["head"], &status["hash"]), (&json!(17), &json!("ab".repeat(32))));
        assert_eq!((&status["up_seconds"], &status["bytes"]), (&json!(90), &json!(200)));
        assert_eq!((&status["last_backup"], &status["started_at"]), (&Value::Null, &json!("2026-11-22T07:02:00Z")));
        let waits = &status["key_to_frame_us"];
        assert_eq!(waits["count"], 1);
        assert!(waits["p99"].as_u64().is_some_and(|wait| wait.abs_diff(4_000) <= 40), "{waits}");
    }

    #[test]
    fn what_is_told_of_keys_is_of_the_last_two_periods() {
        let figures = figures();
        let told = || figures.json(NOW)["key_to_frame_us"]["max"].as_u64().unwrap();
        figures.frame(1, Some(Duration::from_secs(3600)));
        assert!(told() >= LONGEST, "a long wait is told as the longest");
        figures.turn_over();
        figures.frame(1, Some(Duration::from_micros(5)));
        assert!(told() >= LONGEST);
        figures.turn_over();
        assert_eq!(told(), 5);
        figures.turn_over();
        assert_eq!(told(), 0);
    }

    #[test]
    fn a_dead_servers_socket_is_replaced_and_a_live_ones_is_not() {
        let (place, figures) = (Place::new(), figures());
        let first = runtime();
        start(&first, &place.path(), &figures);
        {
            let _inside = first.enter();
            assert_eq!(open(&place.path()).unwrap_err().kind(), io::ErrorKind::AddrInUse);
        }
        drop(first);
        assert!(place.path().exists());
        let words = read_status(&place.path()).unwrap_err();
        assert!(words.contains("kin serve"), "{words}");
        let second = runtime();
        start(&second, &place.path(), &figures);
        assert!(read_status(&place.path()).is_ok());
        // What is no socket is nobody's to replace.
        let file = place.0.path().join("notes.txt");
        std::fs::write(&file, "mine").unwrap();
        let _inside = second.enter();
        assert_eq!(open(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_to_string(file).unwrap(), "mine");
    }

    #[test]
    fn those_who_take_no_answer_hold_up_nobody() {
        let (place, runtime, figures) = (Place::new(), runtime(), figures());
        start(&runtime, &place.path(), &figures);
        let silent: Vec<_> = (0..100).map(|_| std::os::unix::net::UnixStream::connect(place.path()).unwrap()).collect();
        // An answer this short fits into the socket's own buffer, so that even these are done with.
        while read_status(&place.path()).is_err() {
            std::thread::yield_now();
        }
        drop(silent);
    }
}
