//! Kin, a customer relationship manager in the terminal that keeps customers' data sealed.
//!
//! This page is the map of the house. Each room has one job, and doors open one way:
//!
//! | room | its one job | may import |
//! |---|---|---|
//! | [`clock`] | the only "now" and the only randomness | domain |
//! | [`domain`] | what a customer, an activity, a field, an entry *is*; folding, masks, validation. No IO | nothing |
//! | [`config`] | `config.toml` into [`config::Config`] | domain |
//! | [`policy`] | who may do what: `judge(actor, operation, target)`. One table. No IO | domain |
//! | [`diagnostics`] | what the program did, for whoever runs it; no personal data | domain, clock, config |
//! | [`vault`] | keys, seals, Argon2id, signatures: the only room that names a cipher | domain, clock |
//! | [`store`] | the only room that names rusqlite or SQL | domain |
//! | [`desk`] | the only way to data: judged, scoped, audited in one transaction | domain, policy, vault, store, clock, config, diagnostics |
//! | [`ui`] | pure `update` and `view`: the screens | domain, `desk::api` |
//! | [`term`] | the loop, the terminal, its restoring | ui, desk, domain, clock, config |
//! | [`ssh`] | the server: an SSH channel becomes a terminal | desk, term, ui, config, domain, clock, diagnostics |
//! | [`cli`] | one file for each subcommand | desk, config, term, ssh, ui, domain, clock, diagnostics |
//!
//! `tests/architecture.rs` holds this table as a test. `main` opens a door and sets the exit code.

pub mod cli;
pub mod clock;
pub mod config;
pub mod desk;
pub mod diagnostics;
pub mod domain;
pub mod policy;
pub mod ssh;
pub mod store;
pub mod term;
pub mod ui;
pub mod vault;
