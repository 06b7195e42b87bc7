//! From a bar to the list that it was counted from: tickets of an age, customers of a month, entries of a week.

use crate::desk::api::{
    LogFilter, LogMatch, Queue, ReportBar, ReportKind, Sort, SortBy, TicketSort, View, ViewDraft, ViewList,
};
use crate::domain::ticket_filter::{self, Age, TicketKey};
use crate::domain::{Action, Id, Outcome};
use crate::ui::context::{Context, Intent};
use crate::ui::screens::tickets::words;

/// Whether there is a list that can be narrowed so.
pub const fn has_list(kind: ReportKind) -> bool {
    !matches!(kind, ReportKind::Promises)
}

/// The age that a bar of tickets stands for.
pub fn age_of(bar: &ReportBar) -> Age {
    const DAY: i64 = 24 * 3_600_000_000;
    let usual = |age: &&Age| age.to.is_none_or(|to| bar.until.0 - bar.from.0 == i64::from(to - age.from) * DAY);
    Age::USUAL.iter().find(usual).copied().unwrap_or(Age { from: 0, to: None })
}

pub fn behind(kind: ReportKind, bar: &ReportBar, cx: &Context) -> Option<Intent> {
    match kind {
        ReportKind::Tickets => Some(tickets(age_of(bar), cx)),
        ReportKind::Promises => None,
        ReportKind::Customers => {
            let filter = format!("created >= {} and created < {}", cx.iso_day(bar.from), cx.iso_day(bar.until));
            let sort = Sort { by: SortBy::Created, descending: true };
            let list = ViewList::Customers { sort, columns: cx.preferences.columns.clone() };
            Some(view(cx.month(bar.from), filter, list))
        }
        ReportKind::Reveals => {
            let filter = LogFilter::of(LogMatch::Action(vec![Action::FieldReveal]))
                .with(false, LogMatch::Outcome(vec![Outcome::Done]))
                .with(false, LogMatch::Since(bar.from))
                .with(false, LogMatch::Until(bar.until));
            Some(Intent::Filter(Box::new(filter)))
        }
    }
}

/// Those of this age on which somebody still has to do something.
fn tickets(age: Age, cx: &Context) -> Intent {
    let statuses = cx.ticket_choices.iter().flat_map(|choices| &choices.statuses);
    let live: Vec<&String> = statuses.filter(|(.., phase)| phase.is_live()).map(|(key, ..)| key).collect();
    let status = (!live.is_empty()).then(|| ticket_filter::typed(TicketKey::Status, &live));
    let terms: Vec<String> =
        [Some(ticket_filter::typed(TicketKey::Age, &[age.to_string()])), status].into_iter().flatten().collect();
    let list = ViewList::Tickets { queue: Queue::All, sort: TicketSort::Due, descending: false };
    view(words::age(age, cx), terms.join(" "), list)
}

/// A list as a view that nobody saved.
fn view(name: String, filter: String, list: ViewList) -> Intent {
    let draft = ViewDraft { id: None, name, filter, list, shared: Vec::new() };
    Intent::OpenView(Box::new(View { id: Id::default(), draft, member: String::new(), mine: true }))
}
