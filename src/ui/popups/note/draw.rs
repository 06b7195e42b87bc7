//! How the form of a note is drawn: kinds, words, fields, and what to know.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::{KINDS, NoteForm, Part};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::screens::detail_view::activity_key;
use crate::ui::widgets::{paint, tabs};

/// Where the values of the fields begin.
const LABELS: u16 = 16;

pub fn draw(form: &NoteForm, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
    let theme = cx.theme;
    let key = if form.note.is_some() { "note-edit-title" } else { "note-title" };
    let title = cx.i18n.t_with(key, &[("name", form.name.clone().into())]);
    let inside = paint::popup(buf, area, 74, 22, &title, theme);
    let in_kind = draw_kinds(form, buf, inside, cx);
    paint::rule(buf, inside.x, inside.y + 1, inside.width, theme);
    let below = form.fields.height().min(inside.height.saturating_sub(6));
    let body = Rect::new(inside.x, inside.y + 2, inside.width, inside.height.saturating_sub(below + 5));
    if body.is_empty() {
        return None;
    }
    cx.hits.add(body, Target::Pane);
    let in_text = form.area.draw(buf, body);
    paint::rule(buf, inside.x, body.bottom(), inside.width, theme);
    let fields = Rect::new(inside.x, body.bottom() + 1, inside.width, below);
    let in_fields = form.fields.draw(buf, fields, LABELS, cx);
    let said = Rect::new(inside.x, fields.bottom(), inside.width, 2).intersection(inside);
    draw_words(form, buf, said, cx);
    match form.part {
        Part::Kind => Some(in_kind),
        Part::Text => Some(in_text),
        Part::Fields => in_fields,
    }
}

/// The kinds side by side; answers where the chosen one stands.
fn draw_kinds(form: &NoteForm, buf: &mut Buffer, inside: Rect, cx: &Context) -> Position {
    let theme = cx.theme;
    let names = KINDS.map(|kind| cx.t(activity_key(kind)));
    if names.iter().map(|name| name.width() + 2).sum::<usize>() > usize::from(inside.width) {
        // The one that is chosen, where there is no room for all.
        let line = Rect { height: 1, ..inside };
        paint::choice(buf, line, &names[form.kind], form.part == Part::Kind, theme);
        return inside.as_position();
    }
    let style = |index| match (index == form.kind, form.part == Part::Kind) {
        (true, true) => theme.selected(),
        (true, false) => theme.accent(),
        _ => theme.dim(),
    };
    let names: Vec<_> = names.into_iter().enumerate().map(|(index, name)| (name, style(index))).collect();
    let line = Rect::new(inside.x.saturating_sub(1), inside.y, inside.width + 2, 1);
    tabs::draw(buf, line, &names, form.kind, cx)
}

/// What went wrong, who may be meant, or what to know.
fn draw_words(form: &NoteForm, buf: &mut Buffer, area: Rect, cx: &Context) {
    let theme = cx.theme;
    let (_, names) = form.offered();
    let (words, style) = if let Some(error) = &form.error {
        (format!("{} {error}", theme.no()), theme.bad())
    } else if !names.is_empty() {
        let key = cx.keys.written("next-part");
        let args = [("key", key.into()), ("names", names.join("  ").into())];
        (cx.i18n.t_with("note-mention", &args), theme.accent())
    } else {
        (cx.i18n.t_with("note-lead", &[("next", cx.keys.written("next-part").into())]), theme.dim())
    };
    // Where one row is enough a blank one stands above it.
    let rows = u16::try_from(paint::wrap(&words, usize::from(area.width)).len()).unwrap_or(u16::MAX).min(area.height);
    paint::paragraph(buf, Rect { y: area.bottom() - rows, height: rows, ..area }, &words, style);
}
