//! Texts by language: Fluent files embedded in the program, with plural rules and grouped numbers.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::desk::api::Problem;
use crate::domain::SafeText;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
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

    /// From a name such as `vi` or a locale such as `vi_VN.UTF-8`.
    pub fn from_name(name: &str) -> Option<Self> {
        let language = name.split(['_', '-', '.']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| lang.name().eq_ignore_ascii_case(language))
    }

    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::En => include_str!("../../assets/locales/en.ftl"),
            Self::Vi => include_str!("../../assets/locales/vi.ftl"),
            Self::Ro => include_str!("../../assets/locales/ro.ftl"),
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

/// The texts of one language.
pub struct I18n {
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl I18n {
    pub fn new(lang: Lang) -> Self {
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
        let resource = FluentResource::try_new(lang.source().to_string()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { lang, bundle }
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
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, value.clone());
        }
        Some(self.bundle.format_pattern(pattern, Some(&values), &mut Vec::new()).into_owned())
    }

    /// What went wrong and what to do next.
    pub fn problem(&self, problem: &Problem) -> String {
        let safe = |text: &str| SafeText::new(text).as_str().to_string();
        match problem {
            Problem::SignInRefused => self.t("problem-sign-in-refused"),
            Problem::Wait { seconds } => self.t_with("problem-wait", &[("seconds", (*seconds).into())]),
            Problem::NoSession => self.t("problem-no-session"),
            Problem::Denied { rule } => self.t_with("problem-denied", &[("rule", safe(rule).into())]),
            Problem::NotFound => self.t("problem-not-found"),
            Problem::Invalid { field, message } => self.t_with(
                "problem-invalid",
                &[("field", self.field(field).into()), ("message", safe(message).into())],
            ),
            Problem::Conflict { .. } => self.t("problem-conflict"),
            Problem::Duplicate { field } => self.t_with("problem-duplicate", &[("field", self.field(field).into())]),
            Problem::TriesUsedUp => self.t("problem-tries-used-up"),
            Problem::Busy => self.t("problem-busy"),
            Problem::NoAudit(cause) => self.t_with("problem-no-audit", &[("cause", safe(cause).into())]),
            Problem::Tampered => self.t("problem-tampered"),
            Problem::Store(cause) => self.t_with("problem-store", &[("cause", safe(cause).into())]),
        }
    }

    /// A field's label by its name in the database.
    pub fn field(&self, name: &str) -> String {
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
