//! The command line as a script uses it: no terminal, flags and standard input, JSON and exit codes.

#[allow(dead_code, reason = "a part of it is used")]
#[path = "../support/kills.rs"]
mod kills;
#[path = "../support/office.rs"]
mod office;
#[path = "../support/matrix.rs"]
mod table;

mod attacks;
mod backup;
mod customers;
mod diagnostics;
mod doctor;
mod faults;
mod fields;
mod grants;
mod help;
mod host;
mod host_kills;
mod import;
mod import_work;
mod incidents;
mod insight;
mod keys;
mod linear;
mod log;
mod matrix;
mod members;
mod notes;
mod offices;
mod programs;
mod refusals;
mod reports;
mod requests;
mod reviews;
mod roles;
mod service;
mod settings;
mod ssh_keys;
mod tasks;
mod tickets;
mod upkeep;
