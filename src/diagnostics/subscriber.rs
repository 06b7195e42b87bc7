//! Events of this room become lines of the file: `time=… level=… pid=… event=… field=value`, as logfmt has it.

use std::fmt::{Debug, Write};
use std::io;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

use super::file::LogFile;
use crate::clock::{Source, System};
use crate::config::{self, Log};

/// The one subscriber of the process.
pub(super) struct Writer {
    level: AtomicU8,
    slow_ms: AtomicU32,
    file: Mutex<LogFile>,
}

impl Writer {
    pub fn new(settings: &Log) -> Self {
        Self {
            level: AtomicU8::new(settings.level as u8),
            slow_ms: AtomicU32::new(settings.slow_ms),
            file: Mutex::new(LogFile::new(settings)),
        }
    }

    pub fn set(&self, settings: &Log) {
        self.level.store(settings.level as u8, Ordering::Relaxed);
        self.slow_ms.store(settings.slow_ms, Ordering::Relaxed);
        *self.file() = LogFile::new(settings);
    }

    pub fn try_open(&self) -> io::Result<()> {
        self.file().append(b"")
    }

    pub fn slow(&self) -> Duration {
        Duration::from_millis(self.slow_ms.load(Ordering::Relaxed).into())
    }

    fn file(&self) -> MutexGuard<'_, LogFile> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Subscriber for &'static Writer {
    /// The level may change: it is looked at for each event.
    fn register_callsite(&self, _: &'static Metadata<'static>) -> Interest {
        Interest::sometimes()
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let ours = metadata.target() == "kin" && metadata.module_path() == Some("kin::diagnostics::event");
        ours && metadata.is_event() && rank(*metadata.level()) as u8 <= self.level.load(Ordering::Relaxed)
    }

    fn event(&self, event: &Event<'_>) {
        let at = Timestamp::from_microsecond(System.now().0).unwrap_or_default();
        let level = event.metadata().level().as_str().to_ascii_lowercase();
        let mut line = Line(format!("time={at:.6} level={level} pid={}", std::process::id()));
        event.record(&mut line);
        line.0.push('\n');
        // A panic may have come from where the file is written.
        let file = if std::thread::panicking() { self.file.try_lock().ok() } else { Some(self.file()) };
        // A disk that is full or gone is nobody's reason to stop: the next event tries again.
        let _ = file.map(|mut file| file.append(line.0.as_bytes()));
    }

    /// This room has no spans, and those of others are not taken.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn rank(level: Level) -> config::Level {
    match level {
        Level::ERROR => config::Level::Error,
        Level::WARN => config::Level::Warn,
        Level::INFO => config::Level::Info,
        Level::DEBUG => config::Level::Debug,
        Level::TRACE => config::Level::Trace,
    }
}

struct Line(String);

impl Line {
    /// A value, in quotes where it is more than a word.
    fn put(&mut self, field: &Field, value: &str) {
        let plain = !value.is_empty() && value.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '=' | '\\'));
        let _ = if plain { write!(self.0, " {field}={value}") } else { write!(self.0, " {field}={value:?}") };
    }
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.put(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.put(field, &format!("{value:?}"));
    }
}
