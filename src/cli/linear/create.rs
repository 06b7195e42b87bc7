//! A new customer: its few first values, asked one by one; a value that is refused is asked for again.

use super::Linear;
use super::prompt::Stop;
use crate::desk::api::{CustomerDraft, Problem, Reply, Request};
use crate::domain::{CustomerKind, Field, Secret, Status};
use crate::ui::words;

const PLAIN: [&str; 3] = ["name", "company", "city"];
const SEALED: [Field; 3] = [Field::Phone, Field::Email, Field::Address];

impl Linear {
    pub(super) fn create(&mut self) -> Result<(), Stop> {
        const KINDS: [CustomerKind; 2] = [CustomerKind::Person, CustomerKind::Company];
        let named = KINDS.map(|kind| self.i18n.t(words::kind_key(kind)));
        let Some(kind) = self.choose("linear-new-kind", named)? else { return Ok(()) };
        let clears = self.prompt.ends().clears;
        self.say(if clears { "linear-new-clears" } else { "linear-new-stays" })?;
        let mut plain = PLAIN.map(|_| String::new());
        let mut sealed = SEALED.map(|_| Secret::default());
        for (name, value) in PLAIN.iter().zip(&mut plain) {
            *value = self.ask_field(name)?;
            if *name == "name" && value.is_empty() {
                return self.say("linear-new-none");
            }
        }
        for (field, value) in SEALED.iter().zip(&mut sealed) {
            *value = Secret::new(self.ask_field(field.name())?);
        }
        loop {
            let [name, company, city] = plain.clone();
            let draft = CustomerDraft {
                id: None,
                version: 0,
                kind: KINDS[kind],
                name: name.clone(),
                company,
                city,
                country: String::new(),
                website: String::new(),
                status: Status::default(),
                sealed: SEALED.into_iter().zip(&sealed).map(|(field, value)| (field, copy(value))).collect(),
                more: None,
            };
            match self.seat.0.ask(Request::SaveCustomer(Box::new(draft))) {
                Ok(Reply::Saved { customer, .. }) => {
                    self.prompt.clear()?;
                    self.prompt.say(&self.i18n.t_with("form-created", &[("name", name.into())]))?;
                    return self.open(customer);
                }
                Ok(_) => return Ok(()),
                Err(problem) => {
                    self.complain(&problem)?;
                    let (Problem::Invalid { field, .. } | Problem::Duplicate { field }) = problem else {
                        return Ok(());
                    };
                    if let Some(at) = PLAIN.iter().position(|name| *name == field) {
                        plain[at] = self.ask_field(&field)?;
                    } else if let Some(at) = SEALED.iter().position(|known| known.name() == field) {
                        sealed[at] = Secret::new(self.ask_field(&field)?);
                    } else {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// The value of a field by its name; Enter alone leaves it empty.
    fn ask_field(&mut self, name: &str) -> Result<String, Stop> {
        let question = self.i18n.t_with("linear-ask-field", &[("field", self.i18n.field(name).into())]);
        self.ask_text(&question)
    }
}

/// The desk takes what it is given; a refused value is not asked for twice.
fn copy(value: &Secret) -> Secret {
    Secret::new(value.expose())
}
