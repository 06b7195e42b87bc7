//! `kin demo`: a filled, throw-away office with four members, made from a seed and opened.

mod days;
pub mod people;
mod tasks;
mod tickets;
mod timeline;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;

use super::args::{Demo, Global};
use super::door;
use super::output::{Failure, print_json};
use super::progress::Progress;
use crate::clock::{self, Settable, Source, System};
use crate::config::Config;
use crate::desk::Desk;
use crate::desk::found::{Credential, Foundation, Founded, KdfParams, Newcomer, found};
use crate::desk::import::{ImportOptions, ImportRow, OnDuplicate};
use crate::domain::{Field, Id, Micros, Role, Scope, Secret};
use crate::term::Ended;
use crate::ui::DemoLogin;
use people::{People, Person};
use tickets::{Requester, history, tickets};

const OFFICE: &str = "Kin Demo";
/// Name, role, department of each member; the first is the owner.
const MEMBERS: [(&str, Role, usize); 4] =
    [("mai", Role::Owner, 0), ("lan", Role::Agent, 0), ("minh", Role::Lead, 0), ("radu", Role::Auditor, 1)];
/// Support has most customers; the agent and the lead work there.
const DEPARTMENTS: [&str; 2] = ["Support", "Sales"];
const CHUNK: usize = 50_000;
/// Page cache while filling: index pages stay in memory, so that a million customers take a minute or so.
const FILL_CACHE_KIB: u32 = 256 * 1024;
/// So many of the customers have a ticket, and so many of those after them had one in the last weeks.
const TICKETS: u64 = 60;
const EARLIER_TICKETS: u64 = 180;
const REQUESTERS: usize = (TICKETS + EARLIER_TICKETS) as usize;
/// The days over which the customers came.
const DAYS: f64 = 385.0;
/// So many days ago an office that is opened was founded.
const FOUNDED_DAYS: u16 = 20;

pub fn run(global: &Global, arguments: &Demo) -> Result<(), Failure> {
    // Not left to the parser: it does not see an office that is named before the subcommand.
    if arguments.create_only && global.office.is_none() {
        return Err(Failure::Usage("Say where to make it: kin demo --create-only --office DIR".into()));
    }
    let config = door::config(global)?;
    let config_dir = door::config_dir()?;
    let throw_away = global.office.is_none();
    let folder = match &global.office {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("kin-demo-{}", clock::new_id(&System))).join("office"),
    };
    let demo = make(&folder, &config_dir, global.host_secret.as_deref(), &config, arguments)?;
    if arguments.create_only {
        return if global.json { print_json(&demo.as_json()) } else { demo.tell() };
    }
    let desk = Desk::open(demo.founded.paths.clone(), &config, Arc::new(System), "terminal")?;
    let shown = if config.ui.linear {
        super::linear::run(&config, desk, Some((&demo.founded, demo.logins())), global.member.as_deref())
    } else {
        super::terminal::open(&config, desk, Some((&demo.founded, demo.logins())))
    };
    if throw_away {
        demo.remove(&folder);
    }
    shown
}

/// A demo office that was made.
struct Made {
    founded: Founded,
    key: PathBuf,
    customers: u64,
}

/// The members with a password, in their order.
fn people_of(arguments: &Demo) -> impl Iterator<Item = (String, Role, usize)> {
    let named = MEMBERS.map(|(name, role, department)| (name.to_owned(), role, department));
    named.into_iter().chain((1..=arguments.agents).map(|n| (format!("agent{n:04}"), Role::Agent, 0)))
}

/// Founds the office and fills it. When it fails nothing of it is left.
fn make(
    folder: &Path,
    config_dir: &Path,
    host_secret: Option<&Path>,
    config: &Config,
    arguments: &Demo,
) -> Result<Made, Failure> {
    let now = System.now();
    let days = arguments.days.unwrap_or(if arguments.create_only { 0 } else { FOUNDED_DAYS });
    let begun = Arc::new(Settable::new(days::beginning(days, now)));
    // Nobody works where there are no customers.
    let lived = days > 0 && arguments.customers > 0;
    let clock: Arc<dyn Source> = if lived { begun.clone() } else { Arc::new(System) };
    let key = key_path(folder);
    let mut members: Vec<Newcomer> = people_of(arguments)
        .map(|(name, role, department)| Newcomer {
            credential: Credential::Password(password(&name)),
            name,
            role,
            department,
            limit: Scope::All,
        })
        .collect();
    members.push(Newcomer {
        name: "importer".into(),
        role: Role::Service,
        department: 0,
        limit: Scope::All,
        credential: Credential::KeyFile(key.clone()),
    });
    let ended = Ended::watch()?;
    let mut founded = found(Foundation {
        folder: folder.to_owned(),
        config_dir: config_dir.to_owned(),
        host_secret: host_secret.map(Path::to_owned),
        office: OFFICE.into(),
        departments: DEPARTMENTS.map(String::from).into(),
        members,
        // A throw-away office signs in quickly; the least that the rules allow.
        kdf: KdfParams::MIN,
        clock,
    })?;
    founded.clock = Arc::new(System);
    let filling = Filling { founded: &founded, config, key: &key, arguments, ended: &ended, now };
    let filled = filling.fill(lived.then_some(&begun));
    let made = Made { founded, key, customers: arguments.customers };
    if let Err(failure) = filled {
        made.remove(folder);
        return Err(failure);
    }
    Ok(made)
}

