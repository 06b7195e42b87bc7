//! The kinds of acts that need a right, and their names.

use crate::domain::{Action, AnyField, Field, PlainField};

/// One kind of act that needs a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    ListCustomers,
    ViewCustomer,
    LookupCustomer,
    CreateCustomer,
    EditCustomer,
    /// One change to many customers; the right to edit each of them is needed too.
    BulkEdit,
    /// Makes a customer private, or lets named members see it.
    ShareCustomer,
    AddNote,
    /// The mask of a field.
    ViewField(Field),
    /// The right to edit the customer is needed too.
    EditField(AnyField),
    Reveal(Field),
    /// A revealed value onto the clipboard; the right to reveal it is needed too.
    Copy(Field),
    Check(Field),
    /// Lets others use a saved view, or changes one that is shared.
    ShareView,
    ViewAccess,
    ViewLog,
    ExportLog,
    Import,
    RevertImport,
    /// Lets somebody else reveal over the quota or past the role, for a while.
    ApproveRequest,
    /// The members, their grants and sessions, the roles and the review.
    ViewMembers,
    /// Invites, appoints, suspends, removes; resets a sign-in; ends sessions.
    ManageMembers,
    ManageRoles,
    ManageDepartments,
    ManagePolicy,
    /// Gives class keys that one holds to members whose grant waits for them.
    GiveKeys,
    RotateKeys,
    SignReview,
    HandleAlerts,
    ListTickets,
    ViewTicket,
    CreateTicket,
    EditTicket,
    BulkTickets,
    NoteTicket,
    MergeTickets,
    ViewTasks,
    EditTasks,
    EditNote,
    MergeCustomers,
    TrashCustomer,
    /// Makes, tries and removes backups, and sees which there are.
    ManageBackups,
    /// Starts incidents and drills, keeps their timelines, closes them; what an act does needs its own right.
    ManageIncidents,
}

impl Operation {
    /// Those that are on no field.
    pub const fn plain() -> [Self; 38] {
        [
            Self::ListCustomers,
            Self::ViewCustomer,
            Self::LookupCustomer,
            Self::CreateCustomer,
            Self::EditCustomer,
            Self::BulkEdit,
            Self::ShareCustomer,
            Self::AddNote,
            Self::ShareView,
            Self::ViewAccess,
            Self::ViewLog,
            Self::ExportLog,
            Self::Import,
            Self::RevertImport,
            Self::ApproveRequest,
            Self::ViewMembers,
            Self::ManageMembers,
            Self::ManageRoles,
            Self::ManageDepartments,
            Self::ManagePolicy,
            Self::GiveKeys,
            Self::RotateKeys,
            Self::SignReview,
            Self::HandleAlerts,
            Self::ListTickets,
            Self::ViewTicket,
            Self::CreateTicket,
            Self::EditTicket,
            Self::BulkTickets,
            Self::NoteTicket,
            Self::MergeTickets,
            Self::ViewTasks,
            Self::EditTasks,
            Self::EditNote,
            Self::MergeCustomers,
            Self::TrashCustomer,
            Self::ManageBackups,
            Self::ManageIncidents,
        ]
    }

    /// Every operation, fields expanded: what the matrix test walks.
    pub fn all() -> Vec<Self> {
        let mut all = Self::plain().to_vec();
        all.extend(Field::ALL.map(Self::ViewField));
        all.extend(Field::ALL.map(Self::Reveal));
        all.extend(Field::ALL.map(Self::Copy));
        all.extend(Field::ALL.map(Self::Check));
        all.extend(AnyField::all().map(Self::EditField));
        all
    }

