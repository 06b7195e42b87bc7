//! What waits for one's own word: somebody's request, or what somebody proposed.

use super::form::{ActForm, Matter};
use crate::desk::api::{Manage, ProposalView, RequestView};
use crate::ui::context::Context;
use crate::ui::screens::admin::words;
use crate::ui::widgets::fields::Fields;

const DECISION: usize = 0;
const WORDS: usize = 1;

/// Nothing is chosen at first, so that Enter alone decides nothing.
fn decision(options: &[&str], cx: &Context) -> Fields {
    let options = std::iter::once(&"decide-open").chain(options).map(|key| cx.t(key)).collect();
    Fields::default().choice(cx.t("decide-label"), options, 0)
}

fn approved(fields: &Fields, cx: &Context) -> Result<bool, (usize, String)> {
    match fields.chosen(DECISION) {
        0 => Err((DECISION, cx.t("decide-first"))),
        chosen => Ok(chosen == 1),
    }
}

/// A request of somebody who may not, or may no longer, see a value.
#[derive(Debug)]
pub struct RequestMatter(RequestView);

pub fn request(request: RequestView, cx: &Context) -> ActForm<RequestMatter> {
    let fields = decision(&["decide-approve", "decide-deny"], cx).text(cx.t("words-label"), "");
    ActForm::new(RequestMatter(request), fields)
}

impl Matter for RequestMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("decide-request-title")
    }

    fn about(&self, cx: &Context) -> Vec<(String, String)> {
        let Self(request) = self;
        vec![
            (cx.t("log-member"), request.member.clone()),
            (cx.t("request-wants"), words::wanted(&request.code, request.field, cx)),
            (cx.t("entry-reason"), cx.reason(&request.reason)),
            (cx.t("log-time"), cx.moment(request.at)),
        ]
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("decide-request-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let approve = approved(fields, cx)?;
        Ok(Manage::Decide { request: self.0.id, approve, words: fields.typed(WORDS).to_owned() })
    }
}

/// A grave act that waits for a second person.
#[derive(Debug)]
pub struct ProposalMatter(ProposalView);

pub fn proposal(proposal: ProposalView, cx: &Context) -> ActForm<ProposalMatter> {
    // Who proposed it can only take it back.
    let options: &[&str] = if proposal.mine { &["decide-take-back"] } else { &["decide-approve", "decide-turn-down"] };
    let fields = decision(options, cx);
    ActForm::new(ProposalMatter(proposal), fields)
}

impl Matter for ProposalMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("decide-proposal-title")
    }

    fn about(&self, cx: &Context) -> Vec<(String, String)> {
        let Self(proposal) = self;
        vec![
            (cx.t("decision-act"), words::act(&proposal.act, cx)),
            (cx.t("decision-about"), proposal.about.clone()),
            (cx.t("proposal-by"), proposal.by.clone()),
            (cx.t("log-time"), cx.moment(proposal.at)),
            (cx.t("proposal-until"), cx.moment(proposal.until)),
        ]
    }

    fn note(&self, cx: &Context) -> String {
        cx.t(if self.0.mine { "decide-proposal-mine" } else { "decide-proposal-note" })
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let approve = approved(fields, cx)? && !self.0.mine;
        Ok(Manage::Second { proposal: self.0.id, approve })
    }
}
