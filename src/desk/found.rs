//! Founding an office: root key, classes, the first members and their grants, the recovery kit.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;
use zeroize::Zeroizing;

use super::keys::{HOST_LABEL, KIT_HOLDER, ROOT_LABEL, TOTP_LABEL};
use super::office::{OfficeError, OfficePaths, fingerprint};
use super::recover::ROOT_COPY;
use super::rights::{Act, Issuer, PublicKey, Rights, Terms};
use super::sign_in::PASSWORD_COST;
use super::{ENTRY_LABEL, facts};
use crate::clock::{self, Source};
use crate::domain::{Action, Class, Entry, Id, Outcome, Role, Scope, Secret, fold, text};
use crate::policy;
use crate::store::{self, Department, GrantRow, KeyCopy, Member, MemberSecret, Store, StoreError, Tx};
use crate::vault::{self, ClassKey, Factor, HostSecret, LookupKey, MemberKeys, RecoveryKit};
pub use crate::vault::{KdfParams, TotpSecret};

/// NIST SP 800-63B-4 asks for 15 characters where a password stands without a server's limits.
pub const MINIMUM_PASSWORD: usize = 15;
/// And for so many where a server bounds how often one may try.
pub const SERVED_MINIMUM_PASSWORD: usize = 12;

/// How a member proves who it is.
pub enum Credential {
    /// A person: password, and a code app made ready here.
    Password(Secret),
    /// A program: its key is written to this new file.
    KeyFile(PathBuf),
}

pub struct Newcomer {
    pub name: String,
    pub role: Role,
    /// Index into the foundation's departments.
    pub department: usize,
    pub limit: Scope,
    pub credential: Credential,
}

/// What an office is founded with. The first member is its owner.
pub struct Foundation {
    pub folder: PathBuf,
    pub config_dir: PathBuf,
    pub host_secret: Option<PathBuf>,
    pub office: String,
    pub departments: Vec<String>,
    pub members: Vec<Newcomer>,
    pub kdf: KdfParams,
    pub clock: Arc<dyn Source>,
}

/// What is shown once after founding.
pub struct Founded {
    pub paths: OfficePaths,
    pub office: String,
    pub fingerprint: String,
    pub kit: Zeroizing<String>,
    pub members: Vec<FoundedMember>,
    pub departments: Vec<Id>,
    pub clock: Arc<dyn Source>,
}

pub struct FoundedMember {
    pub id: Id,
    pub name: String,
    pub role: Role,
    pub totp: Option<TotpSecret>,
    /// One-time recovery codes, for when the code app is lost.
    pub codes: Vec<Zeroizing<String>>,
}

impl FoundedMember {
    /// The code secret once more, for a demo that shows its codes.
    pub fn totp_copy(&self) -> Option<TotpSecret> {
        self.totp.as_ref().and_then(|totp| TotpSecret::from_bytes(totp.as_bytes()).ok())
    }
}

/// Makes the office. When it fails nothing of it is left.
pub fn found(foundation: Foundation) -> Result<Founded, OfficeError> {
    let host = HostSecret::generate(foundation.clock.as_ref());
    let install = clock::new_id(foundation.clock.as_ref());
    let paths = OfficePaths::create(
        &foundation.folder,
        install,
        &foundation.config_dir,
        foundation.host_secret.as_deref(),
        &host,
    )?;
    let founded = Founder { host: &host, install, paths: paths.clone(), foundation }.found();
    if founded.is_err() {
        paths.remove();
    }
    founded
}

struct Founder<'a> {
    host: &'a HostSecret,
    install: Id,
    paths: OfficePaths,
    foundation: Foundation,
}

/// A member made ready: its rows and what it is given.
struct Made {
    keys: MemberKeys,
    row: Member,
    secret: MemberSecret,
    terms: Terms,
    proof: Proof,
}

/// What a member signs in with beside its password, shown once; a program has none.
#[derive(Default)]
struct Proof {
    totp: Option<TotpSecret>,
    codes: Vec<Zeroizing<String>>,
}

