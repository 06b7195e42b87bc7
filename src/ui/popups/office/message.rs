//! Words to somebody who is in, or to everybody: shown on their screens at once.

use super::form::{ActForm, Matter};
use crate::desk::api::{LiveSession, Manage, MessageTo};
use crate::ui::context::Context;
use crate::ui::widgets::fields::Fields;

#[derive(Debug)]
pub struct MessageMatter {
    to: MessageTo,
    /// Whom it reaches; empty: everybody.
    name: String,
}

pub fn to(session: &LiveSession, cx: &Context) -> ActForm<MessageMatter> {
    form(MessageTo::Session(session.id), session.name.clone(), cx)
}

pub fn to_all(cx: &Context) -> ActForm<MessageMatter> {
    form(MessageTo::All, String::new(), cx)
}

fn form(to: MessageTo, name: String, cx: &Context) -> ActForm<MessageMatter> {
    ActForm::new(MessageMatter { to, name }, Fields::default().text(cx.t("message-words"), ""))
}

impl Matter for MessageMatter {
    fn title(&self, cx: &Context) -> String {
        if self.name.is_empty() {
            return cx.t("message-title-all");
        }
        cx.i18n.t_with("message-title", &[("name", self.name.clone().into())])
    }

    fn trail(&self, cx: &Context) -> String {
        cx.t("message-trail")
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("message-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        match fields.typed(0) {
            "" => Err((0, cx.t("words-needed"))),
            text => Ok(Manage::SendMessage { to: self.to, text: text.to_owned() }),
        }
    }
}
