//! Playbooks: what to do when something has gone wrong, step by step, as data that comes with the program, from
//! `assets/playbooks`; and the words of notices and reports beside them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::IncidentAct;
use crate::domain::{Lang, Micros, Texts};

macro_rules! sources {
    ($($key:literal),+ $(,)?) => {
        [$(include_str!(concat!("../../../assets/playbooks/", $key, ".toml"))),+]
    };
}

const SOURCES: [&str; 7] = sources![
    "stolen_laptop",
    "lost_passwords",
    "leaked_export",
    "misuse",
    "ransomware",
    "wrong_permissions",
    "lost_host_secret",
];
const WORDS: &str = include_str!("../../../assets/playbooks/words.toml");
const MINUTE: i64 = 60_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Detect,
    Assess,
    Contain,
    Recover,
    Learn,
}

impl Stage {
    pub const ALL: [Self; 5] = [Self::Detect, Self::Assess, Self::Contain, Self::Recover, Self::Learn];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Detect => "detect",
            Self::Assess => "assess",
            Self::Contain => "contain",
            Self::Recover => "recover",
            Self::Learn => "learn",
        }
    }
}

/// What to do about one kind of incident.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    pub key: String,
    pub name: Texts,
    /// When it is the one to follow.
    pub about: Texts,
    /// What may come of it for the people concerned, for a notice.
    pub consequences: Texts,
    /// By stage: within how many minutes of the start its steps should be done.
    within: BTreeMap<Stage, u32>,
    /// In the order in which they are done, which is that of the stages.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its name within the playbook; marks hold on to it.
    pub key: String,
    pub stage: Stage,
    pub text: Texts,
    /// What Kin can do of it at once.
    pub act: Option<IncidentAct>,
    /// What to type at the shell.
    pub command: Option<String>,
}

impl Playbook {
    /// All of them, in their usual order.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Playbook>> = OnceLock::new();
        // A test keeps the files readable.
        ALL.get_or_init(|| SOURCES.iter().filter_map(|source| toml::from_str(source).ok()).collect())
    }

    pub fn of(key: &str) -> Option<&'static Self> {
        Self::all().iter().find(|playbook| playbook.key == key)
    }

    pub fn step(&self, key: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.key == key)
    }

    /// By when a stage's steps should be done.
    pub fn due(&self, stage: Stage, started_at: Micros) -> Micros {
        let minutes = self.within.get(&stage).copied().unwrap_or_default();
        Micros(started_at.0.saturating_add(i64::from(minutes) * MINUTE))
    }
}

/// The words that notices, reports and lists of acts are put together from.
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    lang: Lang,
}

impl Wording {
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    fn table() -> &'static BTreeMap<String, Texts> {
        static TABLE: OnceLock<BTreeMap<String, Texts>> = OnceLock::new();
        // A test keeps the file readable.
        TABLE.get_or_init(|| toml::from_str(WORDS).unwrap_or_default())
    }

    /// The text of this name; a test sees to it that there is one.
    pub fn get(self, name: &str) -> &'static str {
        Self::table().get(name).map_or("", |texts| texts.get(self.lang))
    }

    /// The same with what stands in braces filled in; a value is never looked at for braces of its own.
    pub fn fill(self, name: &str, values: &[(&str, &str)]) -> String {
        filled(self.get(name), values)
    }

    /// What an act does, as a request: "End all sessions of the member".
    pub fn act(self, act: IncidentAct) -> &'static str {
        self.get(&format!("act_{}", act.name()))
    }

    /// A stage's name.
    pub fn stage(self, stage: Stage) -> &'static str {
        self.get(&format!("stage_{}", stage.name()))
    }
}

fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let (mut rest, mut out) = (text, String::new());
    while let Some((before, after)) = rest.split_once('{') {
        let Some((key, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(values.iter().find(|(name, _)| *name == key).map_or("", |(_, value)| *value));
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Class;
    use crate::domain::incident::EventKind;

    #[test]
    fn all_playbooks_are_whole_in_three_languages() {
        for source in SOURCES {
            let playbook: Playbook = toml::from_str(source).unwrap_or_else(|error| panic!("{error}\n{source}"));
            let key = &playbook.key;
            assert_eq!(SOURCES.iter().filter(|other| other.contains(&format!("key = {key:?}\n"))).count(), 1, "{key}");
            let texts = [&playbook.name, &playbook.about, &playbook.consequences];
            for text in texts.into_iter().chain(playbook.steps.iter().map(|step| &step.text)) {
                let all = Lang::ALL.map(|lang| text.get(lang));
                assert!(all.iter().all(|text| !text.trim().is_empty()), "{key}: {text:?}");
                assert!(all[0] != all[1] && all[0] != all[2] && all[1] != all[2], "{key}: not translated: {text:?}");
            }
            for stage in Stage::ALL {
                assert!(playbook.steps.iter().any(|step| step.stage == stage), "{key}: no step to {}", stage.name());
                assert!(playbook.within[&stage] > 0, "{key}: no time to {}", stage.name());
            }
            assert!(playbook.steps.is_sorted_by_key(|step| step.stage), "{key}: its steps are out of order");
            for step in &playbook.steps {
                let same = playbook.steps.iter().filter(|other| other.key == step.key).count();
                assert_eq!(same, 1, "{key}: {}", step.key);
                assert!(step.command.as_ref().is_none_or(|command| command.starts_with("kin ")), "{key}: {}", step.key);
            }
        }
        assert_eq!(Playbook::all().len(), SOURCES.len());
    }

    #[test]
    fn every_act_is_offered_somewhere_and_has_words() {
        let offered =
            |act| Playbook::all().iter().flat_map(|playbook| &playbook.steps).any(|step| step.act == Some(act));
        for act in IncidentAct::ALL {
            assert!(offered(act), "{}", act.name());
            assert_eq!(IncidentAct::from_name(act.name()), Some(act));
        }
        let table: BTreeMap<String, Texts> = toml::from_str(WORDS).unwrap();
        for (name, texts) in &table {
            assert!(Lang::ALL.iter().all(|lang| !texts.get(*lang).is_empty()), "{name}");
            let braces = |lang| texts.get(lang).matches('{').count();
            assert!(braces(Lang::En) == braces(Lang::Vi) && braces(Lang::En) == braces(Lang::Ro), "{name}");
        }
        let acts = IncidentAct::ALL.map(|act| format!("act_{}", act.name()));
        let stages = Stage::ALL.map(|stage| format!("stage_{}", stage.name()));
        let events = EventKind::ALL.map(|kind| format!("event_{}", kind.name()));
        let classes = Class::ALL.map(|class| format!("class_{}", class.name()));
        let named = include_str!("../../desk/incidents/report.rs").split('"');
        let named = named.filter(|word| word.starts_with("report_") || word.starts_with("notice_")).map(str::to_owned);
        for name in acts.into_iter().chain(stages).chain(events).chain(classes).chain(named) {
            assert!(table.contains_key(&name), "{name}");
        }
    }

    #[test]
    fn a_value_is_filled_in_as_it_is() {
        assert_eq!(filled("{a} and {b}, {c}", &[("a", "{b}"), ("b", "two")]), "{b} and two, ");
    }
}
