//! The filter of the tickets' list, as it is typed: conditions `key:value`, which the desk reads.

use crate::domain::filter::Mistake;
use crate::domain::ticket::{Channel, Phase, Priority};
use crate::ui::context::{Context, Intent};
use crate::ui::keymap::Place;
use crate::ui::popups::filter_line::{Completion, FilterLine, Grammar, Proposal};
use crate::ui::popups::ticket::TicketsIntent;
use crate::ui::screens::tickets::words;

pub type TicketFilter = FilterLine<Conditions>;

#[derive(Debug)]
pub struct Conditions;

/// Each key, and the text that says what it asks.
const KEYS: [(&str, &str); 7] = [
    ("status", "field-status"),
    ("priority", "field-priority"),
    ("channel", "field-channel"),
    ("kind", "field-kind"),
    ("product", "field-product"),
    ("owner", "field-owner"),
    ("customer", "field-requester"),
];

impl Grammar for Conditions {
    const PLACE: Place = Place::ListFilter;
    const EXAMPLE: &'static str = "ticket-filter-example";

    fn complete(text: &str, cursor: usize, cx: &Context) -> Completion {
        let start = text[..cursor].rfind(' ').map_or(0, |at| at + 1);
        let word = &text[start..cursor];
        let (at, proposals) = match word.split_once(':') {
            Some((key, _)) => (start + key.len() + 1, values(key.trim_start_matches('-'), cx)),
            None => {
                let key = |(key, words): &(&str, &str)| Proposal {
                    open: true,
                    ..Proposal::new(format!("{key}:"), cx.t(words))
                };
                (start, KEYS.iter().map(key).collect())
            }
        };
        Completion { replace: at..cursor, apart: false, typed: text[at..cursor].to_owned(), proposals }
    }

    fn read(text: &str, _cx: &Context) -> Result<Intent, Mistake> {
        Ok(Intent::Tickets(TicketsIntent::Filter(text.trim().to_owned())))
    }
}

fn values(key: &str, cx: &Context) -> Vec<Proposal> {
    let quoted = |text: &str| if text.contains(' ') { format!("\"{text}\"") } else { text.to_owned() };
    let plain = |text: &str| Proposal::new(quoted(text), "");
    let choices = cx.ticket_choices.as_ref();
    match (key, choices) {
        ("priority", _) => Priority::ALL.map(|one| Proposal::new(one.name(), cx.t(words::priority_key(one)))).to_vec(),
        ("channel", _) => Channel::ALL.map(|one| Proposal::new(one.name(), cx.t(words::channel_key(one)))).to_vec(),
        ("status", Some(all)) => {
            let status = |(key, name, phase): &(String, String, Phase)| {
                let words = if name.is_empty() { cx.t(words::phase_key(*phase)) } else { name.clone() };
                Proposal::new(quoted(key), words)
            };
            all.statuses.iter().map(status).collect()
        }
        ("kind", Some(all)) => all.kinds.iter().map(|name| plain(name)).collect(),
        ("product", Some(all)) => all.products.iter().map(|name| plain(name)).collect(),
        ("owner", all) => {
            let fixed = [Proposal::new("me", cx.t("filter-me")), Proposal::new("nobody", cx.t("filter-nobody"))];
            let members = all.into_iter().flat_map(|all| &all.members).map(|(_, name)| plain(name));
            fixed.into_iter().chain(members).collect()
        }
        _ => Vec::new(),
    }
}
