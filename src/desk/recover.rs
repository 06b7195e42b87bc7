//! The recovery kit at work: a drill that shows whether it still opens everything, and the way back into an office
//! whose owners have lost theirs.

use serde_json::json;

use super::api::{Invited, Problem};
use super::keys::{HOST_LABEL, KIT_HOLDER, ROOT_LABEL};
use super::office::{OfficeError, OfficePaths};
use super::rights::{Act, Issuer, Standing, Statement, Terms};
use super::session::Trace;
use super::{Desk, carry, host, keys};
use crate::clock;
use crate::domain::{Action, Class, Entry, Micros, Outcome, Role, Scope, Secret, fold, text};
use crate::policy::{self, Operation, Target};
use crate::vault::{ClassKey, HostSecret, InviteCode, LookupKey, MemberKeys, RecoveryKit, VaultError};

const HOUR: i64 = 3_600_000_000;

/// What a drill found: all of it must be true.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Drill {
    /// The kit's copy of the host secret opens and is the one in use.
    pub host_secret: bool,
    /// The root key opens and is the one that the office was founded with.
    pub root_key: bool,
    /// Classes whose newest key the kit opens, and all classes whose lookup key it opens.
    pub classes: Vec<Class>,
    pub lookups: Vec<Class>,
}

impl Drill {
    pub fn is_good(&self) -> bool {
        self.host_secret
            && self.root_key
            && self.classes.len() == Class::ALL.len()
            && self.lookups.len() == Class::ALL.len()
    }
}

/// What the kit opens.
struct Opened {
    root: Option<MemberKeys>,
    held: keys::Opened,
}

impl Desk {
    /// Tries everything that the kit is for, and changes nothing but the log.
    pub fn drill(&mut self, words: &Secret) -> Result<Drill, Problem> {
        self.check_session()?;
        let permit = self.judge(Operation::RotateKeys, Target::Office)?;
        let kit = kit(words)?;
        let install = self.paths.install;
        let copy = self.paths.kit_copies().into_iter().next();
        let host = copy.and_then(|copy| kit.open_sealed(HOST_LABEL, &install.0, &copy).ok());
        let Opened { root, held } = self.opened_by(&kit)?;
        let newest = |class: &Class| {
            self.rights
                .class_key(*class)
                .is_some_and(|(generation, _)| held.classes.contains_key(&(*class, generation)))
        };
        let drill = Drill {
            host_secret: host.is_some_and(|host| host.as_slice() == self.host.present().expose()),
            root_key: root.is_some_and(|root| root.public().signing == self.root),
            classes: Class::ALL.into_iter().filter(newest).collect(),
            lookups: Class::ALL.into_iter().filter(|class| held.lookups.contains_key(class)).collect(),
        };
        let trace = Trace { details: json!({ "drill": true, "found": drill }), ..Trace::default() };
        let scribe = self.scribe()?;
        let entry = if drill.is_good() { scribe.done(&permit, trace) } else { scribe.failed(&permit, trace) };
        let entry = Entry { action: Action::KeyRecover, ..entry };
        self.act(&permit, |_| Ok((entry.clone(), ())))?;
        Ok(drill)
    }

    /// A new invitation for an owner, by the root key in the kit: for one who lost the way in, or, where nobody has
    /// that name, for a new owner.
    pub fn recover(&mut self, words: &Secret, name: &str) -> Result<Invited, Problem> {
        let kit = kit(words)?;
        self.read_rights()?;
        self.open_office()?;
        let Opened { root, held } = self.opened_by(&kit)?;
        let root = self.own_root(root)?;
        let name = text::clean_input(name, 100);
        let known = self.store.read(|snapshot| snapshot.member_by_name(&fold::fold(&name)))?;
        let code = InviteCode::generate(self.clock.as_ref());
        let key = code.keys().public();
        let until = Micros(self.steady_now()?.0 + i64::from(self.rights.policy().invite_hours) * HOUR);
        let (member, name, act) = match known {
            Some(row) => {
                let usual = self.rights.member(row.id).filter(|known| known.standing != Standing::Removed);
                if usual.is_none_or(|known| known.usual.role != Role::Owner) {
                    return Err(Problem::Refused(format!("{} is not an owner", row.name)));
                }
                (row.id, row.name, Act::Reset { member: row.id, key, until })
            }
            None => {
                let member = clock::new_id(self.clock.as_ref());
                (member, name.clone(), Act::Invite { member, name, key, until, terms: self.owner_terms()? })
            }
        };
        self.state_by_root(&root, act, &held)?;
        self.read_rights()?;
        Ok(Invited { member, name, program: false, code: Secret::new(code.words().to_string()), until, proposal: None })
    }

    /// Whether the kit is this office's, or why not.
    pub fn prove_kit(&mut self, words: &Secret) -> Result<(), Problem> {
        let Opened { root, .. } = self.opened_by(&kit(words)?)?;
        self.own_root(root).map(drop)
    }

