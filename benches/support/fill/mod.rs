//! Fills a demo office as years of work would: many closed and few open, some agents with thousands, one customer with a
//! very long history. What the program has a road for goes that road; the rest goes into the file directly.

mod customers;
mod work;

use std::fs;
use std::path::Path;

use kin::cli::demo::people::People;
use kin::clock::{self, Fixed, Source, System};
use kin::desk::Desk;
use kin::desk::api::{Manage, Managed, Reply, Request, ServiceChange};
use kin::desk::office::OfficePaths;
use kin::domain::service::{Escalation, Promise};
use kin::domain::{Id, Micros, Secret, Service};
use rusqlite::Connection;

use crate::demo::Demo;
use crate::{Sizes, signed_in};

pub const DAY: i64 = 86_400_000_000;
/// How far back the office's work goes.
pub const SPAN: i64 = 3 * 365 * DAY;
/// The customer with a long history.
const HUGE: &str = "KH-000008";
/// Teams below Support, beside those of the demo.
const TEAMS: [&str; 3] = ["Billing", "Logistics", "Returns"];
/// The demo's seed.
const SEED: u64 = 1;
/// So many of each are asked for in turn.
const SAMPLES: usize = 2_000;

/// What there is to ask for.
pub struct Known {
    pub now: Micros,
    /// The customer with a long history.
    pub huge: Id,
    /// The company with the most people.
    pub company: Id,
    pub customers: Vec<Id>,
    pub tickets: Vec<Id>,
    pub names: Vec<String>,
    pub phones: Vec<String>,
}

/// Who works there, and where.
pub struct Staff {
    pub owner: Id,
    pub importer: Id,
    /// The agent and the lead first, who have the most; the owner last.
    pub agents: Vec<Id>,
    /// Support and Sales, and the teams below Support.
    pub departments: Vec<Id>,
}

/// Fills the office, unless it is filled; answers what there is.
pub fn filled(demo: &Demo, paths: &OfficePaths, sizes: Sizes) -> Known {
    let mark = demo.home.join("filled");
    let wanted = format!("{sizes:?}");
    match fs::read_to_string(&mark) {
        Ok(there) => assert_eq!(there, wanted, "the office that is kept was filled otherwise: name another folder"),
        Err(_) => {
            found_teams(signed_in(paths, &demo.members[0], -1), &demo.members[0].password);
            let now = System.now();
            customers::fill(paths, sizes, now);
            work::fill(paths, &importer_key(demo), sizes, now);
            fs::write(&mark, wanted).expect("a file");
        }
    }
    known(&open(paths))
}

fn importer_key(demo: &Demo) -> std::path::PathBuf {
    let made = fs::read(demo.home.join("made.json")).expect("a file");
    let made: serde_json::Value = serde_json::from_slice(&made).expect("JSON");
    Path::new(made["importer_key"].as_str().expect("a path")).to_owned()
}

/// The teams below Support, and a rule that tells leads of broken promises.
fn found_teams(mut desk: Desk, password: &str) {
    let support = match desk.ask(Request::Choices) {
        Ok(Reply::Choices(choices)) => {
            choices.departments.into_iter().find(|(_, name)| name == "Support").expect("Support").0
        }
        other => panic!("{other:?}"),
    };
    desk.ask(Request::Prove { password: Secret::new(password) }).expect("proved");
    let rule = Escalation { promise: Promise::Resolve, minutes: 0, priority: None, department: None, tell_leads: true };
    let after = Service { escalations: vec![rule], ..Service::default() };
    let teams = TEAMS.map(|name| Manage::SaveDepartment { department: None, name: name.into(), parent: Some(support) });
    let service = Manage::SetService(Box::new(ServiceChange { before: Service::default(), after }));
    for manage in teams.into_iter().chain([service]) {
        let done = desk.ask(Request::Manage(Box::new(manage)));
        assert!(matches!(done, Ok(Reply::Managed(Managed::Done))), "{done:?}");
    }
}

/// The office's file, to fill it by SQL.
#[expect(clippy::disallowed_types, reason = "three million writes by the desk would take a day")]
fn open(paths: &OfficePaths) -> Connection {
    let key = data_encoding::HEXLOWER.encode(paths.host_secret().expect("a host secret").store_key().as_slice());
    let conn = Connection::open(paths.database()).expect("a file");
    conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA cache_size = -2000000; PRAGMA synchronous = OFF"))
        .expect("a key");
    conn
}

#[expect(clippy::disallowed_types, reason = "names of many, read once")]
fn staff(conn: &Connection) -> Staff {
    let named = |name: &str| id(conn, "SELECT id FROM member WHERE name = ?1", name);
    let department = |name: &str| id(conn, "SELECT id FROM department WHERE name = ?1", name);
    let mut agents = vec![named("lan"), named("minh")];
    agents.extend(ids(conn, "SELECT id FROM member WHERE name LIKE 'agent%' ORDER BY name"));
    agents.push(named("mai"));
    let departments = ["Support", "Sales"].into_iter().chain(TEAMS).map(department).collect();
    Staff { owner: named("mai"), importer: named("importer"), agents, departments }
}

#[expect(clippy::disallowed_types, reason = "ids of many, read once")]
fn ids(conn: &Connection, sql: &str) -> Vec<Id> {
    let mut statement = conn.prepare(sql).expect("sql");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("ids")
}

#[expect(clippy::disallowed_types, reason = "one id, read once")]
fn id(conn: &Connection, sql: &str, of: &str) -> Id {
    conn.query_row(sql, [of], |row| row.get(0)).unwrap_or_else(|error| panic!("{of}: {error}"))
}

#[expect(clippy::disallowed_types, reason = "ids of many, read once")]
fn known(conn: &Connection) -> Known {
    let people: Vec<_> = People::new(SEED).take(SAMPLES).collect();
    let most = "SELECT employer FROM customer_more WHERE employer IS NOT NULL GROUP BY employer
                ORDER BY count(*) DESC, employer LIMIT 1";
    let some = |table: &str, also: &str| {
        ids(conn, &format!("SELECT id FROM {table} WHERE rowid % 7 = 0 {also} ORDER BY rowid LIMIT {SAMPLES}"))
    };
    let support = "AND trashed_at IS NULL AND private = 0
                   AND department = (SELECT id FROM department WHERE name = 'Support')";
    Known {
        now: System.now(),
        huge: id(conn, "SELECT id FROM customer WHERE code = ?1", HUGE),
        company: ids(conn, most)[0],
        customers: some("customer", support),
        tickets: some("ticket", ""),
        names: people.iter().map(|person| person.name.clone()).collect(),
        phones: people.iter().map(|person| person.phone.clone()).collect(),
    }
}

/// An id made at that time.
fn id_at(at: i64, random: &mut fastrand::Rng) -> Id {
    clock::new_id(&Fixed::new(Micros(at), random.u64(..)))
}

/// One of so many, the first ones far more often.
fn skewed(random: &mut fastrand::Rng, count: usize) -> usize {
    ((random.f64().powi(2) * count as f64) as usize).min(count - 1)
}

/// One of these, as often as its weight says; the weights add up to 100.
fn weighted<T: Copy>(random: &mut fastrand::Rng, choices: &[(T, u8)]) -> T {
    let mut left = random.u8(..100);
    for (choice, weight) in choices {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return *choice,
        }
    }
    choices[0].0
}

/// A time before now, more likely a late one.
fn before(random: &mut fastrand::Rng, now: i64, span: i64) -> i64 {
    now - (random.f64().powi(2) * span as f64) as i64
}
