//! To which time of the log, or to which entry, is to be gone.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::{LogFilter, LogMatch};
use crate::domain::Micros;
use crate::ui::context::{Context, Intent};
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

#[derive(Debug, Default)]
pub struct JumpTo {
    typed: Input,
    wrong: bool,
}

/// A day, a time, both, or how long ago: what `since:` takes, a time of day alone, and a blank for the `T`.
pub fn read(text: &str, cx: &Context) -> Option<Micros> {
    let text = text.trim();
    if let Some(at) = cx.time_of_day(text) {
        return Some(at);
    }
    let since = format!("since:{}", text.replacen(' ', "T", 1));
    let filter = LogFilter::parse(&since, cx.now, cx.zone()).ok()?;
    match filter.terms.first().map(|term| &term.matches) {
        Some(LogMatch::Since(at)) if filter.terms.len() == 1 => Some(*at),
        _ => None,
    }
}

/// A time, or the number of an entry (`#412`).
fn goal(text: &str, cx: &Context) -> Option<Intent> {
    match text.trim().strip_prefix('#') {
        Some(number) => number.parse().ok().filter(|number| *number > 0).map(Intent::OpenEntry),
        None => read(text, cx).map(Intent::GoToTime),
    }
}

impl Layer for JumpTo {
    fn place(&self) -> Place {
        Place::JumpTo
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-jump-to")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Cancel => Answer::Close,
            Action::Confirm => match goal(self.typed.text(), cx) {
                Some(goal) => {
                    cx.intents.push(goal);
                    Answer::Close
                }
                None => {
                    self.wrong = true;
                    Answer::Consumed
                }
            },
            _ => Answer::Ignored,
        }
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        match self.typed.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.wrong = false,
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        self.typed.insert(text);
        self.wrong = false;
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let inside = paint::popup(buf, area, 62, 7, &cx.t("place-jump-to"), theme);
        paint::text(buf, inside.x, inside.y, 2, theme.marker(), theme.accent());
        let field = Rect::new(inside.x + 2, inside.y, inside.width.saturating_sub(2), 1);
        let column = self.typed.draw(buf, field, theme.field(), None);
        let below = Rect { y: inside.y + 2, height: inside.height.saturating_sub(2), ..inside };
        let (words, style) = if self.wrong {
            (format!("{} {}", theme.no(), cx.t("jump-wrong")), theme.bad())
        } else {
            (cx.t("jump-forms"), theme.dim())
        };
        paint::paragraph(buf, below, &words, style);
        Some(Position::new(field.x + column, field.y))
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::ui::model::Start;

    #[test]
    fn times_are_read_as_people_type_them() {
        // 2026-11-22 14:02 at +7 hours.
        let now = Micros(1_795_330_920_000_000);
        let cx = Context::new(Start { now, zone: TimeZone::fixed(jiff::tz::offset(7)), ..Start::default() });
        for (text, moment) in [
            ("2026-11-01", "1 Nov 2026 00:00"),
            ("2026-11-01 14:30", "1 Nov 2026 14:30"),
            ("2026-11-01T14:30", "1 Nov 2026 14:30"),
            (" 09:05 ", "22 Nov 2026 09:05"),
            ("23:00", "21 Nov 2026 23:00"),
            ("3h", "22 Nov 2026 11:02"),
            ("7d", "15 Nov 2026 14:02"),
        ] {
            assert_eq!(read(text, &cx).map(|at| cx.moment(at)).as_deref(), Some(moment), "{text}");
        }
        for text in ["", "soon", "2026-13-01", "25:00", "7d x", "7d,8d", "\" member:lan"] {
            assert_eq!(read(text, &cx), None, "{text}");
        }
    }
}
