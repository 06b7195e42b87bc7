//! What waits for this member: alerts, what to decide, keys to give and to change, tickets whose time runs out, what is
//! due today; and what came of one's own requests.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::admin::listing::{moved, said};
use super::admin::{Section, alert_words, alerts, words};
use super::reports::Reports;
use super::tasks::words as task_words;
use super::tickets::load::escalate;
use crate::desk::api::{
    ActivityReply, ActivityRequest, AlertView, MemberRow, MentionRow, OfficeAnswer, OfficeQuery, Problem, ProposalView,
    Reply, ReportKind, Request, RequestStanding, RequestView, TaskReply, TaskRequest, TaskRow, TasksToday, TicketReply,
    TicketRequest, TicketRow, TicketsToday, Today,
};
use crate::domain::{Class, Id, Micros};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::note_view::NoteView;
use crate::ui::popups::office::alert::AlertPage;
use crate::ui::popups::office::{decide, member};
use crate::ui::popups::task::form::TaskForm;
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::widgets::sheet::{self, Cell, Line, cell};
use crate::ui::widgets::{markdown, paint};

/// One row, and what it is about.
#[derive(Debug)]
enum Item {
    Request(RequestView),
    Proposal(ProposalView),
    Waiting(MemberRow),
    Alert(AlertView),
    Rotation(Class),
    /// A ticket whose promise has run out or soon will.
    Ticket(Box<TicketRow>),
    /// One that leads are told of.
    Escalated(Box<TicketRow>),
    /// A line of a timeline that turns to this member, and was not seen yet.
    Mention(MentionRow),
    Overdue(Box<TaskRow>),
    Task(Box<TaskRow>),
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
            Self::Ticket(_) => "today-tickets",
            Self::Escalated(_) => "today-escalated",
            Self::Mention(_) => "today-mentions",
            Self::Overdue(_) => "today-overdue",
            Self::Task(_) => "today-tasks",
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
            Self::Ticket(row) | Self::Escalated(row) => Mark::Record("", row.ticket.id),
            Self::Mention(row) => Mark::Record("", row.note),
            // A task that becomes overdue is the same one.
            Self::Overdue(row) | Self::Task(row) => Mark::Record("", row.task.id),
        }
    }

    /// Whether it is known by an ask of its own.
    const fn is_work(&self) -> bool {
        matches!(self, Self::Ticket(_) | Self::Escalated(_) | Self::Mention(_) | Self::Overdue(_) | Self::Task(_))
    }

    /// The customer of one's own request, once it was approved.
    fn customer(&self) -> Option<Id> {
        match self {
            Self::Own(request) if request.standing == RequestStanding::Approved => request.customer,
            _ => None,
        }
    }
}

/// The rows of the charts.
const CHARTS: u16 = 10;

#[derive(Debug, Default)]
pub struct TodayScreen {
    /// `None`: not known yet.
    items: Option<Vec<Item>>,
    at: usize,
    ticket: Option<u64>,
    /// The asks for tasks, for tickets and for mentions.
    tasks: Option<u64>,
    tickets: Option<u64>,
    mentions: Option<u64>,
    /// All of them were answered once: whoever looks at the first row by now has chosen it.
    known: bool,
    /// What they answered last.
    work: Work,
    /// How the tickets stand, below what waits.
    charts: Reports,
    /// When the day ends, and other tasks are due.
    tomorrow: Option<Micros>,
    problem: Option<Problem>,
}

/// Tickets, mentions and tasks that wait.
#[derive(Debug, Default)]
struct Work {
    tickets: TicketsToday,
    mentions: Vec<MentionRow>,
    tasks: TasksToday,
}

