//! The log's filter: member, action, outcome and days.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{LogFilter, LogMatch};
use crate::domain::{Action as Deed, Micros, Outcome};
use crate::ui::context::{Context, Intent};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::detail_view::{action_key, outcome_key};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

const MEMBER: usize = 0;
const ACTION: usize = 1;
const FROM: usize = 3;
const TO: usize = 4;
const LABELS: [&str; 5] = ["log-member", "log-action", "log-outcome", "filter-from", "filter-to"];
const OUTCOMES: [Outcome; 3] = [Outcome::Done, Outcome::Denied, Outcome::Failed];
const DAY: i64 = 86_400_000_000;

#[derive(Debug)]
pub struct FilterForm {
    member: Input,
    /// 0: any; else one more than the index in `Action::ALL`.
    action: usize,
    outcome: usize,
    from: Input,
    to: Input,
    focus: usize,
    error: Option<(usize, String)>,
}

impl FilterForm {
    pub fn new(filter: &LogFilter, cx: &Context) -> Self {
        let day = |at: Option<Micros>| Input::with(&at.map(|at| cx.iso_day(at)).unwrap_or_default());
        let (mut member, mut action, mut outcome, mut from, mut to) = (String::new(), None, None, None, None);
        for term in filter.terms.iter().filter(|term| !term.out) {
            match &term.matches {
                LogMatch::Member(names) => member = names.join(" "),
                LogMatch::Action(actions) => {
                    action = Deed::ALL.iter().position(|other| actions.first() == Some(other));
                }
                LogMatch::Outcome(outcomes) => {
                    outcome = OUTCOMES.iter().position(|other| outcomes.first() == Some(other));
                }
                LogMatch::Since(at) => from = Some(*at),
                LogMatch::Until(at) => to = Some(Micros(at.0 - 1)),
                _ => {}
            }
        }
        Self {
            member: Input::with(&member),
            action: action.map_or(0, |index| index + 1),
            outcome: outcome.map_or(0, |index| index + 1),
            from: day(from),
            to: day(to),
            focus: MEMBER,
            error: None,
        }
    }

    fn input(&mut self) -> Option<&mut Input> {
        match self.focus {
            MEMBER => Some(&mut self.member),
            FROM => Some(&mut self.from),
            TO => Some(&mut self.to),
            _ => None,
        }
    }

    fn submit(&mut self, cx: &mut Context) -> Answer {
        let mut days = [None, None];
        for (index, (field, input)) in [(FROM, &self.from), (TO, &self.to)].into_iter().enumerate() {
            let text = input.text().trim();
            if text.is_empty() {
                continue;
            }
            days[index] = cx.midnight(text);
            if days[index].is_none() {
                self.error = Some((field, cx.t("filter-bad-date")));
                self.focus = field;
                return Answer::Consumed;
            }
        }
        let mut filter = LogFilter::default();
        let member = self.member.text().trim().to_string();
        if !member.is_empty() {
            filter = filter.with(false, LogMatch::Member(vec![member]));
        }
        if let Some(index) = self.action.checked_sub(1) {
            filter = filter.with(false, LogMatch::Action(vec![Deed::ALL[index]]));
        }
        if let Some(index) = self.outcome.checked_sub(1) {
            filter = filter.with(false, LogMatch::Outcome(vec![OUTCOMES[index]]));
        }
        if let Some(from) = days[0] {
            filter = filter.with(false, LogMatch::Since(from));
        }
        if let Some(to) = days[1] {
            // The last day counts whole.
            filter = filter.with(false, LogMatch::Until(Micros(to.0 + DAY)));
        }
        cx.intents.push(Intent::Filter(Box::new(filter)));
        Answer::Close
    }
}

impl Layer for FilterForm {
    fn place(&self) -> Place {
        Place::FilterForm
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-filter")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::NextField => self.focus = (self.focus + 1) % LABELS.len(),
            Action::PreviousField => self.focus = (self.focus + LABELS.len() - 1) % LABELS.len(),
            Action::Confirm => return self.submit(cx),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        if let Some(input) = self.input() {
            return match input.key(key) {
                Edit::Ignored => Answer::Ignored,
                Edit::Moved => Answer::Consumed,
                Edit::Changed => {
                    self.error = None;
                    Answer::Consumed
                }
            };
        }
        let (choice, count) = match self.focus {
            ACTION => (&mut self.action, Deed::ALL.len() + 1),
            _ => (&mut self.outcome, OUTCOMES.len() + 1),
        };
        *choice = match key.code {
            KeyCode::Left => (*choice + count - 1) % count,
            KeyCode::Right | KeyCode::Char(' ') => (*choice + 1) % count,
            KeyCode::Backspace | KeyCode::Delete => 0,
            _ => return Answer::Ignored,
        };
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Field(field) = target else { return Answer::Ignored };
        self.focus = field.min(TO);
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        if let Some(input) = self.input() {
            input.insert(text);
        }
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 58, 14, &cx.t("filter-title"), theme);
        let any = cx.t("filter-any");
        let action = self.action.checked_sub(1).map_or(any.clone(), |index| cx.t(&action_key(Deed::ALL[index])));
        let outcome = self.outcome.checked_sub(1).map_or(any, |index| cx.t(outcome_key(OUTCOMES[index])));
        let mut cursor = None;
        for (index, label) in LABELS.iter().enumerate() {
            let y = inside.y + 1 + 2 * u16::try_from(index).unwrap_or(0);
            let focused = index == self.focus;
            let x = inside.x + 14;
            let field = Rect::new(x, y, inside.right().saturating_sub(x), 1);
            if y >= inside.bottom() {
                break;
            }
            cx.hits.add(Rect::new(inside.x, y, inside.width, 1), Target::Field(index));
            if focused {
                paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(x, y));
            }
            paint::text(buf, inside.x + 2, y, 12, &cx.t(label), if focused { theme.strong() } else { theme.dim() });
            let input = match index {
                MEMBER => &self.member,
                FROM => &self.from,
                TO => &self.to,
                _ => {
                    let words = if index == ACTION { &action } else { &outcome };
                    paint::choice(buf, field, words, focused, theme);
                    continue;
                }
            };
            let column = input.draw(buf, field, theme.field(), None);
            if focused {
                cursor = Some(Position::new(x + column, y));
            }
            if input.is_empty() && index != MEMBER && !focused {
                paint::text(buf, x, y, field.width, &cx.t("filter-day"), theme.dim().patch(theme.field()));
            }
            if let Some((at, word)) = &self.error
                && *at == index
            {
                paint::text(buf, inside.x + 2, y + 1, inside.width - 2, &format!("{} {word}", theme.no()), theme.bad());
            }
        }
        cursor
    }
}
