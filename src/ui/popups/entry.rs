//! One entry of the log, whole: what was done, how it is bound to the others, and the ways on from it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::desk::api::{LogDetail, LogFilter, LogMatch, Problem, Reply, Request, Verified};
use crate::domain::{Id, Outcome};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail::Load;
use crate::ui::screens::detail_view::{action_key, details, outcome_key};
use crate::ui::screens::log::terms;
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::Step;

/// Where values begin.
const VALUES: u16 = 12;

#[derive(Debug)]
pub struct EntryView {
    ticket: Option<u64>,
    data: Load<Box<LogDetail>>,
    sequence: i64,
    /// It was opened from a list, in which others stand above and below it.
    listed: bool,
}

impl EntryView {
    pub fn open(sequence: i64, cx: &mut Context) -> Self {
        Self { ticket: Some(cx.ask(Request::LogEntry(sequence))), data: Load::Waiting, sequence, listed: false }
    }

    /// One of a list that answers `Intent::StepEntry`.
    pub fn of_list(sequence: i64, cx: &mut Context) -> Self {
        Self { listed: true, ..Self::open(sequence, cx) }
    }

    fn loaded(&self) -> Option<&LogDetail> {
        match &self.data {
            Load::Ready(detail) => Some(detail),
            _ => None,
        }
    }

    /// What the log is narrowed to by a way on from here.
    fn way(&self, action: Action) -> Option<LogMatch> {
        let row = &self.loaded()?.row;
        match action {
            Action::EntriesOfSession => row.entry.session.map(LogMatch::Session),
            Action::EntriesOfMember => terms::of_member(row),
            _ => terms::of_subject(row),
        }
    }
}

impl Layer for EntryView {
    fn place(&self) -> Place {
        Place::Entry
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.i18n.lang.number(self.sequence)]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.listed = self.listed;
        facts.entry_customer = facts.may_list && self.loaded().is_some_and(|detail| detail.customer.is_some());
        let may = |action| facts.may_log && self.way(action).is_some();
        facts.entry_session = may(Action::EntriesOfSession);
        facts.entry_member = may(Action::EntriesOfMember);
        facts.entry_subject = may(Action::EntriesOfCustomer);
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::ToCustomer => {
                let customer = self.loaded().and_then(|detail| detail.customer);
                cx.intents.extend(customer.map(Intent::OpenCustomer));
                Answer::Close
            }
            Action::EntriesOfSession | Action::EntriesOfMember | Action::EntriesOfCustomer => {
                let filter = self.way(action).map(LogFilter::of);
                cx.intents.extend(filter.map(|filter| Intent::Filter(Box::new(filter))));
                Answer::Close
            }
            Action::Up | Action::Down if self.listed => {
                cx.intents.push(Intent::StepEntry(if action == Action::Up { Step::Up } else { Step::Down }));
                Answer::Consumed
            }
            // The wheel turns nothing here.
            Action::Up | Action::Down => Answer::Consumed,
            Action::Cancel => Answer::Close,
            _ => Answer::Ignored,
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::LogEntry(detail)) => self.data = Load::Ready(detail),
            Err(problem) => self.data = Load::Failed(problem),
            Ok(_) => {}
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        let Intent::TurnEntry(sequence) = intent else { return Answer::Ignored };
        if *sequence != self.sequence {
            // What is shown stays until the other one is there.
            self.ticket = Some(cx.ask(Request::LogEntry(*sequence)));
            self.sequence = *sequence;
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let number = cx.i18n.lang.number(self.loaded().map_or(self.sequence, |detail| detail.row.sequence));
        let title = cx.i18n.t_with("entry-title", &[("number", number.into())]);
        let width = area.width.min(90);
        let detail = match &self.data {
            Load::Ready(detail) => detail,
            Load::Waiting => {
                let inside = paint::popup(buf, area, width, 20, &title, theme);
                paint::text(buf, inside.x, inside.y, inside.width, &cx.t("loading"), theme.dim());
                return None;
            }
            Load::Failed(problem) => {
                let inside = paint::popup(buf, area, width, 20, &title, theme);
                paint::paragraph(buf, inside, &format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad());
                return None;
            }
        };
        let inside = paint::popup(buf, area, width, 20, &title, theme);
        let mut y = inside.y;
        for (key, value, style) in deed(detail, cx).into_iter().chain(chain(detail, cx)) {
            let x = inside.x + VALUES;
            let room = Rect::new(x, y, inside.right().saturating_sub(x), inside.bottom().saturating_sub(y).min(2));
            if room.height == 0 {
                break;
            }
            if !key.is_empty() {
                paint::text(buf, inside.x, y, VALUES - 1, &cx.t(key), theme.dim());
            }
            y += paint::paragraph(buf, room, &value, style).max(1);
        }
        None
    }
}

