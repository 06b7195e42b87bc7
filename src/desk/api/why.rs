//! Why something is allowed or not.

use serde::Serialize;

use crate::domain::{Class, FieldRight, Id, Micros, Scope, ShareLevel};

/// What `w` asks: may I do this, and by what?
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyQuery {
    /// The rule's name, such as `field.reveal phone`.
    pub rule: String,
    pub customer: Option<Id>,
}

/// Whether, and the reasons in order: keys of words and what they speak of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    pub rule: String,
    pub allowed: bool,
    pub lines: Vec<WhyLine>,
    pub enforced: Enforced,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum WhyLine {
    /// The role gives the operation so far, or not at all.
    Role {
        role: String,
        reach: Option<Scope>,
    },
    /// What the role may see of the field.
    Field {
        right: FieldRight,
    },
    /// The grant's own limit.
    Grant {
        sequence: i64,
        issuer: String,
        limit: Scope,
        expires: Option<Micros>,
        temporary: bool,
    },
    /// Whether the class's key is held, or waits for a giver.
    Key {
        class: Class,
        lookup: bool,
        held: bool,
        waiting: bool,
    },
    /// Where the record belongs.
    Record {
        mine: bool,
        department: String,
        in_department: bool,
        private: bool,
        shared: Option<ShareLevel>,
    },
    /// Who may edit the field.
    Manner {
        manner: String,
        permitted: bool,
        mine: bool,
    },
    Quota {
        used_hour: u16,
        hour: u16,
        used_day: u16,
        day: u16,
    },
    /// Somebody approved a request.
    Approval {
        by: String,
        until: Micros,
    },
    TwoPersons,
    ExportsFrozen,
    /// The role that is looked as.
    Preview {
        role: String,
    },
}

/// What upholds a right in this way of running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Enforced {
    Cryptographic,
    Server,
    Client,
}
