//! Which column holds what: by its name, or as the caller says with `--map`.

use std::fmt;

use super::dates::DateShape;
use super::headers;
use super::sniff::Shape;
use crate::domain::Field;

/// What a column can become: one list for each kind of record.
pub trait Goal: Copy + PartialEq {
    /// The name in `--map` and in flags.
    fn name(self) -> &'static str;
    /// Whether several columns may go to it.
    fn takes_many(self) -> bool;
}

/// What a column of customers can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    ExternalId,
    FullName,
    FirstName,
    LastName,
    Company,
    Kind,
    City,
    Country,
    Website,
    Since,
    Status,
    Sealed(Field),
    Note,
    Ignore,
}

impl Target {
    pub const ALL: [Self; 24] = [
        Self::ExternalId,
        Self::FullName,
        Self::FirstName,
        Self::LastName,
        Self::Company,
        Self::Kind,
        Self::City,
        Self::Country,
        Self::Website,
        Self::Since,
        Self::Status,
        Self::Sealed(Field::Phone),
        Self::Sealed(Field::Phone2),
        Self::Sealed(Field::Phone3),
        Self::Sealed(Field::Email),
        Self::Sealed(Field::Email2),
        Self::Sealed(Field::Email3),
        Self::Sealed(Field::Address),
        Self::Sealed(Field::Address2),
        Self::Sealed(Field::BirthDate),
        Self::Sealed(Field::NationalId),
        Self::Sealed(Field::Iban),
        Self::Note,
        Self::Ignore,
    ];

    pub const fn is_date(self) -> bool {
        matches!(self, Self::Since | Self::Sealed(Field::BirthDate))
    }
}

impl Goal for Target {
    fn name(self) -> &'static str {
        match self {
            Self::ExternalId => "external_id",
            Self::FullName => "name",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Company => "company",
            Self::Kind => "kind",
            Self::City => "city",
            Self::Country => "country",
            Self::Website => "website",
            Self::Since => "since",
            Self::Status => "status",
            Self::Sealed(field) => field.name(),
            Self::Note => "note",
            Self::Ignore => "ignore",
        }
    }

    fn takes_many(self) -> bool {
        matches!(self, Self::Note | Self::Ignore)
    }
}

/// Why columns could not be told apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    #[error("--map: `{part}` is not COLUMN=FIELD, such as 'Phone 1=phone'.")]
    NotAPair { part: String },
    #[error("--map: there is no column `{name}`. {hint}")]
    NoColumn { name: String, hint: String },
    #[error("--map: there is no field `{name}`. {hint}")]
    NoTarget { name: String, hint: String },
    #[error("--map: `{first}` and `{second}` both go to {target}. Leave one of them out.")]
    TwoToOne { first: String, second: String, target: &'static str },
    #[error("No column holds a name. Say which one does: --map 'COLUMN=name'. The columns are: {columns}.")]
    NoName { columns: String },
    #[error("No column holds {what}. Say which one does: --map 'COLUMN={goal}'. The columns are: {columns}.")]
    NoGoal { what: &'static str, goal: &'static str, columns: String },
}

/// One column of the file and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub header: String,
    pub target: Target,
    /// For a column of dates that has some in the sample.
    pub dates: Option<DateShape>,
}

/// What all columns become. `Display` is a table for people, without any value of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub columns: Vec<Column>,
    /// `Họ` before `Tên`: the parts of a name are joined in the Vietnamese order.
    pub family_first: bool,
    /// What was decided and may surprise, in words.
    pub remarks: Vec<String>,
}

impl Mapping {
    /// What the columns' names say, after what the caller says: `Phone 1=phone,Notes=note`; `#3` is the third column.
    pub fn new(shape: &Shape, spec: Option<&str>) -> Result<Self, MapError> {
        let header = &shape.header;
        let mut targets = asked(header, spec.unwrap_or_default(), &Target::ALL)?;
        let mut remarks = Vec::new();
        for at in 0..header.len() {
            if targets[at].is_some() {
                continue;
            }
            let Some(meant) = headers::known(&header[at]) else {
                remarks.push(format!("`{}` is not known and is left out; --map can name its field.", header[at]));
                targets[at] = Some(Target::Ignore);
                continue;
            };
            targets[at] = Some(free(meant, at, header, &targets, &mut remarks));
        }
        let mut targets: Vec<Target> = targets.into_iter().map(|target| target.unwrap_or(Target::Ignore)).collect();
        whole_name(header, &mut targets);
        if !targets
            .iter()
            .any(|target| matches!(target, Target::FullName | Target::FirstName | Target::LastName | Target::Company))
        {
            return Err(MapError::NoName { columns: header.join(", ") });
        }
        let columns: Vec<Column> = header
            .iter()
            .zip(targets)
            .enumerate()
            .map(|(at, (header, target))| {
                let cells = || shape.sample.iter().filter_map(|row| row.get(at)).map(String::as_str);
                let dates = if target.is_date() { DateShape::detect(cells()) } else { None };
                if let Some(dates) = dates.filter(|dates| dates.ambiguous || dates.mixed) {
                    remarks.push(format!("`{header}`: dates are {dates}."));
                }
                Column { header: header.clone(), target, dates }
            })
            .collect();
        let family_first = columns
            .iter()
            .any(|column| column.target == Target::LastName && headers::is_vietnamese_surname(&column.header));
        Ok(Self { columns, family_first, remarks })
    }

