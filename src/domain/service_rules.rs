//! What an office's rules for tickets must hold to: clean words, bounds, and nothing named that is not there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use super::service::{Calendar, Escalation, Service, Snippet, Target, TicketStatus};
use super::ticket::Phase;
use super::{Holidays, Hours, Id, fold, text};

const MOST_STATUSES: usize = 30;
const LONGEST_KEY: usize = 24;
const LONGEST_NAME: usize = 60;
const MOST_NAMES: usize = 200;
const LONGEST_HOURS: usize = 400;
const MOST_DAYS: usize = 400;
/// Minutes of a year: nobody promises more.
const MOST_MINUTES: u32 = 366 * 24 * 60;
const MOST_ESCALATIONS: usize = 20;
const MOST_SNIPPETS: usize = 200;
const LONGEST_SNIPPET: usize = 4_000;

impl Snippet {
    /// What stands for something of the ticket, each in braces: `{customer}`.
    pub const PLACEHOLDERS: [&str; 5] = ["customer", "number", "member", "office", "date"];
}

impl Service {
    /// The rules with clean words, and escalations in the order in which they come due.
    ///
    /// # Errors
    /// What is wrong and how to put it right, in one sentence.
    pub fn tidied(&self, has_department: impl Fn(Id) -> bool) -> Result<Self, String> {
        if !(1..=100).contains(&self.warn_percent) {
            return Err("the part of the time from which it grows short is 1 to 100 percent".into());
        }
        check_targets(self)?;
        let statuses = statuses(&self.statuses)?;
        Ok(Self {
            flow: flow(&statuses, &self.flow)?,
            statuses,
            kinds: names("kind", &self.kinds)?,
            products: names("product", &self.products)?,
            calendar: calendar(&self.calendar)?,
            targets: self.targets.clone(),
            warn_percent: self.warn_percent,
            escalations: escalations(&self.escalations, has_department)?,
            snippets: snippets(&self.snippets)?,
            satisfaction: self.satisfaction,
            birthdays: self.birthdays,
        })
    }

    /// These rules, which somebody made out of `before`, over those there are now: a part that only one of the two changed
    /// is as that one has it. `None`: both changed the same part.
    pub fn over(&self, before: &Self, now: &Self) -> Option<Self> {
        Some(Self {
            statuses: part(&self.statuses, &before.statuses, &now.statuses)?,
            flow: part(&self.flow, &before.flow, &now.flow)?,
            kinds: part(&self.kinds, &before.kinds, &now.kinds)?,
            products: part(&self.products, &before.products, &now.products)?,
            calendar: part(&self.calendar, &before.calendar, &now.calendar)?,
            targets: part(&self.targets, &before.targets, &now.targets)?,
            warn_percent: part(&self.warn_percent, &before.warn_percent, &now.warn_percent)?,
            escalations: part(&self.escalations, &before.escalations, &now.escalations)?,
            snippets: part(&self.snippets, &before.snippets, &now.snippets)?,
            satisfaction: part(&self.satisfaction, &before.satisfaction, &now.satisfaction)?,
            birthdays: part(&self.birthdays, &before.birthdays, &now.birthdays)?,
        })
    }
}

fn part<T: Clone + PartialEq>(mine: &T, before: &T, now: &T) -> Option<T> {
    match (mine == before, now == before) {
        (true, _) => Some(now.clone()),
        (_, true) => Some(mine.clone()),
        _ => (mine == now).then(|| mine.clone()),
    }
}

