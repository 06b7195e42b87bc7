//! How what a customer holds beside its row is drawn, and who works for a company.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::columns::{self, Column, State};
use super::detail::Feed;
use super::detail_view::draw_state;
use crate::desk::api::{CustomerDetail, CustomerRow, MoreView};
use crate::domain::own_field::write_number;
use crate::domain::{Field, OwnField, OwnKind, SafeText};
use crate::ui::context::{Context, show_date};
use crate::ui::hits::Target;
use crate::ui::i18n::I18n;

/// What a contact point is; empty where that is not known.
pub fn point_label(more: &MoreView, field: Field, i18n: &I18n) -> String {
    let Some(label) = more.labels.get(&field) else { return String::new() };
    let preferred = label.preferred.then(|| i18n.t("label-preferred"));
    let words = [Some(SafeText::new(&label.label).as_str().to_owned()), preferred];
    words.into_iter().flatten().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// A kept value of one of the office's own fields, as a language writes it.
fn own_value(field: &OwnField, kept: &str, i18n: &I18n) -> String {
    match &field.kind {
        kind if kind.is_number() => write_number(kept, i18n.writes_commas()),
        OwnKind::Date => kept.parse().map_or_else(|_| kept.to_owned(), |date| show_date(i18n.lang, date)),
        OwnKind::YesNo if kept == "yes" => i18n.t("own-yes"),
        OwnKind::YesNo => i18n.t("own-no"),
        _ => kept.to_owned(),
    }
}

/// Segment, tags and the office's own fields, with their labels; what is empty is for the caller to leave out.
pub fn own_values(detail: &CustomerDetail, i18n: &I18n) -> Vec<(String, String)> {
    let more = &detail.more;
    let mut values = vec![(i18n.field("segment"), more.segment.clone()), (i18n.field("tags"), more.tags.join(", "))];
    for field in detail.own_fields.iter().filter(|field| field.slot.is_none()) {
        if let Some(kept) = more.own.get(&field.key) {
            values.push((SafeText::new(&field.label).as_str().to_owned(), own_value(field, kept, i18n)));
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
