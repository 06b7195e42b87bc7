//! Sealed blobs and keys as text: nothing that was not sealed opens, and what was changed by a bit does not.
#![no_main]

use std::sync::OnceLock;

use kin::clock::Fixed;
use kin::domain::{Class, Field, Id, Micros};
use kin::vault::{
    ClassKey, DataKey, Factor, HostSecret, InviteCode, LookupKey, MemberKeys, RecoveryKit, ValueContext,
    data_key_id_of, params_of,
};
use libfuzzer_sys::fuzz_target;

const INSTALL: Id = Id([7; 16]);
const PLACE: ValueContext =
    ValueContext { install: INSTALL, record: Id([9; 16]), field: Field::Phone, generation: 1, version: 3 };

struct Sealed {
    member: MemberKeys,
    class: ClassKey,
    data: DataKey,
    value: Vec<u8>,
    key: Vec<u8>,
    copy: Vec<u8>,
}

fn sealed() -> &'static Sealed {
    static SEALED: OnceLock<Sealed> = OnceLock::new();
    SEALED.get_or_init(|| {
        let source = Fixed::new(Micros(1), 1);
        let member = MemberKeys::generate(&source);
        let class = ClassKey::generate(Class::Contact, 1, &source);
        let (data, key) = DataKey::new(&class.public(), Class::Contact, 1, INSTALL, &source).expect("a key");
        let value = data.seal(&PLACE, "+84903123567", &source).expect("a value");
        let copy = class.seal_for(&member.public().encryption, INSTALL, &source).expect("a copy");
        Sealed { member, class, data, value, key, copy }
    })
}

/// The blob with these bytes over it.
fn changed(blob: &[u8], bytes: &[u8]) -> Vec<u8> {
    let mut changed = blob.to_vec();
    changed.iter_mut().zip(bytes).for_each(|(byte, by)| *byte ^= by);
    changed.truncate(blob.len().saturating_sub(usize::from(bytes.first() == Some(&255))));
    changed
}

fuzz_target!(|bytes: &[u8]| {
    let Sealed { member, class, data, value, key, copy } = sealed();
    let opens = |blob: &[u8]| {
        [
            data.open_value(&PLACE, blob).is_ok(),
            DataKey::open(blob, class, data.id(), INSTALL).is_ok(),
            ClassKey::open(blob, member, Class::Contact, 1, INSTALL).is_ok(),
            LookupKey::open(blob, member, Class::Contact, INSTALL).is_ok(),
            member.open_sealed("kin totp v1", &[1; 16], blob).is_ok(),
            member.open_draft(&[1; 16], blob).is_ok(),
        ]
    };
    assert_eq!(opens(bytes), [false; 6], "what nobody sealed opens");
    for (n, blob) in [value, key, copy].into_iter().enumerate() {
        let changed = changed(blob, bytes);
        assert_eq!(opens(&changed)[n], changed == *blob);
    }
    let _ = data_key_id_of(bytes);
    let _ = params_of(bytes);
    let _ = HostSecret::from_bytes(bytes);
    if let Ok(factor) = Factor::from_bytes(bytes) {
        assert_eq!(factor.to_bytes().as_slice(), bytes);
    }
    let text = String::from_utf8_lossy(bytes);
    let _ = MemberKeys::from_key_file_text(&text);
    let _ = RecoveryKit::parse(&text);
    let _ = InviteCode::parse(&text);
});
