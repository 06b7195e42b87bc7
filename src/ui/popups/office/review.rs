//! The word under a review: who may do what was looked at, and found right.

use super::form::{ActForm, Matter};
use crate::desk::api::Manage;
use crate::ui::context::Context;
use crate::ui::widgets::fields::Fields;

/// How many rights, and how many differences to the last review, it speaks of.
#[derive(Debug)]
pub struct ReviewMatter {
    rights: usize,
    changes: usize,
}

pub fn sign(rights: usize, changes: usize, cx: &Context) -> ActForm<ReviewMatter> {
    ActForm::new(ReviewMatter { rights, changes }, Fields::default().text(cx.t("words-label"), ""))
}

impl Matter for ReviewMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t("review-sign-title")
    }

    fn about(&self, cx: &Context) -> Vec<(String, String)> {
        let count = |key, count: usize| cx.i18n.t_with(key, &[("count", count.into())]);
        vec![
            (cx.t("review-covers"), count("review-rights", self.rights)),
            (cx.t("review-since"), count("review-changes", self.changes)),
        ]
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("review-sign-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        match fields.typed(0) {
            "" => Err((0, cx.t("words-needed"))),
            words => Ok(Manage::SignReview { words: words.to_owned() }),
        }
    }
}
