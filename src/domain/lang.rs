//! The languages that people are spoken to in.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    En,
    Vi,
    Ro,
}

impl Lang {
    pub const ALL: [Self; 3] = [Self::En, Self::Vi, Self::Ro];

    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Vi => "vi",
            Self::Ro => "ro",
        }
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Vi => "Tiếng Việt",
            Self::Ro => "Română",
        }
    }

    /// From a name such as `vi` or a locale such as `vi_VN.UTF-8`.
    pub fn from_name(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.name().eq_ignore_ascii_case(language))
    }
}

/// One text in each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Texts {
    en: String,
    vi: String,
    ro: String,
}

impl Texts {
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Vi => &self.vi,
            Lang::Ro => &self.ro,
        }
    }
}
