//! An alert, whole: what was seen, whom it concerns, what follows from it, the entries that made it, and what was
//! answered; to be taken, answered and closed.

use std::collections::BTreeMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::form::{ActForm, Matter};
use super::{Sending, Sent};
use crate::desk::api::{
    AlertView, LogFilter, LogMatch, LogRow, Manage, OfficeAnswer, OfficeQuery, Problem, Reply, Request,
};
use crate::domain::{Action as Done, Id, Micros, Verdict};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::listing::moved;
use crate::ui::screens::admin::{alert_words, words};
use crate::ui::screens::detail_view::action_key;
use crate::ui::widgets::fields::Fields;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line, cell};

/// Where values begin.
const VALUES: u16 = 15;
/// Of so many entries what they say is asked for.
const TOLD: usize = 40;

#[derive(Debug)]
pub struct AlertPage {
    alert: AlertView,
    /// Who looks at it looks into it already.
    mine: bool,
    at: usize,
    /// What is known of the evidence, by sequence; `None`: it is not for this reader.
    entries: BTreeMap<i64, Option<LogRow>>,
    asked: Vec<(u64, i64)>,
    renewing: Option<u64>,
    sending: Sending,
    error: Option<String>,
}

impl AlertPage {
    pub fn open(alert: AlertView, cx: &mut Context) -> Self {
        let mut page = Self {
            mine: is_mine(&alert, cx),
            alert,
            at: 0,
            entries: BTreeMap::new(),
            asked: Vec::new(),
            renewing: None,
            sending: Sending::default(),
            error: None,
        };
        page.ask_entries(cx);
        page
    }

    /// Asks what the entries say that nothing is known of yet.
    fn ask_entries(&mut self, cx: &mut Context) {
        if !cx.rights().log {
            return;
        }
        for sequence in self.alert.evidence.iter().copied().take(TOLD) {
            let known = self.entries.contains_key(&sequence) || self.asked.iter().any(|(_, asked)| *asked == sequence);
            if !known {
                self.asked.push((cx.ask(Request::LogEntry(sequence)), sequence));
            }
        }
    }

    /// The entries of the evidence, then the answers.
    fn rows(&self) -> usize {
        self.alert.evidence.len() + self.alert.answers.len()
    }

    /// The selected entry.
    fn entry(&self) -> Option<i64> {
        self.alert.evidence.get(self.at).copied()
    }

    /// What narrows the log to the evidence: whose acts, which, and from when to when.
    fn filter(&self) -> Option<LogFilter> {
        let rows: Vec<&LogRow> = self.entries.values().flatten().collect();
        let (first, last) = (rows.first()?.entry.at, rows.last()?.entry.at);
        let mut actions: Vec<Done> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        for row in &rows {
            if !actions.contains(&row.entry.action) {
                actions.push(row.entry.action);
            }
            if !row.member.is_empty() && !names.contains(&row.member) {
                names.push(row.member.clone());
            }
        }
        let end = Micros(last.0 + 1);
        let filter = LogFilter::of(LogMatch::Action(actions));
        let filter = if names.is_empty() { filter } else { filter.with(false, LogMatch::Member(names)) };
        Some(filter.with(false, LogMatch::Since(first)).with(false, LogMatch::Until(end)))
    }

