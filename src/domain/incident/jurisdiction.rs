//! Whom the law has an office tell of a breach, and within how many hours: data that comes with the program, from
//! `assets/playbooks/jurisdictions.toml`. Counsel must check what holds for an office.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::domain::{Micros, Texts};

const SOURCE: &str = include_str!("../../../assets/playbooks/jurisdictions.toml");
const HOUR: i64 = 3_600_000_000;

#[derive(Clone, Debug, Deserialize)]
pub struct Jurisdiction {
    pub key: String,
    pub name: Texts,
    /// The law and the place in it.
    pub law: Texts,
    pub authority: Texts,
    /// From when the office became aware until the authority has to be told; `None`: nobody has to be.
    pub hours: Option<u16>,
}

#[derive(Deserialize)]
struct Table {
    jurisdiction: Vec<Jurisdiction>,
}

impl Jurisdiction {
    /// All that are known, in the order of the data.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Jurisdiction>> = OnceLock::new();
        // A test keeps the file readable.
        ALL.get_or_init(|| toml::from_str::<Table>(SOURCE).map(|table| table.jurisdiction).unwrap_or_default())
    }

    pub fn of(key: &str) -> Option<&'static Self> {
        Self::all().iter().find(|one| one.key == key)
    }

    /// When the clock runs out.
    pub fn due(&self, aware_at: Micros) -> Option<Micros> {
        self.hours.map(|hours| Micros(aware_at.0.saturating_add(i64::from(hours) * HOUR)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Lang;

    #[test]
    fn all_are_whole_in_three_languages() {
        let all = toml::from_str::<Table>(SOURCE).unwrap().jurisdiction;
        assert!(all.len() >= 3);
        for one in &all {
            for text in [&one.name, &one.law, &one.authority] {
                assert!(Lang::ALL.iter().all(|lang| !text.get(*lang).is_empty()), "{}", one.key);
            }
            assert_eq!(all.iter().filter(|other| other.key == one.key).count(), 1, "{}", one.key);
        }
    }

    #[test]
    fn the_clock_of_the_union_and_of_vietnam_has_72_hours() {
        for key in ["eu", "ro", "vn", "gb"] {
            assert_eq!(Jurisdiction::of(key).unwrap().due(Micros(0)), Some(Micros(72 * HOUR)), "{key}");
        }
        assert_eq!(Jurisdiction::of("none").unwrap().due(Micros(0)), None);
        assert_eq!(Jurisdiction::of("eu").unwrap().due(Micros(i64::MAX)), Some(Micros(i64::MAX)));
    }
}
