//! What was committed by anybody since one last looked: enough to know what to ask for again, and no value of it.

use crate::domain::Id;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct News {
    /// The last entry of the log, and its hash.
    pub head: i64,
    pub hash: [u8; 32],
    /// The customers that were made, changed or deleted, or whose timeline or sharing was.
    pub customers: Vec<Id>,
    /// They were too many to name: any may have changed, and `customers` is empty.
    pub many: bool,
    /// Members, roles, departments, the policy, keys, requests, proposals, alerts or incidents changed.
    pub office: bool,
    /// Somebody's session was ended by somebody.
    pub sessions: bool,
    /// Somebody came in or left.
    pub presence: bool,
    /// Tickets or tasks changed.
    pub work: bool,
    /// A line of a timeline turns to somebody.
    pub mentions: bool,
    /// Somebody was sent words.
    pub messages: bool,
}

impl News {
    /// Whether there is nothing in it that a screen could show.
    pub fn is_quiet(&self) -> bool {
        self.customers.is_empty()
            && ![self.many, self.office, self.sessions, self.presence, self.messages, self.work, self.mentions]
                .contains(&true)
    }
}
