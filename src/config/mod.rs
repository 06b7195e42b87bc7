//! `config.toml` into `Config`: every setting has a default, every mistake a line, a column and a hint.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};
use serde::{Deserialize, Deserializer};

mod alerts;
mod backup;
mod hint;
mod log;
mod serve;
mod setting;
mod witness;

pub use crate::domain::Hours;
pub use alerts::Alerts;
pub use backup::Backup;
pub use log::{Level, Log};
pub use serve::{Reach, Serve, SignInBy};
pub use setting::{Origin, Setting, settings};
pub use witness::Witness;

/// The example file: every setting with its default and its meaning.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    pub office: Office,
    pub ui: Ui,
    pub session: Session,
    pub import: Import,
    pub limits: Limits,
    pub serve: Serve,
    pub witness: Witness,
    pub alerts: Alerts,
    pub backup: Backup,
    pub log: Log,
    /// Other keys for actions, by the actions' names: `?` lists the keys, the README the names.
    pub keys: BTreeMap<String, Vec<String>>,
    /// The folder that the file lies in, or would: themes lie beside it.
    #[serde(skip)]
    pub folder: Option<PathBuf>,
    /// Where in the file each of its settings stands, for mistakes that show only later: `FILE:LINE:COLUMN`.
    #[serde(skip)]
    pub places: BTreeMap<String, String>,
}

/// Where the office is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Office {
    /// The office's folder; `None`: chosen by the caller.
    pub path: Option<PathBuf>,
    /// The file with the host secret; `None`: in the config folder, under the office's install id.
    pub host_secret: Option<PathBuf>,
}

/// How the screens look and speak.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ui {
    pub lang: Lang,
    /// The name of a theme: `auto`, one that Kin brings, or a file `NAME.toml` in the folder `themes` beside the config.
    pub theme: String,
    /// Draw lines and marks in ASCII even where the terminal could do better.
    pub ascii: bool,
    /// Blank the screen while its window has not the focus.
    pub focus: bool,
    /// Take the mouse: presses and the wheel. Most terminals then select text with Shift held.
    pub mouse: bool,
    /// Plain lines instead of screens, as `--linear`: for screen readers and poor terminals.
    pub linear: bool,
}

impl Default for Ui {
    fn default() -> Self {
        Self { lang: Lang::default(), theme: "auto".into(), ascii: false, focus: false, mouse: true, linear: false }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// By the locale.
    #[default]
    Auto,
    En,
    Vi,
    Ro,
}

/// How long what is open stays open.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// The session locks after this long without a key, 30 to 86400 s.
    #[serde(deserialize_with = "within::<_, _, 30, 86_400>")]
    pub idle_lock_seconds: u32,
    /// The session ends this long after the sign-in, 1 to 24 h.
    #[serde(deserialize_with = "within::<_, _, 1, 24>")]
    pub absolute_hours: u32,
    /// A revealed value is shown this long, 5 to 300 s.
    #[serde(deserialize_with = "within::<_, _, 5, 300>")]
    pub reveal_seconds: u16,
    /// A copied value stays on the clipboard this long, 5 to 300 s.
    #[serde(deserialize_with = "within::<_, _, 5, 300>")]
    pub clipboard_seconds: u16,
    /// Sign-in codes of so many steps (30 s each) before and after now are taken, 0 to 2.
    #[serde(deserialize_with = "within::<_, _, 0, 2>")]
    pub totp_skew: u8,
}

impl Default for Session {
    fn default() -> Self {
        Self { idle_lock_seconds: 600, absolute_hours: 12, reveal_seconds: 30, clipboard_seconds: 30, totp_skew: 1 }
    }
}

/// How imported files are read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Import {
    /// The country whose phone numbers need no prefix: two capital letters (ISO 3166-1).
    #[serde(deserialize_with = "region")]
    pub region: String,
}

impl Default for Import {
    fn default() -> Self {
        Self { region: "VN".into() }
    }
}

/// How often a member may try.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Checks of what a caller says that may fail, by customer and day, 1 to 100.
    #[serde(deserialize_with = "within::<_, _, 1, 100>")]
    pub check_tries_per_day: u16,
    /// Exact lookups of one member in any hour, 1 to 10000.
    #[serde(deserialize_with = "within::<_, _, 1, 10000>")]
    pub lookups_per_hour: u16,
}

impl Default for Limits {
    fn default() -> Self {
        Self { check_tries_per_day: 5, lookups_per_hour: 120 }
    }
}

/// A whole number from `LEAST` to `MOST`.
fn within<'de, D: Deserializer<'de>, N: TryFrom<i64>, const LEAST: i64, const MOST: i64>(
    deserializer: D,
) -> Result<N, D::Error> {
    let number = i64::deserialize(deserializer)?;
    let wrong = || serde::de::Error::custom(format!("{number} is out of range: write {LEAST} to {MOST}"));
    if !(LEAST..=MOST).contains(&number) {
        return Err(wrong());
    }
    N::try_from(number).map_err(|_| wrong())
}

fn region<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let region = String::deserialize(deserializer)?;
    if region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(region);
    }
    Err(serde::de::Error::custom("a region is two capital letters, such as \"VN\" or \"RO\""))
}

/// Why the config could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("The config {} cannot be read: {source}. Correct the path or the file's rights.", path.display())]
    Read { path: PathBuf, source: std::io::Error },
    /// `message` has no line breaks and, where one is known, ends with a hint.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Invalid { path: PathBuf, line: usize, column: usize, message: String },
}

