//! `kin config`: the settings that hold, where each comes from, and what is wrong with a file of them.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;
use toml::Value;

use super::args::{Global, Settings};
use super::door;
use super::output::{Failure, print_json, print_line};
use crate::clock::{Source, System};
use crate::config::{self, Config, Origin, Setting};
use crate::term;
use crate::ui::Mode;

pub fn run(global: &Global, command: &Settings) -> Result<(), Failure> {
    match command {
        Settings::Show { origin } => show(global, *origin),
        Settings::Check { file } => check(global, file.as_deref().or(global.config.as_deref())),
        Settings::Path => path(global),
    }
}

fn show(global: &Global, origin: bool) -> Result<(), Failure> {
    let all = effective(global)?;
    if global.json {
        return all.values().try_for_each(print_json);
    }
    for setting in all.values() {
        // A line of TOML; what is not set is a comment.
        let line = match &setting.value {
            Some(value) => format!("{} = {value}", setting.name),
            None => format!("# {} is not set", setting.name),
        };
        print_line(&if origin { format!("{line:<44}  # {}", setting.origin) } else { line })?;
    }
    Ok(())
}

/// The settings of the file, with what the environment and the flags say over them.
fn effective(global: &Global) -> Result<BTreeMap<String, Setting>, Failure> {
    let config = Config::load(global.config.as_deref())?;
    let file = config::config_file(global.config.as_deref()).unwrap_or_default();
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let mut all = config::settings(&text, &file);
    let mut put = |name: &str, value: Option<Value>, origin: Origin| {
        if let Some(setting) = all.get_mut(name).filter(|_| value.is_some()) {
            (setting.value, setting.origin) = (value, origin);
        }
    };
    let words = |path: &Path| Value::from(path.to_string_lossy().into_owned());
    // Where nobody names one, this is the office.
    if global.office.is_none() && config.office.path.is_none() {
        put("office.path", door::office_folder(global, &config).ok().map(|folder| words(&folder)), Origin::Default);
    }
    let (office, secret) = (global.office.as_deref(), global.host_secret.as_deref());
    put("office.path", office.map(words), named(office, "KIN_OFFICE", "--office"));
    put("office.host_secret", secret.map(words), named(secret, "KIN_HOST_SECRET", "--host-secret"));
    let lang = global.lang.map(|lang| Value::from(format!("{lang:?}").to_lowercase()));
    put("ui.lang", lang, Origin::Flag { flag: "--lang" });
    put("ui.linear", global.linear.then_some(Value::from(true)), Origin::Flag { flag: "--linear" });
    Ok(all)
}

/// A path comes from the environment where that says the same.
fn named(path: Option<&Path>, variable: &'static str, flag: &'static str) -> Origin {
    let from_environment = std::env::var_os(variable).is_some_and(|value| path == Some(Path::new(&value)));
    if from_environment { Origin::Environment { variable } } else { Origin::Flag { flag } }
}

/// Looks at all that a start of the screens looks at.
fn check(global: &Global, file: Option<&Path>) -> Result<(), Failure> {
    let config = Config::load(file)?;
    let env = |name: &str| std::env::var(name).ok();
    term::start(&config, env, "", Mode::Local, System.now(), (80, 24))
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let shown = config::config_file(file).unwrap_or_default();
    let settings = config.places.len();
    if global.json {
        return print_json(&json!({ "file": shown, "settings": settings, "good": true }));
    }
    let there = if shown.exists() { "is good" } else { "is not there, so the defaults hold" };
    print_line(&format!("{} {there}.", shown.display()))
}

fn path(global: &Global) -> Result<(), Failure> {
    let file = config::config_file(global.config.as_deref())
        .ok_or_else(|| Failure::Usage("No home folder is known here. Set HOME, or name --config FILE.".into()))?;
    if global.json {
        return print_json(&json!({ "file": file, "exists": file.exists() }));
    }
    print_line(&file.display().to_string())
}
