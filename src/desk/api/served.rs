//! What comes with the server: members' SSH keys, who is in, and words to them.

use serde::Serialize;

use crate::domain::{Id, Micros, Role};

/// An SSH key that a member has enrolled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SshKeyRow {
    pub id: Id,
    /// The algorithm's name, such as `ssh-ed25519`.
    pub kind: String,
    /// `SHA256:` and the hash in base64, as `ssh-keygen -l` shows it.
    pub fingerprint: String,
    pub label: String,
    pub added_at: Micros,
    /// The last sign-in with it.
    pub last_used: Option<Micros>,
}

/// To whom a message goes: to those of them who are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageTo {
    Session(Id),
    Member(Id),
    /// Everybody within reach but the session that sends it.
    All,
}

/// Words that somebody sent to this session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageRow {
    /// The member's name.
    pub by: String,
    pub at: Micros,
    pub text: String,
}

/// Somebody who is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LiveSession {
    pub id: Id,
    pub member: Id,
    pub name: String,
    pub role: Role,
    pub role_name: String,
    pub origin: String,
    pub started_at: Micros,
    pub last_seen: Micros,
    pub mine: bool,
}
