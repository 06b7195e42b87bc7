//! The filter of the tickets' list, as it is typed.

use crate::domain::filter::{Mistake, MistakeKind};
use crate::domain::ticket::{Channel, Phase, Priority};
use crate::domain::ticket_filter::{self, Age, TicketKey, Wanted, quoted};
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::Place;
use crate::ui::popups::filter_line::{Completion, FilterLine, Grammar, Proposal};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::tickets::words;

pub type TicketFilter = FilterLine<Conditions>;

#[derive(Debug)]
pub struct Conditions;

impl Grammar for Conditions {
    const PLACE: Place = Place::ListFilter;
    const EXAMPLE: &'static str = "ticket-filter-example";

    fn complete(text: &str, cursor: usize, cx: &Context) -> Completion {
        let at = ticket_filter::complete(text, cursor);
        let proposals = match at.wanted {
            Wanted::Key => TicketKey::ALL.map(|key| key_proposal(key, cx)).to_vec(),
            Wanted::Value(key) => key.map(|key| values(key, cx)).unwrap_or_default(),
        };
        Completion { replace: at.replace, apart: false, typed: at.typed, proposals }
    }

    fn read(text: &str, _cx: &Context) -> Result<Intent, Mistake> {
        ticket_filter::parse(text)?;
        Ok(Intent::Tickets(TicketsIntent::Filter(text.trim().to_owned())))
    }

    fn words(mistake: &Mistake, text: &str, cx: &Context) -> String {
        let list = |key: &str, words: &[String]| cx.i18n.t_with(key, &[("words", words.join(" ").into())]);
        let keys = || TicketKey::ALL.map(|key| format!("{}:", key.name()));
        match (mistake.kind, ticket_filter::complete(text, mistake.at.start).wanted) {
            (MistakeKind::UnknownField, _) => list("ticket-filter-keys", &keys()),
            (MistakeKind::UnknownValue, Wanted::Value(Some(key))) => {
                let values: Vec<String> = key.fixed_values().into_iter().map(str::to_owned).collect();
                list("ticket-filter-values", &values)
            }
            (MistakeKind::MissingValue, _) => cx.t("ticket-filter-value"),
            (MistakeKind::UnclosedQuote, _) => cx.t("ticket-filter-quote"),
            (kind, _) => cx.t(&format!("filter-mistake-{}", kind.key())),
        }
    }
}

/// A key, and what it asks.
fn key_proposal(key: TicketKey, cx: &Context) -> Proposal {
    let words = match key {
        TicketKey::Status => "field-status",
        TicketKey::Priority => "field-priority",
        TicketKey::Channel => "field-channel",
        TicketKey::Kind => "field-kind",
        TicketKey::Product => "field-product",
        TicketKey::Owner => "field-owner",
        TicketKey::Customer => "field-requester",
        TicketKey::Age => "ticket-filter-age",
    };
    Proposal { open: true, ..Proposal::new(format!("{}:", key.name()), cx.t(words)) }
}

fn values(key: TicketKey, cx: &Context) -> Vec<Proposal> {
    let plain = |text: &str| Proposal::new(quoted(text), "");
    let choices = cx.ticket_choices.as_ref();
    match (key, choices) {
        (TicketKey::Priority, _) => {
            Priority::ALL.map(|one| Proposal::new(one.name(), cx.t(words::priority_key(one)))).to_vec()
        }
        (TicketKey::Channel, _) => {
            Channel::ALL.map(|one| Proposal::new(one.name(), cx.t(words::channel_key(one)))).to_vec()
        }
        (TicketKey::Age, _) => Age::USUAL.map(|age| Proposal::new(age.to_string(), words::age(age, cx))).to_vec(),
        (TicketKey::Status, Some(all)) => {
            let status = |(key, name, phase): &(String, String, Phase)| {
                let words = if name.is_empty() { cx.t(words::phase_key(*phase)) } else { name.clone() };
                Proposal::new(quoted(key), words)
            };
            all.statuses.iter().map(status).collect()
        }
        (TicketKey::Kind, Some(all)) => all.kinds.iter().map(|name| plain(name)).collect(),
        (TicketKey::Product, Some(all)) => all.products.iter().map(|name| plain(name)).collect(),
        (TicketKey::Owner, all) => {
            let fixed = [Proposal::new("me", cx.t("filter-me")), Proposal::new("nobody", cx.t("filter-nobody"))];
            let members = all.into_iter().flat_map(|all| &all.members).map(|(_, name)| plain(name));
            fixed.into_iter().chain(members).collect()
        }
        _ => Vec::new(),
    }
}
