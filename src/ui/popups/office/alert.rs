//! An alert: what was seen, and the word that closes it.

use super::form::{ActForm, Matter};
use crate::desk::api::{AlertView, Manage};
use crate::domain::Verdict;
use crate::ui::context::Context;
use crate::ui::screens::admin::words;
use crate::ui::widgets::fields::Fields;

#[derive(Debug)]
pub struct AlertMatter(AlertView);

pub fn alert(alert: AlertView, cx: &Context) -> ActForm<AlertMatter> {
    let fields = if alert.open { Fields::default().text(cx.t("words-label"), "") } else { Fields::default() };
    ActForm::new(AlertMatter(alert), fields)
}

impl Matter for AlertMatter {
    fn title(&self, cx: &Context) -> String {
        words::alert(&self.0.kind, cx)
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("alert-trail")
    }

    fn about(&self, cx: &Context) -> Vec<(String, String)> {
        let Self(alert) = self;
        let handled = match alert.open {
            true => String::new(),
            false => [alert.handled_by.clone(), alert.words.clone()].join(": "),
        };
        vec![
            (cx.t("alert-seen"), alert.about.clone()),
            (cx.t("log-subject"), alert.subject.clone()),
            (cx.t("log-time"), cx.moment(alert.at)),
            (cx.t("alert-handled"), handled),
        ]
    }

    fn note(&self, cx: &Context) -> String {
        cx.t(if self.0.open { "alert-note" } else { "alert-closed-note" })
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        match fields.typed(0) {
            "" => Err((0, cx.t("words-needed"))),
            words => Ok(Manage::CloseAlert { alert: self.0.id, words: words.to_owned(), verdict: Verdict::Explained }),
        }
    }
}
