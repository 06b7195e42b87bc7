//! Queues: pages, counts, the next ticket to work on, a customer's tickets, one by its number.

use std::collections::HashMap;

use super::super::Desk;
use super::super::api::{Problem, Queue, QueueCounts, TicketPlace, TicketRow, TicketSort, TicketsPage, TicketsQuery};
use super::rows::Rows;
use super::{Asker, invalid, record};
use crate::domain::ticket_filter::{self, Age, TicketIs};
use crate::domain::{Id, Micros, Scope, Unfit, fold};
use crate::policy::{self, Operation, Target};
use crate::store::{
    MOST_COUNTED, Snapshot, TicketMatch, TicketOrder, TicketQuery, TicketReach, TicketSet, TicketTerm, worth_counting,
};

const DAY: i64 = 24 * 3_600_000_000;
/// Most rows of one page.
const MOST: u16 = 500;
/// More words than this narrow no search.
const MOST_WORDS: usize = 8;
/// How far one looks for the next ticket that nobody is at.
const NEXT: usize = 100;

/// What is asked of the store, with what belongs to it.
pub(super) struct Asked {
    pub reach: TicketReach,
    /// One's departments.
    pub team: Vec<Id>,
    pub member: Id,
    pub now: Micros,
}

impl Desk {
    pub(super) fn list_tickets(&mut self, query: &TicketsQuery) -> Result<TicketsPage, Problem> {
        let asked = self.asked()?;
        let filter = ticket_filter::parse(&query.filter).or_else(|_| invalid("filter", Unfit::NotInList))?;
        let (asker, service) = (self.asker()?, self.rights.policy().service.clone());
        let (order, from) = (order(query.sort), query.from.map(|place| (place.key, place.id)));
        self.store.read(|snapshot| {
            let mut terms = Vec::new();
            for term in &filter.terms {
                let matches = resolved(snapshot, &asker, &service, &term.is, asked.now)?;
                terms.push(TicketTerm { out: term.out, matches });
            }
            let mut set = asked.set(query.queue);
            match searched(&query.search) {
                Searched::All => {}
                Searched::Nothing => return Ok(TicketsPage { total: Some(0), ..TicketsPage::default() }),
                Searched::Terms(found) => terms.extend(found),
                Searched::Number(number) => {
                    // A number is looked for wherever its ticket lies.
                    set = TicketSet::All;
                    terms.push(TicketTerm { out: false, matches: TicketMatch::Number(number) });
                }
            }
            let limit = usize::from(query.limit.clamp(1, MOST));
            let (reach, descending, backward) = (&asked.reach, query.descending, query.backward);
            let wanted = TicketQuery { reach, set, terms, order, descending, from, backward, limit };
            let page = snapshot.ticket_page(&wanted)?;
            let mut rows = Rows::new(snapshot, &asker, asked.now)?;
            let next = page.next.map(|(key, id)| TicketPlace { key, id });
            let total = match page.all {
                Some(all) => worth_counting(all),
                None => snapshot.count_tickets(&wanted)?,
            };
            let rows = page.rows.into_iter().map(|(ticket, key)| rows.row(ticket, key)).collect::<Result<_, _>>()?;
            Ok(TicketsPage { rows, next, total })
        })
    }

    /// More than some thousands are not counted: the number is then the first that was not.
    pub(super) fn count_queues(&mut self) -> Result<QueueCounts, Problem> {
        let asked = self.asked()?;
        let most = u32::try_from(MOST_COUNTED).unwrap_or(u32::MAX);
        self.store.read(|snapshot| {
            let count = |queue: Queue| {
                let set = match asked.set(queue) {
                    TicketSet::Watched(member) => TicketSet::WatchedLive(member),
                    set => set,
                };
                let query = TicketQuery { set, ..asked.query() };
                Ok((queue, snapshot.count_tickets(&query)?.unwrap_or(most + 1)))
            };
            let queues = Queue::ALL.into_iter().filter(|queue| *queue != Queue::All);
            Ok(QueueCounts { counts: queues.map(count).collect::<Result<_, Problem>>()? })
        })
    }

