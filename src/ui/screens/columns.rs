//! The columns of the customers' list: which there are, which fit, and how a row is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_view::{kind_key, status_key};
use crate::desk::api::{CustomerRow, SortBy};
use crate::ui::context::Context;
use crate::ui::widgets::paint;
pub use crate::ui::widgets::record_list::{GUTTER, State};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    Company,
    City,
    Country,
    Phone,
    Email,
    Status,
    Kind,
    Code,
    Owner,
    Department,
    Since,
    Created,
    Updated,
    Tags,
    Segment,
}

/// Bounds of a column's width, one blank column included.
pub const NARROWEST: u16 = 4;
pub const WIDEST: u16 = 80;

impl Column {
    pub const ALL: [Self; 16] = [
        Self::Name,
        Self::Company,
        Self::City,
        Self::Country,
        Self::Phone,
        Self::Email,
        Self::Status,
        Self::Kind,
        Self::Code,
        Self::Owner,
        Self::Department,
        Self::Since,
        Self::Created,
        Self::Updated,
        Self::Tags,
        Self::Segment,
    ];

    /// The name in preferences and views.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::City => "city",
            Self::Country => "country",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Status => "status",
            Self::Kind => "kind",
            Self::Code => "code",
            Self::Owner => "owner",
            Self::Department => "department",
            Self::Since => "since",
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Tags => "tags",
            Self::Segment => "segment",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.name() == name)
    }

    /// The key of its heading.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "field-name",
            Self::Company => "field-company",
            Self::City => "field-city",
            Self::Country => "field-country",
            Self::Phone => "field-phone",
            Self::Email => "field-email",
            Self::Status => "field-status",
            Self::Kind => "field-kind",
            Self::Code => "field-code",
            Self::Owner => "field-owner",
            Self::Department => "field-department",
            Self::Since => "field-since",
            Self::Created => "field-created",
            Self::Updated => "field-updated",
            Self::Tags => "field-tags",
            Self::Segment => "field-segment",
        }
    }

    pub const fn usual_width(self) -> u16 {
        match self {
            Self::Name => 24,
            Self::Company | Self::Email => 24,
            Self::Phone => 17,
            Self::Tags => 18,
            Self::City | Self::Department | Self::Segment => 14,
            Self::Since | Self::Created | Self::Updated => 14,
            Self::Status | Self::Owner => 12,
            Self::Code => 11,
            Self::Country | Self::Kind => 10,
        }
    }

    /// The order of the list that this column stands for; masked ones have none.
    pub const fn sort(self) -> Option<SortBy> {
        match self {
            Self::Name => Some(SortBy::Name),
            Self::Code => Some(SortBy::Code),
            Self::City => Some(SortBy::City),
            Self::Created => Some(SortBy::Created),
            Self::Updated => Some(SortBy::Updated),
            _ => None,
        }
    }

    fn value(self, row: &CustomerRow, cx: &Context) -> String {
        match self {
            Self::Name => row.name.clone(),
            Self::Company => row.company.clone(),
            Self::City => row.city.clone(),
            Self::Country => row.country.clone(),
            Self::Phone => row.phone.clone(),
            Self::Email => row.email.clone(),
            Self::Status => cx.t(status_key(row.status)),
            Self::Kind => cx.t(kind_key(row.kind)),
            Self::Code => row.code.clone(),
            Self::Owner => row.owner.clone(),
            Self::Department => row.department.clone(),
            Self::Since => cx.iso_date(&row.since),
            Self::Created => cx.stamp(row.created_at),
            Self::Updated => cx.stamp(row.updated_at),
            Self::Tags => row.tags.join(", "),
            Self::Segment => row.segment.clone(),
        }
    }
}

