//! Acts on the office: sent, sent again after the password where that is asked, and told when they are done.

pub mod alert;
pub mod code;
pub mod decide;
pub mod department;
pub mod detector;
pub mod form;
pub mod grant;
pub mod incident;
pub mod incident_form;
pub mod insight;
pub mod member;
pub mod message;
pub mod own_field;
pub mod policy;
pub mod prove;
pub mod reseal;
pub mod review;
pub mod role;
pub mod service;
pub mod service_list;
pub mod service_snippet;
pub mod sure;

use code::CodeView;
use prove::Prove;
use reseal::ResealView;

use crate::desk::api::{IncidentRequest, Manage, Managed, Problem, Reply, Request};
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::layer::Answer;
use crate::ui::resealing;

/// What is sent: a change to the office, or work on an incident.
#[derive(Clone, Debug)]
pub enum Deed {
    Office(Box<Manage>),
    Incident(Box<IncidentRequest>),
}

impl From<Manage> for Deed {
    fn from(manage: Manage) -> Self {
        Self::Office(Box::new(manage))
    }
}

impl From<IncidentRequest> for Deed {
    fn from(request: IncidentRequest) -> Self {
        Self::Incident(Box::new(request))
    }
}

impl Deed {
    fn request(self) -> Request {
        match self {
            Self::Office(manage) => Request::Manage(manage),
            Self::Incident(request) => Request::Incident(request),
        }
    }
}

/// An act on its way. It is kept until it is done, to be sent again once the password is proven.
#[derive(Debug, Default)]
pub struct Sending {
    act: Option<Deed>,
    ticket: Option<u64>,
}

/// What came of an act.
#[derive(Debug, PartialEq, Eq)]
pub enum Sent {
    /// Done, and told: the popup that sent it can go.
    Done,
    /// Not done, and why. What was typed stays.
    Refused(String),
}

impl Sending {
    pub fn send(&mut self, act: impl Into<Deed>, cx: &mut Context) {
        if self.ticket.is_none() {
            let act = act.into();
            self.ticket = Some(cx.ask(act.clone().request()));
            self.act = Some(act);
        }
    }

    /// The password was proven: the same act again.
    pub fn again(&mut self, cx: &mut Context) {
        if let Some(act) = self.act.take() {
            self.send(act, cx);
        }
    }

    pub fn busy(&self) -> bool {
        self.ticket.is_some()
    }

    pub fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    pub fn answer(&mut self, result: Result<Reply, Problem>, cx: &mut Context) -> Sent {
        self.ticket = None;
        match result {
            Ok(Reply::Managed(managed)) => {
                let act = match self.act.take() {
                    Some(Deed::Office(manage)) => Some(*manage),
                    _ => None,
                };
                told(act, managed, cx);
                cx.intents.push(Intent::OfficeChanged);
                Sent::Done
            }
            Ok(Reply::Incident(reply)) => {
                let asked = match self.act.take() {
                    Some(Deed::Incident(request)) => Some(*request),
                    _ => None,
                };
                incident::told(asked.as_ref(), *reply, cx);
                cx.intents.push(Intent::OfficeChanged);
                Sent::Done
            }
            Err(Problem::ProveAgain) => {
                cx.opened.push(Box::new(Prove::default()));
                Sent::Refused(cx.i18n.problem(&Problem::ProveAgain))
            }
            Err(problem) => {
                self.act = None;
                Sent::Refused(cx.i18n.problem(&problem))
            }
            Ok(_) => Sent::Done,
        }
    }
}

/// Says what was done, and opens what follows from it.
fn told(act: Option<Manage>, managed: Managed, cx: &mut Context) {
    match (managed, act) {
        (Managed::Invited(invited), _) => cx.opened.push(Box::new(CodeView::new(invited))),
        (Managed::Proposed(_), _) => {
            let words = cx.i18n.t_with("office-proposed", &[("key", cx.keys.written("show-today").into())]);
            cx.say(Tone::Warn, words);
        }
        (Managed::Done, Some(Manage::RotateKeys { class })) => {
            resealing::start(class, cx);
            cx.opened.push(Box::new(ResealView));
        }
        (Managed::Done, act) => {
            let words = cx.t(done_key(act.as_ref()));
            cx.say(Tone::Good, words);
        }
    }
}

const fn done_key(act: Option<&Manage>) -> &'static str {
    match act {
        Some(Manage::Grant { .. }) => "done-grant",
        Some(Manage::Suspend { .. }) => "done-suspend",
        Some(Manage::Reactivate { .. }) => "done-reactivate",
        Some(Manage::Remove { .. }) => "done-remove",
        Some(Manage::GiveKeys { .. }) => "done-give-keys",
        Some(Manage::EndSession { .. }) => "done-end-session",
        Some(Manage::RemoveKeys { .. }) => "done-remove-keys",
        Some(Manage::SendMessage { .. }) => "done-message",
        Some(Manage::SaveRole { .. }) => "done-role",
        Some(Manage::RemoveRole { .. }) => "done-remove-role",
        Some(Manage::SaveDepartment { .. }) => "done-department",
        Some(Manage::RemoveDepartment { .. }) => "done-remove-department",
        Some(Manage::SetPolicy(_)) => "done-policy",
        Some(Manage::SetService(_)) => "done-service",
        Some(Manage::SetOwnField(_)) => "done-field",
        Some(Manage::SignReview { .. }) => "done-review",
        Some(Manage::TakeAlert { .. }) => "done-take-alert",
        Some(Manage::AnswerAlert { .. }) => "done-answer-alert",
        Some(Manage::CloseAlert { .. }) => "done-alert",
        Some(Manage::SetDetector { .. }) => "done-detector",
        Some(Manage::SetHoneytoken { on: true, .. }) => "done-honeytoken",
        Some(Manage::SetHoneytoken { on: false, .. }) => "done-no-honeytoken",
        Some(Manage::Second { approve: true, .. } | Manage::Decide { approve: true, .. }) => "done-approved",
        Some(Manage::Second { approve: false, .. } | Manage::Decide { approve: false, .. }) => "done-denied",
        // The others answer with a code, or go on by themselves.
        _ => "done-office",
    }
}

/// What a popup with an act does once the password is proven.
fn proved(sending: &mut Sending, intent: &Intent, cx: &mut Context) -> Answer {
    if matches!(intent, Intent::Proved) && sending.act.is_some() {
        sending.again(cx);
        return Answer::Consumed;
    }
    Answer::Ignored
}
