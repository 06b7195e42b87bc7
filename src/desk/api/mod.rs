//! What may be asked of the desk and what it answers: the only desk types that screens know.

mod activity;
mod admin;
mod alert;
mod backup;
mod bulk;
mod incident;
mod log;
mod more;
mod news;
mod problem;
mod reason;
mod report;
mod rights;
mod served;
mod service;
mod task;
mod ticket;
mod upkeep;
mod view;
mod why;

pub use activity::*;
pub use admin::*;
pub use alert::*;
pub use backup::*;
pub use bulk::*;
pub use incident::*;
pub use log::*;
pub use more::*;
pub use news::News;
pub use problem::Problem;
pub use reason::{REASONS, Reason};
pub use report::*;
pub use rights::Rights;
pub use served::{LiveSession, MessageRow, MessageTo, SshKeyRow};
pub use service::ServiceChange;
pub use task::*;
pub use ticket::*;
pub use upkeep::*;
pub use view::*;
pub use why::*;

use serde::{Deserialize, Serialize};

use crate::domain::filter::Filter;
use crate::domain::{
    ActivityKind, AnyField, Class, Customer, CustomerKind, Field, Id, Masked, Micros, OwnField, Role, Secret, Status,
    ViewKind,
};

/// One thing asked of the desk.
#[derive(Debug)]
pub enum Request {
    SignIn {
        name: String,
        password: Secret,
        code: String,
    },
    /// Opens the member's keys again after a lock; the session stays the same.
    Unlock {
        password: Secret,
    },
    /// Forgets the member's keys until `Unlock`.
    Lock {
        idle: bool,
    },
    SignOut,
    /// Shows an invitation's holder what it is for, and the code app's secret to be.
    OpenInvitation {
        code: Secret,
    },
    /// Uses the invitation up: the member's own keys under a password of its own. `totp` proves that the code app was
    /// set up with the secret that `OpenInvitation` showed.
    Enrol {
        code: Secret,
        password: Secret,
        totp: String,
    },
    /// A password that nobody else has, to choose or not.
    SuggestPassword,
    /// Proves again who is there, for grave acts and for changes of the sign-in.
    Prove {
        password: Secret,
    },
    ChangePassword {
        current: Secret,
        new: Secret,
    },
    /// A new code app: first shows a new secret (`totp` empty), then takes it with a code of it. Recovery codes are made
    /// anew with it.
    ChangeFactor {
        password: Secret,
        totp: String,
    },
    /// Enrols an SSH key of one's own: the one line of its file `.pub`. Without a label it has the line's comment.
    AddKey {
        line: String,
        label: String,
    },
    RemoveKey {
        key: Id,
    },
    /// The messages for this session, each given out once.
    Messages,
    /// The members, roles, keys ... of the office.
    Office(OfficeQuery),
    Manage(Box<Manage>),
    /// Asks those who may approve it for more than one's own rights.
    AskFor(Wanted),
    Why(WhyQuery),
    /// Looks at everything as another role would, with no more than one's own rights; `None` ends it.
    PreviewRole(Option<Role>),
    /// Seals some more values under a class's newest key; asked again until it is finished.
    Reseal {
        class: Class,
    },
    Sharing {
        customer: Id,
    },
    Share {
        customer: Id,
        change: SharingChange,
    },
    Customers(CustomersQuery),
    /// How many customers match, counted on from `after` for a short while.
    CountCustomers {
        search: String,
        filter: Filter,
        after: Option<Place>,
    },
    /// What may be chosen from: members, departments, cities, countries.
    Choices,
    /// Opens a customer: audited.
    Customer(Id),
    /// The customer that is open, as it is now: part of the same look.
    Refresh(Id),
    Timeline {
        customer: Id,
        before: Option<(Micros, Id)>,
    },
    /// Who opened, revealed or changed this customer.
    Access {
        customer: Id,
        before: Option<i64>,
    },
    Reveal {
        customer: Id,
        field: Field,
        reason: Reason,
    },
    /// Does what the caller says match? Audited, tries limited.
    Check {
        customer: Id,
        field: Field,
        said: Secret,
    },
    SaveCustomer(Box<CustomerDraft>),
    AddNote {
        customer: Id,
        kind: ActivityKind,
        text: String,
    },
    /// One change to many customers, in one act. `dry_run` only says what it would do.
    Bulk {
        /// Each with the version it was chosen at.
        customers: Vec<(Id, i64)>,
        change: BulkChange,
        dry_run: bool,
    },
    /// Takes back this session's last edit, bulk act or note, or does it again.
    Undo,
    Redo,
    /// One value for the clipboard: audited, and for a sealed field a right of its own.
    Copy {
        customer: Id,
        what: CopyWhat,
    },
    /// The saved views of a list that the member may use.
    Views(ViewKind),
    SaveView(ViewDraft),
    DeleteView(Id),
    /// How the member likes the screens: text of the screens' own, opaque to the desk.
    SavePreferences(String),
    /// Keeps what is being typed, sealed to the member; one draft for each key, a later one replaces it.
    SaveDraft {
        key: String,
        body: Secret,
    },
    Drafts,
    DropDraft {
        key: String,
    },
    Log(LogQuery),
    /// The same, in bulk and under a right of its own.
    ExportLog(LogQuery),
    LogEntry(i64),
    LogChart(LogChartQuery),
    /// Counts for one chart of the reports, from a place on and for a short while.
    Report(ReportQuery),
    /// Who has seen this customer, in one answer.
    Seen {
        customer: Id,
    },
    Ticket(Box<TicketRequest>),
    Task(Box<TaskRequest>),
    Upkeep(Box<UpkeepRequest>),
    /// The fields that the office defined, as far as one may know of them.
    OwnFields,
    /// Those who work for a company, from a place on.
    People {
        company: Id,
        from: Option<Place>,
    },
    Activity(Box<ActivityRequest>),
    Incident(Box<IncidentRequest>),
}

