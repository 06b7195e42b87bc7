//! Where the log's checkpoints go, and how often.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::within;

/// What `path` says where the place is Kin's to choose.
const AUTO: &str = "auto";

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Witness {
    /// A file that only grows; `auto`: `log.checkpoints` in the office's folder beside the host secrets; empty: none.
    pub path: String,
    /// A program with its arguments that gets each checkpoint on its standard input; empty: none.
    pub command: Vec<String>,
    /// The socket of systemd's journal; empty: none.
    pub journal: String,
    /// A checkpoint after so many entries, 1 to 1000000.
    #[serde(deserialize_with = "within::<_, _, 1, 1_000_000>")]
    pub every_entries: u32,
    /// And after so many minutes in which something was logged, 1 to 10080.
    #[serde(deserialize_with = "within::<_, _, 1, 10_080>")]
    pub every_minutes: u32,
}

impl Default for Witness {
    fn default() -> Self {
        Self { path: AUTO.into(), command: Vec::new(), journal: String::new(), every_entries: 1000, every_minutes: 60 }
    }
}

impl Witness {
    /// The file of an office of which this machine keeps what it needs in that folder.
    pub fn file(&self, home: &Path) -> Option<PathBuf> {
        match self.path.as_str() {
            "" => None,
            AUTO => Some(home.join("log.checkpoints")),
            path => Some(path.into()),
        }
    }

    /// Paths start at the config's folder.
    pub(super) fn resolve(&mut self, resolve: impl Fn(&Path) -> PathBuf) {
        for path in [&mut self.path, &mut self.journal] {
            if !path.is_empty() && path != AUTO {
                *path = resolve(Path::new(path.as_str())).to_string_lossy().into_owned();
            }
        }
    }
}
