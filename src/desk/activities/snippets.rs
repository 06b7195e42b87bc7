//! The office's usual words, filled in for one customer.

use jiff::Timestamp;

use super::super::Desk;
use super::super::api::Problem;
use super::name_of;
use crate::domain::Id;
use crate::domain::service::Snippet;

impl Desk {
    pub(super) fn snippets(&mut self, customer: Id) -> Result<Vec<Snippet>, Problem> {
        self.look_at_timeline(customer)?;
        let name = self.store.read(|snapshot| name_of(snapshot, customer))?;
        let now = Timestamp::from_microsecond(self.clock.now().0).unwrap_or(Timestamp::UNIX_EPOCH);
        let date = now.to_zoned(self.settings.zone.clone()).date().to_string();
        let member = self.session()?.name.clone();
        let values = [("customer", name.as_str()), ("member", &member), ("date", &date), ("office", &self.office_name)];
        let snippets = &self.rights.policy().service.snippets;
        let filled = |snippet: &Snippet| Snippet { name: snippet.name.clone(), text: fill(&snippet.text, &values) };
        Ok(snippets.iter().map(filled).collect())
    }
}

/// The text with values in the place of `{name}`; what has no value stays as it is.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut parts = text.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part.split_once('}').and_then(|(name, rest)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, rest))
        });
        match known {
            Some((value, rest)) => filled.extend([*value, rest]),
            None => filled.extend(["{", part]),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn known_names_are_filled_in_once() {
        let values = [("customer", "Đào {office}"), ("office", "Kin")];
        for (text, filled) in [
            ("Chào {customer}, {office} đây.", "Chào Đào {office}, Kin đây."),
            ("{number}: {customer", "{number}: {customer"),
            ("{{office}}", "{Kin}"),
            ("", ""),
        ] {
            assert_eq!(fill(text, &values), filled);
        }
    }
}
