//! The filter of the customers' list: typed, or put together by picking what may come next.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::filter::{self, Filter, Mistake, Subject, Wanted};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::{Key, KeyCode};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::scores;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

/// Most proposals shown at once.
const SHOWN: usize = 8;

#[derive(Debug)]
pub struct ListFilter {
    text: Input,
    proposals: Vec<Proposal>,
    /// The proposal that Tab takes; with the arrows moved onto, Enter takes it too.
    at: usize,
    picking: bool,
    mistake: Option<Mistake>,
}

/// What may come next.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Proposal {
    text: String,
    /// What it means, in the person's language.
    meaning: String,
}

impl ListFilter {
    pub fn new(text: &str, cx: &Context) -> Self {
        let mut filter = Self { text: Input::with(text), proposals: Vec::new(), at: 0, picking: false, mistake: None };
        if !text.is_empty() {
            filter.text.insert(" ");
        }
        filter.propose(cx);
        filter
    }

    fn parsed(&self, cx: &Context) -> Result<Filter, Mistake> {
        filter::parse(self.text.text(), cx.start.utc_offset_seconds)
    }

    fn changed(&mut self, cx: &Context) {
        self.mistake = None;
        self.picking = false;
        self.propose(cx);
    }

    /// Collects what may come next at the cursor, what fits best first.
    fn propose(&mut self, cx: &Context) {
        let wanted = filter::complete(self.text.text(), self.text.cursor());
        let all = proposals(wanted.wanted, cx);
        let scores = scores(&wanted.typed, all.iter().map(|proposal| proposal.text.as_str()));
        let mut fitting: Vec<(u32, Proposal)> =
            all.into_iter().zip(scores).filter_map(|(proposal, score)| Some((score?, proposal))).collect();
        fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        // What stands there whole already needs no proposal.
        let whole = |proposal: &Proposal| proposal.text.eq_ignore_ascii_case(wanted.typed.trim());
        self.proposals =
            fitting.into_iter().map(|(_, proposal)| proposal).filter(|proposal| !whole(proposal)).collect();
        self.at = 0;
    }

    fn take(&mut self, cx: &Context) {
        let Some(proposal) = self.proposals.get(self.at) else { return };
        let wanted = filter::complete(self.text.text(), self.text.cursor());
        let before = &self.text.text()[..wanted.replace.start];
        let space = if before.is_empty() || before.ends_with([' ', '(']) { "" } else { " " };
        let by = format!("{space}{} ", proposal.text);
        self.text.replace(wanted.replace, &by);
        let picking = self.picking;
        self.changed(cx);
        self.picking = picking;
    }

    fn apply(&mut self, cx: &mut Context) -> Answer {
        match self.parsed(cx) {
            Ok(filter) => {
                cx.intents.push(Intent::FilterList(self.text.text().trim().to_owned(), filter));
                Answer::Close
            }
            Err(mistake) => {
                self.mistake = Some(mistake);
                Answer::Consumed
            }
        }
    }

    fn mistake_words(mistake: &Mistake, cx: &Context) -> String {
        let words = cx.t(&format!("filter-mistake-{}", mistake.kind.key()));
        match mistake.near {
            Some(near) => format!("{words} {}", cx.i18n.t_with("filter-near", &[("word", near.into())])),
            None => words,
        }
    }
}

fn proposals(wanted: Wanted, cx: &Context) -> Vec<Proposal> {
    let same = |text: &str| Proposal { text: quoted(text), meaning: String::new() };
    match wanted {
        Wanted::Field => {
            let field =
                |subject: Subject| Proposal { text: subject.name().to_owned(), meaning: subject_words(subject, cx) };
            Subject::ALL.into_iter().map(field).collect()
        }
        Wanted::Operator(subject) => {
            let time = matches!(subject, Subject::Since | Subject::Created | Subject::Updated);
            let operator = |operator: &&str| Proposal {
                text: (*operator).to_owned(),
                meaning: cx.t(operator_key(operator, time)),
            };
            subject.operators().iter().map(operator).collect()
        }
        Wanted::Value(subject) => {
            let mut all: Vec<Proposal> = subject
                .fixed_values()
                .iter()
                .map(|value| Proposal { text: (*value).to_owned(), meaning: value_words(subject, value, cx) })
                .collect();
            if let Some(choices) = &cx.choices {
                match subject {
                    Subject::Owner => all.extend(choices.members.iter().map(|(_, name)| same(name))),
                    Subject::Department => all.extend(choices.departments.iter().map(|(_, name)| same(name))),
                    Subject::City => all.extend(choices.cities.iter().map(|name| same(name))),
                    Subject::Country => all.extend(choices.countries.iter().map(|name| same(name))),
                    _ => {}
                }
            }
            all
        }
        Wanted::Joiner => ["and", "or"].map(|word| Proposal { text: word.to_owned(), meaning: String::new() }).to_vec(),
    }
}

/// A value that would read as something else stands in quotes.
fn quoted(text: &str) -> String {
    let plain = |word: &str| {
        !["and", "or", "not", "in"].contains(&word.to_lowercase().as_str())
            && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '\'' | '_'))
    };
    if text.split(' ').all(plain) { text.to_owned() } else { format!("\"{}\"", text.replace('"', "")) }
}

