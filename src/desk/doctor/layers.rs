//! What keeps the promises in the present mode: said plainly, whatever the state of the rest.

use super::{Check, Enforced, Layer, Mode, check};

pub fn checks(mode: Mode) -> Vec<Check> {
    let rules = mode.rules();
    let by = match mode {
        Mode::Served => "The server keeps it for everybody who comes over SSH.",
        Mode::Local | Mode::Shared => "The program keeps it; whoever has the file and another program need not.",
    };
    let kept = |layer, key, what| check(layer, key, what).good(by).kept(rules);
    let sealed = "No key, no value: whatever program reads the file.";
    vec![
        kept(Layer::Session, "session_rules", "lock, lifetime and re-authentication"),
        kept(Layer::Access, "scope_rules", "departments and record scope"),
        check(Layer::Access, "signed_grants", "grants")
            .good("Rights come from signed statements up to the root key; a row written by hand gives none.")
            .kept(Enforced::Cryptographic),
        kept(Layer::Fields, "reveal_rules", "reasons, quotas and seconds of a reveal"),
        check(Layer::Fields, "sealed_fields", "sealed fields").good(sealed).kept(Enforced::Cryptographic),
        check(Layer::Sealing, "sealed_file", "the whole file")
            .good("It is under the host secret, the log and names included.")
            .kept(Enforced::Cryptographic),
        kept(Layer::Witness, "log_rules", "an entry for each act"),
        check(Layer::Witness, "signed_log", "what is in the log")
            .good("Entries are chained and signed: none is changed without a trace. A cut end is seen by checkpoints outside.")
            .kept(Enforced::Cryptographic),
    ]
}
