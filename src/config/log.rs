//! `[log]`: where the program tells what it did, for whoever runs it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::within;

/// The program's own log, which holds no personal data; what members do stands in the office's log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// The file; empty: none.
    pub path: String,
    pub level: Level,
    /// What takes longer is told as slow, 1 to 600000 ms.
    #[serde(deserialize_with = "within::<_, _, 1, 600_000>")]
    pub slow_ms: u32,
    /// A file that is larger is put aside, and a new one begun, 1 to 1024 MiB.
    #[serde(deserialize_with = "within::<_, _, 1, 1024>")]
    pub size_mib: u16,
}

/// How much is told; each level tells what those before it tell, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Error,
    Warn,
    #[default]
    Info,
    Debug,
    Trace,
}

impl Default for Log {
    fn default() -> Self {
        Self { path: String::new(), level: Level::default(), slow_ms: 500, size_mib: 10 }
    }
}

impl Log {
    /// The file, where one is wanted.
    pub fn file(&self) -> Option<PathBuf> {
        (!self.path.is_empty()).then(|| self.path.clone().into())
    }

    /// Paths start at the config's folder.
    pub(super) fn resolve(&mut self, resolve: impl Fn(&Path) -> PathBuf) {
        if !self.path.is_empty() {
            self.path = resolve(Path::new(self.path.as_str())).to_string_lossy().into_owned();
        }
    }
}