    /// From the one at hand on, and then from the start.
    pub(super) fn next_ticket(&mut self, queue: Queue, after: Option<Id>) -> Result<Option<Id>, Problem> {
        let asked = self.asked()?;
        self.store.read(|snapshot| {
            let busy = snapshot.busy_tickets(asked.member, asked.now)?;
            let place = after.map(|id| snapshot.ticket_place(id)).transpose()?.flatten();
            for from in [place, None] {
                let query = TicketQuery { set: asked.set(queue), from, limit: NEXT, ..asked.query() };
                let page = snapshot.ticket_page(&query)?;
                let free = |id: &Id| !busy.contains(id) && Some(*id) != after;
                if let Some(id) = page.rows.iter().map(|(ticket, _)| ticket.id).find(free) {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        })
    }

    /// A part of what one sees of the customer, who is open already.
    pub(super) fn tickets_of(&mut self, customer: Id) -> Result<Vec<TicketRow>, Problem> {
        let target = self.target(customer, Operation::ViewCustomer)?;
        let seen = self.judge(Operation::ViewCustomer, target)?;
        let asked = self.asked()?;
        self.look(&seen, true, super::super::detect::ownership(&seen))?;
        let asker = self.asker()?;
        self.store.read(|snapshot| {
            let terms = vec![TicketTerm { out: false, matches: TicketMatch::Customer(vec![customer]) }];
            let (order, limit) = (TicketOrder::Number, usize::from(MOST));
            let query = TicketQuery { terms, order, descending: true, limit, ..asked.query() };
            let mut rows = Rows::new(snapshot, &asker, asked.now)?;
            snapshot.ticket_page(&query)?.rows.into_iter().map(|(ticket, key)| rows.row(ticket, key)).collect()
        })
    }

    pub(super) fn find_ticket(&mut self, number: i64) -> Result<Option<Id>, Problem> {
        self.judge(Operation::ListTickets, Target::Office)?;
        let asker = self.asker()?;
        self.store.read(|snapshot| {
            let id = snapshot.ticket_by_number(number)?;
            let ticket = id.map(|id| snapshot.ticket(id)).transpose()?.flatten();
            let seen = ticket.filter(|ticket| asker.may(Operation::ListTickets, record(ticket)));
            Ok(seen.map(|ticket| ticket.id))
        })
    }

    /// The right to list, and how far it reaches.
    pub(super) fn asked(&mut self) -> Result<Asked, Problem> {
        let permit = self.judge(Operation::ListTickets, Target::Office)?;
        let reach = self.seen_tickets()?.ok_or(Problem::NotFound)?;
        let (team, now) = (self.session()?.actor.departments.clone(), self.clock.now());
        Ok(Asked { reach, team, member: permit.actor(), now })
    }

    /// How far the right to list tickets reaches; `None`: there is none. Who looks as another role sees what both may.
    pub(in crate::desk) fn seen_tickets(&self) -> Result<Option<TicketReach>, Problem> {
        let session = self.session()?;
        let scopes = [&session.actor, session.seen_as()].map(|actor| policy::scope_of(actor, Operation::ListTickets));
        let [Some(own), Some(seen)] = scopes else { return Ok(None) };
        Ok(Some(match own.min(seen) {
            Scope::All => TicketReach::All,
            Scope::Department => TicketReach::Departments(session.actor.departments.clone()),
            Scope::Own => TicketReach::Own(session.actor.member),
        }))
    }
}

impl Asked {
    fn set(&self, queue: Queue) -> TicketSet {
        match queue {
            Queue::Mine => TicketSet::Owner(self.member),
            Queue::Team => TicketSet::Departments(self.team.clone()),
            Queue::Unassigned => TicketSet::Unassigned(self.team.clone()),
            Queue::Breaching => TicketSet::Breaching(self.now),
            Queue::Watched => TicketSet::Watched(self.member),
            Queue::All => TicketSet::All,
        }
    }

    /// All in reach, what runs out first before the others.
    pub(super) fn query(&self) -> TicketQuery<'_> {
        TicketQuery {
            reach: &self.reach,
            set: TicketSet::All,
            terms: Vec::new(),
            order: TicketOrder::Due,
            descending: false,
            from: None,
            backward: false,
            limit: 1,
        }
    }
}

const fn order(sort: TicketSort) -> TicketOrder {
    match sort {
        TicketSort::Due => TicketOrder::Due,
        TicketSort::Priority => TicketOrder::Priority,
        TicketSort::Updated => TicketOrder::Updated,
        TicketSort::Number => TicketOrder::Number,
    }
}

enum Searched {
    All,
    /// Marks alone are no search that could find anything.
    Nothing,
    Number(i64),
    Terms(Vec<TicketTerm>),
}

fn searched(typed: &str) -> Searched {
    let typed = typed.trim();
    if typed.is_empty() {
        return Searched::All;
    }
    if let Some(number) = typed.strip_prefix('#') {
        return number.trim().parse().map_or(Searched::Nothing, Searched::Number);
    }
    let folded = fold::fold(typed);
    let words = fold::words(&folded).take(MOST_WORDS);
    let terms: Vec<TicketTerm> =
        words.map(|word| TicketTerm { out: false, matches: TicketMatch::Word(word.to_owned()) }).collect();
    if terms.is_empty() { Searched::Nothing } else { Searched::Terms(terms) }
}

/// What the names of a term stand for. A name that is unknown, or of a customer who may not be seen, matches nothing.
fn resolved(
    snapshot: &Snapshot<'_>,
    asker: &Asker,
    service: &crate::domain::Service,
    is: &TicketIs,
    now: Micros,
) -> Result<TicketMatch, Problem> {
    let named = |typed: &[String], known: &[String]| -> Vec<String> {
        let folded: Vec<String> = typed.iter().map(|text| fold::fold(text)).collect();
        // As typed too: the office may have named it so once.
        known.iter().filter(|name| folded.contains(&fold::fold(name))).chain(typed).cloned().collect()
    };
    Ok(match is {
        TicketIs::Status(keys) => TicketMatch::Status(keys.iter().map(|key| key.to_lowercase()).collect()),
        TicketIs::Priority(all) => TicketMatch::Priority(all.clone()),
        TicketIs::Channel(all) => TicketMatch::Channel(all.clone()),
        TicketIs::Age(ages) => {
            let ago = |days: u32| Micros(now.0 - i64::from(days) * DAY);
            let span = |age: &Age| (age.to.map(ago), Some(age.from).filter(|days| *days > 0).map(ago));
            TicketMatch::Made(ages.iter().map(span).collect())
        }
        TicketIs::Kind(typed) => TicketMatch::Kind(named(typed, &service.kinds)),
        TicketIs::Product(typed) => TicketMatch::Product(named(typed, &service.products)),
        TicketIs::Customer(codes) => {
            let mut seen = Vec::new();
            for code in codes {
                if let Some(id) = snapshot.customer_by_code(&code.trim().to_uppercase())?
                    && asker.sees_customer(snapshot, id, now)?.is_some()
                {
                    seen.push(id);
                }
            }
            TicketMatch::Customer(seen)
        }
        TicketIs::Owner(names) => {
            let members: HashMap<String, Id> =
                snapshot.members()?.into_iter().map(|member| (member.folded, member.id)).collect();
            let names: Vec<String> = names.iter().map(|name| fold::fold(name)).collect();
            let me = names.iter().any(|name| name == "me").then_some(asker.own.member);
            TicketMatch::Owner {
                members: names.iter().filter_map(|name| members.get(name).copied()).chain(me).collect(),
                nobody: names.iter().any(|name| name == "nobody"),
            }
        }
    })
}
