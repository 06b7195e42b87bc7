//! Which columns the list has, in which order and how wide.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::{Context, Intent};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::columns::{Column, NARROWEST, WIDEST};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct ColumnChoice {
    /// Every column: whether it is shown, and its width.
    columns: Vec<(Column, bool, u16)>,
    at: usize,
}

impl ColumnChoice {
    /// Begins with the columns that are shown now.
    pub fn new(shown: &[(Column, u16)]) -> Self {
        let mut columns: Vec<_> = shown.iter().map(|(column, width)| (*column, true, *width)).collect();
        for column in Column::ALL {
            if shown.iter().all(|(other, _)| *other != column) {
                columns.push((column, false, column.usual_width()));
            }
        }
        Self { columns, at: 0 }
    }

    fn shift(&mut self, down: bool) {
        let to = if down { self.at + 1 } else { self.at.wrapping_sub(1) };
        if to < self.columns.len() {
            self.columns.swap(self.at, to);
            self.at = to;
        }
    }

    fn widen(&mut self, by: i16) {
        let width = &mut self.columns[self.at].2;
        *width = width.saturating_add_signed(by).clamp(NARROWEST, WIDEST);
    }

    fn chosen(&self) -> Vec<(String, u16)> {
        let shown = self.columns.iter().filter(|(_, shown, _)| *shown);
        shown.map(|(column, _, width)| (column.name().to_owned(), *width)).collect()
    }
}

impl Layer for ColumnChoice {
    fn place(&self) -> Place {
        Place::Columns
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-columns")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(self.columns.len() - 1),
            Action::Mark => {
                let shown = &mut self.columns[self.at].1;
                *shown = !*shown;
            }
            Action::MoveUp => self.shift(false),
            Action::MoveDown => self.shift(true),
            Action::Narrower => self.widen(-1),
            Action::Wider => self.widen(1),
            Action::Reset => {
                cx.intents.push(Intent::Columns(Vec::new()));
                return Answer::Close;
            }
            Action::Confirm => {
                cx.intents.push(Intent::Columns(self.chosen()));
                return Answer::Close;
            }
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row.min(self.columns.len() - 1);
        if double { self.act(Action::Mark, cx) } else { Answer::Consumed }
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let height = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_add(4);
        let inside = paint::popup(buf, area, 52, height, &cx.t("place-columns"), theme);
        let list = Rect { height: inside.height.saturating_sub(2), ..inside };
        let top = (self.at + 1).saturating_sub(usize::from(list.height));
        let mut cursor = None;
        for (index, (column, shown, width)) in self.columns.iter().enumerate().skip(top).take(usize::from(list.height))
        {
            let y = list.y + u16::try_from(index - top).unwrap_or(0);
            cx.hits.add(Rect::new(list.x, y, list.width, 1), Target::Row(index));
            let here = index == self.at;
            if here {
                paint::text(buf, list.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(list.x, y));
            }
            let mark = if *shown { theme.yes() } else { " " };
            paint::text(buf, list.x + 2, y, 3, &format!("[{mark}]"), theme.good());
            let style = match (here, *shown) {
                (true, _) => theme.selected(),
                (false, true) => theme.text(),
                (false, false) => theme.dim(),
            };
            paint::text(buf, list.x + 6, y, list.width.saturating_sub(16), &cx.t(column.key()), style);
            if *shown {
                paint::right(buf, list.x, y, list.width, &cx.i18n.lang.number(i64::from(*width)), theme.dim());
            }
        }
        paint::text(buf, inside.x, inside.bottom().saturating_sub(1), inside.width, &cx.t("columns-lead"), theme.dim());
        cursor
    }
}
