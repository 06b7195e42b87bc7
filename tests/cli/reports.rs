//! `kin report`: the figures of the screen, as far as one reaches.

use crate::office::Office;

#[test]
fn reports_reach_as_far_as_the_lists() {
    let office = Office::demo(8);
    let of = |name: &str| office.run_as(name, &["report", "--json"]).json();
    let sum = |report: &serde_json::Value, part: &str| -> u64 {
        let bars = report.as_array().expect("bars").iter();
        bars.map(|bar| bar["counts"][part].as_u64().expect("a number")).sum()
    };
    let (mai, lan) = (of("mai"), of("lan"));
    let listed = |name: &str| office.run_as(name, &["customer", "list", "--json"]).lines().len() as u64;
    assert_eq!(sum(&mai["customers"], "customers"), 8);
    assert_eq!(
        (sum(&mai["customers"], "customers"), sum(&lan["customers"], "customers")),
        (listed("mai"), listed("lan"))
    );
    assert_eq!(mai["promises"].as_array().map(Vec::len), Some(12));
    let text = office.run_as("mai", &["report"]);
    text.good();
    for heading in ["open tickets", "promises, week of", "new customers", "values shown, week of"] {
        assert!(text.out.contains(heading), "{text:?}");
    }
    let one = office.run_as("mai", &["report", "customers"]);
    one.good();
    assert!(one.out.contains("new customers") && !one.out.contains("open tickets"), "{one:?}");
    office.run_as("mai", &["report", "moons"]).fails(2, "moons");
}

/// A role without the log, and without tickets, has neither: what it may not open is not there.
#[test]
fn what_a_role_may_not_open_is_not_reported() {
    let office = Office::demo(3);
    office.run_as("mai", &["role", "save", "Riêng", "--set", "customer.list=all"]).good();
    office.run_as("mai", &["member", "grant", "lan", "--role", "Riêng", "--department", "Support"]).good();
    let whole = office.run_as("lan", &["report", "--json"]);
    whole.good();
    let report = whole.json();
    assert_eq!(report.as_object().map(|all| all.keys().cloned().collect::<Vec<_>>()), Some(vec!["customers".into()]));
    for kind in ["reveals", "tickets", "promises"] {
        let refused = office.run_as("lan", &["report", kind, "--json"]);
        refused.fails(1, "Your role does not allow this (");
        assert!(refused.out.is_empty(), "{refused:?}");
    }
}

/// Days and times are those of the office, and not of the machine that tells them.
#[test]
fn days_are_told_by_the_zone_of_the_office() {
    let office = Office::demo(5);
    let config = office.file("zone.toml", "[serve]\ntime_zone = \"Pacific/Kiritimati\"\n");
    let told = office.run_as("mai", &["--config", &config, "report", "promises"]);
    let weeks: Vec<jiff::civil::Date> = told.out.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!(weeks.len() > 4 && weeks.iter().all(|day| day.weekday() == jiff::civil::Weekday::Monday), "{told:?}");
    let log = office.run_as("mai", &["--config", &config, "log", "list"]);
    assert!(log.out.lines().nth(1).is_some_and(|line| line.contains("+14:00")), "{log:?}");
    let day = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::get("Pacific/Kiritimati").expect("a zone")).date();
    let listed = office.run_as("mai", &["--config", &config, "log", "list", "--json", "--since", &day.to_string()]);
    assert!(!listed.lines().is_empty(), "{listed:?}");
}
