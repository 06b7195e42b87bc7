//! `kin why`: what allows or forbids something, in the order in which it is judged.

use crate::cli::args::{Global, Why as Arguments, scope_name};
use crate::cli::output::{Failure, moment, print_json, print_line, unexpected};
use crate::cli::{customer, door};
use crate::desk::api::{Enforced, Reply, Request, Why, WhyLine, WhyQuery};
use crate::domain::{FieldRight, ShareLevel};

pub fn run(global: &Global, arguments: &Arguments) -> Result<(), Failure> {
    let mut desk = door::signed_in(global)?;
    let customer = arguments.customer.as_deref().map(|typed| customer::find(&mut desk, typed)).transpose()?;
    let query = WhyQuery { rule: arguments.rule.join(" "), customer };
    let Reply::Why(why) = desk.ask(Request::Why(query))? else { return Err(unexpected()) };
    if global.json {
        return print_json(&why);
    }
    show(&why)
}

fn show(why: &Why) -> Result<(), Failure> {
    print_line(&format!("{}: {}", why.rule, if why.allowed { "allowed" } else { "not allowed" }))?;
    why.lines.iter().try_for_each(|line| print_line(&format!("  {}", words(line))))?;
    let enforced = match why.enforced {
        Enforced::Cryptographic => "by cryptography",
        Enforced::Server => "by the server",
        Enforced::Client => "by the program alone",
    };
    print_line(&format!("  This is upheld {enforced}."))
}

fn words(line: &WhyLine) -> String {
    match line {
        WhyLine::Role { role, reach: Some(reach) } => {
            format!("The role {role} gives it, as far as: {}.", scope_name(*reach))
        }
        WhyLine::Role { role, reach: None } => format!("The role {role} does not give it."),
        WhyLine::Field { right } => format!("Of this field the role may {}.", right_words(*right)),
        WhyLine::Grant { sequence, issuer, limit, expires, temporary } => {
            let kind = if *temporary { "The grant to stand in" } else { "The grant" };
            let until = expires.map(|at| format!(", until {}", moment(at))).unwrap_or_default();
            format!("{kind} (decision {sequence}, by {issuer}) limits it to: {}{until}.", scope_name(*limit))
        }
        WhyLine::Key { class, lookup, held, waiting } => {
            let key = if *lookup { "lookup key" } else { "key" };
            let standing = match (held, waiting) {
                (true, _) => "is held",
                (false, true) => "is granted, and waits for somebody to give it",
                (false, false) => "is not held",
            };
            format!("The {key} of the class {} {standing}.", class.name())
        }
        WhyLine::Record { mine, department, in_department, private, shared } => {
            let whose = if *mine { "your own" } else { "not your own" };
            let within = if *in_department { "which is within yours" } else { "which is not within yours" };
            let private = if *private { ", and is private" } else { "" };
            let shared = match shared {
                Some(ShareLevel::View) => ", but is shared with you to see",
                Some(ShareLevel::Edit) => ", but is shared with you to edit",
                None => "",
            };
            format!("The customer is {whose}, in {department}, {within}{private}{shared}.")
        }
        WhyLine::Manner { manner, permitted, mine } => {
            let permitted = if *permitted { "the role permits it" } else { "the role does not permit it" };
            let mine = if *mine { "the customer is your own" } else { "the customer is not your own" };
            format!("The office has the field edited by: {manner}; {permitted}, and {mine}.")
        }
        WhyLine::Quota { used_hour, hour, used_day, day } => {
            format!("Of the quota {used_hour} of {hour} are used this hour, and {used_day} of {day} this day.")
        }
        WhyLine::Approval { by, until } => format!("{by} has approved it until {}.", moment(*until)),
        WhyLine::TwoPersons => "A second person has to approve it.".into(),
        WhyLine::ExportsFrozen => "Exports and copies are frozen while an incident is looked into.".into(),
        WhyLine::Preview { role } => format!("You are looking as the role {role}."),
    }
}

const fn right_words(right: FieldRight) -> &'static str {
    match right {
        FieldRight::None => "see nothing, not even the mask",
        FieldRight::Masked => "see the mask alone",
        FieldRight::Lookup => "see the mask, look it up and check it",
        FieldRight::RevealWithReason => "reveal the value with a reason",
        FieldRight::Reveal => "reveal the value",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Class, Micros, Scope};

    #[test]
    fn every_line_is_a_sentence() {
        let lines = [
            WhyLine::Role { role: "agent".into(), reach: Some(Scope::Department) },
            WhyLine::Role { role: "agent".into(), reach: None },
            WhyLine::Field { right: FieldRight::Lookup },
            WhyLine::Grant {
                sequence: 7,
                issuer: "mai".into(),
                limit: Scope::All,
                expires: Some(Micros(1_800_000_000_000_000)),
                temporary: true,
            },
            WhyLine::Key { class: Class::Contact, lookup: true, held: false, waiting: true },
            WhyLine::Record {
                mine: false,
                department: "Sales".into(),
                in_department: false,
                private: true,
                shared: Some(ShareLevel::View),
            },
            WhyLine::Manner { manner: "owner_only".into(), permitted: true, mine: false },
            WhyLine::Quota { used_hour: 1, hour: 20, used_day: 2, day: 80 },
            WhyLine::Approval { by: "minh".into(), until: Micros(1_800_000_000_000_000) },
            WhyLine::TwoPersons,
            WhyLine::ExportsFrozen,
            WhyLine::Preview { role: "agent".into() },
        ];
        for line in &lines {
            let words = words(line);
            assert!(
                words.ends_with('.') && words.starts_with(char::is_uppercase) || words.starts_with("minh"),
                "{words}"
            );
        }
        assert!(words(&lines[3]).contains("decision 7, by mai") && words(&lines[3]).contains("until 2027-01-15"));
        assert!(words(&lines[4]).contains("lookup key of the class contact is granted, and waits"));
    }
}
