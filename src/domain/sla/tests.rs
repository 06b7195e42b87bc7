//! Clocks: started, paused, ended, opened again, and what comes due by itself.

use jiff::tz::TimeZone;

use super::*;
use crate::domain::Id;
use crate::domain::service::Calendar;
use crate::domain::ticket::{Channel, Phase, Priority};
use crate::domain::work_time::tests::Chance;

const MINUTE: i64 = 60 * SECOND;
/// A Monday, 09:00 UTC.
const MONDAY: Micros = Micros(1_795_424_400_000_000);

fn later(minutes: i64) -> Micros {
    Micros(MONDAY.0 + minutes * MINUTE)
}

fn always() -> WorkTime {
    WorkTime::new(&Calendar::default(), &TimeZone::UTC)
}

#[test]
fn a_clock_runs_pauses_and_goes_on() {
    let work = always();
    let clock = Clock::start(&work, MONDAY, 60, 75);
    assert_eq!((clock.due, clock.warn), (Some(later(60)), Some(later(45))));
    let standing = |minutes| clock.standing(later(minutes));
    assert_eq!([standing(0), standing(45), standing(60), standing(61)], {
        use Standing::{Breached, Running, Soon};
        [Running, Soon, Soon, Breached]
    });
    let paused = clock.pause(&work, later(20));
    assert_eq!(
        (paused, paused.standing(later(900))),
        (Clock { left: Some(2_400), ..Clock::default() }, Standing::Paused)
    );
    assert_eq!(paused.pause(&work, later(30)), paused);
    let resumed = paused.resume(&work, later(500), 60, 75);
    assert_eq!((resumed.due, resumed.warn, resumed.left), (Some(later(540)), Some(later(525)), None));
    assert_eq!(resumed.resume(&work, later(510), 60, 75), resumed);
    assert_eq!(resumed.used(&work, later(510), 60), 30 * 60);
    let nothing = Clock::start(&work, MONDAY, 0, 75);
    assert_eq!(nothing, Clock::default());
    assert_eq!((nothing.pause(&work, MONDAY), nothing.end(MONDAY), nothing.standing(MONDAY)), {
        (Clock::default(), Clock::default(), Standing::None)
    });
}

#[test]
fn what_is_done_is_met_or_missed_and_may_open_again() {
    let work = always();
    let clock = Clock::start(&work, MONDAY, 60, 75);
    let met = clock.end(later(50));
    assert_eq!((met.standing(later(900)), met.end(later(70))), (Standing::Met, met));
    assert_eq!(clock.end(later(70)).standing(later(70)), Standing::Missed);
    // The time since it was done does not count.
    assert_eq!(met.reopen(&work, later(900), 60, 75).due, Some(later(910)));
    assert_eq!(clock.end(later(70)).reopen(&work, later(900), 60, 75).standing(later(900)), Standing::Breached);
    let paused = clock.pause(&work, later(20));
    assert_eq!(paused.end(later(90)).standing(later(90)), Standing::Met);
    assert_eq!(paused.end(later(90)).reopen(&work, later(100), 60, 75).due, Some(later(140)));
    // It had run out before it paused.
    let late = clock.pause(&work, later(80));
    assert_eq!((late.left, late.standing(later(90))), (Some(-1_200), Standing::Breached));
    assert_eq!(late.end(later(90)).standing(later(90)), Standing::Missed);
    assert_eq!(late.resume(&work, later(100), 60, 75).due, Some(later(80)));
    assert_eq!(clock.reopen(&work, later(5), 60, 75), clock);
}

#[test]
fn another_priority_is_another_promise_for_the_same_time() {
    let work = always();
    let clock = Clock::start(&work, MONDAY, 240, 75);
    let used = clock.used(&work, later(30), 240);
    assert_eq!(used, 1_800);
    assert_eq!(clock.retarget(&work, MONDAY, used, 60, 75, later(30)), Clock::start(&work, MONDAY, 60, 75));
    let paused = clock.pause(&work, later(30)).retarget(&work, MONDAY, used, 60, 75, later(500));
    assert_eq!(paused, Clock { left: Some(1_800), ..Clock::default() });
    assert_eq!(clock.retarget(&work, MONDAY, used, 0, 75, later(30)), Clock::default());
    assert_eq!(Clock::default().retarget(&work, MONDAY, 0, 60, 75, later(30)), Clock::start(&work, MONDAY, 60, 75));
    let ended = clock.end(later(20));
    assert_eq!(ended.retarget(&work, MONDAY, used, 15, 75, later(30)), ended);
}

