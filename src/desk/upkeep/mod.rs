//! Upkeep of customers: who is there twice, merges, the trash, stars and what was opened last.

mod duplicates;
mod merge;
mod own;
mod preview;
mod similar;
mod trash;
mod undo;

pub(super) use merge::MergeTurn;
pub(super) use trash::TrashTurn;

use super::Desk;
use super::api::{Problem, UpkeepReply, UpkeepRequest};
use super::queries::{record, steady};
use crate::domain::{Id, Micros};
use crate::policy::{Operation, Permit, Target};
use crate::store::Snapshot;

impl Desk {
    pub(super) fn upkeep(&mut self, request: UpkeepRequest) -> Result<UpkeepReply, Problem> {
        match request {
            UpkeepRequest::Similar { name, company, city, kind, sealed, except } => {
                let typed = similar::Typed { name: &name, company: &company, city: &city, kind, except };
                self.similar(&typed, &sealed).map(UpkeepReply::Similar)
            }
            UpkeepRequest::Duplicates { from, limit } => {
                self.duplicates(from.as_ref(), limit).map(UpkeepReply::Duplicates)
            }
            UpkeepRequest::NotDuplicates { one, other } => {
                self.not_duplicates(one, other).map(|()| UpkeepReply::NotDuplicates)
            }
            UpkeepRequest::MergePreview { one, other } => {
                self.merge_preview(one, other).map(|preview| UpkeepReply::MergePreview(Box::new(preview)))
            }
            UpkeepRequest::Merge { keep, gone, take } => self.merge(keep, gone, &take).map(UpkeepReply::Merged),
            UpkeepRequest::Trash { customers, dry_run } => self.trash(customers, dry_run).map(UpkeepReply::Trashed),
            UpkeepRequest::Trashed { before, limit } => self.trash_list(before, limit).map(UpkeepReply::Trash),
            UpkeepRequest::Restore { customer } => self.restore(customer).map(UpkeepReply::Restored),
            UpkeepRequest::Star { customer, on } => self.star(customer, on).map(UpkeepReply::Starred),
            UpkeepRequest::Recent => self.recent().map(UpkeepReply::Recent),
            UpkeepRequest::Find { field, value } => self.find(field, &value).map(UpkeepReply::Found),
        }
    }

    /// The right to this operation on a customer, or to none where one of several is missing.
    fn permit_on(&mut self, customer: Id, operation: Operation) -> Result<Permit, Problem> {
        let target = self.target(customer, operation)?;
        self.judge(operation, target)
    }
}

/// The facts that rights on a customer in the trash depend on, or `None` where it is not there.
fn trashed_target(snapshot: &Snapshot<'_>, id: Id, member: Id, now: Micros) -> Result<Option<Target>, Problem> {
    let now = steady(snapshot, now)?;
    snapshot.trashed(id)?.map(|(customer, _)| record(snapshot, &customer, member, now)).transpose()
}
