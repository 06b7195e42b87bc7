//! `kin alert`: what was seen that should not be.

use super::{manage, office};
use crate::cli::args::{Alert, Global};
use crate::cli::door;
use crate::cli::output::{Failure, moment, print_json, print_table, unexpected};
use crate::desk::api::{AlertView, Manage, OfficeAnswer, OfficeQuery};
use crate::domain::Verdict;

pub fn run(global: &Global, command: &Alert) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    match command {
        Alert::List { all } => {
            let OfficeAnswer::Alerts(rows) = office(&mut desk, OfficeQuery::Alerts { open_only: !all })? else {
                return Err(unexpected());
            };
            list(global, &rows)
        }
        Alert::Close { alert, word } => {
            let close = || Manage::CloseAlert { alert: *alert, words: word.clone(), verdict: Verdict::Explained };
            manage(global, &mut desk, "The alert is closed.", close)
        }
    }
}

fn list(global: &Global, rows: &[AlertView]) -> Result<(), Failure> {
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells: Vec<_> = rows
        .iter()
        .map(|row| {
            let closed = format!("closed by {}: {}", row.handled_by, row.words);
            let standing = if row.open { "open".to_owned() } else { closed };
            [row.id.to_string(), moment(row.at), row.kind.clone(), row.subject.clone(), standing, row.about.clone()]
        })
        .collect();
    print_table(["alert", "at", "kind", "about", "standing", "seen"], &cells)
}
