//! A detector as a form, with what it would have raised over the past; and customers who do not exist.

use super::form::{ActForm, Matter};
use super::sure::Sure;
use crate::desk::api::{DetectorRow, DetectorTest, Manage, OfficeAnswer, OfficeQuery, Request};
use crate::domain::{Customer, Detector, DetectorKind, Id, Response, Severity};
use crate::ui::context::Context;
use crate::ui::screens::admin::alert_words;
use crate::ui::widgets::fields::Fields;
use crate::ui::widgets::sheet::{Line, cell};

/// Where values begin.
const VALUES: u16 = 34;
/// How far back it can be tried, in days.
const SPANS: [u16; 3] = [7, 30, 90];

/// The form's fields, by their place.
const ON: usize = 0;
const THRESHOLD: usize = 1;
const WINDOW: usize = 2;
const SEVERITY: usize = 3;
const RESPONSES: usize = 4;
const SPAN: usize = RESPONSES + Response::ALL.len();
/// Only of the detector that needs it.
const HOURS: usize = SPAN + 1;

#[derive(Debug)]
pub struct DetectorMatter {
    kind: DetectorKind,
    before: Detector,
    usual: Detector,
    ticket: Option<u64>,
    found: Option<Box<DetectorTest>>,
}

pub fn edit(row: &DetectorRow, cx: &Context) -> ActForm<DetectorMatter> {
    let set = &row.detector;
    let yes_no = || vec![cx.t("detector-no"), cx.t("detector-yes")];
    let severities = Severity::ALL.map(|severity| cx.t(alert_words::severity_key(severity))).to_vec();
    let severity = Severity::ALL.iter().position(|one| *one == set.severity).unwrap_or(0);
    let mut fields = Fields::default()
        .choice(cx.t("detector-is-on"), yes_no(), usize::from(set.on))
        .text(cx.t("detector-threshold"), &set.threshold.to_string())
        .text(cx.t("detector-window"), &written(set.window_minutes))
        .hint(cx.t("detector-window-hint"))
        .choice(cx.t("alert-severity"), severities, severity);
    for (index, response) in Response::ALL.into_iter().enumerate() {
        let chosen = usize::from(set.responses.contains(&response));
        fields = fields.choice(cx.t(alert_words::response_key(response)), yes_no(), chosen);
        if index == 0 {
            fields = fields.under(cx.t("detector-responses"));
        }
    }
    let spans = SPANS.map(|days| cx.i18n.t_with("window-days", &[("count", days.into())])).to_vec();
    fields = fields.choice(cx.t("detector-span"), spans, 1).under(cx.t("detector-try"));
    if row.kind == DetectorKind::OffHours {
        fields = fields.text(cx.t("detector-hours"), &set.hours).under(cx.t("detector-when"));
    }
    let (before, usual) = (set.clone(), row.usual.clone());
    ActForm::new(DetectorMatter { kind: row.kind, before, usual, ticket: None, found: None }, fields)
}

/// A span as it is typed: in days, hours or minutes, whichever it is a whole number of.
fn written(minutes: u32) -> String {
    match minutes {
        minutes if minutes > 0 && minutes.is_multiple_of(1_440) => format!("{}d", minutes / 1_440),
        minutes if minutes > 0 && minutes.is_multiple_of(60) => format!("{}h", minutes / 60),
        minutes => format!("{minutes}m"),
    }
}

/// Minutes of a span such as `90m`, `24h` or `30d`; a year at most.
fn minutes(typed: &str) -> Option<u32> {
    const YEAR: u32 = 366 * 1_440;
    let unit = typed.chars().last()?;
    let each = match unit.to_ascii_lowercase() {
        'm' => 1,
        'h' => 60,
        'd' => 1_440,
        _ => return None,
    };
    let count: u32 = typed[..typed.len() - unit.len_utf8()].trim().parse().ok()?;
    count.checked_mul(each).filter(|minutes| (1..=YEAR).contains(minutes))
}

