//! `kin serve`: the screens over SSH, its checks, its unit for systemd and its figures.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::args::{Global, Serve, ServeCommand};
use super::output::{Failure, print_json, print_line};
use super::{door, remote};
use crate::clock::System;
use crate::config::{Config, SignInBy};
use crate::desk::Desk;
use crate::desk::entrance::{Entrance, Limits, Served};
use crate::desk::office::OfficePaths;
use crate::ssh::{self, HostKey, HostKeyError, Serving, status};

/// The unit that the README's runbook installs.
const UNIT: &str = include_str!("../../assets/systemd/kin.service");
/// The host key's file, beside the office's pin.
const HOST_KEY: &str = "ssh_host_ed25519_key";
/// The socket that tells how the server is, in the office's folder.
pub(super) const STATUS: &str = "serve.sock";

pub fn run(global: &Global, arguments: Serve) -> Result<(), Failure> {
    if arguments.unit {
        return print_line(UNIT.trim_end());
    }
    let config = config(global, arguments.listen)?;
    let paths = door::paths(global, &config)?;
    match arguments.command {
        Some(ServeCommand::Status) => show_status(global, &paths),
        None if arguments.check => check(global, &config, &paths),
        None => serve(global, arguments.listen, config, paths),
    }
}

fn config(global: &Global, listen: Option<SocketAddr>) -> Result<Config, Failure> {
    let mut config = door::config(global)?;
    if let Some(listen) = listen {
        config.serve.listen = listen;
    }
    Ok(config)
}

pub(super) fn host_key(config: &Config, paths: &OfficePaths) -> PathBuf {
    config.serve.host_key.clone().unwrap_or_else(|| paths.home().join(HOST_KEY))
}

fn serve(global: &Global, listen: Option<SocketAddr>, config: Config, paths: OfficePaths) -> Result<(), Failure> {
    let again = global.clone();
    let serving = Serving {
        host_key: host_key(&config, &paths),
        status: paths.folder.join(STATUS),
        config,
        paths,
        clock: Arc::new(System),
        exec: remote::run,
        reload: Box::new(move || self::config(&again, listen).map_err(|failure| failure.to_string())),
        // Standard output may be closed; then there is nobody to tell.
        say: |words| drop(print_line(words)),
    };
    ssh::serve(serving).map_err(|error| Failure::Other(error.to_string()))
}

fn show_status(global: &Global, paths: &OfficePaths) -> Result<(), Failure> {
    let line = status::read_status(&paths.folder.join(STATUS)).map_err(|error| Failure::Other(error.to_string()))?;
    if global.json {
        return print_line(line.trim_end());
    }
    let value: serde_json::Value = serde_json::from_str(&line).map_err(|error| Failure::Other(error.to_string()))?;
    let Some(figures) = value.as_object() else { return print_line(line.trim_end()) };
    figures.iter().try_for_each(|(name, value)| print_line(&format!("{:<22} {}", name.replace('_', " "), plain(value))))
}

/// A figure without the marks of JSON; `-`: there is none.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "-".into(),
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Object(parts) => {
            let parts = parts.iter().map(|(name, part)| format!("{} {}", name.replace('_', " "), plain(part)));
            parts.collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

/// One thing that was looked at: what it is, and what is wrong with it.
struct Look {
    what: String,
    /// `Err`: the server would not run; `Ok(Some)`: it would, but.
    found: Result<Option<String>, String>,
}

/// Looks at everything that a start needs, and starts nothing.
fn check(global: &Global, config: &Config, paths: &OfficePaths) -> Result<(), Failure> {
    let looks = looks(config, paths);
    let good = looks.iter().all(|look| look.found.is_ok());
    for look in &looks {
        let (mark, words) = match &look.found {
            Ok(None) => ("ok", ""),
            Ok(Some(words)) => ("warning", words.as_str()),
            Err(words) => ("wrong", words.as_str()),
        };
        if global.json {
            print_json(&json!({ "what": look.what, "state": mark, "words": words }))?;
        } else {
            print_line(format!("{mark:<8} {}  {words}", look.what).trim_end())?;
        }
    }
    if good { Ok(()) } else { Err(Failure::Other("The server would not run like this: see above.".into())) }
}

fn looks(config: &Config, paths: &OfficePaths) -> Vec<Look> {
    let serve = &config.serve;
    let caller = Served { address: serve.listen.ip(), key: None };
    let entrance = Entrance { door: "check".into(), served: Some(caller) };
    let desk = Desk::open_at(paths.clone(), config, Arc::new(System), entrance, &Limits::default());
    let network = desk.as_ref().is_ok_and(Desk::on_network);
    let unknown = desk.as_ref().map_or_else(|_| Vec::new(), Desk::unknown_roles).join(", ");
    let open_to_all = !serve.listen.ip().is_loopback() && serve.allow.is_empty();
    let by_password = serve.sign_in == SignInBy::Password;
    let memory = u32::from(serve.password_checks) * 64;
    let look = |what: String, found| Look { what, found };
    let warn = |when: bool, words: &str| Ok(when.then(|| words.to_owned()));
    vec![
        look(
            format!("office {}", paths.folder.display()),
            desk.map_err(|error| error.to_string()).and_then(|_| {
                warn(network, "lies on a network file system: it is slower there, and only one machine may serve it")
            }),
        ),
        look(format!("address {}", serve.listen), bindable(serve.listen)),
        look(
            format!("networks: {}", networks(config)),
            warn(open_to_all, "anybody who reaches the port may try: set serve.allow, or listen on a VPN's address"),
        ),
        look(
            format!("sign-in: {}", if by_password { "password and code" } else { "key, password and code" }),
            warn(by_password, "guesses reach the passwords: sign_in = \"key\" keeps them out"),
        ),
        look(
            format!("roles with networks or hours of their own: {}", serve.roles.len()),
            if unknown.is_empty() { Ok(None) } else { Err(format!("no role is called {unknown}")) },
        ),
        key_look(&host_key(config, paths)),
        look(format!("password checks: {} at a time, {memory} MiB", serve.password_checks), Ok(None)),
        look(
            format!("user {}", rustix::process::getuid().as_raw()),
            warn(rustix::process::getuid().is_root(), "root serves: use an account of its own (kin serve --unit)"),
        ),
    ]
}

fn networks(config: &Config) -> String {
    let all: Vec<String> = config.serve.allow.iter().map(ToString::to_string).collect();
    if all.is_empty() { "any".into() } else { all.join(", ") }
}

fn bindable(listen: SocketAddr) -> Result<Option<String>, String> {
    TcpListener::bind(listen).map(|_| None).map_err(|error| {
        format!("can't be listened on: {error}. A server may be running there already (kin serve status)")
    })
}

fn key_look(path: &Path) -> Look {
    let shown = path.display();
    let (state, found) = match HostKey::read(path) {
        Ok(key) => (key.fingerprint(), Ok(None)),
        Err(HostKeyError::Io(_, error)) if error.kind() == std::io::ErrorKind::NotFound => {
            ("made at the first start".into(), Ok(None))
        }
        Err(error) => ("unusable".into(), Err(error.to_string())),
    };
    Look { what: format!("host key {shown}: {state}"), found }
}
