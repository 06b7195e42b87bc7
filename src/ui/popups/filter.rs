//! The log's filter without typing: member, action, outcome and days. What it does not show of a filter it keeps.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{LogFilter, LogMatch, LogTerm};
use crate::domain::{Action as Deed, Micros, Outcome, fold};
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
const OUTCOME: usize = 2;
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
    /// The filter it was opened with, and which of its conditions each field shows.
    terms: Vec<LogTerm>,
    shown: [Option<usize>; LABELS.len()],
}

/// The field that shows this condition whole.
fn field(term: &LogTerm, cx: &Context) -> Option<usize> {
    let day_begins = |at: Micros| cx.midnight(&cx.iso_day(at)) == Some(at);
    match &term.matches {
        _ if term.out => None,
        LogMatch::Member(names) if names.len() == 1 => Some(MEMBER),
        LogMatch::Action(actions) if actions.len() == 1 => Some(ACTION),
        LogMatch::Outcome(outcomes) if outcomes.len() == 1 => Some(OUTCOME),
        LogMatch::Since(at) if day_begins(*at) => Some(FROM),
        LogMatch::Until(at) if day_begins(*at) => Some(TO),
        _ => None,
    }
}

impl FilterForm {
    pub fn new(filter: &LogFilter, cx: &Context) -> Self {
        let mut form = Self {
            member: Input::default(),
            action: 0,
            outcome: 0,
            from: Input::default(),
            to: Input::default(),
            focus: MEMBER,
            error: None,
            terms: filter.terms.clone(),
            shown: [None; LABELS.len()],
        };
        for (index, term) in filter.terms.iter().enumerate() {
            let Some(field) = field(term, cx).filter(|field| form.shown[*field].is_none()) else { continue };
            form.shown[field] = Some(index);
            match &term.matches {
                LogMatch::Member(names) => form.member = Input::with(&names.concat()),
                LogMatch::Action(actions) => form.action = place(&Deed::ALL, actions.first()),
                LogMatch::Outcome(outcomes) => form.outcome = place(&OUTCOMES, outcomes.first()),
                LogMatch::Since(at) => form.from = Input::with(&cx.iso_day(*at)),
                LogMatch::Until(at) => form.to = Input::with(&cx.iso_day(Micros(at.0 - 1))),
                _ => {}
            }
        }
        form
    }

    /// How many conditions it does not show.
    fn kept(&self) -> usize {
        self.terms.len() - self.shown.iter().flatten().count()
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
        let member = self.member.text().trim();
        let chosen = [
            (!member.is_empty()).then(|| LogMatch::Member(vec![member.to_owned()])),
            self.action.checked_sub(1).map(|index| LogMatch::Action(vec![Deed::ALL[index]])),
            self.outcome.checked_sub(1).map(|index| LogMatch::Outcome(vec![OUTCOMES[index]])),
            days[0].map(LogMatch::Since),
            // The last day counts whole.
            days[1].map(|day| LogMatch::Until(Micros(day.0 + DAY))),
        ];
        let filter = self.filter(chosen);
        cx.intents.push(Intent::Filter(Box::new(filter)));
        Answer::Close
    }

    /// The filter with what the fields hold in the place of what they showed; what is new comes last.
    fn filter(&self, chosen: [Option<LogMatch>; LABELS.len()]) -> LogFilter {
        let field = |index: usize| self.shown.iter().position(|shown| *shown == Some(index));
        let mut filter = LogFilter::default();
        for (index, term) in self.terms.iter().enumerate() {
            match field(index) {
                None => filter = filter.with(term.out, term.matches.clone()),
                Some(field) => {
                    if let Some(matches) = &chosen[field] {
                        filter = filter.with(false, matches.clone());
                    }
                }
            }
        }
        let new = chosen.into_iter().zip(self.shown).filter_map(|(matches, shown)| matches.filter(|_| shown.is_none()));
        new.fold(filter, |filter, matches| filter.with(false, matches))
    }
}

/// Which choice it is, 0 being any.
fn place<T: PartialEq>(all: &[T], one: Option<&T>) -> usize {
    one.and_then(|one| all.iter().position(|other| other == one)).map_or(0, |index| index + 1)
}

/// The next choice of an act whose words begin with this letter, accents aside; the present one where there is none.
fn next_with(choice: usize, letter: char, cx: &Context) -> usize {
    let wanted = fold::fold(letter.encode_utf8(&mut [0; 4]));
    let begins = |index: &usize| fold::fold(&cx.t(&action_key(Deed::ALL[*index]))).starts_with(&wanted);
    let count = Deed::ALL.len();
    let found = (choice..choice + count).map(|index| index % count).find(begins);
    found.map_or(choice, |index| index + 1)
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

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
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
            // There are many acts: a letter goes to the next one that begins with it.
            KeyCode::Char(letter) if self.focus == ACTION => next_with(*choice, letter, cx),
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
        let inside = paint::popup(buf, area, 58, 15, &cx.t("filter-title"), theme);
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
        if self.kept() > 0 {
            let words = cx.i18n.t_with("filter-kept", &[("count", self.kept().into())]);
            let y = inside.bottom().saturating_sub(1);
            paint::text(buf, inside.x + 2, y, inside.width.saturating_sub(2), &words, theme.dim());
        }
        cursor
    }
}
