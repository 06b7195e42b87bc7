//! The days behind a demo's office: its members at work, by the road of every act, at the times of then.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan, Zoned, civil};

use super::{Filling, MEMBERS, password};
use crate::cli::output::Failure;
use crate::cli::zone::zone;
use crate::clock::{Settable, Source};
use crate::config::Config;
use crate::desk::Desk;
use crate::desk::api::{CustomersQuery, LogQuery, Manage, OfficeQuery, Problem, Reason, Reply, Request, Wanted};
use crate::desk::found::Founded;
use crate::domain::{ActivityKind, Field, Id, Micros, Secret};

const MINUTE: i64 = 60;
/// A password takes its time to stretch, and a demo is to open at once: they come each third day.
const EVERY: i64 = 3;
/// What is said when somebody called; each opens a customer, and shows a value for it.
const CALLS: [(&str, &str, Field); 6] = [
    ("Khách gọi hỏi lịch giao hàng, hẹn gọi lại.", "call", Field::Phone),
    ("A cerut factura din nou, pe e-mail.", "billing", Field::Email),
    ("Asked where the parcel is; the carrier will call.", "delivery", Field::Phone),
    ("Khiếu nại hàng hỏng, xin đổi mới.", "complaint", Field::Email),
    ("Wants to move the installation to next week.", "call", Field::Phone),
    ("Cere adresa depozitului pentru retur.", "delivery", Field::Address),
];

/// When an office was founded that is so many days old `now`: in the morning, where its members work.
pub fn beginning(days: u16, now: Micros) -> Micros {
    let day = local(now).date().checked_sub(i64::from(days).days()).unwrap_or(civil::Date::MIN);
    at(day, 8, 5).unwrap_or(now)
}

/// Lives the days until now. Whoever looks at the office afterwards finds in its log who came, looked, was shown what
/// and why, and what was refused; in Admin an alert and a backup; and in Today something to decide.
///
/// `customers`: how many the office has so far, one at least.
pub fn live(filling: &Filling<'_>, clock: &Arc<Settable>, customers: u64) -> Result<(), Failure> {
    let random = fastrand::Rng::with_seed(filling.arguments.seed);
    let mut office = Office { founded: filling.founded, config: filling.config, clock, random, customers, next: 0 };
    let days = working_days(clock.now(), filling.now);
    for (n, day) in days.iter().enumerate() {
        filling.go_on()?;
        let last = n + 1 == days.len();
        office.agents_morning(*day)?;
        match n % 3 {
            _ if last => office.owners_afternoon(*day, true)?,
            0 => office.leads_afternoon(*day)?,
            1 => office.owners_afternoon(*day, false)?,
            _ => office.auditors_afternoon(*day)?,
        }
        if last {
            office.leads_night(*day)?;
        }
    }
    // Shortly before somebody opens the demo, so that it is still to be decided.
    office.set(Micros(filling.now.0 - 25 * MINUTE * 1_000_000));
    office.agents_question()
}

/// Yesterday and each third day before, none of them a Sunday; the first of them comes first.
fn working_days(from: Micros, until: Micros) -> Vec<civil::Date> {
    let (founded, today) = (local(from).date(), local(until).date());
    let saturday = |day: civil::Date| match day.weekday() {
        civil::Weekday::Sunday => day.yesterday().unwrap_or(day),
        _ => day,
    };
    let back = today.series((-EVERY).days()).filter_map(|day| day.yesterday().ok()).map(saturday);
    let mut days: Vec<_> = back.take_while(|day| *day > founded).collect();
    days.reverse();
    days
}

struct Office<'a> {
    founded: &'a Founded,
    config: &'a Config,
    clock: &'a Arc<Settable>,
    random: fastrand::Rng,
    customers: u64,
    /// Which customer calls next.
    next: u64,
}

