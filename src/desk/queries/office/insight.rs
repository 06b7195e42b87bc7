//! Insight: what a member, or everybody within reach, did over some days, beside what is usual for the role. All of it
//! is counted from the log; of others' numbers no more than a median is told.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::super::super::Desk;
use super::super::super::api::{Insight, InsightCount, InsightMember, Problem, REASONS};
use super::super::member_name;
use crate::domain::{Action, Field, Id, Micros, Outcome, Role, Scope, fold};
use crate::policy::{self, Operation, Permit, Target};
use crate::store::MemberAct;

/// The longest span: a leap year.
const LONGEST: u16 = 366;
/// With fewer peers the median would be one colleague's number.
const FEWEST_PEERS: usize = 3;

/// What is counted, in the order of `Tally::counts`.
const COUNTED: [&str; 9] =
    ["views", "reveals", "copies", "checks", "lookups", "exports", "changes", "denied", "failed_sign_ins"];
const VIEWS: usize = 0;
const REVEALS: usize = 1;
const COPIES: usize = 2;
const DENIED: usize = 7;

/// The days of a span, by the midnights at which they begin.
struct Days {
    starts: Vec<Micros>,
    zone: jiff::tz::TimeZone,
}

impl Days {
    /// So many days up to now, today among them.
    fn until(now: Micros, count: u16, zone: &jiff::tz::TimeZone) -> Option<Self> {
        let today = Timestamp::from_microsecond(now.0).ok()?.to_zoned(zone.clone()).date();
        let start = |back: u16| {
            let day = today.checked_sub(i64::from(back).days()).ok()?.to_zoned(zone.clone()).ok()?;
            Some(Micros(day.timestamp().as_microsecond()))
        };
        Some(Self { starts: (0..count).rev().map(start).collect::<Option<_>>()?, zone: zone.clone() })
    }

    fn first(&self) -> Micros {
        self.starts.first().copied().unwrap_or_default()
    }

    /// Which of the days it was.
    fn day(&self, at: Micros) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The hour of the day.
    fn hour(&self, at: Micros) -> usize {
        let at = Timestamp::from_microsecond(at.0).unwrap_or_default().to_zoned(self.zone.clone());
        usize::from(at.hour().unsigned_abs()).min(23)
    }
}

/// What one member did, or several together.
#[derive(Clone, Debug, Default)]
struct Tally {
    counts: [u32; COUNTED.len()],
    by_day: Vec<u32>,
    by_hour: [u32; 24],
    by_class: BTreeMap<&'static str, u32>,
    /// By the key of the reason's list; empty where none was needed.
    by_reason: BTreeMap<&'static str, u32>,
}

impl Tally {
    fn add(&mut self, act: &MemberAct, days: &Days) {
        if act.outcome == Outcome::Denied {
            self.counts[DENIED] += 1;
            return;
        }
        let details = || serde_json::from_str::<Value>(&act.details).unwrap_or_default();
        let field = || details()["field"].as_str().and_then(Field::from_name);
        let Some(what) = kind(act.action, act.outcome) else { return };
        match what {
            // The code and the name are no sealed values.
            COPIES if field().is_none() => return,
            REVEALS => {
                self.by_day.resize(days.starts.len(), 0);
                self.by_day[days.day(act.at)] += 1;
                self.by_hour[days.hour(act.at)] += 1;
                if let Some(field) = field() {
                    *self.by_class.entry(field.class().name()).or_default() += 1;
                }
                let said = act.reason.split(':').next().unwrap_or_default().trim();
                let reason = REASONS.into_iter().find(|known| *known == said).unwrap_or_default();
                *self.by_reason.entry(reason).or_default() += 1;
            }
            _ => {}
        }
        self.counts[what] += 1;
    }

    fn merge(&mut self, other: &Self) {
        fn add(to: &mut [u32], from: &[u32]) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        add(&mut self.counts, &other.counts);
        add(&mut self.by_hour, &other.by_hour);
        self.by_day.resize(self.by_day.len().max(other.by_day.len()), 0);
        add(&mut self.by_day, &other.by_day);
        other.by_class.iter().for_each(|(class, count)| *self.by_class.entry(class).or_default() += count);
        other.by_reason.iter().for_each(|(reason, count)| *self.by_reason.entry(reason).or_default() += count);
    }

    fn is_empty(&self) -> bool {
        self.counts == [0; COUNTED.len()]
    }
}

