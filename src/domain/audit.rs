//! The audit entry: its fields, its canonical bytes and its place in the hash chain.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Id, Micros};

/// What was done. The name is what stands in the log and in filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    OfficeCreate,
    GrantIssue,
    SignIn,
    SignOut,
    Lock,
    Unlock,
    CustomerView,
    CustomerLookup,
    CustomerCreate,
    CustomerEdit,
    CustomerBulk,
    NoteAdd,
    NoteRemove,
    FieldReveal,
    FieldCopy,
    FieldCheck,
    ViewSave,
    ViewDelete,
    Import,
    ImportRevert,
    LogView,
    LogExport,
    LogVerify,
    CustomerShare,
    RequestAsk,
    RequestDecide,
    MemberView,
    MemberManage,
    MemberEnrol,
    CredentialChange,
    SessionEnd,
    RoleManage,
    RolePreview,
    DepartmentManage,
    PolicyManage,
    KeyGive,
    KeyRotate,
    KeyReseal,
    KeyRecover,
    HostExport,
    HostRotate,
    ReviewSign,
    ProposalMake,
    ProposalEnd,
    AlertRaise,
    AlertHandle,
    SshKeyAdd,
    SshKeyRemove,
    SessionView,
    MessageSend,
    ServerStart,
    ServerStop,
    ServerReload,
    ServerFault,
    CheckpointMake,
    LogPrune,
    InsightView,
    TicketView,
    TicketCreate,
    TicketEdit,
    TicketBulk,
    TicketNote,
    TicketMerge,
    TaskView,
    TaskEdit,
    NoteEdit,
    CustomerMerge,
    CustomerTrash,
    BackupMake,
    BackupPrune,
    BackupDrill,
    OfficeRestore,
    IncidentView,
    IncidentStart,
    IncidentEdit,
    IncidentClose,
}

impl Action {
    pub const ALL: [Self; 76] = [
        Self::OfficeCreate,
        Self::GrantIssue,
        Self::SignIn,
        Self::SignOut,
        Self::Lock,
        Self::Unlock,
        Self::CustomerView,
        Self::CustomerLookup,
        Self::CustomerCreate,
        Self::CustomerEdit,
        Self::CustomerBulk,
        Self::NoteAdd,
        Self::NoteRemove,
        Self::FieldReveal,
        Self::FieldCopy,
        Self::FieldCheck,
        Self::ViewSave,
        Self::ViewDelete,
        Self::Import,
        Self::ImportRevert,
        Self::LogView,
        Self::LogExport,
        Self::LogVerify,
        Self::CustomerShare,
        Self::RequestAsk,
        Self::RequestDecide,
        Self::MemberView,
        Self::MemberManage,
        Self::MemberEnrol,
        Self::CredentialChange,
        Self::SessionEnd,
        Self::RoleManage,
        Self::RolePreview,
        Self::DepartmentManage,
        Self::PolicyManage,
        Self::KeyGive,
        Self::KeyRotate,
        Self::KeyReseal,
        Self::KeyRecover,
        Self::HostExport,
        Self::HostRotate,
        Self::ReviewSign,
        Self::ProposalMake,
        Self::ProposalEnd,
        Self::AlertRaise,
        Self::AlertHandle,
        Self::SshKeyAdd,
        Self::SshKeyRemove,
        Self::SessionView,
        Self::MessageSend,
        Self::ServerStart,
        Self::ServerStop,
        Self::ServerReload,
        Self::ServerFault,
        Self::CheckpointMake,
        Self::LogPrune,
        Self::InsightView,
        Self::TicketView,
        Self::TicketCreate,
        Self::TicketEdit,
        Self::TicketBulk,
        Self::TicketNote,
        Self::TicketMerge,
        Self::TaskView,
        Self::TaskEdit,
        Self::NoteEdit,
        Self::CustomerMerge,
        Self::CustomerTrash,
        Self::BackupMake,
        Self::BackupPrune,
        Self::BackupDrill,
        Self::OfficeRestore,
        Self::IncidentView,
        Self::IncidentStart,
        Self::IncidentEdit,
        Self::IncidentClose,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::OfficeCreate => "office.create",
            Self::GrantIssue => "grant.issue",
            Self::SignIn => "session.sign_in",
            Self::SignOut => "session.sign_out",
            Self::Lock => "session.lock",
            Self::Unlock => "session.unlock",
            Self::CustomerView => "customer.view",
            Self::CustomerLookup => "customer.lookup",
            Self::CustomerCreate => "customer.create",
            Self::CustomerEdit => "customer.edit",
            Self::CustomerBulk => "customer.bulk",
            Self::NoteAdd => "note.add",
            Self::NoteRemove => "note.remove",
            Self::FieldReveal => "field.reveal",
            Self::FieldCopy => "field.copy",
            Self::FieldCheck => "field.check",
            Self::ViewSave => "view.save",
            Self::ViewDelete => "view.delete",
            Self::Import => "import.chunk",
            Self::ImportRevert => "import.revert",
            Self::LogView => "log.view",
            Self::LogExport => "log.export",
            Self::LogVerify => "log.verify",
            Self::CustomerShare => "customer.share",
            Self::RequestAsk => "request.ask",
            Self::RequestDecide => "request.decide",
            Self::MemberView => "member.view",
            Self::MemberManage => "member.manage",
            Self::MemberEnrol => "member.enrol",
            Self::CredentialChange => "member.credential",
            Self::SessionEnd => "session.end",
            Self::RoleManage => "role.manage",
            Self::RolePreview => "role.preview",
            Self::DepartmentManage => "department.manage",
            Self::PolicyManage => "policy.manage",
            Self::KeyGive => "keys.give",
            Self::KeyRotate => "keys.rotate",
            Self::KeyReseal => "keys.reseal",
            Self::KeyRecover => "keys.recover",
            Self::HostExport => "host.export",
            Self::HostRotate => "host.rotate",
            Self::ReviewSign => "review.sign",
            Self::ProposalMake => "proposal.make",
            Self::ProposalEnd => "proposal.end",
            Self::AlertRaise => "alert.raise",
            Self::AlertHandle => "alert.handle",
            Self::SshKeyAdd => "ssh_key.add",
            Self::SshKeyRemove => "ssh_key.remove",
            Self::SessionView => "session.view",
            Self::MessageSend => "message.send",
            Self::ServerStart => "server.start",
            Self::ServerStop => "server.stop",
            Self::ServerReload => "server.reload",
            Self::ServerFault => "server.fault",
            Self::CheckpointMake => "checkpoint.make",
            Self::LogPrune => "log.prune",
            Self::InsightView => "insight.view",
            Self::TicketView => "ticket.view",
            Self::TicketCreate => "ticket.create",
            Self::TicketEdit => "ticket.edit",
            Self::TicketBulk => "ticket.bulk",
            Self::TicketNote => "ticket.note",
            Self::TicketMerge => "ticket.merge",
            Self::TaskView => "task.view",
            Self::TaskEdit => "task.edit",
            Self::NoteEdit => "note.edit",
            Self::CustomerMerge => "customer.merge",
            Self::CustomerTrash => "customer.trash",
            Self::BackupMake => "backup.make",
            Self::BackupPrune => "backup.prune",
            Self::BackupDrill => "backup.drill",
            Self::OfficeRestore => "office.restore",
            Self::IncidentView => "incident.view",
            Self::IncidentStart => "incident.start",
            Self::IncidentEdit => "incident.edit",
            Self::IncidentClose => "incident.close",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.name() == name)
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Action {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::from_name(&name).ok_or_else(|| serde::de::Error::custom(format!("no action {name:?}")))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Done,
    Denied,
    Failed,
}

impl Outcome {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Done, Self::Denied, Self::Failed].into_iter().find(|outcome| outcome.name() == name)
    }
}

