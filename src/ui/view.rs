//! One frame: the title line, the layers, a word on what was done, the hints.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::context::Tone;
use super::event::Key;
use super::hits::Target;
use super::keymap::{self, Action, Place};
use super::model::{Mode, Model, Screen};
use super::screens::admin::words;
use super::widgets::paint;

/// The smallest screen that is drawn.
const SMALLEST: (u16, u16) = (40, 12);

/// What a frame left behind. The cursor is already set on the frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewOut {
    /// Where the real cursor stands; `None`: hidden.
    pub cursor: Option<Position>,
    /// What can be clicked, and where; what comes later lies on top.
    pub hits: Vec<(Rect, Target)>,
}

/// Draws the model.
pub fn view(model: &Model, frame: &mut Frame) -> ViewOut {
    let out = draw(model, frame.buffer_mut());
    if let Some(cursor) = out.cursor {
        frame.set_cursor_position(cursor);
    }
    out
}

/// Draws the model over the whole buffer.
pub(super) fn draw(model: &Model, buf: &mut Buffer) -> ViewOut {
    let out = draw_all(model, buf);
    if model.cx.theme.ascii {
        paint::plain(buf);
    }
    out
}

fn draw_all(model: &Model, buf: &mut Buffer) -> ViewOut {
    let area = buf.area;
    buf.set_style(area, model.cx.theme.text());
    if model.curtain {
        paint::paragraph(buf, within(area), &model.cx.t("curtain"), model.cx.theme.dim());
        return ViewOut::default();
    }
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let size = [("width", SMALLEST.0.into()), ("height", SMALLEST.1.into())];
        paint::paragraph(buf, within(area), &model.cx.i18n.t_with("too-small", &size), model.cx.theme.text());
        return ViewOut::default();
    }
    draw_title(model, buf, area);
    let body = Rect::new(area.x, area.y + 2, area.width, area.height - 4);
    let mut cursor = None;
    for (above, layer) in model.stack().into_iter().enumerate() {
        model.cx.hits.cover();
        if above > 0 {
            paint::recede(buf, body, model.cx.theme);
        }
        cursor = layer.draw(buf, body, &model.cx);
    }
    let toured = matches!(model.screen, Screen::Customers | Screen::Log);
    let free = toured && model.lock.is_none() && model.popups.is_empty();
    if let Some(tour) = model.tour.as_ref().filter(|_| free) {
        tour.draw(buf, body, &model.cx);
    }
    draw_toast(model, buf, Rect::new(area.x, area.bottom() - 2, area.width, 1));
    draw_hints(model, buf, Rect::new(area.x, area.bottom() - 1, area.width, 1));
    ViewOut { cursor, hits: model.cx.hits.take() }
}

/// What is left where a margin has room.
const fn within(area: Rect) -> Rect {
    let (x, y) = ((area.width > 20) as u16, (area.height > 6) as u16);
    Rect { x: area.x + x, y: area.y + y, width: area.width - 2 * x, height: area.height - y }
}

fn draw_title(model: &Model, buf: &mut Buffer, area: Rect) {
    let cx = &model.cx;
    let theme = cx.theme;
    let mut trail: Vec<String> = model.stack().iter().flat_map(|layer| layer.trail(cx)).collect();
    let joined = |trail: &[String]| trail.iter().fold(String::new(), |words, part| words + theme.trail() + part);
    // The role gives way to a long trail, then the mode.
    let wide = area.width >= 60;
    let rights = [(true, wide), (false, wide), (false, false)].map(|(role, mode)| title_end(model, role, mode));
    let preview = match cx.preview.as_ref().filter(|_| model.lock.is_none()) {
        Some(role) => format!(" ! {}", cx.i18n.t_with("preview-title", &[("role", cx.role_named(role).into())])),
        None => String::new(),
    };
    let [.., shortest] = &rights;
    let fits =
        |words: &str, right: &str| usize::from(area.width) >= words.width() + preview.width() + right.width() + 7;
    // Where one begins and where one is come before the way between.
    while trail.len() > 2 && !fits(&joined(&trail), shortest) {
        trail.remove(1);
    }
    let words = joined(&trail);
    let right = rights.iter().find(|right| fits(&words, right)).unwrap_or(shortest);
    let at = paint::right(buf, area.x, area.y, area.width - 1, right, theme.dim());
    let mut x = area.x + 1;
    x += paint::text(buf, x, area.y, 4, "Kin", theme.accent());
    x += paint::text(buf, x, area.y, at.saturating_sub(x + 2), &preview, theme.warn());
    let room = at.saturating_sub(x + 2);
    paint::text(buf, x, area.y, room, &words, theme.strong());
    paint::rule(buf, area.x, area.y + 1, area.width, theme);
}

