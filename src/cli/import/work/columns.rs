//! What the columns of tickets, tasks and activities are called, and what each can become.

use std::fmt;

use crate::cli::import::dates::DateShape;
use crate::cli::import::headers;
use crate::cli::import::mapping::{Goal, MapError, asked};
use crate::cli::import::sniff::Shape;
use crate::desk::import::WorkKind;

/// What a column can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    ExternalId,
    /// A code, external id, exact phone or e-mail of the customer.
    Customer,
    Subject,
    Text,
    Number,
    Kind,
    Product,
    Priority,
    Channel,
    Status,
    Satisfaction,
    /// The name by which a member signs in.
    Owner,
    Department,
    At,
    Closed,
    Due,
    Done,
    Direction,
    Outcome,
    Minutes,
    NextStep,
    NextAt,
    Ignore,
}

impl Goal for Column {
    fn name(self) -> &'static str {
        match self {
            Self::ExternalId => "external_id",
            Self::Customer => "customer",
            Self::Subject => "subject",
            Self::Text => "text",
            Self::Number => "number",
            Self::Kind => "kind",
            Self::Product => "product",
            Self::Priority => "priority",
            Self::Channel => "channel",
            Self::Status => "status",
            Self::Satisfaction => "satisfaction",
            Self::Owner => "owner",
            Self::Department => "department",
            Self::At => "at",
            Self::Closed => "closed",
            Self::Due => "due",
            Self::Done => "done",
            Self::Direction => "direction",
            Self::Outcome => "outcome",
            Self::Minutes => "minutes",
            Self::NextStep => "next_step",
            Self::NextAt => "next_at",
            Self::Ignore => "ignore",
        }
    }

    fn takes_many(self) -> bool {
        matches!(self, Self::Customer | Self::Text | Self::Ignore)
    }
}

impl Column {
    pub const fn is_time(self) -> bool {
        matches!(self, Self::At | Self::Closed | Self::Due | Self::NextAt)
    }

    /// Those that records of this kind have.
    const fn all(kind: WorkKind) -> &'static [Self] {
        match kind {
            WorkKind::Ticket => &[
                Self::ExternalId,
                Self::Number,
                Self::Customer,
                Self::Subject,
                Self::Text,
                Self::Kind,
                Self::Product,
                Self::Priority,
                Self::Channel,
                Self::Status,
                Self::Owner,
                Self::Department,
                Self::At,
                Self::Closed,
                Self::Satisfaction,
                Self::Ignore,
            ],
            WorkKind::Task => &[
                Self::ExternalId,
                Self::Customer,
                Self::Subject,
                Self::Text,
                Self::Owner,
                Self::Due,
                Self::Done,
                Self::Closed,
                Self::At,
                Self::Ignore,
            ],
            WorkKind::Activity => &[
                Self::ExternalId,
                Self::Customer,
                Self::Kind,
                Self::Direction,
                Self::Outcome,
                Self::Minutes,
                Self::Text,
                Self::NextStep,
                Self::NextAt,
                Self::Owner,
                Self::At,
                Self::Ignore,
            ],
        }
    }
}

/// Names as `headers::key` leaves them, by what they mean.
const NAMES: &[(Column, &str)] = &[
    (
        Column::ExternalId,
        "external id | id | uuid | key | record id | ticket id | case id | issue id | task id | activity id | call id | \
         ma | ma so | ma yeu cau | ma viec | id tichet | cod",
    ),
    (
        Column::Number,
        "number | no | ticket | ticket number | ticket no | case number | issue number | so | so phieu | ma phieu | \
         numar | nr | numar tichet | nr tichet | tichet",
    ),
    (
        Column::Customer,
        "customer | customer code | customer id | customer no | customer number | client | client id | client code | \
         requester | requester id | account | account id | contact | contact id | phone | phone number | telephone | \
         caller | mobile | email | e mail | customer phone | customer email | requester email | requester phone | \
         ma kh | ma khach hang | ma khach | khach hang | dien thoai | so dien thoai | sdt | email khach hang | \
         cod client | id client | solicitant | telefon | nr telefon | numar telefon",
    ),
    (
        Column::Subject,
        "subject | title | summary | name | task | tieu de | chu de | viec | ten viec | cong viec | yeu cau | subiect | \
         titlu | rezumat | sarcina | denumire",
    ),
    (
        Column::Text,
        "text | description | body | details | note | notes | comment | comments | message | remarks | noi dung | \
         mo ta | chi tiet | ghi chu | descriere | detalii | nota | note interne | observatii | mesaj | continut",
    ),
    (
        Column::Kind,
        "kind | type | category | ticket type | issue type | activity type | call type | loai | phan loai | loai phieu | \
         loai hoat dong | tip | tipul | categorie",
    ),
    (Column::Product, "product | service | item | san pham | dich vu | produs | produsul | serviciu"),
    (
        Column::Priority,
        "priority | urgency | severity | muc do | uu tien | do uu tien | muc uu tien | prioritate | prioritatea | urgenta",
    ),
    (Column::Channel, "channel | source | origin | via | kenh | nguon | canal | canalul | sursa"),
    (Column::Status, "status | state | trang thai | tinh trang | stare | starea | status tichet"),
    (
        Column::Satisfaction,
        "satisfaction | rating | score | csat | hai long | muc hai long | danh gia | multumire | satisfactie | evaluare",
    ),
    (
        Column::Owner,
        "owner | assignee | assigned to | agent | member | user | author | by | nguoi phu trach | phu trach | \
         nguoi xu ly | nhan vien | nguoi lam | responsabil | asignat | atribuit | agentul | autor",
    ),
    (
        Column::Department,
        "department | team | queue | group | bo phan | phong | phong ban | nhom | departament | departamentul | echipa | \
         coada",
    ),
    (
        Column::At,
        "at | date | created | created at | created on | created date | date created | opened | opened at | time | \
         timestamp | when | call date | start | started at | ngay | ngay tao | thoi gian | ngay gio | ngay goi | \
         data | data crearii | creat la | creat | data si ora | data apelului",
    ),
    (
        Column::Closed,
        "closed | closed at | closed on | resolved | resolved at | solved at | completed at | done at | date closed | \
         ngay dong | ngay xu ly | ngay giai quyet | ngay xong | data inchiderii | inchis la | rezolvat la | finalizat la",
    ),
    (
        Column::Due,
        "due | due date | due at | due on | deadline | remind | reminder | han | ngay den han | han chot | den han | \
         scadenta | termen | data scadenta | termen limita",
    ),
    (
        Column::Done,
        "done | completed | complete | is done | finished | status | xong | da xong | hoan thanh | trang thai | gata | \
         finalizat | terminat | stare",
    ),
    (
        Column::Direction,
        "direction | in out | inbound outbound | chieu | huong | goi di goi den | directie | directia | sens",
    ),
    (Column::Outcome, "outcome | result | disposition | ket qua | rezultat | rezultatul"),
    (
        Column::Minutes,
        "minutes | duration | duration minutes | duration min | length | thoi luong | so phut | phut | durata | minute",
    ),
    (
        Column::NextStep,
        "next step | next action | follow up | buoc tiep theo | viec tiep theo | pasul urmator | urmatorul pas",
    ),
    (
        Column::NextAt,
        "next at | next date | follow up date | next step at | ngay tiep theo | hen lai | data urmatoare | data revenirii",
    ),
    (Column::Ignore, "index | row | row number | line | reason | stt | so thu tu | nr crt | numar curent"),
];