impl Request {
    /// Whether it keeps something of the member's own.
    pub const fn keeps(&self) -> bool {
        if let Self::Activity(request) = self {
            return request.keeps();
        }
        if let Self::Upkeep(request) = self {
            return request.keeps();
        }
        matches!(self, Self::SaveDraft { .. } | Self::DropDraft { .. } | Self::SavePreferences(_))
    }

    /// Whether it does nothing for somebody who does not wait for the answer.
    pub const fn only_reads(&self) -> bool {
        !self.changes() && !self.keeps() && !matches!(self, Self::SignOut | Self::Lock { .. } | Self::Enrol { .. })
    }

    /// Whether it is there to change something, which nobody does while looking as another role.
    pub const fn changes(&self) -> bool {
        if let Self::Ticket(request) = self {
            return request.changes();
        }
        if let Self::Task(request) = self {
            return request.changes();
        }
        if let Self::Activity(request) = self {
            return request.changes();
        }
        if let Self::Upkeep(request) = self {
            return request.changes();
        }
        if let Self::Incident(request) = self {
            return request.changes();
        }
        matches!(
            self,
            Self::SaveCustomer(_)
                | Self::AddNote { .. }
                | Self::Bulk { dry_run: false, .. }
                | Self::Undo
                | Self::Redo
                | Self::SaveView(_)
                | Self::DeleteView(_)
                | Self::Share { .. }
                | Self::Manage(_)
                | Self::AskFor(_)
                | Self::Reseal { .. }
                | Self::ChangePassword { .. }
                | Self::ChangeFactor { .. }
                | Self::AddKey { .. }
                | Self::RemoveKey { .. }
        )
    }
}

