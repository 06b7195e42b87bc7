//! The quick-add line: a task in one line, with what was understood of it below.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use serde::{Deserialize, Serialize};

use crate::desk::api::{Problem, QuickLine, Reply, Request, TaskReply, TaskRequest, Understood};
use crate::domain::{Id, Secret};
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::drafts::{self, Body};
use crate::ui::event::Key;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::question::{Ask, Question};
use crate::ui::screens::tasks::words;
use crate::ui::widgets::input::{Edit, Input};
use crate::ui::widgets::paint;

/// What is typed, as it is kept sealed.
#[derive(Serialize, Deserialize)]
pub struct QuickDraft {
    /// The customer that it is about, by id and name.
    about: Option<(Id, String)>,
    line: String,
}

/// Prints nothing of what was typed.
impl std::fmt::Debug for QuickDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("QuickDraft(…)")
    }
}

impl QuickDraft {
    /// What a list of drafts calls it.
    pub fn name(&self) -> &str {
        &self.line
    }
}

#[derive(Debug)]
pub struct QuickAdd {
    about: Option<(Id, String)>,
    line: Input,
    /// The ask for what the line means; only the last one counts.
    reading: Option<u64>,
    adding: Option<u64>,
    understood: Option<Understood>,
    error: Option<String>,
}

impl QuickAdd {
    /// `about`: a customer, by id and name.
    pub fn new(about: Option<(Id, String)>) -> Self {
        Self { about, line: Input::default(), reading: None, adding: None, understood: None, error: None }
    }

    pub fn resume(draft: QuickDraft) -> Self {
        Self { line: Input::with(&draft.line), ..Self::new(draft.about) }
    }

    fn quick_line(&self) -> QuickLine {
        let customer = self.about.as_ref().map(|(id, _)| *id);
        QuickLine { line: self.line.text().to_owned(), customer, ticket: None }
    }

    fn typed(&mut self, cx: &mut Context) {
        self.error = None;
        self.reading = None;
        if self.line.text().trim().is_empty() {
            self.understood = None;
        } else {
            let request = TaskRequest::Preview(self.quick_line());
            self.reading = Some(cx.ask(Request::Task(Box::new(request))));
        }
    }

    fn confirm(&mut self, cx: &mut Context) {
        if self.line.text().trim().is_empty() {
            self.error = Some(cx.t("quick-empty"));
        } else if self.adding.is_none() {
            let request = TaskRequest::Add(self.quick_line());
            self.adding = Some(cx.ask(Request::Task(Box::new(request))));
        }
    }

    /// What was understood: a label, words and how they look.
    fn told(&self, cx: &Context) -> Vec<(&'static str, String, Style)> {
        let theme = cx.theme;
        let Some(seen) = &self.understood else { return Vec::new() };
        let today: Date = cx.zone().to_datetime(now(cx)).date();
        let mut told = Vec::new();
        let (title, style) = if seen.title.is_empty() {
            (cx.t("quick-no-title"), theme.bad())
        } else {
            (seen.title.clone(), theme.strong())
        };
        told.push(("quick-title", title, style));
        let when = match seen.due {
            Some(due) => words::due(due, seen.all_day, today, cx),
            None => cx.t("quick-no-date"),
        };
        let style = if seen.due.is_none() { theme.dim() } else { theme.text() };
        match seen.past {
            true => told.push(("quick-when", format!("{when} {}", cx.t("quick-past")), theme.warn())),
            false => told.push(("quick-when", when, style)),
        }
        if let Some(repeat) = seen.repeat {
            told.push(("quick-repeat", words::repeat(repeat, cx), theme.text()));
        }
        told.push(("quick-owner", seen.owner.clone(), theme.text()));
        let mut about = seen.customer.clone();
        if let Some(ticket) = seen.ticket {
            about = format!("{about} #{ticket}").trim().to_owned();
        }
        if !about.is_empty() {
            told.push(("quick-about", about, theme.text()));
        }
        if !seen.unknown.is_empty() {
            told.push(("quick-unknown", format!("{} {}", theme.no(), seen.unknown.join(" ")), theme.bad()));
        }
        told
    }
}

fn now(cx: &Context) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(cx.now.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}

impl Layer for QuickAdd {
    fn place(&self) -> Place {
        Place::QuickAdd
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-quick-add")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.line.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Confirm => self.confirm(cx),
            // What is on its way can't be dropped any more.
            Action::Cancel if self.adding.is_some() => {}
            Action::Cancel if self.unsaved() => cx.opened.push(Box::new(Question(Ask::DropForm))),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, cx: &mut Context) -> Answer {
        match self.line.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.typed(cx),
        }
        Answer::Consumed
    }

    fn paste(&mut self, text: &str, cx: &mut Context) {
        self.line.insert(text);
        self.typed(cx);
    }

    fn waits(&self, ticket: u64) -> bool {
        [self.reading, self.adding].contains(&Some(ticket))
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        let added = self.adding.take_if(|expected| *expected == ticket).is_some();
        self.reading.take_if(|expected| *expected == ticket);
        match result {
            Ok(Reply::Task(reply)) => match *reply {
                TaskReply::Understood(understood) => self.understood = Some(*understood),
                TaskReply::Saved { .. } if added => {
                    let undo = cx.keys.written("undo");
                    cx.say(Tone::Good, cx.i18n.t_with("task-added", &[("undo", undo.into())]));
                    cx.intents.push(Intent::TasksChanged);
                    return Answer::Close;
                }
                _ => {}
            },
            Ok(_) => {}
            Err(problem) => self.error = Some(cx.told(&problem)),
        }
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, _cx: &mut Context) -> Answer {
        if matches!(intent, Intent::DropForm) { Answer::Close } else { Answer::Ignored }
    }

    fn draft_key(&self) -> Option<String> {
        Some(match &self.about {
            Some((customer, _)) => format!("task:{customer}"),
            None => "task:new".to_owned(),
        })
    }

    fn draft(&self) -> Option<Secret> {
        let draft = QuickDraft { about: self.about.clone(), line: self.line.text().to_owned() };
        Some(drafts::written(&Body::Quick(Box::new(draft))))
    }

    fn unsaved(&self) -> bool {
        !self.line.is_empty()
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        const LABELS: u16 = 14;
        let theme = cx.theme;
        let title = match &self.about {
            Some((_, name)) => cx.i18n.t_with("quick-heading-about", &[("name", name.clone().into())]),
            None => cx.t("quick-heading"),
        };
        let inside = paint::popup(buf, area, 76, 13, &title, theme);
        let field = Rect { height: 1.min(inside.height), ..inside };
        let column = self.line.draw(buf, field, theme.field(), None);
        let mut y = inside.y + 2;
        for (label, words, style) in self.told(cx) {
            if y >= inside.bottom() {
                break;
            }
            paint::text(buf, inside.x, y, LABELS - 1, &cx.t(label), theme.dim());
            let width = inside.width.saturating_sub(LABELS);
            paint::text(buf, inside.x + LABELS, y, width, &words, style);
            y += 1;
        }
        let below = Rect { y, height: inside.bottom().saturating_sub(y), ..inside };
        if let Some(error) = &self.error {
            let below = Rect { y: y + 1, height: below.height.saturating_sub(1), ..below };
            paint::paragraph(buf, below, &format!("{} {error}", theme.no()), theme.bad());
        } else if self.understood.is_none() {
            paint::paragraph(buf, below, &cx.t("quick-lead"), theme.dim());
        }
        Some(Position::new(field.x + column, field.y))
    }
}
