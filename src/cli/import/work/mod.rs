//! Tickets, tasks and activities from a file: what its columns mean, row by row, brought to the desk.

mod columns;
mod read;
mod run;
#[cfg(test)]
mod tests;
mod words;

pub use run::run;