fn statuses(all: &[TicketStatus]) -> Result<Vec<TicketStatus>, String> {
    if all.len() > MOST_STATUSES {
        return Err(format!("{MOST_STATUSES} statuses are the most"));
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let (mut clean, mut keys, mut called) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for TicketStatus { key, name, phase } in all {
        if key.is_empty() || key.len() > LONGEST_KEY || !key.chars().all(fits) {
            let key = text::clean_input(key, LONGEST_KEY);
            return Err(format!("{key:?} is no key of a status: write 1 to {LONGEST_KEY} of a-z, 0-9, - and _"));
        }
        if !keys.insert(key) {
            return Err(format!("two statuses have the key {key}; give each its own"));
        }
        let name = text::clean_input(name, LONGEST_NAME);
        if !name.is_empty() && !called.insert(fold::fold(&name)) {
            return Err(format!("two statuses are called {name:?}; give each its own name"));
        }
        clean.push(TicketStatus { key: key.clone(), name, phase: *phase });
    }
    match clean.first() {
        None => return Err("there must be a status for new tickets".into()),
        Some(first) if !first.phase.is_live() => {
            return Err(format!("the first status is a new ticket's: {} may not be solved or closed", first.key));
        }
        Some(_) if clean.iter().all(|status| status.phase.is_live()) => {
            return Err("some status must be one of tickets that are solved or closed".into());
        }
        Some(_) => {}
    }
    Ok(clean)
}

fn flow(
    statuses: &[TicketStatus],
    flow: &BTreeMap<String, BTreeSet<String>>,
) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let status = |key: &str| {
        let found = statuses.iter().find(|status| status.key == key);
        let key = text::clean_input(key, LONGEST_KEY);
        found.ok_or_else(|| format!("the flow names the status {key:?}, which there is not"))
    };
    for (from, next) in flow {
        let from = status(from)?;
        next.iter().try_for_each(|key| status(key).map(drop))?;
        // Only what is closed may be an end.
        if from.phase != Phase::Closed && next.iter().all(|key| *key == from.key) {
            return Err(format!("nothing leads out of the status {}; name where it may go", from.key));
        }
    }
    Ok(flow.clone())
}

/// Names of kinds and products.
fn names(what: &str, all: &[String]) -> Result<Vec<String>, String> {
    if all.len() > MOST_NAMES {
        return Err(format!("{MOST_NAMES} {what}s are the most"));
    }
    let (mut clean, mut seen) = (Vec::new(), BTreeSet::new());
    for name in all {
        let name = text::clean_input(name, LONGEST_NAME);
        // A comma stands between them where they are typed.
        if name.is_empty() || name.contains(',') {
            return Err(format!("{name:?} is no name of a {what}: write words without a comma"));
        }
        if !seen.insert(fold::fold(&name)) {
            return Err(format!("two {what}s are called {name:?}; name it once"));
        }
        clean.push(name);
    }
    Ok(clean)
}

fn calendar(calendar: &Calendar) -> Result<Calendar, String> {
    let zone = text::clean_input(&calendar.zone, LONGEST_NAME);
    if !zone.is_empty() && TimeZone::get(&zone).is_err() {
        return Err(format!("{zone:?} is no time zone: write one such as Asia/Ho_Chi_Minh or Europe/Bucharest"));
    }
    let hours = text::clean_input(&calendar.hours, LONGEST_HOURS);
    Hours::parse(&hours)?;
    if let Some(country) = calendar.holidays.iter().find(|country| Holidays::of(country).is_none()) {
        let (country, known) = (text::clean_input(country, LONGEST_KEY), Holidays::COUNTRIES.join(", "));
        return Err(format!("the holidays of {country:?} are not known; there are: {known}"));
    }
    if calendar.closed.len().max(calendar.open.len()) > MOST_DAYS {
        return Err(format!("{MOST_DAYS} days off, and as many worked on, are the most: take past ones out"));
    }
    if let Some(both) = calendar.closed.intersection(&calendar.open).next() {
        return Err(format!("{both} is named as a day off and as one that is worked on; take one of them out"));
    }
    Ok(Calendar { zone, hours, ..calendar.clone() })
}

fn check_targets(service: &Service) -> Result<(), String> {
    for (priority, Target { respond_minutes, resolve_minutes }) in &service.targets {
        let priority = priority.name();
        if *respond_minutes.max(resolve_minutes) > MOST_MINUTES {
            return Err(format!("a promise for {priority} tickets is longer than a year of working time"));
        }
        if *resolve_minutes > 0 && respond_minutes > resolve_minutes {
            return Err(format!("the answer to {priority} tickets is promised later than their solution"));
        }
    }
    Ok(())
}

fn escalations(all: &[Escalation], has_department: impl Fn(Id) -> bool) -> Result<Vec<Escalation>, String> {
    if all.len() > MOST_ESCALATIONS {
        return Err(format!("{MOST_ESCALATIONS} rules of escalation are the most"));
    }
    for rule in all {
        if rule.minutes.unsigned_abs() > MOST_MINUTES {
            return Err("a rule of escalation lies further than a year of working time from what was promised".into());
        }
        if rule.priority.is_none() && rule.department.is_none() && !rule.tell_leads {
            return Err("a rule of escalation does nothing: give it a priority, a team, or tell the leads".into());
        }
        if rule.department.is_some_and(|department| !has_department(department)) {
            return Err("a rule of escalation names a team that there is not".into());
        }
    }
    let mut sorted = all.to_vec();
    sorted.sort_by_key(|rule| (rule.promise, rule.minutes));
    Ok(sorted)
}

