//! An opened customer: the record, its notes, its timeline and who has looked at it.

use super::prompt::Stop;
use super::{Linear, PAGE, Pick, spoken};
use crate::desk::api::{CustomerDetail, LogRow, Reply, Request, TimelineRow};
use crate::domain::{ActivityKind, Field, Id, Outcome};
use crate::ui::words;

/// Longest note that is gathered, in bytes; the desk has its own limit in characters.
const LONGEST_NOTE: usize = 64 * 1024;

impl Linear {
    /// Opens a customer, which is logged, reads the record and does what is chosen until it is left.
    pub(super) fn open(&mut self, id: Id) -> Result<(), Stop> {
        let Some(detail) = self.detail(id)? else { return Ok(()) };
        self.read(&detail)?;
        let choices = self.choices([
            (1, "linear-reveal", !detail.may_reveal.is_empty()),
            (2, "linear-check", !detail.may_check.is_empty()),
            (3, "linear-note", detail.may_note),
            (4, "tab-timeline", true),
            (5, "tab-access", detail.may_see_access),
            (6, "linear-again", true),
            (0, "linear-back", true),
        ]);
        self.tell("linear-customer-menu", &choices)?;
        loop {
            let typed = self.ask("linear-choose")?;
            let picked = match self.pick(&typed, &choices)? {
                Some(Pick::Number(number)) => number,
                Some(Pick::Back) => return Ok(()),
                None => continue,
            };
            match picked {
                1 => self.reveal(&detail)?,
                2 => self.check(&detail)?,
                3 => self.add_note(id)?,
                4 => self.timeline(id)?,
                5 => self.access(id)?,
                6 => {
                    if let Some(detail) = self.detail(id)? {
                        self.read(&detail)?;
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn detail(&mut self, id: Id) -> Result<Option<CustomerDetail>, Stop> {
        match self.desk(Request::Customer(id))? {
            Some(Reply::Customer(detail)) => {
                let detail = detail.without_retired();
                self.i18n.call(&detail.own_fields);
                Ok(Some(*detail))
            }
            _ => Ok(None),
        }
    }

    /// The record, one thing a line.
    fn read(&mut self, detail: &CustomerDetail) -> Result<(), Stop> {
        let customer = &detail.customer;
        self.prompt.say(&format!("{}, {}", customer.name, customer.code))?;
        let kind = self.i18n.t(words::kind_key(customer.kind));
        let status = self.i18n.t(words::status_key(customer.status));
        let since = customer
            .since
            .parse()
            .map_or_else(|_| customer.since.clone(), |date| words::show_date(self.i18n.lang, date));
        for (name, value) in [
            ("kind", &kind),
            ("status", &status),
            ("company", &customer.company),
            ("city", &customer.city),
            ("country", &customer.country),
            ("website", &customer.website),
            ("since", &since),
            ("owner", &detail.owner),
            ("department", &detail.department),
            ("updated", &self.moment(customer.updated_at)),
            ("flags", &customer.flags),
        ] {
            self.say_field(&self.i18n.field(name), value)?;
        }
        let employer = detail.more.employer.as_ref().map(|one| one.name.clone()).unwrap_or_default();
        let more = words::own_values(detail, &self.i18n).into_iter();
        for (label, value) in std::iter::once((self.i18n.field("employer"), employer)).chain(more) {
            self.say_field(&label, &value)?;
        }
        for masked in &detail.masked {
            let label = words::point_label(&detail.more, masked.field, &self.i18n);
            let label = Some(label).filter(|label| !label.is_empty());
            let words = label.into_iter().chain(self.may(detail, masked.field));
            let value = [spoken(&masked.mask)].into_iter().chain(words).collect::<Vec<_>>().join(", ");
            self.say_field(&self.field(masked.field), &value)?;
        }
        Ok(())
    }

    /// What may be done with a masked field.
    fn may(&self, detail: &CustomerDetail, field: Field) -> Vec<String> {
        let all = [
            ("linear-masked", true),
            ("linear-may-reveal", detail.may_reveal.contains(&field)),
            ("linear-may-check", detail.may_check.contains(&field)),
        ];
        all.into_iter().filter(|(_, may)| *may).map(|(key, _)| self.i18n.t(key)).collect()
    }

    /// A field of those that something may be done with, its mask beside it.
    pub(super) fn which(&mut self, detail: &CustomerDetail, fields: &[Field]) -> Result<Option<Field>, Stop> {
        let named = fields.iter().map(|field| {
            let mask = detail.masked.iter().find(|masked| masked.field == *field);
            format!("{}: {}", self.field(*field), mask.map(|masked| spoken(&masked.mask)).unwrap_or_default())
        });
        let named: Vec<String> = named.collect();
        Ok(self.choose("linear-which-field", named)?.and_then(|index| fields.get(index).copied()))
    }

    /// Does what the caller says match? What is typed stays unseen: the terminal would keep it.
    fn check(&mut self, detail: &CustomerDetail) -> Result<(), Stop> {
        let Some(field) = self.which(detail, &detail.may_check)? else { return Ok(()) };
        self.say("check-logged")?;
        let said = self.ask_hidden("linear-ask-said")?;
        if said.expose().trim().is_empty() {
            return Ok(());
        }
        let request = Request::Check { customer: detail.customer.id, field, said };
        let Some(Reply::Checked { matches, tries_left, .. }) = self.desk(request)? else { return Ok(()) };
        self.say(if matches { "check-match" } else { "check-no-match" })?;
        if matches {
            return Ok(());
        }
        self.prompt.say(&self.i18n.t_with("check-tries", &[("count", i64::from(tries_left).into())]))
    }

    fn add_note(&mut self, customer: Id) -> Result<(), Stop> {
        const KINDS: [ActivityKind; 6] = ActivityKind::ALL;
        let named = KINDS.map(|kind| self.i18n.t(words::activity_key(kind)));
        let Some(index) = self.choose("linear-note-kind", named)? else { return Ok(()) };
        self.say("linear-note-lead")?;
        let mut text = String::new();
        loop {
            let line = self.ask("linear-ask-note")?;
            if line == "." {
                break;
            }
            if text.len() + line.len() < LONGEST_NOTE {
                text.push_str(&line);
                text.push('\n');
            }
        }
        if text.trim().is_empty() {
            return self.say("linear-note-none");
        }
        match self.desk(Request::AddNote { customer, kind: KINDS[index], text })? {
            Some(_) => self.say("linear-note-saved"),
            None => Ok(()),
        }
    }

    fn timeline(&mut self, customer: Id) -> Result<(), Stop> {
        let mut before = None;
        self.pages("timeline-none", |linear| {
            let Some(Reply::Timeline(rows)) = linear.desk(Request::Timeline { customer, before })? else {
                return Ok(Vec::new());
            };
            before = rows.last().map(|row| (row.activity.at, row.activity.id));
            Ok(rows.iter().map(|row| linear.activity(row)).collect())
        })
    }

    fn activity(&self, row: &TimelineRow) -> String {
        let kind = self.i18n.t(words::activity_key(row.activity.kind));
        let text = row.activity.text.replace('\n', " / ");
        format!("{}, {kind}, {}: {text}", self.moment(row.activity.at), row.member)
    }

    fn access(&mut self, customer: Id) -> Result<(), Stop> {
        let mut before = None;
        self.pages("access-none", |linear| {
            let Some(Reply::Access(rows)) = linear.desk(Request::Access { customer, before })? else {
                return Ok(Vec::new());
            };
            before = rows.last().map(|row| row.sequence);
            Ok(rows.iter().map(|row| linear.looked(row)).collect())
        })
    }

    fn looked(&self, row: &LogRow) -> String {
        let mut parts =
            vec![self.moment(row.entry.at), row.member.clone(), self.i18n.t(&words::action_key(row.entry.action))];
        if row.entry.outcome != Outcome::Done {
            parts.push(self.i18n.t(words::outcome_key(row.entry.outcome)));
        }
        if !row.entry.reason.is_empty() {
            parts.push(words::reason(&self.i18n, &row.entry.reason));
        }
        parts.join(", ")
    }

    /// Reads lines out, ten at a time; `fetch` brings the next ones, and none at the end.
    fn pages(&mut self, none: &str, mut fetch: impl FnMut(&mut Self) -> Result<Vec<String>, Stop>) -> Result<(), Stop> {
        let mut lines = fetch(self)?.into_iter();
        if lines.len() == 0 {
            return self.say(none);
        }
        loop {
            for line in lines.by_ref().take(PAGE) {
                self.prompt.say(&line)?;
            }
            if lines.len() == 0 {
                lines = fetch(self)?.into_iter();
            }
            if lines.len() == 0 {
                return self.say("linear-no-more");
            }
            if self.ask("linear-more")? != "m" {
                return Ok(());
            }
        }
    }
}
