//! The rules for tickets as forms: the calendar, the promises, and what stands beside them.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::form::{ActForm, Matter};
use crate::desk::api::{Manage, ServiceChange};
use crate::domain::service::{Service, Target};
use crate::domain::ticket::Priority;
use crate::domain::{Holidays, Hours, date};
use crate::ui::context::Context;
use crate::ui::screens::admin::service::Part;
use crate::ui::screens::admin::service_words as words;
use crate::ui::widgets::fields::Fields;

/// Where values begin.
const VALUES: u16 = 34;

/// Which form, each with its fields by their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Calendar,
    Targets,
    More,
}

const ZONE: usize = 0;
const HOURS: usize = 1;
const COUNTRIES: usize = 2;
const CLOSED: usize = COUNTRIES + Holidays::COUNTRIES.len();
const OPEN: usize = CLOSED + 1;

/// The answer and the solution of each priority.
const WARN: usize = 2 * Priority::ALL.len();

const KINDS: usize = 0;
const PRODUCTS: usize = 1;
const SATISFACTION: usize = 2;
const BIRTHDAYS: usize = 3;

#[derive(Debug)]
pub struct ServiceMatter {
    which: Which,
    before: Service,
}

/// The act of a change of the rules.
pub fn change(before: &Service, after: Service) -> Manage {
    Manage::SetService(Box::new(ServiceChange { before: before.clone(), after }))
}

fn form(which: Which, service: &Service, mut fields: Fields, at: usize) -> ActForm<ServiceMatter> {
    fields.go(at);
    ActForm::new(ServiceMatter { which, before: service.clone() }, fields)
}

pub fn yes_no(cx: &Context) -> Vec<String> {
    vec![cx.t("service-no"), cx.t("service-yes")]
}

/// Priorities, the most urgent first, as the page has them.
fn priorities() -> impl Iterator<Item = Priority> {
    Priority::ALL.into_iter().rev()
}

/// When the office works; at the field of this row.
pub fn calendar(service: &Service, part: Part, cx: &Context) -> ActForm<ServiceMatter> {
    let calendar = &service.calendar;
    let days = |days: &BTreeSet<Date>| days.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut fields = Fields::default()
        .text(cx.t("service-zone"), &calendar.zone)
        .hint(cx.t("service-zone-own"))
        .text(cx.t("service-hours"), &calendar.hours)
        .hint("mon-fri 08:00-12:00, 13:00-17:30");
    for country in Holidays::COUNTRIES {
        let label = cx.i18n.t_with("service-holidays-of", &[("country", country.into())]);
        fields = fields.choice(label, yes_no(cx), usize::from(calendar.holidays.contains(country)));
    }
    let fields = fields
        .text(cx.t("service-closed"), &days(&calendar.closed))
        .hint("2026-12-31, 2027-01-02")
        .text(cx.t("service-open"), &days(&calendar.open))
        .hint("2027-05-03");
    let at = match part {
        Part::Hours => HOURS,
        Part::Holidays => COUNTRIES,
        Part::Closed => CLOSED,
        Part::Open => OPEN,
        _ => ZONE,
    };
    form(Which::Calendar, service, fields, at)
}

/// What is promised by priority, and from when time grows short.
pub fn targets(service: &Service, part: Part, cx: &Context) -> ActForm<ServiceMatter> {
    let mut fields = Fields::default();
    let mut at = WARN;
    for (index, priority) in priorities().enumerate() {
        let target = service.targets.get(&priority).copied().unwrap_or_default();
        fields = fields
            .text(cx.t("service-respond"), &words::span(target.respond_minutes))
            .under(cx.t(words::priority_key(priority)))
            .text(cx.t("service-resolve"), &words::span(target.resolve_minutes));
        if part == Part::Target(priority) {
            at = 2 * index;
        }
    }
    let fields = fields.text(cx.t("service-warn"), &service.warn_percent.to_string()).under(cx.t("service-short"));
    form(Which::Targets, service, fields, at)
}