type Row = (&'static str, String, Style);

/// What was done, by whom, to what and from where. What is empty is not told.
fn deed(detail: &LogDetail, cx: &Context) -> Vec<Row> {
    let theme = cx.theme;
    let (row, entry) = (&detail.row, &detail.row.entry);
    let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    let subject = [row.subject.clone(), id(entry.subject)].into_iter().filter(|text| !text.is_empty());
    let member = if entry.member.is_some() { row.member.clone() } else { cx.t("entry-nobody") };
    let refused = entry.outcome != Outcome::Done;
    let outcome = if refused { format!("{} ", theme.no()) } else { String::new() } + &cx.t(outcome_key(entry.outcome));
    let changes = i64::try_from(detail.changes).ok().filter(|count| *count > 0);
    let rows = [
        ("log-time", cx.exact(entry.at), theme.text()),
        ("log-member", member, theme.strong()),
        ("log-action", cx.t(&action_key(entry.action)), theme.strong()),
        ("log-subject", subject.collect::<Vec<_>>().join(theme.between()), theme.text()),
        ("log-outcome", outcome, if refused { theme.warn() } else { theme.text() }),
        ("entry-reason", cx.reason(&entry.reason), theme.text()),
        ("entry-details", details(&cx.i18n, &entry.details, theme.between()), theme.text()),
        ("entry-changes", changes.map(|count| cx.i18n.lang.number(count)).unwrap_or_default(), theme.text()),
        ("entry-origin", entry.origin.clone(), theme.text()),
        ("entry-session", session(detail, cx), theme.text()),
    ];
    rows.into_iter().filter(|(_, value, _)| !value.is_empty()).collect()
}

/// The session: since when and with how many entries, where that is known.
fn session(detail: &LogDetail, cx: &Context) -> String {
    match (detail.session, detail.row.entry.session) {
        (Some((since, count)), _) => {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            let args = [("moment", cx.moment(since).into()), ("count", count.into())];
            cx.i18n.t_with("entry-session-since", &args)
        }
        (None, id) => id.map(|id| id.to_string()).unwrap_or_default(),
    }
}

/// How the entry is bound to the others, and what of it holds.
fn chain(detail: &LogDetail, cx: &Context) -> Vec<Row> {
    let theme = cx.theme;
    let row = &detail.row;
    let args = [("number", cx.i18n.lang.number(row.sequence - 1).into()), ("name", detail.signer.clone().into())];
    // What comes after the first thing that does not hold was not looked at.
    let verdicts = match row.verified {
        Verified::Good => [Some(true); 3],
        Verified::BadHash => [Some(false), None, None],
        Verified::BadLink => [Some(true), Some(false), None],
        Verified::BadSignature => [Some(true), Some(true), Some(false)],
    };
    let keys = [
        ("entry-hash-good", "entry-hash-bad", "log-verified"),
        ("entry-link-good", "entry-link-bad", ""),
        ("entry-signature-good", "entry-signature-bad", ""),
    ];
    let mut rows: Vec<Row> = Vec::new();
    for (verdict, (good, bad, label)) in verdicts.into_iter().zip(keys) {
        let (mark, key, style) = match verdict {
            Some(true) => (theme.yes(), good, theme.good()),
            Some(false) => (theme.no(), bad, theme.bad()),
            None => continue,
        };
        rows.push((label, format!("{mark} {}", cx.i18n.t_with(key, &args)), style));
    }
    let covered = match detail.checkpoint {
        Some(size) => cx.i18n.t_with("entry-covered", &[("number", cx.i18n.lang.number(size).into())]),
        None => cx.t("entry-not-covered"),
    };
    rows.push(("entry-checkpoint", covered, theme.text()));
    rows.push(("entry-previous", detail.previous.clone(), theme.dim()));
    rows.push(("entry-hash", detail.hash.clone(), theme.dim()));
    rows
}