    fn lines(&self, width: u16, cx: &Context) -> Vec<Line> {
        let (theme, alert) = (cx.theme, &self.alert);
        let text = |key: &str, words: &str, style| sheet::wrapped(&cx.t(key), words, VALUES, width - 3, style, theme);
        let (severity, style) = alert_words::severity(alert.severity, cx);
        let mut lines = text("alert-severity", &severity, style);
        let seen = alert_words::about(&alert.kind, &alert.facts, &alert.about, cx);
        lines.extend(text("alert-seen", &seen, theme.strong()));
        if !alert.subject.is_empty() {
            lines.extend(text("alert-concerns", &alert.subject, theme.text()));
        }
        lines.extend(text("log-time", &cx.moment(alert.at), theme.text()));
        let follows = alert_words::follows(&alert.responses, cx);
        if alert.open && !follows.is_empty() {
            lines.extend(text("alert-follows", &follows, theme.warn()));
        }
        if let Some(at) = alert.taken_at {
            let taken = [alert.taken_by.clone(), cx.moment(at)].join(theme.between());
            lines.extend(text("alert-taken-by", &taken, theme.text()));
        }
        if !alert.open {
            let closed = [alert.handled_by.as_str(), &alert.words].join(": ");
            lines.extend(text("alert-handled", &closed, theme.text()));
        }
        if !alert.evidence.is_empty() {
            let heading = cx.i18n.t_with("alert-evidence", &[("count", alert.evidence.len().into())]);
            lines.extend([Line::blank(), Line::heading(heading, theme)]);
            let rows = alert.evidence.iter().enumerate();
            lines.extend(rows.map(|(row, sequence)| self.entry_line(row, *sequence, cx)));
        }
        if !alert.answers.is_empty() {
            lines.extend([Line::blank(), Line::heading(cx.t("alert-answers"), theme)]);
        }
        for (row, answer) in (alert.evidence.len()..).zip(&alert.answers) {
            let by = vec![cell(14, cx.stamp(answer.at), theme.dim()), cell(0, answer.by.clone(), theme.text())];
            lines.push(Line::row(row, by));
            let said = paint::wrap(&answer.words, usize::from(width.saturating_sub(17).max(8)));
            lines.extend(
                said.into_iter().map(|said| Line::of(vec![cell(14, "", theme.dim()), cell(0, said, theme.text())])),
            );
        }
        lines
    }

    /// An entry: its number, when, what was done, to which customer.
    fn entry_line(&self, row: usize, sequence: i64, cx: &Context) -> Line {
        let theme = cx.theme;
        let mut cells = vec![cell(12, cx.i18n.lang.number(sequence), theme.text())];
        match self.entries.get(&sequence) {
            Some(Some(entry)) => cells.extend([
                cell(14, cx.stamp(entry.entry.at), theme.text()),
                cell(24, cx.t(&action_key(entry.entry.action)), theme.text()),
                cell(0, entry.subject.clone(), theme.dim()),
            ]),
            Some(None) => cells.push(cell(0, cx.t("alert-entry-not-yours"), theme.dim())),
            None if self.asked.iter().any(|(_, asked)| *asked == sequence) => {
                cells.push(cell(0, cx.t("loading"), theme.dim()));
            }
            None => {}
        }
        Line::row(row, cells)
    }
}

fn is_mine(alert: &AlertView, cx: &Context) -> bool {
    cx.who.as_ref().is_some_and(|who| who.name == alert.taken_by)
}

