//! What reports count: records in the order of time, a part at a time, along indexes that hold all that is looked at.

use rusqlite::params_from_iter;

use super::list::Patience;
use super::matcher::{Values, blob};
use super::{Reach, Snapshot, StoreError, TicketReach};
use crate::domain::service::Promise;
use crate::domain::{Id, Micros};

/// What is counted, of all that somebody sees.
#[derive(Clone, Copy, Debug)]
pub enum Tally<'a> {
    /// Tickets on which somebody still has to do something, by when they were made; by phase: new 0, open 1, waiting 2.
    LiveTickets(&'a TicketReach),
    /// Promises of tickets by when they were due, or where none ran any more were over; kept 0, broken 1.
    Promises(Promise, &'a TicketReach),
    /// Customers by when they were made; all of one kind, 0.
    Customers(&'a Reach),
}

/// Where a count rests: the last record that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub at: Micros,
    pub id: Id,
}

impl Spot {
    /// Before all that is of this time or later.
    pub const fn before(at: Micros) -> Self {
        Self { at, id: Id([0; 16]) }
    }
}

impl Tally<'_> {
    /// The table with its index, the time, the kind as a number and the condition of the index.
    fn source(self) -> (&'static str, String, String, &'static str) {
        match self {
            Self::LiveTickets(_) => (
                "ticket INDEXED BY ticket_made",
                "created_at".to_owned(),
                "CASE phase WHEN 'new' THEN 0 WHEN 'open' THEN 1 ELSE 2 END".to_owned(),
                "live = 1",
            ),
            Self::Promises(promise, _) => {
                let (index, clock) = match promise {
                    Promise::Respond => ("ticket INDEXED BY ticket_respond_kept", "respond"),
                    Promise::Resolve => ("ticket INDEXED BY ticket_resolve_kept", "resolve"),
                };
                // As the indexes have it, word for word.
                let kept = format!(
                    "({clock}_ended IS NOT NULL AND CASE WHEN {clock}_due IS NULL THEN coalesce({clock}_left, 0) >= 0 \
                     ELSE {clock}_ended <= {clock}_due END)"
                );
                (index, format!("coalesce({clock}_due, {clock}_ended)"), format!("1 - {kept}"), "1")
            }
            Self::Customers(_) => ("customer INDEXED BY customer_made", "created_at".to_owned(), "0".to_owned(), "1"),
        }
    }

    fn sieve(self, values: &mut Values) -> String {
        match self {
            Self::LiveTickets(reach) | Self::Promises(_, reach) => reach.sql(values),
            Self::Customers(reach) => reach.sql(values),
        }
    }

    /// The statement that walks the index from a place up to a time, showing for each row whether it is seen.
    pub(super) fn walk(self, from: Spot, before: Micros) -> (String, Values) {
        let mut values = Values::default();
        // The sieve stands among the columns, so that a walk past much that is not seen rests in time, too.
        let sieve = self.sieve(&mut values);
        let (table, time, kind, within) = self.source();
        let (at, id, end) = (values.bind(from.at.0), values.bind(blob(from.id)), values.bind(before.0));
        // An index over an expression is entered by the expression alone.
        let within = match self {
            Self::Promises(..) => format!("{time} >= {at}"),
            Self::LiveTickets(_) | Self::Customers(_) => within.to_owned(),
        };
        let sql = format!(
            "SELECT {time}, id, {kind}, {sieve} FROM {table}
             WHERE {within} AND ({time}, id) > ({at}, {id}) AND {time} < {end} ORDER BY {time}, id"
        );
        (sql, values)
    }
}

impl Snapshot<'_> {
    /// Shows the time and the kind of each that is seen to `take`, in the order of time, from a place on and up to a
    /// time. Answers where it rested, if it did.
    pub fn tally(
        &self,
        tally: Tally<'_>,
        from: Spot,
        before: Micros,
        mut take: impl FnMut(Micros, usize),
    ) -> Result<Option<Spot>, StoreError> {
        let (sql, values) = tally.walk(from, before);
        let mut statement = self.prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(&values.0))?;
        let mut patience = Patience::begin();
        while let Some(row) = rows.next()? {
            let at: Micros = row.get(0)?;
            if row.get(3)? {
                take(at, usize::from(row.get::<_, u8>(2)?));
            }
            if patience.is_over() {
                return Ok(Some(Spot { at, id: row.get(1)? }));
            }
        }
        Ok(None)
    }
}