/// What an act that was not denied counts as. A check or a look-up that finds nothing is one too.
const fn kind(action: Action, outcome: Outcome) -> Option<usize> {
    use Action as A;
    Some(match (action, outcome) {
        (A::FieldCheck, _) => 3,
        (A::CustomerLookup, _) => 4,
        (A::SignIn | A::Unlock, Outcome::Failed) => 8,
        (_, Outcome::Failed) => return None,
        (A::CustomerView, _) => VIEWS,
        (A::FieldReveal, _) => REVEALS,
        (A::FieldCopy, _) => COPIES,
        (A::LogExport, _) => 5,
        (
            A::CustomerCreate
            | A::CustomerEdit
            | A::CustomerBulk
            | A::CustomerShare
            | A::NoteAdd
            | A::NoteRemove
            | A::NoteEdit
            | A::Import
            | A::ImportRevert,
            _,
        ) => 6,
        _ => return None,
    })
}

/// The median, rounded down; `None`: the numbers are too few to be nobody's own.
fn median(mut numbers: Vec<u32>) -> Option<u32> {
    if numbers.len() < FEWEST_PEERS {
        return None;
    }
    numbers.sort_unstable();
    let middle = numbers.len() / 2;
    Some(if numbers.len() % 2 == 1 { numbers[middle] } else { numbers[middle - 1].midpoint(numbers[middle]) })
}

