//! What a role is made of: reaches by operation, rights by field, manners of editing, quotas. Who may do what with
//! it stands in `policy`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Class, Detector, DetectorKind, Field, Id, OwnField, Role, Scope, Service};

/// How much of a sealed field a role may see, least first; each includes the ones before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldRight {
    /// Not even the mask.
    #[default]
    None,
    /// The mask.
    Masked,
    /// May check what a caller says, and find a customer by the exact value.
    Lookup,
    /// May see the value, with a reason.
    RevealWithReason,
    /// May see the value without giving a reason.
    Reveal,
}

/// The names of the operations that are on no field, in the order to show them; `policy` has them as a type.
pub const OPERATIONS: [&str; 38] = [
    "customer.list",
    "customer.view",
    "customer.lookup",
    "customer.create",
    "customer.edit",
    "customer.bulk",
    "customer.share",
    "note.add",
    "view.share",
    "access.view",
    "log.view",
    "log.export",
    "import.run",
    "import.revert",
    "request.approve",
    "member.view",
    "member.manage",
    "role.manage",
    "department.manage",
    "policy.manage",
    "keys.give",
    "keys.rotate",
    "review.sign",
    "alert.handle",
    "ticket.list",
    "ticket.view",
    "ticket.create",
    "ticket.edit",
    "ticket.bulk",
    "ticket.note",
    "ticket.merge",
    "task.view",
    "task.edit",
    "note.edit",
    "customer.merge",
    "customer.trash",
    "backup.manage",
    "incident.manage",
];

impl FieldRight {
    pub const ALL: [Self; 5] = [Self::None, Self::Masked, Self::Lookup, Self::RevealWithReason, Self::Reveal];

    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Masked => "masked",
            Self::Lookup => "lookup",
            Self::RevealWithReason => "reveal_with_reason",
            Self::Reveal => "reveal",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.name() == name)
    }
}

/// What a role may do with one sealed field, within the records that it reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldRule {
    pub view: FieldRight,
    /// Onto the clipboard; the right to reveal is needed too.
    pub copy: bool,
    pub edit: bool,
}

/// A role's definition. Nothing named is no right: a role starts empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRights {
    /// How far each operation reaches, by the operation's name (`customer.edit`).
    pub operations: BTreeMap<String, Scope>,
    pub fields: BTreeMap<Field, FieldRule>,
    /// Whether it is for programs, which sign in by a key file, and not for people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub program: bool,
}

impl RoleRights {
    pub fn field(&self, field: Field) -> FieldRule {
        self.fields.get(&field).copied().unwrap_or_default()
    }

    /// The classes whose private key the role needs.
    pub fn classes(&self) -> Vec<Class> {
        self.classes_from(FieldRight::RevealWithReason)
    }

    /// The classes of which some field may be seen at least so far.
    pub fn classes_from(&self, least: FieldRight) -> Vec<Class> {
        let reaches = |class: &Class| {
            Field::ALL.into_iter().any(|field| field.class() == *class && self.field(field).view >= least)
        };
        Class::ALL.into_iter().filter(reaches).collect()
    }
}

/// A field of a customer, sealed or plain, as rights to edit are set for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnyField {
    Sealed(Field),
    Plain(PlainField),
}

/// A field of a customer that is not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlainField {
    Kind,
    Name,
    Company,
    City,
    Country,
    Website,
    Status,
    Owner,
    Department,
    Tags,
    Segment,
    /// The company that a person works for.
    Employer,
    /// What contact points are, and which is preferred.
    Labels,
    /// The office's own fields that are not sealed.
    Own,
}

impl PlainField {
    pub const ALL: [Self; 14] = [
        Self::Kind,
        Self::Name,
        Self::Company,
        Self::City,
        Self::Country,
        Self::Website,
        Self::Status,
        Self::Owner,
        Self::Department,
        Self::Tags,
        Self::Segment,
        Self::Employer,
        Self::Labels,
        Self::Own,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Name => "name",
            Self::Company => "company",
            Self::City => "city",
            Self::Country => "country",
            Self::Website => "website",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::Department => "department",
            Self::Tags => "tags",
            Self::Segment => "segment",
            Self::Employer => "employer",
            Self::Labels => "labels",
            Self::Own => "own",
        }
    }
}

