//! Members, roles, departments by what people type: a name in any accents and letter case, or an id.

use super::office;
use crate::cli::output::{Failure, unexpected};
use crate::desk::Desk;
use crate::desk::api::{DepartmentRow, MemberRow, MemberStanding, OfficeAnswer, OfficeQuery, RoleRow};
use crate::domain::{Id, fold};

/// As many names a refusal lists.
const LISTED: usize = 20;

pub fn members(desk: &mut Desk) -> Result<Vec<MemberRow>, Failure> {
    match office(desk, OfficeQuery::Members)? {
        OfficeAnswer::Members(rows) => Ok(rows),
        _ => Err(unexpected()),
    }
}

pub fn roles(desk: &mut Desk) -> Result<Vec<RoleRow>, Failure> {
    match office(desk, OfficeQuery::Roles)? {
        OfficeAnswer::Roles(rows) => Ok(rows),
        _ => Err(unexpected()),
    }
}

pub fn departments(desk: &mut Desk) -> Result<Vec<DepartmentRow>, Failure> {
    match office(desk, OfficeQuery::Departments)? {
        OfficeAnswer::Departments(rows) => Ok(rows),
        _ => Err(unexpected()),
    }
}

/// A member; one who was removed is found only where nobody else has the name.
pub fn member(desk: &mut Desk, typed: &str) -> Result<MemberRow, Failure> {
    let (gone, there): (Vec<_>, Vec<_>) =
        members(desk)?.into_iter().partition(|member| member.standing == MemberStanding::Removed);
    let named = |rows: &[MemberRow]| find("member", typed, rows, |row| (row.id.to_string(), &row.name)).cloned();
    named(&there).or_else(|failure| named(&gone).map_err(|_| failure))
}

pub fn role<'a>(rows: &'a [RoleRow], typed: &str) -> Result<&'a RoleRow, Failure> {
    find("role", typed, rows, |row| (row.role.key(), &row.name))
}

pub fn department<'a>(rows: &'a [DepartmentRow], typed: &str) -> Result<&'a DepartmentRow, Failure> {
    find("department", typed, rows, |row| (row.id.to_string(), &row.name))
}

/// The department that is named; where none is, the only one there is.
pub fn department_or_only(rows: &[DepartmentRow], typed: Option<&str>) -> Result<Id, Failure> {
    match (typed, rows) {
        (Some(typed), _) => Ok(department(rows, typed)?.id),
        (None, [only]) => Ok(only.id),
        (None, _) => {
            let names = listed(rows.iter().map(|row| row.name.clone()));
            Err(Failure::Usage(format!("In which department? Give --department. There are: {names}.")))
        }
    }
}

/// The one with this key or name: as it is typed, or else whatever its accents and letter case.
fn find<'a, T>(what: &str, typed: &str, all: &'a [T], named: impl Fn(&T) -> (String, &str)) -> Result<&'a T, Failure> {
    let exact = |one: &&T| {
        let (key, name) = named(one);
        key == typed || name == typed
    };
    let alike = |one: &&T| fold::fold(named(one).1) == fold::fold(typed);
    let mut found: Vec<&T> = all.iter().filter(exact).collect();
    if found.is_empty() {
        found = all.iter().filter(alike).collect();
    }
    match found[..] {
        [one] => Ok(one),
        [] => {
            let names = listed(all.iter().map(|one| named(one).1.to_owned()));
            Err(Failure::Other(format!("There is no {what} {typed:?}. There are: {names}.")))
        }
        _ => {
            let keys = listed(found.into_iter().map(|one| {
                let (key, name) = named(one);
                format!("{name} {key}")
            }));
            Err(Failure::Other(format!("Several {what}s are called {typed:?}. Give the id of one: {keys}.")))
        }
    }
}

fn listed(names: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = names.collect();
    if all.is_empty() {
        return "none".into();
    }
    let more = all.len().saturating_sub(LISTED);
    let shown = all[..all.len() - more].join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [(&str, &str); 4] = [("1", "Lan"), ("2", "Lân"), ("3", "Đào"), ("4", "đào")];

    fn found(typed: &str) -> Result<&'static str, String> {
        find("member", typed, &PEOPLE, |one| (one.0.to_owned(), one.1))
            .map(|one| one.0)
            .map_err(|failure| failure.to_string())
    }

    #[test]
    fn names_are_found_as_typed_or_alike_and_never_guessed() {
        assert_eq!(found("Lân"), Ok("2"));
        assert_eq!(found("Đào"), Ok("3"), "as it is typed, though another is alike");
        assert_eq!(found("4"), Ok("4"), "by its key");
        assert_eq!(found("dao").unwrap_err(), "Several members are called \"dao\". Give the id of one: Đào 3, đào 4.");
        assert_eq!(found("lan").unwrap_err(), "Several members are called \"lan\". Give the id of one: Lan 1, Lân 2.");
        assert_eq!(found("mai").unwrap_err(), "There is no member \"mai\". There are: Lan, Lân, Đào, đào.");
    }

    #[test]
    fn a_long_list_is_cut() {
        let text = listed((1..=23).map(|number| number.to_string()));
        assert!(text.ends_with("19, 20 and 3 more"), "{text}");
        assert_eq!(listed(std::iter::empty()), "none");
    }
}
