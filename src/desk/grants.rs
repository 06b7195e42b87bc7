//! Grants: signed statements of what a member may do, chained to the office's root key.
//!
//! Rights come from here alone. A row written by hand into the database has no valid signature
//! and gives nothing.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::domain::{Class, Id, Micros, Role, Scope};
use crate::policy::Actor;
use crate::store::GrantRow;
use crate::vault::{self, MemberPublic, Signer};

/// The label under which grants are signed.
const LABEL: &str = "kin grant v1";

/// Who signed a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Issuer {
    Root,
    Member(Id),
}

/// What a grant says. Its bytes are the JSON that was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub install: Id,
    pub sequence: i64,
    pub member: Id,
    pub keys: MemberPublic,
    pub role: Role,
    pub department: Id,
    /// Narrows the role's reach.
    pub limit: Scope,
    pub classes: Vec<Class>,
    pub lookups: Vec<Class>,
    pub issuer: Issuer,
    pub issued_at: Micros,
    pub expires: Option<Micros>,
}

impl Statement {
    /// The signed form: (bytes, signature).
    pub fn sign(&self, signer: &Signer) -> (Vec<u8>, [u8; 64]) {
        let bytes = serde_json::to_vec(self).unwrap_or_default();
        let signature = signer.sign(LABEL, &bytes);
        (bytes, signature)
    }

    pub fn actor(&self) -> Actor {
        Actor {
            member: self.member,
            role: self.role,
            department: self.department,
            limit: self.limit,
            classes: self.classes.clone(),
            lookups: self.lookups.clone(),
        }
    }
}

/// The grants that hold, newest for each member, and the sequence numbers of those that do not.
#[derive(Debug, Default)]
pub struct Rights {
    current: HashMap<Id, Statement>,
    pub refused: Vec<i64>,
}

impl Rights {
    /// Verifies the chain from the root key. Grants must come in the order of their sequence.
    pub fn verify(install: Id, root: &[u8; 32], grants: &[GrantRow]) -> Self {
        let mut rights = Self::default();
        for grant in grants {
            match rights.admit(install, root, grant) {
                Some(statement) => {
                    rights.current.insert(statement.member, statement);
                }
                None => rights.refused.push(grant.sequence),
            }
        }
        rights
    }

    fn admit(&self, install: Id, root: &[u8; 32], grant: &GrantRow) -> Option<Statement> {
        let statement: Statement = serde_json::from_slice(&grant.statement).ok()?;
        if statement.install != install || statement.sequence != grant.sequence {
            return None;
        }
        let issuer_key = match statement.issuer {
            Issuer::Root => *root,
            Issuer::Member(issuer) => {
                let issuer = self.held_by(issuer, statement.issued_at)?;
                // Nobody gives what he does not hold, and only owners give rights.
                let holds = statement.classes.iter().all(|class| issuer.classes.contains(class))
                    && statement.lookups.iter().all(|class| issuer.lookups.contains(class));
                if issuer.role != Role::Owner || !holds {
                    return None;
                }
                issuer.keys.signing
            }
        };
        let signature: [u8; 64] = grant.signature.as_slice().try_into().ok()?;
        vault::verify(&issuer_key, LABEL, &grant.statement, &signature).then_some(statement)
    }

    /// The member's grant, if one holds at that time.
    pub fn held_by(&self, member: Id, now: Micros) -> Option<&Statement> {
        self.current.get(&member).filter(|statement| statement.expires.is_none_or(|end| now < end))
    }

    /// The key under which a member's audit entries are signed, expired grants included.
    pub fn signing_key(&self, member: Id) -> Option<[u8; 32]> {
        self.current.get(&member).map(|statement| statement.keys.signing)
    }

    /// The members whose grant is in a department.
    pub fn members_of(&self, department: Id) -> Vec<Id> {
        self.current.values().filter(|grant| grant.department == department).map(|grant| grant.member).collect()
    }
}
