//! One message in, effects out.

use super::context::{Intent, Tone};
use super::event::{Effect, Event, Key, Message, MouseWhat};
use super::history::Spot;
use super::keymap::{Action, Place};
use super::layer::{Answer, Layer};
use super::model::{Model, Screen};
use super::popups::access::own::MySignIn;
use super::popups::entry::EntryView;
use super::popups::help::Help;
use super::popups::office::insight::MemberInsight;
use super::popups::palette::Palette;
use super::popups::pick::Choice;
use super::popups::settings::Settings;
use super::popups::ticket::{TicketPick, TicketsIntent};
use super::tour::Tour;
use super::{macros, news, pointer, presence, preview, replies, session};
use crate::desk::api::Request;
use crate::domain::{Micros, Secret, ViewKind};

/// Takes one message in; answers what to do, in order. Draw afterwards if `take_dirty` says so.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Event(event) => take_event(model, event),
        Message::Reply { ticket, result } => replies::take(model, ticket, result),
    }
    settle(model);
    while let Some(key) = macros::next_key(model) {
        take_key(model, key);
        typed(model);
        settle(model);
    }
    session::see_off(model);
    if model.cx.who.is_some() && model.lock.is_none() {
        let spot = model.spot();
        model.history.stand(spot);
        model.drafts.drop_closed(&model.popups, &mut model.cx);
    }
    presence::tell(model);
    model.plan_wake();
    std::mem::take(&mut model.cx.effects)
}

fn take_event(model: &mut Model, event: Event) {
    match event {
        Event::Key(key) => {
            touched(model);
            press(model, key);
            typed(model);
        }
        Event::Paste(text) => {
            touched(model);
            macros::give_up(model, "macro-keys-only");
            model.with_top(|top, cx| top.paste(&text, cx));
            typed(model);
        }
        Event::Mouse(mouse) => {
            let hidden = model.curtain;
            match mouse.what {
                MouseWhat::Press => {
                    touched(model);
                    macros::give_up(model, "macro-keys-only");
                }
                MouseWhat::WheelUp | MouseWhat::WheelDown => model.touched = model.cx.now,
            }
            // What can't be seen can't be meant.
            if !hidden {
                pointer::take(model, mouse);
                typed(model);
            }
        }
        Event::Edited(text) => {
            touched(model);
            match text {
                Some(text) => model.with_top(|top, cx| top.edited(&text, cx)),
                None => {
                    let words = model.cx.t("editor-failed");
                    model.cx.say(Tone::Warn, words);
                }
            }
            typed(model);
        }
        Event::Resize(columns, rows) => {
            model.cx.size = (columns, rows);
            model.cx.dirty = true;
        }
        Event::Focus(focused) => {
            if model.cx.start.blank_unfocused && model.curtain == focused {
                model.curtain = !focused;
                if model.curtain {
                    hide(model);
                }
                model.cx.dirty = true;
            }
        }
        Event::Tick(now) => take_tick(model, now),
        Event::Codes(codes) => {
            model.cx.dirty |= model.cx.who.is_none();
            model.sign_in.set_codes(codes);
        }
        Event::News(fresh) => news::take(model, &fresh),
        Event::Keep => session::keep(model),
        Event::Stopping => {
            session::keep(model);
            let words = model.cx.t("server-stops");
            model.cx.announced.add(&words, model.cx.now);
            model.cx.dirty = true;
        }
    }
}

/// A key of a person's. While a macro plays it ends that, and means nothing else.
fn press(model: &mut Model, key: Key) {
    if model.macros.is_playing() {
        model.macros.stop();
        let words = model.cx.t("macro-stopped");
        return model.cx.say(Tone::Good, words);
    }
    let (place, recording) = (model.place(), model.macros.is_recording());
    take_key(model, key);
    settle(model);
    if recording {
        macros::heard(model, key, place);
    }
}

/// What is typed at the lock is none of the forms under it, which it has emptied.
fn typed(model: &mut Model) {
    if model.lock.is_none() {
        model.drafts.touch(&model.popups, &model.cx);
    }
}

