//! Each setting by its name, with its value and where that comes from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use toml::Value;
use toml::de::{DeTable, DeValue};

use super::{EXAMPLE, hint};

/// Where a setting's value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "origin", rename_all = "snake_case")]
pub enum Origin {
    Default,
    File {
        file: PathBuf,
        /// From 1, of the setting's name.
        line: usize,
        column: usize,
    },
    Environment {
        variable: &'static str,
    },
    Flag {
        flag: &'static str,
    },
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { file, line, column } => write!(f, "{}:{line}:{column}", file.display()),
            Self::Environment { variable } => write!(f, "environment {variable}"),
            Self::Flag { flag } => write!(f, "flag {flag}"),
        }
    }
}

/// One setting as it holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Setting {
    /// `session.reveal_seconds`: a dotted key of TOML.
    pub name: String,
    /// `None`: nothing is set, and Kin chooses.
    pub value: Option<Value>,
    #[serde(flatten)]
    pub origin: Origin,
}

/// Every setting there is, by name: the defaults, and over them what the file's text says.
///
/// The text must be one that `Config::parse` takes; of another one nothing is told.
pub fn settings(text: &str, file: &std::path::Path) -> BTreeMap<String, Setting> {
    let mut all = BTreeMap::new();
    let mut put = |name: String, value, origin| all.insert(name.clone(), Setting { name, value, origin });
    for (name, value) in values(&EXAMPLE.replace("\n#= ", "\n")) {
        // Keys and roles are named by people: in the example they only show how.
        let shown = name.starts_with("keys.") || name.starts_with("serve.roles.");
        if !shown && !matches!(value, Value::Table(_)) {
            put(name, None, Origin::Default);
        }
    }
    for (name, value) in values(EXAMPLE) {
        put(name, Some(value), Origin::Default);
    }
    let places = places(text);
    for (name, value) in values(text) {
        let (line, column) = places.get(&name).copied().unwrap_or((1, 1));
        put(name, Some(value), Origin::File { file: file.to_owned(), line, column });
    }
    all
}

fn values(text: &str) -> Vec<(String, Value)> {
    fn walk(prefix: &str, table: toml::Table, found: &mut Vec<(String, Value)>) {
        for (key, value) in table {
            let name = dotted(prefix, &key);
            match value {
                Value::Table(inner) => walk(&name, inner, found),
                value => found.push((name, value)),
            }
        }
    }
    let mut found = Vec::new();
    walk("", text.parse().unwrap_or_default(), &mut found);
    found
}

/// Line and column of each setting of the text, from 1.
pub(super) fn places(text: &str) -> BTreeMap<String, (usize, usize)> {
    fn walk(prefix: &str, table: &DeTable<'_>, text: &str, found: &mut BTreeMap<String, (usize, usize)>) {
        for (key, value) in table.iter() {
            let name = dotted(prefix, key.get_ref());
            match value.get_ref() {
                DeValue::Table(inner) => walk(&name, inner, text, found),
                _ => drop(found.insert(name, hint::line_and_column(text, key.span().start))),
            }
        }
    }
    let mut found = BTreeMap::new();
    if let Ok(table) = DeTable::parse(text) {
        walk("", table.get_ref(), text, &mut found);
    }
    found
}

/// A key under a name, quoted where TOML wants it.
fn dotted(prefix: &str, key: &str) -> String {
    let bare = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let key = if bare { key.to_owned() } else { Value::from(key).to_string() };
    if prefix.is_empty() { key } else { format!("{prefix}.{key}") }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn each_setting_tells_its_value_and_its_place() {
        let text = "[ui]\nlang = \"ro\"\n\n[serve.roles.\"phone exchange\"]\n  hours = \"mon 08:00-12:00\"\n";
        let all = settings(text, Path::new("kin.toml"));
        assert_eq!(all["ui.lang"].value, Some("ro".into()));
        assert_eq!(all["ui.lang"].origin.to_string(), "kin.toml:2:1");
        assert_eq!(all["serve.roles.\"phone exchange\".hours"].origin.to_string(), "kin.toml:5:3");
        assert_eq!(all["session.reveal_seconds"].value, Some(30.into()));
        assert_eq!(all["session.reveal_seconds"].origin, Origin::Default);
        assert_eq!(all["office.path"].value, None);
        assert!(!all.keys().any(|name| name.starts_with("keys.") || name.starts_with("serve.roles.agent")));
    }
}
