//! What others did meanwhile: asked for again where it is shown, at most once a second; and their words.

use std::collections::{BTreeSet, VecDeque};

use super::layer::Layer;
use super::model::{Model, Screen};
use super::update::{office_changed, tasks_changed};
use crate::desk::api::{News, Problem, Reply, Request};
use crate::domain::{Id, Micros, SafeText};

/// Between two times that something is asked for again.
const PACE: i64 = 1_000_000;
const SOON: i64 = 50_000;
/// Of more customers than this any may have changed.
const MOST: usize = 500;
/// Words of others are shown at least so long: a key that was on its way has not seen them.
const LEAST_SHOWN: i64 = 2_000_000;
/// More words than this do not wait; the oldest give way.
const MOST_WORDS: usize = 20;

/// What is not shown yet.
#[derive(Debug, Default)]
pub struct Fresh {
    customers: BTreeSet<Id>,
    many: bool,
    office: bool,
    sessions: bool,
    presence: bool,
    /// Tickets or tasks.
    work: bool,
    mentions: bool,
    sent: bool,
    /// Something is to be asked for again.
    waits: bool,
    /// The earliest time for it.
    next: Micros,
    /// The ask for messages.
    pub messages: Option<u64>,
    /// Somebody ended somebody's session, and it is not known yet that it was another's.
    pub ended: bool,
}

impl Fresh {
    fn add(&mut self, news: &News) {
        self.customers.extend(&news.customers);
        self.many |= news.many || self.customers.len() > MOST;
        if self.many {
            self.customers.clear();
        }
        self.office |= news.office;
        self.sessions |= news.sessions;
        self.presence |= news.presence;
        self.work |= news.work;
        self.mentions |= news.mentions;
        self.sent |= news.messages;
        self.ended |= news.sessions;
        self.waits = true;
    }

    /// A time that has passed, as behind a lock, is soon.
    pub fn wake(&self, now: Micros) -> Option<Micros> {
        self.waits.then(|| self.next.max(Micros(now.0 + SOON)))
    }
}

pub fn take(model: &mut Model, news: &News) {
    if model.cx.who.is_none() {
        return;
    }
    if model.screen == Screen::Log && model.lock.is_none() {
        model.log.look(&mut model.cx);
    }
    if !news.is_quiet() {
        model.fresh.add(news);
        if model.lock.is_none() {
            tick(model);
        }
    }
}

/// Shows what waits, if its time has come.
pub fn tick(model: &mut Model) {
    let now = model.cx.now;
    if !model.fresh.waits || model.fresh.next > now {
        return;
    }
    let Fresh { messages, ended, .. } = model.fresh;
    let next = Micros(now.0 + PACE);
    let fresh = std::mem::replace(&mut model.fresh, Fresh { next, messages, ended, ..Fresh::default() });
    if fresh.sent || fresh.sessions {
        // It also tells at once whether it was this session that was ended.
        model.fresh.messages = Some(model.cx.ask(Request::Messages));
    }
    if fresh.office {
        office_changed(model);
    } else if (fresh.sessions || fresh.presence) && model.screen == Screen::Admin {
        model.admin.presence(&mut model.cx);
    }
    if fresh.work && model.cx.rights().tickets {
        let shown = model.screen == Screen::Tickets;
        model.tickets.news(shown, &mut model.cx);
        model.customers.tickets_changed(&mut model.cx);
    }
    if fresh.work && model.cx.rights().tasks {
        tasks_changed(model);
    }
    if fresh.mentions {
        model.today.load_mentions(&mut model.cx);
    }
    if fresh.many || !fresh.customers.is_empty() {
        let Model { customers, cx, .. } = model;
        customers.news(&fresh.customers, fresh.many, cx);
        if model.screen == Screen::Customers {
            customers.tick(cx);
        }
    }
}

/// The words that were sent to this session.
pub fn messages(model: &mut Model, result: Result<Reply, Problem>) {
    model.fresh.messages = None;
    match result {
        Ok(Reply::Messages(rows)) => {
            model.fresh.ended = false;
            for row in rows {
                let args = [("name", row.by.into()), ("time", model.cx.time(row.at).into()), ("text", row.text.into())];
                let words = model.cx.i18n.t_with("message-from", &args);
                model.cx.announced.add(&words, model.cx.now);
            }
        }
        // They are still there.
        Err(Problem::Busy) => (model.fresh.sent, model.fresh.waits) = (true, true),
        Ok(_) | Err(_) => {}
    }
}

/// Words of others, in the order they came: the first ones are shown until they were seen.
#[derive(Default)]
pub struct Announced {
    words: VecDeque<String>,
    /// Since when the first ones are shown.
    since: Micros,
}

impl Announced {
    pub fn add(&mut self, words: &str, now: Micros) {
        if self.words.is_empty() {
            self.since = now;
        }
        self.words.push_back(SafeText::new(words).as_str().to_owned());
        if self.words.len() > MOST_WORDS {
            self.words.pop_front();
        }
    }

    pub fn first(&self) -> Option<&str> {
        self.words.front().map(String::as_str)
    }

    /// A person did something: what was shown long enough has been seen.
    pub fn seen(&mut self, now: Micros) {
        if now.0 - self.since.0 >= LEAST_SHOWN && self.words.pop_front().is_some() {
            self.since = now;
        }
    }

    /// They are shown from now on.
    pub fn show(&mut self, now: Micros) {
        self.since = now;
    }
}