/// A person did something: what warned has been seen, and a key proves that the window is in use.
fn touched(model: &mut Model) {
    model.touched = model.cx.now;
    model.cx.dirty = true;
    model.curtain = false;
    if model.lock.is_none() {
        model.cx.announced.seen(model.cx.now);
    }
    if model.cx.toast.as_ref().is_some_and(|toast| toast.tone != Tone::Good) {
        model.cx.toast = None;
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
    if model.clipboard.is_some_and(|until| until <= now) {
        clear_clipboard(model);
    }
    tick_layers(model);
    if model.cx.who.is_some() && model.lock.is_none() {
        model.drafts.tick(&model.popups, &mut model.cx);
        model.reminders.tick(&mut model.cx);
        news::tick(model);
    }
    let idle = i64::from(model.cx.start.idle_lock_seconds) * 1_000_000;
    if idle > 0 && model.cx.who.is_some() && model.lock.is_none() && now.0 - model.touched.0 >= idle {
        session::lock(model, true);
    }
}

/// Every layer that is drawn: what is covered by another one ends in its time, too.
fn tick_layers(model: &mut Model) {
    let Model { cx, sign_in, lock, screen, today, customers, tickets, tasks, reports, log, admin, popups, .. } = model;
    if let Some(lock) = lock {
        lock.tick(cx);
        return;
    }
    let under: &mut dyn Layer = match screen {
        _ if cx.who.is_none() => sign_in,
        Screen::Today => today,
        Screen::Customers => customers,
        Screen::Tickets => tickets,
        Screen::Tasks => tasks,
        Screen::Reports => reports,
        Screen::Log => log,
        Screen::Admin => admin,
    };
    under.tick(cx);
    popups.retain_mut(|popup| popup.tick(cx) != Answer::Close);
}

fn take_key(model: &mut Model, key: Key) {
    let (place, facts) = (model.place(), model.facts());
    let mut answer = Answer::Ignored;
    match model.cx.keys.find(place, key, &facts) {
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
        && let Some(Ok(action)) = model.cx.keys.find(Place::Anywhere, key, &facts)
    {
        answer = act(model, action);
    }
    close(model, answer);
}

/// An action: those of the whole program here, the others by the top layer.
pub(super) fn act(model: &mut Model, action: Action) -> Answer {
    if model.tour.as_mut().is_some_and(|tour| !tour.did(action)) {
        end_tour(model);
    }
    match action {
        Action::Quit => session::quit(model),
        Action::Suspend => {
            hide(model);
            model.cx.effects.push(Effect::Suspend);
        }
        Action::Lock => session::lock(model, false),
        Action::Help => {
            let from = model.place();
            if from != Place::Help && model.lock.is_none() {
                model.cx.opened.push(Box::new(Help::new(from)));
            }
        }
        Action::Palette => {
            let (place, facts) = (model.place(), model.facts());
            let palette = Palette::new(place, &facts, &mut model.cx);
            model.cx.opened.push(Box::new(palette));
        }
        Action::Settings => {
            let settings = Settings::new(&model.cx);
            model.cx.opened.push(Box::new(settings));
        }
        Action::MySignIn => {
            let own = MySignIn::open(&mut model.cx);
            model.cx.opened.push(Box::new(own));
        }
        Action::MyInsight => {
            let own = MemberInsight::own(&mut model.cx);
            model.cx.opened.push(Box::new(own));
        }
        Action::Preview => preview::turn(model),
        Action::Mouse => model.cx.intents.push(Intent::Mouse(!model.cx.mouse)),
        Action::ShowToday => show(model, Screen::Today),
        Action::ShowCustomers => show(model, Screen::Customers),
        Action::ShowTickets => show(model, Screen::Tickets),
        Action::ShowTasks => show(model, Screen::Tasks),
        Action::ShowReports => show(model, Screen::Reports),
        Action::ShowLog => show(model, Screen::Log),
        Action::ShowAdmin => show(model, Screen::Admin),
        Action::Undo if model.undoing.is_none() => model.undoing = Some((model.cx.ask(Request::Undo), false)),
        Action::Redo if model.undoing.is_none() => model.undoing = Some((model.cx.ask(Request::Redo), true)),
        Action::Undo | Action::Redo => {}
        Action::JumpBack | Action::JumpForward => {
            if let Some(spot) = model.history.jump(action == Action::JumpForward) {
                go(model, spot);
            }
        }
        Action::Record => macros::record(model),
        Action::Macros => macros::list(model),
        Action::Drafts => session::offer_drafts(model),
        Action::Tour if model.tour.is_some() => end_tour(model),
        Action::Tour => model.tour = Some(Tour::default()),
        action => return model.with_top(|top, cx| top.act(action, cx)),
    }
    Answer::Consumed
}

fn end_tour(model: &mut Model) {
    model.tour = None;
    model.cx.dirty = true;
    model.cx.prefer(|own| own.toured = true);
}

/// Shows a screen, with what it must ask for.
pub(super) fn show(model: &mut Model, screen: Screen) {
    model.screen = screen;
    match screen {
        Screen::Today => model.today.enter(&mut model.cx),
        Screen::Customers => {}
        Screen::Tickets => model.tickets.enter(&mut model.cx),
        Screen::Tasks => model.tasks.load(&mut model.cx),
        Screen::Reports => model.reports.enter(&mut model.cx),
        Screen::Log => model.log.enter(&mut model.cx),
        Screen::Admin => model.admin.enter(&mut model.cx),
    }
}

fn go(model: &mut Model, spot: Spot) {
    show(model, spot.screen);
    match (spot.screen, spot.customer) {
        (Screen::Customers, Some(id)) => model.customers.open(id, &mut model.cx),
        (Screen::Customers, None) => model.customers.leave_detail(&model.cx),
        (Screen::Tickets, _) => match spot.ticket {
            Some(id) => model.tickets.open(id, &mut model.cx),
            None => model.tickets.leave_detail(&mut model.cx),
        },
        _ => {}
    }
}

/// What was revealed goes from the screen: nobody may be looking any more.
fn hide(model: &mut Model) {
    let Model { popups, cx, .. } = model;
    popups.retain_mut(|popup| popup.hide(cx) != Answer::Close);
    cx.effects.push(Effect::Wipe);
}

pub(super) fn clear_clipboard(model: &mut Model) {
    if model.clipboard.take().is_some() {
        model.cx.effects.push(Effect::Copy(Secret::default()));
    }
}

/// Takes the top layer off if it asked for that.
pub(super) fn close(model: &mut Model, answer: Answer) {
    if answer == Answer::Close {
        model.cx.dirty = true;
        if model.lock.is_some() {
            session::unlocked(model);
        } else {
            model.popups.pop();
        }
    }
}

/// Carries out what layers wanted from one another, until they want nothing more.
fn settle(model: &mut Model) {
    loop {
        let opened = std::mem::take(&mut model.cx.opened);
        for popup in opened {
            let popup = session::gone_on_with(model, popup);
            model.popups.push(popup);
        }
        let intents = std::mem::take(&mut model.cx.intents);
        if intents.is_empty() {
            break;
        }
        for intent in intents {
            carry_out(model, intent);
        }
    }
}

fn carry_out(model: &mut Model, intent: Intent) {
    match intent {
        Intent::SignedIn(who) => session::welcome(model, *who),
        Intent::Quit => session::leave(model),
        Intent::Enrolled(name) => session::joined(model, &name),
        Intent::Picked(Choice::Role(role)) => preview::look_as(model, role),
        Intent::DropForm
        | Intent::Merge(_)
        | Intent::MergeTicket(_)
        | Intent::Tickets(TicketsIntent::Requester(..))
        | Intent::Picked(Choice::Ticket(TicketPick::Snippet(_)))
        | Intent::NoteChosen(..)
        | Intent::Picked(Choice::Snippet(_))
        | Intent::ViewsChanged
        | Intent::KeysChanged
        | Intent::Shared(_)
        | Intent::Proved => for_popup(model, &intent),
        Intent::FieldsChanged => for_popup(model, &intent),
        Intent::OfficeChanged => office_changed(model),
        Intent::TasksChanged => tasks_changed(model),
        Intent::Picked(Choice::Snooze(_)) => {
            model.tasks.intent(&intent, &mut model.cx);
        }
        Intent::Section(section) => {
            model.screen = Screen::Admin;
            model.admin.show(section, &mut model.cx);
        }
        Intent::AlertsAbout(member, name) => {
            model.screen = Screen::Admin;
            model.admin.show_alerts_about(member, name, &mut model.cx);
        }
        Intent::Picked(Choice::Ticket(_)) => {
            model.tickets.intent(&intent, &mut model.cx);
        }
        Intent::Tickets(_) if !model.cx.rights().tickets => {}
        Intent::Tickets(ref wanted) => {
            if matches!(wanted, TicketsIntent::Open(_) | TicketsIntent::Saved(_)) && model.screen != Screen::Tickets {
                show(model, Screen::Tickets);
            }
            if !matches!(wanted, TicketsIntent::Open(_) | TicketsIntent::Filter(_)) {
                model.customers.tickets_changed(&mut model.cx);
            }
            model.tickets.intent(&intent, &mut model.cx);
        }
        Intent::OpenView(ref view) => {
            let (screen, layer): (_, &mut dyn Layer) = match view.draft.list.kind() {
                ViewKind::Customers => (Screen::Customers, &mut model.customers),
                ViewKind::Tickets => (Screen::Tickets, &mut model.tickets),
            };
            layer.intent(&intent, &mut model.cx);
            if model.screen != screen {
                show(model, screen);
            }
        }
        Intent::OpenCustomer(_) | Intent::CustomerSaved(_) => {
            model.screen = Screen::Customers;
            model.customers.intent(&intent, &mut model.cx);
        }
        Intent::Filter(_) | Intent::LogText(_) if !model.cx.rights().log => {}
        Intent::Filter(_) | Intent::LogText(_) => {
            // What lies over it would hide it; what is being typed stays.
            model.popups.retain(|popup| popup.unsaved());
            model.screen = Screen::Log;
            model.log.intent(&intent, &mut model.cx);
        }
        Intent::GoToTime(_) | Intent::Picked(Choice::LogTerms(..) | Choice::DropTerm(_)) => {
            model.log.intent(&intent, &mut model.cx);
        }
        Intent::Merged { .. } => {
            for_popup(model, &intent);
            model.customers.intent(&intent, &mut model.cx);
        }
        Intent::StepEntry(_) if model.screen == Screen::Log => {
            model.log.intent(&intent, &mut model.cx);
        }
        Intent::TurnEntry(_) => for_popup(model, &intent),
        Intent::OpenEntry(sequence) => {
            let entry = EntryView::open(sequence, &mut model.cx);
            model.cx.opened.push(Box::new(entry));
        }
        Intent::Resume(key) => session::resume(model, &key),
        // What was asked for before the lock does not leave after it.
        Intent::Copied(..) if model.lock.is_some() => {}
        Intent::Copied(value, seconds) => {
            let cx = &mut model.cx;
            cx.effects.push(Effect::Copy(value));
            model.clipboard = Some(Micros(cx.now.0 + i64::from(seconds) * 1_000_000));
            let words = cx.i18n.t_with("copied", &[("seconds", seconds.into())]);
            cx.say(Tone::Good, words);
        }
        Intent::DropDraft(key) => model.drafts.drop_one(key, &mut model.cx),
        Intent::Play(keys) => macros::play(model, &keys),
        Intent::Run(action) => {
            let answer = act(model, action);
            close(model, answer);
        }
        Intent::Lang(lang) => {
            model.cx.set_lang(lang);
            model.cx.prefer(|own| own.lang = Some(lang.name().to_owned()));
        }
        Intent::Theme(name) => {
            model.cx.set_theme(&name);
            model.cx.prefer(|own| own.theme = Some(name));
        }
        Intent::Mouse(on) => {
            model.cx.set_mouse(on);
            model.cx.prefer(|own| own.mouse = Some(on));
            let words = model.cx.t(if on { "mouse-on" } else { "mouse-off" });
            model.cx.say(Tone::Good, words);
        }
        intent => {
            model.customers.intent(&intent, &mut model.cx);
        }
    }
}

/// What shows tasks, or reminds of them, is loaded again.
pub(super) fn tasks_changed(model: &mut Model) {
    let Model { cx, tasks, today, reminders, screen, .. } = model;
    if *screen == Screen::Tasks {
        tasks.load(cx);
    }
    today.load_work(cx);
    reminders.load(cx);
}

/// What shows the office is loaded again; what waits in Today may be less now.
pub(super) fn office_changed(model: &mut Model) {
    let Model { cx, popups, today, tickets, admin, screen, choosing, .. } = model;
    for popup in popups {
        popup.intent(&Intent::OfficeChanged, cx);
    }
    today.load(cx);
    if cx.rights().tickets {
        // What tickets may be about stands in the policy.
        cx.ticket_choices = None;
        tickets.learn(cx);
    }
    if cx.choices.is_some() && choosing.is_none() {
        *choosing = Some(cx.ask(Request::OwnFields));
    }
    if *screen == Screen::Admin {
        admin.intent(&Intent::OfficeChanged, cx);
    }
}

/// The highest popup that knows what to do with it: help may lie over the one that is meant.
fn for_popup(model: &mut Model, intent: &Intent) {
    for index in (0..model.popups.len()).rev() {
        match model.popups[index].intent(intent, &mut model.cx) {
            Answer::Ignored => {}
            Answer::Consumed => return,
            Answer::Close => {
                model.popups.remove(index);
                return;
            }
        }
    }
}
