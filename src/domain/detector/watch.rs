//! One member's recent acts, and what in them is worth an alert. One engine for all uses: after each act, over the past
//! log, and for the benches.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use jiff::Timestamp;

use super::window::{Thing, Window, some};
use super::{Detector, DetectorKind, Observed, Rules};
use crate::domain::{Action, Id, Micros, Outcome};

/// So many days of the past say all that a watch needs to know: no window is longer.
pub const WATCHED_DAYS: u32 = 35;

/// Slow is what goes on over so many days.
const SLOW_DAYS: usize = 5;
/// And so many times as much as the middle one of the others.
const OVER_PEERS: u32 = 2;
/// Whoever worked at an hour of the day on so many of the last days, works at that hour.
const HABIT: usize = 3;
const HABIT_DAYS: i32 = 28;
/// A window longer than a day is told of once a week.
const DAY_MINUTES: u32 = 24 * 60;

/// What a detector found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub kind: DetectorKind,
    pub member: Id,
    /// When the act was that made it up.
    pub at: Micros,
    /// How many, of what the detector counts.
    pub count: u32,
    /// The day (`2026-11-27`), or of a long window the week (`2026-W48`): there is one finding for each.
    pub period: String,
    /// The customer who does not exist.
    pub customer: Option<Id>,
    /// The host or address that is new.
    pub place: Option<String>,
    /// The entries that made it, the oldest first; of many the first ones and the last.
    pub evidence: Vec<i64>,
}

/// What is remembered of one member. Fed with its acts in the order of the log.
#[derive(Clone, Debug, Default)]
pub struct MemberWatch {
    windows: BTreeMap<DetectorKind, Window>,
    /// Places that it came from, and when last.
    places: HashMap<String, Micros>,
    /// On which of the last days it worked at an hour of the day.
    worked: HashMap<i8, VecDeque<i32>>,
    /// What was found already.
    told: HashSet<(DetectorKind, String, Thing)>,
    /// The day on which the slow window was last compared.
    compared: Option<i32>,
}

/// The day and the hour of an act in the office's time.
struct Local {
    /// A number that grows by one each day.
    day: i32,
    hour: i8,
    date: jiff::civil::Date,
}

impl Local {
    fn of(at: Micros, rules: &Rules) -> Option<Self> {
        let local = rules.zone.to_datetime(Timestamp::from_microsecond(at.0).ok()?);
        let day = jiff::civil::date(1970, 1, 1).until(local.date()).ok()?.get_days();
        Some(Self { day, hour: local.hour(), date: local.date() })
    }

    fn period(&self, detector: &Detector, kind: DetectorKind) -> String {
        // A new place is new on the day, however far back one looks.
        if detector.window_minutes <= DAY_MINUTES || kind == DetectorKind::NewOrigin {
            return self.date.to_string();
        }
        let week = self.date.iso_week_date();
        format!("{}-W{:02}", week.year(), week.week())
    }
}

impl MemberWatch {
    /// Takes one act in. `peers` answers what the middle one of the other members has in the window of the slow
    /// harvest at that time, where there are enough of them; it is asked seldom.
    pub fn feed(
        &mut self,
        act: &Observed,
        rules: &Rules,
        peers: &mut dyn FnMut(Micros) -> Option<u32>,
    ) -> Vec<Finding> {
        let Some(local) = Local::of(act.at, rules) else { return Vec::new() };
        let mut found = Vec::new();
        for (&kind, detector) in &rules.detectors {
            let Some(thing) = self.count(act, kind, detector, rules, &local) else { continue };
            found.extend(self.judge(act, kind, thing, detector, rules, &local, peers));
        }
        self.remember(act, &local);
        found
    }

    /// Takes an act of the past in, of which nobody is to be told.
    pub fn recall(&mut self, act: &Observed, rules: &Rules) {
        let Some(local) = Local::of(act.at, rules) else { return };
        for (&kind, detector) in &rules.detectors {
            self.count(act, kind, detector, rules, &local);
        }
        self.remember(act, &local);
    }

    fn remember(&mut self, act: &Observed, local: &Local) {
        if act.outcome != Outcome::Done {
            return;
        }
        let days = self.worked.entry(local.hour).or_default();
        if days.back() != Some(&local.day) {
            days.push_back(local.day);
        }
        while days.front().is_some_and(|day| *day < local.day - HABIT_DAYS) {
            days.pop_front();
        }
        if act.action == Action::SignIn {
            self.places.insert(act.place.clone(), act.at);
            if let Some(failures) = self.windows.get_mut(&DetectorKind::FailedSignIns) {
                failures.clear();
            }
        }
    }

    /// Counts an act within the detector's window, if it is one that it counts.
    fn count(
        &mut self,
        act: &Observed,
        kind: DetectorKind,
        detector: &Detector,
        rules: &Rules,
        local: &Local,
    ) -> Option<Thing> {
        // A new place is new on the day, however far back one looks for others.
        let minutes = if kind == DetectorKind::NewOrigin { DAY_MINUTES } else { detector.window_minutes };
        let (thing, weight) = self.thing(act, kind, detector, rules, local)?;
        let window = self.windows.entry(kind).or_insert_with(|| Window::new(minutes));
        window.push(act.at, act.sequence, thing, weight);
        Some(thing)
    }

