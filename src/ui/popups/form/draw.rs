//! How the form is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::extra::{EMPLOYER, OWN, SEGMENT, TAGS};
use super::similar::FIRST;
use super::{CustomerForm, KIND, KINDS, PLAIN, STATUS, STATUSES};
use crate::domain::{Field, SafeText};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::detail_view::{kind_key, status_key};
use crate::ui::widgets::paint;

/// What stands on one line.
enum Line {
    Field(usize),
    Heading(String),
    Blank,
    Error(String),
    /// One who is like the one that is typed.
    Similar(usize),
}

/// Where the values begin.
const VALUES: u16 = 19;
const WIDEST: u16 = 60;

/// A blank row before each heading, where all of it has room.
fn spaced(lines: Vec<Line>, room: usize) -> Vec<Line> {
    let headings = lines.iter().filter(|line| matches!(line, Line::Heading(_))).count();
    if lines.len() + headings > room {
        return lines;
    }
    let with = |line| match line {
        Line::Heading(_) => [Some(Line::Blank), Some(line)],
        _ => [None, Some(line)],
    };
    lines.into_iter().flat_map(with).flatten().collect()
}

impl CustomerForm {
    fn lines(&self, cx: &Context) -> Vec<Line> {
        let mut lines = Vec::new();
        for (heading, rows) in self.groups() {
            if !heading.is_empty() && !rows.is_empty() {
                lines.push(Line::Heading(cx.t(heading)));
            }
            for index in rows {
                lines.push(Line::Field(index));
                for (_, words) in self.errors.iter().filter(|(at, _)| *at == index) {
                    lines.push(Line::Error(format!("{} {words}", cx.theme.no())));
                }
            }
        }
        if self.similar.len() > 0 {
            lines.push(Line::Heading(cx.t("form-similar")));
            lines.extend((0..self.similar.len()).map(Line::Similar));
        }
        lines
    }

