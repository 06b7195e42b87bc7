//! How a member likes the screens, kept for the next sign-in.

use super::super::Desk;
use super::super::api::Problem;
use crate::domain::Unfit;

/// Most bytes.
const LONGEST: usize = 16 * 1024;

impl Desk {
    /// Not in the log: a member's own screen settings touch nobody's data, and change with every column made wider.
    pub(in crate::desk) fn save_preferences(&mut self, content: &str) -> Result<(), Problem> {
        let member = self.session()?.actor.member;
        if content.len() > LONGEST {
            return Err(Problem::Invalid { field: "preferences".into(), unfit: Unfit::TooLong(LONGEST) });
        }
        Ok(self.store.shelf(|shelf| shelf.set_preferences(member, content))?)
    }
}