/// What all columns become. `Display` is a table for people, without any value of the file.
#[derive(Clone, Debug)]
pub struct Columns {
    pub of: Vec<(String, Column, Option<DateShape>)>,
    remarks: Vec<String>,
}

impl Columns {
    /// What the columns' names say, after what the caller says by `--map`.
    ///
    /// # Errors
    /// A map that can't be read, or no column for what such a record can't be without.
    pub fn new(kind: WorkKind, shape: &Shape, spec: Option<&str>) -> Result<Self, MapError> {
        let header = &shape.header;
        let goals = Column::all(kind);
        let mut chosen = asked(header, spec.unwrap_or_default(), goals)?;
        let mut remarks = Vec::new();
        for at in 0..header.len() {
            if chosen[at].is_none() {
                let meant = meant(&header[at], goals).map(|meant| if_numbers(meant, shape, at));
                let taken = meant.is_some_and(|meant| !meant.takes_many() && chosen.contains(&Some(meant)));
                if meant.is_none() || taken {
                    let why = if taken { "another column holds that already" } else { "it is not known" };
                    remarks.push(format!("`{}` is left out, for {why}; --map can name its field.", header[at]));
                }
                chosen[at] = Some(meant.filter(|_| !taken).unwrap_or(Column::Ignore));
            }
        }
        let chosen: Vec<Column> = chosen.into_iter().flatten().collect();
        check(kind, &chosen, header)?;
        let mut of = Vec::with_capacity(header.len());
        for (at, (header, column)) in header.iter().zip(chosen).enumerate() {
            let dates = if column.is_time() { DateShape::detect(cells(shape, at)) } else { None };
            if let Some(dates) = dates.filter(|dates| dates.ambiguous || dates.mixed) {
                remarks.push(format!("`{header}`: dates are {dates}."));
            }
            of.push((header.clone(), column, dates));
        }
        Ok(Self { of, remarks })
    }
}

/// What a header means among these goals.
fn meant(header: &str, goals: &[Column]) -> Option<Column> {
    let key = headers::key(header);
    let known = NAMES.iter().filter(|(column, _)| goals.contains(column));
    known.into_iter().find(|(_, names)| names.split(" | ").any(|name| name == key)).map(|(column, _)| *column)
}

/// A column of numbers that holds none, such as `CASE-17`, holds ids of elsewhere.
fn if_numbers(meant: Column, shape: &Shape, at: usize) -> Column {
    let written = cells(shape, at).any(|cell| !cell.trim().is_empty());
    let numbers = cells(shape, at).any(|cell| super::words::number(cell).is_some());
    if meant == Column::Number && written && !numbers { Column::ExternalId } else { meant }
}

fn cells(shape: &Shape, at: usize) -> impl Iterator<Item = &str> {
    shape.sample.iter().filter_map(move |row| row.get(at)).map(String::as_str)
}

/// What a record can't be without.
fn check(kind: WorkKind, chosen: &[Column], header: &[String]) -> Result<(), MapError> {
    let needed = match kind {
        WorkKind::Ticket | WorkKind::Task => (Column::Subject, "the subject"),
        WorkKind::Activity => (Column::Customer, "the customer's code, phone or e-mail"),
    };
    if chosen.contains(&needed.0) {
        return Ok(());
    }
    Err(MapError::NoGoal { what: needed.1, goal: needed.0.name(), columns: header.join(", ") })
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (header, column, dates) in &self.of {
            match (column, dates) {
                (Column::Ignore, _) => writeln!(f, "  {header} → left out")?,
                (column, Some(dates)) => writeln!(f, "  {header} → {} ({dates})", column.name())?,
                (column, None) => writeln!(f, "  {header} → {}", column.name())?,
            }
        }
        self.remarks.iter().try_for_each(|remark| writeln!(f, "  {remark}"))
    }
}
