//! Coming in, locking, and leaving: what is kept, and what goes at once.

use super::context::{Context, Tone};
use super::drafts::{Body, Drafts};
use super::event::Effect;
use super::history::History;
use super::keymap::Place;
use super::layer::Answer;
use super::model::{Mode, Model, Screen};
use super::news::{Announced, Fresh};
use super::place;
use super::popups::Popup;
use super::popups::access::notices::Notices;
use super::popups::draft_list::DraftList;
use super::popups::form::CustomerForm;
use super::popups::note::NoteForm;
use super::popups::question::{Ask, Question};
use super::popups::task::quick::QuickAdd;
use super::popups::ticket::answer::AnswerForm;
use super::popups::ticket::form::TicketForm;
use super::preferences::Preferences;
use super::presence::Present;
use super::reminders::Reminders;
use super::screens::admin::Admin;
use super::screens::customers::Customers;
use super::screens::lock::Lock;
use super::screens::log::Log;
use super::screens::reports::Reports;
use super::screens::sign_in::SignIn;
use super::screens::tasks::Tasks;
use super::screens::tickets::Tickets;
use super::screens::today::TodayScreen;
use super::tour::Tour;
use super::update::clear_clipboard;
use crate::desk::api::{Notice, Problem, Request, SignedIn};

pub fn welcome(model: &mut Model, who: SignedIn) {
    model.cx.apply(Preferences::read(&who.preferences));
    let cx = &mut model.cx;
    greet(&who, cx);
    cx.who = Some(who);
    cx.steps = (0, 0);
    // Passwords and codes that were typed go with the screen.
    model.sign_in = SignIn::default();
    model.touched = cx.now;
    let tour = cx.start.demo.is_some() && cx.rights().list && !cx.preferences.toured;
    model.tour = tour.then(Tour::default);
    begin(model);
    model.drafts.find(true, &mut model.cx);
}

/// What the rights allow is loaded from its start.
pub fn begin(model: &mut Model) {
    let (rights, cx) = (model.cx.rights(), &mut model.cx);
    model.screen = match (rights.list, rights.tickets, rights.log) {
        (true, ..) => Screen::Customers,
        (false, true, _) => Screen::Tickets,
        (false, false, true) => Screen::Log,
        (false, false, false) => Screen::Today,
    };
    model.today.load(cx);
    model.reminders.load(cx);
    if rights.list {
        model.customers.begin(cx);
        model.choosing = Some(cx.ask(Request::Choices));
    }
    if rights.tickets {
        model.tickets.learn(cx);
    }
    match model.screen {
        Screen::Tickets => model.tickets.enter(cx),
        Screen::Log => model.log.enter(cx),
        _ => {}
    }
}

/// The last sign-in as a passing word; what needs an answer ("was it you?") stays until it was seen.
fn greet(who: &SignedIn, cx: &mut Context) {
    let mut words = vec![match who.last_sign_in {
        Some(at) => cx.i18n.t_with("welcome-last", &[("moment", cx.moment(at).into())]),
        None => cx.t("welcome-first"),
    }];
    let mut grave = Vec::new();
    if who.failures_since > 0 {
        grave.push(cx.i18n.t_with("welcome-failures", &[("count", who.failures_since.into())]));
    }
    for notice in &who.notices {
        match notice {
            Notice::NetworkFileSystem => words.push(cx.t("notice-network")),
            Notice::FewRecoveryCodes(count) => {
                words.push(cx.i18n.t_with("notice-few-codes", &[("count", (*count).into())]));
            }
            Notice::CredentialsChanged(at) => {
                grave.push(cx.i18n.t_with("notice-credentials", &[("moment", cx.moment(*at).into())]));
            }
            Notice::RefusedStatements(count) => {
                grave.push(cx.i18n.t_with("notice-refused-statements", &[("count", (*count).into())]));
            }
        }
    }
    let tone = if words.len() > 1 { Tone::Warn } else { Tone::Good };
    cx.say(tone, words.join(" "));
    if !grave.is_empty() {
        cx.opened.push(Box::new(Notices(grave)));
    }
}

/// The session is over: everything that was known is dropped. Drafts stay with the desk.
pub fn sign_out(model: &mut Model) {
    clear_clipboard(model);
    if model.cx.start.mode == Mode::Served {
        // In the member's language, which goes with the session.
        let key = if model.fresh.ended { "farewell-ended" } else { "farewell-over" };
        model.farewell = Some(model.cx.t(key));
    }
    let cx = &mut model.cx;
    cx.who = None;
    cx.forget_preferences();
    let word = cx.i18n.problem(&Problem::NoSession);
    cx.toast = None;
    cx.resealing = None;
    cx.choices = None;
    cx.ticket_choices = None;
    cx.i18n.call(&[]);
    cx.waiting = 0;
    cx.preview = None;
    cx.opened.clear();
    cx.intents.clear();
    cx.effects.push(Effect::Wipe);
    model.lock = None;
    model.popups.clear();
    model.tour = None;
    (model.undoing, model.choosing, model.previewing) = (None, None, None);
    model.customers = Customers::default();
    (model.tickets, model.present) = (Tickets::default(), Present::default());
    model.log = Log::default();
    model.reports = Reports::default();
    model.today = TodayScreen::default();
    model.tasks = Tasks::default();
    model.reminders = Reminders::default();
    model.admin = Admin::default();
    model.drafts = Drafts::default();
    model.macros.stop();
    model.fresh = Fresh::default();
    model.cx.announced = Announced::default();
    model.history = History::default();
    let codes = std::mem::take(&mut model.sign_in.codes);
    model.sign_in = SignIn::with_word(Some(word));
    model.sign_in.codes = codes;
}

