//! An office to try things on: founded once, its folder copied for each test.
#![expect(clippy::disallowed_types, reason = "a dishonest program opens the database by itself")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use kin::clock::Fixed;
use kin::config::Config;
use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::found::{Credential, Foundation, Newcomer, found};
use kin::desk::import::{ImportOptions, ImportRow, OnDuplicate};
use kin::desk::office::OfficePaths;
use kin::domain::*;
use kin::store::{LogFilter, Logged, Store};
use kin::vault::{HostSecret, KdfParams, TotpSecret};
use tempfile::TempDir;

/// 2026-11-22 07:02:00 UTC.
pub const NOW: Micros = Micros(1_795_330_920_000_000);
pub const CUSTOMERS: usize = 36;

/// Name, role, department (Support, Sales), limit of everyone who signs in by password.
pub const PEOPLE: [(&str, Role, usize, Scope); 7] = [
    ("mai", Role::Owner, 0, Scope::All),
    ("ioana", Role::Admin, 1, Scope::All),
    ("minh", Role::Lead, 0, Scope::All),
    ("lan", Role::Agent, 0, Scope::All),
    ("sorin", Role::Agent, 1, Scope::All),
    ("hoa", Role::Agent, 0, Scope::Own),
    ("radu", Role::Auditor, 1, Scope::All),
];
pub const SERVICE: &str = "importer";

/// What never changes between the copies.
struct Master {
    home: TempDir,
    totps: Vec<[u8; 20]>,
    /// Of `PEOPLE`, and the service last.
    members: Vec<Id>,
    departments: Vec<Id>,
    customers: Vec<Id>,
    /// The one line of each one's timeline.
    lines: Vec<Id>,
    kit: String,
}

/// One copy of the office.
pub struct Office {
    home: TempDir,
    pub paths: OfficePaths,
    pub clock: Arc<Fixed>,
    pub config: Config,
}

/// A customer as planted: every sealed value in its stored form.
pub struct Planted {
    pub name: String,
    pub values: Vec<(Field, String)>,
}

pub fn planted(n: usize) -> Planted {
    let mut values = vec![
        (Field::Phone, format!("+84903{:06}", 481_503 + n * 1_117)),
        (Field::Email, format!("secretbox{n:02}x@hidden{n:02}firm.vn")),
        (Field::Address, format!("{} Ngõ Hoàng Mai tầng {n:02}", 700 + n)),
        (Field::BirthDate, format!("19{:02}-{:02}-{:02}", 50 + n, 1 + n % 12, 1 + n % 28)),
        (Field::NationalId, if n.is_multiple_of(3) { cnp(n) } else { format!("001190{:06}", 350_217 + n * 7_919) }),
        (Field::Iban, iban(n)),
    ];
    if matches!(n % 8, 0 | 1 | 4) {
        values.push((Field::Phone2, format!("+40721{:06}", 362_904 + n * 1_013)));
    }
    // One of each of what only a few have: a further contact point of each kind, a slot of each class.
    if matches!(n % 8, 0 | 1) {
        values.push((Field::Phone3, format!("+40722{:06}", 471_238 + n * 1_009)));
        values.push((Field::Email2, format!("quietdoor{n:02}z@closed{n:02}house.ro")));
        values.push((Field::Address2, format!("{} Strada Teilor etaj {n:02}", 800 + n)));
        values.push((Field::Own1, format!("MEMBER-{:06}-QX", 218_377 + n * 911)));
        values.push((Field::Own5, format!("BLOODTYPE{n:02}KLM")));
        values.push((Field::Own9, format!("TAXCODE{:07}", 3_906_113 + n * 1_301)));
    }
    Planted { name: format!("Đào Zinnia{n:02} Thược"), values }
}

