//! What the screens must know before the first frame, from the configuration and the terminal's environment.

use super::colour::looks;
use crate::config::{self, Config};
use crate::domain::Micros;
use crate::ui::{KeyMistake, Keymap, Lang, Mode, NamedTheme, Start};

/// A theme or a key of the configuration that can't be used; the words say which and what there is.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StartError(String);

/// Makes the start of the screens; a demo's sign-ins are for the caller to add.
///
/// # Errors
/// When a theme or a key of the configuration is wrong.
pub fn start(
    config: &Config,
    env: impl Fn(&str) -> Option<String>,
    office: &str,
    mode: Mode,
    now: Micros,
    size: (u16, u16),
) -> Result<Start, StartError> {
    let looks = looks(&env, &config.ui);
    let themes = themes(config)?;
    Ok(Start {
        office: office.to_owned(),
        mode,
        lang: lang(config.ui.lang, &env),
        lang_fixed: config.ui.lang != config::Lang::Auto,
        theme: theme(config, &themes, looks.mono)?,
        themes,
        mono: looks.mono,
        keys: keys(config)?,
        mouse: config.ui.mouse,
        blank_unfocused: config.ui.focus,
        ascii: looks.ascii,
        demo: None,
        idle_lock_seconds: config.session.idle_lock_seconds,
        now,
        region: config.import.region.clone(),
        zone: config.serve.zone(),
        size,
    })
}

/// The themes that Kin brings, and those in the folder `themes` beside the config.
fn themes(config: &Config) -> Result<Vec<NamedTheme>, StartError> {
    let mut themes = NamedTheme::built_in();
    let Some(folder) = config.folder.as_ref().map(|folder| folder.join("themes")) else { return Ok(themes) };
    let Ok(files) = std::fs::read_dir(&folder) else { return Ok(themes) };
    let mut paths: Vec<_> = files.filter_map(|file| Some(file.ok()?.path())).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let wrong = |error: String| StartError(format!("The theme {}: {error}", path.display()));
        let text = std::fs::read_to_string(&path).map_err(|error| wrong(error.to_string()))?;
        let theme = NamedTheme::parse(&name, &text).map_err(wrong)?;
        themes.retain(|other| other.name != name);
        themes.push(theme);
    }
    Ok(themes)
}

/// The name of the theme to begin with.
fn theme(config: &Config, themes: &[NamedTheme], mono: bool) -> Result<String, StartError> {
    let name = match config.ui.theme.as_str() {
        _ if mono => "mono",
        "auto" => "standard",
        name => name,
    };
    if themes.iter().any(|theme| theme.name == name) {
        return Ok(name.to_owned());
    }
    let known: Vec<&str> = themes.iter().map(|theme| theme.name.as_str()).collect();
    let place = config.places.get("ui.theme").map(|place| format!("{place}: ")).unwrap_or_default();
    Err(StartError(format!("{place}There is no theme {name:?}. There are: {}.", known.join(", "))))
}

/// The person's keys; every mistake in them is told at once.
fn keys(config: &Config) -> Result<Keymap, StartError> {
    Keymap::remapped(&config.keys).map_err(|mistakes| {
        let line = |mistake: &KeyMistake| {
            // Of a key with two meanings either action may be the one that the person chose.
            let place = config.places.get(&format!("keys.{}", mistake.action()));
            format!("{}{mistake}", place.map(|place| format!("{place}: ")).unwrap_or_default())
        };
        let lines: Vec<String> = mistakes.iter().map(line).collect();
        StartError(lines.join("\n"))
    })
}

/// The language that is set, or that of the locale.
pub fn lang(set: config::Lang, env: impl Fn(&str) -> Option<String>) -> Lang {
    let locale =
        || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| env(name).filter(|value| !value.is_empty()));
    match set {
        config::Lang::En => Lang::En,
        config::Lang::Vi => Lang::Vi,
        config::Lang::Ro => Lang::Ro,
        config::Lang::Auto => match locale() {
            Some(locale) if locale.starts_with("vi") => Lang::Vi,
            Some(locale) if locale.starts_with("ro") => Lang::Ro,
            _ => Lang::En,
        },
    }
}
