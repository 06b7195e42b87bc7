//! What may be asked about the office itself and what is answered: members, roles, departments, policy, keys, alerts,
//! requests and reviews.

use serde::{Deserialize, Serialize};

use super::{AlertView, Backups, DetectorTest, Detectors, Insight, LiveSession, LogRow, MessageTo, Reason, SshKeyRow};
use crate::domain::{
    Class, Detector, DetectorKind, Field, Id, Micros, OwnField, Policy, Role, RoleRights, Scope, Secret, ShareLevel,
    Verdict,
};

/// A question about the office. What may be asked depends on the right that its answer is under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OfficeQuery {
    /// What waits for this member: `Today`.
    Today,
    Members,
    Member(Id),
    Roles,
    Departments,
    Policy,
    /// The signed decisions, newest first, before this sequence.
    Decisions {
        before: Option<i64>,
    },
    Keys,
    Alerts {
        open_only: bool,
    },
    /// Who may do what, with what differs from the last signed review.
    Review,
    /// One's own sign-in: sessions, recovery codes left, changes.
    Own,
    /// Who is in.
    Sessions,
    /// The backups of the configured folder.
    Backups,
    /// The detectors as they are set, and the customers who do not exist.
    Detectors,
    /// What a detector, set so, would have raised over the past log.
    TestDetector {
        kind: DetectorKind,
        detector: Detector,
        /// So many days back from now.
        days: u16,
    },
    /// What a member did over the last days; `None`: all whom one reaches, or oneself where one reaches no further.
    Insight {
        member: Option<Id>,
        days: u16,
    },
}

#[derive(Debug, Clone)]
pub enum OfficeAnswer {
    Today(Box<Today>),
    Members(Vec<MemberRow>),
    Member(Box<MemberDetail>),
    Roles(Vec<RoleRow>),
    Departments(Vec<DepartmentRow>),
    Policy(Box<PolicyView>),
    Decisions(DecisionPage),
    Keys(KeyStatus),
    Alerts(Vec<AlertView>),
    Review(Box<Review>),
    Own(Box<OwnSignIn>),
    Sessions(Vec<LiveSession>),
    Backups(Box<Backups>),
    Detectors(Box<Detectors>),
    DetectorTest(Box<DetectorTest>),
    Insight(Box<Insight>),
}

/// What a member is to be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantDraft {
    pub role: Role,
    pub department: Id,
    pub limit: Scope,
    pub expires: Option<Micros>,
}

/// A change to the office. Each is judged, signed by who makes it, and in the log; a grave one may have to wait for a
/// second person.
#[derive(Debug, Clone)]
pub enum Manage {
    Invite {
        name: String,
        grant: GrantDraft,
    },
    /// A new invitation in place of one that was lost or has ended, or new keys for a member who lost the password or
    /// the code app.
    Reset {
        member: Id,
    },
    Grant {
        member: Id,
        grant: GrantDraft,
        /// Stands in for the usual one until it expires.
        temporary: bool,
    },
    Suspend {
        member: Id,
    },
    Reactivate {
        member: Id,
    },
    Remove {
        member: Id,
    },
    /// Gives the keys that the member's grant waits for, as far as one holds them.
    GiveKeys {
        member: Id,
    },
    /// Makes a backup into the configured folder.
    BackUp,
    /// Brings the newest backup back for a trial.
    TryBackup,
    EndSession {
        session: Id,
    },
    /// Takes a member's SSH keys away.
    RemoveKeys {
        member: Id,
    },
    SendMessage {
        to: MessageTo,
        text: String,
    },
    SaveRole {
        /// `None`: a new one.
        role: Option<Id>,
        name: String,
        rights: RoleRights,
    },
    RemoveRole {
        role: Id,
    },
    SaveDepartment {
        department: Option<Id>,
        name: String,
        parent: Option<Id>,
    },
    RemoveDepartment {
        department: Id,
    },
    SetPolicy(Box<Policy>),
    SetService(Box<super::ServiceChange>),
    /// Adds a field of the office's own, or changes the one of the same key; a decision like any change of the policy.
    SetOwnField(Box<OwnField>),
    /// A new key pair for a class; values are sealed anew by `Request::Reseal`.
    RotateKeys {
        class: Class,
    },
    SignReview {
        words: String,
    },
    /// Carries out, or turns down, what somebody else proposed.
    Second {
        proposal: Id,
        approve: bool,
    },
    /// Says that one looks into it.
    TakeAlert {
        alert: Id,
    },
    /// Adds what one found or was told.
    AnswerAlert {
        alert: Id,
        words: String,
    },
    CloseAlert {
        alert: Id,
        words: String,
        verdict: Verdict,
    },
    /// Whether nothing may be exported or copied for now; a decision like any change of the policy.
    FreezeExports(bool),
    /// Sets a detector; a decision like any change of the policy.
    SetDetector {
        kind: DetectorKind,
        detector: Detector,
    },
    /// Makes a customer one who does not exist, kept to see who looks, or takes that back.
    SetHoneytoken {
        customer: Id,
        on: bool,
    },
    /// Decides on somebody's request.
    Decide {
        request: Id,
        approve: bool,
        words: String,
    },
}