/// What an office is filled with, and how.
struct Filling<'a> {
    founded: &'a Founded,
    config: &'a Config,
    key: &'a Path,
    arguments: &'a Demo,
    ended: &'a Ended,
    now: Micros,
}

impl Filling<'_> {
    /// Fills the office; where it was founded earlier, by this clock, its members have worked since.
    fn fill(&self, begun: Option<&Arc<Settable>>) -> Result<(), Failure> {
        let Demo { customers, seed, .. } = *self.arguments;
        if customers == 0 {
            return Ok(());
        }
        let mut progress = Progress::new("making customers", Some(customers));
        let mut first = 0;
        if let Some(clock) = begun {
            let founding = clock.now();
            first = (0..customers).find(|n| made(*n, customers, self.now) > founding).unwrap_or(customers);
            if first > 0 {
                self.bring(0..first, clock.clone(), &mut progress)?;
                days::live(self, clock, first)?;
            }
        }
        let mut desk = self.bring(first..customers, self.founded.clock.clone(), &mut progress)?;
        progress.finish();
        let countries: Vec<&'static str> = People::new(seed).take(REQUESTERS).map(|person| person.country).collect();
        let requesters = |from: u64, to: u64| -> Vec<Requester> {
            let numbers = (from..customers.min(to)).zip(countries.iter().skip(usize::try_from(from).unwrap_or(0)));
            numbers.map(|(n, country)| requester(self.founded, n, country)).collect()
        };
        let earlier = requesters(TICKETS, TICKETS + EARLIER_TICKETS);
        let all = [history(seed, &earlier, self.now), tickets(seed, &requesters(0, TICKETS), self.now)].concat();
        desk.import_tickets(&all)?;
        Ok(desk.import_tasks(&tasks::planned(self.founded, self.now))?)
    }

    /// Whoever made it wants no more of it: what there is goes.
    fn go_on(&self) -> Result<(), Failure> {
        self.ended.asked().map_or(Ok(()), |end| Err(Failure::Ended(end.exit_code())))
    }

    /// Brings some of the people in by the road that every import takes: sealed, indexed and in the log.
    fn bring(&self, which: Range<u64>, clock: Arc<dyn Source>, progress: &mut Progress) -> Result<Desk, Failure> {
        let Self { founded, now, ended, arguments: Demo { customers, seed, .. }, .. } = *self;
        let mut desk = Desk::open_for_bulk(founded.paths.clone(), self.config, clock, "demo", FILL_CACHE_KIB)?;
        desk.sign_in_by_key_file(self.key)?;
        let options = ImportOptions {
            source: format!("demo, seed {seed}"),
            on_duplicate: OnDuplicate::Keep,
            region: "VN".into(),
        };
        let import = desk.import_start(&options)?;
        let skipped = usize::try_from(which.start).unwrap_or(usize::MAX);
        let mut rows = People::new(*seed)
            .skip(skipped)
            .zip(which)
            .map(|(person, n)| ImportRow { made: Some(made(n, *customers, now)), ..row(founded, person, n, now) });
        let chunks = std::iter::from_fn(move || {
            let chunk: Vec<ImportRow> = rows.by_ref().take(CHUNK).collect();
            (!chunk.is_empty() && ended.asked().is_none()).then_some(chunk)
        });
        desk.import_chunks(&import, chunks, &mut |report| progress.tick(report.added + report.kept))?;
        self.go_on()?;
        Ok(desk)
    }
}

/// The customer of this row, whose tickets lie in the queue of whoever looks after it.
fn requester(founded: &Founded, n: u64, country: &'static str) -> Requester {
    let department = usize::from(!is_supports(n));
    let member = |at: usize| founded.members[at].id;
    // The owner sees all; the agent and the lead are Support's.
    let team = if department == 0 { vec![member(1), member(2), member(1), member(0)] } else { vec![member(0)] };
    Requester { code: format!("KH-{:06}", n + 1), country, department: founded.departments[department], team }
}

