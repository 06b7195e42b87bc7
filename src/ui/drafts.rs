//! Drafts: what is being typed is kept sealed within two seconds, and offered again after a crash, a lock or
//! a dropped line.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::context::Context;
use super::place;
use super::popups::Popup;
use super::popups::form::FormDraft;
use super::popups::note::NoteDraft;
use super::popups::task::quick::QuickDraft;
use super::popups::ticket::{AnswerDraft, TicketKept};
use crate::desk::api::{Draft, Problem, Reply, Request};
use crate::domain::{Micros, Secret};

/// How long after a key what was typed is kept: within the two seconds that were promised.
const DELAY: i64 = 1_500_000;

/// What a draft was of.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    Customer(Box<FormDraft>),
    Note(Box<NoteDraft>),
    Ticket(Box<TicketKept>),
    Answer(Box<AnswerDraft>),
    Quick(Box<QuickDraft>),
}

/// The body as it is sealed; no copy of it is left behind by growth.
pub fn written(body: &Body) -> Secret {
    let mut text = Zeroizing::new(Vec::with_capacity(64 * 1024));
    match serde_json::to_writer(&mut *text, body) {
        Ok(()) => Secret::new(String::from_utf8_lossy(&text).into_owned()),
        Err(_) => Secret::default(),
    }
}

pub fn read(body: &Secret) -> Option<Body> {
    serde_json::from_str(body.expose()).ok()
}

/// A draft that was found, to be gone on with.
#[derive(Debug)]
pub struct Kept {
    pub key: String,
    pub at: Micros,
    pub body: Body,
}

/// The keys of what is open and not saved.
fn open_keys(popups: &[Popup]) -> Vec<String> {
    popups.iter().filter(|popup| popup.unsaved()).filter_map(|popup| popup.draft_key()).collect()
}

#[derive(Debug, Default)]
pub struct Drafts {
    /// When what is typed is kept next.
    due: Option<Micros>,
    /// The keys that the desk keeps for what is open here, each with the hash of its body.
    kept: HashMap<String, u64>,
    /// The asks that keep, whose failure is told.
    saving: Vec<u64>,
    /// The ask for the drafts there are.
    finding: Option<u64>,
    /// It is the first one after a sign-in.
    arriving: bool,
    /// The place that was kept when the line was lost, found after a sign-in.
    pub place: Option<Draft>,
    /// Whether it was already said that nothing can be kept.
    warned: bool,
    /// Found and not gone on with yet.
    pub waiting: Vec<Kept>,
}

impl Drafts {
    /// Something may have been typed.
    pub fn touch(&mut self, popups: &[Popup], cx: &Context) {
        if self.due.is_none() && popups.iter().any(|popup| popup.unsaved()) {
            self.due = Some(Micros(cx.now.0 + DELAY));
        }
    }

    pub fn wake(&self) -> Option<Micros> {
        self.due
    }

    pub fn tick(&mut self, popups: &[Popup], cx: &mut Context) {
        if self.due.is_some_and(|due| due <= cx.now) {
            self.keep(popups, cx);
        }
    }

    /// Keeps what has changed since it was last kept.
    pub fn keep(&mut self, popups: &[Popup], cx: &mut Context) {
        self.due = None;
        for popup in popups.iter().filter(|popup| popup.unsaved()) {
            let (Some(key), Some(body)) = (popup.draft_key(), popup.draft()) else { continue };
            let mut hasher = DefaultHasher::new();
            body.expose().hash(&mut hasher);
            let hash = hasher.finish();
            if self.kept.insert(key.clone(), hash) != Some(hash) {
                self.saving.push(cx.ask(Request::SaveDraft { key, body }));
            }
        }
    }

    /// Keeps where the person is.
    pub fn keep_place(&mut self, body: Secret, cx: &mut Context) {
        self.saving.push(cx.ask(Request::SaveDraft { key: place::KEY.to_owned(), body }));
    }

    /// Drops the drafts of what was saved or given up. `cx.who` is still in.
    pub fn drop_closed(&mut self, popups: &[Popup], cx: &mut Context) {
        // Until the drafts are back, a form that a lock has emptied is not one that was given up.
        if self.kept.is_empty() || self.finding.is_some() {
            return;
        }
        let open = open_keys(popups);
        let closed: Vec<String> = self.kept.keys().filter(|key| !open.contains(key)).cloned().collect();
        for key in closed {
            self.drop_one(key, cx);
        }
    }

    /// Drops one draft for good.
    pub fn drop_one(&mut self, key: String, cx: &mut Context) {
        self.kept.remove(&key);
        self.waiting.retain(|kept| kept.key != key);
        cx.ask(Request::DropDraft { key });
    }

    /// Goes on with a draft: it is open now, and kept under its key.
    pub fn resume(&mut self, key: &str) -> Option<Body> {
        let index = self.waiting.iter().position(|kept| kept.key == key)?;
        self.kept.insert(key.to_owned(), 0);
        Some(self.waiting.remove(index).body)
    }

    /// Asks which drafts there are: after a sign-in (`arriving`), and after a lock.
    pub fn find(&mut self, arriving: bool, cx: &mut Context) {
        self.arriving = arriving;
        self.finding = Some(cx.ask(Request::Drafts));
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.finding == Some(ticket) || self.saving.contains(&ticket)
    }

    /// Takes an answer; whether drafts wait that were not known before.
    pub fn reply(
        &mut self,
        ticket: u64,
        result: Result<Reply, Problem>,
        popups: &mut [Popup],
        cx: &mut Context,
    ) -> bool {
        self.saving.retain(|saving| *saving != ticket);
        match result {
            Ok(Reply::Drafts(drafts)) => {
                self.finding = None;
                return self.found(drafts, popups, cx);
            }
            // Which there are is not known: they stay with the desk, and those of what is not open are not ours.
            Err(_) if self.finding == Some(ticket) => {
                self.finding = None;
                let open = open_keys(popups);
                self.kept.retain(|key, _| open.contains(key));
            }
            Err(problem) => self.failed(&problem, cx),
            Ok(_) => {}
        }
        false
    }

    /// Nothing was kept: the next key tries again. It is said once.
    fn failed(&mut self, problem: &Problem, cx: &mut Context) {
        self.kept.values_mut().for_each(|hash| *hash = 0);
        if !std::mem::replace(&mut self.warned, true) {
            let words = cx.i18n.problem(problem);
            let words = cx.i18n.t_with("draft-not-kept", &[("problem", words.into())]);
            cx.say(super::context::Tone::Warn, words);
        }
    }

    fn found(&mut self, drafts: Vec<Draft>, popups: &mut [Popup], cx: &mut Context) -> bool {
        self.waiting.clear();
        for draft in drafts {
            if draft.key == place::KEY {
                if self.arriving {
                    self.place = Some(draft);
                } else {
                    // Kept when the lock came, and nobody has gone away.
                    self.drop_one(draft.key, cx);
                }
                continue;
            }
            let open = |popup: &&mut Popup| popup.draft_key().as_ref() == Some(&draft.key);
            let Some(body) = read(&draft.body) else { continue };
            let ours = self.kept.contains_key(&draft.key);
            if let Some(popup) = popups.iter_mut().find(open).filter(|_| ours) {
                popup.refill(body);
            } else {
                self.waiting.push(Kept { key: draft.key, at: draft.at, body });
            }
        }
        self.waiting.sort_by_key(|kept| std::cmp::Reverse(kept.at));
        !self.waiting.is_empty()
    }
}