/// Who is in, how the office's file is used, and the time.
fn title_end(model: &Model, role: bool, mode: bool) -> String {
    let cx = &model.cx;
    let mut parts = Vec::new();
    if cx.waiting > 0 && cx.who.is_some() && model.lock.is_none() {
        let args = [("key", cx.keys.written("show-today").into()), ("count", cx.waiting.into())];
        parts.push(cx.i18n.t_with("today-title", &args));
    }
    let watched = model.popups.iter().any(|popup| popup.place() == Place::Reseal);
    if let Some(resealing) = cx.resealing.as_ref().filter(|_| !watched && model.lock.is_none()) {
        let class = cx.t(words::class_key(resealing.class));
        let args = [("class", class.into()), ("percent", resealing.percent().into())];
        parts.push(cx.i18n.t_with("reseal-going", &args));
    }
    if let Some(who) = &cx.who {
        parts.push(if role && mode { format!("{} ({})", who.name, cx.role(who.role)) } else { who.name.clone() });
    }
    if mode {
        parts.push(cx.t(match cx.start.mode {
            Mode::Local => "mode-local",
            Mode::Shared => "mode-shared",
            Mode::Served => "mode-served",
        }));
    }
    parts.push(cx.time(cx.now));
    parts.join(cx.theme.between())
}

fn draw_toast(model: &Model, buf: &mut Buffer, area: Rect) {
    let theme = model.cx.theme;
    if model.lock.is_some() {
        return;
    }
    // Words of others come first: they stay until they were seen, and whole, as nothing tells them again.
    let announced = model.cx.announced.first().map(|words| (words, Tone::Warn, 8));
    let toast = model.cx.toast.as_ref().map(|toast| (toast.text.as_str(), toast.tone, 3));
    let Some((words, tone, most)) = announced.or(toast) else { return };
    let (mark, style) = match tone {
        Tone::Good => (theme.yes(), theme.good()),
        Tone::Warn => ("!", theme.warn()),
        Tone::Bad => (theme.no(), theme.bad()),
    };
    // A long word grows upwards over the body.
    let lines = paint::first_lines(&format!("{mark} {words}"), area.width - 2, most);
    let rows = u16::try_from(lines.len()).unwrap_or(1);
    for (row, line) in lines.iter().enumerate() {
        let y = area.y + 1 - rows + u16::try_from(row).unwrap_or(0);
        if rows > 1 {
            buf.set_stringn(area.x, y, " ".repeat(usize::from(area.width)), usize::from(area.width), theme.text());
        }
        paint::text(buf, area.x + 1, y, area.width - 2, line, style);
    }
}

/// The way to all that has no room here: always at the right end.
const LAST: [Action; 2] = [Action::Palette, Action::Help];

/// One word of the hint line.
struct Hint {
    action: Action,
    key: String,
    words: String,
    width: u16,
}

/// A key as its hint names it. In ASCII an arrow is a word, so that it is not taken for a sign to type.
fn key_name(key: Key, ascii: bool) -> String {
    let written = keymap::written(key);
    let word = match (ascii, written.as_str()) {
        (true, "←") => "Left",
        (true, "→") => "Right",
        (true, "↑") => "Up",
        (true, "↓") => "Down",
        _ => return written,
    };
    word.to_owned()
}

/// As many hints as fit, whole, the first ones first.
fn draw_hints(model: &Model, buf: &mut Buffer, area: Rect) {
    const BETWEEN: u16 = 2;
    let cx = &model.cx;
    let hint = |(binding, key): (&keymap::Binding, _)| {
        let (key, words) = (key_name(key, cx.theme.ascii), cx.t(&format!("do-{}", binding.name)));
        let width = u16::try_from(key.width() + 1 + words.width()).unwrap_or(u16::MAX);
        Hint { action: binding.action, key, words, width }
    };
    let (last, first): (Vec<Hint>, Vec<Hint>) =
        cx.keys.hints(model.place(), &model.facts()).map(hint).partition(|hint| LAST.contains(&hint.action));
    // The way out stands last, and is never left out.
    let (out, first): (Vec<Hint>, Vec<Hint>) = first.into_iter().partition(|hint| hint.action == Action::Cancel);
    let width = |hints: &[Hint]| hints.iter().fold(0u16, |sum, hint| sum.saturating_add(hint.width + BETWEEN));
    let middle = area.right().saturating_sub(width(&last)).max(area.x);
    let end = middle.saturating_sub(1);
    let place = |hints: Vec<Hint>, from: u16, to: u16, buf: &mut Buffer| {
        let mut x = from;
        for hint in hints {
            if x.saturating_add(hint.width) > to {
                continue;
            }
            cx.hits.add(Rect::new(x, area.y, hint.width, 1), Target::Action(hint.action));
            let used = paint::text(buf, x, area.y, to - x, &hint.key, cx.theme.key()) + 1;
            paint::text(buf, x + used, area.y, to - x - used, &hint.words, cx.theme.dim());
            x += hint.width + BETWEEN;
        }
        x
    };
    let kept = end.saturating_sub(width(&out));
    let x = place(first, area.x + 1, kept, buf);
    place(out, x, end, buf);
    place(last, middle + 1, area.right(), buf);
}