/// What came of a change.
#[derive(Debug)]
pub enum Managed {
    Done,
    /// To be handed to the member in person; shown once.
    Invited(Invited),
    /// It waits for a second person.
    Proposed(Id),
}

#[derive(Debug)]
pub struct Invited {
    pub member: Id,
    pub name: String,
    /// It makes a key file in place of a password and a code app.
    pub program: bool,
    pub code: Secret,
    pub until: Micros,
    /// It holds only when a second person has approved this.
    pub proposal: Option<Id>,
}

/// What an invited person is shown before choosing a password.
#[derive(Debug)]
pub struct Enrolment {
    pub name: String,
    pub office: String,
    pub minimum_password: usize,
    /// The code app's secret, to type (base32) and as the link of a QR picture.
    pub totp: Secret,
    pub link: Secret,
}

/// The outcome of an enrolment or of a changed credential: recovery codes, shown once.
#[derive(Debug)]
pub struct Codes {
    pub codes: Vec<Secret>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberStanding {
    Invited,
    /// The invitation has ended.
    Lapsed,
    Active,
    /// The grant has expired.
    Expired,
    Suspended,
    Removed,
}

#[derive(Debug, Clone, Serialize)]
pub struct MemberRow {
    pub id: Id,
    pub name: String,
    pub standing: MemberStanding,
    pub role: Role,
    pub role_name: String,
    pub department: Id,
    pub department_name: String,
    pub limit: Scope,
    pub expires: Option<Micros>,
    /// Stands in with other rights for now.
    pub stands_in: bool,
    /// Keys that the grant names and nobody has given yet.
    pub waiting: Vec<Class>,
    pub last_sign_in: Option<Micros>,
    pub failures: u32,
    pub sessions: u32,
}

#[derive(Debug, Clone, Serialize)]
pub struct MemberDetail {
    pub row: MemberRow,
    pub usual: GrantView,
    pub temporary: Option<GrantView>,
    pub invited_until: Option<Micros>,
    pub sessions: Vec<SessionRow>,
    /// The decisions about this member, newest first.
    pub decisions: Vec<DecisionRow>,
    /// What the one who asks may do with this member.
    pub may_manage: bool,
    pub may_give_keys: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct GrantView {
    pub sequence: i64,
    pub role_name: String,
    pub department_name: String,
    pub limit: Scope,
    pub issuer: String,
    pub issued_at: Micros,
    pub expires: Option<Micros>,
    pub classes: Vec<Class>,
    pub lookups: Vec<Class>,
    pub waiting: Vec<Class>,
    pub waiting_lookups: Vec<Class>,
}

#[derive(Debug, Clone, Serialize)]
pub struct SessionRow {
    pub id: Id,
    pub started_at: Micros,
    pub last_seen: Micros,
    pub origin: String,
    pub mine: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct RoleRow {
    pub role: Role,
    pub name: String,
    pub built_in: bool,
    pub rights: RoleRights,
    pub members: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DepartmentRow {
    pub id: Id,
    pub name: String,
    pub parent: Option<Id>,
    /// How deep in the tree; rows come in the tree's order.
    pub depth: u8,
    pub members: u32,
    pub customers: u64,
}

#[derive(Debug, Clone, Serialize)]
pub struct PolicyView {
    pub policy: Policy,
    /// All roles, by key and name, in order: quotas are set for each.
    pub roles: Vec<(Role, String)>,
}

#[derive(Debug, Clone, Default)]
pub struct DecisionPage {
    pub rows: Vec<DecisionRow>,
    pub next: Option<i64>,
}

#[derive(Debug, Clone, Serialize)]
pub struct DecisionRow {
    pub sequence: i64,
    /// `appoint`, `invite`, `grant`, `suspend`, ...
    pub act: String,
    /// Whom or what it is about.
    pub about: String,
    pub issuer: String,
    pub second: String,
    pub issued_at: Micros,
    /// Why it gives nothing; empty: it holds.
    pub refused: String,
}

/// The office's keys, without any secret.
#[derive(Debug, Clone, Default, Serialize)]
pub struct KeyStatus {
    pub classes: Vec<KeyRow>,
    /// When somebody last tried whether the recovery kit still opens everything.
    pub drilled_at: Option<Micros>,
}

#[derive(Debug, Clone, Serialize)]
pub struct KeyRow {
    pub class: Class,
    pub generation: u32,
    /// The newest generation's fingerprint: hexadecimal, 16 digits.
    pub fingerprint: String,
    pub made_at: Micros,
    /// Names of members who hold the newest generation.
    pub holders: Vec<String>,
    pub lookup_holders: Vec<String>,
    /// Members who could open an older generation and hold the class no longer.
    pub former: Vec<String>,
    /// How far values have been sealed anew: looked at, of how many; `None`: nothing to do.
    pub reseal: Option<ResealState>,
    /// Whether the recovery kit can open the newest generation.
    pub kit: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ResealState {
    pub looked: u64,
    pub of: u64,
    pub sealed: u64,
    pub finished: bool,
}

/// What waits for a member.
#[derive(Debug, Clone, Default)]
pub struct Today {
    /// Requests of others that one may decide.
    pub requests: Vec<RequestView>,
    /// One's own of the last days, with what came of them.
    pub own: Vec<RequestView>,
    pub proposals: Vec<ProposalView>,
    /// Members whose grant waits for keys that one can give.
    pub waiting: Vec<MemberRow>,
    pub alerts: Vec<AlertView>,
    /// Classes whose keys should be changed: somebody left who could open them.
    pub rotations: Vec<Class>,
}

impl Today {
    /// How much waits.
    pub fn count(&self) -> usize {
        self.requests.len() + self.proposals.len() + self.waiting.len() + self.alerts.len() + self.rotations.len()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStanding {
    Open,
    Approved,
    Denied,
    /// Nobody decided in time, or the approval has ended.
    Over,
}

#[derive(Debug, Clone, Serialize)]
pub struct RequestView {
    pub id: Id,
    pub member: String,
    /// The field to reveal; `None`: an export of the log.
    pub field: Option<Field>,
    pub customer: Option<Id>,
    /// The customer's code, where the reader may know it.
    pub code: String,
    pub reason: String,
    pub at: Micros,
    pub standing: RequestStanding,
    pub until: Option<Micros>,
    pub decided_by: String,
    pub words: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct ProposalView {
    pub id: Id,
    pub by: String,
    pub at: Micros,
    pub until: Micros,
    pub act: String,
    pub about: String,
    pub mine: bool,
}

/// Who may do what: the matrix, and what changed since the last signed review.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Review {
    pub rows: Vec<ReviewRow>,
    pub last: Option<ReviewSigned>,
    pub changes: Vec<ReviewChange>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ReviewSigned {
    pub by: String,
    pub at: Micros,
    pub words: String,
}

/// One right: a role, an operation (with its field), a reach, and who has it by that role now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    pub role: String,
    pub rule: String,
    pub scope: Scope,
    pub members: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewChange {
    /// `+` new, `-` gone, `~` another reach.
    pub sign: char,
    pub role: String,
    pub rule: String,
    /// Members and reaches, before and after, in words.
    pub what: String,
}

/// One's own way in.
#[derive(Debug, Clone)]
pub struct OwnSignIn {
    pub sessions: Vec<SessionRow>,
    pub codes_left: u8,
    /// SSH keys, the oldest first.
    pub keys: Vec<SshKeyRow>,
    /// Sign-ins, failures and changes of credentials, newest first.
    pub events: Vec<LogRow>,
    pub minimum_password: usize,
}

/// A request to see more than one's role or quota allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Reveal { customer: Id, field: Field, reason: Reason },
    ExportLog { reason: String },
}

/// Who else one customer is shown to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sharing {
    pub private: bool,
    pub members: Vec<SharedWith>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedWith {
    pub member: Id,
    pub name: String,
    pub level: ShareLevel,
    pub until: Option<Micros>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SharingChange {
    Private(bool),
    Share { member: Id, level: ShareLevel, until: Option<Micros> },
    Unshare { member: Id },
}
