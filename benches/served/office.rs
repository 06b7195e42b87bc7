//! The office that is served, and the built program that serves it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::demo::{Demo, program};

/// Everybody may try at once: what is measured is the work, not the limits.
const SETTINGS: &str = "[limits]\nlookups_per_hour = 10000\n\n[serve]\nsign_in = \"password\"\nconnections = 10000\n\
    startups = 1000\nstartups_per_address = 1000\nrate_per_minute = 10000\n";

/// A demo office with settings to be served by.
pub struct Office {
    pub demo: Demo,
}

impl Office {
    /// Takes the office in the folder that `KIN_SERVED_HOME` names, or makes it there; without, one that goes at the end.
    pub fn find(customers: &str, agents: &str) -> Self {
        let demo = Demo::find(std::env::var_os("KIN_SERVED_HOME").map(PathBuf::from), customers, agents);
        let more = std::env::var("KIN_SERVED_SETTINGS").unwrap_or_default().replace(';', "\n");
        fs::write(demo.home.join("serve.toml"), format!("{SETTINGS}{more}\n")).expect("a file");
        Self { demo }
    }

    pub fn serve(&self) -> Server {
        let mut command = self.program();
        command.arg("--config").arg(self.demo.home.join("serve.toml"));
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the server starts");
        let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
        let port = loop {
            let mut line = String::new();
            assert!(said.read_line(&mut line).expect("text") > 0, "the server says where it listens");
            let after = line.strip_prefix("Serving on 127.0.0.1:");
            if let Some(port) = after.and_then(|rest| rest.split('.').next()?.parse().ok()) {
                break port;
            }
        };
        // Read on, or the server would wait for a reader.
        std::thread::spawn(move || said.lines().map_while(Result::ok).for_each(drop));
        Server { child, port }
    }

    fn program(&self) -> Command {
        let mut command = program(&self.demo.home);
        command.arg("--office").arg(self.demo.office());
        command
    }

    /// The server's own word of how it is.
    pub fn status(&self) -> Value {
        let answer = self.program().args(["serve", "status", "--json"]).output();
        serde_json::from_slice(&answer.expect("it runs").stdout).unwrap_or_default()
    }
}

pub struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn process(&self) -> String {
        self.child.id().to_string()
    }

    /// Resident memory in KiB.
    pub fn resident(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Seconds of processor time that a process has used.
pub fn processor_seconds(process: &str) -> f64 {
    /// What the system counts in, towards programs.
    const TICKS: f64 = 100.0;
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // After the name in parentheses the state is the third field; user and system time are the 14th and the 15th.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS
}
