//! The form of a new ticket or of an edit. It covers the whole body.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::TicketKept;
use super::requester::RequesterPick;
use super::sides::draft_of;
use crate::desk::api::{Problem, Reply, TicketChoices, TicketDetail, TicketDraft, TicketReply, TicketRequest};
use crate::domain::ticket::{Channel, Priority};
use crate::domain::{Id, Secret};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::drafts::{self, Body};
use crate::ui::event::{Effect, Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::tickets::load::ask;
use crate::ui::screens::tickets::words;
use crate::ui::widgets::area::Area;
use crate::ui::widgets::fields::Fields;
use crate::ui::widgets::paint;

pub(super) const SUBJECT: usize = 0;
pub(super) const KIND: usize = 1;
pub(super) const PRODUCT: usize = 2;
pub(super) const PRIORITY: usize = 3;
pub(super) const CHANNEL: usize = 4;
pub(super) const OWNER: usize = 5;
pub(super) const QUEUE: usize = 6;
/// The names of the fields, as the desk knows them.
const NAMES: [&str; 7] = ["subject", "kind", "product", "priority", "channel", "owner", "department"];
/// Where values begin.
const LABELS: u16 = 19;

/// What the choices of the form stand for, in their order.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub kinds: Vec<String>,
    pub products: Vec<String>,
    pub owners: Vec<(Option<Id>, String)>,
    pub queues: Vec<(Option<Id>, String)>,
}

impl Offers {
    /// What the office offers, and what the ticket has already, whatever that is.
    fn new(kept: &TicketKept, choices: Option<&TicketChoices>, cx: &Context) -> Self {
        let none = TicketChoices::default();
        let all = choices.unwrap_or(&none);
        let draft = &kept.draft;
        let words = |offered: &[String], held: &str| {
            let mut words = vec![String::new()];
            words.extend(offered.iter().cloned());
            if !words.iter().any(|word| word == held) {
                words.push(held.to_owned());
            }
            words
        };
        let people = |first: (Option<Id>, String), offered: &[(Id, String)], held: (Option<Id>, &str)| {
            let mut people = vec![first];
            people.extend(offered.iter().map(|(id, name)| (Some(*id), name.clone())));
            if !people.iter().any(|(id, _)| *id == held.0) {
                people.push((held.0, held.1.to_owned()));
            }
            people
        };
        Self {
            kinds: words(&all.kinds, &draft.kind),
            products: words(&all.products, &draft.product),
            owners: people((None, cx.t("filter-nobody")), &all.members, (draft.owner, &kept.owner)),
            queues: people((None, cx.t("ticket-own-queue")), &all.departments, (draft.department, &kept.department)),
        }
    }
}

#[derive(Debug)]
pub struct TicketForm {
    pub(super) kept: TicketKept,
    pub(super) offers: Offers,
    pub(super) fields: Fields,
    /// The first note of a new ticket.
    area: Area,
    in_area: bool,
    /// It was gone on with: what stands in it is not saved.
    resumed: bool,
    asked: Option<u64>,
    problem: Option<String>,
}

impl TicketForm {
    /// For this customer, or for one still to be found.
    pub fn new_ticket(requester: Option<(Id, String)>, cx: &mut Context) -> Self {
        let (customer, name) = requester.map_or((None, String::new()), |(id, name)| (Some(id), name));
        let draft = TicketDraft { customer, ..TicketDraft::default() };
        let kept = TicketKept { draft, base: None, requester: name, owner: String::new(), department: String::new() };
        Self::with(kept, cx)
    }

    pub fn edit(detail: &TicketDetail, cx: &Context) -> Self {
        let ticket = &detail.row.ticket;
        let kept = TicketKept {
            draft: draft_of(ticket),
            base: Some(Box::new(ticket.clone())),
            requester: detail.row.customer.clone(),
            owner: detail.row.owner.clone(),
            department: detail.row.department.clone(),
        };
        Self::with(kept, cx)
    }

    /// The form as it was when the draft was kept. If the ticket has changed since, saving tells.
    pub fn resume(kept: TicketKept, cx: &Context) -> Self {
        Self { resumed: true, ..Self::with(kept, cx) }
    }

    fn with(kept: TicketKept, cx: &Context) -> Self {
        let offers = Offers::new(&kept, cx.ticket_choices.as_ref(), cx);
        let mut area = Area::default();
        area.insert(&kept.draft.text);
        let fields = fields(&kept.draft, &offers, cx);
        Self { kept, offers, fields, area, in_area: false, resumed: false, asked: None, problem: None }
    }

    fn is_new(&self) -> bool {
        self.kept.base.is_none()
    }