/// The usual columns, the likeliest to be needed first.
const WANTED: [Column; 8] = [
    Column::Phone,
    Column::City,
    Column::Code,
    Column::Status,
    Column::Owner,
    Column::Company,
    Column::Email,
    Column::Updated,
];
/// The columns that fit, in order, with their widths (one blank column included). A person's own come as they
/// were chosen, as far as they fit; else as many of the usual ones as leave the name its room. The name, or
/// the last one, takes the rest.
pub fn columns(width: u16, own: &[(Column, u16)]) -> Vec<(Column, u16)> {
    let mut rest = width.saturating_sub(GUTTER);
    let mut chosen: Vec<(Column, u16)> = Vec::new();
    if own.is_empty() {
        let name = Column::Name.usual_width();
        for column in WANTED {
            let wanted = column.usual_width();
            if rest >= wanted + name {
                rest -= wanted;
                chosen.push((column, wanted));
            }
        }
        chosen.sort_by_key(|(column, _)| Column::ALL.iter().position(|other| other == column));
        chosen.insert(0, (Column::Name, 0));
    } else {
        for (column, wanted) in own {
            if rest < NARROWEST {
                break;
            }
            let given = (*wanted).min(rest);
            rest -= given;
            chosen.push((*column, given));
        }
    }
    let taker = chosen.iter().position(|(column, _)| *column == Column::Name).unwrap_or(chosen.len().saturating_sub(1));
    if let Some((_, width)) = chosen.get_mut(taker) {
        *width += rest;
    }
    chosen
}

pub fn draw_row(
    buf: &mut Buffer,
    area: Rect,
    row: &CustomerRow,
    columns: &[(Column, u16)],
    state: State,
    cx: &Context,
) {
    /// Columns below which a company is not worth beginning.
    const LEAST_COMPANY: u16 = 8;
    let theme = cx.theme;
    let mut x = area.x + GUTTER;
    let has_name = columns.iter().any(|(column, _)| *column == Column::Name);
    let has_company = columns.iter().any(|(column, _)| *column == Column::Company);
    for (index, (column, width)) in columns.iter().enumerate() {
        let name = *column == Column::Name;
        let plain = if matches!(column, Column::Code | Column::Owner) { theme.dim() } else { theme.text() };
        let style = state.style(cx).filter(|_| index == 0).unwrap_or(plain);
        let star = row.starred && (name || (index == 0 && !has_name));
        let room = width.saturating_sub(if star { 3 } else { 1 });
        let mut used = paint::text(buf, x, area.y, room, &column.value(row, cx), style);
        if star {
            paint::text(buf, x + used + 1, area.y, 1, theme.star(), theme.accent());
            used += 2;
        }
        // A search may have found the company: it follows the name where it has no column of its own.
        if name && !has_company && !row.company.is_empty() && used + LEAST_COMPANY < *width {
            let company = format!("{}{}", theme.between(), row.company);
            paint::text(buf, x + used, area.y, width - used - 1, &company, theme.dim());
        }
        x += width;
    }
    state.draw_gutter(buf, area, cx);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_the_name_keeps_its_room() {
        for width in 20..300 {
            let chosen = columns(width, &[]);
            assert_eq!(chosen.iter().map(|(_, width)| width).sum::<u16>(), width - GUTTER);
            assert!(chosen.len() == 1 || chosen[0].1 >= 24, "{width}");
        }
    }

    #[test]
    fn own_columns_keep_their_order_as_far_as_they_fit() {
        let own = [(Column::Code, 11), (Column::Name, 20), (Column::Email, 24), (Column::City, 14)];
        let chosen = columns(60, &own);
        assert_eq!(
            chosen,
            [(Column::Code, 11), (Column::Name, 20), (Column::Email, 24)]
                .map(|(column, width)| { (column, if column == Column::Name { 20 + 3 } else { width }) })
        );
        for width in 0..200 {
            assert_eq!(columns(width.max(8), &own).iter().map(|(_, width)| width).sum::<u16>(), width.max(8) - GUTTER);
        }
    }

    #[test]
    fn every_column_has_a_name_of_its_own() {
        for column in Column::ALL {
            assert_eq!(Column::from_name(column.name()), Some(column));
        }
    }
}
