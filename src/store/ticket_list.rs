//! Queues of tickets: keyset pages in four orders, with bounded work for each.
//!
//! Where few tickets can match (words of a subject, a customer, what runs out), those are read and sorted. Elsewhere
//! the indexes of the queue in the order are walked from where the last page ended, and after so many rows it rests. Those
//! of live tickets hold all that the sieve looks at; a column that it is to look at belongs there.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::matcher::{Values, among, blob};
use super::order::range_end;
use super::ticket::{TICKET, read_ticket};
use super::{Snapshot, StoreError};
use crate::domain::ticket::{Channel, Priority, Ticket};
use crate::domain::{Id, Micros};

/// So many candidates are read as a whole and sorted where each is a row to look up.
const FEW: usize = 500;
/// So many rows of an index are looked at for a page, and for a count.
const ROWS: usize = 8_000;
/// The same where rows of tickets that are over must be looked up.
const DEAR_ROWS: usize = 2_000;
/// More than these are not counted.
pub const MOST_COUNTED: usize = 5_000;
/// The indexes of so many departments are walked beside each other; of more, that of all tickets is.
const MOST_DEPARTMENTS: usize = 64;

/// Which tickets somebody may list at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketReach {
    All,
    Departments(Vec<Id>),
    Own(Id),
}

impl TicketReach {
    /// The condition on a row of `ticket`; never NULL.
    pub(super) fn sql(&self, values: &mut Values) -> String {
        match self {
            Self::All => "1".to_owned(),
            Self::Departments(departments) => among("department", departments.iter().copied().map(blob), values),
            Self::Own(member) => format!("coalesce(owner, x'') = {}", values.bind(blob(*member))),
        }
    }
}

/// Which of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketSet {
    /// Live ones of this owner.
    Owner(Id),
    /// Live ones of these departments.
    Departments(Vec<Id>),
    /// Live ones of these departments that nobody has.
    Unassigned(Vec<Id>),
    /// Live ones that call for attention at this time.
    Breaching(Micros),
    /// Watched by this member.
    Watched(Id),
    /// The live ones among those.
    WatchedLive(Id),
    All,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketOrder {
    Due,
    Priority,
    Updated,
    Number,
}

impl TicketOrder {
    const fn column(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Priority => "urgency",
            Self::Updated => "updated_at",
            Self::Number => "number",
        }
    }

    /// As the indexes are named by it.
    const fn index(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            order => order.column(),
        }
    }
}

/// What a ticket is asked for beside its queue; a list matches with any of its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TicketMatch {
    Status(Vec<String>),
    Priority(Vec<Priority>),
    Kind(Vec<String>),
    Product(Vec<String>),
    Channel(Vec<Channel>),
    Customer(Vec<Id>),
    /// Of one of these, or (`nobody`) of nobody.
    Owner {
        members: Vec<Id>,
        nobody: bool,
    },
    Number(i64),
    /// Made in one of these spans: at the first moment or later, and before the second one.
    Made(Vec<(Option<Micros>, Option<Micros>)>),
    /// Fewer rules of escalation than these were applied.
    EscalatedBelow(u8),
    /// A word of the subject begins so, folded.
    Word(String),
}

/// A condition, or (`out`) its contrary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketTerm {
    pub out: bool,
    pub matches: TicketMatch,
}

/// A page asked for.
#[derive(Clone, Debug)]
pub struct TicketQuery<'a> {
    pub reach: &'a TicketReach,
    pub set: TicketSet,
    pub terms: Vec<TicketTerm>,
    pub order: TicketOrder,
    pub descending: bool,
    /// A page begins after this place, or ends before it: the order's key and the id.
    pub from: Option<(i64, Id)>,
    pub backward: bool,
    pub limit: usize,
}

/// Tickets with their places.
#[derive(Clone, Debug, Default)]
pub struct TicketPage {
    /// In the list's order, also when paging backward.
    pub rows: Vec<(Ticket, i64)>,
    /// Where the next page in the asked direction begins. Few tickets that match may lie far from each other: a page
    /// that is not full, and has this, goes on from there.
    pub next: Option<(i64, Id)>,
    /// How many match in all, where that was found on the way.
    pub all: Option<usize>,
}

/// What an index leads to: the condition, and the index by the first parts of its name.
type Part = (String, String);

