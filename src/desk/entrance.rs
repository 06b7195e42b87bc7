//! By which way somebody comes: a door of this computer, or the network with an address and perhaps a proven key; and
//! what the server's settings say of who may come from where and when.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::tz::TimeZone;
use serde_json::json;

use super::Desk;
use super::alerts::Sight;
use super::api::Problem;
use super::found::{MINIMUM_PASSWORD, SERVED_MINIMUM_PASSWORD};
use super::rights::Standing;
use crate::config::{Reach, Serve, SignInBy};
use crate::domain::audit::RecordKind;
use crate::domain::{Action, Entry, Id, Micros, Outcome, Role, fold, text};
use crate::store::SshKey;
pub use crate::store::{Options as Limits, Turn};

/// Longest name of a place in the program, in characters.
const LONGEST_PLACE: usize = 200;

/// The way in.
#[derive(Clone, Debug)]
pub struct Entrance {
    /// The door's name, for the log; where somebody is served the address follows it.
    pub door: String,
    /// `None`: somebody at this computer.
    pub served: Option<Served>,
}

/// Who comes over the network.
#[derive(Clone, Debug)]
pub struct Served {
    pub address: IpAddr,
    /// The key that the client has proven to possess, whoever it belongs to.
    pub key: Option<ProvenKey>,
}

#[derive(Clone, Debug)]
pub struct ProvenKey {
    /// The public key as it goes over the wire.
    pub blob: Vec<u8>,
    /// The same as OpenSSH writes it.
    pub line: String,
}

/// What happens to the server itself.
#[derive(Clone, Debug)]
pub enum ServerEvent {
    Started,
    Stopped,
    /// The settings were read again.
    Reloaded,
    /// A session ended by a fault of the program at this place of it.
    Fault {
        place: String,
    },
}

impl Entrance {
    /// A door of this computer.
    pub fn local(door: &str) -> Self {
        Self { door: door.to_owned(), served: None }
    }

    /// Door and address, for the log.
    pub(super) fn origin(&self) -> String {
        match &self.served {
            None => self.door.clone(),
            Some(served) => format!("{} {}", self.door, served.address.to_canonical()),
        }
    }
}

/// Whoever comes over the network, and the settings for it.
pub(super) struct Caller {
    /// An IPv4 address as such, also where it came as a mapped one.
    pub address: IpAddr,
    key: Option<ProvenKey>,
    sign_in: SignInBy,
    everybody: Reach,
    /// By the roles' folded names.
    roles: BTreeMap<String, Reach>,
    zone: TimeZone,
}

impl Caller {
    pub fn new(served: Served, serve: &Serve) -> Self {
        Self {
            address: served.address.to_canonical(),
            key: served.key,
            sign_in: serve.sign_in,
            everybody: Reach { allow: serve.allow.clone(), hours: serve.hours.clone() },
            roles: serve.roles.iter().map(|(role, reach)| (fold::fold(role), reach.clone())).collect(),
            zone: serve.zone(),
        }
    }

    /// Whether a member of this role may come from here, at this time.
    fn lets_in(&self, role: &str, at: Micros) -> Result<(), Problem> {
        for reach in std::iter::once(&self.everybody).chain(self.roles.get(&fold::fold(role))) {
            if !reach.allow.is_empty() && !reach.allow.iter().any(|network| network.contains(&self.address)) {
                return Err(Problem::NotFromHere);
            }
            if !reach.hours.includes(at, &self.zone) {
                return Err(Problem::NotNow);
            }
        }
        Ok(())
    }

    /// Whether nobody comes in without a key.
    pub fn wants_key(&self) -> bool {
        self.sign_in == SignInBy::Key
    }

    pub const fn key(&self) -> Option<&ProvenKey> {
        self.key.as_ref()
    }
}

impl Desk {
    /// The least characters of a password: less where the server bounds how often it may be tried.
    pub fn minimum_password(&self) -> usize {
        if self.caller.is_some() { SERVED_MINIMUM_PASSWORD } else { MINIMUM_PASSWORD }
    }

    /// States that the client has proven to possess this key.
    pub fn prove_key(&mut self, key: ProvenKey) {
        if let Some(caller) = &mut self.caller {
            caller.key = Some(key);
        }
    }

    /// Whether the member that this SSH user name means has enrolled this key. Changes nothing, and proves nothing: a
    /// key that is offered is not yet a key that is possessed.
    pub fn accepts_key(&mut self, user: &str, blob: &[u8]) -> Result<bool, Problem> {
        match self.meant_by(user)? {
            Some((member, _)) => Ok(self.enrolled_key(member, blob)?.is_some()),
            None => Ok(false),
        }
    }

    /// The name of the member that this SSH user name means: the folded name, with or without what stands between its
    /// words. `None`: nobody, or more than one.
    pub fn name_for(&mut self, user: &str) -> Result<Option<String>, Problem> {
        Ok(self.meant_by(user)?.map(|(_, name)| name))
    }

