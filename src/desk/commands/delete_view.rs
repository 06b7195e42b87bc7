//! A saved view taken away: one's own, or a shared one.

use super::super::Desk;
use super::super::api::Problem;
use crate::domain::{Action, Id};

impl Desk {
    pub(in crate::desk) fn delete_view(&mut self, id: Id) -> Result<(), Problem> {
        let (permit, view) = self.permit_to_change_view(id)?;
        let entry = self.entry_on_view(Action::ViewDelete, &permit, &view)?;
        self.act(&permit, |tx| {
            if tx.view(id)?.as_ref() != Some(&view) {
                return Err(Problem::Busy);
            }
            tx.delete_view(id)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(())
    }
}
