//! What the office decided, as signed statements: who is a member with which keys and rights, roles, departments,
//! policy, class keys, reviews. Each names the one before it and has a sequence of its own, so that none can be
//! replayed, reordered or left out.

use serde::{Deserialize, Serialize};

use crate::domain::{Class, Grave, Id, Micros, Policy, Role, RoleRights, Scope};
use crate::store::GrantRow;
use crate::vault::{self, MemberPublic, Signer};

/// The labels under which statements and proposals are signed.
const LABEL: &str = "kin statement v1";
const PROPOSAL_LABEL: &str = "kin proposal v1";

/// Who signed a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Issuer {
    /// The office's root key: at founding, and from the recovery kit.
    Root,
    Member(Id),
    /// The key of the invitation with this sequence.
    Invite(i64),
}

/// What a member is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub role: Role,
    pub department: Id,
    /// Narrows the role's reach.
    pub limit: Scope,
    pub classes: Vec<Class>,
    pub lookups: Vec<Class>,
    /// The rights end then by themselves.
    pub expires: Option<Micros>,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A new member with keys at hand: at founding, and for programs.
    Appoint {
        member: Id,
        name: String,
        keys: MemberPublic,
        terms: Terms,
    },
    /// A new member who will make keys of its own with a one-time code, whose public keys these are.
    Invite {
        member: Id,
        name: String,
        key: MemberPublic,
        until: Micros,
        terms: Terms,
    },
    /// The same for a member who is there: the old keys hold no longer, and no key of a class comes along but from one
    /// who holds it.
    Reset {
        member: Id,
        key: MemberPublic,
        until: Micros,
    },
    /// The invited member's own keys, signed by the invitation's.
    Enrol {
        member: Id,
        keys: MemberPublic,
    },
    /// Other terms. Temporary ones stand in for the usual ones until they expire.
    Grant {
        member: Id,
        terms: Terms,
        temporary: bool,
    },
    /// A holder gives the keys that a grant of somebody else left waiting.
    Give {
        member: Id,
        classes: Vec<Class>,
        lookups: Vec<Class>,
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
    /// Defines a role, or defines it anew.
    Role {
        role: Id,
        name: String,
        rights: RoleRights,
    },
    RemoveRole {
        role: Id,
    },
    Department {
        department: Id,
        name: String,
        parent: Option<Id>,
    },
    RemoveDepartment {
        department: Id,
    },
    Policy(Box<Policy>),
    /// The public half of a class's next key pair.
    ClassKey {
        class: Class,
        generation: u32,
        public: PublicKey,
    },
    /// The public key of the recovery kit, to which every class key is sealed: by the root key alone.
    RecoveryKit {
        key: PublicKey,
    },
    /// The office signs with another key from now on: its host secret was changed. `before` is the key until then.
    OfficeKey {
        before: PublicKey,
        key: PublicKey,
    },
    /// Somebody looked at who may do what, and found it right.
    Review {
        rights: serde_json::Value,
        words: String,
    },
}

/// A public key, as hexadecimal text in statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub [u8; 32]);

impl Serialize for PublicKey {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&data_encoding::HEXLOWER.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = data_encoding::HEXLOWER.decode(String::deserialize(deserializer)?.as_bytes());
        let key = bytes.ok().and_then(|bytes| bytes.try_into().ok());
        key.map(Self).ok_or_else(|| serde::de::Error::custom("a public key has 64 hexadecimal digits"))
    }
}

impl Act {
    /// The member whom it is about.
    pub const fn member(&self) -> Option<Id> {
        match self {
            Self::Appoint { member, .. }
            | Self::Invite { member, .. }
            | Self::Reset { member, .. }
            | Self::Enrol { member, .. }
            | Self::Grant { member, .. }
            | Self::Give { member, .. }
            | Self::Suspend { member }
            | Self::Reactivate { member }
            | Self::Remove { member } => Some(*member),
            _ => None,
        }
    }