const fn is_supports(n: u64) -> bool {
    n % 10 < 7
}

/// When the customer of this row was made: more of them each month, some months more than others.
fn made(n: u64, count: u64, now: Micros) -> Micros {
    const DAY: f64 = 24.0 * 3_600_000_000.0;
    #[expect(clippy::cast_precision_loss, reason = "no office has so many customers")]
    let part = (n as f64 + 0.5) / count.max(1) as f64;
    let age = DAYS * (1.0 - part).powf(1.3) + 5.0 * (part * 40.0).sin();
    #[expect(clippy::cast_possible_truncation, reason = "a year is not so long")]
    let ago = (age.max(0.0) * DAY) as i64;
    Micros(now.0 - ago)
}

/// Seven of ten customers are Support's; of those the agent and the lead look after one in ten each.
fn row(founded: &Founded, person: Person, n: u64, now: Micros) -> ImportRow {
    let support = is_supports(n);
    let owner: Id = match (support, n % 20) {
        (true, 0 | 1) => founded.members[1].id,
        (true, 2 | 3) => founded.members[2].id,
        _ => founded.members[0].id,
    };
    let notes = timeline::lines(person.notes, person.country, n, now);
    let values = [
        (Field::Phone, person.phone),
        (Field::Phone2, person.phone2.unwrap_or_default()),
        (Field::Email, person.email),
        (Field::Address, person.address),
        (Field::BirthDate, person.birth_date),
        (Field::NationalId, person.national_id),
        (Field::Iban, person.iban.unwrap_or_default()),
    ];
    ImportRow {
        line: n + 1,
        external_id: None,
        name: person.name,
        company: person.company,
        kind: person.kind,
        city: person.city,
        country: person.country.to_owned(),
        website: person.website,
        since: person.since,
        status: person.status,
        owner: Some(owner),
        department: Some(founded.departments[usize::from(!support)]),
        notes,
        flags: Vec::new(),
        made: None,
        sealed: values.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
    }
}

/// Long enough for the rules and easy to type; a demo's data are made up.
fn password(name: &str) -> Secret {
    Secret::new(format!("{name} at kin demo"))
}

/// Beside the office; a second demo in the same place gets a name of its own.
fn key_path(folder: &Path) -> PathBuf {
    let plain = folder.with_file_name("importer.key");
    if !plain.exists() {
        return plain;
    }
    let office = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!("{office}-importer.key"))
}

impl Made {
    fn logins(&self) -> Vec<DemoLogin> {
        let members = self.founded.members.iter().filter_map(|member| {
            let totp = member.totp.as_ref()?;
            Some(DemoLogin {
                name: member.name.clone(),
                role: member.role,
                password: password(&member.name).expose().to_owned(),
                totp_secret: totp.base32().to_string(),
            })
        });
        members.collect()
    }

    fn as_json(&self) -> serde_json::Value {
        let members: Vec<_> = self
            .founded
            .members
            .iter()
            .filter(|member| member.totp.is_some())
            .map(|member| {
                json!({
                    "name": member.name,
                    "role": member.role,
                    "id": member.id,
                    "password": password(&member.name).expose(),
                    "totp_secret": member.totp.as_ref().map(|totp| totp.base32().to_string()),
                    "recovery_codes": member.codes.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
                })
            })
            .collect();
        json!({
            "office": self.founded.paths.folder,
            "host_secret": self.founded.paths.host_secret_path(),
            "customers": self.customers,
            "importer_key": self.key,
            "recovery_kit": self.founded.kit.as_str(),
            "members": members,
        })
    }

    fn tell(&self) -> Result<(), Failure> {
        use super::output::print_line;
        print_line(&format!(
            "A demo office with {} customers: {}",
            self.customers,
            self.founded.paths.folder.display()
        ))?;
        for login in self.logins() {
            let DemoLogin { name, role, password, totp_secret } = login;
            print_line(&format!("  {name:<6} {role:?}: password \"{password}\", code secret {totp_secret}"))?;
        }
        print_line(&format!("  importer: {}", self.key.display()))?;
        print_line(&format!("Open it: kin --office {}", self.founded.paths.folder.display()))
    }

    /// Takes a throw-away office away again, its secrets first.
    fn remove(&self, folder: &Path) {
        self.founded.paths.remove();
        let _ = std::fs::remove_file(&self.key);
        if let Some(parent) = folder
            .parent()
            .filter(|parent| parent.file_name().is_some_and(|name| name.to_string_lossy().starts_with("kin-demo-")))
        {
            // Backups that were made of it lie beside it.
            let _ = std::fs::remove_dir_all(parent);
        }
    }
}
