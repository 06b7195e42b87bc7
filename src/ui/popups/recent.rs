//! The customers that one opened last, narrowed by typing: one key opens one again.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{Problem, Reply, Request, UpkeepReply, UpkeepRequest};
use crate::domain::Id;
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::{Choose, Item, joined};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Recent {
    choose: Choose<Id>,
    ticket: Option<u64>,
    problem: Option<Problem>,
}

impl Recent {
    pub fn open(cx: &mut Context) -> Self {
        let ticket = Some(cx.ask(Request::Upkeep(Box::new(UpkeepRequest::Recent))));
        Self { choose: Choose::new(Vec::new()), ticket, problem: None }
    }
}

impl Layer for Recent {
    fn place(&self) -> Place {
        Place::Pick
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("recent-title")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.choose.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        self.choose.act(action, |customer| cx.intents.push(Intent::OpenCustomer(customer)))
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if self.choose.key(key) { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.choose.paste(text);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        self.act(Action::Confirm, cx)
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Upkeep(reply)) => {
                if let UpkeepReply::Recent(rows) = *reply {
                    let items = rows.into_iter().map(|row| {
                        let words = joined([row.name, row.company, row.city], cx);
                        Item::new(words, row.id).with_note(row.code)
                    });
                    self.choose.set(items.collect());
                }
            }
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let height = area.height.saturating_sub(2).min(20);
        let inside = paint::popup(buf, area, 76, height, &cx.t("recent-title"), cx.theme);
        if let Some(problem) = &self.problem {
            let words = format!("{} {}", cx.theme.no(), cx.i18n.problem(problem));
            paint::paragraph(buf, inside, &words, cx.theme.bad());
            return Some(Position::new(inside.x, inside.y));
        }
        Some(self.choose.draw(buf, inside, cx))
    }
}
