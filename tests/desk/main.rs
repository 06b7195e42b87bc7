//! The desk from outside: real offices on disk, every road to data, and people who do not play by the rules.

mod attacks;
mod bulk;
mod bytes;
mod copy;
mod deeds;
mod drafts;
mod edit;
mod filter;
mod hostile;
mod import;
mod insight;
mod members;
mod office;
mod paths;
mod preview;
mod requests;
mod rights;
mod rotation;
mod served;
mod sharing;
mod sign_in;
mod tamper;
mod two_persons;
mod undo;
mod views;
mod watch;
