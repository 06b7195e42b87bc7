//! The office that is served, and the built program that serves it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use kin::vault::TotpSecret;
use serde_json::Value;

/// Everybody may try at once: what is measured is the work, not the limits.
const SETTINGS: &str = "[limits]\nlookups_per_hour = 10000\n\n[serve]\nsign_in = \"password\"\nconnections = 10000\n\
    startups = 1000\nstartups_per_address = 1000\nrate_per_minute = 10000\n";

pub struct Member {
    pub name: String,
    pub password: String,
    pub totp: TotpSecret,
}

/// A demo office in a home of its own.
pub struct Office {
    home: PathBuf,
    /// It was there before and stays.
    kept: bool,
    pub members: Vec<Member>,
}

impl Office {
    /// Takes the office in the folder that `KIN_SERVED_HOME` names, or makes it there; without, one that goes at the end.
    pub fn find(customers: &str, agents: &str) -> Self {
        let kept = std::env::var_os("KIN_SERVED_HOME").map(PathBuf::from);
        let temporary = || std::env::temp_dir().join(format!("kin-served-{}", std::process::id()));
        let (home, kept) = kept.map_or_else(|| (temporary(), false), |home| (home, true));
        let made = home.join("made.json");
        if !made.exists() {
            fs::create_dir_all(&home).expect("a folder");
            let office = home.join("office").display().to_string();
            let more = ["--create-only", "--json", "--customers", customers, "--agents", agents, "--office", &office];
            let demo = program(&home).arg("demo").args(more).stderr(Stdio::inherit()).output().expect("it runs");
            assert!(demo.status.success(), "the office was not made");
            fs::write(&made, demo.stdout).expect("a file");
        }
        let more = std::env::var("KIN_SERVED_SETTINGS").unwrap_or_default().replace(';', "\n");
        fs::write(home.join("serve.toml"), format!("{SETTINGS}{more}\n")).expect("a file");
        let made: Value = serde_json::from_slice(&fs::read(made).expect("a file")).expect("JSON");
        let member = |json: &Value| {
            let text = |key: &str| json[key].as_str().expect("a text").to_owned();
            let secret = data_encoding::BASE32.decode(text("totp_secret").as_bytes()).expect("base32");
            let totp = TotpSecret::from_bytes(&secret).expect("a secret");
            Member { name: text("name"), password: text("password"), totp }
        };
        println!("{} customers, {} members", made["customers"], made["members"].as_array().map_or(0, Vec::len));
        Self { home, kept, members: made["members"].as_array().expect("members").iter().map(member).collect() }
    }

    pub fn serve(&self) -> Server {
        let office = self.home.join("office");
        let mut command = program(&self.home);
        command.arg("--office").arg(office).arg("--config").arg(self.home.join("serve.toml"));
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

    /// The server's own word of how it is.
    pub fn status(&self) -> Value {
        let mut command = program(&self.home);
        let answer = command.arg("--office").arg(self.home.join("office")).args(["serve", "status", "--json"]).output();
        serde_json::from_slice(&answer.expect("it runs").stdout).unwrap_or_default()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_dir_all(&self.home);
        }
    }
}

fn program(home: &PathBuf) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kin"));
    command.env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME").env("LANG", "C.UTF-8");
    command
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
