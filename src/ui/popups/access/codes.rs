//! Recovery codes, shown once.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::Codes;
use crate::domain::Micros;
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

use super::enrol::Patience;

#[derive(Debug)]
pub struct CodesView {
    codes: Codes,
    /// Who may sign in now; `None` for who is in.
    enrolled: Option<String>,
    patience: Patience,
}

impl CodesView {
    pub fn new(codes: Codes, enrolled: Option<String>, cx: &Context) -> Self {
        Self { codes, enrolled, patience: Patience::begin(cx) }
    }

    fn leave(&mut self, cx: &mut Context) -> Answer {
        match self.enrolled.take() {
            Some(name) => cx.intents.push(Intent::Enrolled(name)),
            None => cx.say(Tone::Good, cx.t("app-changed")),
        }
        Answer::Close
    }
}

impl Layer for CodesView {
    fn place(&self) -> Place {
        Place::Codes
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-codes")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        self.patience = Patience::begin(cx);
        match action {
            Action::End => self.leave(cx),
            _ => Answer::Ignored,
        }
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        self.patience.ends(cx)
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        if self.patience.is_over(cx) { self.leave(cx) } else { Answer::Consumed }
    }

    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const WIDTH: u16 = 66;
        let theme = cx.theme;
        let rows = u16::try_from(self.codes.codes.len().div_ceil(2)).unwrap_or(0);
        let lead = cx.t("codes-lead");
        let lines = u16::try_from(paint::wrap(&lead, usize::from(WIDTH - 4)).len()).unwrap_or(0);
        let height = rows.saturating_add(lines + 6);
        let inside = paint::popup(buf, area, WIDTH, height, &cx.t("place-codes"), theme);
        let used = paint::paragraph(buf, Rect { height: inside.height.min(lines), ..inside }, &lead, theme.text());
        let list = Rect { y: inside.y + used + 1, height: inside.height.saturating_sub(used + 1), ..inside };
        for (index, code) in (0u16..).zip(&self.codes.codes) {
            let (column, row) = (index / rows.max(1), index % rows.max(1));
            let cell = Rect::new(list.x + 4 + 30 * column, list.y + row, 26, 1).intersection(list);
            paint::secret(buf, cell, code.expose(), theme.strong());
        }
        let foot = Rect { y: list.y + rows + 1, height: list.height.saturating_sub(rows + 1), ..list };
        let words = cx.i18n.t_with("codes-written", &[("key", cx.keys.written("written").into())]);
        paint::paragraph(buf, foot, &words, theme.warn());
        None
    }
}
