//! How the member likes the screens: language, looks, mouse.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::{Context, Intent};
use crate::ui::hits::Target;
use crate::ui::i18n::Lang;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::paint;

const LANG: usize = 0;
const THEME: usize = 1;
const ROWS: [&str; 3] = ["settings-lang", "settings-theme", "settings-mouse"];

#[derive(Debug)]
pub struct Settings {
    at: usize,
    /// The names of the themes there are.
    themes: Vec<String>,
}

impl Settings {
    pub fn new(cx: &Context) -> Self {
        Self { at: 0, themes: cx.start.themes.iter().map(|theme| theme.name.clone()).collect() }
    }

    /// The next value of the row, or the one before. It holds at once, so that it can be seen.
    fn turn(&self, forward: bool, cx: &mut Context) {
        let next = |at: usize, count: usize| (at + if forward { 1 } else { count.saturating_sub(1) }) % count.max(1);
        match self.at {
            LANG => {
                let at = Lang::ALL.iter().position(|lang| *lang == cx.i18n.lang).unwrap_or(0);
                cx.intents.push(Intent::Lang(Lang::ALL[next(at, Lang::ALL.len())]));
            }
            THEME if cx.start.mono => {}
            THEME => {
                let at = self.themes.iter().position(|name| *name == cx.theme_name).unwrap_or(0);
                cx.intents.extend(self.themes.get(next(at, self.themes.len())).cloned().map(Intent::Theme));
            }
            _ => cx.intents.push(Intent::Mouse(!cx.mouse)),
        }
    }
}

impl Layer for Settings {
    fn place(&self) -> Place {
        Place::Settings
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-settings")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(ROWS.len() - 1),
            Action::Previous => self.turn(false, cx),
            Action::Next => self.turn(true, cx),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        if row == self.at {
            self.turn(true, cx);
        }
        self.at = row.min(ROWS.len() - 1);
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 52, 9, &cx.t("place-settings"), theme);
        let values = [
            cx.i18n.lang.own_name().to_owned(),
            if cx.start.mono { cx.t("settings-mono") } else { cx.theme_name.clone() },
            cx.t(if cx.mouse { "settings-on" } else { "settings-off" }),
        ];
        let mut cursor = None;
        for (index, (label, value)) in ROWS.iter().zip(&values).enumerate() {
            let y = inside.y + 1 + u16::try_from(index).unwrap_or(0);
            if y >= inside.bottom() {
                break;
            }
            let here = index == self.at;
            cx.hits.add(Rect::new(inside.x, y, inside.width, 1), Target::Row(index));
            if here {
                paint::text(buf, inside.x, y, 1, theme.marker(), theme.accent());
                cursor = Some(Position::new(inside.x + 18, y));
            }
            let style = if here { theme.strong() } else { theme.dim() };
            paint::text(buf, inside.x + 2, y, 15, &cx.t(label), style);
            let field = Rect::new(inside.x + 18, y, inside.width.saturating_sub(18), 1);
            paint::choice(buf, field, value, here, theme);
        }
        let below = Rect { y: inside.y + 5, height: inside.height.saturating_sub(5), ..inside };
        paint::paragraph(buf, below, &cx.t("settings-lead"), theme.dim());
        cursor
    }
}
