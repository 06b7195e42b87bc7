//! A filter from the command line, and what to say of one that cannot be read.

use super::output::Failure;
use crate::cli::zone::zone;
use crate::domain::SafeText;
use crate::domain::filter::{self, Filter, Mistake, MistakeKind, Subject};

/// Reads it, with days as they begin here.
pub fn read(typed: &str) -> Result<Filter, Failure> {
    filter::parse(typed, &zone()).map_err(|mistake| Failure::Usage(words(typed, &mistake)))
}

fn words(typed: &str, mistake: &Mistake) -> String {
    marked(typed, mistake, &advice(mistake.kind))
}

/// The text, a mark under what is wrong with it, and what to do.
pub fn marked(typed: &str, mistake: &Mistake, advice: &str) -> String {
    let shown = |part: &str| SafeText::new(part);
    let before = shown(&typed[..mistake.at.start]).width();
    let under = shown(&typed[mistake.at.clone()]).width().max(1);
    let mark = format!("{}{}", " ".repeat(before), "^".repeat(under));
    let near = mistake.near.map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    format!("The filter cannot be read:\n  {}\n  {mark}\n{advice}{near}", shown(typed).as_str())
}

fn advice(kind: MistakeKind) -> String {
    match kind {
        MistakeKind::UnknownField => {
            format!("There is no such field. There are: {}.", Subject::ALL.map(Subject::name).join(", "))
        }
        MistakeKind::UnknownOperator => "Compare with =, !=, ~ (holds), in, <, <=, > or >=.".into(),
        MistakeKind::OperatorNotForField => {
            "This field is not compared so. Texts: = != ~ in. Choices: = != in. Times: > < >= <=, and = with a day."
                .into()
        }
        MistakeKind::UnknownValue => format!(
            "There is no such value here. {}.",
            [Subject::Kind, Subject::Status, Subject::Has]
                .map(|subject| format!("{}: {}", subject.name(), subject.fixed_values().join(", ")))
                .join("; ")
        ),
        MistakeKind::BadDate => "Write a day like 2026-12-31 or 31/12/2026, or an age like 7d, 2w, 3m or 1y.".into(),
        MistakeKind::MissingValue => "A value is missing, such as in: city = Huế.".into(),
        MistakeKind::MissingOperator => "What stands between field and value is missing, such as = or ~.".into(),
        MistakeKind::MissingField => "A condition is missing here, such as: status = active.".into(),
        MistakeKind::MissingJoiner => {
            "Put and, or, or a comma between conditions. A value with special signs goes in quotes: \"A (B)\".".into()
        }
        MistakeKind::UnclosedParenthesis => "This parenthesis has no partner.".into(),
        MistakeKind::UnclosedQuote => "The closing quote is missing.".into(),
        MistakeKind::TooDeep => "Too many parentheses lie inside each other. Write it flatter.".into(),
        MistakeKind::TooLong => "It is too long. 1000 bytes and 50 values are the most.".into(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn the_mark_stands_under_the_mistake() {
        let typed = "city = Huế and statut = active";
        let mistake = filter::parse(typed, &TimeZone::UTC).unwrap_err();
        let lines: Vec<String> = words(typed, &mistake).lines().map(str::to_owned).collect();
        assert_eq!(lines[1], "  city = Huế and statut = active");
        assert_eq!(lines[2], "                 ^^^^^^");
        assert!(lines[3].ends_with("Did you mean status?"), "{}", lines[3]);
        assert!(MistakeKind::ALL.into_iter().all(|kind| advice(kind).ends_with('.')));
    }
}
