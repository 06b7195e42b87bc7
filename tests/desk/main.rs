//! The desk from outside: real offices on disk, every road to data, and people who do not play by the rules.

mod bulk;
mod bytes;
mod copy;
mod drafts;
mod edit;
mod filter;
mod hostile;
mod import;
mod office;
mod paths;
mod rights;
mod sign_in;
mod tamper;
mod undo;
mod views;