/// An index that leads to all that can match, whatever the order.
struct Driver {
    /// The statement that lists the candidates.
    candidates: String,
    /// The condition on a ticket that is one of them.
    condition: String,
    values: Values,
    /// So many are worth to be read as a whole.
    few: usize,
}

impl TicketQuery<'_> {
    fn downward(&self) -> bool {
        self.descending != self.backward
    }

    /// How many rows are looked at.
    fn rows(&self) -> usize {
        let over = matches!(self.set, TicketSet::All | TicketSet::Watched(_)) && !self.terms.is_empty();
        // When a ticket was made stands in no index of a queue.
        let dear = over || self.terms.iter().any(|term| matches!(term.matches, TicketMatch::Made(_)));
        if dear { DEAR_ROWS } else { ROWS }
    }

    /// Conditions that indexes of this order answer. Together they lead to each ticket that can match once, perhaps also
    /// to others.
    fn parts(&self, values: &mut Values) -> Vec<Part> {
        let lives: &[i64] = match self.set {
            TicketSet::All | TicketSet::Watched(_) => &[1, 0],
            _ => &[1],
        };
        let index = |group: &str, live: i64| format!("{group}_{}", if live == 1 { "live" } else { "over" });
        let of = |column: &str, ids: &[Id], values: &mut Values| -> Vec<Part> {
            let each = ids.iter().flat_map(|id| lives.iter().map(move |live| (*id, *live)));
            let part =
                |(id, live)| (format!("{column} = {} AND live = {live}", values.bind(blob(id))), index(column, live));
            each.map(part).collect()
        };
        match (&self.set, self.reach) {
            (TicketSet::Owner(owner), _) => of("owner", &[*owner], values),
            (TicketSet::Unassigned(_), TicketReach::Own(_)) => Vec::new(),
            (_, TicketReach::Own(member)) => of("owner", &[*member], values),
            (TicketSet::Unassigned(team), _) => team
                .iter()
                .map(|id| {
                    let part = format!("department = {} AND owner IS NULL AND live = 1", values.bind(blob(*id)));
                    (part, index("free", 1))
                })
                .collect(),
            _ if let Some(customer) = self.only_customer().filter(|_| self.order == TicketOrder::Number) => {
                vec![(format!("customer = {}", values.bind(blob(customer))), "customer".into())]
            }
            // One owner's tickets that are over lie far from each other.
            _ if lives == [1]
                && let Some(owners) = self.owners() =>
            {
                of("owner", &owners, values)
            }
            (TicketSet::Departments(team), _) => of("department", team, values),
            (_, TicketReach::Departments(all)) if all.len() <= MOST_DEPARTMENTS => of("department", all, values),
            _ => lives.iter().map(|live| (format!("live = {live}"), index("all", *live))).collect(),
        }
    }

    /// What every match fulfils.
    fn wanted(&self) -> impl Iterator<Item = &TicketMatch> {
        self.terms.iter().filter(|term| !term.out).map(|term| &term.matches)
    }

    /// The members of whom every match has one.
    fn owners(&self) -> Option<Vec<Id>> {
        self.wanted().find_map(|matches| match matches {
            TicketMatch::Owner { members, nobody: false } => {
                let mut members = members.clone();
                members.sort_unstable();
                members.dedup();
                Some(members)
            }
            _ => None,
        })
    }

    /// The one customer who asked for every match.
    fn only_customer(&self) -> Option<Id> {
        self.wanted().find_map(|matches| match matches {
            TicketMatch::Customer(ids) if ids.len() == 1 => ids.first().copied(),
            _ => None,
        })
    }

    /// What a row must fulfil, as SQL that is never NULL.
    fn sieve(&self, values: &mut Values) -> String {
        let inside = |ids: &[Id], values: &mut Values| among("department", ids.iter().copied().map(blob), values);
        let mut all = vec![self.reach.sql(values)];
        match &self.set {
            TicketSet::All => {}
            TicketSet::Owner(owner) => {
                all.push(format!("live = 1 AND coalesce(owner, x'') = {}", values.bind(blob(*owner))));
            }
            TicketSet::Departments(team) => all.push(format!("live = 1 AND {}", inside(team, values))),
            TicketSet::Unassigned(team) => {
                all.push(format!("live = 1 AND owner IS NULL AND {}", inside(team, values)));
            }
            TicketSet::Breaching(now) => {
                all.push(format!("alarm IS NOT NULL AND alarm <= {}", values.bind(now.0)));
            }
            TicketSet::Watched(member) | TicketSet::WatchedLive(member) => {
                if matches!(self.set, TicketSet::WatchedLive(_)) {
                    all.push("live = 1".into());
                }
                let member = values.bind(blob(*member));
                all.push(format!(
                    "EXISTS (SELECT 1 FROM ticket_watcher w WHERE w.ticket = ticket.id AND w.member = {member})"
                ));
            }
        }
        for TicketTerm { out, matches } in &self.terms {
            let is = matches.sql(values);
            all.push(if *out { format!("NOT ({is})") } else { format!("({is})") });
        }
        all.join(" AND ")
    }

    /// The statement that walks the indexes of the set in this order from the place, showing for each row whether it
    /// passes; `None`: there is nothing to walk.
    pub(super) fn walk(&self, values: &mut Values) -> Option<String> {
        let sieve = self.sieve(values);
        let key = self.order.column();
        let (comparison, direction) = if self.downward() { ("<", "DESC") } else { (">", "ASC") };
        let from = match self.from {
            Some((at, id)) => {
                format!(" AND ({key}, id) {comparison} ({}, {})", values.bind(at), values.bind(blob(id)))
            }
            None => String::new(),
        };
        // The sieve stands among the columns, where it cannot lead the planner to another index.
        let selects = self.selects(&format!("{key}, id, {sieve} AS passes"), &from, values)?;
        Some(format!("{selects} ORDER BY {key} {direction}, id {direction}"))
    }

    /// The statement that counts so many rows of the set, in no order, and those of them that pass.
    fn counting(&self, rows: usize, values: &mut Values) -> Option<String> {
        let sieve = self.sieve(values);
        let selects = self.selects(&format!("{sieve} AS passes"), "", values)?;
        Some(format!("SELECT count(*), coalesce(sum(passes), 0) FROM ({selects} LIMIT {rows})"))
    }

    /// These columns of all that the indexes of the set in this order lead to; `None`: of nothing.
    fn selects(&self, columns: &str, from: &str, values: &mut Values) -> Option<String> {
        let index = self.order.index();
        let select = |(part, group): &Part| {
            format!("SELECT {columns} FROM ticket INDEXED BY ticket_{group}_{index} WHERE {part}{from}")
        };
        let selects: Vec<String> = self.parts(values).iter().map(select).collect();
        (!selects.is_empty()).then(|| selects.join(" UNION ALL "))
    }

    /// Other indexes that each lead to all that can match.
    fn drivers(&self) -> Vec<Driver> {
        let mut drivers = Vec::new();
        match (&self.set, self.reach) {
            (TicketSet::Breaching(now), TicketReach::All) => drivers.push(alarming("1", *now, Values::default())),
            (TicketSet::Breaching(now), TicketReach::Departments(departments)) => {
                let mut values = Values::default();
                let inside = among("department", departments.iter().copied().map(blob), &mut values);
                drivers.push(alarming(&inside, *now, values));
            }
            (TicketSet::Breaching(now), TicketReach::Own(member)) => {
                let mut values = Values::default();
                let own = format!("owner = {}", values.bind(blob(*member)));
                drivers.push(alarming(&own, *now, values));
            }
            (TicketSet::Watched(member) | TicketSet::WatchedLive(member), _) => {
                let mut values = Values::default();
                let member = values.bind(blob(*member));
                drivers.push(listed(format!("SELECT ticket FROM ticket_watcher WHERE member = {member}"), values));
            }
            _ => {}
        }
        for matches in self.wanted() {
            let mut values = Values::default();
            match matches {
                TicketMatch::Word(word) => {
                    let (start, end) = (values.bind(word.clone()), values.bind(range_end(word)));
                    let found =
                        format!("SELECT DISTINCT ticket FROM ticket_word WHERE word >= {start} AND word < {end}");
                    drivers.push(listed(found, values));
                }
                TicketMatch::Customer(_) | TicketMatch::Number(_) => {
                    let condition = matches.indexed(&mut values);
                    drivers.push(Driver { candidates: of_tickets(&condition), condition, values, few: FEW });
                }
                _ => {}
            }
        }
        drivers
    }
}