/// By count, most first.
fn most_first(counts: BTreeMap<&'static str, u32>) -> Vec<(String, u32)> {
    let mut counts: Vec<(String, u32)> = counts.into_iter().map(|(key, count)| (key.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

impl Desk {
    pub(super) fn insight(&mut self, member: Option<Id>, days: u16) -> Result<Insight, Problem> {
        let permit = self.judge(Operation::ViewLog, Target::Office)?;
        let member = member.or_else(|| (permit.scope() == Scope::Own).then(|| permit.actor()));
        let days = days.clamp(1, LONGEST);
        let permit = match member {
            // A member out of reach is told of as little as one who is not there.
            Some(member) => self.judge(Operation::ViewLog, self.member_target(member)?)?,
            None => permit,
        };
        self.look_under(Action::InsightView, &permit, false, json!({ "days": days }))?;
        let now = self.steady_now()?;
        let days = Days::until(now, days, &self.settings.zone)
            .ok_or_else(|| Problem::Store("the clock shows a time that no calendar has".into()))?;
        let roles = self.roles_now(now);
        match member {
            Some(member) => self.member_insight(&permit, member, &roles, &days),
            None => self.office_insight(&permit, &roles, &days),
        }
    }

    /// Who is a member now, and in which role.
    fn roles_now(&self, now: Micros) -> HashMap<Id, Role> {
        let held = |id| self.rights.held_by(id, now).map(|held| (id, held.role));
        self.rights.members().filter_map(|(id, _)| held(id)).collect()
    }

    fn member_insight(
        &mut self,
        permit: &Permit,
        member: Id,
        roles: &HashMap<Id, Role>,
        days: &Days,
    ) -> Result<Insight, Problem> {
        let usual = self.rights.member(member).map(|known| known.usual.role);
        let role = roles.get(&member).copied().or(usual);
        let mut wanted = peers(member, role, roles);
        wanted.push(member);
        let mut tallies = self.tallies(Some(&wanted), days)?;
        let own = tallies.remove(&member).unwrap_or_default();
        wanted.pop();
        let hides = self.hides(permit, &wanted)?;
        let of_peers = |what: usize| {
            let among =
                || median(wanted.iter().map(|peer| tallies.get(peer).map_or(0, |tally| tally.counts[what])).collect());
            if hides { among() } else { None }
        };
        let medians = std::array::from_fn(of_peers);
        let alerts = self.alerts_seen(days)?.map(|about| about.get(&member).copied().unwrap_or(0));
        Ok(Insight {
            member: Some(member),
            name: self.store.read(|snapshot| member_name(snapshot, member))?,
            role,
            role_name: role.map(|role| self.rights.role_name(role)).unwrap_or_default(),
            alerts,
            ..shown(own, medians, days)
        })
    }

    fn office_insight(&mut self, permit: &Permit, roles: &HashMap<Id, Role>, days: &Days) -> Result<Insight, Problem> {
        let all: Vec<Id> = self.rights.members().map(|(id, _)| id).collect();
        let mut within = Vec::new();
        for id in all {
            if self.reaches(permit, id)? {
                within.push(id);
            }
        }
        let whole = permit.scope() == Scope::All;
        // What is usual for a role shows beyond a department, too.
        let mut wanted: Vec<Id> = within.iter().flat_map(|id| peers(*id, roles.get(id).copied(), roles)).collect();
        wanted.extend(&within);
        wanted.sort_unstable();
        wanted.dedup();
        let tallies = self.tallies((!whole).then_some(&wanted[..]), days)?;
        let about = self.alerts_seen(days)?;
        let alerts_of = |id: &Id| about.as_ref().map(|about| about.get(id).copied().unwrap_or(0));
        let reveals = |id: &Id| tallies.get(id).map_or(0, |tally| tally.counts[REVEALS]);
        let (mut together, mut members) = (Tally::default(), Vec::new());
        for id in &within {
            let tally = tallies.get(id).cloned().unwrap_or_default();
            let role = roles.get(id).copied();
            if role.is_none() && tally.is_empty() {
                continue;
            }
            together.merge(&tally);
            let mut by_day = tally.by_day;
            by_day.resize(days.starts.len(), 0);
            let alike = peers(*id, role, roles);
            let hides = self.hides(permit, &alike)?;
            let usual = role.or_else(|| self.rights.member(*id).map(|known| known.usual.role));
            members.push(InsightMember {
                id: *id,
                name: self.store.read(|snapshot| member_name(snapshot, *id))?,
                role_name: usual.map(|role| self.rights.role_name(role)).unwrap_or_default(),
                views: tally.counts[VIEWS],
                reveals: tally.counts[REVEALS],
                median: if hides { median(alike.iter().map(reveals).collect()) } else { None },
                by_day,
                alerts: alerts_of(id),
            });
        }
        members.sort_by_cached_key(|row| (std::cmp::Reverse((row.reveals, row.views)), fold::fold(&row.name)));
        let alerts = about.as_ref().map(|_| members.iter().filter_map(|row| row.alerts).sum());
        Ok(Insight { alerts, members, ..shown(together, [None; COUNTED.len()], days) })
    }

    /// Whether a median over these is nobody's own number to whoever knows those within reach: of the others there are
    /// none, or enough.
    fn hides(&self, permit: &Permit, members: &[Id]) -> Result<bool, Problem> {
        let mut others = 0;
        for member in members {
            others += usize::from(!self.reaches(permit, *member)?);
        }
        Ok(others == 0 || others >= FEWEST_PEERS)
    }

    /// What these members did, or everybody.
    fn tallies(&mut self, members: Option<&[Id]>, days: &Days) -> Result<HashMap<Id, Tally>, Problem> {
        let mut tallies: HashMap<Id, Tally> = HashMap::new();
        self.store.read(|snapshot| {
            snapshot.acts_since(days.first(), members, |act| tallies.entry(act.member).or_default().add(&act, days))
        })?;
        Ok(tallies)
    }

    /// How many alerts there are about whom, for who may look into them: nobody learns here that it is watched.
    fn alerts_seen(&mut self, days: &Days) -> Result<Option<HashMap<Id, u32>>, Problem> {
        let session = self.session()?;
        let may = |actor| policy::scope_of(actor, Operation::HandleAlerts).is_some();
        if !may(&session.actor) || !may(session.seen_as()) {
            return Ok(None);
        }
        Ok(Some(self.store.read(|snapshot| snapshot.alerts_about(days.first()))?))
    }
}

/// The others who have this role now.
fn peers(member: Id, role: Option<Role>, roles: &HashMap<Id, Role>) -> Vec<Id> {
    let alike = |(id, one): (&Id, &Role)| (*id != member && Some(*one) == role).then_some(*id);
    roles.iter().filter_map(alike).collect()
}

fn shown(tally: Tally, medians: [Option<u32>; COUNTED.len()], days: &Days) -> Insight {
    let Tally { counts, mut by_day, by_hour, by_class, by_reason } = tally;
    by_day.resize(days.starts.len(), 0);
    let count = |((what, count), median): ((&str, u32), Option<u32>)| InsightCount { what: what.into(), count, median };
    Insight {
        from: days.first(),
        days: u16::try_from(days.starts.len()).unwrap_or(LONGEST),
        counts: COUNTED.into_iter().zip(counts).zip(medians).map(count).collect(),
        by_class: most_first(by_class),
        by_reason: most_first(by_reason),
        by_hour,
        by_day,
        ..Insight::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_never_one_colleagues_number() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7, 9]), None);
        assert_eq!(median(vec![9, 1, 5]), Some(5));
        assert_eq!(median(vec![9, 1, 5, 8]), Some(6));
    }

    #[test]
    fn days_and_hours_are_the_offices() {
        // 2026-11-22 23:30 in Hanoi is half past four in the afternoon in UTC.
        let hanoi = jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
        let now = Micros(1_795_365_000_000_000);
        let days = Days::until(now, 7, &hanoi).unwrap();
        assert_eq!((days.starts.len(), days.day(now), days.hour(now)), (7, 6, 23));
        let midnight = days.starts[6];
        assert_eq!((days.day(midnight), days.hour(midnight)), (6, 0));
        assert_eq!((days.day(Micros(midnight.0 - 1)), days.hour(Micros(midnight.0 - 1))), (5, 23));
        // A day of 23 hours is one day, too.
        let berlin = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        let days = Days::until(Micros(1_774_900_000_000_000), 3, &berlin).unwrap();
        assert_eq!(days.starts[2].0 - days.starts[1].0, 23 * 3_600_000_000);
    }
}