    /// The column that goes to a target.
    pub fn column(&self, target: Target) -> Option<&Column> {
        self.columns.iter().find(|column| column.target == target)
    }
}

impl fmt::Display for Mapping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for column in &self.columns {
            let what = match (column.target, column.dates) {
                (Target::Ignore, _) => "left out".to_owned(),
                (target @ Target::Sealed(_), None) => format!("{} (sealed)", target.name()),
                (target @ Target::Sealed(_), Some(dates)) => format!("{} (sealed; {dates})", target.name()),
                (target, None) => target.name().to_owned(),
                (target, Some(dates)) => format!("{} ({dates})", target.name()),
            };
            writeln!(f, "  {} → {what}", column.header)?;
        }
        self.remarks.iter().try_for_each(|remark| writeln!(f, "  {remark}"))
    }
}

/// The columns that `--map` names, and which of these goals each goes to.
pub(super) fn asked<T: Goal>(header: &[String], spec: &str, goals: &[T]) -> Result<Vec<Option<T>>, MapError> {
    let mut targets: Vec<Option<T>> = vec![None; header.len()];
    for part in spec.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let Some((name, field)) = part.rsplit_once('=') else {
            return Err(MapError::NotAPair { part: part.to_owned() });
        };
        let at = find_column(header, name.trim())?;
        let wanted = field.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        let Some(target) = goals.iter().copied().find(|goal| goal.name() == wanted) else {
            let names: Vec<&str> = goals.iter().map(|goal| goal.name()).collect();
            return Err(MapError::NoTarget {
                name: field.trim().to_owned(),
                hint: hint(field, &names, "The fields are"),
            });
        };
        if let Some(other) = (0..header.len()).find(|other| *other != at && targets[*other] == Some(target))
            && !target.takes_many()
        {
            let (first, second) = (header[other].clone(), header[at].clone());
            return Err(MapError::TwoToOne { first, second, target: target.name() });
        }
        targets[at] = Some(target);
    }
    Ok(targets)
}

fn find_column(header: &[String], name: &str) -> Result<usize, MapError> {
    let number = name.strip_prefix('#').and_then(|digits| digits.parse::<usize>().ok());
    if let Some(at) = number.and_then(|number| number.checked_sub(1)).filter(|at| *at < header.len()) {
        return Ok(at);
    }
    let wanted = headers::key(name);
    let exact = header.iter().position(|header| header == name);
    exact.or_else(|| header.iter().position(|header| headers::key(header) == wanted)).ok_or_else(|| {
        let names: Vec<&str> = header.iter().map(String::as_str).collect();
        MapError::NoColumn { name: name.to_owned(), hint: hint(name, &names, "The columns are") }
    })
}

/// Where a further column of a kind of contact point goes.
const FURTHER: [(Field, &[Field]); 6] = [
    (Field::Phone, &[Field::Phone2, Field::Phone3]),
    (Field::Phone2, &[Field::Phone3]),
    (Field::Email, &[Field::Email2, Field::Email3]),
    (Field::Email2, &[Field::Email3]),
    (Field::Address, &[Field::Address2]),
    (Field::Address2, &[]),
];

/// A target that is still free: the one meant, a further one of its kind (`phone2` after `phone`), or none.
fn free(meant: Target, at: usize, header: &[String], targets: &[Option<Target>], remarks: &mut Vec<String>) -> Target {
    let holder = |target: Target| targets.iter().position(|taken| *taken == Some(target));
    let Some(first) = holder(meant).filter(|_| !meant.takes_many()) else { return meant };
    let (this, other, name) = (&header[at], &header[first], meant.name());
    let further = FURTHER.iter().find(|(field, _)| meant == Target::Sealed(*field)).map_or(&[][..], |(_, all)| all);
    let further = further.iter().map(|field| Target::Sealed(*field)).find(|target| holder(*target).is_none());
    if let Some(further) = further {
        remarks.push(format!("`{this}` goes to {}, for `{other}` is the {name}.", further.name()));
        return further;
    }
    remarks.push(format!("`{this}` is left out, for `{other}` is already the {name}; --map can choose otherwise."));
    Target::Ignore
}

/// `Tên` or `Nume` alone is a whole name; beside its other part, or a whole name, it stays what it is.
fn whole_name(header: &[String], targets: &mut [Target]) {
    let parts: Vec<usize> =
        (0..targets.len()).filter(|at| matches!(targets[*at], Target::FirstName | Target::LastName)).collect();
    if let [only] = parts[..]
        && headers::may_be_whole_name(&header[only])
        && !targets.contains(&Target::FullName)
    {
        targets[only] = Target::FullName;
    }
}

/// The nearest names, or all of them.
fn hint(wanted: &str, names: &[&str], all: &str) -> String {
    let wanted = headers::key(wanted);
    let mut near: Vec<(usize, &str)> = names
        .iter()
        .map(|name| (name, headers::key(name)))
        .filter_map(|(name, key)| {
            let within = !wanted.is_empty() && (key.contains(&wanted) || (!key.is_empty() && wanted.contains(&key)));
            let distance = distance(&key, &wanted);
            (within || distance <= 1 + wanted.chars().count() / 4).then_some((distance, *name))
        })
        .collect();
    near.sort_unstable();
    if near.is_empty() {
        return format!("{all}: {}.", names.join(", "));
    }
    let near: Vec<String> = near.iter().take(3).map(|(_, name)| format!("`{name}`")).collect();
    format!("Did you mean {}?", near.join(" or "))
}

/// How many letters to add, drop or change (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let change = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
