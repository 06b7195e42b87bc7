//! The machine that figures are of.

use serde::Serialize;

/// What matters of it; 0 or empty where the system does not tell.
#[derive(Serialize)]
pub(super) struct Machine {
    pub system: String,
    pub processor: String,
    /// Threads that may run at the same time.
    pub cores: usize,
    pub memory_mib: u64,
}

impl Machine {
    pub fn of_this() -> Self {
        let system = rustix::system::uname();
        let text = |words: &std::ffi::CStr| words.to_string_lossy().into_owned();
        let memory = field("/proc/meminfo", "MemTotal").trim_end_matches("kB").trim().parse().unwrap_or(0u64);
        Self {
            system: format!("{} {} {}", text(system.sysname()), text(system.release()), text(system.machine())),
            processor: field("/proc/cpuinfo", "model name"),
            cores: std::thread::available_parallelism().map_or(0, Into::into),
            memory_mib: memory / 1024,
        }
    }

    pub fn line(&self) -> String {
        let processor = if self.processor.is_empty() { "an unknown processor" } else { &self.processor };
        format!("{processor}, {} cores, {} MiB, {}", self.cores, self.memory_mib, self.system)
    }
}

/// The value of the first line of this name.
fn field(file: &str, name: &str) -> String {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let value = text.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| key.trim() == name);
    value.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
}