fn snippets(all: &[Snippet]) -> Result<Vec<Snippet>, String> {
    if all.len() > MOST_SNIPPETS {
        return Err(format!("{MOST_SNIPPETS} snippets are the most"));
    }
    let (mut clean, mut seen) = (Vec::new(), BTreeSet::new());
    for snippet in all {
        let name = text::clean_input(&snippet.name, LONGEST_NAME);
        if name.is_empty() {
            return Err("a snippet has no name; give it one".into());
        }
        if !seen.insert(fold::fold(&name)) {
            return Err(format!("two snippets are called {name:?}; give each its own name"));
        }
        if text::length(&snippet.text) > LONGEST_SNIPPET {
            return Err(format!("the snippet {name:?} is too long; {LONGEST_SNIPPET} characters are the most"));
        }
        let words = text::clean_multiline(&snippet.text, LONGEST_SNIPPET);
        if words.is_empty() {
            return Err(format!("the snippet {name:?} says nothing; write its text"));
        }
        if let Some(unknown) = placeholders(&words).find(|word| !Snippet::PLACEHOLDERS.contains(word)) {
            let known = Snippet::PLACEHOLDERS.map(|word| format!("{{{word}}}")).join(", ");
            return Err(format!("the snippet {name:?} names {{{unknown}}}, which there is not; there are: {known}"));
        }
        clean.push(Snippet { name, text: words });
    }
    Ok(clean)
}

