//! What is typed to find something: the filters of customers, tickets and the log, their completion, and a quick task.
#![no_main]

use jiff::tz::TimeZone;
use kin::domain::filter::{self, Mistake};
use kin::domain::{LogFilter, Micros, quick_add, ticket_filter};
use libfuzzer_sys::fuzz_target;

const NOW: Micros = Micros(1_795_330_920_000_000);

/// What is marked as wrong is a part of the text.
fn marked<T>(text: &str, parsed: Result<T, Mistake>) -> Option<T> {
    match parsed {
        Ok(parsed) => Some(parsed),
        Err(mistake) => {
            assert!(text.get(mistake.at.clone()).is_some(), "{:?} is no part of {text:?}", mistake.at);
            None
        }
    }
}

fuzz_target!(|text: &str| {
    let zone = TimeZone::fixed(jiff::tz::offset(7));
    marked(text, filter::parse(text, &TimeZone::fixed(jiff::tz::offset(7))));
    marked(text, ticket_filter::parse(text));
    if let Some(log) = marked(text, LogFilter::parse(text, NOW, &zone)) {
        let written = log.to_text(&zone);
        let again = LogFilter::parse(&written, NOW, &zone).unwrap_or_else(|mistake| panic!("{written:?}: {mistake:?}"));
        assert_eq!(again, log, "{written:?}");
    }
    for cursor in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
        let _ = filter::complete(text, cursor);
        let _ = ticket_filter::complete(text, cursor);
    }
    let _ = quick_add::parse(text, NOW, &zone);
    let _ = quick_add::parse_when(text, NOW, &zone);
});