    pub(super) fn draft(&self) -> TicketDraft {
        let nth = |all: &[String], field: usize| all.get(self.fields.chosen(field)).cloned().unwrap_or_default();
        let who = |all: &[(Option<Id>, String)], field| all.get(self.fields.chosen(field)).and_then(|(id, _)| *id);
        TicketDraft {
            subject: self.fields.typed(SUBJECT).to_owned(),
            kind: nth(&self.offers.kinds, KIND),
            product: nth(&self.offers.products, PRODUCT),
            priority: Priority::ALL.get(self.fields.chosen(PRIORITY)).copied().unwrap_or_default(),
            channel: Channel::ALL.get(self.fields.chosen(CHANNEL)).copied().unwrap_or_default(),
            owner: who(&self.offers.owners, OWNER),
            department: who(&self.offers.queues, QUEUE),
            text: if self.area.is_empty() { String::new() } else { self.area.text() },
            ..self.kept.draft.clone()
        }
    }

    /// Stands on this draft from now on, such as after a conflict.
    pub(super) fn stand_on(&mut self, draft: TicketDraft, cx: &Context) {
        self.kept.draft = draft;
        self.offers = Offers::new(&self.kept, cx.ticket_choices.as_ref(), cx);
        self.fields = fields(&self.kept.draft, &self.offers, cx);
        self.resumed = true;
    }

    pub(super) fn save(&mut self, cx: &mut Context) {
        if self.asked.is_some() {
            return;
        }
        self.problem = None;
        self.fields.clear_errors();
        if self.fields.typed(SUBJECT).is_empty() {
            self.in_area = false;
            return self.fields.fail(SUBJECT, cx.t("ticket-subject-needed"));
        }
        self.asked = Some(ask(TicketRequest::Save(Box::new(self.draft())), cx));
    }

    fn refused(&mut self, problem: Problem, cx: &mut Context) {
        match problem {
            Problem::TicketConflict { current } => {
                let conflict = self.conflict(current, cx);
                cx.opened.push(Box::new(conflict));
            }
            Problem::Invalid { ref field, unfit } => match NAMES.iter().position(|name| name == field) {
                Some(index) => {
                    self.in_area = false;
                    self.fields.fail(index, cx.i18n.unfit_alone(unfit));
                }
                None => self.problem = Some(cx.i18n.problem(&problem)),
            },
            problem => self.problem = Some(cx.told(&problem)),
        }
    }

    fn step(&mut self, down: bool) {
        self.fields.step(down);
    }

    /// Tab goes between the fields and the first note, where there is one.
    fn turn(&mut self, down: bool) {
        if self.is_new() {
            self.in_area = !self.in_area;
        } else {
            self.step(down);
        }
    }

    fn foot(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        match &self.problem {
            Some(problem) => (format!("{} {problem}", theme.no()), theme.bad()),
            None if self.asked.is_some() => (cx.t("form-saving"), theme.dim()),
            None if self.fields.on_choice() && !self.in_area => (cx.t("form-choice-lead"), theme.dim()),
            None => (String::new(), theme.dim()),
        }
    }
}

fn fields(draft: &TicketDraft, offers: &Offers, cx: &Context) -> Fields {
    let at = |all: &[String], word: &str| all.iter().position(|other| other == word).unwrap_or(0);
    let who =
        |all: &[(Option<Id>, String)], id: Option<Id>| all.iter().position(|(other, _)| *other == id).unwrap_or(0);
    let names = |all: &[(Option<Id>, String)]| all.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
    let shown = |all: &[String]| {
        let word = |word: &String| if word.is_empty() { cx.t("ticket-none-chosen") } else { word.clone() };
        all.iter().map(word).collect::<Vec<_>>()
    };
    let priority = Priority::ALL.iter().position(|other| *other == draft.priority).unwrap_or(1);
    let channel = Channel::ALL.iter().position(|other| *other == draft.channel).unwrap_or(0);
    Fields::default()
        .text(cx.t("field-subject"), &draft.subject)
        .choice(cx.t("field-kind"), shown(&offers.kinds), at(&offers.kinds, &draft.kind))
        .choice(cx.t("field-product"), shown(&offers.products), at(&offers.products, &draft.product))
        .choice(cx.t("field-priority"), Priority::ALL.map(|one| words::priority(one, cx).0).to_vec(), priority)
        .choice(cx.t("field-channel"), Channel::ALL.map(|one| cx.t(words::channel_key(one))).to_vec(), channel)
        .choice(cx.t("field-owner"), names(&offers.owners), who(&offers.owners, draft.owner))
        .choice(cx.t("ticket-queue"), names(&offers.queues), who(&offers.queues, draft.department))
}