/// Keeps what is typed and the place, while the keys are there. Whoever is leaving comes back to no place.
pub fn keep(model: &mut Model) {
    if model.cx.who.is_none() || model.lock.is_some() {
        return;
    }
    model.drafts.keep(&model.popups, &mut model.cx);
    if model.leaving.is_none() {
        let place = place::written(model);
        model.drafts.keep_place(place, &mut model.cx);
    }
}

/// Somebody has just joined, and signs in next: here, or at the door of a server.
pub fn joined(model: &mut Model, name: &str) {
    if model.cx.start.mode == Mode::Served {
        model.farewell = Some(model.cx.t("farewell-joined"));
    }
    model.sign_in.welcome(name, &model.cx);
}

/// A server shows no sign-in of its own: where nobody is in, nor about to come in, the line ends.
pub fn see_off(model: &mut Model) {
    if model.cx.start.mode == Mode::Served && model.cx.who.is_none() && model.popups.is_empty() {
        let words = model.cx.t("farewell-not-joined");
        model.farewell.get_or_insert(words);
        model.cx.effects.push(Effect::Quit);
    }
}

pub fn lock(model: &mut Model, idle: bool) {
    if model.cx.who.is_none() || model.lock.is_some() {
        return;
    }
    // What is typed is kept before its secrets go; so is the place, as a line may be lost behind the lock.
    keep(model);
    model.macros.stop();
    // Drafts that wait hold sealed values too: they are asked for again after the lock.
    model.drafts.waiting.clear();
    clear_clipboard(model);
    let Model { popups, cx, .. } = model;
    popups.retain_mut(|popup| popup.lock(cx) != Answer::Close);
    // No key is at hand behind the lock.
    cx.resealing = None;
    cx.toast = None;
    cx.dirty = true;
    model.lock = Some(Lock::new(idle, &mut model.cx));
    model.cx.effects.push(Effect::Wipe);
}

/// The lock is open: what it took from the forms comes back from their drafts.
pub fn unlocked(model: &mut Model) {
    model.lock = None;
    model.touched = model.cx.now;
    model.cx.announced.show(model.cx.now);
    model.drafts.find(false, &mut model.cx);
}

/// Shows what waits to be gone on with.
pub fn offer_drafts(model: &mut Model) {
    if !model.drafts.waiting.is_empty() && model.lock.is_none() {
        let list = DraftList::new(&model.drafts.waiting, &model.cx);
        model.cx.opened.push(Box::new(list));
    }
}

/// Opens what a draft was of.
pub fn resume(model: &mut Model, key: &str) {
    let body = model.drafts.resume(key);
    let form = body.map(|body| form_of(body, &model.cx));
    model.cx.opened.extend(form);
}

fn form_of(body: Body, cx: &Context) -> Popup {
    match body {
        Body::Customer(draft) => Box::new(CustomerForm::resume(*draft)),
        Body::Note(draft) => Box::new(NoteForm::resume(*draft, cx)),
        Body::Ticket(kept) => Box::new(TicketForm::resume(*kept, cx)),
        Body::Answer(draft) => Box::new(AnswerForm::resume(*draft, cx)),
        Body::Quick(draft) => Box::new(QuickAdd::resume(*draft)),
    }
}

/// An empty form whose draft waits is opened as it was left: typed anew, it would take the draft's place.
pub fn gone_on_with(model: &mut Model, popup: Popup) -> Popup {
    let key = popup.draft_key().filter(|_| !popup.unsaved());
    let Some(body) = key.and_then(|key| model.drafts.resume(&key)) else { return popup };
    let key = model.cx.keys.written("cancel");
    let words = model.cx.i18n.t_with("draft-gone-on", &[("key", key.into())]);
    model.cx.say(Tone::Warn, words);
    form_of(body, &model.cx)
}

/// Asks first if something is typed and not saved.
pub fn quit(model: &mut Model) {
    if model.leaving.is_some() || !model.unsaved() {
        return leave(model);
    }
    if let Some(lock) = &mut model.lock {
        lock.refuse(model.cx.t("lock-unsaved"));
    } else if model.place() != Place::Question {
        model.cx.opened.push(Box::new(Question(Ask::Quit)));
    }
}

/// Signs out and leaves when that is answered; a second time leaves at once. What is typed is kept.
pub fn leave(model: &mut Model) {
    clear_clipboard(model);
    if model.cx.who.is_none() || model.leaving.is_some() {
        model.cx.effects.push(Effect::Quit);
        return;
    }
    if model.lock.is_none() {
        model.drafts.keep(&model.popups, &mut model.cx);
    }
    model.leaving = Some(model.cx.ask(Request::SignOut));
}
