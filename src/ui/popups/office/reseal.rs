//! Values sealed anew under a class's newest key, step by step, with how far it is. It can be stopped and gone on
//! with at any time.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::prove::Prove;
use crate::desk::api::{Problem, Reply, Request, ResealState};
use crate::domain::Class;
use crate::ui::context::{Context, Intent, Tone};
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::screens::admin::words;
use crate::ui::widgets::paint;

#[derive(Debug)]
pub struct Resealing {
    class: Class,
    state: Option<ResealState>,
    ticket: Option<u64>,
    error: Option<String>,
}

impl Resealing {
    pub fn start(class: Class, cx: &mut Context) -> Self {
        Self { class, state: None, ticket: Some(cx.ask(Request::Reseal { class })), error: None }
    }

    fn go_on(&mut self, cx: &mut Context) {
        self.error = None;
        self.ticket = Some(cx.ask(Request::Reseal { class: self.class }));
    }
}

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

impl Layer for Resealing {
    fn place(&self) -> Place {
        Place::Reseal
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-reseal")]
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action != Action::Cancel {
            return Answer::Ignored;
        }
        if self.error.is_none() {
            let key = cx.keys.written("reseal");
            cx.say(Tone::Warn, cx.i18n.t_with("reseal-stopped", &[("key", key.into())]));
        }
        cx.intents.push(Intent::OfficeChanged);
        Answer::Close
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Resealed(state)) if !state.finished => {
                self.state = Some(state);
                self.go_on(cx);
            }
            Ok(Reply::Resealed(state)) => {
                let class = cx.t(words::class_key(self.class));
                let args = [("class", class.into()), ("count", state.sealed.into())];
                cx.say(Tone::Good, cx.i18n.t_with("reseal-done", &args));
                cx.intents.push(Intent::OfficeChanged);
                return Answer::Close;
            }
            Ok(_) => {}
            Err(problem) => {
                if problem == Problem::ProveAgain {
                    cx.opened.push(Box::new(Prove::default()));
                }
                self.error = Some(cx.i18n.problem(&problem));
            }
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        if matches!(intent, Intent::Proved) && self.ticket.is_none() {
            self.go_on(cx);
            return Answer::Consumed;
        }
        Answer::Ignored
    }

    /// No key is at hand behind the lock: it goes on from there later.
    fn lock(&mut self, _cx: &mut Context) -> Answer {
        Answer::Close
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let class = cx.t(words::class_key(self.class));
        let title = cx.i18n.t_with("reseal-title", &[("class", class.into())]);
        let inside = paint::popup(buf, area, 64, 10, &title, theme);
        let y = inside.y + 1;
        let words = match self.state {
            Some(state) => {
                paint::text(buf, inside.x, y, inside.width, &bar(state, inside.width.into(), cx), theme.accent());
                progress(state, cx)
            }
            None => cx.t("reseal-begins"),
        };
        paint::text(buf, inside.x, y + 1, inside.width, &words, theme.text());
        let below = Rect { y: y + 3, height: inside.bottom().saturating_sub(y + 3), ..inside };
        match &self.error {
            Some(error) => paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad()),
            None => paint::paragraph(buf, below, &cx.t("reseal-lead"), theme.dim()),
        };
        Some(Position::new(inside.x, y + 1))
    }
}