/// One act, before it has its place in the chain. Holds ids and names of fields, never personal values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub at: Micros,
    /// The member who acted; `None` when nobody was signed in (a failed sign-in).
    pub member: Option<Id>,
    pub session: Option<Id>,
    /// Host and door, such as `desk-3 terminal`.
    pub origin: String,
    pub action: Action,
    /// The record acted on, such as a customer.
    pub subject: Option<Id>,
    pub outcome: Outcome,
    pub reason: String,
    /// A JSON object of ids, counts and field names.
    pub details: String,
}

/// A row that an act wrote: which kind of record, which id, and the digest of what it now holds.
/// `digest` all zero means the row is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    pub kind: RecordKind,
    pub id: Id,
    pub digest: [u8; 16],
}

/// The kinds of rows whose content the log vouches for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum RecordKind {
    Office = 1,
    Member = 2,
    Grant = 3,
    Department = 4,
    ClassKey = 5,
    DataKey = 6,
    Customer = 7,
    Activity = 8,
    Import = 9,
    View = 10,
    Share = 11,
    Request = 12,
    Proposal = 13,
    Alert = 14,
    SshKey = 15,
    Ticket = 16,
    TicketNote = 17,
    Task = 18,
    CustomerMore = 19,
    NoteVersion = 20,
    Incident = 21,
    IncidentEvent = 22,
}

