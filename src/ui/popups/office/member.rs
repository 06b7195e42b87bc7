//! One member: what it holds and from whom, its sessions, and the decisions about it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{grant, sure::Sure};
use crate::desk::api::{
    DecisionRow, GrantView, LogFilter, LogMatch, Manage, MemberDetail, MemberRow, MemberStanding, OfficeAnswer,
    OfficeQuery, Problem, Reply, Request, SessionRow,
};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::listing::{moved, said};
use crate::ui::screens::admin::words;
use crate::ui::screens::detail::Load;
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Line, cell};

/// Where values begin.
const VALUES: u16 = 18;

#[derive(Debug)]
pub struct MemberSheet {
    member: Id,
    name: String,
    data: Load<Box<MemberDetail>>,
    ticket: Option<u64>,
    /// Among the sessions, then the decisions.
    at: usize,
}

impl MemberSheet {
    pub fn open(row: &MemberRow, cx: &mut Context) -> Self {
        let mut sheet = Self { member: row.id, name: row.name.clone(), data: Load::Waiting, ticket: None, at: 0 };
        sheet.load(cx);
        sheet
    }

    fn load(&mut self, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Member(self.member))));
    }

    fn detail(&self) -> Option<&MemberDetail> {
        match &self.data {
            Load::Ready(detail) => Some(detail),
            _ => None,
        }
    }

    fn session(&self) -> Option<&SessionRow> {
        self.detail()?.sessions.get(self.at)
    }

    fn rows(&self) -> usize {
        self.detail().map_or(0, |detail| detail.sessions.len() + detail.decisions.len())
    }
}

/// What may be done with a member, for hints and keys.
pub fn facts(row: &MemberRow, may_manage: bool, may_give: bool, facts: &mut Facts) {
    facts.entries = true;
    facts.may_manage = may_manage && row.standing != MemberStanding::Removed;
    facts.may_give = may_give && !row.waiting.is_empty();
    facts.suspended = row.standing == MemberStanding::Suspended;
}

/// Opens what an action does to a member; `false`: it is none of these.
pub fn act_on(row: &MemberRow, action: Action, cx: &mut Context) -> bool {
    let member = row.id;
    let (act, key) = match action {
        Action::Entries => {
            let filter = LogFilter::of(LogMatch::Member(vec![row.name.clone()]));
            cx.intents.push(Intent::Filter(Box::new(filter)));
            return true;
        }
        Action::Edit => {
            let form = grant::change(row, cx);
            cx.opened.push(Box::new(form));
            return true;
        }
        Action::StandIn => {
            let form = grant::stand_in(row, cx);
            cx.opened.push(Box::new(form));
            return true;
        }
        Action::Reset => (Manage::Reset { member }, "sure-reset"),
        Action::Halt if row.standing == MemberStanding::Suspended => (Manage::Reactivate { member }, "sure-reactivate"),
        Action::Halt => (Manage::Suspend { member }, "sure-suspend"),
        Action::Delete => (Manage::Remove { member }, "sure-remove"),
        Action::GiveKeys => {
            cx.opened.push(Box::new(give(row, cx)));
            return true;
        }
        _ => return false,
    };
    let words = cx.i18n.t_with(key, &[("name", row.name.clone().into())]);
    cx.opened.push(Box::new(Sure::new(act, words)));
    true
}

/// The question before keys are given.
pub fn give(row: &MemberRow, cx: &Context) -> Sure {
    let args = [("name", row.name.clone().into()), ("classes", words::classes(&row.waiting, cx).into())];
    Sure::new(Manage::GiveKeys { member: row.id }, cx.i18n.t_with("sure-give-keys", &args))
}

impl Layer for MemberSheet {
    fn place(&self) -> Place {
        Place::Member
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        vec![self.name.clone()]
    }

    fn facts(&self, facts: &mut Facts) {
        if let Some(detail) = self.detail() {
            self::facts(&detail.row, detail.may_manage, detail.may_give_keys, facts);
            facts.session = self.session().is_some();
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.rows(), action, cx.body_height()) {
            self.at = to;
            return Answer::Consumed;
        }
        match action {
            Action::Cancel => return Answer::Close,
            Action::Entries if self.session().is_some() => {
                if let Some(session) = self.session() {
                    let filter = LogFilter::of(LogMatch::Session(session.id));
                    cx.intents.push(Intent::Filter(Box::new(filter)));
                }
            }
            Action::EndSession => {
                if let Some(session) = self.session() {
                    let args = [("name", self.name.clone().into()), ("origin", session.origin.clone().into())];
                    let words = cx.i18n.t_with("sure-end-session", &args);
                    cx.opened.push(Box::new(Sure::new(Manage::EndSession { session: session.id }, words)));
                }
            }
            action => {
                let Some(detail) = self.detail() else { return Answer::Ignored };
                if !act_on(&detail.row.clone(), action, cx) {
                    return Answer::Ignored;
                }
            }
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.rows().saturating_sub(1));
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, _cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Member(detail))) => {
                self.data = Load::Ready(detail);
                self.at = self.at.min(self.rows().saturating_sub(1));
            }
            Ok(_) => {}
            // Who was removed for good is there no more.
            Err(Problem::NotFound) if self.detail().is_some() => return Answer::Close,
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if matches!(intent, Intent::OfficeChanged) {
            self.load(cx);
        }
        Answer::Ignored
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        paint::clear(buf, area, cx.theme);
        let detail = match &self.data {
            Load::Ready(detail) => detail,
            Load::Waiting => return Some(said(buf, area, true, None, "", cx)),
            Load::Failed(problem) => return Some(said(buf, area, false, Some(problem), "", cx)),
        };
        let row = &detail.row;
        let (standing, style) = words::standing(row.standing, cx);
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &standing, style);
        paint::text(buf, area.x + 2, area.y, at.saturating_sub(area.x + 3), &row.name, cx.theme.strong());
        let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
        let at = (self.rows() > 0).then_some(self.at);
        let cursor = sheet::draw(buf, body, &lines(detail, body.width, cx), at, cx);
        cursor.or(Some(Position::new(area.x + 2, area.y)))
    }
}