impl DetectorMatter {
    /// The detector as the fields have it.
    fn wanted(&self, fields: &Fields, cx: &Context) -> Result<Detector, (usize, String)> {
        let threshold = fields.typed(THRESHOLD).parse::<u32>().ok().filter(|threshold| *threshold > 0);
        let window = minutes(fields.typed(WINDOW));
        let chosen = Response::ALL.into_iter().enumerate().filter(|(at, _)| fields.chosen(RESPONSES + at) == 1);
        Ok(Detector {
            on: fields.chosen(ON) == 1,
            threshold: threshold.ok_or_else(|| (THRESHOLD, cx.t("detector-bad-threshold")))?,
            window_minutes: window.ok_or_else(|| (WINDOW, cx.t("detector-bad-window")))?,
            severity: Severity::ALL[fields.chosen(SEVERITY).min(Severity::ALL.len() - 1)],
            responses: chosen.map(|(_, response)| response).collect(),
            hours: match self.kind {
                DetectorKind::OffHours => fields.typed(HOURS).to_owned(),
                _ => self.before.hours.clone(),
            },
        })
    }
}

impl Matter for DetectorMatter {
    fn title(&self, cx: &Context) -> String {
        alert_words::detector(self.kind, cx)
    }

    fn note(&self, cx: &Context) -> String {
        let (severity, _) = alert_words::severity(self.usual.severity, cx);
        let does = alert_words::responses(&self.usual.responses, cx);
        let usual = [alert_words::limit(&self.usual, cx), severity, does].join(cx.theme.between());
        let usual = cx.i18n.t_with("detector-usual", &[("usual", usual.into())]);
        [alert_words::looks_for(self.kind, cx), usual].join("\n")
    }

    fn whole(&self) -> Option<u16> {
        Some(VALUES)
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        Ok(Manage::SetDetector { kind: self.kind, detector: self.wanted(fields, cx)? })
    }

    fn may_try(&self) -> bool {
        true
    }

    fn try_out(&mut self, fields: &Fields, cx: &mut Context) -> Result<(), (usize, String)> {
        // Whether it is on now or not: the question is what it would see.
        let detector = Detector { on: true, ..self.wanted(fields, cx)? };
        let days = SPANS[fields.chosen(SPAN).min(SPANS.len() - 1)];
        self.found = None;
        self.ticket = Some(cx.ask(Request::Office(OfficeQuery::TestDetector { kind: self.kind, detector, days })));
        Ok(())
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn learn(&mut self, _ticket: u64, answer: OfficeAnswer, _fields: &mut Fields, _cx: &Context) {
        self.ticket = None;
        if let OfficeAnswer::DetectorTest(found) = answer {
            self.found = Some(found);
        }
    }

    fn refused(&mut self, _ticket: u64) {
        self.ticket = None;
    }

    fn below(&self, _width: u16, cx: &Context) -> Vec<Line> {
        let theme = cx.theme;
        let Some(test) = &self.found else {
            let words = self.ticket.map(|_| cx.t("detector-trying"));
            return words.into_iter().map(|words| Line::of(vec![cell(0, words, theme.dim())])).collect();
        };
        let date = cx.date(test.from);
        let args = [("count", test.count.into()), ("entries", test.entries.into()), ("date", date.into())];
        let mut lines = vec![Line::of(vec![cell(0, cx.i18n.t_with("detector-tried", &args), theme.strong())])];
        // The newest first: those one remembers.
        lines.extend(test.found.iter().rev().map(|found| {
            let about = alert_words::about(self.kind.name(), &found.facts, &found.about, cx);
            Line::of(vec![
                cell(14, cx.stamp(found.at), theme.text()),
                cell(16, found.member.clone(), theme.text()),
                cell(0, about, theme.dim()),
            ])
        }));
        lines
    }
}

/// The question before a customer is made one who does not exist.
pub fn make_honeytoken(customer: &Customer, cx: &Context) -> Sure {
    let words = cx.i18n.t_with("sure-honeytoken", &[("code", customer.code.clone().into())]);
    Sure::new(Manage::SetHoneytoken { customer: customer.id, on: true }, words)
}

/// The question before a customer is one like others again.
pub fn end_honeytoken(customer: Id, code: &str, cx: &Context) -> Sure {
    let words = cx.i18n.t_with("sure-no-honeytoken", &[("code", code.to_owned().into())]);
    Sure::new(Manage::SetHoneytoken { customer, on: false }, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_typed_as_it_is_written() {
        for span in [1, 59, 60, 90, 1_440, 43_200, 527_040] {
            assert_eq!(minutes(&written(span)), Some(span));
        }
        assert_eq!((minutes("2 H"), minutes("30d")), (Some(120), Some(43_200)));
        for wrong in ["", "d", "0m", "30", "1w", "-1h", "367d", "99999999999d", "3ø"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
