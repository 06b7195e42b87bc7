//! Where the person was in the list of customers, to come back to.

use serde::{Deserialize, Serialize};

use super::{Customers, Rows};
use crate::desk::api::{Place, Sort};
use crate::domain::Id;
use crate::domain::filter::{self, Filter};
use crate::ui::context::Context;
use crate::ui::widgets::rows::Fetch;

/// It holds words that were searched for, so nothing prints it.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPlace {
    search: String,
    filter: String,
    view: Option<String>,
    sort: Sort,
    /// The row before the first one that was shown.
    before: Option<Place>,
    selected: Option<Id>,
    /// The customer that was open, and whether the keys went there.
    open: Option<Id>,
    in_detail: bool,
}

impl Customers {
    pub fn list_place(&self, cx: &Context) -> ListPlace {
        let first = self.rows.first_visible(self.height(cx));
        let above = first.checked_sub(1).and_then(|above| self.rows.all().get(above));
        ListPlace {
            search: self.search.text().to_string(),
            filter: self.filter_text.clone(),
            view: self.view.clone(),
            sort: self.sort,
            before: above.map(|row| row.place.clone()).or_else(|| self.before.clone()),
            selected: self.rows.selected().map(|row| row.id),
            open: self.detail.as_ref().map(|detail| detail.id),
            in_detail: self.in_detail,
        }
    }

    /// Shows what was shown there, as it is now.
    pub fn come_back(&mut self, place: ListPlace, cx: &mut Context) {
        self.search.set(&place.search);
        // What was a filter once may be none to this Kin.
        let filter = filter::parse(&place.filter, cx.zone());
        (self.filter_text, self.view, self.filter) = match filter {
            Ok(filter) => (place.filter, place.view, filter),
            Err(_) => (String::new(), None, Filter::All),
        };
        self.sort = place.sort;
        self.rows = Rows::default();
        // An exact lookup is audited, and waits for whoever came back to ask for it again.
        self.unasked = self.is_lookup();
        if !self.unasked {
            self.rows.expect(place.selected);
            self.before = place.before;
            self.fetch(Fetch::Here, cx);
        }
        if let Some(id) = place.open.filter(|_| place.in_detail || cx.wide()) {
            self.open(id, cx);
            self.in_detail = place.in_detail;
        }
    }
}