fn of_tickets(condition: &str) -> String {
    format!("SELECT 1 FROM ticket WHERE {condition}")
}

/// Those that call for attention by now: their indexes hold all that is looked at.
fn alarming(part: &str, now: Micros, mut values: Values) -> Driver {
    let condition = format!("{part} AND alarm IS NOT NULL AND alarm <= {}", values.bind(now.0));
    Driver { candidates: of_tickets(&condition), condition, values, few: ROWS }
}

/// Tickets that another table lists; more than are worth to be read need not be listed.
fn listed(candidates: String, values: Values) -> Driver {
    let condition = format!("id IN ({candidates} LIMIT {})", FEW + 1);
    Driver { candidates, condition, values, few: FEW }
}

impl TicketMatch {
    fn sql(&self, values: &mut Values) -> String {
        let texts = |column, texts: &[String], values: &mut Values| {
            among(column, texts.iter().cloned().map(Value::Text), values)
        };
        match self {
            Self::Status(keys) => texts("status", keys, values),
            Self::Kind(kinds) => texts("kind", kinds, values),
            Self::Product(products) => texts("product", products, values),
            Self::Priority(all) => among("priority", all.iter().map(|one| Value::Text(one.name().into())), values),
            Self::Channel(all) => among("channel", all.iter().map(|one| Value::Text(one.name().into())), values),
            Self::Customer(ids) => among("coalesce(customer, x'')", ids.iter().copied().map(blob), values),
            Self::Owner { members, nobody } => {
                let of = among("coalesce(owner, x'')", members.iter().copied().map(blob), values);
                if *nobody { format!("owner IS NULL OR {of}") } else { of }
            }
            Self::EscalatedBelow(rules) => format!("escalated < {}", values.bind(i64::from(*rules))),
            Self::Number(number) => format!("number = {}", values.bind(*number)),
            Self::Made(spans) => {
                let span = |(from, before): &(Option<Micros>, Option<Micros>)| {
                    let from = from.map_or(i64::MIN, |from| from.0);
                    let (from, before) = (values.bind(from), values.bind(before.map_or(i64::MAX, |before| before.0)));
                    format!("(created_at >= {from} AND created_at < {before})")
                };
                let spans: Vec<String> = spans.iter().map(span).collect();
                if spans.is_empty() { "0".to_owned() } else { spans.join(" OR ") }
            }
            Self::Word(word) => format!("instr(' ' || folded, {}) > 0", values.bind(format!(" {word}"))),
        }
    }

