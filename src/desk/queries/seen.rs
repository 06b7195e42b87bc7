//! Who has seen one customer, in one answer: what a subject may ask for.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::Desk;
use super::super::api::{Problem, Seen, SeenRow};
use super::member_name;
use crate::domain::{Action, Entry, Field, Id, Outcome};
use crate::policy::Operation;
use crate::store::{EntryIs, LogFilter, Snapshot};

/// Most entries that one answer is made of, the newest.
const MOST: usize = 100_000;

impl Desk {
    pub(in crate::desk) fn seen(&mut self, customer: Id) -> Result<Seen, Problem> {
        let target = self.target(customer, Operation::ViewAccess)?;
        let permit = self.judge(Operation::ViewAccess, target)?;
        self.look(&permit, false, json!({ "seen": true }))?;
        let now = self.steady_now()?;
        let rights = &self.rights;
        let (code, since, mut rows) = self.store.read(|snapshot| {
            let code = snapshot.customer_code(customer)?.ok_or(Problem::NotFound)?;
            let about = LogFilter::default().with(EntryIs::About(vec![customer]));
            let mut entries = snapshot.log(&about, None, MOST)?;
            if entries.len() < MOST {
                entries.extend(imported(snapshot, customer)?);
            }
            let since = entries.last().map(|oldest| oldest.sealed.entry.at);
            let mut rows: HashMap<Id, SeenRow> = HashMap::new();
            for entry in entries.iter().map(|logged| &logged.sealed.entry) {
                // Who was refused has seen nothing.
                let Some(member) = entry.member.filter(|_| entry.outcome != Outcome::Denied) else { continue };
                let row = rows.entry(member).or_insert_with(|| blank(entry));
                add(row, entry);
            }
            for (member, row) in &mut rows {
                row.member = member_name(snapshot, *member)?;
                let known = rights.member(*member);
                let holding = known.map(|known| known.holding(now).unwrap_or(&known.usual));
                row.role = holding.map(|holding| rights.role_name(holding.role)).unwrap_or_default();
            }
            Ok::<_, Problem>((code, since, rows.into_values().collect::<Vec<_>>()))
        })?;
        rows.sort_by(|a, b| (b.last, &a.member).cmp(&(a.last, &b.member)));
        Ok(Seen { customer, code, since, rows })
    }
}

/// The entry of the import that brought the customer, if one did.
pub(super) fn imported(snapshot: &Snapshot<'_>, customer: Id) -> Result<Option<crate::store::Logged>, Problem> {
    let Some(customer) = snapshot.customer(customer)?.filter(|customer| customer.import_id.is_some()) else {
        return Ok(None);
    };
    let Some(sequence) = snapshot.imported(customer.id, customer.created_at)? else { return Ok(None) };
    Ok(snapshot.entry(sequence)?)
}

fn blank(entry: &Entry) -> SeenRow {
    SeenRow {
        member: String::new(),
        role: String::new(),
        first: entry.at,
        last: entry.at,
        acts: Default::default(),
        fields: Default::default(),
        reasons: Default::default(),
    }
}

/// Counts one entry, which is older than those before it.
fn add(row: &mut SeenRow, entry: &Entry) {
    row.first = entry.at;
    *row.acts.entry(entry.action.name().to_owned()).or_default() += 1;
    let shown = matches!(entry.action, Action::FieldReveal | Action::FieldCopy) && entry.outcome == Outcome::Done;
    let details: Value = serde_json::from_str(&entry.details).unwrap_or_default();
    if let Some(field) = details["field"].as_str().and_then(Field::from_name).filter(|_| shown) {
        *row.fields.entry(field).or_default() += 1;
    }
    if !entry.reason.is_empty() {
        *row.reasons.entry(entry.reason.clone()).or_default() += 1;
    }
}
