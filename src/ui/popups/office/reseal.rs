//! How far the sealing anew is that goes on behind: looked at, left to itself, or stopped.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::ResealState;
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::words;
use crate::ui::widgets::paint;

#[derive(Debug, Default)]
pub struct ResealView;

/// How far it is, as a bar of so many columns.
pub fn bar(state: ResealState, columns: u64, cx: &Context) -> String {
    let done = (state.looked.min(state.of) * columns).checked_div(state.of).unwrap_or(columns);
    let [full, empty] = cx.theme.bar();
    let repeat = |mark: &str, count: u64| mark.repeat(usize::try_from(count).unwrap_or(0));
    repeat(full, done) + &repeat(empty, columns - done)
}

/// How far it is, in numbers.
pub fn progress(state: ResealState, cx: &Context) -> String {
    cx.i18n.t_with("reseal-progress", &[("looked", state.looked.into()), ("of", state.of.into())])
}

impl Layer for ResealView {
    fn place(&self) -> Place {
        Place::Reseal
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-reseal")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            // The title says how far it is.
            Action::Cancel => {}
            Action::End => {
                cx.resealing = None;
                let key = cx.keys.written("reseal");
                cx.say(Tone::Warn, cx.i18n.t_with("reseal-stopped", &[("key", key.into())]));
                cx.intents.push(Intent::OfficeChanged);
            }
            _ => return Answer::Ignored,
        }
        Answer::Close
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let resealing = cx.resealing.as_ref()?;
        let class = cx.t(words::class_key(resealing.class));
        let title = cx.i18n.t_with("reseal-title", &[("class", class.into())]);
        let inside = paint::popup(buf, area, 64, 10, &title, theme);
        let y = inside.y + 1;
        let words = match resealing.state {
            Some(state) => {
                paint::text(buf, inside.x, y, inside.width, &bar(state, inside.width.into(), cx), theme.accent());
                progress(state, cx)
            }
            None => cx.t("reseal-begins"),
        };
        paint::text(buf, inside.x, y + 1, inside.width, &words, theme.text());
        let below = Rect { y: y + 3, height: inside.bottom().saturating_sub(y + 3), ..inside };
        paint::paragraph(buf, below, &cx.t("reseal-lead"), theme.dim());
        Some(Position::new(inside.x, y + 1))
    }
}
