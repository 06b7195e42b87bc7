//! Pairs that may be one customer, to be merged or to be told apart.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::merge::MergeView;
use crate::desk::api::{
    CustomerRow, DuplicateRow, Likeness, Place as Spot, Problem, Reply, Request, Sure, UpkeepReply, UpkeepRequest,
};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

/// Pairs asked for at once; most that are held.
const PAGE: u16 = 50;
const MOST: usize = 1_000;
/// Rows that one pair takes.
const LINES: u16 = 2;
/// So many parts are looked through for the first pairs before the person is asked to go on.
const PARTS: usize = 60;

#[derive(Debug)]
pub struct DuplicatesView {
    pairs: Vec<DuplicateRow>,
    at: usize,
    next: Option<Spot>,
    loading: Option<u64>,
    dismissing: Option<u64>,
    /// Parts that were looked through since the last pair came.
    empty: usize,
    problem: Option<Problem>,
}

/// What makes two alike, in words.
pub fn why(why: Likeness, cx: &Context) -> String {
    match why {
        Likeness::Value(field) => cx.i18n.t_with("alike-value", &[("field", cx.i18n.field(field.name()).into())]),
        Likeness::SameName => cx.t("alike-name"),
        Likeness::ReorderedName => cx.t("alike-reordered"),
        Likeness::NearName => cx.t("alike-near"),
        Likeness::Company => cx.t("alike-company"),
    }
}

/// How sure it is, in words.
pub fn sure(sure: Sure, cx: &Context) -> String {
    cx.t(match sure {
        Sure::High => "sure-high",
        Sure::Medium => "sure-medium",
        Sure::Low => "sure-low",
    })
}

/// A customer in one line.
pub fn line(row: &CustomerRow, cx: &Context) -> String {
    let parts = [&row.code, &row.name, &row.company, &row.city, &row.phone];
    let parts: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(cx.theme.between())
}

impl DuplicatesView {
    pub fn open(cx: &mut Context) -> Self {
        let mut view =
            Self { pairs: Vec::new(), at: 0, next: None, loading: None, dismissing: None, empty: 0, problem: None };
        view.load(cx);
        view
    }

    fn load(&mut self, cx: &mut Context) {
        let request = UpkeepRequest::Duplicates { from: self.next.take(), limit: PAGE };
        self.loading = Some(cx.ask(Request::Upkeep(Box::new(request))));
    }

    /// Goes on where there is more and the end is near.
    fn more(&mut self, cx: &mut Context) {
        let near = self.at + usize::from(PAGE) / 2 >= self.pairs.len();
        if near && self.loading.is_none() && self.next.is_some() && self.pairs.len() < MOST && self.empty < PARTS {
            self.load(cx);
        }
    }

    fn selected(&self) -> Option<&DuplicateRow> {
        self.pairs.get(self.at)
    }

    fn drop_selected(&mut self) {
        if self.at < self.pairs.len() {
            self.pairs.remove(self.at);
        }
        self.at = self.at.min(self.pairs.len().saturating_sub(1));
    }
}

impl Layer for DuplicatesView {
    fn place(&self) -> Place {
        Place::Duplicates
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-duplicates")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = self.selected().is_some();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => {
                self.at = (self.at + 1).min(self.pairs.len().saturating_sub(1));
                self.empty = 0;
                self.more(cx);
            }
            Action::Confirm => {
                if let Some(pair) = self.selected() {
                    let merge = MergeView::open(pair.one.id, pair.other.id, cx);
                    cx.opened.push(Box::new(merge));
                }
            }
            Action::Delete => {
                if let Some(pair) = self.selected().filter(|_| self.dismissing.is_none()) {
                    let request = UpkeepRequest::NotDuplicates { one: pair.one.id, other: pair.other.id };
                    self.dismissing = Some(cx.ask(Request::Upkeep(Box::new(request))));
                }
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.pairs.len().saturating_sub(1));
        if double { self.act(Action::Confirm, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.loading, self.dismissing].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let dismissed = self.dismissing.take_if(|expected| *expected == ticket).is_some();
        if !dismissed {
            self.loading = None;
        }
        match result {
            Ok(Reply::Upkeep(reply)) => match *reply {
                UpkeepReply::Duplicates(page) => {
                    self.empty = if page.rows.is_empty() { self.empty + 1 } else { 0 };
                    self.pairs.extend(page.rows);
                    self.next = page.next;
                }
                UpkeepReply::NotDuplicates => {
                    self.drop_selected();
                    cx.say(Tone::Good, cx.t("duplicates-dismissed"));
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => self.problem = Some(problem),
        }
        self.more(cx);
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        let Intent::Merged { gone, .. } = intent else { return Answer::Ignored };
        self.pairs.retain(|pair| pair.one.id != *gone && pair.other.id != *gone);
        self.at = self.at.min(self.pairs.len().saturating_sub(1));
        self.more(cx);
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let rows = u16::try_from(self.pairs.len()).unwrap_or(u16::MAX).saturating_mul(LINES);
        let height = rows.saturating_add(4).clamp(5, area.height.saturating_sub(2).max(5)).min(24);
        let inside = paint::popup(buf, area, 100, height, &cx.t("place-duplicates"), theme);
        let foot = inside.bottom().saturating_sub(1);
        let list = Rect { height: inside.height.saturating_sub(2), ..inside };
        let room = usize::from((list.height / LINES).max(1));
        let top = (self.at + 1).saturating_sub(room);
        let mut cursor = Position::new(inside.x, inside.y);
        for (index, pair) in self.pairs.iter().enumerate().skip(top).take(room) {
            let y = list.y + u16::try_from(index - top).unwrap_or(0) * LINES;
            cx.hits.add(Rect::new(list.x, y, list.width, LINES), Target::Row(index));
            let here = index == self.at;
            if here {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
                cursor = Position::new(list.x, y);
            }
            let style = if here { theme.selected() } else { theme.text() };
            let words = format!("{}{}{}", sure(pair.sure, cx), theme.between(), why(pair.why, cx));
            let right = paint::right(buf, list.x, y, list.width, &words, theme.dim());
            let width = right.saturating_sub(list.x + 3);
            paint::text(buf, list.x + 2, y, width, &line(&pair.one, cx), style);
            paint::text(buf, list.x + 2, y + 1, list.width.saturating_sub(2), &line(&pair.other, cx), style);
        }
        let (words, style) = match &self.problem {
            Some(problem) => (format!("{} {}", theme.no(), cx.i18n.problem(problem)), theme.bad()),
            None if self.loading.is_some() => (cx.t("loading"), theme.dim()),
            None if self.pairs.is_empty() => (cx.t("duplicates-none"), theme.dim()),
            None => {
                let count = i64::try_from(self.pairs.len()).unwrap_or(i64::MAX);
                let key = if self.next.is_some() { "duplicates-more" } else { "duplicates-count" };
                (cx.i18n.t_with(key, &[("count", count.into())]), theme.dim())
            }
        };
        // Where there are no pairs the words stand in their place.
        let y = if self.pairs.is_empty() { inside.y } else { foot };
        paint::text(buf, inside.x, y, inside.width, &words, style);
        Some(cursor)
    }
}
