//! Shares a customer with one more member: who, for what, for how long.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::level_key;
use crate::desk::api::{Choices, Problem, Reply, Request, SharingChange};
use crate::domain::{Id, Micros, ShareLevel};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Member,
    Level,
    Days,
}

const PARTS: [Part; 3] = [Part::Member, Part::Level, Part::Days];
/// The longest that a share lasts, in days, unless it lasts until it is taken back.
const MOST_DAYS: i64 = 3_650;

#[derive(Debug)]
pub struct ShareForm {
    customer: Id,
    members: Choose<Id>,
    level: ShareLevel,
    days: Input,
    part: Part,
    /// The ask for the members, where they are not known yet.
    choosing: Option<u64>,
    ticket: Option<u64>,
    error: Option<String>,
}

fn items(choices: &Choices, cx: &Context) -> Vec<Item<Id>> {
    let me = cx.who.as_ref().map(|who| who.member);
    let others = choices.members.iter().filter(|(id, _)| Some(*id) != me);
    others.map(|(id, name)| Item::new(name.clone(), *id)).collect()
}

impl ShareForm {
    pub fn new(customer: Id, cx: &mut Context) -> Self {
        let known = cx.choices.as_ref().map(|choices| items(choices, cx));
        Self {
            customer,
            choosing: known.is_none().then(|| cx.ask(Request::Choices)),
            members: Choose::new(known.unwrap_or_default()),
            level: ShareLevel::View,
            days: Input::default(),
            part: Part::Member,
            ticket: None,
            error: None,
        }
    }

    fn turn(&mut self, by: usize) {
        let at = PARTS.iter().position(|part| *part == self.part).unwrap_or(0);
        self.part = PARTS[(at + by) % PARTS.len()];
    }

    fn turn_level(&mut self) {
        self.level = if self.level == ShareLevel::View { ShareLevel::Edit } else { ShareLevel::View };
    }

    /// When it ends; `Err`: what was typed is no number of days.
    fn until(&self, now: Micros) -> Result<Option<Micros>, ()> {
        const DAY: i64 = 86_400_000_000;
        match self.days.text().trim() {
            "" => Ok(None),
            days => match days.parse() {
                Ok(days @ 1..=MOST_DAYS) => Ok(Some(Micros(now.0 + days * DAY))),
                _ => Err(()),
            },
        }
    }

    fn save(&mut self, cx: &mut Context) {
        let Some(member) = self.members.chosen().filter(|_| self.ticket.is_none()) else { return };
        match self.until(cx.now) {
            Ok(until) => {
                let change = SharingChange::Share { member, level: self.level, until };
                self.error = None;
                self.ticket = Some(cx.ask(Request::Share { customer: self.customer, change }));
            }
            Err(()) => {
                self.part = Part::Days;
                self.error = Some(cx.i18n.t_with("share-bad-days", &[("most", MOST_DAYS.into())]));
            }
        }
    }

    /// The level and the days; answers the cursor if one of them has the focus.
    fn draw_parts(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const LABEL: u16 = 16;
        let theme = cx.theme;
        let mut cursor = None;
        for (row, part, label) in [(0, Part::Level, "share-level"), (1, Part::Days, "share-days")] {
            let line = Rect::new(area.x, area.y + row, area.width, 1).intersection(area);
            if line.is_empty() {
                break;
            }
            cx.hits.add(line, Target::Field(usize::from(row) + 1));
            let focused = self.part == part;
            let style = if focused { theme.strong() } else { theme.dim() };
            paint::text(buf, line.x + 2, line.y, LABEL - 3, &cx.t(label), style);
            let field = Rect::new(line.x + LABEL, line.y, line.width.saturating_sub(LABEL), 1);
            let column = if part == Part::Level {
                paint::choice(buf, field, &cx.t(level_key(self.level)), focused, theme);
                0
            } else {
                let field = Rect { width: field.width.min(6), ..field };
                let words = Rect::new(field.right() + 2, line.y, line.right().saturating_sub(field.right() + 2), 1);
                paint::text(buf, words.x, words.y, words.width, &cx.t("share-days-lead"), theme.dim());
                self.days.draw(buf, field, theme.field(), None)
            };
            if focused {
                paint::text(buf, line.x, line.y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(field.x + column, line.y));
            }
        }
        cursor
    }
}

impl Layer for ShareForm {
    fn place(&self) -> Place {
        Place::ShareForm
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.members.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.turn(1),
            Action::PreviousField => self.turn(PARTS.len() - 1),
            Action::Up if self.part == Part::Member => self.members.step(false),
            Action::Down if self.part == Part::Member => self.members.step(true),
            Action::Up => self.turn(PARTS.len() - 1),
            Action::Down if self.part == Part::Days => {}
            Action::Down => self.turn(1),
            Action::Confirm => self.save(cx),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        let taken = match self.part {
            Part::Member => self.members.key(key),
            Part::Days => self.days.key(key) != Edit::Ignored,
            Part::Level => matches!(key.code, KeyCode::Left | KeyCode::Right | KeyCode::Char(' ')),
        };
        if taken && self.part == Part::Level {
            self.turn_level();
        }
        if taken { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        match self.part {
            Part::Member => self.members.paste(text),
            Part::Days => self.days.insert(text),
            Part::Level => {}
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        match target {
            Target::Row(row) => {
                self.part = Part::Member;
                self.members.go(row);
            }
            Target::Field(1) => self.part = Part::Level,
            Target::Field(_) => self.part = Part::Days,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.ticket, self.choosing].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.choosing.take_if(|choosing| *choosing == ticket).is_none() {
            self.ticket = None;
        }
        match result {
            Ok(Reply::Choices(choices)) => {
                self.members.set(items(&choices, cx));
                cx.know(*choices);
            }
            Ok(Reply::Sharing(sharing)) => {
                cx.say(Tone::Good, cx.t("share-done"));
                cx.intents.push(Intent::Shared(Box::new(sharing)));
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 60, 18, &cx.t("place-share-form"), theme);
        let list = Rect { height: inside.height.saturating_sub(6), ..inside };
        let typing = self.members.draw(buf, list, cx);
        let parts = Rect { y: list.bottom() + 1, height: 2, ..inside }.intersection(inside);
        let cursor = self.draw_parts(buf, parts, cx);
        let below = Rect { y: parts.bottom() + 1, height: 2, ..inside }.intersection(inside);
        if let Some(error) = &self.error {
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.ticket.or(self.choosing).is_some() {
            paint::paragraph(buf, below, &cx.t("loading"), theme.dim());
        }
        cursor.or(Some(typing))
    }
}
