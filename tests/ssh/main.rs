//! `kin serve` from outside: people with the ordinary `ssh` client, and attackers with a client of their own.

#[path = "../support/office.rs"]
mod office;
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/matrix.rs"]
mod table;

mod algorithms;
mod attackers;
mod client;
mod flood;
mod matrix;
mod people;
mod rights;
mod running;
mod server;
mod sign_in;
mod stubborn;
