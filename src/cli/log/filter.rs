//! A filter of the log from the command line, and what to say of one that cannot be read.

use crate::cli::door;
use crate::cli::filter::marked;
use crate::cli::output::Failure;
use crate::cli::zone::zone;
use crate::domain::filter::{Mistake, MistakeKind};
use crate::domain::{LogFilter, LogKey};

/// Reads it, with the times that stand beside it; days begin as they do here.
pub fn read(typed: &str, since: Option<&str>, until: Option<&str>) -> Result<LogFilter, Failure> {
    let times = [(LogKey::Since, since), (LogKey::Until, until)];
    let times =
        times.into_iter().filter_map(|(key, time)| Some(format!("{}:\"{}\"", key.name(), time?.replace('"', ""))));
    let mut filter = LogFilter::default();
    for text in std::iter::once(typed.to_owned()).chain(times) {
        let part =
            LogFilter::parse(&text, door::now(), &zone()).map_err(|mistake| Failure::Usage(words(&text, &mistake)))?;
        filter = part.terms.into_iter().fold(filter, |filter, term| filter.with(term.out, term.matches));
    }
    Ok(filter)
}

fn words(typed: &str, mistake: &Mistake) -> String {
    marked(typed, mistake, &advice(mistake.kind))
}

fn advice(kind: MistakeKind) -> String {
    let list = |key: LogKey| format!("{}: {}", key.name(), key.fixed_values().join(", "));
    match kind {
        MistakeKind::UnknownField => format!(
            "There is no such key. There are: {}. Text with a colon goes in quotes.",
            LogKey::ALL.map(LogKey::name).join(", ")
        ),
        MistakeKind::UnknownValue => {
            format!(
                "There is no such value here. {}.",
                [LogKey::Action, LogKey::Field, LogKey::Outcome].map(list).join("; ")
            )
        }
        MistakeKind::BadDate => {
            "Write a day like 2026-12-31, a time like 2026-12-31T14:00, or an age like 30m, 24h, 7d or 2w.".into()
        }
        MistakeKind::OperatorNotForField => "Only one value can stand here.".into(),
        MistakeKind::UnclosedQuote => "The closing quote is missing.".into(),
        MistakeKind::TooLong => "It is too long. 1000 bytes, 50 terms and 50 values are the most.".into(),
        _ => "A value is missing, such as in: member:lan.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_beside_the_filter_add_up_with_it() {
        let filter = read("member:lan", Some("2026-11-01"), Some("7d")).unwrap();
        assert_eq!(filter.terms.len(), 3);
        for (typed, since, mark) in [("membr:lan", None, "^^^^^"), ("", Some("soon\""), "      ^^^^^^")] {
            let Err(Failure::Usage(words)) = read(typed, since, None) else { panic!("{typed}") };
            assert!(words.lines().nth(2).is_some_and(|line| line.ends_with(mark)), "{words}");
        }
    }
}
