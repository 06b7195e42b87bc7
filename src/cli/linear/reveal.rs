//! A sealed field in the clear, where what was written can be taken away again, or on the person's own word.

use std::time::Duration;

use super::Linear;
use super::prompt::Stop;
use crate::desk::api::{CustomerDetail, REASONS, Reason, Reply, Request};

impl Linear {
    pub(super) fn reveal(&mut self, detail: &CustomerDetail) -> Result<(), Stop> {
        let Some(field) = self.which(detail, &detail.may_reveal)? else { return Ok(()) };
        let reasons = REASONS.map(|reason| self.i18n.t(&format!("reason-{reason}")));
        let Some(index) = self.choose("reveal-why", reasons)? else { return Ok(()) };
        let words = self.ask("linear-ask-words")?;
        self.say("reveal-logged")?;
        let clears = self.prompt.ends().clears;
        // Asked before the desk is: the log must not tell of a value that nobody saw.
        if !clears && !self.agreed()? {
            return self.say("linear-not-shown");
        }
        let reason = Reason { key: REASONS[index].to_owned(), words, link: None };
        let request = Request::Reveal { customer: detail.customer.id, field, reason };
        let Some(Reply::Revealed { value, seconds, .. }) = self.desk(request)? else { return Ok(()) };
        let label = self.field(field);
        self.prompt.say(&format!("{label}:"))?;
        self.prompt.say_whole(value.expose())?;
        if !clears {
            return Ok(());
        }
        let shown = Duration::from_secs(seconds.into()).min(self.idle);
        self.prompt.say(&self.i18n.t_with("linear-hides", &[("seconds", shown.as_secs().into())]))?;
        let waited = self.prompt.wait(shown);
        // Whatever ended the wait, the value goes first.
        self.prompt.clear()?;
        waited?;
        self.prompt.say(&self.i18n.t_with("reveal-over", &[("field", label.into())]))
    }

    /// Whether the value may stay where it is shown: nothing can take it back there.
    fn agreed(&mut self) -> Result<bool, Stop> {
        self.say("linear-stays")?;
        let answer = self.ask("linear-sure")?.to_lowercase();
        Ok(answer == "y" || answer == self.i18n.t("linear-yes"))
    }
}
