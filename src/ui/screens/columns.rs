//! The columns of the customers' list: which fit, and how a row is drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::detail_view::status_key;
use crate::desk::api::CustomerRow;
use crate::ui::context::Context;
use crate::ui::widgets::paint;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Name,
    Company,
    City,
    Phone,
    Status,
    Code,
    Owner,
}

impl Column {
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "field-name",
            Self::Company => "field-company",
            Self::City => "field-city",
            Self::Phone => "field-phone",
            Self::Status => "field-status",
            Self::Code => "field-code",
            Self::Owner => "field-owner",
        }
    }

    fn value(self, row: &CustomerRow, cx: &Context) -> String {
        match self {
            Self::Name => row.name.clone(),
            Self::Company => row.company.clone(),
            Self::City => row.city.clone(),
            Self::Phone => row.phone.clone(),
            Self::Status => cx.t(status_key(row.status)),
            Self::Code => row.code.clone(),
            Self::Owner => row.owner.clone(),
        }
    }
}

/// The columns that fit, with their widths (one blank column included), in order; the name takes the rest.
pub fn columns(width: u16) -> Vec<(Column, u16)> {
    const WANTED: [(Column, u16); 6] = [
        (Column::Phone, 18),
        (Column::City, 13),
        (Column::Code, 11),
        (Column::Status, 12),
        (Column::Owner, 10),
        (Column::Company, 24),
    ];
    const ORDER: [Column; 6] =
        [Column::Company, Column::City, Column::Phone, Column::Status, Column::Code, Column::Owner];
    const NAME: u16 = 24;
    let mut rest = width.saturating_sub(2);
    let mut chosen: Vec<(Column, u16)> = Vec::new();
    for (column, wanted) in WANTED {
        if rest >= wanted + NAME {
            rest -= wanted;
            chosen.push((column, wanted));
        }
    }
    chosen.sort_by_key(|(column, _)| ORDER.iter().position(|other| other == column));
    chosen.insert(0, (Column::Name, rest.max(2)));
    chosen
}

pub fn draw_row(
    buf: &mut Buffer,
    area: Rect,
    row: &CustomerRow,
    columns: &[(Column, u16)],
    selected: bool,
    focused: bool,
    cx: &Context,
) {
    /// Columns below which a company is not worth beginning.
    const LEAST_COMPANY: u16 = 8;
    let theme = cx.theme;
    let mut x = area.x + 2;
    let has_company = columns.iter().any(|(column, _)| *column == Column::Company);
    for (column, width) in columns {
        let name = *column == Column::Name;
        let style = match (name, selected, focused) {
            (true, true, true) => theme.selected(),
            (true, true, false) => theme.selected_quiet(),
            _ if matches!(column, Column::Code | Column::Owner) => theme.dim(),
            _ => theme.text(),
        };
        let used = paint::text(buf, x, area.y, width - 1, &column.value(row, cx), style);
        // A search may have found the company: it follows the name where it has no column of its own.
        if name && !has_company && !row.company.is_empty() && used + LEAST_COMPANY < *width {
            let company = format!("{}{}", theme.between(), row.company);
            paint::text(buf, x + used, area.y, width - used - 1, &company, theme.dim());
        }
        x += width;
    }
    if selected {
        paint::text(buf, area.x, area.y, 1, theme.marker(), theme.accent());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_width_and_the_name_keeps_its_room() {
        for width in 20..300 {
            let chosen = columns(width);
            assert_eq!(chosen.iter().map(|(_, width)| width).sum::<u16>(), width - 2);
            assert!(chosen.len() == 1 || chosen[0].1 >= 24, "{width}");
        }
    }
}
