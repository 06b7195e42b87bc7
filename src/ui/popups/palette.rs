//! The palette: every action that can be done now, every section of Admin, every view, customers by name and tickets by
//! number or subject, narrowed by typing.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{
    CustomerRow, CustomersQuery, Problem, Queue, Reply, Request, TicketReply, TicketRequest, TicketRow, TicketSort,
    TicketsQuery, View,
};
use crate::domain::{Id, ViewKind};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::i18n::Lang;
use crate::ui::keymap::{self, Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::admin::{self, Section};
use crate::ui::screens::tickets::words;
use crate::ui::widgets::choose::{Choose, Item, joined};
use crate::ui::widgets::paint;

/// Most records of a kind shown.
const RECORDS: u16 = 8;
/// From so many letters on records are searched too.
const LETTERS: usize = 2;

/// What choosing an item does.
#[derive(Clone, Debug)]
enum Deed {
    Act(Action),
    Customer(Id),
    Ticket(Id),
    View(Box<View>),
    Section(Section),
    Lang(Lang),
    Theme(String),
}

#[derive(Debug)]
pub struct Palette {
    choose: Choose<Deed>,
    deeds: Vec<Item<Deed>>,
    /// The asks for the views of each list.
    views: Vec<u64>,
    customers: Records,
    tickets: Records,
}

/// Records of a kind that match what was typed.
#[derive(Debug, Default)]
struct Records {
    ask: Option<u64>,
    items: Vec<Item<Deed>>,
}

impl Records {
    /// Asks anew, or shows none; whether what was shown is gone.
    fn search(&mut self, request: Option<Request>, cx: &mut Context) -> bool {
        self.ask = request.map(|request| cx.ask(request));
        self.ask.is_none() && !std::mem::take(&mut self.items).is_empty()
    }

    fn came(&mut self, items: impl Iterator<Item = Item<Deed>>) {
        *self = Self { ask: None, items: items.collect() };
    }
}

impl Palette {
    pub fn new(from: Place, facts: &Facts, cx: &mut Context) -> Self {
        let mut deeds: Vec<Item<Deed>> = Vec::new();
        for (binding, keys) in cx.keys.of(from).chain(cx.keys.of(Place::Anywhere)) {
            let shown = deeds.iter().any(|item| matches!(item.value, Deed::Act(action) if action == binding.action));
            if (binding.enabled)(facts) && !moves(binding.action) && !shown {
                let key = keys.first().map(|key| keymap::written(*key)).unwrap_or_default();
                let label = cx.t(&format!("help-{}", binding.name));
                deeds.push(Item::new(label, Deed::Act(binding.action)).with_key(key));
            }
        }
        for section in admin::sections(&cx.rights()) {
            let label = format!("{}: {}", cx.t("place-admin"), cx.t(section.place().key()));
            deeds.push(Item::new(label, Deed::Section(section)));
        }
        for lang in Lang::ALL.into_iter().filter(|lang| *lang != cx.i18n.lang) {
            let label = format!("{}: {}", cx.t("settings-lang"), lang.own_name());
            deeds.push(Item::new(label, Deed::Lang(lang)));
        }
        let others = cx.start.themes.iter().filter(|theme| !cx.start.mono && theme.name != cx.theme_name);
        for name in others.map(|theme| theme.name.clone()) {
            deeds.push(Item::new(format!("{}: {name}", cx.t("settings-theme")), Deed::Theme(name)));
        }
        let rights = cx.rights();
        let lists = [(ViewKind::Customers, rights.list), (ViewKind::Tickets, rights.tickets)];
        let views = lists.into_iter().filter(|(_, seen)| *seen).map(|(kind, _)| cx.ask(Request::Views(kind))).collect();
        let (customers, tickets) = Default::default();
        Self { choose: Choose::new(deeds.clone()), deeds, views, customers, tickets }
    }

    fn typed(&mut self, cx: &mut Context) {
        let typed = self.choose.typed.text().trim().to_owned();
        let rights = cx.rights();
        // An exact lookup is logged: it belongs into the list's own search.
        let searched = typed.chars().count() >= LETTERS && !typed.starts_with('/');
        let customers = (searched && rights.list && !typed.starts_with('#'))
            .then(|| Request::Customers(CustomersQuery::new(typed.clone(), RECORDS)));
        let tickets = (searched && rights.tickets).then(|| tickets(typed));
        let gone = [self.customers.search(customers, cx), self.tickets.search(tickets, cx)];
        if gone.contains(&true) {
            self.collect();
        }
    }

    fn collect(&mut self) {
        let all = self.deeds.iter().chain(&self.customers.items).chain(&self.tickets.items);
        self.choose.set(all.cloned().collect());
    }
}

/// What only moves the selection is no deed.
const fn moves(action: Action) -> bool {
    matches!(
        action,
        Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::Palette
            | Action::NextTab
            | Action::PreviousTab
            | Action::Mark
    )
}

/// Those whose subject or, behind `#`, number was typed, what changed last first.
fn tickets(typed: String) -> Request {
    let query = TicketsQuery {
        queue: Queue::All,
        search: typed,
        sort: TicketSort::Updated,
        descending: true,
        limit: RECORDS,
        ..TicketsQuery::default()
    };
    Request::Ticket(Box::new(TicketRequest::List(query)))
}

fn customer_item(row: CustomerRow, cx: &Context) -> Item<Deed> {
    let words = joined([row.name, row.company, row.city], cx);
    Item::new(words, Deed::Customer(row.id)).with_note(row.code)
}

fn ticket_item(row: TicketRow, cx: &Context) -> Item<Deed> {
    let ticket = row.ticket;
    let words = joined([format!("#{} {}", ticket.number, ticket.subject), row.customer], cx);
    Item::new(words, Deed::Ticket(ticket.id)).with_note(words::status(&ticket.status, ticket.phase, cx))
}

impl Layer for Palette {
    fn place(&self) -> Place {
        Place::Palette
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-palette")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.choose.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        self.choose.act(action, |deed| {
            cx.intents.push(match deed {
                Deed::Act(action) => Intent::Run(action),
                Deed::Customer(id) => Intent::OpenCustomer(id),
                Deed::Ticket(id) => Intent::Tickets(TicketsIntent::Open(id)),
                Deed::View(view) => Intent::OpenView(view),
                Deed::Section(section) => Intent::Section(section),
                Deed::Lang(lang) => Intent::Lang(lang),
                Deed::Theme(name) => Intent::Theme(name),
            });
        })
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        let before = self.choose.typed.text().len();
        if !self.choose.key(key) {
            return Answer::Ignored;
        }
        if self.choose.typed.text().len() != before {
            self.typed(cx);
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.choose.paste(text);
        self.typed(cx);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        self.act(Action::Confirm, cx)
    }

    fn waits(&self, ticket: u64) -> bool {
        self.views.contains(&ticket) || [self.customers.ask, self.tickets.ask].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Views(views)) => {
                self.views.retain(|asked| *asked != ticket);
                let item = |view: View| {
                    let list = match view.draft.list.kind() {
                        ViewKind::Customers => "place-customers",
                        ViewKind::Tickets => "place-tickets",
                    };
                    let label = format!("{}: {}", cx.t("place-views"), view.draft.name);
                    Item::new(label, Deed::View(Box::new(view))).with_note(cx.t(list))
                };
                self.deeds.extend(views.into_iter().map(item));
            }
            Ok(Reply::Customers(page)) => self.customers.came(page.rows.into_iter().map(|row| customer_item(row, cx))),
            Ok(Reply::Ticket(reply)) => {
                let TicketReply::List(page) = *reply else { return Answer::Consumed };
                self.tickets.came(page.rows.into_iter().map(|row| ticket_item(row, cx)));
            }
            // What can't be found is not offered; the list itself says why.
            _ => return Answer::Consumed,
        }
        self.collect();
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let height = area.height.saturating_sub(2).min(20);
        let inside = paint::popup(buf, area, 76, height, &cx.t("place-palette"), cx.theme);
        Some(self.choose.draw(buf, inside, cx))
    }
}