fn subject_words(subject: Subject, cx: &Context) -> String {
    match subject {
        Subject::Has => cx.t("filter-has"),
        Subject::Created => cx.t("field-created"),
        subject => cx.i18n.field(subject.name()),
    }
}

const fn operator_key(operator: &str, time: bool) -> &'static str {
    match (operator.as_bytes(), time) {
        (b"=", false) => "filter-is",
        (b"=", true) => "filter-on",
        (b"!=", _) => "filter-is-not",
        (b"~", _) => "filter-holds",
        (b"in", _) => "filter-in",
        (b">", _) => "filter-after",
        (b">=", _) => "filter-from-on",
        (b"<", _) => "filter-before",
        _ => "filter-up-to",
    }
}

fn value_words(subject: Subject, value: &str, cx: &Context) -> String {
    match (subject, value) {
        (Subject::Kind, "person") => cx.t("kind-person"),
        (Subject::Kind, _) => cx.t("kind-company"),
        (Subject::Status, "lead") => cx.t("status-lead"),
        (Subject::Status, "active") => cx.t("status-active"),
        (Subject::Status, "inactive") => cx.t("status-inactive"),
        (Subject::Status, _) => cx.t("status-blocked"),
        (Subject::Owner, "me") => cx.t("filter-me"),
        (Subject::Owner, _) => cx.t("filter-nobody"),
        (Subject::Has, field) => cx.i18n.field(field),
        _ => String::new(),
    }
}

impl Layer for ListFilter {
    fn place(&self) -> Place {
        Place::ListFilter
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-list-filter")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.proposals.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let count = self.proposals.len().max(1);
        match action {
            Action::Down if !self.picking => self.picking = !self.proposals.is_empty(),
            Action::Down => self.at = (self.at + 1) % count,
            Action::Up if self.at == 0 => self.picking = false,
            Action::Up => self.at -= 1,
            Action::Complete => self.take(cx),
            Action::Confirm if self.picking && !self.proposals.is_empty() => self.take(cx),
            Action::Confirm => return self.apply(cx),
            Action::Cancel if self.picking => self.picking = false,
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        match self.text.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved if key.code == KeyCode::Esc => return Answer::Ignored,
            Edit::Moved => self.propose(cx),
            Edit::Changed => self.changed(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.text.insert(text);
        self.changed(cx);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.proposals.len().saturating_sub(1));
        self.picking = true;
        self.take(cx);
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.proposals.len().min(SHOWN)).unwrap_or(0).max(1);
        let height = (rows + 6).min(area.height);
        let frame = Rect::new(area.x, area.y, area.width.min(100), height);
        let inside = paint::boxed(buf, frame, &cx.t("place-list-filter"), theme);
        let field = Rect::new(inside.x, inside.y, inside.width, 1);
        let column = self.text.draw(buf, field, theme.field(), None);
        if self.text.is_empty() {
            let example = cx.t("filter-example");
            paint::text(buf, field.x, field.y, field.width, &example, theme.field().patch(theme.dim()));
        }
        if let Some(mistake) = &self.mistake {
            self.draw_mistake(buf, inside, mistake, cx);
        }
        let list = Rect { y: inside.y + 3, height: rows.min(inside.height.saturating_sub(3)), ..inside };
        let top = (self.at + 1).saturating_sub(usize::from(list.height.max(1)));
        for (index, proposal) in self.proposals.iter().enumerate().skip(top).take(usize::from(list.height)) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            let style = if here && self.picking { theme.selected() } else { theme.text() };
            if here {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
            }
            let used = paint::text(buf, list.x + 2, y, list.width.saturating_sub(3).min(30), &proposal.text, style);
            let x = list.x + 2 + used.max(16) + 2;
            paint::text(buf, x, y, list.right().saturating_sub(x), &proposal.meaning, theme.dim());
        }
        Some(Position::new(field.x + column, field.y))
    }
}

impl ListFilter {
    /// Carets under the wrong word, and what to do about it.
    fn draw_mistake(&self, buf: &mut Buffer, inside: Rect, mistake: &Mistake, cx: &Context) {
        let theme = cx.theme;
        let words = format!("{} {}", theme.no(), Self::mistake_words(mistake, cx));
        let from = self.text.column_of(mistake.at.start, inside.width).unwrap_or(0);
        let to = self.text.column_of(mistake.at.end, inside.width).unwrap_or(inside.width).max(from + 1);
        for column in from..to.min(inside.width) {
            paint::text(buf, inside.x + column, inside.y + 1, 1, theme.caret(), theme.bad());
        }
        paint::text(buf, inside.x, inside.y + 2, inside.width, &words, theme.bad());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_reads_as_itself() {
        for name in ["Hà Nội", "me or you", "Công ty (A), B", "O'Neil", "in"] {
            let filter = filter::parse(&format!("city = {}", quoted(name)), 0);
            assert_eq!(filter, filter::parse(&format!("city = \"{name}\""), 0), "{name}");
        }
    }
}
