//! The member's own drafts, opened again.

use super::super::Desk;
use super::super::api::{Draft, Problem};
use super::super::commands::draft_place;
use crate::domain::Secret;

impl Desk {
    /// Newest first. A draft that does not open (moved in the file, damaged, or sealed by keys that are gone) is
    /// passed over and stays where it is: somebody may still want to know of it.
    pub(in crate::desk) fn drafts(&mut self) -> Result<Vec<Draft>, Problem> {
        let member = self.session()?.actor.member;
        let sealed = self.store.read(|snapshot| snapshot.drafts(member))?;
        let keys = &self.session()?.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let open = |draft: crate::store::SealedDraft| {
            let place = draft_place(self.paths.install, member, &draft.key);
            let bytes = keys.open_draft(&place, &draft.sealed).ok()?;
            let body = Secret::new(std::str::from_utf8(&bytes).ok()?);
            Some(Draft { key: draft.key, at: draft.at, body })
        };
        Ok(sealed.into_iter().filter_map(open).collect())
    }
}
