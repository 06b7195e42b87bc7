//! Finding customers: words, an exact value or a filter, and what was found, ten at a time.

use super::prompt::Stop;
use super::{Linear, PAGE, spoken};
use crate::desk::api::{CustomerRow, CustomersPage, CustomersQuery, Reply, Request};
use crate::domain::Id;
use crate::domain::filter::{self, Mistake};

impl Linear {
    /// Searches until Enter alone.
    pub(super) fn find(&mut self) -> Result<(), Stop> {
        self.say("linear-find-lead")?;
        if self.who.as_ref().is_some_and(|who| who.rights.lookup) {
            self.say("linear-find-exact")?;
        }
        self.say("linear-find-filter")?;
        loop {
            let typed = self.ask("linear-ask-find")?;
            if typed.is_empty() {
                return Ok(());
            }
            let Some(query) = self.query(&typed)? else { continue };
            self.results(query)?;
        }
    }

    /// What is asked for; `None`: it could not be read, and that was said.
    fn query(&mut self, typed: &str) -> Result<Option<CustomersQuery>, Stop> {
        let limit = u16::try_from(PAGE).unwrap_or(u16::MAX);
        let Some(text) = typed.strip_prefix('=') else { return Ok(Some(CustomersQuery::new(typed, limit))) };
        match filter::parse(text, &self.zone) {
            Ok(filter) => Ok(Some(CustomersQuery { filter, ..CustomersQuery::new("", limit) })),
            Err(mistake) => self.say_mistake(text, &mistake).map(|()| None),
        }
    }

    /// Where the filter is wrong, by what stands there: a mark under it is nothing to hear.
    pub(super) fn say_mistake(&mut self, text: &str, mistake: &Mistake) -> Result<(), Stop> {
        let words = self.i18n.t(&format!("filter-mistake-{}", mistake.kind.key()));
        let near = text.get(mistake.at.clone()).unwrap_or_default();
        let place = if near.trim().is_empty() {
            self.i18n.t("linear-mistake-end")
        } else {
            let at = text[..mistake.at.start].chars().count() + 1;
            self.i18n.t_with("linear-mistake", &[("at", at.into()), ("near", near.into())])
        };
        self.prompt.say(&format!("{place} {words}"))?;
        match mistake.near {
            Some(near) => self.prompt.say(&self.i18n.t_with("filter-near", &[("word", near.into())])),
            None => Ok(()),
        }
    }

    /// Reads out what was found, and opens what is chosen of it.
    fn results(&mut self, mut query: CustomersQuery) -> Result<(), Stop> {
        let mut found: Vec<Id> = Vec::new();
        if !self.next_page(&mut query, &mut found)? {
            return Ok(());
        }
        loop {
            let more = query.from.is_some();
            let typed = self.ask(if more { "linear-pick-more" } else { "linear-pick" })?;
            match typed.as_str() {
                "" | "0" | "q" => return Ok(()),
                "m" if more => {
                    self.next_page(&mut query, &mut found)?;
                }
                "m" => self.say("linear-no-more")?,
                typed => match typed.parse::<usize>().ok().and_then(|number| found.get(number.checked_sub(1)?)) {
                    Some(id) => self.open(*id)?,
                    None => self.say_with("linear-no-choice", typed)?,
                },
            }
        }
    }

    /// Says the next ten and keeps their ids; `query.from` is where the page after them begins. Whether there
    /// were any, or more may come.
    fn next_page(&mut self, query: &mut CustomersQuery, found: &mut Vec<Id>) -> Result<bool, Stop> {
        let first = query.from.is_none();
        let mut rows = Vec::new();
        // The desk answers a long search in parts.
        loop {
            let asked = CustomersQuery { limit: u16::try_from(PAGE - rows.len()).unwrap_or(1), ..query.clone() };
            let Some(Reply::Customers(page)) = self.desk(Request::Customers(asked))? else { return Ok(false) };
            let CustomersPage { rows: part, next, unfinished, .. } = page;
            rows.extend(part);
            query.from = next;
            if rows.len() >= PAGE || query.from.is_none() || !unfinished {
                break;
            }
        }
        rows.truncate(PAGE);
        if first {
            self.say_count(query, &rows)?;
        }
        for row in &rows {
            found.push(row.id);
            let line = self.row(row);
            self.prompt.say(&format!("{}. {line}", found.len()))?;
        }
        Ok(!rows.is_empty() || query.from.is_some())
    }

    fn say_count(&mut self, query: &CustomersQuery, rows: &[CustomerRow]) -> Result<(), Stop> {
        let (mut counted, mut key) = (rows.len() as u64, "linear-found");
        if query.from.is_some() {
            let (search, filter) = (query.search.clone(), query.filter.clone());
            let all = self.desk(Request::CountCustomers { search, filter, after: None })?;
            let Some(Reply::Counted(all)) = all else { return Ok(()) };
            counted = all.found;
            // It counts for a short while only: nobody waits for the number to hear the names.
            if all.next.is_some() {
                key = "linear-found-more";
            }
        }
        let count = i64::try_from(counted).unwrap_or(i64::MAX);
        self.prompt.say(&self.i18n.t_with(key, &[("count", count.into())]))
    }

    /// A customer on one line: name, company, city, code, and the phone's mask.
    fn row(&self, row: &CustomerRow) -> String {
        let phone = match spoken(&row.phone) {
            mask if mask.is_empty() => mask,
            mask => format!("{} {mask}", self.i18n.t("field-phone")),
        };
        let parts = [&row.name, &row.company, &row.city, &row.code, &phone];
        parts.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    }
}