    fn meant_by(&mut self, user: &str) -> Result<Option<(Id, String)>, Problem> {
        let folded = fold::fold(user);
        let joined = joined(&folded);
        let members = self.store.read(|snapshot| snapshot.members())?;
        let mut meant = members.into_iter().filter(|row| row.active && joined == self::joined(&row.folded));
        let (first, second) = (meant.next(), meant.next());
        let exact = |row: &crate::store::Member| row.folded == folded;
        let row = match (first, second) {
            (first, None) => first,
            (Some(first), _) if exact(&first) => Some(first),
            (_, Some(second)) if exact(&second) => Some(second),
            _ => meant.find(exact),
        };
        Ok(row.map(|row| (row.id, row.name)))
    }

    /// The key that was proven, if it is one of this member's.
    pub(super) fn proven_key_of(&mut self, member: Option<Id>) -> Result<Option<Id>, Problem> {
        let proven = self.caller.as_ref().and_then(Caller::key).map(|key| key.blob.clone());
        match member.zip(proven) {
            Some((member, blob)) => self.enrolled_key(member, &blob),
            None => Ok(None),
        }
    }

    /// This key, if the member has enrolled it and is one who may come in at all.
    fn enrolled_key(&mut self, member: Id, blob: &[u8]) -> Result<Option<Id>, Problem> {
        let Some(row) = self.store.read(|snapshot| snapshot.ssh_key(member, blob))? else { return Ok(None) };
        let head = self.store.read(|snapshot| snapshot.last_grant_sequence())?;
        if head != self.rights.last_row() {
            self.read_rights()?;
        }
        if !self.is_own_key(&row)? {
            self.raise(&[Sight::ssh_key_altered(row.id, member)])?;
            return Ok(None);
        }
        let active = self.rights.member(member).is_some_and(|known| known.standing == Standing::Active);
        Ok(Some(row.id).filter(|_| active))
    }

    /// Whether the log holds that the member itself has enrolled the key as it lies there.
    fn is_own_key(&mut self, row: &SshKey) -> Result<bool, Problem> {
        let voucher = self.store.read(|snapshot| snapshot.vouched_under(RecordKind::SshKey, row.id, row.member))?;
        Ok(voucher.is_some_and(|voucher| {
            let entry = &voucher.entry;
            let enrolled = matches!(entry.action, Action::SshKeyAdd | Action::MemberEnrol);
            let by_itself = entry.member == Some(row.member) && entry.subject == Some(row.member);
            enrolled && by_itself && entry.outcome == Outcome::Done && self.signed(&voucher)
        }))
    }

    /// Whether who has shown that it is this member may come from here, now. Judged after password and code: whoever
    /// guesses is told nothing of it.
    pub(super) fn judge_entrance(&mut self, member: Id, role: Role, now: Micros) -> Result<(), Problem> {
        let Some(caller) = &self.caller else { return Ok(()) };
        let Err(problem) = caller.lets_in(&self.rights.role_name(role), now) else { return Ok(()) };
        let why = if problem == Problem::NotNow { "hours" } else { "network" };
        let entry = Entry {
            subject: Some(member),
            details: json!({ "refused": why }).to_string(),
            ..self.entry_of_nobody(Action::SignIn, Outcome::Failed)
        };
        self.write_as_office(|_| Ok((entry.clone(), ())))?;
        Err(problem)
    }

    /// The roles that the settings limit and that are not there: nobody is held by such a limit.
    pub fn unknown_roles(&self) -> Vec<String> {
        let known: Vec<String> =
            self.all_roles().into_iter().map(|role| fold::fold(&self.rights.role_name(role))).collect();
        let limited = self.caller.iter().flat_map(|caller| caller.roles.keys());
        limited.filter(|role| !known.contains(role)).cloned().collect()
    }

    /// Writes into the log what happened to the server.
    pub fn note(&mut self, event: ServerEvent) -> Result<(), Problem> {
        let (action, outcome, details) = match event {
            ServerEvent::Started => (Action::ServerStart, Outcome::Done, json!({})),
            ServerEvent::Stopped => (Action::ServerStop, Outcome::Done, json!({})),
            ServerEvent::Reloaded => (Action::ServerReload, Outcome::Done, json!({})),
            ServerEvent::Fault { place } => {
                let place = text::clean_input(&place, LONGEST_PLACE);
                (Action::ServerFault, Outcome::Failed, json!({ "place": place }))
            }
        };
        let entry = Entry { details: details.to_string(), ..self.entry_of_nobody(action, outcome) };
        self.write_as_office(|_| Ok((entry.clone(), ())))
    }

    /// An entry by nobody who is signed in.
    pub(super) fn entry_of_nobody(&self, action: Action, outcome: Outcome) -> Entry {
        Entry {
            at: self.clock.now(),
            member: None,
            session: None,
            origin: self.origin.clone(),
            action,
            subject: None,
            outcome,
            reason: String::new(),
            details: "{}".into(),
        }
    }
}

/// A folded name without what stands between its words, as SSH user names are typed.
fn joined(folded: &str) -> String {
    fold::words(folded).collect()
}
