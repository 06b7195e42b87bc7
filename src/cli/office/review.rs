//! `kin review`: who may do what, as lines, CSV or JSON; what has changed since it was last signed; and signing it.

use super::{manage, office};
use crate::cli::args::{Global, Review as Command, scope_name};
use crate::cli::door;
use crate::cli::output::{Failure, moment, neutral, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{Manage, OfficeAnswer, OfficeQuery, Review};

pub fn run(global: &Global, command: &Command) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    match command {
        Command::Show { csv: true } => print_csv(&review(&mut desk)?),
        Command::Show { csv: false } => show(global, &review(&mut desk)?),
        Command::Sign { word } => {
            manage(global, &mut desk, "The review is signed.", || Manage::SignReview { words: word.clone() })
        }
        Command::Diff => diff(global, &review(&mut desk)?),
    }
}

fn review(desk: &mut Desk) -> Result<Review, Failure> {
    match office(desk, OfficeQuery::Review)? {
        OfficeAnswer::Review(review) => Ok(*review),
        _ => Err(unexpected()),
    }
}

fn show(global: &Global, review: &Review) -> Result<(), Failure> {
    if global.json {
        return print_json(review);
    }
    let cells: Vec<_> = review
        .rows
        .iter()
        .map(|row| [row.role.clone(), row.rule.clone(), scope_name(row.scope).into(), row.members.join(", ")])
        .collect();
    print_table(["role", "operation", "reach", "members"], &cells)?;
    print_line(&signed(review))
}

fn signed(review: &Review) -> String {
    match &review.last {
        Some(last) => {
            let count = review.changes.len();
            format!("Last signed by {}, {}: {}. Changes since: {count}", last.by, moment(last.at), last.words)
        }
        None => "No review was signed yet: kin review sign --word TEXT".into(),
    }
}

/// RFC 4180, and no cell that a spreadsheet takes for a formula.
fn print_csv(review: &Review) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(std::io::stdout().lock());
    let mut write = |cells: [&str; 4]| {
        writer.write_record(cells.map(|cell| neutral(cell).into_owned())).map_err(|error| Failure::Output(error.into()))
    };
    write(["role", "operation", "reach", "members"])?;
    for row in &review.rows {
        write([&row.role, &row.rule, scope_name(row.scope), &row.members.join("; ")])?;
    }
    Ok(writer.flush()?)
}

fn diff(global: &Global, review: &Review) -> Result<(), Failure> {
    if global.json {
        return review.changes.iter().try_for_each(print_json);
    }
    print_line(&signed(review))?;
    review.changes.iter().try_for_each(|change| {
        print_line(&format!("{} {}  {}  {}", change.sign, change.role, change.rule, change.what))
    })
}
