//! One sealed field in the clear: a right, a reason, an entry in the log, and only then the value.

use serde_json::json;

use super::super::Desk;
use super::super::api::{Problem, Reason, Reply};
use super::super::session::Trace;
use crate::domain::audit::RecordKind;
use crate::domain::{Field, Id, Secret};
use crate::policy::Operation;
use crate::vault::{self, DataKey, ValueContext};

impl Desk {
    pub(in crate::desk) fn reveal(&mut self, customer: Id, field: Field, reason: &Reason) -> Result<Reply, Problem> {
        let value = self.disclose(Operation::Reveal(field), customer, field, reason)?;
        Ok(Reply::Revealed { customer, field, value, seconds: self.settings.reveal_seconds })
    }

    /// The one way to a sealed value, for the screen or for the clipboard.
    pub(super) fn disclose(
        &mut self,
        operation: Operation,
        customer: Id,
        field: Field,
        reason: &Reason,
    ) -> Result<Secret, Problem> {
        let target = self.target(customer, operation)?;
        let permit = self.judge(operation, target)?;
        let said = self.reason(customer, reason)?;
        let mut details = json!({ "field": field });
        if let Some(link) = reason.link {
            details["link"] = json!(link);
        }
        let opened = self.open_value(customer, field);
        let trace = Trace { reason: said, details };
        let scribe = self.scribe()?;
        // What can't be opened was tried all the same, and the log says so.
        let entry = if opened.is_ok() { scribe.done(&permit, trace) } else { scribe.failed(&permit, trace) };
        self.act(&permit, |_| Ok((entry.clone(), ())))?;
        opened
    }

    /// Opens a value if the log vouches for the record as it lies there.
    fn open_value(&mut self, customer: Id, field: Field) -> Result<Secret, Problem> {
        let (voucher, sealed, data_key) = self.store.read(|snapshot| {
            let voucher = snapshot.vouched(RecordKind::Customer, customer)?.ok_or(Problem::Tampered)?;
            let sealed = snapshot.sealed_value(customer, field)?.ok_or(Problem::NotFound)?;
            let id = vault::data_key_id_of(&sealed.blob).map_err(|_| Problem::Tampered)?;
            Ok::<_, Problem>((voucher, sealed, snapshot.data_key(id)?.ok_or(Problem::Tampered)?))
        })?;
        if !self.signed(&voucher) {
            return Err(Problem::Tampered);
        }
        let install = self.paths.install;
        let keys = self.session()?.keys.as_ref().ok_or(Problem::NoSession)?;
        let class = keys.classes.get(&(field.class(), data_key.generation)).ok_or(Problem::Tampered)?;
        let opened = DataKey::open(&data_key.sealed, class, data_key.id, install).and_then(|key| {
            let context = ValueContext {
                install,
                record: customer,
                field,
                generation: data_key.generation,
                version: sealed.version,
            };
            key.open_value(&context, &sealed.blob)
        });
        opened.map_err(|_| Problem::Tampered)
    }
}
