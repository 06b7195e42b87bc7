//! `[serve]`: where and whom the server lets in, and how much it bears.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer};

use super::{Hours, within};

/// What `kin serve` needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Serve {
    /// The address and port to listen on.
    pub listen: SocketAddr,
    /// The host key's file; `None`: beside the host secret. It is made at the first start.
    pub host_key: Option<PathBuf>,
    /// What proves who comes in.
    pub sign_in: SignInBy,
    /// The networks that anybody may come from, such as `10.8.0.0/24`; empty: any.
    #[serde(deserialize_with = "networks")]
    pub allow: Vec<ipnet::IpNet>,
    /// When anybody may sign in, such as `mon-fri 07:30-19:00, sat 08:00-12:00`; empty: always.
    pub hours: Hours,
    /// The same for the members of a role, by its name: both must let a member in.
    pub roles: BTreeMap<String, Reach>,
    /// The office's time zone, of the hours, of days and of the screens, in the file by its IANA name; `None`, there
    /// empty: this machine's.
    #[serde(deserialize_with = "time_zone")]
    pub time_zone: Option<TimeZone>,
    /// Connections at a time, 1 to 10000.
    #[serde(deserialize_with = "within::<_, _, 1, 10_000>")]
    pub connections: u16,
    /// Connections that have not signed in yet, at a time, 1 to 1000.
    #[serde(deserialize_with = "within::<_, _, 1, 1000>")]
    pub startups: u16,
    /// The same from one address.
    #[serde(deserialize_with = "within::<_, _, 1, 1000>")]
    pub startups_per_address: u16,
    /// New connections from one address in a minute, 1 to 10000.
    #[serde(deserialize_with = "within::<_, _, 1, 10_000>")]
    pub rate_per_minute: u16,
    /// Whoever has not signed in after this long is let go, 10 to 600 s.
    #[serde(deserialize_with = "within::<_, _, 10, 600>")]
    pub grace_seconds: u16,
    /// Wrong answers before the connection is closed, 1 to 20.
    #[serde(deserialize_with = "within::<_, _, 1, 20>")]
    pub attempts: u8,
    /// A sign of life is asked of a silent client each so many seconds, and three times, 5 to 600.
    #[serde(deserialize_with = "within::<_, _, 5, 600>")]
    pub keepalive_seconds: u16,
    /// A session without a key for so long is ended, 1 to 1440 minutes.
    #[serde(deserialize_with = "within::<_, _, 1, 1440>")]
    pub idle_minutes: u16,
    /// Passwords that are checked at a time, 1 to 16. Each needs 64 MiB.
    #[serde(deserialize_with = "within::<_, _, 1, 16>")]
    pub password_checks: u8,
    /// The page cache of each session, 256 to 65536 KiB.
    #[serde(deserialize_with = "within::<_, _, 256, 65_536>")]
    pub cache_kib: u32,
}

impl Default for Serve {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 2222)),
            host_key: None,
            sign_in: SignInBy::default(),
            allow: Vec::new(),
            hours: Hours::default(),
            roles: BTreeMap::new(),
            time_zone: None,
            connections: 1100,
            startups: 250,
            startups_per_address: 200,
            rate_per_minute: 6000,
            grace_seconds: 120,
            attempts: 4,
            keepalive_seconds: 30,
            idle_minutes: 120,
            password_checks: 2,
            cache_kib: 512,
        }
    }
}

impl Serve {
    /// The time zone of the hours.
    pub fn zone(&self) -> TimeZone {
        self.time_zone.clone().unwrap_or_else(TimeZone::system)
    }
}

/// What must be shown beside Kin's own password and code, which are always asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignInBy {
    /// An SSH key that the member has enrolled.
    #[default]
    Key,
    /// Nothing more.
    Password,
}

/// From where, and when, the members of a role may come: as for the whole office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reach {
    #[serde(deserialize_with = "networks")]
    pub allow: Vec<ipnet::IpNet>,
    pub hours: Hours,
}

/// Networks, or single addresses.
fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<ipnet::IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let read = |text: &String| {
        let single = || text.parse().ok().map(<ipnet::IpNet as From<std::net::IpAddr>>::from);
        text.parse::<ipnet::IpNet>().ok().or_else(single).ok_or_else(|| {
            serde::de::Error::custom(format!("{text:?} is no network: write such as \"10.8.0.0/24\" or \"fd00::/8\""))
        })
    };
    texts.iter().map(read).collect()
}

fn time_zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<TimeZone>, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() {
        return Ok(None);
    }
    TimeZone::get(&name).map(Some).map_err(|_| {
        serde::de::Error::custom(format!(
            "{name:?} is no time zone that is known here: write such as \"Europe/Bucharest\""
        ))
    })
}
