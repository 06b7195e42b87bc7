//! The demo's tour: five steps in a corner, each done by doing it. It takes no key and hides nothing for long.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::context::Context;
use super::keymap::Action;
use super::widgets::paint;

/// Each step: the key of its text, the names of the actions whose keys it tells, and what does it.
const STEPS: [(&str, &[&str], &[Action]); 5] = [
    ("tour-search", &["search"], &[Action::Search]),
    ("tour-open", &["open"], &[Action::Open, Action::OtherPane]),
    ("tour-reveal", &["reveal", "check"], &[Action::Reveal, Action::Check]),
    ("tour-palette", &["palette", "help"], &[Action::Palette, Action::Help]),
    ("tour-lock", &["lock"], &[Action::Lock, Action::Quit]),
];

#[derive(Debug, Default)]
pub struct Tour {
    step: usize,
}

impl Tour {
    /// The person did something; `false` when the last step is done.
    pub fn did(&mut self, action: Action) -> bool {
        if STEPS[self.step].2.contains(&action) {
            self.step += 1;
        }
        self.step < STEPS.len()
    }

    pub fn draw(&self, buf: &mut Buffer, body: Rect, cx: &Context) {
        let theme = cx.theme;
        let (text, names, _) = STEPS[self.step];
        let keys: Vec<String> = names.iter().map(|name| cx.keys.written(name)).collect();
        let args = [
            ("key", keys.first().cloned().unwrap_or_default().into()),
            ("other", keys.get(1).cloned().unwrap_or_default().into()),
        ];
        let width = body.width.min(46);
        let lines = paint::wrap(&cx.i18n.t_with(text, &args), usize::from(width.saturating_sub(4)));
        let height = u16::try_from(lines.len()).unwrap_or(3) + 3;
        if height > body.height {
            return;
        }
        let corner = Rect::new(body.right() - width, body.bottom() - height, width, height);
        let title = cx.i18n.t_with("tour-title", &[("step", (self.step + 1).into()), ("steps", STEPS.len().into())]);
        let inside = paint::boxed(buf, corner, &title, theme);
        for (index, line) in lines.iter().enumerate() {
            let y = inside.y + u16::try_from(index).unwrap_or(0);
            paint::text(buf, inside.x, y, inside.width, line, theme.text());
        }
        let end = cx.i18n.t_with("tour-end", &[("key", cx.keys.written("tour").into())]);
        paint::right(buf, inside.x, inside.bottom().saturating_sub(1), inside.width, &end, theme.dim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_is_done_by_its_own_deed_and_the_last_one_ends_it() {
        let mut tour = Tour::default();
        assert!(tour.did(Action::Lock) && tour.step == 0, "not yet its turn");
        for action in [Action::Search, Action::Open, Action::Check, Action::Help] {
            assert!(tour.did(action));
        }
        assert!(!tour.did(Action::Lock));
    }
}
