//! What things are: records, fields, entries, and the pure rules about them. No IO.

mod activity;
pub mod audit;
pub mod contact;
pub mod customer;
pub mod date;
pub mod detector;
pub mod filter;
pub mod fold;
pub mod forbidden;
mod holidays;
mod hours;
pub mod incident;
mod lang;
pub mod log_filter;
pub mod mask;
pub mod member;
pub mod mention;
pub mod more;
pub mod national_id;
pub mod own_field;
pub mod password;
pub mod quick_add;
mod role;
pub mod scan;
pub mod secret;
pub mod service;
mod service_rules;
pub mod sla;
pub mod task;
pub mod text;
pub mod ticket;
pub mod ticket_filter;
mod unfit;
mod view;
mod work_time;

pub use activity::{Activity, ActivityKind, ActivityOutcome, Direction, NoteVersion};
pub use audit::{Action, Entry, Outcome};
pub use customer::{Customer, CustomerKind, Masked, Status};
pub use detector::{Detector, DetectorKind, Response, Severity, Verdict};
pub use holidays::Holidays;
pub use hours::Hours;
pub use incident::{Incident, IncidentAct, IncidentEvent};
pub use lang::{Lang, Texts};
pub use log_filter::{LogFilter, LogKey, LogMatch, LogTerm};
pub use member::{Class, Field, Role, Scope, ShareLevel};
pub use more::{More, PointLabel};
pub use own_field::{OwnField, OwnKind};
pub use role::{AnyField, EditManner, FieldRight, FieldRule, Grave, OPERATIONS, PlainField, Policy, Quota, RoleRights};
pub use secret::Secret;
pub use service::Service;
pub use task::Task;
pub use text::SafeText;
pub use unfit::Unfit;
pub use view::ViewKind;

use serde::{Deserialize, Serialize};

/// A record's id: the 16 bytes of a UUIDv7.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Id(pub [u8; 16]);

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        uuid::Uuid::from_bytes(self.0).fmt(f)
    }
}

impl std::fmt::Debug for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Id {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        uuid::Uuid::parse_str(text).map(|id| Self(*id.as_bytes()))
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize)]
pub struct Micros(pub i64);
