//! One message in, effects out.

use super::context::{Intent, Tone};
use super::event::{Effect, Event, Key, Message};
use super::keymap::{self, Action, Place};
use super::layer::{Answer, Layer};
use super::model::{Model, Screen};
use super::popups::help::Help;
use super::popups::question::{Ask, Question};
use super::screens::customers::Customers;
use super::screens::lock::Lock;
use super::screens::log::Log;
use super::screens::sign_in::SignIn;
use crate::desk::api::{Notice, Problem, Reply, Request, SignedIn};
use crate::domain::Micros;

/// Takes one message in; answers what to do, in order. Draw afterwards if `take_dirty` says so.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Event(event) => take_event(model, event),
        Message::Reply { ticket, result } => take_reply(model, ticket, result),
    }
    settle(model);
    model.plan_wake();
    std::mem::take(&mut model.cx.effects)
}

fn take_event(model: &mut Model, event: Event) {
    match event {
        Event::Key(key) => {
            model.touched = model.cx.now;
            model.cx.dirty = true;
            if model.cx.toast.as_ref().is_some_and(|toast| toast.tone != Tone::Good) {
                model.cx.toast = None;
            }
            take_key(model, key);
        }
        Event::Paste(text) => {
            model.touched = model.cx.now;
            model.cx.dirty = true;
            model.with_top(|top, cx| top.paste(&text, cx));
        }
        Event::Resize(columns, rows) => {
            model.cx.size = (columns, rows);
            model.cx.dirty = true;
        }
        Event::Focus(_) | Event::Mouse(_) | Event::Edited(_) => {}
        Event::Tick(now) => take_tick(model, now),
        Event::Codes(codes) => {
            model.cx.dirty |= model.cx.who.is_none();
            model.sign_in.set_codes(codes);
        }
    }
}

fn take_tick(model: &mut Model, now: Micros) {
    let cx = &mut model.cx;
    cx.now = now;
    if model.wake.is_some_and(|at| at <= now) {
        model.wake = None;
    }
    if cx.toast.as_ref().is_some_and(|toast| toast.until <= now) {
        cx.toast = None;
        cx.dirty = true;
    }
    let answer = model.with_top(|top, cx| top.tick(cx));
    close(model, answer);
    let idle = i64::from(model.cx.start.idle_lock_seconds) * 1_000_000;
    if idle > 0 && model.cx.who.is_some() && model.lock.is_none() && now.0 - model.touched.0 >= idle {
        lock(model, true);
    }
}

fn take_key(model: &mut Model, key: Key) {
    let (place, facts) = (model.place(), model.facts());
    let mut answer = Answer::Ignored;
    match keymap::find(place, key, &facts) {
        Some(Ok(action)) => answer = act(model, action),
        Some(Err(name)) => {
            let deed = model.cx.t(&format!("help-{name}"));
            let words = model.cx.i18n.t_with("toast-not-now", &[("deed", deed.into())]);
            model.cx.say(Tone::Warn, words);
            return;
        }
        None => {}
    }
    if answer == Answer::Ignored {
        answer = model.with_top(|top, cx| top.key(key, cx));
    }
    if answer == Answer::Ignored
        && let Some(Ok(action)) = keymap::find(Place::Anywhere, key, &facts)
    {
        answer = act(model, action);
    }
    close(model, answer);
}

/// An action: those of the whole program here, the others by the top layer.
fn act(model: &mut Model, action: Action) -> Answer {
    match action {
        Action::Quit => quit(model),
        Action::Suspend => model.cx.effects.push(Effect::Suspend),
        Action::Lock => lock(model, false),
        Action::Help => {
            let from = model.place();
            if from != Place::Help && model.lock.is_none() {
                model.cx.opened.push(Box::new(Help::new(from)));
            }
        }
        Action::ShowCustomers => model.screen = Screen::Customers,
        Action::ShowLog => {
            model.screen = Screen::Log;
            model.log.enter(&mut model.cx);
        }
        action => return model.with_top(|top, cx| top.act(action, cx)),
    }
    Answer::Consumed
}

/// Takes the top layer off if it asked for that.
fn close(model: &mut Model, answer: Answer) {
    if answer == Answer::Close {
        model.cx.dirty = true;
        if model.lock.is_some() {
            model.lock = None;
            model.touched = model.cx.now;
        } else {
            model.popups.pop();
        }
    }
}