    /// The same so that an index answers it.
    fn indexed(&self, values: &mut Values) -> String {
        match self {
            Self::Customer(ids) => among("customer", ids.iter().copied().map(blob), values),
            other => other.sql(values),
        }
    }
}

/// A row that was found, by its place.
type Hit = (i64, Id);

/// So many, unless they are more than it is worth to count.
pub fn worth_counting(found: usize) -> Option<u32> {
    u32::try_from(found).ok().filter(|_| found <= MOST_COUNTED)
}

impl Snapshot<'_> {
    /// A page of a queue.
    pub fn ticket_page(&self, query: &TicketQuery) -> Result<TicketPage, StoreError> {
        let (mut hits, rests, mut all) = match self.ticket_driver(query)? {
            Some(driver) => {
                let mut hits = self.tickets_among(query, driver)?;
                let all = hits.len();
                let down = query.downward();
                hits.retain(|hit| query.from.is_none_or(|from| if down { *hit < from } else { *hit > from }));
                (hits, None, Some(all))
            }
            None => {
                let (hits, rests) = self.walk_tickets(query, query.limit + 1, query.rows())?;
                (hits, rests, None)
            }
        };
        let more = hits.len() > query.limit;
        hits.truncate(query.limit);
        let next = if more { hits.last().copied() } else { rests };
        if query.from.is_none() && next.is_none() {
            all = Some(hits.len());
        }
        if query.backward {
            hits.reverse();
        }
        let row = |(key, id): Hit| Ok((self.ticket(id)?.ok_or(StoreError::Missing)?, key));
        Ok(TicketPage { rows: hits.into_iter().map(row).collect::<Result<_, StoreError>>()?, next, all })
    }

    /// How many match, wherever a page begins; `None`: more than it is worth to count.
    pub fn count_tickets(&self, query: &TicketQuery) -> Result<Option<u32>, StoreError> {
        if let Some(driver) = self.ticket_driver(query)? {
            return Ok(worth_counting(self.tickets_among(query, driver)?.len()));
        }
        let rows = if query.terms.is_empty() { MOST_COUNTED + 1 } else { query.rows() };
        let mut values = Values::default();
        let Some(sql) = query.counting(rows, &mut values) else { return Ok(Some(0)) };
        let counts: Option<(i64, i64)> =
            self.one(&sql, params_from_iter(&values.0), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (looked, found) = counts.unwrap_or_default();
        let whole = usize::try_from(looked).is_ok_and(|looked| looked < rows);
        Ok(usize::try_from(found).ok().and_then(worth_counting).filter(|_| whole))
    }

    /// Live tickets on which more than so many escalations were made, of these departments, by what runs out first.
    pub fn escalated_tickets(&self, departments: &[Id], beyond: usize, most: usize) -> Result<Vec<Ticket>, StoreError> {
        let mut values = Values::default();
        let inside = among("department", departments.iter().copied().map(blob), &mut values);
        let beyond = values.bind(i64::try_from(beyond).unwrap_or(i64::MAX));
        let most = values.bind(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!(
            "SELECT {TICKET} FROM ticket WHERE {inside} AND escalated > 0 AND escalated > {beyond} AND live = 1
             ORDER BY due, id LIMIT {most}"
        );
        self.all(&sql, params_from_iter(&values.0), read_ticket)
    }

    /// Where a ticket stands among those that run out.
    pub fn ticket_place(&self, id: Id) -> Result<Option<(i64, Id)>, StoreError> {
        self.one("SELECT due, id FROM ticket WHERE id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The driver with the fewest candidates, if they are few.
    fn ticket_driver(&self, query: &TicketQuery) -> Result<Option<Driver>, StoreError> {
        let mut best: Option<(usize, Driver)> = None;
        for driver in query.drivers() {
            let bound = best.as_ref().map_or(driver.few + 1, |(count, _)| (*count).min(driver.few + 1));
            let limit = Value::Integer(i64::try_from(bound).unwrap_or(i64::MAX));
            let sql = format!("SELECT count(*) FROM ({} LIMIT ?{})", driver.candidates, driver.values.0.len() + 1);
            let params = params_from_iter(driver.values.0.iter().chain([&limit]));
            let count: Option<i64> = self.one(&sql, params, |row| row.get(0))?;
            let count = count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
            if count < bound {
                best = Some((count, driver));
            }
        }
        Ok(best.map(|(_, driver)| driver))
    }

    /// All of the candidates that pass, in the order that is read.
    fn tickets_among(&self, query: &TicketQuery, driver: Driver) -> Result<Vec<Hit>, StoreError> {
        let Driver { condition, mut values, .. } = driver;
        let sieve = query.sieve(&mut values);
        let key = query.order.column();
        let sql = format!("SELECT {key}, id, {sieve} FROM ticket WHERE {condition}");
        let rows: Vec<(i64, Id, bool)> =
            self.all(&sql, params_from_iter(&values.0), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut hits: Vec<Hit> = rows.into_iter().filter(|row| row.2).map(|(key, id, _)| (key, id)).collect();
        hits.sort_unstable();
        if query.downward() {
            hits.reverse();
        }
        Ok(hits)
    }

    /// Walks the indexes of the set until so many are found or so many rows were looked at; where it rests.
    fn walk_tickets(
        &self,
        query: &TicketQuery,
        want: usize,
        rows: usize,
    ) -> Result<(Vec<Hit>, Option<Hit>), StoreError> {
        let mut values = Values::default();
        let Some(sql) = query.walk(&mut values) else { return Ok((Vec::new(), None)) };
        let mut statement = self.prepare(&sql)?;
        let mut found = statement.query(params_from_iter(&values.0))?;
        let (mut hits, mut looked) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            let hit: Hit = (row.get(0)?, row.get(1)?);
            if row.get(2)? {
                hits.push(hit);
            }
            looked += 1;
            if hits.len() == want {
                break;
            }
            if looked == rows {
                return Ok((hits, Some(hit)));
            }
        }
        Ok((hits, None))
    }
}