    fn own_root(&self, root: Option<MemberKeys>) -> Result<MemberKeys, Problem> {
        let root = root.filter(|root| root.public().signing == self.root);
        root.ok_or_else(|| Problem::Refused("the kit is not this office's".into()))
    }

    /// All that an owner holds, in the department that was there first.
    fn owner_terms(&self) -> Result<Terms, Problem> {
        let (classes, lookups) = policy::classes_of(&policy::built_in(Role::Owner));
        let department = self.rights.departments().map(|(id, _)| id).min().ok_or(Problem::NotFound)?;
        Ok(Terms { role: Role::Owner, department, limit: Scope::All, classes, lookups, expires: None })
    }

    fn state_by_root(&mut self, root: &MemberKeys, act: Act, held: &keys::Opened) -> Result<(), Problem> {
        let (install, clock) = (self.paths.install, self.clock.clone());
        let rights = self.rights.clone();
        let blank = Entry {
            at: clock.now(),
            member: None,
            session: None,
            origin: self.origin.clone(),
            action: Action::KeyRecover,
            subject: act.member(),
            outcome: Outcome::Done,
            reason: String::new(),
            details: json!({ "decision": act.name() }).to_string(),
        };
        self.write_as_office(|tx| {
            let now = tx.log_time()?.map_or(clock.now(), |last| clock.now().max(Micros(last.0 + 1)));
            let head = tx.last_grant_sequence()?;
            if head != rights.last_row() {
                return Err(Problem::Busy);
            }
            let row = rights.next(Issuer::Root, act.clone(), None, head, now).sign(root.signer());
            let mut after = rights.clone();
            after.take(&row).map_err(|why| Problem::Refused(why.to_string()))?;
            let statement = Statement::read(&row).ok_or(Problem::Tampered)?;
            tx.insert_grant(&row)?;
            carry::out(tx, &statement, &after, None, install, clock.as_ref())?;
            if let Some(member) = act.member() {
                carry::give_copies(tx, &after, member, &held.classes, &held.lookups, install, clock.as_ref())?;
            }
            Ok((Entry { at: statement.issued_at, ..blank.clone() }, ()))
        })
    }

    /// The root key and the class keys that were sealed to the kit.
    fn opened_by(&mut self, kit: &MemberKeys) -> Result<Opened, Problem> {
        let (rights, install) = (&self.rights, self.paths.install);
        self.store.read(|snapshot| {
            let root = snapshot.office(ROOT_COPY)?.and_then(|sealed| {
                let text = kit.open_sealed(ROOT_LABEL, &install.0, &sealed).ok()?;
                MemberKeys::from_key_file_text(str::from_utf8(&text).ok()?).ok()
            });
            let mut held = keys::Opened::default();
            for (class, generation, public) in rights.class_keys() {
                let copy = snapshot.class_key_copy(class, generation, KIT_HOLDER)?;
                let key = copy.and_then(|copy| ClassKey::open(&copy, kit, class, generation, install).ok());
                if let Some(key) = key.filter(|key| key.public() == public) {
                    held.classes.insert((class, generation), key);
                }
            }
            for class in Class::ALL {
                let copy = snapshot.lookup_key_copy(class, KIT_HOLDER)?;
                if let Some(key) = copy.and_then(|copy| LookupKey::open(&copy, kit, class, install).ok()) {
                    held.lookups.insert(class, key);
                }
            }
            Ok(Opened { root, held })
        })
    }
}

/// The setting under which the root key lies, sealed to the kit.
pub(super) const ROOT_COPY: &str = "root key for the kit";

/// Puts this computer's host secret back from its copy in the office folder, where it is missing: a copy that opens the
/// office. Answers whether it was.
pub fn restore_host_secret(paths: &OfficePaths, words: &Secret) -> Result<bool, OfficeError> {
    if paths.host_secret_path().exists() {
        return Ok(false);
    }
    let kit = kit(words)?;
    let mut failed = OfficeError::OtherSecret("The copy for the recovery kit".into());
    for (number, copy) in paths.kit_copies().into_iter().enumerate() {
        let opened = kit.open_sealed(HOST_LABEL, &paths.install.0, &copy);
        match opened.and_then(|bytes| HostSecret::from_bytes(&bytes)) {
            Ok(host) if host::opens(paths, &host)? => {
                host.save(paths.host_secret_path())?;
                if number > 0 {
                    paths.take_next_kit_copy()?;
                }
                return Ok(true);
            }
            Ok(_) => {}
            Err(error) => failed = error.into(),
        }
    }
    Err(failed)
}

fn kit(words: &Secret) -> Result<MemberKeys, Problem> {
    let kit = RecoveryKit::parse(words.expose());
    kit.map(|kit| kit.keys()).map_err(|error: VaultError| Problem::Refused(error.to_string()))
}