impl RecordKind {
    pub const ALL: [Self; 22] = [
        Self::Office,
        Self::Member,
        Self::Grant,
        Self::Department,
        Self::ClassKey,
        Self::DataKey,
        Self::Customer,
        Self::Activity,
        Self::Import,
        Self::View,
        Self::Share,
        Self::Request,
        Self::Proposal,
        Self::Alert,
        Self::SshKey,
        Self::Ticket,
        Self::TicketNote,
        Self::Task,
        Self::CustomerMore,
        Self::NoteVersion,
        Self::Incident,
        Self::IncidentEvent,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Member => "member",
            Self::Grant => "grant",
            Self::Department => "department",
            Self::ClassKey => "class key",
            Self::DataKey => "data key",
            Self::Customer => "customer",
            Self::Activity => "activity",
            Self::Import => "import",
            Self::View => "view",
            Self::Share => "share",
            Self::Request => "request",
            Self::Proposal => "proposal",
            Self::Alert => "alert",
            Self::SshKey => "SSH key",
            Self::Ticket => "ticket",
            Self::TicketNote => "ticket note",
            Self::Task => "task",
            Self::CustomerMore => "more of a customer",
            Self::NoteVersion => "earlier note",
            Self::Incident => "incident",
            Self::IncidentEvent => "line of an incident",
        }
    }
}

/// An entry with its place in the chain and the signature under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedEntry {
    pub sequence: i64,
    pub entry: Entry,
    /// BLAKE3 over the encoded changes, or of nothing.
    pub changes: [u8; 32],
    pub previous: [u8; 32],
    pub hash: [u8; 32],
    /// Ed25519 over `hash`, by the member, or by the office key where there is no member.
    pub signature: [u8; 64],
}

/// Length-prefixed concatenation: no two different lists of parts have the same bytes.
#[derive(Default)]
pub struct Encoder(pub Vec<u8>);

impl Encoder {
    pub fn new(label: &str) -> Self {
        Self::with_capacity(label, 0)
    }

    /// With room for so many bytes: many are encoded in a row.
    fn with_capacity(label: &str, capacity: usize) -> Self {
        let mut encoder = Self(Vec::with_capacity(capacity));
        encoder.put(label.as_bytes());
        encoder
    }

    pub fn put(&mut self, part: &[u8]) -> &mut Self {
        self.0.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.extend_from_slice(part);
        self
    }

    pub fn put_int(&mut self, value: i64) -> &mut Self {
        self.put(&value.to_be_bytes())
    }

    pub fn put_id(&mut self, id: Option<Id>) -> &mut Self {
        match id {
            Some(id) => self.put(&id.0),
            None => self.put(&[]),
        }
    }

    /// BLAKE3 over the parts.
    pub fn whole_digest(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }

    /// The first 16 bytes of BLAKE3 over the parts: a record's digest.
    pub fn digest(&self) -> [u8; 16] {
        let mut digest = [0u8; 16];
        digest.copy_from_slice(&self.whole_digest()[..16]);
        digest
    }
}

/// The bytes of a list of changes, 33 each: kind, id, digest.
pub fn encode_changes(changes: &[Change]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(changes.len() * 33);
    for change in changes {
        bytes.push(change.kind as u8);
        bytes.extend_from_slice(&change.id.0);
        bytes.extend_from_slice(&change.digest);
    }
    bytes
}

/// Reads what `encode_changes` wrote; `None` if the bytes are anything else.
pub fn decode_changes(bytes: &[u8]) -> Option<Vec<Change>> {
    let (records, []) = bytes.as_chunks::<33>() else { return None };
    let change = |record: &[u8; 33]| {
        let (mut id, mut digest) = ([0u8; 16], [0u8; 16]);
        id.copy_from_slice(&record[1..17]);
        digest.copy_from_slice(&record[17..]);
        let kind = RecordKind::ALL.into_iter().find(|kind| *kind as u8 == record[0])?;
        Some(Change { kind, id: Id(id), digest })
    };
    records.iter().map(change).collect()
}

/// The records of a batch as one text: what an entry about many of them says of which they were.
pub fn ids_hash(ids: &[Id]) -> String {
    let mut bytes = Encoder::new("kin ids v1");
    for id in ids {
        bytes.put(&id.0);
    }
    blake3::hash(&bytes.0).to_hex().to_string()
}

/// What an entry holds of its changes: BLAKE3 over their encoded bytes.
pub fn changes_hash(encoded: &[u8]) -> [u8; 32] {
    *blake3::hash(encoded).as_bytes()
}

/// The entry's hash: BLAKE3 over every field, its sequence, its changes and the hash before it.
pub fn entry_hash(sequence: i64, entry: &Entry, changes: &[u8; 32], previous: &[u8; 32]) -> [u8; 32] {
    let words = entry.origin.len() + entry.reason.len() + entry.details.len();
    let mut bytes = Encoder::with_capacity("kin audit entry v1", words + 320);
    bytes
        .put_int(sequence)
        .put_int(entry.at.0)
        .put_id(entry.member)
        .put_id(entry.session)
        .put(entry.origin.as_bytes())
        .put(entry.action.name().as_bytes())
        .put_id(entry.subject)
        .put(entry.outcome.name().as_bytes())
        .put(entry.reason.as_bytes())
        .put(entry.details.as_bytes())
        .put(changes)
        .put(previous);
    *blake3::hash(&bytes.0).as_bytes()
}
