//! Customers: the list with its search, and the opened customer beside it or in its place.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::{Column, columns, draw_row};
use super::detail::Detail;
use crate::desk::api::{CustomerRow, CustomersQuery, Problem, Reply, Request, Sort, SortBy};
use crate::domain::{Id, Micros};
use crate::ui::context::{Context, Facts, Intent};
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::form::CustomerForm;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;
use crate::ui::widgets::rows::{Keyed, Rows, Step};

const PAGE: u16 = 100;

impl Keyed for CustomerRow {
    type Key = Id;
    fn key(&self) -> Id {
        self.id
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fetch {
    First,
    Last,
    Next,
    Previous,
}

#[derive(Debug, Default)]
pub struct Customers {
    rows: Rows<CustomerRow>,
    search: Input,
    typing: bool,
    /// An exact lookup (`/` first) was typed and waits for Enter: each one is audited.
    unasked: bool,
    sort: Sort,
    total: Option<u64>,
    /// Most rows ever counted for this search.
    seen: usize,
    fetch: Option<(u64, Fetch)>,
    problem: Option<Problem>,
    pub detail: Option<Detail>,
    /// Whether the keys go to the detail.
    in_detail: bool,
}

impl Customers {
    pub fn load(&mut self, cx: &mut Context) {
        self.unasked = false;
        self.fetch(Fetch::First, cx);
    }

    fn typed(&mut self, cx: &mut Context) {
        self.unasked = self.search.text().starts_with('/');
        if !self.unasked {
            self.load(cx);
        }
    }

    fn fetch(&mut self, fetch: Fetch, cx: &mut Context) {
        let from = match fetch {
            Fetch::First | Fetch::Last => None,
            Fetch::Next => self.rows.all().last().map(|row| row.place.clone()),
            Fetch::Previous => self.rows.all().first().map(|row| row.place.clone()),
        };
        let ticket = cx.ask(Request::Customers(CustomersQuery {
            search: self.search.text().trim().to_string(),
            filter: Default::default(),
            sort: self.sort,
            from,
            backward: matches!(fetch, Fetch::Last | Fetch::Previous),
            limit: PAGE,
        }));
        self.fetch = Some((ticket, fetch));
    }

    fn list_height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(2)
    }

    fn step(&mut self, step: Step, cx: &mut Context) {
        match step {
            Step::First if !self.rows.at_start => return self.fetch(Fetch::First, cx),
            Step::Last if !self.rows.at_end => return self.fetch(Fetch::Last, cx),
            _ => self.rows.step(step, Self::list_height(cx)),
        }
        if self.fetch.is_some() || self.rows.is_empty() {
            return;
        }
        if !self.rows.at_end && self.rows.near_end() {
            self.fetch(Fetch::Next, cx);
        } else if !self.rows.at_start && self.rows.near_start() {
            self.fetch(Fetch::Previous, cx);
        }
    }

    fn open(&mut self, id: Id, cx: &mut Context) {
        self.detail = Some(Detail::open(id, cx));
        self.in_detail = true;
        self.typing = false;
    }

    /// Whether the list is hidden behind the detail.
    fn covered(&self, cx: &Context) -> bool {
        self.in_detail && !cx.wide()
    }

    fn loaded(&mut self, fetch: Fetch, page: crate::desk::api::CustomersPage, cx: &Context) {
        let more = page.next.is_some();
        self.total = Some(page.total);
        self.problem = None;
        match fetch {
            Fetch::First => {
                self.rows.replace(page.rows);
                (self.rows.at_start, self.rows.at_end) = (true, !more);
                self.seen = self.rows.len();
                self.rows.settle(Self::list_height(cx));
            }
            Fetch::Last => {
                self.rows.replace(page.rows);
                (self.rows.at_start, self.rows.at_end) = (!more, true);
                self.seen = self.seen.max(self.rows.len());
                self.rows.step(Step::Last, Self::list_height(cx));
            }
            Fetch::Next => {
                let new = page.rows.len();
                let before = self.rows.len();
                let dropped = self.rows.append(page.rows);
                self.seen = self.seen.max(before + new).max(self.seen + dropped.min(new));
                self.rows.at_end = !more;
            }
            Fetch::Previous => {
                self.rows.prepend(page.rows);
                self.rows.at_start = !more;
            }
        }
    }

    fn count(&self, cx: &Context) -> String {
        let Some(total) = self.total else { return String::new() };
        if self.search.is_empty() {
            return cx.i18n.t_with("customers-count", &[("count", total.into())]);
        }
        let found = cx.i18n.lang.number(i64::try_from(self.seen).unwrap_or(i64::MAX));
        let more = if self.rows.at_start && self.rows.at_end { "" } else { "+" };
        cx.i18n.t_with("customers-found", &[("found", format!("{found}{more}").into()), ("total", total.into())])
    }

    fn draw_list(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Position {
        let theme = cx.theme;
        let count = self.count(cx);
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &count, theme.dim());
        paint::text(buf, area.x + 1, area.y, 1, "/", if self.typing { theme.accent() } else { theme.dim() });
        let field = Rect::new(area.x + 3, area.y, at.saturating_sub(area.x + 5), 1);
        let column = self.search.draw(buf, field, if self.typing { theme.strong() } else { theme.text() }, None);
        if self.search.is_empty() && !self.typing {
            paint::text(buf, field.x, field.y, field.width, &cx.t("customers-search"), theme.dim());
        }
        let mut cursor = Position::new(field.x + column, field.y);
        let columns = columns(area.width);
        let heading = Rect::new(area.x, area.y + 1, area.width, 1);
        buf.set_style(heading, theme.heading());
        let mut x = area.x + 2;
        for (column, width) in &columns {
            let mark = match (column, self.sort.by) {
                (Column::Name, SortBy::Name) | (Column::Code, SortBy::Code) => {
                    if theme.ascii {
                        " v"
                    } else {
                        " ↓"
                    }
                }
                _ => "",
            };
            paint::text(buf, x, heading.y, width - 1, &format!("{}{mark}", cx.t(column.key())), theme.heading());
            x += width;
        }
        let body = Rect::new(area.x, area.y + 2, area.width, area.height.saturating_sub(2));
        if self.rows.is_empty() {
            self.draw_empty(buf, body, cx);
            return cursor;
        }
        for (index, (selected, row)) in self.rows.visible(usize::from(body.height)).enumerate() {
            let y = body.y + u16::try_from(index).unwrap_or(0);
            draw_row(buf, Rect::new(body.x, y, body.width, 1), row, &columns, selected, !self.in_detail, cx);
            if selected && !self.typing {
                cursor = Position::new(body.x, y);
            }
        }
        cursor
    }

    fn draw_empty(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let theme = cx.theme;
        let (words, style) = match &self.problem {
            Some(problem) => {
                (format!("{} {} {}", theme.no(), cx.i18n.problem(problem), cx.t("press-reload")), theme.bad())
            }
            None if self.unasked => (cx.t("customers-lookup"), theme.dim()),
            None if self.fetch.is_some() => (cx.t("loading"), theme.dim()),
            None if !self.search.is_empty() => (cx.t("customers-none-found"), theme.dim()),
            None if cx.rights().create => (cx.t("customers-none-new"), theme.dim()),
            None => (cx.t("customers-none"), theme.dim()),
        };
        let inside = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(4), area.height.saturating_sub(1));
        paint::paragraph(buf, inside, &words, style);
    }
}

