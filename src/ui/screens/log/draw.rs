//! How the log is drawn: what narrows it, the chart, and the entries.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Log, terms, verified_key};
use crate::desk::api::{LogRow, Verified};
use crate::domain::Outcome;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::detail_view::{action_key, outcome_key};
use crate::ui::widgets::{highlight, paint};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Sequence,
    Time,
    Member,
    Action,
    Subject,
    /// What of the reason, the details or the origin was searched for.
    Found,
    Outcome,
    Verified,
}

impl Column {
    const fn key(self) -> &'static str {
        match self {
            Self::Sequence => "log-sequence",
            Self::Time => "log-time",
            Self::Member => "log-member",
            Self::Action => "log-action",
            Self::Subject => "log-subject",
            Self::Found => "log-found",
            Self::Outcome => "log-outcome",
            Self::Verified => "log-verified",
        }
    }
}

/// Columns with their widths, one blank included. Words that are searched for need a column of their own.
fn columns(width: u16, searched: bool) -> Vec<(Column, u16)> {
    /// A subject is a code: less room shows nothing of use.
    const LEAST_SUBJECT: u16 = 10;
    const SUBJECT: u16 = 13;
    let wide = width >= 100;
    let (member, action) = match width {
        120.. => (14, 24),
        100.. => (12, 20),
        _ => (9, 17),
    };
    let (sequence, time) = if wide { (10, 18) } else { (8, 13) };
    let usual = if wide { 12 } else { 9 };
    // Where it is narrow the mark of verification stays, and an entry's detail tells the rest.
    let verified = if searched && !wide { 2 } else { 11 };
    // A margin stands behind the last one.
    let rest = width.saturating_sub(3 + sequence + time + member + action + verified);
    let outcome = if rest >= usual && (wide || !searched) { usual } else { 0 };
    let subject = if rest - outcome >= LEAST_SUBJECT { rest - outcome } else { 0 };
    let (subject, found) =
        if searched { (subject.min(SUBJECT), subject.saturating_sub(SUBJECT)) } else { (subject, 0) };
    // What a code leaves of a wide screen goes to the columns around it too, so that a row stays together.
    let more = if searched { 0 } else { subject.saturating_sub(SUBJECT) / 4 };
    let (member, action, subject) = (member + more, action + more, subject - 2 * more);
    let all = [
        (Column::Sequence, sequence),
        (Column::Time, time),
        (Column::Member, member),
        (Column::Action, action),
        (Column::Subject, subject),
        (Column::Found, found),
        (Column::Outcome, outcome),
        (Column::Verified, verified),
    ];
    all.into_iter().filter(|(_, width)| *width > 0).collect()
}

impl Log {
    /// Entries that are seen at once.
    pub(super) fn height(&self, cx: &Context) -> usize {
        cx.body_height().saturating_sub(2 + usize::from(self.chart.height(cx)))
    }

    pub(super) fn draw_all(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        self.draw_lead(buf, area, cx);
        let above = self.chart.height(cx);
        let chart = Rect { y: area.y + 1, height: above, ..area };
        if above > 0 {
            self.chart.draw(buf, chart, self.rows.selected(), cx);
        }
        let list = Rect { y: area.y + 1 + above, height: area.height.saturating_sub(1 + above), ..area };
        self.draw_list(buf, list, cx)
    }

    /// What narrows the log, each condition by itself; at the right how far the log is known.
    fn draw_lead(&self, buf: &mut Buffer, area: Rect, cx: &Context) {
        let theme = cx.theme;
        let (words, style) = self.standing(cx);
        let at = paint::right(buf, area.x, area.y, area.width.saturating_sub(1), &words, style);
        let end = at.saturating_sub(2);
        let mut x = area.x + 2;
        if self.filter.is_empty() {
            paint::text(buf, x, area.y, end.saturating_sub(x), &cx.t("log-all"), theme.dim());
            return;
        }
        let terms = &self.filter.terms;
        for (index, term) in terms.iter().enumerate() {
            let chip = format!("[{}]", terms::words(term, cx));
            // Those that have no room are counted.
            let more = format!("+{}", terms.len() - index);
            let spare = if index + 1 < terms.len() { more.width() + 1 } else { 0 };
            let room = usize::from(end.saturating_sub(x));
            if index > 0 && chip.width() + spare > room {
                paint::text(buf, x, area.y, end.saturating_sub(x), &more, theme.warn());
                break;
            }
            x += paint::text(buf, x, area.y, end.saturating_sub(x), &chip, theme.warn()) + 1;
        }
    }

    /// How far the log is searched, what is new, or how many entries there are.
    fn standing(&self, cx: &Context) -> (String, Style) {
        let theme = cx.theme;
        let number = |number: i64| cx.i18n.lang.number(number);
        let given_up = !self.rows.at_end && self.rows.len() < self.height(cx);
        match self.pages.reached() {
            Some(reached) if self.pages.seeking() => {
                let args = [("number", number(reached).into()), ("key", cx.keys.written("stop-seeking").into())];
                return (cx.i18n.t_with("log-seeking", &args), theme.accent());
            }
            Some(reached) if given_up && !self.pages.loading() => {
                let args = [("number", number(reached).into()), ("key", cx.keys.written("down").into())];
                return (cx.i18n.t_with("log-sought", &args), theme.warn());
            }
            _ => {}
        }
        if self.fresh.count > 0 {
            let count = i64::try_from(self.fresh.count).unwrap_or(i64::MAX);
            let key = if self.fresh.more { "log-new-more" } else { "log-new" };
            return (cx.i18n.t_with(key, &[("count", count.into())]), theme.accent());
        }
        if self.follow {
            return (cx.t("log-following"), theme.accent());
        }
        // How many there are in all says nothing of how many a filter finds.
        let head = self.head.filter(|_| self.filter.is_empty());
        let words = head.map(|head| cx.i18n.t_with("log-count", &[("count", head.into())])).unwrap_or_default();
        (words, theme.dim())
    }