/// The words in braces. A brace that is not closed on its line, or has blanks behind it, is a brace.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| {
        let (word, _) = rest.split_once('}')?;
        (!word.contains(char::is_whitespace)).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::service::Promise;
    use crate::domain::ticket::Priority;

    fn refused(change: impl FnOnce(&mut Service)) -> String {
        let mut service = Service::default();
        change(&mut service);
        service.tidied(|id| id == Id::default()).expect_err("refused")
    }

    fn status(key: &str, phase: Phase) -> TicketStatus {
        TicketStatus { key: key.into(), name: String::new(), phase }
    }

    #[test]
    fn what_comes_with_the_program_is_good() {
        assert_eq!(Service::default().tidied(|_| false), Ok(Service::default()));
    }

    #[test]
    fn words_are_cleaned_and_escalations_put_in_order() {
        let rule = |promise, minutes| {
            let department = Some(Id::default());
            Escalation { promise, minutes, priority: None, department, tell_leads: false }
        };
        let mut service = Service::default();
        service.statuses[0].name = "  Mới \u{1b}[31m ".into();
        service.kinds = vec![" Hóa đơn\u{202e} ".into()];
        service.snippets =
            vec![Snippet { name: " chào ".into(), text: "Chào {customer},\r\n{ x } #{number} {".into() }];
        service.escalations = vec![rule(Promise::Resolve, 0), rule(Promise::Resolve, -30), rule(Promise::Respond, 5)];
        let tidied = service.tidied(|_| true).expect("good");
        assert_eq!((tidied.statuses[0].name.as_str(), tidied.kinds[0].as_str()), ("Mới [31m", "Hóa đơn"));
        assert_eq!(tidied.snippets[0].text, "Chào {customer},\n{ x } #{number} {");
        assert_eq!(tidied.escalations.iter().map(|rule| rule.minutes).collect::<Vec<_>>(), [5, -30, 0]);
        assert_eq!(tidied.tidied(|_| true), Ok(tidied));
    }

    #[test]
    fn statuses_are_told_apart_and_lead_to_an_end() {
        assert!(refused(|service| service.statuses.clear()).contains("new tickets"));
        assert!(refused(|service| service.statuses[1].key = "new".into()).contains("two statuses have the key new"));
        for key in ["", "Mới", "a b", &"x".repeat(25)] {
            assert!(refused(|service| service.statuses[1].key = key.into()).contains("is no key"), "{key}");
        }
        assert!(refused(|service| service.statuses.insert(0, status("done", Phase::Closed))).contains("first status"));
        assert!(refused(|service| service.statuses.truncate(3)).contains("solved or closed"));
        let twice = |service: &mut Service| {
            (service.statuses[0].name, service.statuses[1].name) = ("Chờ".into(), "cho".into());
        };
        assert!(refused(twice).contains("two statuses are called"));
        let to = |from: &str, next: &[&str]| {
            let next = next.iter().map(ToString::to_string).collect();
            refused(|service| drop(service.flow.insert(from.into(), next)))
        };
        assert!(to("gone", &["open"]).contains("\"gone\"") && to("new", &["open", "gone"]).contains("\"gone\""));
        assert!(to("open", &[]).contains("nothing leads out of") && to("open", &["open"]).contains("nothing leads"));
        let mut service = Service::default();
        service.flow.insert("closed".into(), BTreeSet::new());
        assert!(service.tidied(|_| false).is_ok());
    }

    #[test]
    fn calendars_and_promises_are_sane() {
        assert!(refused(|service| service.calendar.zone = "Hanoi".into()).contains("Asia/Ho_Chi_Minh"));
        assert!(refused(|service| service.calendar.hours = "mon 8-17".into()).contains("07:30-19:00"));
        assert!(
            refused(|service| {
                service.calendar.holidays.insert("XX".into());
            })
            .contains("VN, RO")
        );
        let both = |service: &mut Service| {
            service.calendar.closed.insert(date(2026, 5, 2));
            service.calendar.open.insert(date(2026, 5, 2));
        };
        assert!(refused(both).contains("2026-05-02"));
        let many = (0..401).map(|day| date(2026, 1, 1).checked_add(jiff::ToSpan::days(day)).unwrap()).collect();
        assert!(refused(|service| service.calendar.closed = many).contains("400 days"));
        let target = |respond_minutes, resolve_minutes| {
            refused(|service| {
                service.targets.insert(Priority::High, Target { respond_minutes, resolve_minutes });
            })
        };
        assert!(
            target(61, 60).contains("later than their solution") && target(0, u32::MAX).contains("longer than a year")
        );
        for percent in [0, 101] {
            assert!(refused(|service| service.warn_percent = percent).contains("1 to 100"));
        }
    }

    #[test]
    fn rules_and_snippets_say_what_they_do() {
        let rule =
            Escalation { promise: Promise::Resolve, minutes: 0, priority: None, department: None, tell_leads: true };
        let with = |rule: Escalation| refused(|service| service.escalations.push(rule));
        assert!(with(Escalation { tell_leads: false, ..rule.clone() }).contains("does nothing"));
        assert!(
            with(Escalation { department: Some(Id([9; 16])), ..rule.clone() }).contains("a team that there is not")
        );
        assert!(with(Escalation { minutes: i32::MIN, ..rule.clone() }).contains("a year of working time"));
        assert!(refused(|service| service.escalations = vec![rule.clone(); 21]).contains("20 rules"));
        let snippet = |name: &str, text: &str| Snippet { name: name.into(), text: text.into() };
        let with = |snippet: Snippet| refused(|service| service.snippets.push(snippet));
        assert!(with(snippet("", "x")).contains("no name") && with(snippet("a", " ")).contains("says nothing"));
        assert!(with(snippet("a", "Dear {klient}")).contains("{klient}, which there is not; there are: {customer}"));
        assert!(with(snippet("a", &"x".repeat(4_001))).contains("too long"));
        let twice = |service: &mut Service| service.snippets = vec![snippet("Đã", "x"), snippet("da", "y")];
        assert!(refused(twice).contains("two snippets"));
        assert!(refused(|service| service.kinds = vec!["A".into(), "a".into()]).contains("two kinds"));
        assert!(refused(|service| service.products = vec!["a, b".into()]).contains("without a comma"));
    }

    #[test]
    fn two_people_may_change_different_parts() {
        let before = Service::default();
        let mine = Service { warn_percent: 50, ..before.clone() };
        let theirs = Service { birthdays: true, ..before.clone() };
        let both = mine.over(&before, &theirs).expect("both");
        assert_eq!((both.warn_percent, both.birthdays), (50, true));
        assert_eq!(mine.over(&before, &Service { warn_percent: 60, ..before.clone() }), None);
        assert_eq!(mine.over(&before, &mine), Some(mine.clone()));
        assert_eq!(before.over(&before, &theirs), Some(theirs));
    }
}