    /// From the threshold on there is a finding, once for each period.
    #[expect(clippy::too_many_arguments, reason = "what an act is judged by")]
    fn judge(
        &mut self,
        act: &Observed,
        kind: DetectorKind,
        thing: Thing,
        detector: &Detector,
        rules: &Rules,
        local: &Local,
        peers: &mut dyn FnMut(Micros) -> Option<u32>,
    ) -> Option<Finding> {
        let window = self.windows.get(&kind)?;
        // Of the customers who do not exist, and of new places, each is a matter of its own.
        let (count, about) = match (kind, thing) {
            (DetectorKind::Honeytoken, Thing::Customer(_)) => {
                (u32::try_from(window.of(thing).len()).unwrap_or(u32::MAX), thing)
            }
            (DetectorKind::NewOrigin, thing) => (window.total(), thing),
            _ => (window.total(), Thing::Entry(0)),
        };
        if count < detector.threshold {
            return None;
        }
        let period = local.period(detector, kind);
        let key = (kind, period.clone(), about);
        if self.told.contains(&key) {
            return None;
        }
        if kind == DetectorKind::SlowHarvest && !self.is_slow(act.at, count, local, rules, peers) {
            return None;
        }
        let window = self.windows.get(&kind)?;
        let (customer, evidence) = match about {
            Thing::Customer(customer) => (Some(customer), some(window.of(thing))),
            _ => (None, window.evidence()),
        };
        self.told.insert(key);
        let place = (kind == DetectorKind::NewOrigin).then(|| act.place.clone());
        Some(Finding { kind, member: act.member, at: act.at, count, period, customer, place, evidence })
    }

    /// What of an act a detector counts, and for how much.
    fn thing(
        &self,
        act: &Observed,
        kind: DetectorKind,
        detector: &Detector,
        rules: &Rules,
        local: &Local,
    ) -> Option<(Thing, u32)> {
        let value = act.disclosed().map(|(customer, field)| Thing::Value(customer, field));
        let entry = Thing::Entry(act.sequence);
        let export = (act.action, act.outcome) == (Action::LogExport, Outcome::Done);
        let thing = match kind {
            DetectorKind::ManyReveals => value,
            DetectorKind::UnlinkedReveals => value.filter(|_| !act.linked),
            DetectorKind::OffHours => {
                let seen = value.or(export.then_some(entry))?;
                (!rules.hours.includes(act.at, &rules.zone) && !self.is_usual(local)).then_some(seen)
            }
            DetectorKind::OutsidePortfolio => {
                let opened = (act.action, act.outcome) == (Action::CustomerView, Outcome::Done);
                act.subject.filter(|_| opened && act.own == Some(false)).map(Thing::Customer)
            }
            DetectorKind::SlowHarvest => act.harvested().map(|(customer, field)| Thing::Value(customer, field)),
            DetectorKind::Honeytoken => {
                act.subject.filter(|id| rules.honeytokens.contains(id) && touches(act.action)).map(Thing::Customer)
            }
            DetectorKind::FailedSignIns => {
                Some(entry).filter(|_| (act.action, act.outcome) == (Action::SignIn, Outcome::Failed))
            }
            DetectorKind::MassExport => return export.then_some((entry, act.count)),
            DetectorKind::SelfGrant => Some(entry).filter(|_| act.itself),
            DetectorKind::NewOrigin => Some(entry).filter(|_| self.is_new_place(act, detector)),
        };
        thing.map(|thing| (thing, 1))
    }

    /// Whether it is a sign-in from where the member has not come from, if it has come from anywhere.
    fn is_new_place(&self, act: &Observed, detector: &Detector) -> bool {
        let since = act.at.0 - i64::from(detector.window_minutes) * 60_000_000;
        let known = |place: &String| self.places.get(place).is_some_and(|last| last.0 > since);
        (act.action, act.outcome) == (Action::SignIn, Outcome::Done)
            && self.places.keys().any(known)
            && !known(&act.place)
    }

    /// Whether the member works at this hour of the day.
    fn is_usual(&self, local: &Local) -> bool {
        let earlier =
            |days: &VecDeque<i32>| days.iter().filter(|day| (local.day - HABIT_DAYS..local.day).contains(*day)).count();
        self.worked.get(&local.hour).is_some_and(|days| earlier(days) >= HABIT)
    }

    /// Whether so much came together over days, and is more than what others have. Looked at once a day.
    fn is_slow(
        &mut self,
        at: Micros,
        count: u32,
        local: &Local,
        rules: &Rules,
        peers: &mut dyn FnMut(Micros) -> Option<u32>,
    ) -> bool {
        if self.compared == Some(local.day) {
            return false;
        }
        self.compared = Some(local.day);
        let Some(window) = self.windows.get(&DetectorKind::SlowHarvest) else { return false };
        let mut days: Vec<i32> = window.times().filter_map(|at| Local::of(at, rules)).map(|local| local.day).collect();
        days.dedup();
        days.len() >= SLOW_DAYS && peers(at).is_none_or(|middle| count >= middle.saturating_mul(OVER_PEERS))
    }

    /// What the slow harvest counts at that time.
    pub fn slow_count(&mut self, at: Micros) -> u32 {
        self.windows.get_mut(&DetectorKind::SlowHarvest).map_or(0, |window| {
            window.forget(at);
            window.total()
        })
    }
}

/// Whether it looks at the customer, or changes it.
const fn touches(action: Action) -> bool {
    matches!(
        action,
        Action::CustomerView
            | Action::CustomerEdit
            | Action::CustomerShare
            | Action::NoteAdd
            | Action::NoteEdit
            | Action::FieldReveal
            | Action::FieldCopy
            | Action::FieldCheck
            | Action::RequestAsk
            // Who looks at who has looked at it.
            | Action::LogView
    )
}
