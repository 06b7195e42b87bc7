//! What the detectors see of one entry of the log.

use std::borrow::Cow;
use std::net::IpAddr;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::domain::{Action, Entry, Field, Id, Micros, Outcome};

/// One act of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    pub sequence: i64,
    pub at: Micros,
    /// Who acted; of a failed sign-in whom it was tried for.
    pub member: Id,
    /// The address, or where there is none the host, that it came from.
    pub place: String,
    pub action: Action,
    pub subject: Option<Id>,
    pub outcome: Outcome,
    pub field: Option<Field>,
    /// It belongs to a line of the customer's timeline.
    pub linked: bool,
    /// Somebody else let the member see it.
    pub approved: bool,
    /// Whether the member looks after the customer; `None`: nobody does.
    pub own: Option<bool>,
    /// How much was carried off.
    pub count: u32,
    /// It was about the member's own rights.
    pub itself: bool,
}

/// The parts of an entry's details that detectors look at.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Details<'a> {
    #[serde(borrow)]
    field: Option<Cow<'a, str>>,
    link: Option<IgnoredAny>,
    request: Option<IgnoredAny>,
    own: Option<bool>,
    count: Option<u32>,
    #[serde(rename = "self")]
    itself: bool,
}

impl Observed {
    /// What is looked at of an entry; `None`: it is nobody's act.
    pub fn of(sequence: i64, entry: &Entry) -> Option<Self> {
        let tried = (entry.action, entry.outcome) == (Action::SignIn, Outcome::Failed);
        let member = entry.member.or(entry.subject.filter(|_| tried))?;
        let details: Details<'_> = serde_json::from_str(&entry.details).unwrap_or_default();
        // Whoever manages members is not to manage himself.
        let itself = details.itself || (entry.action == Action::MemberManage && entry.subject == Some(member));
        Some(Self {
            sequence,
            at: entry.at,
            member,
            place: place(&entry.origin),
            action: entry.action,
            subject: entry.subject,
            outcome: entry.outcome,
            field: details.field.as_deref().and_then(Field::from_name),
            linked: details.link.is_some(),
            approved: details.request.is_some(),
            own: details.own,
            count: details.count.unwrap_or(1).max(1),
            itself,
        })
    }

    /// The sealed value that was shown or copied, unless somebody else agreed to it.
    pub fn disclosed(&self) -> Option<(Id, Field)> {
        let shown = matches!(self.action, Action::FieldReveal | Action::FieldCopy) && self.outcome == Outcome::Done;
        self.subject.zip(self.field).filter(|_| shown && !self.approved)
    }

    /// Such a value, of somebody else's customer or nobody's, without a line of the timeline that it belongs to: what a
    /// harvest is made of.
    pub fn harvested(&self) -> Option<(Id, Field)> {
        self.disclosed().filter(|_| !self.linked && self.own != Some(true))
    }
}

/// An origin is a host, a door and, for who comes over the network, an address. Whoever has one IPv6 address has the
/// 2^64 beside it.
fn place(origin: &str) -> String {
    let (host, door) = origin.split_once(' ').unwrap_or((origin, ""));
    match door.rsplit(' ').next().and_then(|last| last.parse::<IpAddr>().ok()) {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        Some(address) => address.to_string(),
        None => host.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_addresses_or_hosts() {
        assert_eq!(place("kin-srv ssh 10.8.0.7"), "10.8.0.7");
        assert_eq!(place("kin-srv ssh 2001:db8:1:2:ffff::9"), place("kin-srv ssh 2001:db8:1:2::1"));
        assert_ne!(place("kin-srv ssh 2001:db8:1:2::1"), place("kin-srv ssh 2001:db8:1:3::1"));
        assert_eq!(place("desk-3 command line"), "desk-3");
        assert_eq!(place("desk-3 terminal"), place("desk-3 command line"));
    }

    #[test]
    fn details_are_read_as_far_as_they_are_there() {
        let entry = |details: &str| Entry {
            at: Micros(1),
            member: Some(Id([1; 16])),
            session: None,
            origin: "desk-3 terminal".into(),
            action: Action::FieldCopy,
            subject: Some(Id([2; 16])),
            outcome: Outcome::Done,
            reason: String::new(),
            details: details.into(),
        };
        let seen = |details: &str| Observed::of(7, &entry(details)).unwrap();
        let full = seen(r#"{"field":"phone","link":"x","own":false,"more":[1]}"#);
        assert_eq!(full.disclosed(), Some((Id([2; 16]), Field::Phone)));
        assert!(full.linked && full.own == Some(false));
        assert_eq!(seen(r#"{"field":"code"}"#).disclosed(), None, "a code is no sealed value");
        assert_eq!(seen(r#"{"field":"phone","request":"x"}"#).disclosed(), None, "somebody else agreed");
        assert_eq!(seen("no JSON").field, None);
    }
}