impl AnyField {
    pub fn all() -> impl Iterator<Item = Self> {
        PlainField::ALL.into_iter().map(Self::Plain).chain(Field::ALL.into_iter().map(Self::Sealed))
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Sealed(field) => field.name(),
            Self::Plain(field) => field.name(),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|field| field.name() == name)
    }
}

impl Serialize for AnyField {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// Who may change a field, set for the whole office; the right to edit the customer is needed in any case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EditManner {
    /// Members whose role allows it.
    #[default]
    Permitted,
    /// They, and the member who looks after the customer.
    OwnerAndPermitted,
    /// The member who looks after the customer alone.
    OwnerOnly,
}

impl EditManner {
    pub const ALL: [Self; 3] = [Self::Permitted, Self::OwnerAndPermitted, Self::OwnerOnly];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Permitted => "permitted",
            Self::OwnerAndPermitted => "owner_and_permitted",
            Self::OwnerOnly => "owner_only",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|manner| manner.name() == name)
    }
}

/// How many values of a class may be revealed without asking, in any hour and any 24 hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    pub hour: u16,
    pub day: u16,
}

impl Default for Quota {
    fn default() -> Self {
        Self { hour: 20, day: 80 }
    }
}

/// Acts that the policy may ask a second person for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grave {
    /// A class key for one more member.
    ClassGrant,
    BulkExport,
    /// A member removed for good.
    Purge,
    PolicyChange,
}

impl Grave {
    pub const ALL: [Self; 4] = [Self::ClassGrant, Self::BulkExport, Self::Purge, Self::PolicyChange];

    pub const fn name(self) -> &'static str {
        match self {
            Self::ClassGrant => "class_grant",
            Self::BulkExport => "bulk_export",
            Self::Purge => "purge",
            Self::PolicyChange => "policy_change",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grave| grave.name() == name)
    }
}

/// The office's rules beside the roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    pub two_persons: BTreeSet<Grave>,
    /// By the role's key and the class; what is not named has the usual quota.
    pub quotas: BTreeMap<String, BTreeMap<Class, Quota>>,
    /// By the field's name.
    pub manners: BTreeMap<String, EditManner>,
    /// How long an approval or a proposal lasts.
    pub approval_minutes: u16,
    /// How long an invitation lasts.
    pub invite_hours: u16,
    /// Detectors that are set otherwise than usual.
    #[serde(default)]
    pub detectors: BTreeMap<DetectorKind, Detector>,
    /// Customers who do not exist, kept to see who looks.
    #[serde(default)]
    pub honeytokens: BTreeSet<Id>,
    /// How long the log keeps what vouches for nothing that is there still; 0: for ever.
    #[serde(default)]
    pub log_months: u16,
    /// Whether customers may be looked at, masked, while the log can't be written.
    #[serde(default)]
    pub read_without_log: bool,
    /// How tickets are worked on.
    #[serde(default)]
    pub service: Service,
    /// Fields of customers that the office defined.
    #[serde(default)]
    pub own_fields: Vec<OwnField>,
    /// Whether nothing may be exported or copied for now: an incident is looked into.
    // Left out where it is not so, since proposals of before are signed without it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exports_frozen: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            two_persons: BTreeSet::new(),
            quotas: BTreeMap::new(),
            manners: BTreeMap::new(),
            approval_minutes: 60,
            invite_hours: 72,
            detectors: BTreeMap::new(),
            honeytokens: BTreeSet::new(),
            log_months: 0,
            read_without_log: false,
            service: Service::default(),
            own_fields: Vec::new(),
            exports_frozen: false,
        }
    }
}

impl Policy {
    pub fn manner(&self, field: AnyField) -> EditManner {
        self.manners.get(field.name()).copied().unwrap_or_default()
    }

    /// A detector as it is set: otherwise than usual, or as usual.
    pub fn detector(&self, kind: DetectorKind) -> Detector {
        self.detectors.get(&kind).cloned().unwrap_or_else(|| kind.usual())
    }

    pub fn quota(&self, role: Role, class: Class) -> Quota {
        let set = self.quotas.get(&role.key()).and_then(|classes| classes.get(&class));
        set.copied().unwrap_or_else(|| match role {
            Role::Owner | Role::Lead => Quota { hour: 60, day: 200 },
            _ => Quota::default(),
        })
    }
}