fn take_reply(model: &mut Model, ticket: u64, result: Result<Reply, Problem>) {
    if model.leaving == Some(ticket) {
        model.cx.effects.push(Effect::Quit);
        return;
    }
    if let Some(lock) = model.lock.as_mut().filter(|lock| lock.waits(ticket)) {
        model.cx.dirty = true;
        if matches!(result, Err(Problem::NoSession)) {
            return sign_out(model);
        }
        let answer = lock.reply(ticket, result, &mut model.cx);
        close(model, answer);
        return;
    }
    let waiting = model.popups.iter().position(|popup| popup.waits(ticket));
    let known =
        waiting.is_some() || model.sign_in.waits(ticket) || model.customers.waits(ticket) || model.log.waits(ticket);
    if !known {
        // Stale: whoever asked has asked again since, or is gone.
        return;
    }
    model.cx.dirty = true;
    if matches!(result, Err(Problem::NoSession)) && model.cx.who.is_some() && model.lock.is_none() {
        return sign_out(model);
    }
    if let Some(index) = waiting {
        if model.popups[index].reply(ticket, result, &mut model.cx) == Answer::Close {
            model.popups.remove(index);
        }
    } else if model.sign_in.waits(ticket) {
        model.sign_in.reply(ticket, result, &mut model.cx);
    } else if model.customers.waits(ticket) {
        model.customers.reply(ticket, result, &mut model.cx);
    } else {
        model.log.reply(ticket, result, &mut model.cx);
    }
}

/// Carries out what layers wanted from one another.
fn settle(model: &mut Model) {
    let opened = std::mem::take(&mut model.cx.opened);
    model.popups.extend(opened);
    let intents = std::mem::take(&mut model.cx.intents);
    for intent in intents {
        match intent {
            Intent::SignedIn(who) => welcome(model, *who),
            Intent::Quit => leave(model),
            Intent::DropForm | Intent::KeepMine(_) => {
                if let Some(popup) = model.popups.last_mut()
                    && popup.intent(&intent, &mut model.cx) == Answer::Close
                {
                    model.popups.pop();
                }
            }
            Intent::OpenCustomer(_) | Intent::CustomerSaved(_) => {
                model.screen = Screen::Customers;
                model.customers.intent(&intent, &mut model.cx);
            }
            Intent::NoteSaved(_) => {
                model.customers.intent(&intent, &mut model.cx);
            }
            Intent::Filter(_) => {
                model.log.intent(&intent, &mut model.cx);
            }
        }
    }
}

fn welcome(model: &mut Model, who: SignedIn) {
    let cx = &mut model.cx;
    let mut words = vec![match who.last_sign_in {
        Some(at) => cx.i18n.t_with("welcome-last", &[("moment", cx.moment(at).into())]),
        None => cx.t("welcome-first"),
    }];
    if who.failures_since > 0 {
        words.push(cx.i18n.t_with("welcome-failures", &[("count", who.failures_since.into())]));
    }
    words.extend(who.notices.iter().map(|notice| match notice {
        Notice::NetworkFileSystem => cx.t("notice-network"),
    }));
    let tone = if who.failures_since > 0 || !who.notices.is_empty() { Tone::Warn } else { Tone::Good };
    cx.say(tone, words.join(" "));
    let rights = who.rights.clone();
    cx.who = Some(who);
    // Passwords and codes that were typed go with the screen.
    model.sign_in = SignIn::default();
    model.touched = cx.now;
    model.screen = if rights.list || !rights.log { Screen::Customers } else { Screen::Log };
    if rights.list {
        model.customers.load(cx);
    }
    if model.screen == Screen::Log {
        model.log.enter(&mut model.cx);
    }
}

/// The session is over: everything that was known is dropped.
fn sign_out(model: &mut Model) {
    let word = model.cx.i18n.problem(&Problem::NoSession);
    model.cx.who = None;
    model.cx.toast = None;
    model.cx.opened.clear();
    model.cx.intents.clear();
    model.lock = None;
    model.popups.clear();
    model.customers = Customers::default();
    model.log = Log::default();
    let codes = std::mem::take(&mut model.sign_in.codes);
    model.sign_in = SignIn::with_word(Some(word));
    model.sign_in.codes = codes;
}

fn lock(model: &mut Model, idle: bool) {
    if model.cx.who.is_none() || model.lock.is_some() {
        return;
    }
    let Model { popups, cx, .. } = model;
    popups.retain_mut(|popup| popup.lock(cx) != Answer::Close);
    cx.toast = None;
    cx.dirty = true;
    model.lock = Some(Lock::new(idle, &mut model.cx));
}

/// Asks first if something would be lost.
fn quit(model: &mut Model) {
    if model.leaving.is_some() || !model.unsaved() {
        return leave(model);
    }
    if let Some(lock) = &mut model.lock {
        lock.refuse(model.cx.t("lock-unsaved"));
    } else if model.place() != Place::Question {
        model.cx.opened.push(Box::new(Question(Ask::Quit)));
    }
}

/// Signs out and leaves when that is answered; a second time leaves at once.
fn leave(model: &mut Model) {
    if model.cx.who.is_none() || model.leaving.is_some() {
        model.cx.effects.push(Effect::Quit);
    } else {
        model.leaving = Some(model.cx.ask(Request::SignOut));
    }
}
