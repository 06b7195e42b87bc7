//! Where the person was among the tickets, to come back to.

use serde::{Deserialize, Serialize};

use super::{Rows, Tickets};
use crate::desk::api::{Queue, TicketPlace, TicketSort};
use crate::domain::Id;
use crate::ui::context::Context;
use crate::ui::widgets::rows::Fetch;

/// It holds words that were searched for, so nothing prints it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketsPlace {
    queue: Queue,
    search: String,
    filter: String,
    view: Option<String>,
    sort: TicketSort,
    descending: bool,
    /// The row before the first one that was shown.
    before: Option<TicketPlace>,
    selected: Option<Id>,
    /// The ticket that was open, and whether the keys went there.
    open: Option<Id>,
    in_detail: bool,
}

impl Tickets {
    pub fn kept_place(&self, cx: &Context) -> TicketsPlace {
        let first = self.rows.first_visible(self.height(cx));
        let above = first.checked_sub(1).and_then(|above| self.rows.all().get(above));
        TicketsPlace {
            queue: self.queue,
            search: self.search.text().to_owned(),
            filter: self.filter.clone(),
            view: self.view.clone(),
            sort: self.sort,
            descending: self.descending,
            before: above.map(|row| row.place).or(self.before),
            selected: self.rows.selected().map(|row| row.ticket.id),
            open: self.open.as_ref().map(|open| open.id),
            in_detail: self.in_detail,
        }
    }

    /// Shows what was shown there, as it is now.
    pub fn come_back(&mut self, place: TicketsPlace, cx: &mut Context) {
        self.queue = place.queue;
        self.search.set(&place.search);
        (self.filter, self.view) = (place.filter, place.view);
        (self.sort, self.descending) = (place.sort, place.descending);
        self.rows = Rows::default();
        self.rows.expect(place.selected);
        self.before = place.before;
        self.fetch(Fetch::Here, cx);
        if let Some(id) = place.open.filter(|_| place.in_detail || cx.wide()) {
            self.open(id, cx);
            self.in_detail = place.in_detail;
        }
    }
}
