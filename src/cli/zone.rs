//! The zone that days and times are told in, and meant in where they are typed: the configuration's, or this machine's.

use std::sync::OnceLock;

use jiff::tz::TimeZone;

static ZONE: OnceLock<TimeZone> = OnceLock::new();

/// Sets it for the whole run; the first configuration that is read says which.
pub fn set(zone: TimeZone) {
    let _ = ZONE.set(zone);
}

pub fn zone() -> TimeZone {
    ZONE.get().cloned().unwrap_or_else(TimeZone::system)
}
