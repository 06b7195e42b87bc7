//! The throw-away office of `kin demo`.

pub mod people;