fn lines(detail: &MemberDetail, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let row = &detail.row;
    let mut lines = Vec::new();
    let pair = |key: &str, words: String| Line::pair(cx.t(key), words, VALUES, theme);
    if let Some(until) = detail.invited_until {
        lines.push(pair("member-invited-until", cx.moment(until)));
    }
    let failures = cx.i18n.t_with("member-failures", &[("count", row.failures.into())]);
    let last = match row.last_sign_in {
        Some(at) => [cx.moment(at), failures].join(theme.between()),
        None if row.failures > 0 => failures,
        None => cx.t("member-never"),
    };
    lines.push(pair("member-last", last));
    lines.push(Line::blank());
    if let Some(temporary) = &detail.temporary {
        lines.extend(grant_lines("grant-temporary", temporary, width, cx));
    }
    lines.extend(grant_lines("grant-usual", &detail.usual, width, cx));
    lines.push(Line::blank());
    lines.push(Line::heading(cx.t("member-sessions"), theme));
    if detail.sessions.is_empty() {
        lines.push(Line::of(vec![cell(0, cx.t("member-no-sessions"), theme.dim())]));
    }
    for (index, session) in detail.sessions.iter().enumerate() {
        lines.push(session_line(index, session, cx));
    }
    lines.push(Line::blank());
    lines.push(Line::heading(cx.t("place-decisions"), theme));
    for (index, decision) in detail.decisions.iter().enumerate() {
        lines.push(decision_line(detail.sessions.len() + index, decision, cx));
    }
    lines
}

/// A grant: the role and its reach, who gave it and until when, the keys it holds and waits for.
fn grant_lines(key: &str, grant: &GrantView, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let end = match grant.expires {
        Some(at) => cx.i18n.t_with("grant-ends", &[("moment", cx.moment(at).into())]),
        None => cx.t("grant-no-end"),
    };
    let by = [("name", grant.issuer.clone().into()), ("moment", cx.moment(grant.issued_at).into())];
    let parts = [cx.role_named(&grant.role_name), grant.department_name.clone(), cx.t(words::scope_key(grant.limit))];
    let held = |held: &[_], waiting: &[_]| {
        let mut words = words::classes(held, cx);
        if !waiting.is_empty() {
            let waiting = words::classes(waiting, cx);
            words = [words, cx.i18n.t_with("grant-waiting", &[("classes", waiting.into())])].join(theme.between());
        }
        words
    };
    let style = |waits: bool| if waits { theme.warn() } else { theme.text() };
    let text = |key: &str, words: &str, style| sheet::wrapped(&cx.t(key), words, VALUES, width - 3, style, theme);
    let mut lines = text(key, &parts.join(theme.between()), theme.strong());
    lines.extend(text("grant-given", &[cx.i18n.t_with("grant-by", &by), end].join(theme.between()), theme.text()));
    let keys = held(&grant.classes, &grant.waiting);
    lines.extend(text("grant-keys", &keys, style(!grant.waiting.is_empty())));
    let lookups = held(&grant.lookups, &grant.waiting_lookups);
    lines.extend(text("grant-lookups", &lookups, style(!grant.waiting_lookups.is_empty())));
    lines
}

fn session_line(row: usize, session: &SessionRow, cx: &Context) -> Line {
    let theme = cx.theme;
    let seen = cx.i18n.t_with("session-seen", &[("moment", cx.short(session.last_seen).into())]);
    let mine = if session.mine { cx.t("session-mine") } else { String::new() };
    Line::row(
        row,
        vec![
            cell(14, cx.stamp(session.started_at), theme.text()),
            cell(28, seen, theme.dim()),
            cell(20, session.origin.clone(), theme.text()),
            cell(0, mine, theme.accent()),
        ],
    )
}

fn decision_line(row: usize, decision: &DecisionRow, cx: &Context) -> Line {
    let theme = cx.theme;
    let (words, style) = if decision.refused.is_empty() {
        (decision.issuer.clone(), theme.text())
    } else {
        (format!("{} {}", theme.no(), decision.refused), theme.bad())
    };
    Line::row(
        row,
        vec![
            cell(14, cx.stamp(decision.issued_at), theme.text()),
            cell(8, cx.i18n.lang.number(decision.sequence), theme.dim()),
            cell(24, words::act(&decision.act, cx), theme.text()),
            cell(0, words, style),
        ],
    )
}
