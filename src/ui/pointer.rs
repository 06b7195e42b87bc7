//! The mouse: what it hits on the frame as it is drawn now.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::event::{Mouse, MouseWhat};
use super::hits::{self, Target};
use super::model::Model;
use super::update::{act, close};
use super::view::draw;

/// Two clicks within this time are a double click.
const DOUBLE: i64 = 400_000;

pub fn take(model: &mut Model, mouse: Mouse) {
    if model.curtain {
        return;
    }
    let (columns, rows) = model.cx.size;
    // The map is that of the frame the person sees: nothing has changed since it was drawn.
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let map = draw(model, &mut buf).hits;
    // A revealed value may stand on it: no copy is left in memory.
    for cell in &mut buf.content {
        cell.set_symbol(" ");
    }
    let target = hits::at(&map, mouse.column, mouse.row);
    match mouse.what {
        MouseWhat::WheelUp | MouseWhat::WheelDown => {
            let down = mouse.what == MouseWhat::WheelDown;
            model.cx.dirty = true;
            let answer = model.with_top(|top, cx| top.wheel(target, down, cx));
            close(model, answer);
        }
        MouseWhat::Press => {
            let Some(target) = target else { return };
            let now = model.cx.now;
            let double = model.clicked.is_some_and(|(before, at)| before == target && now.0 - at.0 <= DOUBLE);
            model.clicked = (!double).then_some((target, now));
            model.cx.dirty = true;
            let answer = match target {
                Target::Action(action) => act(model, action),
                target => model.with_top(|top, cx| top.hit(target, double, cx)),
            };
            close(model, answer);
        }
    }
}
