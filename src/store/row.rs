//! How domain values stand in columns: ids as 16 bytes, times as microseconds, choices by name.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use super::{ProposalState, RequestKind, RequestState};
use crate::domain::incident::EventKind;
use crate::domain::ticket::{Channel, Phase, Priority};
use crate::domain::{
    Action, ActivityKind, ActivityOutcome, Class, CustomerKind, Direction, Field, Id, IncidentAct, Micros, Outcome,
    ShareLevel, Status, ViewKind,
};

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value).map(Self)
    }
}

impl ToSql for Micros {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Micros {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

/// A choice's name in the database and in digests.
pub(super) trait Named: Copy + 'static {
    const CHOICES: &'static [(Self, &'static str)];

    fn stored(self) -> &'static str;
}

macro_rules! named {
    ($type:ty { $($choice:ident => $name:literal),+ $(,)? }) => {
        impl Named for $type {
            const CHOICES: &'static [(Self, &'static str)] = &[$((Self::$choice, $name)),+];

            fn stored(self) -> &'static str {
                match self { $(Self::$choice => $name),+ }
            }
        }

        by_name!($type, Self::stored, |text| {
            Self::CHOICES.iter().find(|(_, name)| *name == text).map(|(choice, _)| *choice)
        });
    };
}

macro_rules! by_name {
    ($type:ty, $name:expr, $parse:expr) => {
        impl ToSql for $type {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                let name: fn(Self) -> &'static str = $name;
                Ok(name(*self).into())
            }
        }

        impl FromSql for $type {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let parse: fn(&str) -> Option<Self> = $parse;
                parse(value.as_str()?).ok_or(FromSqlError::InvalidType)
            }
        }
    };
}

named!(CustomerKind { Person => "person", Company => "company" });
named!(Status { Lead => "lead", Active => "active", Inactive => "inactive", Blocked => "blocked" });
named!(ShareLevel { View => "view", Edit => "edit" });
named!(RequestKind { Reveal => "reveal", Export => "export" });
named!(RequestState { Open => "open", Approved => "approved", Denied => "denied" });
named!(ProposalState { Open => "open", Done => "done", Denied => "denied" });
by_name!(ActivityKind, Self::name, Self::from_name);
by_name!(Direction, Self::name, Self::from_name);
by_name!(ActivityOutcome, Self::name, Self::from_name);
by_name!(Class, Self::name, |text| Class::ALL.into_iter().find(|class| class.name() == text));
by_name!(Field, Self::name, Self::from_name);
by_name!(Action, Self::name, Self::from_name);
by_name!(Outcome, Self::name, Self::from_name);
by_name!(Priority, Self::name, Self::from_name);
by_name!(Channel, Self::name, Self::from_name);
by_name!(Phase, Self::name, Self::from_name);
by_name!(ViewKind, Self::name, Self::from_name);
by_name!(EventKind, Self::name, Self::from_name);
by_name!(IncidentAct, Self::name, Self::from_name);
