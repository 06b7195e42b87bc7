//! How a member likes the screens: kept by the desk as text of ours.

use serde::{Deserialize, Serialize};

use super::i18n::Lang;
use crate::desk::api::Sort;

/// What is not set follows the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mouse: Option<bool>,
    /// The customers' columns and their widths; empty: as many as fit.
    pub columns: Vec<(String, u16)>,
    pub sort: Sort,
    /// What the chart over the log counts by (`hour`, `day`, `member`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_chart: Option<String>,
    /// The log's filters that were saved: name and text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub log_filters: Vec<(String, String)>,
    /// Keys to be pressed again: name and keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub macros: Vec<(String, String)>,
    /// The demo's tour was ended.
    pub toured: bool,
}

impl Preferences {
    /// What another version wrote and this one can't read counts as nothing set.
    pub fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The language that the member chose.
    pub fn lang(&self) -> Option<Lang> {
        self.lang.as_deref().and_then(Lang::from_name)
    }

    pub fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_what_is_broken_is_nothing() {
        let mut own = Preferences { theme: Some("dark".into()), ..Preferences::default() };
        own.columns.push(("city".into(), 20));
        assert_eq!(Preferences::read(&own.written()), own);
        for text in ["", "{", "[]", r#"{"columns": 7}"#] {
            assert_eq!(Preferences::read(text), Preferences::default(), "{text}");
        }
        assert_eq!(Preferences::read(r#"{"theme": "dark", "later": 1}"#).theme.as_deref(), Some("dark"));
    }
}