impl Office<'_> {
    /// Calls of one's own customers, each noted and its value shown for it; and one value that an agent is not shown.
    fn agents_morning(&mut self, day: civil::Date) -> Result<(), Failure> {
        self.come(day, 8, 30);
        if self.random.u8(..3) == 0 {
            self.mistype("lan")?;
        }
        let mut desk = self.sign_in("lan")?;
        for _ in 0..self.random.u8(3..7) {
            self.call(&mut desk, 20)?;
        }
        let customer = self.customer(&mut desk, 20)?;
        ask(&mut desk, Request::Check { customer, field: Field::Phone, said: Secret::new("0903 000 111") })?;
        try_to(&mut desk, Request::Reveal { customer, field: Field::Iban, reason: reason("billing", None) })?;
        self.leave(&mut desk)
    }

    fn leads_afternoon(&mut self, day: civil::Date) -> Result<(), Failure> {
        self.come(day, 13, 10);
        let mut desk = self.sign_in("minh")?;
        for _ in 0..self.random.u8(2..5) {
            self.call(&mut desk, 10)?;
        }
        self.leave(&mut desk)
    }

    fn owners_afternoon(&mut self, day: civil::Date, backup: bool) -> Result<(), Failure> {
        self.come(day, 15, 0);
        let mut desk = self.sign_in("mai")?;
        let customer = self.customer(&mut desk, 10)?;
        for field in [Field::Iban, Field::NationalId] {
            try_to(&mut desk, Request::Reveal { customer, field, reason: reason("identity", None) })?;
            self.pass(2..5);
        }
        ask(&mut desk, Request::Office(OfficeQuery::Members))?;
        if backup {
            ask(&mut desk, Request::Prove { password: password("mai") })?;
            // A disk that is not there is told where backups are, and is no reason to show no office at all.
            try_to(&mut desk, Request::Manage(Box::new(Manage::BackUp)))?;
        }
        self.leave(&mut desk)
    }

    fn auditors_afternoon(&mut self, day: civil::Date) -> Result<(), Failure> {
        self.come(day, 16, 20);
        let mut desk = self.sign_in("radu")?;
        ask(&mut desk, Request::Log(LogQuery { limit: 50, ..LogQuery::default() }))?;
        self.leave(&mut desk)
    }

    /// What nobody should do: one phone after another, late, for nothing that a customer asked.
    fn leads_night(&mut self, day: civil::Date) -> Result<(), Failure> {
        self.come(day, 21, 10);
        let mut desk = self.sign_in("minh")?;
        for _ in 0..12 {
            let customer = self.customer(&mut desk, 10)?;
            try_to(&mut desk, Request::Reveal { customer, field: Field::Phone, reason: reason("call", None) })?;
            self.pass(1..3);
        }
        self.leave(&mut desk)
    }

    /// A value past the agent's role, which somebody else may show.
    fn agents_question(&mut self) -> Result<(), Failure> {
        let mut desk = self.sign_in("lan")?;
        // Not each customer has an account.
        for _ in 0..10 {
            let customer = self.customer(&mut desk, 20)?;
            let words = "Refund of an order that was paid twice".to_owned();
            let reason = Reason { words, ..reason("billing", None) };
            let wanted = Wanted::Reveal { customer, field: Field::Iban, reason };
            if desk.ask(Request::AskFor(wanted)).is_ok() {
                break;
            }
        }
        self.leave(&mut desk)
    }

    /// One who calls is opened, what was said is noted, and a value is shown for it.
    fn call(&mut self, desk: &mut Desk, every: u64) -> Result<(), Failure> {
        let customer = self.customer(desk, every)?;
        let (text, key, field) = self.random.choice(CALLS).unwrap_or(CALLS[0]);
        self.pass(1..4);
        let noted = Request::AddNote { customer, kind: ActivityKind::Call, text: text.to_owned() };
        let line = match ask(desk, noted)? {
            Reply::NoteAdded(line) => Some(line),
            _ => None,
        };
        try_to(desk, Request::Reveal { customer, field, reason: reason(key, line) })?;
        self.pass(5..30);
        Ok(())
    }

    /// Opens the next of those whom the agent (every 20th) or Support (every 10th) looks after.
    fn customer(&mut self, desk: &mut Desk, every: u64) -> Result<Id, Failure> {
        self.next += 1;
        let known = if self.customers < every { 1 } else { self.customers - self.customers % every };
        let code = format!("KH-{:06}", 1 + every * self.next % known);
        let found = match ask(desk, Request::Customers(CustomersQuery::new(code, 1)))? {
            Reply::Customers(page) => page.rows.first().map(|row| row.id),
            _ => None,
        };
        let id = found.ok_or_else(|| Failure::from(Problem::NotFound))?;
        ask(desk, Request::Customer(id))?;
        Ok(id)
    }

    fn come(&mut self, day: civil::Date, hour: i8, minute: i8) {
        self.set(at(day, hour, minute).unwrap_or_default());
        self.pass(0..12);
    }

    /// Goes on to a moment; never back.
    fn set(&self, to: Micros) {
        self.clock.set(to.max(self.clock.now()));
    }

    fn pass(&mut self, minutes: std::ops::Range<i64>) {
        self.clock.advance(self.random.i64(minutes) * MINUTE + self.random.i64(5..55));
    }

    fn mistype(&mut self, name: &str) -> Result<(), Failure> {
        let mut desk = self.desk()?;
        let wrong = Secret::new(format!("{name} at kin dmeo"));
        try_to(&mut desk, Request::SignIn { name: name.into(), password: wrong, code: "000000".into() })?;
        self.clock.advance(MINUTE);
        Ok(())
    }

    fn sign_in(&mut self, name: &str) -> Result<Desk, Failure> {
        let mut desk = self.desk()?;
        let at = MEMBERS.iter().position(|member| member.0 == name).unwrap_or_default();
        let totp = self.founded.members[at].totp_copy();
        let code = totp.map(|totp| totp.code_at(self.clock.now())).unwrap_or_default();
        ask(&mut desk, Request::SignIn { name: name.into(), password: password(name), code })?;
        self.pass(1..6);
        Ok(desk)
    }

    fn desk(&self) -> Result<Desk, Failure> {
        Ok(Desk::open(self.founded.paths.clone(), self.config, self.clock.clone(), "terminal")?)
    }

    fn leave(&mut self, desk: &mut Desk) -> Result<(), Failure> {
        self.pass(2..20);
        ask(desk, Request::SignOut).map(drop)
    }
}

