//! What waits for this member: requests and proposals to decide, keys to give and to change, alerts; and what came of
//! one's own requests.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::admin::listing::{moved, said};
use super::admin::{Section, alert_words, alerts, words};
use crate::desk::api::{
    AlertView, MemberRow, OfficeAnswer, OfficeQuery, Problem, ProposalView, Reply, Request, RequestStanding,
    RequestView, Today,
};
use crate::domain::{Class, Id};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::alert::AlertPage;
use crate::ui::popups::office::{decide, member};
use crate::ui::widgets::paint;
use crate::ui::widgets::sheet::{self, Cell, Line, cell};

/// One row, and what it is about.
#[derive(Debug)]
enum Item {
    Request(RequestView),
    Proposal(ProposalView),
    Waiting(MemberRow),
    Alert(AlertView),
    Rotation(Class),
    Own(RequestView),
}

/// What a row is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Record(&'static str, Id),
    Class(Class),
}

impl Item {
    /// The key of the heading that it stands under.
    const fn part(&self) -> &'static str {
        match self {
            Self::Request(_) => "today-requests",
            Self::Proposal(_) => "today-proposals",
            Self::Waiting(_) => "today-waiting",
            Self::Alert(_) => "today-alerts",
            Self::Rotation(_) => "today-rotations",
            Self::Own(_) => "today-own",
        }
    }

    const fn mark(&self) -> Mark {
        match self {
            Self::Request(request) | Self::Own(request) => Mark::Record(self.part(), request.id),
            Self::Proposal(proposal) => Mark::Record(self.part(), proposal.id),
            Self::Waiting(member) => Mark::Record(self.part(), member.id),
            Self::Alert(alert) => Mark::Record(self.part(), alert.id),
            Self::Rotation(class) => Mark::Class(*class),
        }
    }

    /// The customer of one's own request, once it was approved.
    fn customer(&self) -> Option<Id> {
        match self {
            Self::Own(request) if request.standing == RequestStanding::Approved => request.customer,
            _ => None,
        }
    }
}

#[derive(Debug, Default)]
pub struct TodayScreen {
    /// `None`: not known yet.
    items: Option<Vec<Item>>,
    at: usize,
    ticket: Option<u64>,
    problem: Option<Problem>,
}

impl TodayScreen {
    /// Asks what waits now.
    pub fn load(&mut self, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Today)));
    }

    fn items(&self) -> &[Item] {
        self.items.as_deref().unwrap_or_default()
    }

    fn selected(&self) -> Option<&Item> {
        self.items().get(self.at)
    }

    fn take(&mut self, mut today: Today, cx: &mut Context) {
        cx.waiting = today.count();
        alerts::by_urgency(&mut today.alerts);
        cx.dirty = true;
        let before = self.selected().map(Item::mark);
        let mut items: Vec<Item> = today.requests.into_iter().map(Item::Request).collect();
        items.extend(today.proposals.into_iter().map(Item::Proposal));
        items.extend(today.waiting.into_iter().map(Item::Waiting));
        items.extend(today.alerts.into_iter().map(Item::Alert));
        items.extend(today.rotations.into_iter().map(Item::Rotation));
        items.extend(today.own.into_iter().map(Item::Own));
        let found = items.iter().position(|item| Some(item.mark()) == before);
        self.at = found.unwrap_or(self.at.min(items.len().saturating_sub(1)));
        self.items = Some(items);
        self.problem = None;
    }

    fn open(&self, cx: &mut Context) {
        match self.selected() {
            Some(Item::Request(request)) => cx.opened.push(Box::new(decide::request(request.clone(), cx))),
            Some(Item::Proposal(proposal)) => cx.opened.push(Box::new(decide::proposal(proposal.clone(), cx))),
            Some(Item::Waiting(row)) => cx.opened.push(Box::new(member::give(row, cx))),
            Some(Item::Alert(seen)) => {
                let page = AlertPage::open(seen.clone(), cx);
                cx.opened.push(Box::new(page));
            }
            Some(Item::Rotation(_)) => cx.intents.push(Intent::Section(Section::Keys)),
            Some(own) => cx.intents.extend(own.customer().map(Intent::OpenCustomer)),
            None => {}
        }
    }

    fn lines(&self, cx: &Context) -> Vec<Line> {
        let theme = cx.theme;
        let items = self.items();
        let mut lines = Vec::new();
        for (row, item) in items.iter().enumerate() {
            if row == 0 || items[row - 1].part() != item.part() {
                if row > 0 {
                    lines.push(Line::blank());
                }
                let count = items.iter().filter(|other| other.part() == item.part()).count();
                let heading = format!("{} {}", cx.t(item.part()), count);
                lines.push(Line::heading(heading, theme));
            }
            lines.push(Line::row(row, cells(item, cx)));
            lines.extend(more(item, cx));
        }
        lines
    }
}

