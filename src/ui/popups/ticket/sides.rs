//! Two people on one ticket: theirs and mine field by field, and the form on top of what was chosen.

use super::form::{CHANNEL, KIND, OWNER, PRIORITY, PRODUCT, QUEUE, SUBJECT, TicketForm};
use crate::desk::api::TicketDraft;
use crate::domain::Id;
use crate::domain::ticket::Ticket;
use crate::ui::context::{Context, Intent};
use crate::ui::popups::conflict::{Conflict, Merge, Side, Sided};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::tickets::words;

/// The requester stands above the fields.
const REQUESTER: usize = QUEUE + 1;

impl Sided for Ticket {
    const LEAD: &'static str = "ticket-conflict-lead";

    fn merged(merge: Merge<Self>) -> Intent {
        Intent::MergeTicket(Box::new(merge))
    }

    fn open_again(&self) -> Intent {
        Intent::Tickets(TicketsIntent::Saved(self.id))
    }
}

/// What an edit of the ticket can change, as it is now.
pub(super) fn draft_of(ticket: &Ticket) -> TicketDraft {
    TicketDraft {
        id: Some(ticket.id),
        version: ticket.version,
        subject: ticket.subject.clone(),
        customer: ticket.customer,
        kind: ticket.kind.clone(),
        product: ticket.product.clone(),
        priority: ticket.priority,
        channel: ticket.channel,
        status: String::new(),
        owner: ticket.owner,
        department: Some(ticket.department),
        text: String::new(),
    }
}

impl TicketForm {
    /// What differs between their version and this form.
    pub(super) fn conflict(&self, theirs: Box<Ticket>, cx: &Context) -> Conflict<Ticket> {
        let mine = self.shown(&self.draft(), cx);
        let other = self.shown(&draft_of(&theirs), cx);
        let base = self.kept.base.as_deref().map(|base| self.shown(&draft_of(base), cx)).unwrap_or_default();
        let labels = [
            "field-subject",
            "field-kind",
            "field-product",
            "field-priority",
            "field-channel",
            "field-owner",
            "ticket-queue",
            "field-requester",
        ];
        let sides = (0..labels.len()).filter(|row| mine[*row] != other[*row]).map(|row| Side {
            row,
            label: cx.t(labels[row]),
            theirs: other[row].clone(),
            mine: mine[row].clone(),
            // Whoever left a field alone does not overrule who changed it.
            keep_mine: base[row] != mine[row],
            both: base[row] != mine[row] && base[row] != other[row],
        });
        Conflict::new(theirs, sides.collect())
    }

    /// Takes their side where it was chosen, and stands on their version.
    pub(super) fn merge(&mut self, merge: &Merge<Ticket>, cx: &Context) {
        let theirs = draft_of(&merge.theirs);
        let mut draft = self.draft();
        for row in &merge.take_theirs {
            match *row {
                SUBJECT => draft.subject.clone_from(&theirs.subject),
                KIND => draft.kind.clone_from(&theirs.kind),
                PRODUCT => draft.product.clone_from(&theirs.product),
                PRIORITY => draft.priority = theirs.priority,
                CHANNEL => draft.channel = theirs.channel,
                OWNER => draft.owner = theirs.owner,
                QUEUE => draft.department = theirs.department,
                _ if draft.customer == theirs.customer => {}
                _ => {
                    // Who that is stands in the ticket, and its name in no answer to a conflict.
                    draft.customer = theirs.customer;
                    self.kept.requester.clear();
                }
            }
        }
        draft.version = theirs.version;
        self.kept.base = Some(merge.theirs.clone());
        self.stand_on(draft, cx);
    }

    /// The fields as they are shown, the requester last.
    fn shown(&self, draft: &TicketDraft, cx: &Context) -> [String; REQUESTER + 1] {
        let name = |all: &[(Option<Id>, String)], id: Option<Id>| {
            let found = all.iter().find(|(other, _)| *other == id);
            found.map_or_else(|| cx.t("ticket-somebody"), |(_, name)| name.clone())
        };
        let requester = match draft.customer {
            Some(id) if Some(id) == self.kept.draft.customer => self.kept.requester.clone(),
            Some(_) => cx.t("ticket-somebody"),
            None => cx.t("ticket-no-requester"),
        };
        [
            draft.subject.clone(),
            draft.kind.clone(),
            draft.product.clone(),
            words::priority(draft.priority, cx).0,
            cx.t(words::channel_key(draft.channel)),
            name(&self.offers.owners, draft.owner),
            name(&self.offers.queues, draft.department),
            requester,
        ]
    }
}