    fn draw_list(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let searched = terms::searched(&self.filter);
        let columns = columns(area.width, !searched.is_empty());
        let mut x = area.x + 2;
        buf.set_style(Rect { height: 1, ..area }, cx.theme.heading());
        for (column, width) in &columns {
            let heading = if *width > 2 { cx.t(column.key()) } else { String::new() };
            if *column == Column::Sequence {
                paint::right(buf, x - 1, area.y, width.saturating_sub(1), &heading, cx.theme.heading());
            } else {
                paint::text(buf, x, area.y, width.saturating_sub(1), &heading, cx.theme.heading());
            }
            x += width;
        }
        let body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if self.rows.is_empty() {
            return Some(self.draw_nothing(buf, body, cx));
        }
        let height = usize::from(body.height);
        let first = self.rows.first_visible(height);
        let mut cursor = None;
        for (index, (selected, row)) in self.rows.visible(height).enumerate() {
            let line = Rect { y: body.y + u16::try_from(index).unwrap_or(0), height: 1, ..body };
            cx.hits.add(line, Target::Row(first + index));
            draw_row(buf, line, row, (&columns, &searched), selected, cx);
            if selected {
                cursor = Some(line.as_position());
            }
        }
        cursor
    }

    fn draw_nothing(&self, buf: &mut Buffer, body: Rect, cx: &Context) -> Position {
        let theme = cx.theme;
        let (words, style) = match &self.problem {
            Some(problem) => {
                let again = cx.i18n.t_with("press-reload", &[("key", cx.keys.written("reload").into())]);
                (format!("{} {} {again}", theme.no(), cx.i18n.problem(problem)), theme.bad())
            }
            None if self.pages.loading() => (cx.t("loading"), theme.dim()),
            None if !self.rows.at_end => (cx.t("log-none-yet"), theme.dim()),
            None => {
                let key = cx.keys.written("clear-filter");
                (cx.i18n.t_with("log-none", &[("key", key.into())]), theme.dim())
            }
        };
        let inside = Rect::new(body.x + 2, body.y + 1, body.width.saturating_sub(4), body.height.saturating_sub(1));
        paint::paragraph(buf, inside, &words, style);
        inside.as_position()
    }
}

fn draw_row(
    buf: &mut Buffer,
    area: Rect,
    row: &LogRow,
    (columns, searched): (&[(Column, u16)], &[String]),
    selected: bool,
    cx: &Context,
) {
    let theme = cx.theme;
    let mut x = area.x + 2;
    for (index, (column, width)) in columns.iter().enumerate() {
        let (words, style) = cell(*column, *width, row, searched, cx);
        let style = if selected && *column == Column::Time { theme.selected() } else { style };
        let blank = u16::from(index + 1 < columns.len());
        let room = width.saturating_sub(blank).min(area.right().saturating_sub(x));
        if *column == Column::Sequence {
            paint::right(buf, x - 1, area.y, room, &words, style);
        } else {
            paint::text(buf, x, area.y, room, &words, style);
        }
        if matches!(column, Column::Member | Column::Subject | Column::Found) {
            highlight::mark(buf, Rect { x, width: room, ..area }, &words, searched, theme);
        }
        x += width;
    }
    if selected {
        paint::text(buf, area.x, area.y, 1, theme.marker(), theme.accent());
    }
}

fn cell(column: Column, width: u16, row: &LogRow, searched: &[String], cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    match column {
        Column::Sequence => (cx.i18n.lang.number(row.sequence), theme.dim()),
        Column::Time if width >= 18 => (cx.moment(row.entry.at), theme.text()),
        Column::Time => (cx.stamp(row.entry.at), theme.text()),
        Column::Member => (row.member.clone(), theme.text()),
        Column::Action => (cx.t(&action_key(row.entry.action)), theme.text()),
        Column::Subject => (row.subject.clone(), theme.dim()),
        Column::Found => (found(row, searched, width, cx), theme.text()),
        Column::Outcome => {
            let style = if row.entry.outcome == Outcome::Done { theme.dim() } else { theme.warn() };
            (cx.t(outcome_key(row.entry.outcome)), style)
        }
        Column::Verified => {
            let good = row.verified == Verified::Good;
            let mark = if good { theme.yes() } else { theme.no() };
            let words =
                if width > 2 { format!("{mark} {}", cx.t(verified_key(row.verified))) } else { mark.to_owned() };
            (words, if good { theme.good() } else { theme.bad() })
        }
    }
}

/// The part of what has no column of its own in which the searched words stand, as much as the column holds.
fn found(row: &LogRow, searched: &[String], width: u16, cx: &Context) -> String {
    let entry = &row.entry;
    let reason = cx.reason(&entry.reason);
    let texts = [reason.as_str(), &entry.reason, &entry.details, &entry.origin];
    let part = texts.into_iter().find_map(|text| highlight::around(text, searched)).unwrap_or_default();
    let mut room = usize::from(width.saturating_sub(1));
    let fits = |piece: &&str| {
        let left = room.checked_sub(piece.width());
        room = left.unwrap_or(0);
        left.is_some()
    };
    part.graphemes(true).take_while(fits).collect()
}
