//! What is told of an incident: the report, and drafts of notices to the authority and to the people concerned.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::super::Desk;
use super::super::api::{IncidentView, NoticeTo, Problem, Touched, TouchedCounts};
use crate::domain::incident::{EventKind, Jurisdiction, Mark, Playbook, Stage, Wording};
use crate::domain::{Action, Class, Id, Lang, Micros};
use crate::policy::{Operation, Target};

/// Most customers that a report names.
const MOST_CUSTOMERS: usize = 100;

/// What texts are put together from.
struct Paper<'a> {
    view: &'a IncidentView,
    touched: &'a Touched,
    words: Wording,
    lang: Lang,
    zone: &'a TimeZone,
    office: &'a str,
    /// Who has it drawn up.
    author: &'a str,
}

impl Desk {
    pub(super) fn incident_report(&mut self, incident: Id, lang: Lang) -> Result<String, Problem> {
        self.on_paper(incident, lang, "report", |paper| paper.report())
    }

    pub(super) fn incident_notice(&mut self, incident: Id, to: NoticeTo, lang: Lang) -> Result<String, Problem> {
        self.on_paper(incident, lang, "notice", |paper| match to {
            NoticeTo::Authority => paper.to_authority(),
            NoticeTo::People => paper.to_people(),
        })
    }

    fn on_paper(
        &mut self,
        incident: Id,
        lang: Lang,
        kind: &str,
        write: impl FnOnce(&Paper<'_>) -> String,
    ) -> Result<String, Problem> {
        let permit = self.judge(Operation::ManageIncidents, Target::Office)?;
        self.look_under(Action::IncidentView, &permit, false, json!({ "incident": incident, "paper": kind }))?;
        let view = self.incident_view(incident)?;
        let touched = self.touched(incident)?;
        Ok(write(&Paper {
            view: &view,
            touched: &touched,
            words: Wording::new(lang),
            lang,
            zone: &self.settings.zone,
            office: &self.office_name,
            author: &self.session()?.name,
        }))
    }
}

/// A value as text between Markdown: what would be taken for markup is escaped.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

impl Paper<'_> {
    fn moment(&self, at: Micros) -> String {
        let at = Timestamp::from_microsecond(at.0).unwrap_or_default().to_zoned(self.zone.clone());
        at.strftime("%Y-%m-%d %H:%M %:z").to_string()
    }