fn cnp(n: usize) -> String {
    let mut digits = [0u8; 13];
    let serial = format!("2{:02}{:02}{:02}40{:03}0", 60 + n, 1 + n % 12, 1 + n % 28, 101 + n);
    for (digit, byte) in digits.iter_mut().zip(serial.bytes()) {
        *digit = byte - b'0';
    }
    digits[12] = national_id::cnp_check_digit(&digits);
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

/// ISO 13616: the check digits make the whole, letters as numbers and the head moved behind, 1 modulo 97.
fn iban(n: usize) -> String {
    let account = format!("{:016}", 7_130_264_985_000_000u64 + n as u64 * 104_729);
    let number = format!("10101010{account}272400");
    let rest = number.bytes().fold(0u64, |rest, byte| (rest * 10 + u64::from(byte - b'0')) % 97);
    format!("RO{:02}AAAA{account}", 98 - rest)
}

impl Planted {
    pub fn value(&self, field: Field) -> &str {
        &self.values.iter().find(|(held, _)| *held == field).expect("a planted field").1
    }
}

/// Every form of a sealed value that must not be seen.
pub fn needles(field: Field, value: &str) -> Vec<String> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let mut needles = vec![value.to_lowercase()];
    if digits.len() >= 8 {
        needles.push(digits.clone());
    }
    if digits.len() >= 9 {
        needles.push(digits[digits.len() - 9..].to_owned());
    }
    match field {
        Field::Email => needles.extend(value.split('@').map(str::to_lowercase)),
        Field::BirthDate => needles.push(format!("{}/{}/{}", &value[8..], &value[5..7], &value[..4])),
        Field::Address => needles.push(fold::fold(value)),
        _ => {}
    }
    needles
}

/// The planted values, by all their forms, that occur in a text.
pub fn leaks(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    // A number written in groups is the same number.
    let joined: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '(' | ')' | '/')).collect();
    let mut found = Vec::new();
    for n in 0..CUSTOMERS {
        for (field, value) in planted(n).values {
            for needle in needles(field, &value) {
                if text.contains(&needle) || (needle.len() >= 9 && joined.contains(&needle)) {
                    found.push(format!("{n} {field:?} {needle}"));
                }
            }
        }
    }
    found
}

/// Even customers are Support's, odd ones Sales'. The name of who looks after them.
pub fn owner_of(n: usize) -> &'static str {
    match n % 6 {
        0 => "lan",
        2 => "hoa",
        4 => "minh",
        1 => "sorin",
        _ => "mai",
    }
}

pub fn row(n: usize, owner: Option<Id>, department: Option<Id>) -> ImportRow {
    let Planted { name, values } = planted(n);
    ImportRow {
        line: n as u64 + 2,
        external_id: Some(format!("EXT-{n}")),
        name,
        company: format!("Vườn{n:02} Sen"),
        kind: CustomerKind::Person,
        city: "Huế".into(),
        country: "VN".into(),
        website: String::new(),
        since: "2024-01-31".into(),
        status: Status::Active,
        owner,
        department,
        notes: vec![(ActivityKind::Call, NOW, format!("hẹn gọi lại {}", values[0].1)).into()],
        flags: Vec::new(),
        made: None,
        sealed: values,
    }
}

pub fn options(on_duplicate: OnDuplicate) -> ImportOptions {
    ImportOptions { source: "planted.csv".into(), on_duplicate, region: "VN".into() }
}

pub fn password(name: &str) -> String {
    format!("{name} waters forty lotus ponds")
}

