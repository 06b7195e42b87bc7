//! What is done with the opened ticket, with the selected one, and with those that are marked.

use super::load::ask;
use super::open::links;
use super::{Tickets, words};
use crate::desk::api::{Problem, Reply, TicketChange, TicketReply, TicketRequest, TicketSort, TicketsDone};
use crate::domain::ticket::{Phase, Priority, Ticket};
use crate::domain::{Id, Secret};
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::keymap::Action;
use crate::ui::layer::Answer;
use crate::ui::popups::pick::{Choice, Pick};
use crate::ui::popups::ticket::TicketPick;
use crate::ui::popups::ticket::answer::AnswerForm;
use crate::ui::popups::ticket::form::TicketForm;
use crate::ui::popups::ticket::number::{Goal, NumberForm};
use crate::ui::widgets::choose::Item;

/// So long what was copied stays on the clipboard.
const COPIED_SECONDS: u16 = 60;

/// What was asked for, and what its answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A change of the ticket with this number; it may be the one that solves it.
    Change {
        ticket: Id,
        number: i64,
        solves: bool,
    },
    /// Whether one is told of what happens to it.
    Watch(Id),
    Rate(Id),
    Copy,
    Next,
}

impl Tickets {
    fn doing(&mut self, deed: Deed, request: TicketRequest, cx: &mut Context) {
        if self.doing.is_none() {
            self.doing = Some((ask(request, cx), deed));
        }
    }

    /// The ticket that a key is about: the opened one, or the selected row.
    fn at_hand(&self) -> Option<&Ticket> {
        match self.opened() {
            Some(_) => self.loaded().map(|detail| &detail.row.ticket),
            None => self.rows.selected().map(|row| &row.ticket),
        }
    }

    fn change(&mut self, change: TicketChange, cx: &mut Context) {
        let Some(ticket) = self.at_hand() else { return };
        let solves = matches!(&change, TicketChange::Status(key)
            if words::phase_of(key, cx) == Some(Phase::Solved) && ticket.satisfaction.is_none());
        let deed = Deed::Change { ticket: ticket.id, number: ticket.number, solves };
        let tickets = vec![(ticket.id, ticket.version)];
        self.doing(deed, TicketRequest::Change { tickets, change, dry_run: false }, cx);
    }

    /// Takes it for oneself.
    pub fn take(&mut self, cx: &mut Context) {
        if let Some(me) = cx.who.as_ref().map(|who| who.member) {
            self.change(TicketChange::Owner(Some(me)), cx);
        }
    }

    pub fn next_ticket(&mut self, cx: &mut Context) {
        let after = self.opened();
        self.doing(Deed::Next, TicketRequest::Next { queue: self.queue, after }, cx);
    }

