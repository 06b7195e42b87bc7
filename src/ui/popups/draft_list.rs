//! What was typed and never saved, to be gone on with.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::{Context, Facts, Intent};
use crate::ui::drafts::{Body, Kept};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct DraftList {
    drafts: Vec<Item<String>>,
    choose: Choose<String>,
    /// The draft whose end was asked for once: a second time does it.
    sure: Option<String>,
}

impl DraftList {
    pub fn new(waiting: &[Kept], cx: &Context) -> Self {
        let drafts: Vec<Item<String>> = waiting
            .iter()
            .map(|kept| {
                let (key, name) = match &kept.body {
                    Body::Customer(draft) if draft.is_new() => ("draft-new", draft.name().to_owned()),
                    Body::Customer(draft) => ("draft-edit", draft.name().to_owned()),
                    Body::Note(draft) => ("draft-note", draft.name.clone()),
                    Body::Ticket(kept) => match &kept.base {
                        Some(base) => ("draft-ticket-edit", format!("#{}", base.number)),
                        None => ("draft-ticket-new", kept.draft.subject.clone()),
                    },
                    Body::Answer(draft) => ("draft-answer", format!("#{}", draft.number)),
                    Body::Quick(draft) => ("draft-task", draft.name().to_owned()),
                };
                let label = cx.i18n.t_with(key, &[("name", name.into())]);
                Item::new(label, kept.key.clone()).with_note(cx.short(kept.at))
            })
            .collect();
        Self { choose: Choose::new(drafts.clone()), drafts, sure: None }
    }
}

impl Layer for DraftList {
    fn place(&self) -> Place {
        Place::Drafts
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-drafts")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.choose.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let sure = self.sure.take();
        match action {
            Action::Delete if sure.is_none() || sure != self.choose.chosen() => self.sure = self.choose.chosen(),
            Action::Delete => {
                if let Some(key) = self.choose.chosen() {
                    self.drafts.retain(|item| item.value != key);
                    self.choose.set(self.drafts.clone());
                    cx.intents.push(Intent::DropDraft(key));
                }
                if self.drafts.is_empty() {
                    return Answer::Close;
                }
            }
            action => return self.choose.act(action, |key| cx.intents.push(Intent::Resume(key))),
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        if double { self.act(Action::Confirm, cx) } else { Answer::Consumed }
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let rows = u16::try_from(self.drafts.len()).unwrap_or(u16::MAX);
        let inside = paint::popup(buf, area, 64, rows.saturating_add(6).min(16), &cx.t("place-drafts"), cx.theme);
        let lead = Rect { height: 2.min(inside.height), ..inside };
        match self.sure {
            Some(_) => {
                let key = cx.keys.written("delete-draft");
                let words = cx.i18n.t_with("draft-sure", &[("key", key.into())]);
                paint::paragraph(buf, lead, &words, cx.theme.warn());
            }
            None => {
                paint::paragraph(buf, lead, &cx.t("drafts-lead"), cx.theme.dim());
            }
        }
        let list = Rect { y: inside.y + 3, height: inside.height.saturating_sub(3), ..inside };
        Some(Position::new(list.x, self.choose.draw_list(buf, list, cx)))
    }
}