/// What the desk answers.
#[derive(Debug)]
pub enum Reply {
    SignedIn(Box<SignedIn>),
    Unlocked,
    Locked,
    SignedOut,
    Invitation(Box<Enrolment>),
    Enrolled(Codes),
    SuggestedPassword(Secret),
    Proved,
    PasswordChanged,
    /// The new code app's secret, to be confirmed.
    FactorOffered(Box<Enrolment>),
    FactorChanged(Codes),
    KeyAdded(Box<SshKeyRow>),
    KeyRemoved,
    Messages(Vec<MessageRow>),
    Office(OfficeAnswer),
    Managed(Managed),
    AskedFor(Id),
    Why(Box<Why>),
    Previewing {
        role: Option<String>,
        rights: Box<Rights>,
    },
    Resealed(ResealState),
    Sharing(Sharing),
    Customers(CustomersPage),
    Customer(Box<CustomerDetail>),
    Timeline(Vec<TimelineRow>),
    Access(Vec<LogRow>),
    Revealed {
        customer: Id,
        field: Field,
        value: Secret,
        seconds: u16,
    },
    Checked {
        field: Field,
        matches: bool,
        tries_left: u16,
    },
    Saved {
        customer: Id,
        created: bool,
    },
    NoteAdded(Id),
    Counted(Counted),
    Choices(Box<Choices>),
    Bulk(BulkDone),
    Undone(Undone),
    Copied {
        value: Secret,
        seconds: u16,
    },
    Views(Vec<View>),
    ViewSaved(Id),
    ViewDeleted,
    PreferencesSaved,
    DraftSaved,
    Drafts(Vec<Draft>),
    DraftDropped,
    Log(LogPage),
    LogEntry(Box<LogDetail>),
    LogChart(LogChart),
    Report(Box<Report>),
    Seen(Box<Seen>),
    Ticket(Box<TicketReply>),
    Task(Box<TaskReply>),
    Upkeep(Box<UpkeepReply>),
    OwnFields(Vec<OwnField>),
    People(People),
    Activity(Box<ActivityReply>),
    Incident(Box<IncidentReply>),
}

/// Who is in, and what the screens may offer them. The desk judges each act again.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub member: Id,
    pub name: String,
    pub role: Role,
    /// The name of a role of the office's own; the key of another.
    pub role_name: String,
    pub office: String,
    pub department: String,
    pub rights: Rights,
    /// The last successful sign-in and the failures since.
    pub last_sign_in: Option<Micros>,
    pub failures_since: u32,
    /// What `Request::SavePreferences` was last given, or empty.
    pub preferences: String,
    /// Words to show once, such as the warning of a network file system.
    pub notices: Vec<Notice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    NetworkFileSystem,
    /// So many recovery codes are left, and they are few.
    FewRecoveryCodes(u8),
    /// The password, the code app or the keys were changed since the last sign-in.
    CredentialsChanged(Micros),
    /// A statement in the file gives nothing; the log and the alerts say which.
    RefusedStatements(u32),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomersQuery {
    /// Words to search, or `/` and an exact phone, e-mail or id. Empty: all.
    pub search: String,
    pub filter: Filter,
    /// The order where nothing is searched for: found rows come by how well they match.
    pub sort: Sort,
    /// Continue after (or, backwards, before) this place; `None` is the start (or the end).
    pub from: Option<Place>,
    pub backward: bool,
    pub limit: u16,
}

impl CustomersQuery {
    /// The first so many that match what was typed.
    pub fn new(search: impl Into<String>, limit: u16) -> Self {
        Self { search: search.into(), limit, ..Self::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}

/// Masked fields are not here: their order would tell of their values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortBy {
    #[default]
    Name,
    Code,
    City,
    Created,
    Updated,
}

impl SortBy {
    pub const ALL: [Self; 5] = [Self::Name, Self::Code, Self::City, Self::Created, Self::Updated];

    /// The field's name, as in filters and views.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
            Self::City => "city",
            Self::Created => "created",
            Self::Updated => "updated",
        }
    }
}

/// A place in a list: where a page ends. Opaque to screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub group: u8,
    pub key: String,
    pub key2: String,
    pub id: Id,
}