/// Kinds, products, and what is asked and shown.
pub fn more(service: &Service, part: Part, cx: &Context) -> ActForm<ServiceMatter> {
    let fields = Fields::default()
        .text(cx.t("service-kinds"), &service.kinds.join(", "))
        .hint(cx.t("service-names-hint"))
        .text(cx.t("service-products"), &service.products.join(", "))
        .hint(cx.t("service-names-hint"))
        .choice(cx.t("service-satisfaction"), yes_no(cx), usize::from(service.satisfaction))
        .choice(cx.t("service-birthdays"), yes_no(cx), usize::from(service.birthdays));
    let at = match part {
        Part::Products => PRODUCTS,
        Part::Satisfaction => SATISFACTION,
        Part::Birthdays => BIRTHDAYS,
        _ => KINDS,
    };
    form(Which::More, service, fields, at)
}

/// Words with commas between them.
pub fn listed(typed: &str) -> impl Iterator<Item = &str> {
    typed.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn typed_days(fields: &Fields, field: usize, cx: &Context) -> Result<BTreeSet<Date>, (usize, String)> {
    let day = |word: &str| {
        let unread = || (field, cx.i18n.t_with("service-bad-day", &[("day", word.to_owned().into())]));
        date::parse(word).ok_or_else(unread)
    };
    listed(fields.typed(field)).map(day).collect()
}

impl ServiceMatter {
    fn with_calendar(&self, fields: &Fields, cx: &Context) -> Result<Service, (usize, String)> {
        let mut service = self.before.clone();
        let calendar = &mut service.calendar;
        fields.typed(ZONE).clone_into(&mut calendar.zone);
        if !calendar.zone.is_empty() && TimeZone::get(&calendar.zone).is_err() {
            return Err((ZONE, cx.t("service-bad-zone")));
        }
        fields.typed(HOURS).clone_into(&mut calendar.hours);
        if Hours::parse(&calendar.hours).is_err() {
            return Err((HOURS, cx.t("service-bad-hours")));
        }
        for (index, country) in Holidays::COUNTRIES.into_iter().enumerate() {
            if fields.chosen(COUNTRIES + index) == 1 {
                calendar.holidays.insert(country.to_owned());
            } else {
                calendar.holidays.remove(country);
            }
        }
        calendar.closed = typed_days(fields, CLOSED, cx)?;
        calendar.open = typed_days(fields, OPEN, cx)?;
        Ok(service)
    }

    fn with_targets(&self, fields: &Fields, cx: &Context) -> Result<Service, (usize, String)> {
        let mut service = self.before.clone();
        let span = |field: usize| words::minutes(fields.typed(field)).ok_or_else(|| (field, cx.t("service-bad-span")));
        for (index, priority) in priorities().enumerate() {
            let target = Target { respond_minutes: span(2 * index)?, resolve_minutes: span(2 * index + 1)? };
            // A priority without a promise is not named.
            if target == Target::default() {
                service.targets.remove(&priority);
            } else {
                service.targets.insert(priority, target);
            }
        }
        let percent = fields.typed(WARN).parse().ok().filter(|percent| (1..=100).contains(percent));
        service.warn_percent = percent.ok_or_else(|| (WARN, cx.t("service-bad-percent")))?;
        Ok(service)
    }

    fn with_more(&self, fields: &Fields) -> Service {
        let names = |field: usize| listed(fields.typed(field)).map(str::to_owned).collect();
        Service {
            kinds: names(KINDS),
            products: names(PRODUCTS),
            satisfaction: fields.chosen(SATISFACTION) == 1,
            birthdays: fields.chosen(BIRTHDAYS) == 1,
            ..self.before.clone()
        }
    }
}

impl Matter for ServiceMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t(match self.which {
            Which::Calendar => "service-calendar",
            Which::Targets => "service-targets",
            Which::More => "service-more",
        })
    }

    fn note(&self, cx: &Context) -> String {
        cx.t(match self.which {
            Which::Calendar => "service-calendar-note",
            Which::Targets => "service-targets-note",
            Which::More => "service-more-note",
        })
    }

    fn whole(&self) -> Option<u16> {
        Some(VALUES)
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let after = match self.which {
            Which::Calendar => self.with_calendar(fields, cx)?,
            Which::Targets => self.with_targets(fields, cx)?,
            Which::More => self.with_more(fields),
        };
        Ok(change(&self.before, after))
    }
}
