//! The log: ten entries at a time, newest first, filtered by what is typed or asked for; one of them whole.

use super::super::door;
use super::prompt::Stop;
use super::{Linear, PAGE};
use crate::desk::api::{LogDetail, LogFilter, LogMatch, LogPlace, LogQuery, LogRow, Reply, Request, Verified};
use crate::domain::{Action, Id, fold};
use crate::ui::words;

impl Linear {
    pub(super) fn log(&mut self) -> Result<(), Stop> {
        let limit = u16::try_from(PAGE).unwrap_or(u16::MAX);
        let mut query = LogQuery { limit, ..LogQuery::default() };
        self.log_page(&mut query)?;
        self.say("linear-log-filter")?;
        loop {
            let more = query.from != LogPlace::End;
            let typed = self.ask(if more { "linear-log-pick-more" } else { "linear-log-pick" })?;
            match typed.as_str() {
                "" | "0" | "q" => return Ok(()),
                "m" if more => self.log_page(&mut query)?,
                "m" => self.say("linear-no-more")?,
                "f" => {
                    query = LogQuery { filter: self.log_filter()?, limit, ..LogQuery::default() };
                    self.log_page(&mut query)?;
                }
                typed if typed.starts_with('=') => {
                    if let Some(filter) = self.typed_filter(&typed[1..])? {
                        query = LogQuery { filter, limit, ..LogQuery::default() };
                        self.log_page(&mut query)?;
                    }
                }
                typed => match typed.parse() {
                    Ok(sequence) => self.entry(sequence)?,
                    Err(_) => self.say_with("linear-no-choice", typed)?,
                },
            }
        }
    }

    /// Says the next ten; `query.from` is where those after them begin.
    fn log_page(&mut self, query: &mut LogQuery) -> Result<(), Stop> {
        let first = query.from == LogPlace::End;
        let Some(Reply::Log(page)) = self.desk(Request::Log(query.clone()))? else { return Ok(()) };
        if page.rows.is_empty() {
            self.say(if first { "linear-log-none" } else { "linear-no-more" })?;
        }
        for row in &page.rows {
            self.prompt.say(&self.entry_line(row))?;
        }
        query.from = page.next.map_or(LogPlace::End, LogPlace::Before);
        Ok(())
    }

    /// An entry on a line. One that does not hold says so before anything else.
    fn entry_line(&self, row: &LogRow) -> String {
        let entry = &row.entry;
        let verified = format!("{}: {}", self.i18n.t("log-verified"), self.i18n.t(words::verified_key(row.verified)));
        let (before, after) = if row.verified == Verified::Good {
            (String::new(), verified)
        } else {
            (format!("{}, {verified}", self.i18n.t("linear-log-bad")), String::new())
        };
        let parts = [
            before,
            self.moment(entry.at),
            self.member(row),
            self.i18n.t(&words::action_key(entry.action)),
            row.subject.clone(),
            self.i18n.t(words::outcome_key(entry.outcome)),
            words::reason(&self.i18n, &entry.reason),
            after,
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}. {}", row.sequence, parts.join(", "))
    }

    fn member(&self, row: &LogRow) -> String {
        if row.entry.member.is_some() { row.member.clone() } else { self.i18n.t("entry-nobody") }
    }

    /// A filter as it is typed; `None`: it could not be read, and that was said.
    fn typed_filter(&mut self, text: &str) -> Result<Option<LogFilter>, Stop> {
        match LogFilter::parse(text, door::now(), &self.zone) {
            Ok(filter) => Ok(Some(filter)),
            Err(mistake) => self.say_mistake(text, &mistake).map(|()| None),
        }
    }

    /// Whose entries and which acts; Enter alone leaves each open.
    fn log_filter(&mut self) -> Result<LogFilter, Stop> {
        let member = self.ask("linear-ask-log-member")?;
        let named: Vec<(Action, String)> =
            Action::ALL.into_iter().map(|action| (action, self.i18n.t(&words::action_key(action)))).collect();
        loop {
            let typed = fold::fold(&self.ask("linear-ask-log-action")?);
            let matches = |words: &str| fold::fold(words).contains(&typed);
            let fitting = named.iter().filter(|(action, words)| matches(words) || matches(action.name()));
            let actions: Vec<Action> = fitting.map(|(action, _)| *action).collect();
            if typed.is_empty() || !actions.is_empty() {
                let actions = if typed.is_empty() { Vec::new() } else { actions };
                let mut filter = LogFilter::default();
                if !member.is_empty() {
                    filter = filter.with(false, LogMatch::Member(vec![member]));
                }
                if !actions.is_empty() {
                    filter = filter.with(false, LogMatch::Action(actions));
                }
                return Ok(filter);
            }
            let all: Vec<&str> = named.iter().map(|(_, words)| words.as_str()).collect();
            self.prompt.say(&self.i18n.t_with("linear-log-actions", &[("names", all.join(", ").into())]))?;
        }
    }

    /// One entry, one thing a line.
    fn entry(&mut self, sequence: i64) -> Result<(), Stop> {
        let Some(Reply::LogEntry(detail)) = self.desk(Request::LogEntry(sequence))? else { return Ok(()) };
        let LogDetail { row, changes, previous, hash, signer, checkpoint, .. } = *detail;
        let entry = &row.entry;
        let number = self.i18n.lang.number(row.sequence);
        self.prompt.say(&self.i18n.t_with("entry-title", &[("number", number.into())]))?;
        let id = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
        for (key, value) in [
            ("log-verified", self.i18n.t(words::verified_key(row.verified))),
            ("log-time", self.moment(entry.at)),
            ("log-member", self.member(&row)),
            ("log-action", self.i18n.t(&words::action_key(entry.action))),
            ("log-subject", row.subject.clone()),
            ("log-outcome", self.i18n.t(words::outcome_key(entry.outcome))),
            ("entry-reason", words::reason(&self.i18n, &entry.reason)),
            ("entry-details", words::details(&self.i18n, &entry.details, ", ")),
            ("entry-changes", self.i18n.lang.number(i64::try_from(changes).unwrap_or(i64::MAX))),
            ("entry-origin", entry.origin.clone()),
            ("entry-session", id(entry.session)),
            ("entry-signer", signer),
            ("entry-previous", previous),
            ("entry-hash", hash),
            ("entry-checkpoint", checkpoint.map(|size| self.i18n.lang.number(size)).unwrap_or_default()),
        ] {
            self.say_field(&self.i18n.t(key), &value)?;
        }
        Ok(())
    }
}