#[derive(Debug, Clone, Default)]
pub struct CustomersPage {
    pub rows: Vec<CustomerRow>,
    /// Where the next page in the asked direction begins; `None`: no more.
    pub next: Option<Place>,
    /// All customers in the member's scope.
    pub total: u64,
    /// The desk stopped looking, to stay quick, before the page was full: ask on from `next`.
    pub unfinished: bool,
}

/// Some of the matches, counted.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// Found since `after`.
    pub found: u64,
    /// Where to count on; `None`: that was all.
    pub next: Option<Place>,
}

/// What was taken back or done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    pub what: UndoneWhat,
    /// The customer, where it was one.
    pub customer: Option<Id>,
    /// How many steps can still be taken back, and done again.
    pub undo_left: u16,
    pub redo_left: u16,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoneWhat {
    /// The name the customer has now.
    Edit(String),
    /// How many customers.
    Bulk(u32),
    /// A line is gone from the timeline of this customer, is back in it, or says something else again.
    Note(String),
    /// The number of the one ticket.
    Ticket(i64),
    /// How many tickets.
    Tickets(u32),
    /// Its title, or nothing where they were several: so many.
    Tasks(String, u32),
    /// The name that the kept customer has now.
    Merge(String),
    /// How many customers.
    IntoTrash(u32),
    OutOfTrash(u32),
    NoteBack(String),
    NoteEdit(String),
}

#[derive(Debug)]
pub enum CopyWhat {
    Code,
    Name,
    /// The reason is that of the reveal before it.
    Sealed(Field, Reason),
}

/// What somebody was typing, opened again.
#[derive(Debug)]
pub struct Draft {
    pub key: String,
    pub at: Micros,
    pub body: Secret,
}

/// A row of the list: masks only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerRow {
    pub id: Id,
    pub code: String,
    pub kind: CustomerKind,
    pub name: String,
    pub company: String,
    pub city: String,
    pub status: Status,
    pub phone: String,
    pub email: String,
    pub owner: String,
    pub department: String,
    pub country: String,
    /// Customer since, as ISO 8601 text, or empty.
    pub since: String,
    pub created_at: Micros,
    pub updated_at: Micros,
    pub version: i64,
    /// Only for whoever looks after it, for those it is shared with and for who reaches the whole office.
    pub private: bool,
    /// With whoever asks.
    pub shared: bool,
    /// By whoever asks.
    pub starred: bool,
    pub tags: Vec<String>,
    pub segment: String,
    /// Where this row stands, to page on from it.
    pub place: Place,
}

#[derive(Debug, Clone, Serialize)]
pub struct CustomerDetail {
    pub customer: Customer,
    pub owner: String,
    pub department: String,
    pub masked: Vec<Masked>,
    pub more: MoreView,
    /// The fields that the office defined, as far as this member may know of them.
    pub own_fields: Vec<OwnField>,
    /// By whoever asks.
    pub starred: bool,
    /// What this member may do with this very record.
    pub may_edit: bool,
    /// Fields that it may not change all the same.
    pub locked: Vec<AnyField>,
    pub may_share: bool,
    pub may_note: bool,
    pub may_reveal: Vec<Field>,
    /// Those of them that need no reason.
    pub may_reveal_freely: Vec<Field>,
    pub may_check: Vec<Field>,
    pub may_copy: Vec<Field>,
    pub may_see_access: bool,
    /// The log can't be written: this was noted, and enters the log as soon as it can.
    pub unlogged: bool,
}

/// A new customer (`id` is `None`) or an edit of version `version`.
#[derive(Debug)]
pub struct CustomerDraft {
    pub id: Option<Id>,
    pub version: i64,
    pub kind: CustomerKind,
    pub name: String,
    pub company: String,
    pub city: String,
    pub country: String,
    pub website: String,
    pub status: Status,
    /// Sealed fields that change; what is not named stays as it is. An empty value clears the field.
    pub sealed: Vec<(Field, Secret)>,
    /// `None`: as it is.
    pub more: Option<MoreDraft>,
}