impl Layer for TicketForm {
    fn place(&self) -> Place {
        Place::TicketForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        match &self.kept.base {
            Some(base) => vec![cx.i18n.t_with("ticket-form-edit", &[("number", format!("#{}", base.number).into())])],
            None => vec![cx.t("ticket-form-new")],
        }
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_choose_requester = facts.may_list;
        facts.words = self.is_new();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.turn(true),
            Action::PreviousField => self.turn(false),
            Action::Save => self.save(cx),
            Action::EditOutside if self.is_new() => cx.effects.push(Effect::EditText(self.area.text())),
            Action::ToCustomer => {
                let pick = RequesterPick::new(cx);
                cx.opened.push(Box::new(pick));
            }
            // What is on its way can't be dropped any more.
            Action::Cancel if self.asked.is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.asked.is_some() && !key.ctrl {
            // It is on its way: what is typed now would be in no version.
            return Answer::Consumed;
        }
        if self.in_area {
            return if self.area.key(key) { Answer::Consumed } else { Answer::Ignored };
        }
        match key.code {
            KeyCode::Down | KeyCode::Enter => self.step(true),
            KeyCode::Up => self.step(false),
            _ => return if self.fields.key(key) { Answer::Consumed } else { Answer::Ignored },
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        match (self.asked, self.in_area) {
            (Some(_), _) => {}
            (None, true) => self.area.insert(text),
            (None, false) => self.fields.paste(text),
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Field(field) => {
                self.in_area = false;
                self.fields.go(field);
            }
            Target::Pane => self.in_area = self.is_new(),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn edited(&mut self, text: &str, _cx: &mut Context) {
        if self.is_new() && self.asked.is_none() {
            self.area = Area::default();
            self.area.insert(text.trim_end());
            self.in_area = true;
        }
    }

    fn draft_key(&self) -> Option<String> {
        Some(match &self.kept.base {
            Some(base) => format!("ticket:{}", base.id),
            None => "ticket:new".to_owned(),
        })
    }

    fn draft(&self) -> Option<Secret> {
        let kept = TicketKept { draft: Self::draft(self), ..self.kept.clone() };
        Some(drafts::written(&Body::Ticket(Box::new(kept))))
    }

    fn waits(&self, ticket: u64) -> bool {
        self.asked == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.asked = None;
        let reply = match result {
            Ok(Reply::Ticket(reply)) => *reply,
            Ok(_) => return Answer::Consumed,
            Err(problem) => {
                self.refused(problem, cx);
                return Answer::Consumed;
            }
        };
        let TicketReply::Saved { ticket, number, created } = reply else { return Answer::Consumed };
        let key = if created { "ticket-created" } else { "ticket-changed" };
        let args = [("number", format!("#{number}").into()), ("undo", cx.keys.written("undo").into())];
        cx.say(Tone::Good, cx.i18n.t_with(key, &args));
        cx.intents.push(Intent::Tickets(TicketsIntent::Saved(ticket)));
        Answer::Close
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::DropForm => return Answer::Close,
            Intent::MergeTicket(merge) => {
                self.merge(merge, cx);
                self.save(cx);
            }
            Intent::Tickets(TicketsIntent::Requester(id, name)) => {
                self.kept.draft.customer = Some(*id);
                self.kept.requester.clone_from(name);
                self.resumed = true;
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn unsaved(&self) -> bool {
        self.resumed || self.fields.touched() || (self.is_new() && !self.area.is_empty())
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let body = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height.saturating_sub(1));
        paint::text(buf, body.x + 2, body.y, LABELS - 3, &cx.t("field-requester"), theme.dim());
        let (requester, style) = match self.kept.draft.customer {
            Some(_) if self.kept.requester.is_empty() => (cx.t("ticket-hidden-requester"), theme.dim()),
            Some(_) => (self.kept.requester.clone(), theme.strong()),
            None => {
                let key = cx.keys.written("choose-requester");
                (cx.i18n.t_with("ticket-choose-requester", &[("key", key.into())]), theme.dim())
            }
        };
        paint::text(buf, body.x + LABELS, body.y, body.width.saturating_sub(LABELS), &requester, style);
        let (foot, style) = self.foot(cx);
        paint::text(buf, body.x + 2, area.bottom().saturating_sub(1), body.width.saturating_sub(2), &foot, style);
        let rest = Rect { y: body.y + 1, height: body.height.saturating_sub(1), ..body };
        let left = rest.height.saturating_sub(self.fields.height()).max(4);
        let lower = if self.is_new() { left.min(rest.height) } else { 0 };
        let upper = Rect { height: rest.height - lower, ..rest };
        let at_fields = self.fields.draw(buf, upper, LABELS, cx);
        if lower < 3 {
            return at_fields;
        }
        let words = Rect { y: upper.bottom(), height: lower, ..rest };
        paint::rule(buf, words.x, words.y, words.width, theme);
        let lead = cx.i18n.t_with("ticket-first-note", &[("key", cx.keys.written("next-part").into())]);
        let style = if self.in_area { theme.accent() } else { theme.dim() };
        paint::text(buf, words.x + 2, words.y + 1, words.width.saturating_sub(2), &lead, style);
        let text = Rect::new(words.x + 2, words.y + 2, words.width.saturating_sub(4), words.height - 2);
        cx.hits.add(text, Target::Pane);
        let at_words = self.area.draw(buf, text);
        if self.in_area { Some(at_words) } else { at_fields }
    }
}
