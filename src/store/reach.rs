//! Which customers a member sees: as a condition on a row, and as the parts of the table that indexes lead to.

use rusqlite::params_from_iter;

use super::matcher::{Values, among, blob};
use super::{Snapshot, StoreError};
use crate::domain::{Id, Micros};

/// The indexes of so many departments are walked beside each other; of more, that of everyone is.
const MOST_DEPARTMENTS: usize = 64;

/// Which customers are seen at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// Those of these departments, but for private ones that somebody else looks after; and what is shared.
    Departments(Vec<Id>, Viewer),
    /// Those that the member looks after, and what is shared with it.
    Own(Viewer),
}

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub member: Id,
    /// What is shared with the member at this time counts; `None`: nothing is.
    pub shares_at: Option<Micros>,
}

impl Reach {
    const fn viewer(&self) -> Option<Viewer> {
        match self {
            Self::All => None,
            Self::Departments(_, viewer) | Self::Own(viewer) => Some(*viewer),
        }
    }

    /// The condition on a row of `customer`; never NULL. Nobody sees what is in the trash.
    pub(super) fn sql(&self, values: &mut Values) -> String {
        format!("(trashed_at IS NULL AND {})", self.whoever(values))
    }

    /// The same for rows that may be in the trash.
    pub(super) fn whoever(&self, values: &mut Values) -> String {
        let unshared = self.unshared(values);
        let Some(Viewer { member, shares_at: Some(at) }) = self.viewer() else { return unshared };
        let (member, at) = (values.bind(blob(member)), values.bind(at.0));
        format!(
            "({unshared} OR EXISTS (SELECT 1 FROM customer_share s
               WHERE s.customer = customer.id AND s.member = {member} AND (s.until IS NULL OR s.until > {at})))"
        )
    }

    /// The same without what is shared.
    fn unshared(&self, values: &mut Values) -> String {
        match self {
            Self::All => "1".to_owned(),
            Self::Departments(departments, viewer) => {
                let inside = among("department", departments.iter().copied().map(blob), values);
                let me = values.bind(blob(viewer.member));
                format!("({inside} AND (private = 0 OR coalesce(owner, x'') = {me}))")
            }
            Self::Own(viewer) => format!("(coalesce(owner, x'') = {})", values.bind(blob(viewer.member))),
        }
    }

    /// Conditions that indexes answer. Together they lead to everyone in reach, perhaps also to others, and to some
    /// twice. Empty: no index narrows.
    pub(super) fn parts(&self, values: &mut Values) -> Vec<String> {
        let mut parts = match self {
            Self::All => return Vec::new(),
            Self::Departments(departments, _) if departments.len() > MOST_DEPARTMENTS => return Vec::new(),
            Self::Departments(departments, _) => {
                departments.iter().map(|id| format!("department = {}", values.bind(blob(*id)))).collect()
            }
            Self::Own(viewer) => vec![format!("owner = {}", values.bind(blob(viewer.member)))],
        };
        parts.extend(self.shared(values));
        parts
    }

    /// What is shared, as a condition that an index answers.
    fn shared(&self, values: &mut Values) -> Option<String> {
        let Viewer { member, shares_at: Some(at) } = self.viewer()? else { return None };
        let (member, at) = (values.bind(blob(member)), values.bind(at.0));
        let lasting = format!("member = {member} AND (until IS NULL OR until > {at})");
        Some(format!("id IN (SELECT customer FROM customer_share WHERE {lasting})"))
    }
}

/// One statement over parts of `customer`, each led to by its index; without any, over the whole. Where the rows are
/// ordered the parts are merged, and who stands in two comes twice in a row.
pub(super) fn over(parts: &[String], columns: &str, rest: &str) -> String {
    let select = |part: &str| format!("SELECT {columns} FROM customer WHERE {part} AND {rest}");
    if parts.is_empty() {
        return select("1");
    }
    parts.iter().map(|part| select(part)).collect::<Vec<_>>().join(" UNION ALL ")
}

impl Snapshot<'_> {
    /// Whether this customer is in reach.
    pub fn in_reach(&self, customer: Id, reach: &Reach) -> Result<bool, StoreError> {
        let mut values = Values::default();
        let id = values.bind(blob(customer));
        let sql = format!("SELECT 1 FROM customer WHERE id = {id} AND {}", reach.sql(&mut values));
        Ok(self.one(&sql, params_from_iter(&values.0), |_| Ok(()))?.is_some())
    }

    /// How many customers are in reach.
    pub fn customer_total(&self, reach: &Reach) -> Result<u64, StoreError> {
        let mut values = Values::default();
        let mut parts = Vec::new();
        match reach {
            Reach::All => parts.push("SELECT coalesce(sum(count), 0) FROM customer_count".to_owned()),
            Reach::Departments(departments, viewer) => {
                let inside = among("department", departments.iter().copied().map(blob), &mut values);
                let me = values.bind(blob(viewer.member));
                parts.push(format!("SELECT coalesce(sum(count - private), 0) FROM customer_count WHERE {inside}"));
                parts.push(format!(
                    "SELECT count(*) FROM customer
                     WHERE private = 1 AND owner = {me} AND {inside} AND trashed_at IS NULL"
                ));
            }
            Reach::Own(viewer) => {
                let me = values.bind(blob(viewer.member));
                parts.push(format!("SELECT count(*) FROM customer WHERE owner = {me} AND trashed_at IS NULL"));
            }
        }
        if let Some(shared) = reach.shared(&mut values) {
            let counted = reach.unshared(&mut values);
            parts
                .push(format!("SELECT count(*) FROM customer WHERE {shared} AND NOT {counted} AND trashed_at IS NULL"));
        }
        let sql = format!("SELECT ({})", parts.join(") + ("));
        let count: Option<i64> = self.one(&sql, params_from_iter(&values.0), |row| row.get(0))?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }
}