    pub fn act_on_ticket(&mut self, action: Action, cx: &mut Context) -> Answer {
        let Some(detail) = self.loaded().cloned() else { return Answer::Ignored };
        let (id, ticket) = (detail.row.ticket.id, &detail.row.ticket);
        match action {
            Action::Edit => {
                let form = TicketForm::edit(&detail, cx);
                cx.opened.push(Box::new(form));
            }
            Action::Note | Action::Answer => {
                let form = AnswerForm::note(ticket, action == Action::Answer, cx);
                cx.opened.push(Box::new(form));
            }
            Action::HandOver => {
                let form = AnswerForm::hand_over(ticket, cx);
                cx.opened.push(Box::new(form));
            }
            Action::SetStatus => {
                let item = |(key, name): &(String, String)| {
                    let change = TicketChange::Status(key.clone());
                    Item::new(words::next_status(key, name, cx), pick(TicketPick::Change(change)))
                };
                open("ticket-pick-status", detail.next.iter().map(item).collect(), cx);
            }
            Action::SetPriority => open("ticket-pick-priority", priorities(cx), cx),
            Action::Assign => open("ticket-pick-owner", owners(cx), cx),
            Action::MoveQueue => open("ticket-pick-queue", queues(cx), cx),
            Action::Take => self.take(cx),
            Action::Watch => {
                let on = !detail.watching;
                self.doing(Deed::Watch(id), TicketRequest::Watch { ticket: id, on }, cx);
            }
            Action::Rate => open("ticket-pick-score", scores(cx), cx),
            Action::Relate => cx.opened.push(Box::new(NumberForm::new(&detail, Goal::Relate))),
            Action::MergeInto => cx.opened.push(Box::new(NumberForm::new(&detail, Goal::Merge))),
            Action::Linked => {
                let label = |number: i64, subject: &str| format!("#{number} {subject}").trim_end().to_owned();
                let item = |(id, number, subject): (Id, i64, String)| {
                    Item::new(label(number, &subject), pick(TicketPick::Open(id)))
                };
                open("ticket-pick-linked", links(&detail).into_iter().map(item).collect(), cx);
            }
            Action::Copy => self.doing(Deed::Copy, TicketRequest::AsText(id), cx),
            Action::ToCustomer | Action::Open => cx.intents.extend(ticket.customer.map(Intent::OpenCustomer)),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    /// What was chosen from one of the lists above.
    pub fn picked(&mut self, picked: &TicketPick, cx: &mut Context) {
        match picked {
            TicketPick::Sort(sort, descending) => self.sort_by(*sort, *descending, cx),
            TicketPick::Change(change) => self.change(change.clone(), cx),
            TicketPick::Many(change, words) => self.change_many(change, words, cx),
            TicketPick::Open(id) => self.open(*id, cx),
            TicketPick::Rate(score) => {
                if let Some(ticket) = self.opened() {
                    self.doing(Deed::Rate(ticket), TicketRequest::Rate { ticket, score: *score }, cx);
                }
            }
            TicketPick::Snippet(_) => {}
        }
    }

    /// Asks which change it shall be for all that are marked.
    pub fn pick_many(&self, cx: &mut Context) {
        let named = |field: &str, item: Item<Choice>| {
            let label = format!("{}: {}", cx.t(field), item.label);
            match item.value {
                Choice::Ticket(TicketPick::Change(change)) => {
                    Item::new(label, pick(TicketPick::Many(change, item.label)))
                }
                value => Item::new(label, value),
            }
        };
        let statuses = cx.ticket_choices.iter().flat_map(|choices| &choices.statuses).map(|(key, _, phase)| {
            let change = TicketChange::Status(key.clone());
            Item::new(words::status(key, *phase, cx), pick(TicketPick::Change(change)))
        });
        let all = [
            ("field-status", statuses.collect::<Vec<_>>()),
            ("field-owner", owners(cx)),
            ("field-priority", priorities(cx)),
            ("ticket-queue", queues(cx)),
        ];
        let items = all.into_iter().flat_map(|(field, items)| items.into_iter().map(move |item| (field, item)));
        let items = items.map(|(field, item)| named(field, item)).collect();
        open("ticket-pick-change", items, cx);
    }

    pub fn pick_sort(&self, cx: &mut Context) {
        let item = |sort: TicketSort, descending: bool| {
            let key = if descending { "sort-descending" } else { "sort-ascending" };
            let field = cx.t(words::sort_key(sort));
            Item::new(cx.i18n.t_with(key, &[("field", field.into())]), pick(TicketPick::Sort(sort, descending)))
        };
        let items = TicketSort::ALL.into_iter().flat_map(|sort| [item(sort, false), item(sort, true)]).collect();
        let now = (self.sort, self.descending);
        let pick = Pick::new("place-sort", items)
            .at(|choice| matches!(choice, Choice::Ticket(TicketPick::Sort(sort, down)) if (*sort, *down) == now));
        cx.opened.push(Box::new(pick));
    }

    pub fn done(&mut self, result: Result<Reply, Problem>, cx: &mut Context) {
        let Some((_, deed)) = self.doing.take() else { return };
        let reply = match result {
            Ok(Reply::Ticket(reply)) => *reply,
            Ok(_) => return,
            Err(Problem::TicketConflict { current }) => {
                let done = TicketsDone { conflicts: 1, ..TicketsDone::default() };
                say_changed(&done, current.number, cx);
                return self.changed(Some(current.id), cx);
            }
            Err(problem) => return cx.complain(&problem),
        };
        match (reply, deed) {
            (TicketReply::Changed(done), Deed::Change { ticket, number, solves }) => {
                say_changed(&done, number, cx);
                self.changed(Some(ticket), cx);
                let asks = cx.ticket_choices.as_ref().is_some_and(|choices| choices.satisfaction);
                if solves && done.changed > 0 && asks && self.opened() == Some(ticket) {
                    open("ticket-pick-score", scores(cx), cx);
                }
            }
            (TicketReply::Done, Deed::Watch(ticket)) => self.changed(Some(ticket), cx),
            (TicketReply::Done, Deed::Rate(ticket)) => {
                cx.steps = (cx.steps.0.saturating_add(1), 0);
                self.changed(Some(ticket), cx);
            }
            (TicketReply::Text(text), Deed::Copy) => {
                cx.intents.push(Intent::Copied(Secret::new(text), COPIED_SECONDS));
            }
            (TicketReply::Next(Some(id)), Deed::Next) => self.open(id, cx),
            (TicketReply::Next(None), Deed::Next) => {
                let queue = cx.t(words::queue_key(self.queue));
                let words = cx.i18n.t_with("ticket-no-next", &[("queue", queue.into())]);
                cx.say(Tone::Good, words);
            }
            _ => {}
        }
    }
}

fn pick(pick: TicketPick) -> Choice {
    Choice::Ticket(pick)
}

fn open(title: &'static str, items: Vec<Item<Choice>>, cx: &mut Context) {
    cx.opened.push(Box::new(Pick::new(title, items)));
}

fn priorities(cx: &Context) -> Vec<Item<Choice>> {
    let item = |priority: Priority| {
        Item::new(words::priority(priority, cx).0, pick(TicketPick::Change(TicketChange::Priority(priority))))
    };
    Priority::ALL.into_iter().rev().map(item).collect()
}

fn owners(cx: &Context) -> Vec<Item<Choice>> {
    let item = |id: Option<Id>, name: &str| Item::new(name, pick(TicketPick::Change(TicketChange::Owner(id))));
    let members = cx.ticket_choices.iter().flat_map(|choices| &choices.members);
    let mut items: Vec<Item<Choice>> = members.map(|(id, name)| item(Some(*id), name)).collect();
    items.push(item(None, &cx.t("filter-nobody")));
    items
}

fn queues(cx: &Context) -> Vec<Item<Choice>> {
    let departments = cx.ticket_choices.iter().flat_map(|choices| &choices.departments);
    let item =
        |(id, name): &(Id, String)| Item::new(name.as_str(), pick(TicketPick::Change(TicketChange::Department(*id))));
    departments.map(item).collect()
}

fn scores(cx: &Context) -> Vec<Item<Choice>> {
    let item = |score: u8| {
        Item::new(cx.i18n.t_with("ticket-score", &[("score", score.into())]), pick(TicketPick::Rate(score)))
    };
    (1..=5).rev().map(item).collect()
}

/// Says what became of a change of one ticket.
pub fn say_changed(done: &TicketsDone, number: i64, cx: &mut Context) {
    let about = |key: &str, cx: &Context| {
        let undo = cx.keys.written("undo");
        cx.i18n.t_with(key, &[("number", format!("#{number}").into()), ("undo", undo.into())])
    };
    let (key, tone) = if done.changed > 0 {
        cx.steps = (cx.steps.0.saturating_add(1), 0);
        ("ticket-changed", Tone::Good)
    } else if done.conflicts > 0 {
        ("ticket-changed-meanwhile", Tone::Warn)
    } else if done.refused > 0 {
        ("ticket-refused", Tone::Warn)
    } else {
        ("ticket-same", Tone::Good)
    };
    let words = about(key, cx);
    cx.say(tone, words);
}
