//! A demo office in a home of its own, made by the built program: what benches of many customers start from.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kin::vault::TotpSecret;
use serde_json::Value;

pub struct Member {
    pub name: String,
    pub password: String,
    pub totp: TotpSecret,
}

pub struct Demo {
    pub home: PathBuf,
    /// It was there before and stays.
    kept: bool,
    /// The owner, an agent of Support, its lead, an auditor, and then the agents that were asked for.
    pub members: Vec<Member>,
}

impl Demo {
    /// Takes the office in this home, or makes it there; without a home, in one that goes at the end.
    pub fn find(home: Option<PathBuf>, customers: &str, agents: &str) -> Self {
        let temporary = || std::env::temp_dir().join(format!("kin-office-{}", std::process::id()));
        let (home, kept) = home.map_or_else(|| (temporary(), false), |home| (home, true));
        let made = home.join("made.json");
        if !made.exists() {
            fs::create_dir_all(&home).expect("a folder");
            let office = home.join("office").display().to_string();
            let more = ["--create-only", "--json", "--customers", customers, "--agents", agents, "--office", &office];
            let demo = program(&home).arg("demo").args(more).stderr(Stdio::inherit()).output().expect("it runs");
            assert!(demo.status.success(), "the office was not made");
            fs::write(&made, demo.stdout).expect("a file");
        }
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

    pub fn office(&self) -> PathBuf {
        self.home.join("office")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        if !self.kept {
            let _ = fs::remove_dir_all(&self.home);
        }
    }
}

/// The built program, at home there.
pub fn program(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kin"));
    command.env("HOME", home).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME").env("LANG", "C.UTF-8");
    command
}
