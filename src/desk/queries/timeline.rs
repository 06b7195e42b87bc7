//! A customer's timeline, newest first.

use super::super::Desk;
use super::super::api::{Problem, TimelineRow};
use super::member_name;
use crate::domain::{Id, Micros};
use crate::policy::Operation;

const PAGE: usize = 50;

impl Desk {
    pub(in crate::desk) fn timeline(
        &mut self,
        customer: Id,
        before: Option<(Micros, Id)>,
    ) -> Result<Vec<TimelineRow>, Problem> {
        let target = self.target(customer, Operation::ViewCustomer)?;
        let permit = self.judge(Operation::ViewCustomer, target)?;
        self.look(&permit, true, serde_json::Value::Null)?;
        self.store.read(|snapshot| {
            let activities = snapshot.timeline(customer, before, PAGE)?;
            let with_names = activities
                .into_iter()
                .map(|activity| Ok(TimelineRow { member: member_name(snapshot, activity.member)?, activity }));
            with_names.collect()
        })
    }
}
