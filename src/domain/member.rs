//! Members' roles and scopes, and the fields and classes of customers' data.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Id;

/// What a member is in the office. Rights stand in `policy` for those that Kin brings along, and in the office's
/// signed statements for its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Owner,
    Admin,
    Lead,
    Agent,
    Auditor,
    /// A program that signs in by a key file.
    Service,
    /// One that the office defined.
    Custom(Id),
}

impl Role {
    pub const BUILT_IN: [Self; 6] = [Self::Owner, Self::Admin, Self::Lead, Self::Agent, Self::Auditor, Self::Service];

    /// The name in the database, in JSON and in statements: a word, or the id of a custom role.
    pub fn key(self) -> String {
        match self {
            Self::Owner => "owner".into(),
            Self::Admin => "admin".into(),
            Self::Lead => "lead".into(),
            Self::Agent => "agent".into(),
            Self::Auditor => "auditor".into(),
            Self::Service => "service".into(),
            Self::Custom(id) => id.to_string(),
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        let custom = || key.parse().ok().map(Self::Custom);
        Self::BUILT_IN.into_iter().find(|role| role.key() == key).or_else(custom)
    }
}

impl Serialize for Role {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

impl<'de> Deserialize<'de> for Role {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::from_key(&key).ok_or_else(|| serde::de::Error::custom(format!("no role {key:?}")))
    }
}

/// Which records a right reaches, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    Own,
    Department,
    All,
}

/// What a member with whom one customer is shared may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShareLevel {
    View,
    Edit,
}

/// A sealed class: the fields that share a class key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    Contact,
    Identity,
    Financial,
}

impl Class {
    pub const ALL: [Self; 3] = [Self::Contact, Self::Identity, Self::Financial];
    pub const fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Identity => "identity",
            Self::Financial => "financial",
        }
    }
}

/// A sealed field of a customer. Plain fields (name, company, city, ...) are members of `Customer`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Phone,
    Phone2,
    Phone3,
    Email,
    Email2,
    Email3,
    Address,
    Address2,
    BirthDate,
    /// National id: Vietnamese CCCD, Romanian CNP, or another.
    NationalId,
    Iban,
    /// Slots of the fields that an office defines (`OwnField`): four in each class.
    Own1,
    Own2,
    Own3,
    Own4,
    Own5,
    Own6,
    Own7,
    Own8,
    Own9,
    Own10,
    Own11,
    Own12,
}

impl Field {
    pub const ALL: [Self; 23] = [
        Self::Phone,
        Self::Phone2,
        Self::Phone3,
        Self::Email,
        Self::Email2,
        Self::Email3,
        Self::Address,
        Self::Address2,
        Self::BirthDate,
        Self::NationalId,
        Self::Iban,
        Self::Own1,
        Self::Own2,
        Self::Own3,
        Self::Own4,
        Self::Own5,
        Self::Own6,
        Self::Own7,
        Self::Own8,
        Self::Own9,
        Self::Own10,
        Self::Own11,
        Self::Own12,
    ];

    /// Those that Kin brings along: all but the slots of an office's own.
    pub const BUILT_IN: [Self; 11] = [
        Self::Phone,
        Self::Phone2,
        Self::Phone3,
        Self::Email,
        Self::Email2,
        Self::Email3,
        Self::Address,
        Self::Address2,
        Self::BirthDate,
        Self::NationalId,
        Self::Iban,
    ];

    /// The name in the database, in JSON and in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Phone2 => "phone2",
            Self::Phone3 => "phone3",
            Self::Email => "email",
            Self::Email2 => "email2",
            Self::Email3 => "email3",
            Self::Address => "address",
            Self::Address2 => "address2",
            Self::BirthDate => "birth_date",
            Self::NationalId => "national_id",
            Self::Iban => "iban",
            Self::Own1 => "own1",
            Self::Own2 => "own2",
            Self::Own3 => "own3",
            Self::Own4 => "own4",
            Self::Own5 => "own5",
            Self::Own6 => "own6",
            Self::Own7 => "own7",
            Self::Own8 => "own8",
            Self::Own9 => "own9",
            Self::Own10 => "own10",
            Self::Own11 => "own11",
            Self::Own12 => "own12",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    pub const fn class(self) -> Class {
        match self {
            Self::Phone | Self::Phone2 | Self::Phone3 | Self::Email | Self::Email2 | Self::Email3 => Class::Contact,
            Self::Address | Self::Address2 => Class::Contact,
            Self::BirthDate | Self::NationalId => Class::Identity,
            Self::Iban => Class::Financial,
            Self::Own1 | Self::Own2 | Self::Own3 | Self::Own4 => Class::Contact,
            Self::Own5 | Self::Own6 | Self::Own7 | Self::Own8 => Class::Identity,
            Self::Own9 | Self::Own10 | Self::Own11 | Self::Own12 => Class::Financial,
        }
    }

    pub const fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::Phone2 | Self::Phone3)
    }

    pub const fn is_email(self) -> bool {
        matches!(self, Self::Email | Self::Email2 | Self::Email3)
    }

    pub const fn is_address(self) -> bool {
        matches!(self, Self::Address | Self::Address2)
    }

    /// Whether it is a slot for a field that an office defines.
    pub const fn is_own(self) -> bool {
        matches!(
            self,
            Self::Own1
                | Self::Own2
                | Self::Own3
                | Self::Own4
                | Self::Own5
                | Self::Own6
                | Self::Own7
                | Self::Own8
                | Self::Own9
                | Self::Own10
                | Self::Own11
                | Self::Own12
        )
    }

    /// A way to reach the customer, of which there may be several: each has a label, and one of a kind is preferred.
    pub const fn is_contact_point(self) -> bool {
        self.is_phone() || self.is_email() || self.is_address()
    }

    /// Whether an exact value finds its customer, by a keyed token. What an office defines is looked up by its kind:
    /// see `OwnKind::is_lookup`.
    pub const fn has_lookup(self) -> bool {
        self.is_phone() || self.is_email() || matches!(self, Self::NationalId | Self::Iban)
    }

    /// Whether what a caller says can be checked, by a keyed token, without showing the value.
    pub const fn has_token(self) -> bool {
        self.has_lookup() || self.is_own() || matches!(self, Self::BirthDate)
    }

    /// What kind of value the token is of: all phones share one, so that any finds the customer, and all e-mails.
    pub const fn token_kind(self) -> &'static str {
        match self {
            Self::Phone | Self::Phone2 | Self::Phone3 => "phone",
            Self::Email | Self::Email2 | Self::Email3 => "email",
            other => other.name(),
        }
    }
}