/// When, who, and what about.
fn cells(item: &Item, cx: &Context) -> Vec<Cell> {
    let theme = cx.theme;
    let (time, name) = (14, if cx.wide() { 26 } else { 18 });
    match item {
        Item::Request(request) => vec![
            cell(time, cx.short(request.at), theme.text()),
            cell(name + 10, request.member.clone(), theme.strong()),
            cell(0, words::wanted(&request.code, request.field, cx), theme.text()),
        ],
        Item::Proposal(proposal) => {
            let by = if proposal.mine { cx.t("proposal-mine") } else { proposal.by.clone() };
            let what = [words::act(&proposal.act, cx), proposal.about.clone()].join(": ");
            vec![
                cell(time, cx.short(proposal.at), theme.text()),
                cell(name, by, theme.strong()),
                cell(0, what, theme.text()),
            ]
        }
        Item::Waiting(row) => vec![
            cell(time + name, row.name.clone(), theme.text()),
            cell(0, words::classes(&row.waiting, cx), theme.warn()),
        ],
        Item::Alert(alert) => {
            let (severity, style) = alert_words::severity(alert.severity, cx);
            vec![
                cell(time, cx.short(alert.at), theme.text()),
                cell(13, severity, style),
                cell(name + 10, words::alert(&alert.kind, cx), theme.strong()),
                cell(0, alert.subject.clone(), theme.text()),
            ]
        }
        Item::Rotation(class) => {
            vec![cell(time, cx.t(words::class_key(*class)), theme.text()), cell(0, cx.t("today-rotation"), theme.dim())]
        }
        Item::Own(request) => {
            let (standing, style) = words::request_standing(request.standing, cx);
            let until = request.until.filter(|_| request.standing == RequestStanding::Approved);
            let until = until.map(|until| cx.i18n.t_with("request-until", &[("moment", cx.short(until).into())]));
            vec![
                cell(time, cx.short(request.at), theme.text()),
                cell(name + 10, words::wanted(&request.code, request.field, cx), theme.text()),
                cell(14, standing, style),
                cell(0, until.unwrap_or_default(), theme.dim()),
            ]
        }
    }
}

/// Lines below, where there is more to say: why it was asked for, what was answered, what was seen.
fn more(item: &Item, cx: &Context) -> Vec<Line> {
    let words = match item {
        Item::Request(request) => cx.reason(&request.reason),
        Item::Own(request) if request.words.is_empty() => request.decided_by.clone(),
        Item::Own(request) => [request.decided_by.as_str(), &request.words].join(": "),
        Item::Alert(alert) => alert_words::about(&alert.kind, &alert.facts, &alert.about, cx),
        _ => String::new(),
    };
    let style = cx.theme.dim();
    match item {
        _ if words.is_empty() => Vec::new(),
        Item::Alert(_) => sheet::wrapped("", &words, 14, cx.size.0.saturating_sub(3), style, cx.theme),
        _ => vec![Line::of(vec![cell(14, "", style), cell(0, words, style)])],
    }
}

impl Layer for TodayScreen {
    fn place(&self) -> Place {
        Place::Today
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-today")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = match self.selected() {
            Some(Item::Rotation(_)) => facts.may_admin,
            Some(own @ Item::Own(_)) => own.customer().is_some() && facts.may_list,
            selected => selected.is_some(),
        };
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.items().len(), action, cx.body_height()) {
            self.at = to;
            return Answer::Consumed;
        }
        match action {
            Action::Reload => self.load(cx),
            Action::Open => self.open(cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.items().len().saturating_sub(1));
        if double {
            self.open(cx);
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Today(today))) => self.take(*today, cx),
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        if !self.items().is_empty() && self.problem.is_none() {
            return sheet::draw(buf, area, &self.lines(cx), Some(self.at), cx);
        }
        if self.items.is_none() || self.problem.is_some() {
            return Some(said(buf, area, self.ticket.is_some(), self.problem.as_ref(), "", cx));
        }
        let y = area.y + area.height / 3;
        let inside = Rect::new(area.x + 4, y, area.width.saturating_sub(8), area.bottom().saturating_sub(y));
        let used = paint::paragraph(buf, inside, &cx.t("today-none"), cx.theme.strong());
        let below = Rect { y: y + used + 1, height: inside.height.saturating_sub(used + 1), ..inside };
        let key = cx.keys.written(if cx.rights().list { "show-customers" } else { "palette" });
        let next = if cx.rights().list { "today-next" } else { "today-next-palette" };
        paint::paragraph(buf, below, &cx.i18n.t_with(next, &[("key", key.into())]), cx.theme.dim());
        Some(inside.as_position())
    }
}