#[test]
fn no_pause_loses_a_working_second() {
    let mut chance = Chance(fastrand::Rng::with_seed(42));
    for _ in 0..800 {
        let calendar = chance.calendar();
        let work = WorkTime::new(&calendar, &TimeZone::UTC);
        let (mut now, minutes) = (chance.moment(), chance.0.u32(1..6_000));
        let mut clock = Clock::start(&work, now, minutes, 80);
        let total = i64::from(minutes) * 60;
        let mut used = 0;
        for _ in 0..chance.0.usize(..12) {
            let told = format!("{calendar:?} {now:?} {minutes}");
            let pause = Micros(now.0 + chance.0.i64(0..30 * 60 * MINUTE));
            used += work.between(whole(now), whole(pause));
            clock = clock.pause(&work, pause);
            assert_eq!(clock.left, Some(total - used), "{told}");
            // Pausing twice, or what is asked meanwhile, changes nothing.
            assert_eq!(clock.pause(&work, chance.moment()), clock, "{told}");
            now = Micros(pause.0 + chance.0.i64(0..60 * 60 * MINUTE));
            clock = if chance.0.bool() { clock } else { clock.end(pause).reopen(&work, now, minutes, 80) };
            clock = clock.resume(&work, now, minutes, 80);
            let due = clock.due.unwrap();
            assert_eq!(work.between(whole(now), due), total - used, "{told}");
            assert!(clock.warn.unwrap() <= due, "{told}");
            if total > used {
                assert!(work.is_open(Micros(due.0 - 1)), "{told}: {due:?} lies in closed time");
            }
        }
    }
}

fn ticket(clocks: Clocks) -> Ticket {
    Ticket {
        id: Id::default(),
        number: 1,
        subject: String::new(),
        customer: None,
        kind: String::new(),
        product: String::new(),
        priority: Priority::Normal,
        channel: Channel::Phone,
        status: "open".into(),
        phase: Phase::Open,
        owner: None,
        department: Id::default(),
        clocks,
        merged_into: None,
        satisfaction: None,
        escalated: 0,
        created_by: Id::default(),
        created_at: MONDAY,
        updated_at: MONDAY,
        version: 1,
    }
}

#[test]
fn escalations_come_due_once_and_in_order() {
    let work = always();
    let rule = |promise, minutes| Escalation { promise, minutes, priority: None, department: None, tell_leads: true };
    let escalations = vec![rule(Promise::Respond, 0), rule(Promise::Resolve, -30), rule(Promise::Resolve, 60)];
    let service = Service { escalations, ..Service::default() };
    let clocks = Clocks { respond: Clock::start(&work, MONDAY, 60, 75), resolve: Clock::start(&work, MONDAY, 240, 75) };
    let mut ticket = ticket(clocks);
    let due = |ticket: &Ticket, minutes| -> Vec<i32> {
        due_escalations(&service, ticket, &work, later(minutes)).iter().map(|rule| rule.minutes).collect()
    };
    assert_eq!([due(&ticket, 59), due(&ticket, 60), due(&ticket, 210), due(&ticket, 300)], {
        [vec![], vec![0], vec![0, -30], vec![0, -30, 60]]
    });
    ticket.escalated = 1;
    assert_eq!([due(&ticket, 60), due(&ticket, 210)], [vec![], vec![-30]]);
    // The answer was given; while somebody outside has to answer nothing more comes due than what was.
    ticket.clocks.respond = clocks.respond.end(later(10));
    ticket.clocks.resolve = clocks.resolve.pause(&work, later(220));
    ticket.escalated = 0;
    assert_eq!(due(&ticket, 9_000), [-30]);
    ticket.phase = Phase::Solved;
    assert_eq!(due(&ticket, 9_000), Vec::<i32>::new());
}