impl Founder<'_> {
    fn found(self) -> Result<Founded, OfficeError> {
        let source = self.foundation.clock.as_ref();
        let kit = RecoveryKit::generate(source);
        let kit_keys = kit.keys();
        let root = MemberKeys::generate(source);
        let root_public = root.public().signing;
        self.paths.check_pin(&root_public)?;
        let host_copy =
            vault::seal_to(&kit_keys.public().encryption, HOST_LABEL, &self.install.0, self.host.expose(), source)?;
        self.paths.save_kit_copy(&host_copy)?;
        let root_copy = vault::seal_to(
            &kit_keys.public().encryption,
            ROOT_LABEL,
            &self.install.0,
            root.to_key_file_text().as_bytes(),
            source,
        )?;
        let departments: Vec<Department> = self
            .foundation
            .departments
            .iter()
            .map(|name| Department { id: clock::new_id(source), name: name.clone(), parent: None })
            .collect();
        let made = self.members(&departments)?;
        let classes = self.classes(&made, kit_keys.public().encryption)?;
        let kit_public = kit_keys.public().encryption;
        let (statements, rights) = self.statements(&root, kit_public, &departments, &classes, &made)?;

        let mut store = Store::create(&self.paths.database(), &self.host.store_key())?;
        let signer = self.host.office_signer(self.install);
        let entry = Entry {
            // Not before what it writes: whose key holds is told by the time of the entry.
            at: rights.last_at(),
            member: None,
            session: None,
            origin: super::origin("founding"),
            action: Action::OfficeCreate,
            subject: None,
            outcome: Outcome::Done,
            reason: String::new(),
            details: json!({ "members": made.len(), "root": fingerprint(&root_public) }).to_string(),
        };
        let office = text::clean_input(&self.foundation.office, 100);
        store.write(&|hash| signer.sign(ENTRY_LABEL, hash), clock::new_id(source), |tx| {
            facts::write(tx, self.install, &office, &root_public)?;
            tx.set_office(ROOT_COPY, &root_copy)?;
            if self.foundation.kdf != KdfParams::default() {
                tx.set_office(PASSWORD_COST, &self.foundation.kdf.to_bytes())?;
            }
            departments.iter().try_for_each(|department| tx.put_department(department))?;
            for member in &made {
                tx.insert_member(&member.row, &member.secret)?;
            }
            statements.iter().try_for_each(|statement| tx.insert_grant(statement))?;
            classes.iter().try_for_each(|class| class.write(tx))?;
            Ok::<_, StoreError>((entry.clone(), ()))
        })?;
        Ok(Founded {
            office,
            fingerprint: fingerprint(&root_public),
            kit: kit.words(),
            departments: departments.into_iter().map(|department| department.id).collect(),
            members: made
                .into_iter()
                .map(|made| FoundedMember {
                    id: made.row.id,
                    name: made.row.name,
                    role: made.terms.role,
                    totp: made.proof.totp,
                    codes: made.proof.codes,
                })
                .collect(),
            clock: self.foundation.clock,
            paths: self.paths,
        })
    }

    /// What the office begins with, each signed: departments, class keys and the owner by the root key, the other
    /// members by the owner.
    fn statements(
        &self,
        root: &MemberKeys,
        kit: [u8; 32],
        departments: &[Department],
        classes: &[MadeClass],
        made: &[Made],
    ) -> Result<(Vec<GrantRow>, Rights), OfficeError> {
        let (owner, others) = made.split_first().ok_or_else(|| OfficeError::Untrusted("no owner".into()))?;
        let appoint = |member: &Made| Act::Appoint {
            member: member.row.id,
            name: member.row.name.clone(),
            keys: member.keys.public(),
            terms: member.terms.clone(),
        };
        let named = departments.iter().map(|department| Act::Department {
            department: department.id,
            name: department.name.clone(),
            parent: department.parent,
        });
        let keys = classes.iter().map(|made| Act::ClassKey {
            class: made.row.class,
            generation: made.row.generation,
            public: PublicKey(made.row.public),
        });
        let kit = Act::RecoveryKit { key: PublicKey(kit) };
        let by_root =
            named.chain([kit]).chain(keys).chain([appoint(owner)]).map(|act| (Issuer::Root, root.signer(), act));
        let by_owner = others.iter().map(|member| (Issuer::Member(owner.row.id), owner.keys.signer(), appoint(member)));
        let mut rights = Rights::verify(self.install, &root.public().signing, &[]);
        let mut rows = Vec::new();
        for (issuer, signer, act) in by_root.chain(by_owner) {
            let row = rights.next(issuer, act, None, 0, self.foundation.clock.now()).sign(signer);
            rights.take(&row).map_err(|why| OfficeError::Untrusted(why.to_string()))?;
            rows.push(row);
        }
        Ok((rows, rights))
    }

    fn members(&self, departments: &[Department]) -> Result<Vec<Made>, OfficeError> {
        let mut made: Vec<Made> = Vec::new();
        for newcomer in &self.foundation.members {
            let department = departments
                .get(newcomer.department)
                .ok_or_else(|| OfficeError::Untrusted("a member of no department".into()))?;
            let source = self.foundation.clock.as_ref();
            let keys = MemberKeys::generate(source);
            let id = clock::new_id(source);
            let (classes, lookups) = policy::classes_of(&policy::built_in(newcomer.role));
            let (role, department, limit) = (newcomer.role, department.id, newcomer.limit);
            let terms = Terms { role, department, limit, classes, lookups, expires: None };
            let (secret, proof) = self.credential(newcomer, &keys, id)?;
            let name = text::clean_input(&newcomer.name, 100);
            made.push(Made {
                row: Member {
                    id,
                    folded: fold::fold(&name),
                    name,
                    encryption: keys.public().encryption,
                    signing: keys.public().signing,
                    created_at: source.now(),
                    active: true,
                },
                secret,
                terms,
                proof,
                keys,
            });
        }
        Ok(made)
    }

    fn credential(&self, newcomer: &Newcomer, keys: &MemberKeys, id: Id) -> Result<(MemberSecret, Proof), OfficeError> {
        let source = self.foundation.clock.as_ref();
        match &newcomer.credential {
            Credential::Password(password) => {
                let (factor, codes) = Factor::new(TotpSecret::generate(source), source);
                let sealed_totp =
                    vault::seal_to(&keys.public().encryption, TOTP_LABEL, &id.0, &factor.to_bytes(), source)?;
                let sealed_keys =
                    keys.seal(password.expose(), self.host, self.foundation.kdf, self.install, id, source)?;
                Ok((MemberSecret { sealed_keys, sealed_totp }, Proof { totp: Some(factor.totp), codes }))
            }
            Credential::KeyFile(path) => {
                keys.save_key_file(path)?;
                Ok((MemberSecret::default(), Proof::default()))
            }
        }
    }

    /// Each class's key pair and lookup key, sealed to everyone whose grant names it and to the kit.
    fn classes(&self, members: &[Made], kit: [u8; 32]) -> Result<Vec<MadeClass>, OfficeError> {
        let source = self.foundation.clock.as_ref();
        let mut made = Vec::new();
        for class in Class::ALL {
            let key = ClassKey::generate(class, 1, source);
            let lookup = LookupKey::generate(class, source);
            let mut copies = vec![KeyCopy { holder: KIT_HOLDER, sealed: key.seal_for(&kit, self.install, source)? }];
            let mut lookups =
                vec![KeyCopy { holder: KIT_HOLDER, sealed: lookup.seal_for(&kit, self.install, source)? }];
            for member in members {
                let (holder, public) = (member.row.id, member.keys.public().encryption);
                if member.terms.classes.contains(&class) {
                    copies.push(KeyCopy { holder, sealed: key.seal_for(&public, self.install, source)? });
                }
                if member.terms.lookups.contains(&class) {
                    lookups.push(KeyCopy { holder, sealed: lookup.seal_for(&public, self.install, source)? });
                }
            }
            let row = store::ClassKey { class, generation: 1, public: key.public() };
            made.push(MadeClass { row, copies, lookups });
        }
        Ok(made)
    }
}

struct MadeClass {
    row: store::ClassKey,
    copies: Vec<KeyCopy>,
    lookups: Vec<KeyCopy>,
}

impl MadeClass {
    fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.insert_class_key(&self.row, &self.copies)?;
        self.lookups.iter().try_for_each(|copy| tx.put_lookup_key_copy(self.row.class, copy))
    }
}
