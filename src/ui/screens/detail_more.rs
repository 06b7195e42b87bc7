//! How what a customer holds beside its row is drawn, and who works for a company.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::{self, Column, State};
use super::detail::Feed;
use super::detail_view::draw_state;
use crate::desk::api::{CustomerDetail, CustomerRow, MoreView};
use crate::domain::{Field, SafeText};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::popups::form;

/// What a contact point is, behind its mask.
pub fn label(more: &MoreView, field: Field, cx: &Context) -> String {
    let Some(label) = more.labels.get(&field) else { return String::new() };
    let preferred = label.preferred.then(|| cx.t("label-preferred"));
    let words = [Some(SafeText::new(&label.label).as_str().to_owned()), preferred];
    let words: Vec<String> = words.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    format!("{}{}", cx.theme.between(), words.join(", "))
}

/// Segment, tags and the office's own fields, with their labels; what is empty is for the caller to leave out.
pub fn values(detail: &CustomerDetail, cx: &Context) -> Vec<(String, String)> {
    let more = &detail.more;
    let mut values =
        vec![(cx.i18n.field("segment"), more.segment.clone()), (cx.i18n.field("tags"), more.tags.join(", "))];
    for field in detail.own_fields.iter().filter(|field| field.slot.is_none()) {
        if let Some(kept) = more.own.get(&field.key) {
            values.push((SafeText::new(&field.label).as_str().to_owned(), form::written(field, kept, cx)));
        }
    }
    values
}

/// The people of a company as a list.
pub fn draw_people(buf: &mut Buffer, area: Rect, feed: &Feed<CustomerRow>, focused: bool, cx: &Context) -> Position {
    let mut cursor = Position::new(area.x, area.y);
    if draw_state(buf, area, feed, cx.t("people-none"), cx) {
        return cursor;
    }
    let own = [Column::Name, Column::Phone, Column::City].map(|column| (column, column.usual_width()));
    let columns = columns::columns(area.width, &own);
    let first = feed.rows.first_visible(usize::from(area.height));
    for (index, (selected, row)) in feed.rows.visible(usize::from(area.height)).enumerate() {
        let line = Rect::new(area.x, area.y + u16::try_from(index).unwrap_or(0), area.width, 1);
        cx.hits.add(line, Target::Field(first + index));
        if selected {
            cursor.y = line.y;
        }
        columns::draw_row(buf, line, row, &columns, State { selected, focused, marked: false }, cx);
    }
    cursor
}
