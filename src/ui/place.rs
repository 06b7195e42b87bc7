//! Where the person was when the line was lost: kept sealed as drafts are, and gone back to at the next sign-in.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::model::{Model, Screen};
use super::screens::admin;
use super::screens::customers::ListPlace;
use super::screens::tickets::TicketsPlace;
use super::update::show;
use crate::desk::api::Draft;
use crate::domain::{Micros, Secret};

/// The key it is kept under, among the drafts.
pub const KEY: &str = "place";
/// An older place is nobody's any more.
const OLDEST: i64 = 24 * 3_600_000_000;

/// It holds words that were searched for, so nothing prints it.
#[derive(Serialize, Deserialize)]
struct KeptPlace {
    screen: Screen,
    list: ListPlace,
    /// Only where one was at the tickets.
    #[serde(default)]
    tickets: Option<TicketsPlace>,
}

/// The place as it is sealed; no copy of it is left behind by growth.
pub fn written(model: &Model) -> Secret {
    let tickets = (model.screen == Screen::Tickets).then(|| model.tickets.kept_place(&model.cx));
    let place = KeptPlace { screen: model.screen, list: model.customers.list_place(&model.cx), tickets };
    let mut text = Zeroizing::new(Vec::with_capacity(16 * 1024));
    match serde_json::to_writer(&mut *text, &place) {
        Ok(()) => Secret::new(String::from_utf8_lossy(&text).into_owned()),
        Err(_) => Secret::default(),
    }
}

/// Goes back to a place that was kept, as far as the rights allow, and drops it.
pub fn go_back(model: &mut Model, kept: &Draft) {
    model.drafts.drop_one(KEY.to_owned(), &mut model.cx);
    let Ok(place) = serde_json::from_str::<KeptPlace>(kept.body.expose()) else { return };
    // Whoever has begun something already stays there.
    if Micros(kept.at.0 + OLDEST) < model.cx.now || model.unsaved() || model.customers.narrowed() {
        return;
    }
    let rights = model.cx.rights();
    if rights.list {
        model.customers.come_back(place.list, &mut model.cx);
    }
    let may = match place.screen {
        Screen::Today => true,
        Screen::Customers => rights.list,
        Screen::Tickets => rights.tickets,
        Screen::Tasks => rights.tasks,
        Screen::Reports => !rights.reports().is_empty(),
        Screen::Log => rights.log,
        Screen::Admin => !admin::sections(&rights).is_empty(),
    };
    if let Some(tickets) = place.tickets.filter(|_| rights.tickets) {
        model.tickets.come_back(tickets, &mut model.cx);
    }
    if may {
        show(model, place.screen);
    }
}
