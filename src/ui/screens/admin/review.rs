//! Who may do what, right by right, with what has changed since somebody last signed it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::listing::{Listing, below_rows, lead};
use super::{height, words};
use crate::desk::api::{OfficeAnswer, OfficeQuery, Problem, Reply, Review};
use crate::domain::fold;
use crate::ui::context::{Context, Facts};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::review::sign;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::rows::Keyed;
use crate::ui::widgets::table::columns;
use crate::ui::widgets::{paint, record_list};

/// One line: a right as it is, or one that is gone.
#[derive(Debug)]
struct ReviewLine {
    place: usize,
    /// `+` new, `-` gone, `~` another reach; a blank: as it was.
    sign: char,
    role: String,
    rule: String,
    reach: String,
    members: String,
    /// What has changed, in words.
    change: String,
    /// All of it, folded, to be found by.
    text: String,
}

impl Keyed for ReviewLine {
    type Key = usize;
    fn key(&self) -> usize {
        self.place
    }
}

#[derive(Debug, Default)]
pub struct ReviewPage {
    list: Listing<ReviewLine>,
    data: Option<Box<Review>>,
    filter: Input,
    typing: bool,
    only_changes: bool,
}

/// Rows of the foot: what has changed on the selected line.
const FOOT: u16 = 2;

impl ReviewPage {
    /// The lines that the filter leaves, put into words once.
    fn collect(&mut self, cx: &Context) {
        let Some(review) = &self.data else { return };
        let wanted = fold::fold(self.filter.text().trim());
        let fits = |line: &ReviewLine| {
            (!self.only_changes || line.sign != ' ') && wanted.split(' ').all(|word| line.text.contains(word))
        };
        let lines: Vec<ReviewLine> = lines(review, cx).into_iter().filter(fits).collect();
        self.list.rows.renew(lines);
        self.list.rows.fill(height(cx).saturating_sub(usize::from(FOOT)));
    }

    fn changes(&self) -> usize {
        self.data.as_ref().map_or(0, |review| review.changes.len())
    }

    /// Who signed last, and how much has changed since.
    /// What is typed to narrow the list; otherwise when it was signed.
    fn draw_lead(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let Some(review) = &self.data else { return None };
        let count = cx.i18n.t_with("review-rights", &[("count", self.list.rows.len().into())]);
        if self.typing || !self.filter.is_empty() {
            let at = record_list::draw_search(buf, area, &self.filter, self.typing, ["", &count], "", cx);
            return self.typing.then_some(at);
        }
        let changed = cx.i18n.t_with("review-changes", &[("count", review.changes.len().into())]);
        let (words, style) = match &review.last {
            Some(last) => {
                let args = [("name", last.by.clone().into()), ("date", cx.date(last.at).into())];
                let style = if review.changes.is_empty() { theme.good() } else { theme.warn() };
                ([cx.i18n.t_with("review-last", &args), changed].join(theme.between()), style)
            }
            None => (cx.t("review-never"), theme.warn()),
        };
        lead(buf, area, &words, style, &count, cx);
        None
    }

    /// What has changed on the selected line.
    fn draw_foot(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        if let Some(line) = self.list.rows.selected().filter(|line| line.sign != ' ') {
            paint::paragraph(buf, area, &format!("{} {}", line.sign, line.change), cx.theme.warn());
        }
    }
}

fn lines(review: &Review, cx: &Context) -> Vec<ReviewLine> {
    let change_of =
        |role: &str, rule: &str| review.changes.iter().find(|change| change.role == role && change.rule == rule);
    let line = |sign, role: &str, rule: &str, reach: String, members: String, change: &str| {
        let (role, rule_words) = (cx.role_named(role), words::rule(rule, cx));
        let text = fold::fold(&format!("{role} {rule} {rule_words} {members} {reach}"));
        ReviewLine { place: 0, sign, role, rule: rule_words, reach, members, change: change.to_owned(), text }
    };
    let mut lines: Vec<ReviewLine> = Vec::new();
    // What is gone has no row of its own any more.
    for change in review.changes.iter().filter(|change| change.sign == '-') {
        lines.push(line('-', &change.role, &change.rule, String::new(), String::new(), &change.what));
    }
    for row in &review.rows {
        let change = change_of(&row.role, &row.rule).filter(|change| change.sign != '-');
        let reach = cx.t(words::scope_key(row.scope));
        let (sign, what) = change.map_or((' ', ""), |change| (change.sign, change.what.as_str()));
        lines.push(line(sign, &row.role, &row.rule, reach, row.members.join(", "), what));
    }
    for (place, line) in lines.iter_mut().enumerate() {
        line.place = place;
    }
    lines
}

impl Layer for ReviewPage {
    fn place(&self) -> Place {
        if self.typing { Place::ReviewFilter } else { Place::Review }
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.list.rows.is_empty();
        facts.may_change = facts.may_sign && self.data.is_some();
        facts.changes = self.changes() > 0;
        facts.filtered = !self.filter.is_empty() || self.only_changes;
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Reload => self.list.ask(OfficeQuery::Review, cx),
            Action::Search => self.typing = true,
            Action::Confirm => self.typing = false,
            Action::Cancel | Action::ClearFilter => {
                (self.typing, self.only_changes) = (false, false);
                self.filter.clear();
                self.collect(cx);
            }
            Action::OnlyChanges => {
                self.only_changes = !self.only_changes;
                self.collect(cx);
            }
            Action::SignReview => {
                let rights = self.data.as_ref().map_or(0, |review| review.rows.len());
                let form = sign(rights, self.changes(), cx);
                cx.opened.push(Box::new(form));
            }
            action => return self.list.moved(action, height(cx).saturating_sub(usize::from(FOOT))),
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        match self.typing.then(|| self.filter.key(key)) {
            None | Some(Edit::Ignored) => Answer::Ignored,
            Some(edit) => {
                if edit == Edit::Changed {
                    self.collect(cx);
                }
                Answer::Consumed
            }
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        if self.typing {
            self.filter.insert(text);
            self.collect(cx);
        }
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        self.list.hit(target)
    }

    fn waits(&self, ticket: u64) -> bool {
        self.list.waits(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        match result {
            Ok(Reply::Office(OfficeAnswer::Review(review))) => {
                (self.list.ticket, self.list.problem) = (None, None);
                self.data = Some(review);
                self.collect(cx);
            }
            Ok(_) => {}
            Err(problem) => self.list.failed(problem, cx),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let typing = self.draw_lead(buf, area, cx);
        let columns = columns(
            area.width,
            &[
                ("", 2, 0),
                ("member-role", 14, 1),
                ("review-rule", 34, 1),
                ("role-reach", 12, 0),
                ("role-members", 14, 3),
            ],
        );
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + FOOT), ..area };
        let rows = Rect { y: body.y + 1, ..body };
        self.draw_foot(buf, below_rows(rows, self.list.rows.len(), FOOT, area.bottom()), cx);
        let none = cx.i18n.t_with("review-none", &[("key", cx.keys.written("clear-filter").into())]);
        let cursor = self.list.draw(buf, body, &columns, |line| cells(line, cx), &none, cx);
        typing.or(cursor)
    }
}

fn cells(line: &ReviewLine, cx: &Context) -> Vec<(String, Style)> {
    let theme = cx.theme;
    let style = match line.sign {
        ' ' => theme.text(),
        '+' => theme.good(),
        _ => theme.warn(),
    };
    vec![
        (line.sign.to_string(), style),
        (line.role.clone(), style),
        (line.rule.clone(), style),
        (line.reach.clone(), style),
        (line.members.clone(), theme.dim()),
    ]
}
