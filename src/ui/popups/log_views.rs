//! The log's filters that were saved by name: open one, save the present one, delete.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::paint;

/// So many fit into what is kept of a member's preferences.
const MOST: usize = 30;
/// Longest name, in bytes.
const LONGEST: usize = 60;

#[derive(Debug)]
pub struct LogViews {
    /// The filter as it is now, to be saved; empty: there is none.
    now: String,
    choose: Choose<usize>,
    /// The one whose deletion was asked for once: a second time does it.
    sure: Option<usize>,
    mistake: Option<&'static str>,
}

impl LogViews {
    pub fn new(now: String, cx: &Context) -> Self {
        Self { now, choose: Choose::new(items(cx)), sure: None, mistake: None }
    }

    /// Saves the present filter by the name that is typed; one of that name gives way.
    fn save(&mut self, cx: &mut Context) -> Answer {
        let name = self.choose.typed.text().trim().to_owned();
        let others = cx.preferences.log_filters.iter().filter(|(other, _)| *other != name).count();
        self.mistake = match name.len() {
            0 => Some("log-view-no-name"),
            length if length > LONGEST => Some("log-view-long"),
            _ if others >= MOST => Some("log-views-full"),
            _ => None,
        };
        if self.mistake.is_some() {
            return Answer::Consumed;
        }
        let text = std::mem::take(&mut self.now);
        cx.prefer(|own| {
            own.log_filters.retain(|(other, _)| *other != name);
            own.log_filters.push((name.clone(), text));
            own.log_filters.sort();
        });
        let words = cx.i18n.t_with("log-view-saved", &[("name", name.into())]);
        cx.say(Tone::Good, words);
        Answer::Close
    }

    fn delete(&mut self, cx: &mut Context) {
        let Some(index) = self.choose.chosen() else { return };
        if self.sure != Some(index) {
            self.sure = Some(index);
            return;
        }
        self.sure = None;
        cx.prefer(|own| {
            if index < own.log_filters.len() {
                own.log_filters.remove(index);
            }
        });
        self.choose.set(items(cx));
        cx.say(Tone::Good, cx.t("log-view-deleted"));
    }
}

fn items(cx: &Context) -> Vec<Item<usize>> {
    let saved = cx.preferences.log_filters.iter().enumerate();
    saved.map(|(index, (name, text))| Item::new(name.as_str(), index).with_note(text.as_str())).collect()
}

impl Layer for LogViews {
    fn place(&self) -> Place {
        Place::LogViews
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-log-views")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.choose.is_empty();
        facts.filtered = !self.now.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        if action != Action::Delete {
            self.sure = None;
        }
        match action {
            Action::Up => self.choose.step(false),
            Action::Down => self.choose.step(true),
            Action::Confirm => {
                let saved = self.choose.chosen().and_then(|index| cx.preferences.log_filters.get(index));
                let text = saved.map(|(_, text)| text.clone());
                cx.intents.extend(text.map(Intent::LogText));
                return Answer::Close;
            }
            Action::SaveAs => return self.save(cx),
            Action::Delete => self.delete(cx),
            Action::Cancel => return Answer::Close,
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn key(&mut self, key: Key, _cx: &mut Context) -> Answer {
        (self.sure, self.mistake) = (None, None);
        if self.choose.key(key) { Answer::Consumed } else { Answer::Ignored }
    }

    fn paste(&mut self, text: &str, _cx: &mut Context) {
        (self.sure, self.mistake) = (None, None);
        self.choose.paste(text);
    }

    fn hit(&mut self, target: Target, _double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.choose.go(row);
        self.act(Action::Confirm, cx)
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let theme = cx.theme;
        let saved = &cx.preferences.log_filters;
        let rows = u16::try_from(saved.len().max(1)).unwrap_or(u16::MAX);
        let inside = paint::popup(buf, area, 80, rows.saturating_add(7).min(18), &cx.t("place-log-views"), theme);
        let body = Rect { height: inside.height.saturating_sub(3), ..inside };
        let below = Rect { y: inside.bottom().saturating_sub(2), height: 2, ..inside }.intersection(inside);
        let cursor = self.choose.draw(buf, body, cx);
        let named = self.sure.and_then(|index| saved.get(index));
        let (words, style) = match (self.mistake, named) {
            (Some(mistake), _) => (format!("{} {}", theme.no(), cx.t(mistake)), theme.bad()),
            (None, Some((name, _))) => {
                let args = [("name", name.clone().into()), ("key", cx.keys.written("delete-filter").into())];
                (cx.i18n.t_with("log-view-sure", &args), theme.warn())
            }
            (None, None) if self.now.is_empty() => (cx.t("log-views-how-open"), theme.dim()),
            (None, None) => {
                let key = cx.keys.written("save-filter");
                (cx.i18n.t_with("log-views-how-save", &[("key", key.into())]), theme.dim())
            }
        };
        paint::paragraph(buf, below, &words, style);
        Some(cursor)
    }
}