    /// The name in roles and messages, such as `customer.edit`, without its field.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ListCustomers => "customer.list",
            Self::ViewCustomer => "customer.view",
            Self::LookupCustomer => "customer.lookup",
            Self::CreateCustomer => "customer.create",
            Self::EditCustomer => "customer.edit",
            Self::BulkEdit => "customer.bulk",
            Self::ShareCustomer => "customer.share",
            Self::AddNote => "note.add",
            Self::ViewField(_) => "field.view",
            Self::EditField(_) => "field.edit",
            Self::Reveal(_) => "field.reveal",
            Self::Copy(_) => "field.copy",
            Self::Check(_) => "field.check",
            Self::ShareView => "view.share",
            Self::ViewAccess => "access.view",
            Self::ViewLog => "log.view",
            Self::ExportLog => "log.export",
            Self::Import => "import.run",
            Self::RevertImport => "import.revert",
            Self::ApproveRequest => "request.approve",
            Self::ViewMembers => "member.view",
            Self::ManageMembers => "member.manage",
            Self::ManageRoles => "role.manage",
            Self::ManageDepartments => "department.manage",
            Self::ManagePolicy => "policy.manage",
            Self::GiveKeys => "keys.give",
            Self::RotateKeys => "keys.rotate",
            Self::SignReview => "review.sign",
            Self::HandleAlerts => "alert.handle",
            Self::ListTickets => "ticket.list",
            Self::ViewTicket => "ticket.view",
            Self::CreateTicket => "ticket.create",
            Self::EditTicket => "ticket.edit",
            Self::BulkTickets => "ticket.bulk",
            Self::NoteTicket => "ticket.note",
            Self::MergeTickets => "ticket.merge",
            Self::ViewTasks => "task.view",
            Self::EditTasks => "task.edit",
            Self::EditNote => "note.edit",
            Self::MergeCustomers => "customer.merge",
            Self::TrashCustomer => "customer.trash",
            Self::ManageBackups => "backup.manage",
            Self::ManageIncidents => "incident.manage",
        }
    }

    /// The field that it is on.
    pub const fn field(self) -> Option<AnyField> {
        match self {
            Self::ViewField(field) | Self::Reveal(field) | Self::Copy(field) | Self::Check(field) => {
                Some(AnyField::Sealed(field))
            }
            Self::EditField(field) => Some(field),
            _ => None,
        }
    }

    /// The rule's name in messages: the key, and the field.
    pub fn rule(self) -> String {
        match self.field() {
            Some(field) => format!("{} {}", self.key(), field.name()),
            None => self.key().to_owned(),
        }
    }

    /// The operation of that rule.
    pub fn from_rule(rule: &str) -> Option<Self> {
        Self::all().into_iter().find(|operation| operation.rule() == rule)
    }

    /// The action under which the log keeps it.
    pub const fn action(self) -> Action {
        match self {
            Self::ListCustomers | Self::ViewCustomer | Self::ViewField(_) => Action::CustomerView,
            Self::LookupCustomer => Action::CustomerLookup,
            Self::CreateCustomer => Action::CustomerCreate,
            Self::EditCustomer | Self::EditField(_) => Action::CustomerEdit,
            Self::BulkEdit => Action::CustomerBulk,
            Self::ShareCustomer => Action::CustomerShare,
            Self::AddNote => Action::NoteAdd,
            Self::Reveal(_) => Action::FieldReveal,
            Self::Copy(_) => Action::FieldCopy,
            Self::Check(_) => Action::FieldCheck,
            Self::ShareView => Action::ViewSave,
            Self::ViewAccess | Self::ViewLog => Action::LogView,
            Self::ExportLog => Action::LogExport,
            Self::Import => Action::Import,
            Self::RevertImport => Action::ImportRevert,
            Self::ApproveRequest => Action::RequestDecide,
            Self::ViewMembers => Action::MemberView,
            Self::ManageMembers => Action::MemberManage,
            Self::ManageRoles => Action::RoleManage,
            Self::ManageDepartments => Action::DepartmentManage,
            Self::ManagePolicy => Action::PolicyManage,
            Self::GiveKeys => Action::KeyGive,
            Self::RotateKeys => Action::KeyRotate,
            Self::SignReview => Action::ReviewSign,
            Self::HandleAlerts => Action::AlertHandle,
            Self::ListTickets | Self::ViewTicket => Action::TicketView,
            Self::CreateTicket => Action::TicketCreate,
            Self::EditTicket => Action::TicketEdit,
            Self::BulkTickets => Action::TicketBulk,
            Self::NoteTicket => Action::TicketNote,
            Self::MergeTickets => Action::TicketMerge,
            Self::ViewTasks => Action::TaskView,
            Self::EditTasks => Action::TaskEdit,
            Self::EditNote => Action::NoteEdit,
            Self::MergeCustomers => Action::CustomerMerge,
            Self::TrashCustomer => Action::CustomerTrash,
            Self::ManageBackups => Action::BackupMake,
            Self::ManageIncidents => Action::IncidentEdit,
        }
    }

    /// Whether it gives power over the office or over much of its data at once: nobody hands on a power that he does
    /// not hold. The rest is the daily work with customers, which who manages members may give; what of it needs a
    /// key comes with the key alone.
    pub const fn is_power(self) -> bool {
        matches!(
            self,
            Self::ExportLog
                | Self::Import
                | Self::RevertImport
                | Self::ManageMembers
                | Self::ManageRoles
                | Self::ManageDepartments
                | Self::ManagePolicy
                | Self::GiveKeys
                | Self::RotateKeys
                | Self::SignReview
                | Self::HandleAlerts
                | Self::ManageIncidents
        )
    }

    /// Whether a role for programs may hold it: the daily work with one record at a time, and imports.
    pub const fn is_for_programs(self) -> bool {
        matches!(
            self,
            Self::ListCustomers
                | Self::ViewCustomer
                | Self::LookupCustomer
                | Self::CreateCustomer
                | Self::EditCustomer
                | Self::AddNote
                | Self::EditNote
                | Self::Import
                | Self::RevertImport
                | Self::ListTickets
                | Self::ViewTicket
                | Self::CreateTicket
                | Self::EditTicket
                | Self::NoteTicket
                | Self::ViewTasks
                | Self::EditTasks
        )
    }

    /// Whether its record is a customer that is there already, and not the office, a member or something to be made.
    pub const fn is_on_customer(self) -> bool {
        matches!(
            self,
            Self::ViewCustomer
                | Self::EditCustomer
                | Self::ShareCustomer
                | Self::AddNote
                | Self::ViewField(_)
                | Self::EditField(_)
                | Self::Reveal(_)
                | Self::Copy(_)
                | Self::Check(_)
                | Self::ViewAccess
                | Self::ApproveRequest
                | Self::MergeCustomers
                | Self::TrashCustomer
        )
    }

    /// The same of tickets.
    pub const fn is_on_ticket(self) -> bool {
        matches!(self, Self::ViewTicket | Self::EditTicket | Self::NoteTicket | Self::MergeTickets)
    }

    /// Whether a share of one customer must be for editing to allow it.
    pub const fn changes_customer(self) -> bool {
        matches!(self, Self::EditCustomer | Self::EditField(_) | Self::AddNote)
    }

    /// Whether a share of one customer can allow it at all, given the right for other customers. With whom it is
    /// shared may not take it over.
    pub const fn by_share(self) -> bool {
        match self {
            Self::EditField(AnyField::Plain(PlainField::Owner | PlainField::Department)) => false,
            Self::ViewCustomer | Self::ViewField(_) | Self::Reveal(_) | Self::Copy(_) | Self::Check(_) => true,
            operation => operation.changes_customer(),
        }
    }
}

impl From<Field> for AnyField {
    fn from(field: Field) -> Self {
        Self::Sealed(field)
    }
}

impl From<PlainField> for AnyField {
    fn from(field: PlainField) -> Self {
        Self::Plain(field)
    }
}