impl Config {
    /// Reads the file; without one, `config.toml` in `config_dir`, which need not exist. Paths in it that are
    /// relative start at the file's folder, and `~/` is the home folder.
    ///
    /// # Errors
    /// The file is there but cannot be read, or a path was given and it is not there, or a setting is wrong.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let Some(file) = config_file(path) else { return Ok(Self::default()) };
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if path.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self { folder: config_dir(), ..Self::default() });
            }
            Err(source) => return Err(ConfigError::Read { path: file, source }),
        };
        let mut config = Self::parse(&text, &file)?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in [&mut config.office.path, &mut config.office.host_secret].into_iter().flatten() {
            *path = resolve(path, folder);
        }
        config.witness.resolve(|path| resolve(path, folder));
        config.backup.resolve(|path| resolve(path, folder));
        config.log.resolve(|path| resolve(path, folder));
        let place = |(line, column)| format!("{}:{line}:{column}", file.display());
        config.places = setting::places(&text).into_iter().map(|(name, at)| (name, place(at))).collect();
        config.folder = Some(folder.to_owned());
        Ok(config)
    }

    /// Reads the text of a config; `path` is for the error alone.
    ///
    /// # Errors
    /// A setting is unknown, of the wrong type or out of its range.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| {
            let (line, column) = hint::line_and_column(text, error.span().map_or(0, |span| span.start));
            ConfigError::Invalid { path: path.to_owned(), line, column, message: hint::with_hint(error.message()) }
        })
    }
}

fn resolve(path: &Path, folder: &Path) -> PathBuf {
    match (path.strip_prefix("~"), BaseDirs::new()) {
        (Ok(rest), Some(home)) => home.home_dir().join(rest),
        _ => folder.join(path),
    }
}

fn project() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "kin")
}

/// The folder of the config and the host secrets (on Linux `~/.config/kin`); `None` without a home.
pub fn config_dir() -> Option<PathBuf> {
    project().map(|project| project.config_dir().to_owned())
}

/// The file of settings: the one that is named, or `config.toml` in the config's folder; `None` without a home.
pub fn config_file(named: Option<&Path>) -> Option<PathBuf> {
    named.map(Path::to_owned).or_else(|| config_dir().map(|folder| folder.join("config.toml")))
}

/// The folder for offices whose place nobody chose (on Linux `~/.local/share/kin`); `None` without a home.
pub fn data_dir() -> Option<PathBuf> {
    project().map(|project| project.data_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fails(text: &str) -> (usize, usize, String) {
        match Config::parse(text, Path::new("config.toml")) {
            Err(ConfigError::Invalid { line, column, message, .. }) => (line, column, message),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_example_is_the_defaults_and_names_every_setting() {
        assert_eq!(Config::parse(EXAMPLE, Path::new("example")).unwrap(), Config::default());
        // Uncommented, what the example offers is still a config.
        let all: String =
            EXAMPLE.lines().map(|line| line.strip_prefix("#= ").unwrap_or(line).to_owned() + "\n").collect();
        let config = Config::parse(&all, Path::new("example")).unwrap();
        assert!(config.office.path.is_some() && config.office.host_secret.is_some());
        let debug = format!("{:?}", Config::default());
        let names = debug.split([' ', '{', '}', ',']).filter_map(|word| word.strip_suffix(':'));
        // What is known of the file itself is no setting.
        for setting in names.filter(|name| !["folder", "places"].contains(name)) {
            assert!(EXAMPLE.contains(setting), "{setting} is not in the example");
        }
    }

    #[test]
    fn a_mistake_has_its_place_and_a_hint() {
        let (line, column, message) = fails("[session]\n  idle_lock_second = 5\n");
        assert_eq!((line, column), (2, 3));
        assert!(message.contains("Did you mean `idle_lock_seconds`?"), "{message}");
        assert!(fails("[sesion]\n").2.contains("Did you mean `session`?"));
        assert!(fails("[ui]\nlang = \"atuo\"").2.contains("Did you mean `auto`?"));
        let (line, column, message) = fails("[session]\nreveal_seconds = 3000");
        assert_eq!((line, column), (2, 18));
        assert!(message.contains("write 5 to 300"), "{message}");
        assert!(fails("[session]\ntotp_skew = -1").2.contains("0 to 2"));
        assert!(fails("[import]\nregion = \"Vietnam\"").2.contains("two capital letters"));
        assert_eq!(fails("[ui]\nascii = \n").0, 2);
        let (line, column, message) = fails("[serve]\nhours = \"mo-fri 08:00-12:00\"");
        assert_eq!((line, column), (2, 9));
        assert!(message.contains("write mon, tue"), "{message}");
        let (line, column, message) = fails("[serve]\n\ntime_zone = \"Mars/Olympus\"");
        assert_eq!((line, column), (3, 13));
        assert!(message.contains("Europe/Bucharest"), "{message}");
        assert!(fails("[serve.roles.agent]\nhours = \"mon\"").2.contains("no span"));
        assert!(!fails("[ui]\nwrongwrong = 1").2.contains("Did you mean"));
    }

    #[test]
    fn paths_start_at_the_files_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kin.toml");
        std::fs::write(&file, "[office]\npath = \"office\"\nhost_secret = \"/etc/kin/secret\"\n").unwrap();
        let office = Config::load(Some(&file)).unwrap().office;
        assert_eq!(office.path, Some(folder.path().join("office")));
        assert_eq!(office.host_secret, Some("/etc/kin/secret".into()));
        assert!(resolve(Path::new("~/office"), folder.path()).is_absolute());
        assert!(!resolve(Path::new("~/office"), folder.path()).starts_with(folder.path()));
    }

    #[test]
    fn a_file_that_was_named_must_be_there() {
        let error = Config::load(Some(Path::new("/nowhere/kin.toml"))).unwrap_err().to_string();
        assert!(error.starts_with("The config /nowhere/kin.toml cannot be read"), "{error}");
    }
}