    fn playbook(&self) -> Option<&'static Playbook> {
        Playbook::of(&self.view.row.playbook)
    }

    fn playbook_name(&self) -> &str {
        self.playbook().map_or(&self.view.row.playbook, |playbook| playbook.name.get(self.lang))
    }

    fn law(&self) -> Option<&'static Jurisdiction> {
        Jurisdiction::of(&self.view.row.jurisdiction)
    }

    fn step(&self, key: &str) -> &str {
        self.playbook().and_then(|playbook| playbook.step(key)).map_or("", |step| step.text.get(self.lang))
    }

    fn report(&self) -> String {
        let (row, words) = (&self.view.row, self.words);
        let mut out = String::new();
        let title = words.get(if row.drill { "report_drill_title" } else { "report_title" });
        // A string takes all that is written.
        let _ = writeln!(out, "# {title}: {}\n", self.playbook_name());
        if !row.words.is_empty() {
            let _ = writeln!(out, "{}\n", plain(&row.words));
        }
        if row.drill {
            let _ = writeln!(out, "**{}**\n", words.get("report_drill_note"));
        }
        self.facts(&mut out);
        self.clock(&mut out);
        self.steps(&mut out);
        self.timeline(&mut out);
        self.touched_part(&mut out);
        if row.drill {
            self.score(&mut out);
        }
        out
    }

    fn heading(&self, out: &mut String, name: &str) {
        let _ = writeln!(out, "## {}\n", self.words.get(name));
    }

    fn line(&self, out: &mut String, name: &str, value: &str) {
        let _ = writeln!(out, "- {}: {value}", self.words.get(name));
    }

    fn by(&self, at: Micros, name: &str) -> String {
        format!("{}, {}", self.moment(at), self.words.fill("report_by", &[("name", &plain(name))]))
    }

    fn facts(&self, out: &mut String) {
        let row = &self.view.row;
        self.heading(out, "report_facts");
        self.line(out, "report_playbook", self.playbook_name());
        self.line(out, "report_started", &self.by(row.started_at, &row.started_by));
        self.line(out, "report_aware", &self.moment(row.aware_at));
        let closed = match row.closed_at {
            Some(at) => self.by(at, &self.view.closed_by),
            None => self.words.get("report_open").to_owned(),
        };
        self.line(out, "report_closed", &closed);
        out.push('\n');
    }

    fn clock(&self, out: &mut String) {
        let row = &self.view.row;
        self.heading(out, "report_clock");
        if let Some(law) = self.law() {
            self.line(out, "report_law", &format!("{}, {}", law.name.get(self.lang), law.law.get(self.lang)));
        }
        match row.due {
            Some(due) => {
                self.line(out, "report_due", &self.moment(due));
                let told = match row.told_at {
                    Some(at) => {
                        let kept = if at <= due { "report_in_time" } else { "report_late" };
                        format!("{} ({})", self.moment(at), self.words.get(kept))
                    }
                    None => self.words.get("report_not_told").to_owned(),
                };
                self.line(out, "report_told", &told);
            }
            None => self.line(out, "report_due", self.words.get("report_no_clock")),
        }
        out.push('\n');
    }

    fn steps(&self, out: &mut String) {
        self.heading(out, "report_steps");
        for stage in Stage::ALL {
            let _ = writeln!(out, "### {}\n", self.words.stage(stage));
            for step in self.view.steps.iter().filter(|step| step.stage == stage) {
                let mark = match (step.mark, step.at) {
                    (Some(Mark::Done), Some(at)) => format!("✓ {}", self.by(at, &step.by)),
                    (Some(Mark::Skipped), _) => self.words.get("report_skipped").to_owned(),
                    _ => "–".to_owned(),
                };
                let _ = writeln!(out, "- {} ({mark})", self.step(&step.key));
            }
            out.push('\n');
        }
    }

    fn timeline(&self, out: &mut String) {
        self.heading(out, "report_timeline");
        for event in &self.view.events {
            let mut parts = vec![self.words.get(&format!("event_{}", event.kind.name())).to_owned()];
            parts.extend(event.act.map(|act| self.words.act(act).to_owned()));
            if event.act.is_none() && !event.step.is_empty() {
                parts.push(self.step(&event.step).to_owned());
            }
            parts.extend(
                [&event.member, &event.words].into_iter().filter(|text| !text.is_empty()).map(|text| plain(text)),
            );
            let _ = writeln!(out, "- {}, {}: {}", self.moment(event.at), plain(&event.by), parts.join("; "));
        }
        out.push('\n');
    }

    fn table(&self, out: &mut String, first: &str, rows: &[(String, TouchedCounts, u64)]) {
        if rows.is_empty() {
            return;
        }
        let heads = [first, "report_opened", "report_revealed", "report_copied", "report_customers"];
        let heads: Vec<&str> = heads.into_iter().map(|name| self.words.get(name)).collect();
        let _ = writeln!(out, "| {} |\n|---|---|---|---|---|", heads.join(" | "));
        for (name, counts, customers) in rows {
            let TouchedCounts { opened, revealed, copied } = counts;
            let _ = writeln!(out, "| {name} | {opened} | {revealed} | {copied} | {customers} |");
        }
        out.push('\n');
    }

    fn touched_part(&self, out: &mut String) {
        let touched = self.touched;
        self.heading(out, "report_touched");
        let (from, to) = (self.moment(touched.from), self.moment(touched.to));
        let span = [("from", from.as_str()), ("to", &to), ("entries", &touched.entries.to_string())];
        let _ = writeln!(out, "{}\n", self.words.fill("report_span", &span));
        if touched.unfinished {
            let _ = writeln!(out, "{}\n", self.words.get("report_unfinished"));
        }
        for (name, count) in [
            ("report_customers", touched.customer_count),
            ("report_opened", touched.counts.opened),
            ("report_revealed", touched.counts.revealed),
            ("report_copied", touched.counts.copied),
            ("report_exports", touched.exports),
            ("report_exported", touched.exported),
        ] {
            self.line(out, name, &count.to_string());
        }
        out.push('\n');
        let members = touched.members.iter().map(|row| (plain(&row.name), row.counts, row.customers));
        self.table(out, "report_member", &members.collect::<Vec<_>>());
        let fields = touched.fields.iter().map(|row| {
            let counts = TouchedCounts { opened: 0, revealed: row.revealed, copied: row.copied };
            (plain(row.field.name()), counts, row.customers)
        });
        self.table(out, "report_field", &fields.collect::<Vec<_>>());
        let customers = touched.customers.iter().take(MOST_CUSTOMERS).map(|row| {
            let name = if row.code.is_empty() { row.id.to_string() } else { format!("{} {}", row.code, row.name) };
            (plain(&name), row.counts, 1)
        });
        self.table(out, "report_customer", &customers.collect::<Vec<_>>());
        let more = touched.customer_count.saturating_sub(touched.customers.len().min(MOST_CUSTOMERS) as u64);
        if more > 0 {
            let _ = writeln!(out, "{}\n", self.words.fill("report_more_customers", &[("count", &more.to_string())]));
        }
    }

    fn score(&self, out: &mut String) {
        let score = self.view.row.score;
        self.heading(out, "report_score");
        self.line(out, "report_score_steps", &format!("{} / {}", score.in_time, score.steps));
        let contained = match score.minutes_to_contain {
            Some(minutes) => minutes.to_string(),
            None => self.words.get("report_score_not_contained").to_owned(),
        };
        self.line(out, "report_score_contain", &contained);
    }

    fn notice_head(&self, out: &mut String, title: &str) {
        let _ = writeln!(out, "# {title}\n");
        let _ = writeln!(out, "*{}*\n", self.words.get("notice_draft"));
        if self.view.row.drill {
            let _ = writeln!(out, "**{}**\n", self.words.get("notice_drill"));
        }
    }

    fn to_authority(&self) -> String {
        let (row, words) = (&self.view.row, self.words);
        let mut out = String::new();
        self.notice_head(&mut out, words.get("notice_authority_title"));
        if let Some(law) = self.law() {
            let _ = writeln!(out, "{}  ", words.fill("notice_to", &[("to", law.authority.get(self.lang))]));
            let _ = writeln!(out, "{}  ", words.fill("notice_from", &[("office", &plain(self.office))]));
            let _ = writeln!(out, "{}\n", words.fill("notice_law", &[("law", law.law.get(self.lang))]));
        }
        if let (Some(due), Some(hours)) = (row.due, self.law().and_then(|law| law.hours))
            && row.told_at.unwrap_or(self.touched.now) > due
        {
            let _ = writeln!(out, "{}\n", words.fill("notice_delay", &[("hours", &hours.to_string())]));
        }
        self.heading(&mut out, "notice_nature");
        let _ = writeln!(out, "{}\n", self.nature());
        self.heading(&mut out, "notice_data");
        self.data(&mut out);
        self.heading(&mut out, "notice_consequences");
        let _ = writeln!(out, "{}\n", self.consequences());
        self.heading(&mut out, "notice_measures");
        self.measures(&mut out);
        self.heading(&mut out, "notice_contact");
        self.contact(&mut out);
        out
    }

    fn to_people(&self) -> String {
        let words = self.words;
        let mut out = String::new();
        self.notice_head(&mut out, &words.fill("notice_people_title", &[("office", &plain(self.office))]));
        let _ = writeln!(out, "{}\n", words.get("notice_people_greeting"));
        let _ = writeln!(out, "{}\n", words.get("notice_people_intro"));
        self.heading(&mut out, "notice_people_what");
        let _ = writeln!(out, "{}\n", self.nature());
        self.heading(&mut out, "notice_people_data");
        for (class, _) in self.classes() {
            let _ = writeln!(out, "- {}", words.get(&format!("class_{}", class.name())));
        }
        let _ = writeln!(out, "- {}\n", words.get("notice_outside"));
        self.heading(&mut out, "notice_people_means");
        let _ = writeln!(out, "{}\n", self.consequences());
        self.heading(&mut out, "notice_people_did");
        self.measures(&mut out);
        self.heading(&mut out, "notice_people_do");
        let _ = writeln!(out, "{}\n", words.get("notice_people_advice"));
        self.heading(&mut out, "notice_contact");
        self.contact(&mut out);
        out
    }

    fn nature(&self) -> String {
        let row = &self.view.row;
        let (aware, from, to) =
            (self.moment(row.aware_at), self.moment(self.touched.from), self.moment(self.touched.to));
        let said = match row.words.trim_end_matches('.') {
            "" => String::new(),
            said => format!("{}.", plain(said)),
        };
        let name = self.playbook_name();
        let values = [("playbook", name), ("words", &said), ("aware", &aware), ("from", &from), ("to", &to)];
        self.words.fill("notice_nature_text", &values).replace("  ", " ")
    }

    /// Values that were shown or copied, by their class.
    fn classes(&self) -> BTreeMap<Class, u64> {
        let mut classes = BTreeMap::new();
        for row in &self.touched.fields {
            *classes.entry(row.class).or_default() += row.revealed + row.copied;
        }
        classes
    }

    fn data(&self, out: &mut String) {
        let counts = self.touched.counts;
        let people = self.words.fill("notice_people_count", &[("count", &self.touched.customer_count.to_string())]);
        let (opened, values) = (counts.opened.to_string(), (counts.revealed + counts.copied).to_string());
        let records = self.words.fill("notice_records_count", &[("opened", &opened), ("values", &values)]);
        let _ = writeln!(out, "- {people}\n- {records}");
        for (class, count) in self.classes() {
            let class = self.words.get(&format!("class_{}", class.name()));
            let values = [("class", class), ("count", &count.to_string())];
            let _ = writeln!(out, "- {}", self.words.fill("notice_category", &values));
        }
        let _ = writeln!(out, "- {}\n", self.words.get("notice_outside"));
    }

    fn consequences(&self) -> &str {
        self.playbook().map_or("", |playbook| playbook.consequences.get(self.lang))
    }

    /// What was done, and what of the playbook is still to come.
    fn measures(&self, out: &mut String) {
        let mut any = false;
        for event in self.view.events.iter().filter(|event| event.kind == EventKind::Did) {
            let _ = writeln!(out, "- {}: {}", self.moment(event.at), plain(&event.words));
            any = true;
        }
        let taken = [Stage::Contain, Stage::Recover, Stage::Learn];
        for step in self.view.steps.iter().filter(|step| taken.contains(&step.stage)) {
            let when = match (step.mark, step.at) {
                (Some(Mark::Done), Some(at)) => self.moment(at),
                _ => continue,
            };
            let _ = writeln!(out, "- {when}: {}", self.step(&step.key));
            any = true;
        }
        for event in self.view.events.iter().filter(|event| event.kind == EventKind::Acted && event.step.is_empty()) {
            let act = event.act.map(|act| self.words.act(act)).unwrap_or_default();
            let _ = writeln!(out, "- {}: {act}", self.moment(event.at));
            any = true;
        }
        if !any {
            let _ = writeln!(out, "- {}", self.words.get("notice_no_measures"));
        }
        out.push('\n');
    }

    fn contact(&self, out: &mut String) {
        let values = [("name", plain(self.author)), ("office", plain(self.office))];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        let _ = writeln!(out, "{}", self.words.fill("notice_contact_text", &values));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_is_no_markup() {
        assert_eq!(plain("a|b <i> *x* [y](z)\n# t &lt;"), r"a\|b \<i\> \*x\* \[y\](z) \# t \&lt;");
    }
}
