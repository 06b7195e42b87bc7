//! A class's key changed: a new pair for who holds the class now, and its values sealed anew a part at a time.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde_json::json;

use super::super::super::api::{Managed, Problem, ResealState};
use super::super::super::keys::{self, KIT_HOLDER};
use super::super::super::rights::{Act, PublicKey, Rights};
use super::super::super::seal::{self, Place};
use super::super::super::session::{OpenKeys, Trace};
use super::super::super::{Desk, Ground, carry, write_with};
use super::Decision;
use crate::domain::audit::{Encoder, RecordKind};
use crate::domain::{self, Action, Class, Id, Secret};
use crate::policy::{Operation, Target};
use crate::store::{self, KeyCopy, Reseal, SealedValue, Tx, Vouchers};
use crate::vault::{ClassKey, DataKey, ValueContext};

/// So many customers are looked at in one transaction.
const AT_ONCE: usize = 200;

impl Desk {
    pub(super) fn rotate_keys(&mut self, class: Class) -> Result<Managed, Problem> {
        self.permit_grave(Operation::RotateKeys, Target::Office)?;
        let (last, _) = self.rights.class_key(class).ok_or(Problem::Tampered)?;
        let generation = last + 1;
        let key = ClassKey::generate(class, generation, self.clock.as_ref());
        let act = Act::ClassKey { class, generation, public: PublicKey(key.public()) };
        let (install, clock) = (self.paths.install, self.clock.clone());
        let follow = |tx: &mut Tx<'_>, after: &Rights, _: &OpenKeys| {
            let copy = |holder, public: &[u8; 32]| {
                let sealed = key.seal_for(public, install, clock.as_ref());
                sealed.map(|sealed| KeyCopy { holder, sealed }).map_err(|error| Problem::Store(error.to_string()))
            };
            let mut copies = Vec::new();
            for (member, public) in carry::holders(after, class) {
                copies.push(copy(member, &public)?);
            }
            if let Some(kit) = after.kit() {
                copies.push(copy(KIT_HOLDER, &kit)?);
            }
            tx.insert_class_key(&store::ClassKey { class, generation, public: key.public() }, &copies)?;
            Ok(tx.put_reseal(&Reseal {
                class,
                generation,
                cursor: Id::default(),
                looked: 0,
                sealed: 0,
                done: false,
            })?)
        };
        let decision = Decision::new(Operation::RotateKeys, Target::Office, act);
        self.decide(Decision { follow: &follow, ..decision })
    }

    /// Seals some more values under the newest key; what was done stays done, whatever happens between two parts.
    pub(in crate::desk) fn reseal(&mut self, class: Class) -> Result<ResealState, Problem> {
        let permit = self.judge(Operation::RotateKeys, Target::Office)?;
        let (generation, _) = self.rights.class_key(class).ok_or(Problem::Tampered)?;
        let (reseal, of) = self.store.read(|snapshot| {
            Ok::<_, Problem>((snapshot.reseal(class)?, snapshot.customer_total(&store::Reach::All)?))
        })?;
        if reseal.is_none_or(|reseal| reseal.generation != generation || reseal.done) {
            return Ok(ResealState { looked: of, of, sealed: 0, finished: true });
        }
        let blank = self.scribe()?.done(&permit, Trace::default());
        let (install, clock) = (self.paths.install, self.clock.clone());
        // Each record is opened only if the log vouches for it; those vouchers are looked at before the change.
        let rights = &self.rights;
        let session = self.session.as_mut().ok_or(Problem::NoSession)?;
        let ground = Ground::of(session, &permit);
        let open = session.keys.as_mut().ok_or(Problem::NoSession)?;
        let known: Vec<_> = open.writing.keys().copied().collect();
        let OpenKeys { member, classes, lookups, writing } = open;
        let written = write_with(&mut self.store, clock.as_ref(), member, |tx| {
            ground.still_holds(tx, clock.now())?;
            writing.retain(|class, _| known.contains(class));
            // Somebody else may be at it too: the place is read where it is changed.
            let place = tx.reseal(class)?.filter(|place| place.generation == generation).ok_or(Problem::Busy)?;
            let customers = tx.customers_after(place.cursor, AT_ONCE)?;
            keys::make_writing_keys(tx, writing, [class], rights, install, clock.as_ref())?;
            let key = writing.get(&class).ok_or(Problem::NoSession)?;
            let mut opened: HashMap<Id, Option<DataKey>> = HashMap::new();
            // Many customers were written by one entry: it is read and its signature checked once.
            let (mut vouchers, mut signed) = (Vouchers::default(), HashMap::new());
            let (mut sealed, mut skipped) = (0u64, 0u64);
            for &customer in &customers {
                let old = old_values(tx, customer, class, generation)?;
                if old.is_empty() {
                    continue;
                }
                let voucher = tx.vouched_among(&mut vouchers, RecordKind::Customer, customer)?;
                let signer = |member: Option<Id>, at| rights.signer_at(member, at);
                let good = voucher.is_some_and(|voucher| {
                    *signed.entry(voucher.sequence).or_insert_with(|| super::super::super::signed_by(voucher, signer))
                });
                if !good {
                    skipped += 1;
                    continue;
                }
                let mut new = Vec::with_capacity(old.len());
                for value in &old {
                    let place = Place { install, record: customer, version: value.version };
                    let Some(plain) = open_old(tx, &mut opened, classes, value, place)? else {
                        skipped += 1;
                        continue;
                    };
                    let made = seal::seal_value(key, lookups, place, value.field, plain.expose(), clock.as_ref())?;
                    // Mask and token stay as they are: who seals anew may not hold the key of the tokens.
                    new.push(SealedValue { mask: value.mask.clone(), token: value.token.clone(), ..made });
                }
                sealed += new.len() as u64;
                tx.replace_sealed(customer, &new)?;
            }
            let done = customers.len() < AT_ONCE;
            let after = Reseal {
                cursor: customers.last().copied().unwrap_or(place.cursor),
                looked: place.looked + customers.len() as u64,
                sealed: place.sealed + sealed,
                done,
                ..place
            };
            tx.put_reseal(&after)?;
            let mut ids = Encoder::new("kin reseal ids v1");
            customers.iter().for_each(|id| {
                ids.put(&id.0);
            });
            let details = json!({
                "class": class, "generation": generation, "customers": customers.len(), "sealed": sealed,
                "skipped": skipped, "ids": data_encoding::HEXLOWER.encode(&ids.digest()),
            });
            let entry = domain::Entry { action: Action::KeyReseal, details: details.to_string(), ..blank.clone() };
            Ok((entry, after))
        });
        if written.is_err() {
            writing.retain(|class, _| known.contains(class));
        }
        let (_, after) = written?;
        Ok(ResealState { looked: after.looked, of: of.max(after.looked), sealed: after.sealed, finished: after.done })
    }
}

