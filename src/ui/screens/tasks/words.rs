//! Tasks in words: when they are due, how they repeat, and the days that they stand under.

use jiff::civil::{Date, DateTime};
use ratatui::style::Style;

use crate::desk::api::{Repeated, TaskRow};
use crate::domain::task::Unit;
use crate::ui::context::{Context, show_date};
use crate::ui::i18n::Lang;
use crate::ui::widgets::sheet::{Cell, cell};

/// The days that tasks stand under, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Overdue,
    Today,
    Tomorrow,
    /// Until the coming Sunday.
    Week,
    Later,
    NoDate,
    Done,
}

impl Group {
    pub fn of(row: &TaskRow, today: Date) -> Self {
        if row.task.done_at.is_some() {
            return Self::Done;
        }
        let Some(day) = row.due.map(|due| due.date()) else { return Self::NoDate };
        let days = today.until(day).map_or(0, |span| span.get_days());
        let left = 7 - i32::from(today.weekday().to_monday_one_offset());
        match days {
            i32::MIN..=-1 => Self::Overdue,
            0 => Self::Today,
            1 => Self::Tomorrow,
            days if days <= left => Self::Week,
            _ => Self::Later,
        }
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Overdue => "task-group-overdue",
            Self::Today => "task-group-today",
            Self::Tomorrow => "task-group-tomorrow",
            Self::Week => "task-group-week",
            Self::Later => "task-group-later",
            Self::NoDate => "task-group-no-date",
            Self::Done => "task-group-done",
        }
    }
}

const WEEKDAYS: [&str; 7] = [
    "task-weekday-1",
    "task-weekday-2",
    "task-weekday-3",
    "task-weekday-4",
    "task-weekday-5",
    "task-weekday-6",
    "task-weekday-7",
];

/// The day of the week and of the month; the year where it is another one.
pub fn day(date: Date, today: Date, cx: &Context) -> String {
    let place = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    let weekday = cx.t(WEEKDAYS[place.min(6)]);
    if date.year() != today.year() {
        return format!("{weekday} {}", show_date(cx.i18n.lang, date));
    }
    let form = match cx.i18n.lang {
        Lang::En => "%-d %b",
        Lang::Vi => "%d/%m",
        Lang::Ro => "%d.%m",
    };
    format!("{weekday} {}", date.strftime(form))
}

/// When something is due, in at most 16 columns in this year.
pub fn due(due: DateTime, all_day: bool, today: Date, cx: &Context) -> String {
    let day = day(due.date(), today, cx);
    if all_day { day } else { format!("{day} {}", due.strftime("%H:%M")) }
}

/// As it is typed and read again.
pub fn typed(due: Option<DateTime>, all_day: bool) -> String {
    due.map(|due| due.strftime(if all_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" }).to_string()).unwrap_or_default()
}

pub fn repeat(repeat: Repeated, cx: &Context) -> String {
    let key = match repeat.unit {
        Unit::Day => "task-repeat-day",
        Unit::Weekday => "task-repeat-weekday",
        Unit::Week => "task-repeat-week",
        Unit::Month => "task-repeat-month",
        Unit::Year => "task-repeat-year",
    };
    cx.i18n.t_with(key, &[("count", repeat.every.into())])
}

/// When, what, about whom, and whose it is if it is not one's own.
pub fn cells(row: &TaskRow, marked: bool, today: Date, cx: &Context) -> Vec<Cell> {
    let theme = cx.theme;
    let group = Group::of(row, today);
    let style = due_style(row, group, cx);
    let mut when = match (row.due, group) {
        (Some(at), Group::Today | Group::Tomorrow) if !row.task.all_day => at.strftime("%H:%M").to_string(),
        (Some(_), Group::Today | Group::Tomorrow) | (None, _) => String::new(),
        (Some(at), _) => due(at, row.task.all_day, today, cx),
    };
    if style == theme.bad() && !when.is_empty() {
        when = format!("{when} {}", theme.no());
    }
    let mut title = row.task.title.clone();
    if let Some(kind) = row.task.repeat {
        title = format!("{title} ({})", repeat(kind.into(), cx));
    }
    let mut whose = vec![row.customer.clone()];
    let mine = cx.who.as_ref().is_some_and(|who| who.member == row.task.owner);
    if !mine {
        whose.push(format!("@{}", row.owner));
    } else if !row.by.is_empty() {
        whose.push(cx.i18n.t_with("task-given-by", &[("name", row.by.clone().into())]));
    }
    whose.retain(|words| !words.is_empty());
    let (wide, width) = (cx.wide(), cx.size.0);
    let room = if wide { width.saturating_sub(60) } else { width.saturating_sub(21 + 24) }.clamp(12, 72);
    let mark = if marked { theme.yes() } else { "" };
    let title_style = if marked { theme.marked() } else { theme.text() };
    vec![
        cell(2, mark, theme.accent()),
        // The longest: a day of another week with its time, and that it is over.
        cell(20, when, style),
        cell(room, title, title_style),
        cell(0, whose.join(" "), theme.dim()),
    ]
}

fn due_style(row: &TaskRow, group: Group, cx: &Context) -> Style {
    let over = group == Group::Overdue || (!row.task.all_day && row.task.due.is_some_and(|due| due < cx.now));
    match group {
        Group::Done => cx.theme.dim(),
        _ if over => cx.theme.bad(),
        Group::Today => cx.theme.strong(),
        _ => cx.theme.text(),
    }
}