fn master() -> &'static Master {
    static MASTER: OnceLock<Master> = OnceLock::new();
    MASTER.get_or_init(|| {
        let home = tempfile::tempdir().expect("a temporary folder");
        let clock = Arc::new(Fixed::new(NOW, 1));
        let person = |(name, role, department, limit): (&str, Role, usize, Scope)| Newcomer {
            name: name.into(),
            role,
            department,
            limit,
            credential: Credential::Password(Secret::new(password(name))),
        };
        let mut members: Vec<Newcomer> = PEOPLE.map(person).into();
        members.push(Newcomer {
            name: SERVICE.into(),
            role: Role::Service,
            department: 0,
            limit: Scope::All,
            credential: Credential::KeyFile(home.path().join("importer.key")),
        });
        let founded = found(Foundation {
            folder: home.path().join("office"),
            config_dir: home.path().join("config"),
            host_secret: None,
            office: "Hoa Sen Travel".into(),
            departments: vec!["Support".into(), "Sales".into()],
            members,
            kdf: KdfParams::MIN,
            clock: clock.clone(),
        })
        .expect("an office");
        let ids: Vec<Id> = founded.members.iter().map(|member| member.id).collect();
        let totps =
            founded.members.iter().filter_map(|member| member.totp.as_ref()).map(|totp| *totp.as_bytes()).collect();
        let mut desk = Desk::open(founded.paths.clone(), &Config::default(), clock, "test").expect("a desk");
        desk.sign_in_by_key_file(&home.path().join("importer.key")).expect("the service signs in");
        let import = desk.import_start(&options(OnDuplicate::Skip)).expect("an import");
        let rows = (0..CUSTOMERS).map(|n| {
            let owner = PEOPLE.iter().position(|person| person.0 == owner_of(n)).expect("a member");
            row(n, Some(ids[owner]), Some(founded.departments[n % 2]))
        });
        let report = desk.import_chunk(&import, rows.collect()).expect("a chunk");
        assert_eq!((report.added, report.flagged), (CUSTOMERS as u64, 0));
        drop(desk);
        // Codes are given in the order of the rows.
        let host = founded.paths.host_secret().expect("the host secret");
        let mut store = Store::open(&founded.paths.database(), &host.store_key()).expect("the store");
        let customers: Vec<Id> = (1..=CUSTOMERS)
            .map(|n| store.read(|snapshot| snapshot.customer_by_code(&format!("KH-{n:06}"))).expect("a read"))
            .map(|customer| customer.expect("a planted customer"))
            .collect();
        let lines = customers
            .iter()
            .map(|customer| store.read(|snapshot| snapshot.timeline(*customer, None, None, 1)).expect("a read"))
            .map(|lines| lines.first().expect("a line").id)
            .collect();
        drop(store);
        Master {
            home,
            totps,
            members: ids,
            departments: founded.departments,
            customers,
            lines,
            kit: founded.kit.to_string(),
        }
    })
}

impl Office {
    pub fn new() -> Self {
        Self::copy_of(master().home.path(), Arc::new(Fixed::new(Micros(NOW.0 + 3_600_000_000), 2)))
    }

    /// The same office once more; no desk may be open on it.
    pub fn copy(&self) -> Self {
        use kin::clock::Source;
        Self::copy_of(self.home.path(), Arc::new(Fixed::new(self.clock.now(), 3)))
    }

    fn copy_of(from: &Path, clock: Arc<Fixed>) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        copy_folder(from, home.path());
        let paths = OfficePaths::find(&home.path().join("office"), &home.path().join("config"), None).expect("paths");
        Self { home, paths, clock, config: Config::default() }
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }

    pub fn member(name: &str) -> Id {
        let at = PEOPLE.iter().position(|person| person.0 == name).unwrap_or(PEOPLE.len());
        master().members[at]
    }

    pub fn department(n: usize) -> Id {
        master().departments[n]
    }

    pub fn customer(n: usize) -> Id {
        master().customers[n]
    }

    /// The line of the timeline that a planted customer came with, written by whoever looks after it.
    pub fn line(n: usize) -> Id {
        master().lines[n]
    }

    /// The words of the recovery kit.
    pub fn kit() -> Secret {
        Secret::new(&master().kit)
    }

    /// A desk with nobody signed in.
    pub fn desk(&self) -> Desk {
        Desk::open(self.paths.clone(), &self.config, self.clock.clone(), "test").expect("a desk")
    }

    /// The code that a member's authenticator shows now.
    pub fn code(&self, name: &str) -> String {
        use kin::clock::Source;
        let at = PEOPLE.iter().position(|person| person.0 == name).expect("a person");
        TotpSecret::from_bytes(&master().totps[at]).expect("a secret").code_at(self.clock.now())
    }

    /// A request to sign in that is right in all; the clock goes on so that its code is a new one.
    pub fn right(&self, name: &str) -> Request {
        self.clock.advance(31);
        sign_in(name, &password(name), &self.code(name))
    }

    /// A desk with this member at it.
    pub fn at(&self, name: &str) -> Desk {
        let mut desk = self.desk();
        if name == SERVICE {
            desk.sign_in_by_key_file(&self.service_key()).expect("the service signs in");
        } else {
            match desk.ask(self.right(name)) {
                Ok(Reply::SignedIn(_)) => {}
                other => panic!("{name} is not in: {other:?}"),
            }
        }
        desk
    }

    pub fn service_key(&self) -> PathBuf {
        self.home().join("importer.key")
    }

    pub fn host(&self) -> HostSecret {
        self.paths.host_secret().expect("the host secret")
    }

    pub fn store(&self) -> Store {
        Store::open(&self.paths.database(), &self.host().store_key()).expect("the store")
    }

    /// The office's root key, as its table names it.
    pub fn desk_root(&self) -> [u8; 32] {
        let root = self.store().read(|snapshot| snapshot.office("root")).expect("a read").expect("a root");
        root.try_into().expect("32 bytes")
    }

    /// What a program can do that holds the file's key and keeps no rule.
    pub fn dishonest(&self) -> rusqlite::Connection {
        let conn = rusqlite::Connection::open(self.paths.database()).expect("the file");
        let key: String = self.host().store_key().iter().map(|byte| format!("{byte:02x}")).collect();
        conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA foreign_keys = OFF")).expect("the key");
        conn
    }

    pub fn run(&self, sql: &str) {
        self.dishonest().execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The whole log, newest first.
    pub fn log(&self) -> Vec<Entry> {
        newest(&mut self.store(), 10_000).into_iter().map(|logged| logged.sealed.entry).collect()
    }

    /// The newest entry, but for alerts that followed from it.
    pub fn last(&self) -> Entry {
        self.log().into_iter().find(|entry| entry.action != Action::AlertRaise).expect("an entry")
    }
}