fn reason(key: &str, link: Option<Id>) -> Reason {
    Reason { key: key.to_owned(), words: String::new(), link }
}

fn ask(desk: &mut Desk, request: Request) -> Result<Reply, Failure> {
    Ok(desk.ask(request)?)
}

/// What may be refused, which stands in the log then.
fn try_to(desk: &mut Desk, request: Request) -> Result<(), Failure> {
    match desk.ask(request) {
        Err(problem @ (Problem::Store(_) | Problem::NoAudit(_) | Problem::Closed(_))) => Err(problem.into()),
        Ok(_) | Err(_) => Ok(()),
    }
}

fn local(at: Micros) -> Zoned {
    Timestamp::from_microsecond(at.0).unwrap_or_default().to_zoned(zone())
}

fn at(day: civil::Date, hour: i8, minute: i8) -> Option<Micros> {
    let at = day.at(hour, minute, 0, 0).to_zoned(zone()).ok()?;
    Some(Micros(at.timestamp().as_microsecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;
    /// 2026-11-01T12:00:00Z, a Sunday.
    const SUNDAY: i64 = 1_793_534_400_000_000;

    #[test]
    fn they_work_from_the_founding_to_yesterday_and_on_no_sunday() {
        for n in 0..14 {
            let now = Micros(SUNDAY + n * DAY);
            let yesterday = local(now).date().yesterday().unwrap();
            for founded in 1..40 {
                let days = working_days(beginning(founded, now), now);
                assert!(days.is_sorted() && days.iter().all(|day| day.weekday() != civil::Weekday::Sunday));
                assert!(days.iter().all(|day| *day <= yesterday && *day > local(beginning(founded, now)).date()));
                // With few days there may be a Sunday alone.
                if founded > 3 {
                    let gap = yesterday.since(*days.last().unwrap()).unwrap().get_days();
                    assert_eq!(gap, i32::from(yesterday.weekday() == civil::Weekday::Sunday));
                }
            }
        }
    }
}
