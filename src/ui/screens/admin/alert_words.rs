//! What alerts and detectors are called on screens: how much one matters, how it stands, what was seen, what follows.

use fluent_bundle::FluentValue;
use ratatui::style::Style;
use serde_json::{Map, Value};

use super::words;
use crate::desk::api::AlertView;
use crate::domain::{Class, Detector, DetectorKind, Response, SafeText, Severity, Verdict};
use crate::ui::context::Context;

pub const fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Low => "severity-low",
        Severity::Medium => "severity-medium",
        Severity::High => "severity-high",
        Severity::Critical => "severity-critical",
    }
}

/// How much it matters, by a mark and a word, so that colour is not needed to tell it.
pub fn severity(severity: Severity, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let (mark, style) = match severity {
        Severity::Low => ("-", theme.dim()),
        Severity::Medium => ("!", theme.text()),
        Severity::High => ("!!", theme.warn()),
        Severity::Critical => ("!!!", theme.strong().patch(theme.warn())),
    };
    (format!("{mark} {}", cx.t(severity_key(severity))), style)
}

pub const fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Incident => "verdict-incident",
        Verdict::Explained => "verdict-explained",
        Verdict::FalseAlarm => "verdict-false-alarm",
    }
}

/// New, looked into by somebody, or closed as what.
pub fn standing(alert: &AlertView, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    if !alert.open {
        let word = cx.t(alert.verdict.map_or("alert-closed", verdict_key));
        return (format!("{} {word}", theme.yes()), theme.dim());
    }
    match alert.taken_by.as_str() {
        "" => (format!("{} {}", theme.no(), cx.t("alert-new")), theme.bad()),
        name => {
            let words = cx.i18n.t_with("alert-taken", &[("name", SafeText::new(name).as_str().to_owned().into())]);
            (format!("{} {words}", theme.dot()), theme.warn())
        }
    }
}

pub const fn response_key(response: Response) -> &'static str {
    match response {
        Response::RequireReason => "response-require-reason",
        Response::SecondPerson => "response-second-person",
        Response::EndSessions => "response-end-sessions",
        Response::LockAccount => "response-lock-account",
    }
}

const fn follows_key(response: Response) -> &'static str {
    match response {
        Response::RequireReason => "follows-require-reason",
        Response::SecondPerson => "follows-second-person",
        Response::EndSessions => "follows-end-sessions",
        Response::LockAccount => "follows-lock-account",
    }
}

/// What an alert does as long as it is open; nothing where it only tells.
pub fn follows(responses: &[Response], cx: &Context) -> String {
    responses.iter().map(|response| cx.t(follows_key(*response))).collect::<Vec<_>>().join(" ")
}

/// What a detector does beside telling, in a few words.
pub fn responses<'a>(responses: impl IntoIterator<Item = &'a Response>, cx: &Context) -> String {
    let names: Vec<String> = responses.into_iter().map(|response| cx.t(response_key(*response))).collect();
    if names.is_empty() { cx.t("responses-none") } else { names.join(", ") }
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// A span in the greatest unit that it is a whole number of.
pub fn window(minutes: u32, cx: &Context) -> String {
    let (key, count) = match minutes {
        0 => ("window-minutes", 0),
        minutes if minutes.is_multiple_of(DAY) => ("window-days", minutes / DAY),
        minutes if minutes.is_multiple_of(HOUR) => ("window-hours", minutes / HOUR),
        minutes => ("window-minutes", minutes),
    };
    cx.i18n.t_with(key, &[("count", count.into())])
}

/// From how much on, and within how long.
pub fn limit(detector: &Detector, cx: &Context) -> String {
    let args = [("count", detector.threshold.into()), ("window", window(detector.window_minutes, cx).into())];
    cx.i18n.t_with("detector-limit", &args)
}

/// What a detector is called: as the alerts that it raises.
pub fn detector(kind: DetectorKind, cx: &Context) -> String {
    words::alert(kind.name(), cx)
}

/// What a detector looks for.
pub fn looks_for(kind: DetectorKind, cx: &Context) -> String {
    cx.t(&format!("detector-{}", dashed(kind.name())))
}

fn dashed(name: &str) -> String {
    name.replace('_', "-")
}

/// The facts that sentences are made of.
const FACTS: [&str; 12] = [
    "count",
    "failures",
    "entry",
    "key",
    "generation",
    "decision",
    "why",
    "code",
    "place",
    "destination",
    "entries",
    "time",
];

/// What was seen, in the language of the screens. Where a fact of the sentence is missing, as the desk says it.
pub fn about(kind: &str, facts: &Map<String, Value>, otherwise: &str, cx: &Context) -> String {
    let mut args: Vec<(&'static str, FluentValue)> = Vec::new();
    for name in FACTS {
        match facts.get(name) {
            Some(Value::Number(number)) => args.push((name, number.as_i64().unwrap_or_default().into())),
            Some(Value::String(text)) => args.push((name, SafeText::new(text).as_str().to_owned().into())),
            _ => {}
        }
    }
    if let Some(minutes) = facts.get("window_minutes").and_then(Value::as_u64) {
        args.push(("window", window(u32::try_from(minutes).unwrap_or(u32::MAX), cx).into()));
    }
    let class = facts.get("class").and_then(Value::as_str);
    if let Some(class) = Class::ALL.into_iter().find(|one| class == Some(one.name())) {
        args.push(("class", cx.t(words::class_key(class)).into()));
    }
    let whole = cx.i18n.whole(&format!("about-{}", dashed(kind)), &args);
    whole.unwrap_or_else(|| SafeText::new(otherwise).as_str().to_owned())
}

/// The keys that are put together from names.
#[cfg(test)]
pub fn made() -> Vec<String> {
    let kinds = || DetectorKind::ALL.into_iter().map(|kind| dashed(kind.name()));
    let seen = words::SEEN.iter().map(|kind| format!("about-{kind}"));
    kinds()
        .flat_map(|kind| [format!("seen-{kind}"), format!("about-{kind}"), format!("detector-{kind}")])
        .chain(seen)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::i18n::Lang;
    use crate::ui::model::Start;
    use serde_json::json;

    fn told(lang: Lang, facts: &Value) -> String {
        let cx = Context::new(Start { lang, ..Start::default() });
        about("many_reveals", facts.as_object().unwrap(), "in the desk's words", &cx)
    }

    #[test]
    fn what_was_seen_is_told_in_each_language_from_its_facts() {
        let facts = json!({ "kind": "many_reveals", "count": 1_200, "window_minutes": 60 });
        assert_eq!(told(Lang::En, &facts), "1,200 values were shown or copied within 1 hour.");
        assert!(told(Lang::Vi, &facts).contains("1.200") && told(Lang::Vi, &facts).contains("1 giờ"));
        assert!(told(Lang::Ro, &facts).contains("1.200 de"));
    }

    #[test]
    fn a_missing_fact_makes_no_broken_sentence() {
        for facts in [json!({}), json!({ "count": 3 }), json!({ "count": [], "window_minutes": 60 })] {
            assert_eq!(told(Lang::En, &facts), "in the desk's words");
        }
    }

    #[test]
    fn spans_are_told_in_their_greatest_unit() {
        let cx = Context::new(Start::default());
        let told = [1, 59, 60, 90, 1_440, 43_200].map(|minutes| window(minutes, &cx));
        assert_eq!(told, ["1 minute", "59 minutes", "1 hour", "90 minutes", "1 day", "30 days"]);
    }
}