    /// Its name in lists and in the log's details.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Appoint { .. } => "appoint",
            Self::Invite { .. } => "invite",
            Self::Reset { .. } => "reset",
            Self::Enrol { .. } => "enrol",
            Self::Grant { temporary: false, .. } => "grant",
            Self::Grant { temporary: true, .. } => "stand_in",
            Self::Give { .. } => "give_keys",
            Self::Suspend { .. } => "suspend",
            Self::Reactivate { .. } => "reactivate",
            Self::Remove { .. } => "remove",
            Self::Role { .. } => "role",
            Self::RemoveRole { .. } => "remove_role",
            Self::Department { .. } => "department",
            Self::RemoveDepartment { .. } => "remove_department",
            Self::Policy(_) => "policy",
            Self::ClassKey { .. } => "class_key",
            Self::RecoveryKit { .. } => "recovery_kit",
            Self::OfficeKey { .. } => "office_key",
            Self::Review { .. } => "review",
        }
    }

    /// For what the policy may want a second person. A grant of classes is for the caller to see: it needs the giver.
    pub const fn grave(&self) -> Option<Grave> {
        match self {
            Self::Policy(_) | Self::Role { .. } | Self::RemoveRole { .. } => Some(Grave::PolicyChange),
            Self::Remove { .. } => Some(Grave::Purge),
            _ => None,
        }
    }
}

/// A decision that waits for a second person, signed by the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub id: Id,
    pub install: Id,
    pub by: Id,
    pub at: Micros,
    pub until: Micros,
    pub act: Act,
}

impl Proposal {
    pub fn sign(&self, signer: &Signer) -> Vec<u8> {
        signer.sign(PROPOSAL_LABEL, &to_json(self)).to_vec()
    }

    pub fn is_signed(&self, key: &[u8; 32], signature: &[u8]) -> bool {
        verify(key, PROPOSAL_LABEL, &to_json(self), signature)
    }
}

/// The first of two persons, as the second's statement names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seconded {
    pub proposal: Id,
    pub by: Id,
    pub at: Micros,
    pub until: Micros,
    /// Base64 of the first person's signature.
    pub signature: String,
}

/// What is signed. Its bytes are this as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub install: Id,
    pub sequence: i64,
    /// The hash of the statement before it.
    pub previous: PublicKey,
    pub issued_at: Micros,
    pub issuer: Issuer,
    pub act: Act,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconded: Option<Seconded>,
}

impl Statement {
    /// The row as it is stored.
    pub fn sign(&self, signer: &Signer) -> GrantRow {
        let statement = to_json(self);
        let signature = signer.sign(LABEL, &statement).to_vec();
        let issuer = match self.issuer {
            Issuer::Member(member) => Some(member),
            Issuer::Root | Issuer::Invite(_) => None,
        };
        GrantRow {
            sequence: self.sequence,
            member: self.act.member().unwrap_or_default(),
            statement,
            issuer,
            signature,
        }
    }

    /// The statement of a row, if it can be read and the row says the same of it.
    pub fn read(row: &GrantRow) -> Option<Self> {
        let statement: Self = serde_json::from_slice(&row.statement).ok()?;
        (statement.sequence == row.sequence && statement.act.member().unwrap_or_default() == row.member)
            .then_some(statement)
    }

    /// The proposal that this carries out.
    pub fn proposal(&self) -> Option<(Proposal, Vec<u8>)> {
        let Seconded { proposal, by, at, until, signature } = self.seconded.clone()?;
        let signature = data_encoding::BASE64.decode(signature.as_bytes()).ok()?;
        Some((Proposal { id: proposal, install: self.install, by, at, until, act: self.act.clone() }, signature))
    }
}

/// Whether a row bears this key's signature.
pub fn is_signed(row: &GrantRow, key: &[u8; 32]) -> bool {
    verify(key, LABEL, &row.statement, &row.signature)
}

/// What the next statement names as the one before it.
pub fn hash(row: &GrantRow) -> [u8; 32] {
    let mut bytes = crate::domain::audit::Encoder::new(LABEL);
    bytes.put(&row.statement).put(&row.signature);
    bytes.whole_digest()
}

fn verify(key: &[u8; 32], label: &str, bytes: &[u8], signature: &[u8]) -> bool {
    signature.try_into().is_ok_and(|signature: [u8; 64]| vault::verify(key, label, bytes, &signature))
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Maps have text keys and numbers are finite, so this can't fail; empty bytes would verify nowhere.
    serde_json::to_vec(value).unwrap_or_default()
}
