//! What must not be missed at a sign-in: failed tries, a changed sign-in, statements that do not hold.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::{Context, Intent};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Notices(pub Vec<String>);

impl Layer for Notices {
    fn place(&self) -> Place {
        Place::Notices
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action != Action::Confirm {
            return Answer::Ignored;
        }
        // Drafts are offered when nothing is in their way: now.
        cx.intents.push(Intent::Run(Action::Drafts));
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const WIDTH: u16 = 62;
        let theme = cx.theme;
        let foot = cx.i18n.t_with("notices-not-you", &[("key", cx.keys.written("my-sign-in").into())]);
        let words: Vec<String> = self.0.iter().map(|words| format!("! {words}")).collect();
        let rows: usize =
            words.iter().chain([&foot]).map(|words| paint::wrap(words, usize::from(WIDTH - 4)).len() + 1).sum();
        let height = u16::try_from(rows).unwrap_or(u16::MAX).saturating_add(2);
        let inside = paint::popup(buf, area, WIDTH, height, &cx.t("place-notices"), theme);
        let mut y = inside.y;
        for (words, style) in words.iter().map(|words| (words, theme.warn())).chain([(&foot, theme.text())]) {
            let rest = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
            y += paint::paragraph(buf, rest, words, style) + 1;
        }
        None
    }
}
