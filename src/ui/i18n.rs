//! Texts by language: Fluent files embedded in the program, with plural rules and grouped numbers.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::desk::api::Problem;
pub use crate::domain::Lang;
use crate::domain::{OwnField, SafeText, Unfit};

impl Lang {
    /// The files of its texts.
    pub(crate) const fn sources(self) -> &'static [&'static str] {
        macro_rules! texts {
            ($lang:literal) => {
                &[
                    include_str!(concat!("../../assets/locales/", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/access.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/office.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/alerts.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/macros.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/log.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/tickets.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/service.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/ticket-desk.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/tasks.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/upkeep.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/fields.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/timeline.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/incidents.", $lang, ".ftl")),
                    include_str!(concat!("../../assets/locales/reports.", $lang, ".ftl")),
                ]
            };
        }
        match self {
            Self::En => texts!("en"),
            Self::Vi => texts!("vi"),
            Self::Ro => texts!("ro"),
        }
    }

    const fn thousands(self) -> char {
        match self {
            Self::En => ',',
            Self::Vi | Self::Ro => '.',
        }
    }

    /// A whole number with its thousands set apart.
    pub fn number(self, value: i64) -> String {
        let digits = value.unsigned_abs().to_string();
        let mut out = String::from(if value < 0 { "-" } else { "" });
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(self.thousands());
            }
            out.push(digit);
        }
        out
    }
}

/// A language's texts, which are read once for all sessions: they take nearly a megabyte.
fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: [OnceLock<FluentBundle<FluentResource>>; Lang::ALL.len()] =
        [const { OnceLock::new() }; Lang::ALL.len()];
    BUNDLES[lang as usize].get_or_init(|| {
        let locale = lang.name().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The isolation marks around arguments are bidi characters, which no terminal needs.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => |value, _| group(Lang::En, value),
            Lang::Vi => |value, _| group(Lang::Vi, value),
            Lang::Ro => |value, _| group(Lang::Ro, value),
        }));
        // A resource with errors still holds its good messages; a test keeps the files free of errors.
        for source in lang.sources() {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        bundle
    })
}

/// The texts of one language.
pub struct I18n {
    pub lang: Lang,
    /// Labels of the office's own fields, by their keys and by their slots.
    own: BTreeMap<String, String>,
    bundle: &'static FluentBundle<FluentResource>,
}

impl I18n {
    pub fn new(lang: Lang) -> Self {
        Self { lang, own: BTreeMap::new(), bundle: bundle(lang) }
    }

    /// The same texts in another language; what the office calls its own fields stays.
    pub fn turned(&mut self, lang: Lang) {
        (self.lang, self.bundle) = (lang, bundle(lang));
    }

    /// What the office calls its own fields.
    pub fn call(&mut self, own: &[OwnField]) {
        let label = |field: &OwnField| SafeText::new(&field.label).as_str().to_owned();
        self.own = own.iter().map(|field| (field.key.clone(), label(field))).collect();
        let slots = own.iter().filter_map(|field| Some((field.slot?.name().to_owned(), label(field))));
        self.own.extend(slots);
    }

    /// Whether decimals stand behind a comma, and thousands before points.
    pub const fn writes_commas(&self) -> bool {
        !matches!(self.lang, Lang::En)
    }

    pub fn t(&self, key: &str) -> String {
        self.t_with(key, &[])
    }

