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
    Email,
    Address,
    BirthDate,
    /// National id: Vietnamese CCCD, Romanian CNP, or another.
    NationalId,
    Iban,
}

impl Field {
    pub const ALL: [Self; 7] =
        [Self::Phone, Self::Phone2, Self::Email, Self::Address, Self::BirthDate, Self::NationalId, Self::Iban];

    /// The name in the database, in JSON and in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Phone2 => "phone2",
            Self::Email => "email",
            Self::Address => "address",
            Self::BirthDate => "birth_date",
            Self::NationalId => "national_id",
            Self::Iban => "iban",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    pub const fn class(self) -> Class {
        match self {
            Self::Phone | Self::Phone2 | Self::Email | Self::Address => Class::Contact,
            Self::BirthDate | Self::NationalId => Class::Identity,
            Self::Iban => Class::Financial,
        }
    }

    /// Whether an exact value finds its customer, by a keyed token.
    pub const fn has_lookup(self) -> bool {
        matches!(self, Self::Phone | Self::Phone2 | Self::Email | Self::NationalId | Self::Iban)
    }

    /// Whether what a caller says can be checked, by a keyed token, without showing the value.
    pub const fn has_token(self) -> bool {
        self.has_lookup() || matches!(self, Self::BirthDate)
    }

    /// What kind of value the token is of: both phones share one, so that either finds the customer.
    pub const fn token_kind(self) -> &'static str {
        match self {
            Self::Phone | Self::Phone2 => "phone",
            other => other.name(),
        }
    }
}
