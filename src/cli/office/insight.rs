//! `kin insight`: what members did over some days, beside what is usual for their role.

use super::{names, office};
use crate::cli::args::{Global, Insight as Arguments};
use crate::cli::door;
use crate::cli::output::{Failure, counted, moment, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{Insight, OfficeAnswer, OfficeQuery, Problem};
use crate::domain::{Id, fold};

pub fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let insight = match &arguments.whom {
        Some(name) => of_member(&mut desk, name, arguments.days)?,
        None => insight(&mut desk, None, arguments.days)?,
    };
    match (global.json, insight.member) {
        (true, _) => print_json(&insight),
        (false, None) => show_office(&insight),
        (false, Some(_)) => show_member(&insight),
    }
}

fn insight(desk: &mut Desk, member: Option<Id>, days: u16) -> Result<Insight, Failure> {
    match office(desk, OfficeQuery::Insight { member, days })? {
        OfficeAnswer::Insight(insight) => Ok(*insight),
        _ => Err(unexpected()),
    }
}

/// Who may not look at the members can name one only: itself.
fn of_member(desk: &mut Desk, name: &str, days: u16) -> Result<Insight, Failure> {
    match names::member(desk, name) {
        Ok(member) => insight(desk, Some(member.id), days),
        Err(Failure::Problem(denied @ Problem::Denied { .. })) => {
            let own = insight(desk, None, days)?;
            let meant = own.member.is_some() && fold::fold(&own.name) == fold::fold(name);
            if meant { Ok(own) } else { Err(denied.into()) }
        }
        Err(failure) => Err(failure),
    }
}

fn number(count: Option<u32>) -> String {
    count.map_or_else(|| "-".to_owned(), |count| count.to_string())
}

fn span(insight: &Insight) -> String {
    format!("{} from {}", counted(insight.days, "day", "days"), moment(insight.from))
}

fn show_office(insight: &Insight) -> Result<(), Failure> {
    print_line(&span(insight))?;
    let cells: Vec<_> = insight
        .members
        .iter()
        .map(|row| {
            let numbers = [row.views.to_string(), row.reveals.to_string(), number(row.median), number(row.alerts)];
            let [views, reveals, median, alerts] = numbers;
            [row.name.clone(), row.role_name.clone(), views, reveals, median, alerts]
        })
        .collect();
    print_table(["member", "role", "views", "reveals", "median of the role", "alerts"], &cells)
}

fn show_member(insight: &Insight) -> Result<(), Failure> {
    print_line(&format!("{} ({}), {}", insight.name, insight.role_name, span(insight)))?;
    let cells: Vec<_> = insight
        .counts
        .iter()
        .map(|row| [row.what.replace('_', " "), row.count.to_string(), number(row.median)])
        .collect();
    print_table(["what", "count", "median of the role"], &cells)?;
    let named = |parts: &[(String, u32)]| {
        let part = |(key, count): &(String, u32)| match key.as_str() {
            "" => format!("without one {count}"),
            key => format!("{key} {count}"),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(", ")
    };
    let hours = insight.by_hour.iter().enumerate().filter(|(_, count)| **count > 0);
    let hours = hours.map(|(hour, count)| format!("{hour:02}h {count}")).collect::<Vec<_>>().join(", ");
    let days = insight.by_day.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    let lines = [
        ("reveals by class", named(&insight.by_class)),
        ("reveals by reason", named(&insight.by_reason)),
        ("reveals by hour", hours),
        ("reveals by day", days),
        ("alerts", insight.alerts.map(|count| count.to_string()).unwrap_or_default()),
    ];
    let mut said = lines.into_iter().filter(|(_, words)| !words.is_empty());
    said.try_for_each(|(label, words)| print_line(&format!("{label}: {words}")))
}
