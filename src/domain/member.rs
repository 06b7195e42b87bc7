//! Members' roles and scopes, and the fields and classes of customers' data.

use serde::{Deserialize, Serialize};

/// What a member is in the office. Rights stand in `policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Owner,
    Admin,
    Lead,
    Agent,
    Auditor,
    /// A program that signs in by a key file.
    Service,
}

/// Which records a right reaches, narrowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    Own,
    Department,
    All,
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