/// The last entries of the log, the newest first.
pub fn newest(store: &mut Store, most: usize) -> Vec<Logged> {
    store.read(|snapshot| snapshot.log(&LogFilter::default(), None, most)).expect("the log")
}

/// An id in SQL.
pub fn sql(id: Id) -> String {
    format!("x'{}'", id.to_string().replace('-', ""))
}

pub fn sign_in(name: &str, password: &str, code: &str) -> Request {
    Request::SignIn { name: name.into(), password: Secret::new(password), code: code.into() }
}

pub fn reason() -> Reason {
    Reason { key: "call".into(), words: String::new(), link: None }
}

pub fn reveal(n: usize, field: Field) -> Request {
    Request::Reveal { customer: Office::customer(n), field, reason: reason() }
}

pub fn check(n: usize, field: Field, said: &str) -> Request {
    Request::Check { customer: Office::customer(n), field, said: Secret::new(said) }
}

pub fn query(search: &str) -> CustomersQuery {
    CustomersQuery::new(search, 200)
}

/// A draft that changes nothing of a customer as it is shown.
pub fn draft_of(customer: &Customer) -> CustomerDraft {
    CustomerDraft {
        id: Some(customer.id),
        version: customer.version,
        kind: customer.kind,
        name: customer.name.clone(),
        company: customer.company.clone(),
        city: customer.city.clone(),
        country: customer.country.clone(),
        website: customer.website.clone(),
        status: customer.status,
        sealed: Vec::new(),
        more: None,
    }
}

pub fn new_draft(name: &str) -> CustomerDraft {
    CustomerDraft {
        id: None,
        ..draft_of(&Customer { name: name.into(), ..Customer::blank(Id::default(), Id::default(), Id::default()) })
    }
}

pub fn save(desk: &mut Desk, draft: CustomerDraft) -> Result<Id, Problem> {
    match desk.ask(Request::SaveCustomer(Box::new(draft)))? {
        Reply::Saved { customer, .. } => Ok(customer),
        other => panic!("{other:?}"),
    }
}

pub fn open(desk: &mut Desk, id: Id) -> Result<CustomerDetail, Problem> {
    match desk.ask(Request::Customer(id))? {
        Reply::Customer(detail) => Ok(*detail),
        other => panic!("{other:?}"),
    }
}

pub fn list(desk: &mut Desk, search: &str) -> Result<CustomersPage, Problem> {
    match desk.ask(Request::Customers(query(search)))? {
        Reply::Customers(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

pub fn revealed(desk: &mut Desk, customer: Id, field: Field) -> Result<String, Problem> {
    match desk.ask(Request::Reveal { customer, field, reason: reason() })? {
        Reply::Revealed { value, .. } => Ok(value.expose().to_owned()),
        other => panic!("{other:?}"),
    }
}

pub fn timeline(desk: &mut Desk, customer: Id) -> Result<Vec<TimelineRow>, Problem> {
    match desk.ask(Request::Timeline { customer, before: None })? {
        Reply::Timeline(rows) => Ok(rows),
        other => panic!("{other:?}"),
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("a folder");
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found
}
