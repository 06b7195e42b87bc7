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
                Item::new(label, kept.key.clone()).with_note(cx.stamp(kept.at))
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
        const WIDTH: u16 = 64;
        let (words, style) = match self.sure {
            Some(_) => {
                let key = cx.keys.written("delete-draft");
                (cx.i18n.t_with("draft-sure", &[("key", key.into())]), cx.theme.warn())
            }
            None => (cx.t("drafts-lead"), cx.theme.dim()),
        };
        let lead = u16::try_from(paint::wrap(&words, usize::from(WIDTH - 4)).len()).unwrap_or(1);
        let rows = u16::try_from(self.drafts.len()).unwrap_or(u16::MAX);
        let height = rows.saturating_add(lead + 3).min(16);
        let inside = paint::popup(buf, area, WIDTH, height, &cx.t("place-drafts"), cx.theme);
        let used = paint::paragraph(buf, inside, &words, style) + 1;
        let list = Rect { y: inside.y + used, height: inside.height.saturating_sub(used), ..inside };
        Some(Position::new(list.x, self.choose.draw_list(buf, list, cx)))
    }
}