impl Layer for AlertPage {
    fn place(&self) -> Place {
        Place::Alert
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![words::alert(&self.alert.kind, cx)]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.entry().is_some() && facts.may_log;
        facts.evidence = facts.may_log && self.filter().is_some();
        facts.alert_open = self.alert.open && facts.may_alerts;
        facts.may_take = facts.alert_open && !self.mine;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.rows(), action, cx.body_height()) {
            self.at = to;
            return Answer::Consumed;
        }
        let alert = self.alert.id;
        match action {
            // What is on its way can't be taken back any more.
            Action::Cancel if self.sending.busy() => {}
            Action::Cancel => return Answer::Close,
            Action::Open => cx.intents.extend(self.entry().map(Intent::OpenEntry)),
            Action::ToLog => {
                if let Some(filter) = self.filter() {
                    cx.intents.push(Intent::Filter(Box::new(filter)));
                    return Answer::Close;
                }
            }
            Action::TakeAlert => {
                self.error = None;
                self.sending.send(Manage::TakeAlert { alert }, cx);
            }
            Action::AnswerAlert => {
                let fields = Fields::default().text(cx.t("words-label"), "");
                cx.opened.push(Box::new(ActForm::new(AnswerMatter(alert), fields)));
            }
            Action::CloseAlert => {
                let form = close(alert, cx);
                cx.opened.push(Box::new(form));
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.rows().saturating_sub(1));
        if double && cx.rights().log { self.act(Action::Open, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.sending.waits(ticket)
            || self.renewing == Some(ticket)
            || self.asked.iter().any(|(asked, _)| *asked == ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if let Some(at) = self.asked.iter().position(|(asked, _)| *asked == ticket) {
            let (_, sequence) = self.asked.swap_remove(at);
            let row = match result {
                Ok(Reply::LogEntry(detail)) => Some(detail.row),
                _ => None,
            };
            self.entries.insert(sequence, row);
            return Answer::Consumed;
        }
        if self.sending.waits(ticket) {
            if let Sent::Refused(words) = self.sending.answer(result, cx) {
                self.error = Some(words);
            }
            return Answer::Consumed;
        }
        self.renewing = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Alerts(alerts))) => {
                if let Some(alert) = alerts.into_iter().find(|alert| alert.id == self.alert.id) {
                    self.mine = is_mine(&alert, cx);
                    self.alert = alert;
                    self.at = self.at.min(self.rows().saturating_sub(1));
                    self.ask_entries(cx);
                }
            }
            Ok(_) => {}
            Err(problem) => cx.complain(&problem),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if matches!(intent, Intent::OfficeChanged) {
            self.renewing = Some(cx.ask(Request::Office(OfficeQuery::Alerts { open_only: false })));
        }
        super::proved(&mut self.sending, intent, cx)
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let (standing, style) = alert_words::standing(&self.alert, cx);
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &standing, style);
        let title = words::alert(&self.alert.kind, cx);
        paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 3), &title, theme.strong());
        let foot = match &self.error {
            Some(error) => Some((format!("{} {error}", theme.no()), theme.bad())),
            None if self.sending.busy() => Some((cx.t("office-sending"), theme.dim())),
            None => None,
        };
        let feet = if foot.is_some() { 2 } else { 0 };
        let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1 + feet));
        if let Some((words, style)) = foot {
            let below = Rect { x: area.x + 2, y: body.bottom(), width: area.width.saturating_sub(4), height: feet };
            paint::paragraph(buf, below, &words, style);
        }
        let at = (self.rows() > 0).then_some(self.at);
        let cursor = sheet::draw(buf, body, &self.lines(body.width, cx), at, cx);
        cursor.or(Some(Position::new(area.x + 2, area.y)))
    }
}

/// What one found or was told, put beside an alert.
#[derive(Debug)]
pub struct AnswerMatter(Id);

impl Matter for AnswerMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("alert-answer-title")
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("alert-answer-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("alert-answer-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        match fields.typed(0) {
            "" => Err((0, cx.t("words-needed"))),
            words => Ok(Manage::AnswerAlert { alert: self.0, words: words.to_owned() }),
        }
    }
}

/// The word and the verdict that close an alert.
#[derive(Debug)]
pub struct CloseMatter(Id);

const VERDICT: usize = 0;
const WORDS: usize = 1;

/// Nothing is chosen at first, so that Enter alone closes nothing.
fn close(alert: Id, cx: &Context) -> ActForm<CloseMatter> {
    let verdicts = Verdict::ALL.map(alert_words::verdict_key);
    let options = std::iter::once("decide-open").chain(verdicts).map(|key| cx.t(key)).collect();
    let fields = Fields::default().choice(cx.t("alert-verdict"), options, 0).text(cx.t("words-label"), "");
    ActForm::new(CloseMatter(alert), fields)
}

impl Matter for CloseMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("alert-close-title")
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("alert-close-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("alert-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let chosen = fields.chosen(VERDICT).checked_sub(1).and_then(|at| Verdict::ALL.get(at));
        let verdict = *chosen.ok_or_else(|| (VERDICT, cx.t("decide-first")))?;
        match fields.typed(WORDS) {
            "" => Err((WORDS, cx.t("words-needed"))),
            words => Ok(Manage::CloseAlert { alert: self.0, words: words.to_owned(), verdict }),
        }
    }
}