    pub(super) fn draw_form(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let lines = self.lines(cx);
        // The focused row stays in view where the form is higher than the screen.
        let (foot, style) = self.foot(cx);
        let foot = paint::first_lines(&foot, area.width.saturating_sub(4), 3);
        let room = usize::from(area.height).saturating_sub(foot.len().max(1) + 1);
        let lines = spaced(lines, room);
        let at = lines.iter().position(|line| match line {
            Line::Field(index) => *index == self.focus,
            Line::Similar(index) => FIRST + *index == self.focus,
            _ => false,
        });
        let top = (at.unwrap_or(0) + 2).saturating_sub(room).min(lines.len().saturating_sub(room));
        let mut cursor = None;
        for (row, line) in lines.iter().skip(top).take(room).enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0);
            match line {
                Line::Field(index) => {
                    cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Row(*index));
                    let column = self.draw_field(buf, Rect::new(area.x, y, area.width, 1), *index, cx);
                    if *index == self.focus {
                        cursor = Some(Position::new(area.x + VALUES + column, y));
                    }
                }
                Line::Similar(index) => {
                    cx.hits.add(Rect::new(area.x, y, area.width, 1), Target::Row(FIRST + index));
                    if FIRST + index == self.focus {
                        cursor = Some(Position::new(area.x + 1, y));
                    }
                    self.draw_similar(buf, Rect::new(area.x, y, area.width, 1), *index, cx);
                }
                Line::Heading(words) => {
                    paint::text(buf, area.x + 1, y, area.width.saturating_sub(2), words, theme.accent());
                }
                Line::Blank => {}
                Line::Error(words) => {
                    let width = area.width.saturating_sub(VALUES + 1);
                    paint::text(buf, area.x + VALUES, y, width, words, theme.bad());
                }
            }
        }
        for (row, words) in foot.iter().rev().enumerate() {
            let y = area.bottom().saturating_sub(1 + u16::try_from(row).unwrap_or(0));
            paint::text(buf, area.x + 3, y, area.width.saturating_sub(4), words, style);
        }
        cursor
    }

    fn draw_similar(&self, buf: &mut Buffer, line: Rect, index: usize, cx: &Context) {
        let theme = cx.theme;
        let Some((customer, why)) = self.similar_words(index, cx) else { return };
        let focused = FIRST + index == self.focus;
        if focused {
            paint::text(buf, line.x + 1, line.y, 1, theme.marker(), theme.accent());
        }
        let right = paint::right(buf, line.x, line.y, line.width.saturating_sub(1), &why, theme.dim());
        let style = if focused { theme.selected() } else { theme.text() };
        paint::text(buf, line.x + 3, line.y, right.saturating_sub(line.x + 4), &customer, style);
    }

    pub(super) fn label_of(&self, row: usize, cx: &Context) -> String {
        let label = cx.i18n.field(&self.name_of(row));
        let slot = row.checked_sub(PLAIN.len()).and_then(|at| Field::ALL.get(at).copied());
        let own = self.extras.fields.iter();
        let own = own.filter(|own| slot.map_or_else(|| own.key == self.name_of(row), |slot| own.slot == Some(slot)));
        // The office's own fields are called as they are now.
        own.map(|own| SafeText::new(&own.label).as_str().to_owned()).next().unwrap_or(label)
    }

    /// One line; answers the cursor's column within the value.
    fn draw_field(&self, buf: &mut Buffer, line: Rect, index: usize, cx: &Context) -> u16 {
        let theme = cx.theme;
        let focused = index == self.focus;
        let label = self.label_of(index, cx);
        if focused {
            paint::text(buf, line.x + 1, line.y, 1, theme.marker(), theme.accent());
        }
        let style = if focused { theme.strong() } else { theme.dim() };
        paint::text(buf, line.x + 3, line.y, VALUES - 4, &label, style);
        if self.locked.contains(&index) {
            paint::text(buf, line.x + VALUES - 1, line.y, 1, "=", theme.dim());
        }
        let width = line.width.saturating_sub(VALUES + 2).min(WIDEST);
        self.draw_value(buf, Rect::new(line.x + VALUES, line.y, width, 1), index, cx)
    }

    fn draw_value(&self, buf: &mut Buffer, area: Rect, index: usize, cx: &Context) -> u16 {
        let theme = cx.theme;
        let words = match index {
            KIND => cx.t(kind_key(KINDS[self.kind])),
            STATUS => cx.t(status_key(STATUSES[self.status])),
            index if index < STATUS => {
                let style = if self.locked.contains(&index) { theme.dim() } else { theme.field() };
                return self.plain[index - 1].draw(buf, area, style, None);
            }
            index if index >= TAGS => return self.draw_extra(buf, area, index, cx),
            index if self.locked.contains(&index) => {
                paint::text(buf, area.x, area.y, area.width, &self.sealed[index - PLAIN.len()].mask, theme.dim());
                return 0;
            }
            index => {
                let sealed = &self.sealed[index - PLAIN.len()];
                let column = sealed.input.draw(buf, area, theme.field(), None);
                if sealed.cleared {
                    paint::text(buf, area.x, area.y, area.width, &cx.t("form-cleared"), theme.warn());
                } else if sealed.input.is_empty() {
                    paint::text(buf, area.x, area.y, area.width, &sealed.mask, theme.field().patch(theme.dim()));
                }
                return column;
            }
        };
        let free = index == self.focus && !self.locked.contains(&index);
        paint::choice(buf, area, &words, free, theme);
        0
    }

    /// A row beside the customer's: what is typed, and dim what that could become; or the word that is picked.
    fn draw_extra(&self, buf: &mut Buffer, area: Rect, row: usize, cx: &Context) -> u16 {
        let theme = cx.theme;
        let locked = self.locked.contains(&row);
        let focused = row == self.focus;
        let Some(input) = self.extras.shown_input(row) else {
            paint::choice(buf, area, &self.extras.text(row), focused && !locked, theme);
            return 0;
        };
        let style = if locked { theme.dim() } else { theme.field() };
        let column = input.draw(buf, area, style, None);
        if let Some((start, whole)) = self.extras.completion(row, cx).filter(|_| focused && !locked) {
            let typed = input.text()[start..].chars().count();
            let rest: String = whole.chars().skip(typed).collect();
            let width = area.width.saturating_sub(column);
            paint::text(buf, area.x + column, area.y, width, &rest, theme.field().patch(theme.dim()));
        }
        column
    }

    /// What there is to know of a row beside the customer's.
    fn extra_lead(&self) -> &'static str {
        match self.focus {
            TAGS => "form-tags-lead",
            EMPLOYER => "form-employer-lead",
            SEGMENT => "form-segment-lead",
            row if row < OWN => "form-labels-lead",
            row if self.extras.shown_input(row).is_none() => "form-choice-lead",
            _ => "form-own-lead",
        }
    }

    /// What is said below the fields.
    fn foot(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        if let Some(problem) = &self.problem {
            (format!("{} {problem}", theme.no()), theme.bad())
        } else if self.ticket.is_some() || self.theirs.is_some() {
            (cx.t("form-saving"), theme.dim())
        } else if self.is_locked() {
            (cx.i18n.t_with("form-locked", &[("key", cx.keys.written("why").into())]), theme.dim())
        } else if self.focus >= FIRST {
            (cx.t("form-similar-lead"), theme.dim())
        } else if self.finding.is_some() {
            (cx.t("form-finding"), theme.dim())
        } else if self.focus >= TAGS {
            (cx.t(self.extra_lead()), theme.dim())
        } else if self.focus >= PLAIN.len() && self.base.is_some() {
            (cx.t("form-sealed-lead"), theme.dim())
        } else if self.focus == KIND || self.focus == STATUS {
            (cx.t("form-choice-lead"), theme.dim())
        } else {
            (String::new(), theme.dim())
        }
    }
}
