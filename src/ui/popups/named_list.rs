//! What a member keeps under names of its own (filters of the log, macros): open one, save the present one, delete.

use std::marker::PhantomData;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::event::Key;
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::preferences::Preferences;
use crate::ui::widgets::choose::{Choose, Item};
use crate::ui::widgets::paint;

/// So many of a kind fit into what is kept of a member's preferences.
const MOST: usize = 30;
/// Longest name, in bytes.
const LONGEST: usize = 60;

/// A kind of thing that is kept.
pub trait Kind: std::fmt::Debug + Send + 'static {
    const PLACE: Place;
    const TEXTS: Texts;

    /// Names, and what stands under each.
    fn kept(own: &Preferences) -> &Vec<(String, String)>;
    fn kept_mut(own: &mut Preferences) -> &mut Vec<(String, String)>;
    /// What opening one wants.
    fn open(text: &str) -> Intent;
}

/// The words of a kind, by their keys, and the names of its actions in the keymap.
#[derive(Debug)]
pub struct Texts {
    pub no_name: &'static str,
    pub long: &'static str,
    pub full: &'static str,
    pub saved: &'static str,
    pub deleted: &'static str,
    pub sure: &'static str,
    pub how_open: &'static str,
    pub how_save: &'static str,
    pub save: &'static str,
    pub delete: &'static str,
}

/// The filters of the log.
#[derive(Debug)]
pub struct LogFilters;

impl Kind for LogFilters {
    const PLACE: Place = Place::LogViews;
    const TEXTS: Texts = Texts {
        no_name: "log-view-no-name",
        long: "log-view-long",
        full: "log-views-full",
        saved: "log-view-saved",
        deleted: "log-view-deleted",
        sure: "log-view-sure",
        how_open: "log-views-how-open",
        how_save: "log-views-how-save",
        save: "save-filter",
        delete: "delete-filter",
    };

    fn kept(own: &Preferences) -> &Vec<(String, String)> {
        &own.log_filters
    }

    fn kept_mut(own: &mut Preferences) -> &mut Vec<(String, String)> {
        &mut own.log_filters
    }

    fn open(text: &str) -> Intent {
        Intent::LogText(text.to_owned())
    }
}

/// Keys to be pressed again.
#[derive(Debug)]
pub struct Macros;

impl Kind for Macros {
    const PLACE: Place = Place::Macros;
    const TEXTS: Texts = Texts {
        no_name: "macro-no-name",
        long: "macro-long-name",
        full: "macros-full",
        saved: "macro-saved",
        deleted: "macro-deleted",
        sure: "macro-sure",
        how_open: "macros-how-open",
        how_save: "macros-how-save",
        save: "save-macro",
        delete: "delete-macro",
    };

    fn kept(own: &Preferences) -> &Vec<(String, String)> {
        &own.macros
    }

    fn kept_mut(own: &mut Preferences) -> &mut Vec<(String, String)> {
        &mut own.macros
    }

    fn open(text: &str) -> Intent {
        Intent::Play(text.to_owned())
    }
}

#[derive(Debug)]
pub struct NamedList<K> {
    kind: PhantomData<fn() -> K>,
    /// What may be saved; empty: there is nothing.
    now: String,
    choose: Choose<usize>,
    /// The one whose deletion was asked for once: a second time does it.
    sure: Option<usize>,
    mistake: Option<&'static str>,
}

impl<K: Kind> NamedList<K> {
    pub fn new(now: String, cx: &Context) -> Self {
        Self { kind: PhantomData, now, choose: Choose::new(items::<K>(cx)), sure: None, mistake: None }
    }

    /// Saves the present one by the name that is typed; one of that name gives way.
    fn save(&mut self, cx: &mut Context) -> Answer {
        let name = self.choose.typed.text().trim().to_owned();
        let others = K::kept(&cx.preferences).iter().filter(|(other, _)| *other != name).count();
        self.mistake = match name.len() {
            0 => Some(K::TEXTS.no_name),
            length if length > LONGEST => Some(K::TEXTS.long),
            _ if others >= MOST => Some(K::TEXTS.full),
            _ => None,
        };
        if self.mistake.is_some() {
            return Answer::Consumed;
        }
        let text = std::mem::take(&mut self.now);
        cx.prefer(|own| {
            let kept = K::kept_mut(own);
            kept.retain(|(other, _)| *other != name);
            kept.push((name.clone(), text));
            kept.sort();
        });
        let words = cx.i18n.t_with(K::TEXTS.saved, &[("name", name.into())]);
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
            let kept = K::kept_mut(own);
            if index < kept.len() {
                kept.remove(index);
            }
        });
        self.choose.set(items::<K>(cx));
        cx.say(Tone::Good, cx.t(K::TEXTS.deleted));
    }
}

fn items<K: Kind>(cx: &Context) -> Vec<Item<usize>> {
    let saved = K::kept(&cx.preferences).iter().enumerate();
    saved.map(|(index, (name, text))| Item::new(name.as_str(), index).with_note(text.as_str())).collect()
}

impl<K: Kind> Layer for NamedList<K> {
    fn place(&self) -> Place {
        K::PLACE
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t(K::PLACE.key())]
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
                let chosen = self.choose.chosen().and_then(|index| K::kept(&cx.preferences).get(index));
                let wanted = chosen.map(|(_, text)| K::open(text));
                cx.intents.extend(wanted);
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
        let saved = K::kept(&cx.preferences);
        let rows = u16::try_from(saved.len().max(1)).unwrap_or(u16::MAX);
        let inside = paint::popup(buf, area, 80, rows.saturating_add(7).min(18), &cx.t(K::PLACE.key()), theme);
        let body = Rect { height: inside.height.saturating_sub(3), ..inside };
        let below = Rect { y: inside.bottom().saturating_sub(2), height: 2, ..inside }.intersection(inside);
        let cursor = self.choose.draw(buf, body, cx);
        let named = self.sure.and_then(|index| saved.get(index));
        let (words, style) = match (self.mistake, named) {
            (Some(mistake), _) => (format!("{} {}", theme.no(), cx.t(mistake)), theme.bad()),
            (None, Some((name, _))) => {
                let args = [("name", name.clone().into()), ("key", cx.keys.written(K::TEXTS.delete).into())];
                (cx.i18n.t_with(K::TEXTS.sure, &args), theme.warn())
            }
            (None, None) if self.now.is_empty() => (cx.t(K::TEXTS.how_open), theme.dim()),
            (None, None) => {
                let key = cx.keys.written(K::TEXTS.save);
                (cx.i18n.t_with(K::TEXTS.how_save, &[("key", key.into())]), theme.dim())
            }
        };
        paint::paragraph(buf, below, &words, style);
        Some(cursor)
    }
}