    /// A text with its arguments. An unknown key is shown as it is.
    pub fn t_with(&self, key: &str, args: &[(&'static str, FluentValue)]) -> String {
        self.find(key, args).unwrap_or_else(|| key.to_string())
    }

    /// The text, if there is one by this key.
    pub fn find(&self, key: &str, args: &[(&'static str, FluentValue)]) -> Option<String> {
        self.format(key, args).map(|(text, _)| text)
    }

    /// The text, if there is one by this key and all its arguments are given.
    pub fn whole(&self, key: &str, args: &[(&'static str, FluentValue)]) -> Option<String> {
        self.format(key, args).filter(|(_, whole)| *whole).map(|(text, _)| text)
    }

    fn format(&self, key: &str, args: &[(&'static str, FluentValue)]) -> Option<(String, bool)> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        Some((text, errors.is_empty()))
    }

    /// What went wrong and what to do next.
    pub fn problem(&self, problem: &Problem) -> String {
        let safe = |text: &str| SafeText::new(text).as_str().to_string();
        match problem {
            Problem::SignInRefused => self.t("problem-sign-in-refused"),
            Problem::ClockBehind => self.t("problem-clock-behind"),
            Problem::Wait { seconds } => self.t_with("problem-wait", &[("seconds", (*seconds).into())]),
            Problem::NotFromHere => self.t("problem-not-from-here"),
            Problem::NotNow => self.t("problem-not-now"),
            Problem::NoSession => self.t("problem-no-session"),
            Problem::Denied { rule } => self.t_with("problem-denied", &[("rule", safe(rule).into())]),
            Problem::NotFound => self.t("problem-not-found"),
            Problem::Invalid { field, unfit } => self.t_with(
                "problem-invalid",
                &[("field", self.field(field).into()), ("message", self.unfit(*unfit).into())],
            ),
            Problem::Conflict { .. } => self.t("problem-conflict"),
            Problem::TicketConflict { current } => {
                self.t_with("problem-ticket-conflict", &[("number", current.number.to_string().into())])
            }
            Problem::TaskConflict { .. } => self.t("problem-task-conflict"),
            Problem::NoteConflict { .. } => self.t("problem-note-conflict"),
            Problem::Duplicate { field } => self.t_with("problem-duplicate", &[("field", self.field(field).into())]),
            Problem::TriesUsedUp => self.t("problem-tries-used-up"),
            Problem::QuotaUsedUp => self.t("problem-quota-used-up"),
            Problem::ProveAgain => self.t("problem-prove-again"),
            Problem::NoInvitation => self.t("problem-no-invitation"),
            Problem::ProgramInvitation => self.t("problem-program-invitation"),
            Problem::Refused(cause) => self.t_with("problem-refused", &[("cause", safe(cause).into())]),
            Problem::Previewing => self.t("problem-previewing"),
            Problem::NeedsApproval => self.t("problem-needs-approval"),
            Problem::ExportsFrozen => self.t("problem-exports-frozen"),
            Problem::Closed(cause) => self.t_with("problem-closed", &[("cause", safe(cause).into())]),
            Problem::AccountLocked => self.t("problem-account-locked"),
            Problem::NothingToUndo => self.t("problem-nothing-to-undo"),
            Problem::Busy => self.t("problem-busy"),
            Problem::NoAudit(cause) => self.t_with("problem-no-audit", &[("cause", safe(cause).into())]),
            Problem::Tampered => self.t("problem-tampered"),
            Problem::Store(cause) => self.t_with("problem-store", &[("cause", safe(cause).into())]),
        }
    }

    /// Why a value can't be taken.
    pub fn unfit(&self, unfit: Unfit) -> String {
        let number = match unfit {
            Unfit::TooLong(number) | Unfit::TooMany(number) | Unfit::TooShort(number) | Unfit::NotInRange(number) => {
                number
            }
            _ => 0,
        };
        self.t_with(&format!("unfit-{}", unfit.key()), &[("most", number.into()), ("least", number.into())])
    }

    /// The same where it stands alone, below its field.
    pub fn unfit_alone(&self, unfit: Unfit) -> String {
        let words = self.unfit(unfit);
        let mut signs = words.chars();
        signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
    }

    /// A field's label by its name in the database.
    pub fn field(&self, name: &str) -> String {
        if let Some(label) = self.own.get(name) {
            return label.clone();
        }
        self.find(&format!("field-{}", name.replace('_', "-")), &[])
            .unwrap_or_else(|| SafeText::new(name).as_str().to_string())
    }
}

impl std::fmt::Debug for I18n {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.lang.fmt(f)
    }
}

fn group(lang: Lang, value: &FluentValue) -> Option<String> {
    match value {
        #[expect(clippy::cast_possible_truncation, reason = "counts are far below 2^53")]
        FluentValue::Number(number) => Some(lang.number(number.value as i64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::filter::MistakeKind;
    use std::collections::BTreeSet;

    fn keys(lang: Lang) -> BTreeSet<String> {
        let lines = lang.sources().iter().flat_map(|source| source.lines());
        let keys = lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_string());
        keys.filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')).collect()
    }

    /// Every source file of the screens and of the plain lines, in one text.
    fn sources() -> String {
        fn read(folder: &std::path::Path, out: &mut String) {
            for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.path().is_dir() {
                    read(&entry.path(), out);
                } else {
                    out.push_str(&std::fs::read_to_string(entry.path()).unwrap());
                }
            }
        }
        let mut out = String::new();
        for folder in ["src/ui", "src/cli", "src/ssh"] {
            read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut out);
        }
        out
    }

    /// Keys put together from a name.
    fn made() -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for binding in crate::ui::keymap::TABLE {
            keys.insert(format!("help-{}", binding.name));
            if binding.hint {
                keys.insert(format!("do-{}", binding.name));
            }
        }
        keys.extend(crate::domain::Action::ALL.map(crate::ui::screens::detail_view::action_key));
        keys.extend(Unfit::KINDS.map(|unfit| format!("unfit-{}", unfit.key())));
        keys.extend(crate::desk::api::REASONS.map(|reason| format!("reason-{reason}")));
        keys.extend(crate::domain::Field::ALL.map(|field| format!("field-{}", field.name().replace('_', "-"))));
        let plain = [
            "kind",
            "website",
            "country",
            "since",
            "department",
            "updated",
            "flags",
            "password",
            "key",
            "message",
            "segment",
            "employer",
            "labels",
            "own",
            "choices",
            "currency",
            "title",
            "due",
            "ticket",
            "text",
        ];
        keys.extend(plain.map(|field| format!("field-{field}")));
        keys.extend(crate::ui::screens::admin::words::made());
        keys.extend(crate::ui::screens::admin::alert_words::made());
        let operations = crate::policy::Operation::all();
        keys.extend(operations.iter().map(|operation| format!("why-rule-{}", operation.key().replace('.', "-"))));
        keys.extend(MistakeKind::ALL.map(|kind| format!("filter-mistake-{}", kind.key())));
        keys
    }

    #[test]
    fn every_language_has_the_same_keys_and_no_syntax_error() {
        for lang in Lang::ALL {
            for source in lang.sources() {
                assert!(FluentResource::try_new((*source).to_owned()).is_ok(), "{lang:?}");
            }
            assert_eq!(keys(Lang::En), keys(lang), "{lang:?}");
        }
    }

    #[test]
    fn every_key_is_used_and_every_used_key_is_there() {
        let (sources, made, there) = (sources(), made(), keys(Lang::En));
        for key in &there {
            assert!(made.contains(key) || sources.contains(&format!("\"{key}\"")), "{key} is not used");
        }
        for key in &made {
            assert!(there.contains(key), "{key} is missing");
        }
        for call in [".t(\"", ".t_with(\""] {
            for rest in sources.split(call).skip(1) {
                let key = rest.split('"').next().unwrap_or_default();
                assert!(there.contains(key) || key.contains(['{', '\\']) || key.is_empty(), "{key} is missing");
            }
        }
    }

    #[test]
    fn counts_follow_the_language() {
        let count = |lang, n: i64| I18n::new(lang).t_with("customers-count", &[("count", n.into())]);
        assert_eq!(count(Lang::En, 1), "1 customer");
        assert_eq!(count(Lang::En, 1_000_000), "1,000,000 customers");
        assert_eq!(count(Lang::Ro, 1), "1 client");
        assert_eq!(count(Lang::Ro, 3), "3 clienți");
        assert_eq!(count(Lang::Ro, 1_000_000), "1.000.000 de clienți");
        assert_eq!(count(Lang::Vi, 25_000), "25.000 khách hàng");
    }

    #[test]
    fn locales_are_understood() {
        assert_eq!(Lang::from_name("vi_VN.UTF-8"), Some(Lang::Vi));
        assert_eq!(Lang::from_name("ro"), Some(Lang::Ro));
        assert_eq!(Lang::from_name("C"), None);
    }
}