impl Layer for Customers {
    fn place(&self) -> Place {
        if self.in_detail {
            Place::Detail
        } else if self.typing {
            Place::Search
        } else {
            Place::Customers
        }
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        let mut trail = vec![cx.t("place-customers")];
        if self.in_detail {
            trail.extend(self.detail.as_ref().and_then(Detail::name).map(String::from));
        }
        trail
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.rows.is_empty() || self.unasked;
        facts.searched = !self.search.is_empty();
        if let Some(detail) = &self.detail {
            *facts = detail.facts(*facts);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::OtherPane => self.in_detail = !self.in_detail && self.detail.is_some(),
            Action::Back if self.in_detail => {
                self.in_detail = false;
                if !cx.wide() {
                    self.detail = None;
                }
            }
            Action::New => cx.opened.push(Box::new(CustomerForm::new_customer())),
            Action::Edit => {
                if let Some(detail) = self.detail.as_ref().and_then(Detail::loaded) {
                    cx.opened.push(Box::new(CustomerForm::edit(detail)));
                }
            }
            _ if self.in_detail => {
                return self.detail.as_mut().map_or(Answer::Ignored, |detail| detail.act(action, cx));
            }
            Action::Up => self.step(Step::Up, cx),
            Action::Down => self.step(Step::Down, cx),
            Action::PageUp => self.step(Step::PageUp, cx),
            Action::PageDown => self.step(Step::PageDown, cx),
            Action::First => self.step(Step::First, cx),
            Action::Last => self.step(Step::Last, cx),
            Action::Open if self.unasked => self.load(cx),
            Action::Open => {
                if let Some(id) = self.rows.selected().map(|row| row.id) {
                    self.open(id, cx);
                }
            }
            Action::Search => self.typing = true,
            Action::Back if self.typing => self.typing = false,
            Action::Back => {
                self.search.clear();
                self.load(cx);
            }
            Action::Sort => {
                self.sort.by = match self.sort.by {
                    SortBy::Name => SortBy::Code,
                    _ => SortBy::Name,
                };
                self.load(cx);
            }
            Action::Reload => self.load(cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        if !self.typing {
            return Answer::Ignored;
        }
        match self.search.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.typed(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        if self.typing {
            self.search.insert(text);
            self.typed(cx);
        }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.fetch.is_some_and(|(expected, _)| expected == ticket)
            || self.detail.as_ref().is_some_and(|detail| detail.waits(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match self.fetch {
            Some((expected, fetch)) if expected == ticket => {
                self.fetch = None;
                match result {
                    Ok(Reply::Customers(page)) => self.loaded(fetch, page, cx),
                    Err(problem) => {
                        if !self.rows.is_empty() {
                            cx.complain(&problem);
                        }
                        self.problem = Some(problem);
                    }
                    Ok(_) => {}
                }
            }
            _ => {
                if let Some(detail) = &mut self.detail {
                    detail.reply(ticket, result, cx);
                }
            }
        }
        Answer::Consumed
    }

    fn wake(&self, _cx: &Context) -> Option<Micros> {
        None
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::OpenCustomer(id) => self.open(*id, cx),
            Intent::CustomerSaved(id) => {
                self.load(cx);
                self.open(*id, cx);
            }
            Intent::NoteSaved(id) => {
                if let Some(detail) = self.detail.as_mut().filter(|detail| detail.id == *id) {
                    detail.load_timeline(cx);
                }
            }
            _ => {}
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        if self.covered(cx) {
            return self.detail.as_ref().map(|detail| detail.draw(buf, area, true, cx));
        }
        if !cx.wide() {
            return Some(self.draw_list(buf, area, cx));
        }
        let left = (area.width * 11 / 20).min(90);
        let list = self.draw_list(buf, Rect { width: left, ..area }, cx);
        paint::divider(buf, area.x + left, area.y, area.height, cx.theme);
        let right = Rect { x: area.x + left + 1, width: area.width - left - 1, ..area };
        match &self.detail {
            Some(detail) => {
                let cursor = detail.draw(buf, right, self.in_detail, cx);
                Some(if self.in_detail { cursor } else { list })
            }
            None => {
                let inside = Rect::new(right.x + 2, right.y + 3, right.width.saturating_sub(4), 4).intersection(right);
                paint::paragraph(buf, inside, &cx.t("detail-none"), cx.theme.dim());
                Some(list)
            }
        }
    }
}