impl TodayScreen {
    /// Asks what waits now.
    pub fn load(&mut self, cx: &mut Context) {
        self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Today)));
        self.load_work(cx);
    }

    /// It is shown: what is there to look at is counted, too.
    pub fn enter(&mut self, cx: &mut Context) {
        self.load(cx);
        self.charts.look_at(&[ReportKind::Tickets, ReportKind::Promises], cx);
    }

    /// Asks which tickets, mentions and tasks wait.
    pub fn load_work(&mut self, cx: &mut Context) {
        let rights = cx.rights();
        if rights.tasks {
            self.tasks = Some(cx.ask(Request::Task(Box::new(TaskRequest::Today))));
        }
        if rights.tickets {
            self.tickets = Some(cx.ask(Request::Ticket(Box::new(TicketRequest::Today))));
            escalate(cx);
        }
        self.load_mentions(cx);
    }

    pub fn load_mentions(&mut self, cx: &mut Context) {
        self.mentions = Some(cx.ask(Request::Activity(Box::new(ActivityRequest::Mentions))));
    }

    fn items(&self) -> &[Item] {
        self.items.as_deref().unwrap_or_default()
    }

    fn selected(&self) -> Option<&Item> {
        self.items().get(self.at)
    }

    fn take(&mut self, mut today: Today, cx: &mut Context) {
        alerts::by_urgency(&mut today.alerts);
        let mut items: Vec<Item> = today.alerts.into_iter().map(Item::Alert).collect();
        items.extend(today.requests.into_iter().map(Item::Request));
        items.extend(today.proposals.into_iter().map(Item::Proposal));
        items.extend(today.waiting.into_iter().map(Item::Waiting));
        items.extend(today.rotations.into_iter().map(Item::Rotation));
        items.extend(today.own.into_iter().map(Item::Own));
        self.problem = None;
        let before = self.selected().map(Item::mark);
        self.put(items, before, cx);
    }

    /// These, with the tickets and tasks that are known in their place before one's own requests.
    fn put(&mut self, mut items: Vec<Item>, before: Option<Mark>, cx: &mut Context) {
        cx.dirty = true;
        items.retain(|item| !item.is_work());
        let own = items.iter().position(|item| matches!(item, Item::Own(_))).unwrap_or(items.len());
        let today = self.work.tasks.today;
        let overdue = |row: &TaskRow| row.due.is_some_and(|due| due.date() < today);
        let tasks = self.work.tasks.rows.iter().cloned().map(Box::new);
        let tasks = tasks.map(|row| if overdue(&row) { Item::Overdue(row) } else { Item::Task(row) });
        let TicketsToday { own: tickets, escalated } = &self.work.tickets;
        let tickets = tickets.iter().cloned().map(|row| Item::Ticket(Box::new(row)));
        let escalated = escalated.iter().cloned().map(|row| Item::Escalated(Box::new(row)));
        let mentions = self.work.mentions.iter().cloned().map(Item::Mention);
        let work: Vec<Item> = tickets.chain(escalated).chain(mentions).chain(tasks).collect();
        items.splice(own..own, work);
        cx.waiting = items.iter().filter(|item| !matches!(item, Item::Own(_))).count();
        let chosen = self.known || self.at > 0;
        let found = items.iter().position(|item| chosen && Some(item.mark()) == before);
        self.at = found.unwrap_or(self.at.min(items.len().saturating_sub(1)));
        self.items = Some(items);
    }

    /// Other tickets and tasks beside what is shown.
    fn renew(&mut self, cx: &mut Context) {
        let before = self.selected().map(Item::mark);
        if let Some(items) = self.items.take() {
            self.put(items, before, cx);
        }
    }

    fn open(&mut self, cx: &mut Context) {
        match self.items().get(self.at) {
            Some(Item::Request(request)) => cx.opened.push(Box::new(decide::request(request.clone(), cx))),
            Some(Item::Proposal(proposal)) => cx.opened.push(Box::new(decide::proposal(proposal.clone(), cx))),
            Some(Item::Waiting(row)) => cx.opened.push(Box::new(member::give(row, cx))),
            Some(Item::Alert(seen)) => {
                let page = AlertPage::open(seen.clone(), cx);
                cx.opened.push(Box::new(page));
            }
            Some(Item::Rotation(_)) => cx.intents.push(Intent::Section(Section::Keys)),
            Some(Item::Ticket(row) | Item::Escalated(row)) => {
                cx.intents.push(Intent::Tickets(TicketsIntent::Open(row.ticket.id)));
            }
            Some(Item::Mention(row)) => {
                let (note, line) = (row.note, NoteView::mention(row, cx));
                cx.opened.push(Box::new(line));
                self.work.mentions.retain(|mention| mention.note != note);
                self.renew(cx);
            }
            Some(Item::Overdue(row) | Item::Task(row)) => {
                let form = TaskForm::open(row.task.id, cx);
                cx.opened.push(Box::new(form));
            }
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
            lines.push(Line::row(row, self.cells(item, cx)));
            lines.extend(more(item, cx));
        }
        lines
    }

    fn cells(&self, item: &Item, cx: &Context) -> Vec<Cell> {
        match item {
            // No mark is set here, so they begin where all else does.
            Item::Overdue(row) | Item::Task(row) => {
                task_words::cells(row, false, self.work.tasks.today, cx).split_off(1)
            }
            item => cells(item, cx),
        }
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
        Item::Ticket(row) | Item::Escalated(row) => {
            let clocks = [&row.ticket.clocks.respond, &row.ticket.clocks.resolve];
            let ends = clocks.into_iter().filter(|clock| clock.ended.is_none()).filter_map(|clock| clock.due).min();
            let late = ends.is_some_and(|end| end <= cx.now);
            let (mark, style) = if late { (theme.no(), theme.bad()) } else { ("!", theme.warn()) };
            vec![
                cell(time, ends.map(|end| cx.short(end)).unwrap_or_default(), style),
                cell(2, mark, style),
                cell(8, format!("#{}", row.ticket.number), theme.text()),
                cell(name + 8, row.ticket.subject.clone(), theme.strong()),
                cell(0, row.customer.clone(), theme.text()),
            ]
        }
        Item::Mention(row) => vec![
            cell(time, cx.short(row.at), theme.text()),
            cell(name, row.by.clone(), theme.strong()),
            cell(name, row.name.clone(), theme.text()),
            cell(0, markdown::first_line(&row.text), theme.dim()),
        ],
        // They are drawn as the screen Tasks draws them.
        Item::Overdue(_) | Item::Task(_) => Vec::new(),
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
        [self.ticket, self.tasks, self.tickets, self.mentions].contains(&Some(ticket)) || self.charts.waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.charts.waits(ticket) {
            return self.charts.reply(ticket, result, cx);
        }
        let ours = self.ticket.take_if(|expected| *expected == ticket).is_some();
        for asked in [&mut self.tasks, &mut self.tickets, &mut self.mentions] {
            asked.take_if(|expected| *expected == ticket);
        }
        let known = [self.ticket, self.tasks, self.tickets, self.mentions].iter().all(Option::is_none);
        match result {
            Ok(Reply::Office(OfficeAnswer::Today(today))) => self.take(*today, cx),
            Ok(Reply::Task(reply)) => {
                if let TaskReply::Today(tasks) = *reply {
                    self.tomorrow = Some(tasks.tomorrow).filter(|tomorrow| *tomorrow > cx.now);
                    self.work.tasks = *tasks;
                    self.renew(cx);
                }
            }
            Ok(Reply::Ticket(reply)) => {
                if let TicketReply::Today(tickets) = *reply {
                    self.work.tickets = *tickets;
                    self.renew(cx);
                }
            }
            Ok(Reply::Activity(reply)) => {
                if let ActivityReply::Mentions(mut mentions) = *reply {
                    mentions.retain(|mention| !mention.seen);
                    self.work.mentions = mentions;
                    self.renew(cx);
                }
            }
            Ok(_) => {}
            Err(problem) if ours => self.problem = Some(problem),
            // The rest of the day is shown all the same.
            Err(_) => {}
        }
        self.known |= known;
        Answer::Consumed
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        if self.tomorrow.take_if(|tomorrow| *tomorrow <= cx.now).is_some() {
            self.load_work(cx);
        }
        Answer::Consumed
    }

    fn wake(&self, _cx: &Context) -> Option<Micros> {
        self.tomorrow
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        if !self.items().is_empty() && self.problem.is_none() {
            let lines = self.lines(cx);
            // Charts never take the place of what waits.
            let used = u16::try_from(lines.len()).unwrap_or(u16::MAX);
            if self.charts.has_any() && area.height > used.saturating_add(CHARTS) {
                let below = Rect { y: area.bottom() - CHARTS, height: CHARTS, ..area };
                self.charts.draw_beside(buf, below, cx);
            }
            return sheet::draw(buf, area, &lines, Some(self.at), cx);
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
