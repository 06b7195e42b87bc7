//! A member's own way in: sessions, recovery codes, what happened with it.

use super::super::super::Desk;
use super::super::super::api::{LogFilter, LogMatch, LogPlace, LogQuery, OwnSignIn, Problem};
use super::super::super::commands::shown_key;
use super::super::super::sign_in::CREDENTIALS;
use super::members::session_rows;
use crate::domain::Action;

/// How many sign-ins and changes are shown.
const EVENTS: u16 = 20;

impl Desk {
    pub(super) fn own_sign_in(&mut self) -> Result<OwnSignIn, Problem> {
        let (member, session) = (self.session()?.actor.member, self.session()?.id);
        let codes_left = u8::try_from(self.codes_left()?).unwrap_or(u8::MAX);
        let actions = [&CREDENTIALS[..], &[Action::SignIn, Action::SessionEnd]].concat();
        // A failed sign-in is of nobody yet: its subject says whom it was tried for.
        let by = |filter: LogFilter| LogQuery { filter, from: LogPlace::End, limit: EVENTS };
        let own = LogFilter::of(LogMatch::Action(actions));
        let about = by(own.clone().with(false, LogMatch::Subject(member)));
        let own = by(own);
        let mut events = self.log_rows(&about, None)?.rows;
        events.extend(self.log_rows(&own, Some(vec![member]))?.rows);
        events.sort_by_key(|row| std::cmp::Reverse(row.sequence));
        events.dedup_by_key(|row| row.sequence);
        events.truncate(usize::from(EVENTS));
        let (sessions, keys) = self.store.read(|snapshot| {
            Ok::<_, Problem>((session_rows(snapshot, member, session)?, snapshot.ssh_keys(member)?))
        })?;
        let keys = keys.into_iter().map(shown_key).collect();
        Ok(OwnSignIn { sessions, codes_left, events, keys, minimum_password: self.minimum_password() })
    }
}
