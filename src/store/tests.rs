//! Tests of the room, over real files.

mod customers;
mod dump;
mod files;
mod lists;
mod log;
mod notes;
mod ranges;
mod reach;
mod report;
mod tampering;
mod tickets;

use std::path::PathBuf;

use super::*;
use crate::domain::audit::Action;
use crate::domain::{
    Activity, Class, Customer, CustomerKind, Entry, Field, Id, Micros, More, Outcome, PointLabel, Status,
};

pub(super) const KEY: [u8; 32] = [7; 32];
pub(super) const DEPARTMENT: Id = Id([1; 16]);
pub(super) const OTHER_DEPARTMENT: Id = Id([2; 16]);
pub(super) const MEMBER: Id = Id([3; 16]);
pub(super) const DATA_KEY: Id = Id([4; 16]);

/// Takes the schema back to before 0010.
const BEFORE_THE_SUPPORT_DESK: &str = include_str!("../../tests/support/before_the_support_desk.sql");

/// An office in a folder of its own, with a member, two departments and keys.
pub(super) struct Office {
    pub store: Store,
    pub path: PathBuf,
    _folder: tempfile::TempDir,
    next: u64,
}

pub(super) fn sign(hash: &[u8; 32]) -> [u8; 64] {
    // A stand-in: signatures are the vault's job.
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(hash);
    signature
}

pub(super) fn id(number: u64) -> Id {
    let mut bytes = [9; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Id(bytes)
}

pub(super) fn entry(action: Action, subject: Option<Id>) -> Entry {
    Entry {
        at: Micros(1_000),
        member: Some(MEMBER),
        session: None,
        origin: "test".into(),
        action,
        subject,
        outcome: Outcome::Done,
        reason: String::new(),
        details: "{}".into(),
    }
}

pub(super) fn customer(number: u64, name: &str, company: &str) -> NewCustomer {
    let sealed = |field: Field, byte: u8| SealedValue {
        field,
        mask: format!("{}***", field.name()),
        token: field.has_lookup().then(|| [&number.to_be_bytes()[..], &[byte]].concat()),
        blob: vec![byte; 60],
        version: 1,
        data_key: DATA_KEY,
    };
    NewCustomer {
        customer: Customer {
            id: id(number),
            kind: CustomerKind::Person,
            code: format!("KH-{number:06}"),
            external_id: None,
            name: name.to_owned(),
            company: company.to_owned(),
            city: "Huế".into(),
            country: "VN".into(),
            website: String::new(),
            since: String::new(),
            status: Status::Active,
            owner: None,
            department: DEPARTMENT,
            private: false,
            flags: String::new(),
            import_id: None,
            version: 1,
            created_at: Micros(1),
            updated_at: Micros(1),
        },
        folded: Folded { name: name.to_lowercase(), company: company.to_lowercase() },
        sealed: vec![sealed(Field::Phone, 1), sealed(Field::Email, 2), sealed(Field::Address, 3)],
    }
}

impl Office {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("office.kin");
        let store = Store::create(&path, &KEY).unwrap();
        let mut office = Self { store, path, _folder: folder, next: 0 };
        office.write(Action::OfficeCreate, None, |tx| {
            tx.set_office("name", b"Test")?;
            tx.put_department(&Department { id: DEPARTMENT, name: "Sales".into(), parent: None })?;
            tx.put_department(&Department { id: OTHER_DEPARTMENT, name: "Care".into(), parent: Some(DEPARTMENT) })?;
            let member = Member {
                id: MEMBER,
                name: "An".into(),
                folded: "an".into(),
                encryption: [1; 32],
                signing: [2; 32],
                created_at: Micros(1),
                active: true,
            };
            tx.insert_member(&member, &MemberSecret { sealed_keys: vec![1], sealed_totp: vec![2] })?;
            let grant =
                GrantRow { sequence: 1, member: MEMBER, statement: vec![1, 2], issuer: None, signature: vec![3; 64] };
            tx.insert_grant(&grant)?;
            let copy = KeyCopy { holder: MEMBER, sealed: vec![5; 48] };
            let key = ClassKey { class: Class::Contact, generation: 1, public: [6; 32] };
            tx.insert_class_key(&key, std::slice::from_ref(&copy))?;
            tx.put_lookup_key_copy(Class::Contact, &copy)?;
            tx.insert_data_key(&DataKey { id: DATA_KEY, class: Class::Contact, generation: 1, sealed: vec![8; 80] })
        });
        office
    }

    pub fn try_write<T>(
        &mut self,
        action: Action,
        subject: Option<Id>,
        mut work: impl FnMut(&mut Tx) -> Result<T, StoreError>,
    ) -> Result<Committed<T>, StoreError> {
        self.next += 1;
        self.store.write(&sign, id(1_000_000_000 + self.next), |tx| Ok((entry(action, subject), work(tx)?)))
    }

    #[track_caller]
    pub fn write<T>(
        &mut self,
        action: Action,
        subject: Option<Id>,
        work: impl FnMut(&mut Tx) -> Result<T, StoreError>,
    ) -> T {
        self.try_write(action, subject, work).unwrap().value
    }

    #[track_caller]
    pub fn read<T>(&mut self, work: impl FnOnce(&Snapshot) -> Result<T, StoreError>) -> T {
        self.store.read(work).unwrap()
    }

    pub fn note(&mut self, number: u64, customer: Id) {
        let at = Micros(number as i64);
        let note = Activity { text: "called".into(), ..Activity::blank(id(5_000_000 + number), customer, MEMBER, at) };
        self.write(Action::NoteAdd, Some(customer), |tx| tx.insert_activity(&note));
    }

    pub fn verify(&mut self) -> Result<verify::Report, verify::FirstBad> {
        let (path, checks) = (self.path.clone(), checks());
        verify::chain(&mut self.store, &|| Store::open(&path, &KEY), &checks, &mut |_, _| {}).unwrap()
    }
}

fn key_of(member: Option<Id>, _: Micros) -> Option<[u8; 32]> {
    (member == Some(MEMBER)).then_some([2; 32])
}

fn signatures(signed: &[verify::Signed]) -> Result<(), usize> {
    signed.iter().position(|(_, hash, signature)| sign(hash) != *signature).map_or(Ok(()), Err)
}

/// The one member may do all, and signs as `sign` does.
pub(super) fn checks() -> verify::Checks<'static> {
    verify::Checks {
        public_key_of: &key_of,
        batch_verify: &signatures,
        might_prune: &|member, _| (member == MEMBER).then_some(Micros(i64::MAX)),
        marks: &[],
        chain_only: false,
    }
}
