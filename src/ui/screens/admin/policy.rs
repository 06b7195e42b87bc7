//! The office's policy, to read; a key opens it as a form.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::{below_lead, lead, moved, said};
use super::{height, words};
use crate::desk::api::{OfficeAnswer, OfficeQuery, PolicyView, Problem, Reply, Request};
use crate::domain::{AnyField, EditManner, Grave};
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::policy;
use crate::ui::screens::detail::Load;
use crate::ui::widgets::sheet::{self, Line, cell};

/// Where values begin.
const VALUES: u16 = 36;

#[derive(Debug, Default)]
pub struct PolicyPage {
    data: Load<Box<PolicyView>>,
    ticket: Option<u64>,
    at: usize,
}

impl PolicyPage {
    fn view(&self) -> Option<&PolicyView> {
        match &self.data {
            Load::Ready(view) => Some(view),
            _ => None,
        }
    }

    /// Rows as the form has fields.
    fn count(&self) -> usize {
        let quotas = self.view().map_or(0, |view| policy::quotas(view).count());
        Grave::ALL.len() + 4 + AnyField::all().count() + quotas
    }
}

impl Layer for PolicyPage {
    fn place(&self) -> Place {
        Place::Policy
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.view().is_some();
        facts.may_change = facts.may_policy;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if let Some(to) = moved(self.at, self.count(), action, height(cx)) {
            self.at = to;
            return Answer::Consumed;
        }
        match action {
            Action::Reload => self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Policy))),
            Action::Edit => {
                if let Some(view) = self.view() {
                    let form = policy::edit(view, self.at, cx);
                    cx.opened.push(Box::new(form));
                }
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.count().saturating_sub(1));
        if double && cx.rights().policy { self.act(Action::Edit, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Policy(view))) => {
                self.data = Load::Ready(view);
                self.at = self.at.min(self.count() - 1);
            }
            Ok(_) => {}
            Err(problem) if self.view().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        lead(buf, area, &cx.t("policy-lead"), cx.theme.dim(), "", cx);
        let body = below_lead(area);
        match &self.data {
            Load::Ready(view) => sheet::draw(buf, body, &lines(view, cx), Some(self.at), cx),
            Load::Waiting => Some(said(buf, body, true, None, "", cx)),
            Load::Failed(problem) => Some(said(buf, body, false, Some(problem), "", cx)),
        }
    }
}

/// The same parts in the same order as the form.
fn lines(view: &PolicyView, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let policy = &view.policy;
    let mut lines: Vec<Line> = Vec::new();
    let mut row = 0;
    let mut part = |heading: &str, rows: Vec<(String, String, bool)>| {
        if row > 0 {
            lines.push(Line::blank());
        }
        lines.push(Line::heading(cx.t(heading), theme));
        for (label, words, usual) in rows {
            let style = if usual { theme.dim() } else { theme.strong() };
            lines.push(Line::row(row, vec![cell(VALUES, label, theme.text()), cell(0, words, style)]));
            row += 1;
        }
    };
    let persons = Grave::ALL.into_iter().map(|grave| {
        let two = policy.two_persons.contains(&grave);
        (cx.t(words::grave_key(grave)), cx.t(if two { "policy-two" } else { "policy-one" }), !two)
    });
    part("policy-persons", persons.collect());
    let [minutes, hours] = [policy.approval_minutes, policy.invite_hours].map(|n| cx.i18n.lang.number(n.into()));
    let months = match policy.log_months {
        0 => cx.t("policy-for-ever"),
        months => cx.i18n.lang.number(months.into()),
    };
    let unlogged = cx.t(if policy.read_without_log { "policy-unlogged-yes" } else { "policy-unlogged-no" });
    let times = [
        ("policy-minutes", minutes, true),
        ("policy-hours", hours, true),
        ("policy-months", months, policy.log_months == 0),
        ("policy-unlogged", unlogged, !policy.read_without_log),
    ];
    part("policy-times", times.map(|(label, words, usual)| (cx.t(label), words, usual)).to_vec());
    let manners = AnyField::all().map(|field| {
        let manner = policy.manner(field);
        (cx.i18n.field(field.name()), cx.t(words::manner_key(manner)), manner == EditManner::Permitted)
    });
    part("policy-manners", manners.collect());
    let quotas = policy::quotas(view).map(|(role, name, class)| {
        let quota = policy.quota(role, class);
        let args = [("hour", quota.hour.into()), ("day", quota.day.into())];
        let usual = quota == crate::domain::Policy::default().quota(role, class);
        (policy::quota_label(role, name, class, cx), cx.i18n.t_with("policy-quota", &args), usual)
    });
    part("policy-quotas", quotas.collect());
    lines
}
