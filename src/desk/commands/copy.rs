//! One value for the clipboard: where it may go from there nobody knows, so it is a right and an entry of its own.

use serde_json::json;

use super::super::Desk;
use super::super::api::{CopyWhat, Problem, Reply};
use super::super::session::Trace;
use crate::domain::{Action, Entry, Id, Secret};
use crate::policy::Operation;

impl Desk {
    pub(in crate::desk) fn copy(&mut self, customer: Id, what: &CopyWhat) -> Result<Reply, Problem> {
        let value = match what {
            CopyWhat::Code => self.copy_plain(customer, "code")?,
            CopyWhat::Name => self.copy_plain(customer, "name")?,
            CopyWhat::Sealed(field, reason) => self.disclose(Operation::Copy(*field), customer, *field, reason)?,
        };
        Ok(Reply::Copied { value, seconds: self.settings.clipboard_seconds })
    }

    /// What whoever may open the customer sees anyway.
    fn copy_plain(&mut self, customer: Id, field: &str) -> Result<Secret, Problem> {
        let target = self.target(customer, Operation::ViewCustomer)?;
        let permit = self.judge(Operation::ViewCustomer, target)?;
        let trace = Trace { details: json!({ "field": field }), ..Trace::default() };
        let entry = Entry { action: Action::FieldCopy, ..self.scribe()?.done(&permit, trace) };
        let (_, found) = self.act(&permit, |tx| {
            let found = tx.customer(customer)?.ok_or(Problem::NotFound)?;
            Ok((entry.clone(), found))
        })?;
        Ok(Secret::new(if field == "code" { found.code } else { found.name }))
    }
}
