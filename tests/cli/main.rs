//! The command line as a script uses it: no terminal, flags and standard input, JSON and exit codes.

#[path = "../support/office.rs"]
mod office;

mod customers;
mod import;
mod linear;
mod log;
mod offices;