/// The values of a class that are not yet sealed under this generation.
fn old_values(tx: &Tx<'_>, customer: Id, class: Class, generation: u32) -> Result<Vec<SealedValue>, Problem> {
    let mut old = Vec::new();
    for value in tx.sealed_values(customer)? {
        if value.field.class() != class {
            continue;
        }
        if tx.data_key(value.data_key)?.is_none_or(|key| key.generation < generation) {
            old.push(value);
        }
    }
    Ok(old)
}

/// A value sealed under an older key, if that key is held here and the value is what it should be.
fn open_old(
    tx: &Tx<'_>,
    opened: &mut HashMap<Id, Option<DataKey>>,
    classes: &HashMap<(Class, u32), ClassKey>,
    value: &SealedValue,
    place: Place,
) -> Result<Option<Secret>, Problem> {
    let key = match opened.entry(value.data_key) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(vacant) => {
            let key = tx.data_key(value.data_key)?.and_then(|row| {
                let class = classes.get(&(row.class, row.generation))?;
                DataKey::open(&row.sealed, class, row.id, place.install).ok()
            });
            vacant.insert(key)
        }
    };
    let Some(key) = key else { return Ok(None) };
    let context = ValueContext {
        install: place.install,
        record: place.record,
        field: value.field,
        generation: key.generation(),
        version: place.version,
    };
    Ok(key.open_value(&context, &value.blob).ok())
}
