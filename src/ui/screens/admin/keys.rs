//! The keys of the classes: who holds them, how old they are, how far values are sealed anew.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::listing::{below_lead, lead, moved, said};
use super::{height, words};
use crate::desk::api::{KeyRow, KeyStatus, Manage, OfficeAnswer, OfficeQuery, Problem, Reply, Request};
use crate::domain::Class;
use crate::ui::context::{Context, Facts};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::office::reseal::{self, ResealView};
use crate::ui::popups::office::sure::Sure;
use crate::ui::resealing;
use crate::ui::screens::detail::Load;
use crate::ui::widgets::sheet::{self, Line, cell, wrapped};

/// Where values begin, and columns of a bar.
const VALUES: u16 = 18;
const BAR: u64 = 24;

#[derive(Debug, Default)]
pub struct Keys {
    data: Load<KeyStatus>,
    ticket: Option<u64>,
    at: usize,
}

impl Keys {
    fn status(&self) -> Option<&KeyStatus> {
        match &self.data {
            Load::Ready(status) => Some(status),
            _ => None,
        }
    }

    fn selected(&self) -> Option<&KeyRow> {
        self.status()?.classes.get(self.at)
    }
}

/// The question before a class gets new keys.
fn rotate(class: Class, cx: &Context) -> Sure {
    let words = cx.i18n.t_with("sure-rotate", &[("class", cx.t(words::class_key(class)).into())]);
    Sure::new(Manage::RotateKeys { class }, words)
}

impl Layer for Keys {
    fn place(&self) -> Place {
        Place::Keys
    }

    fn trail(&self, _cx: &Context) -> Vec<String> {
        Vec::new()
    }

    fn facts(&self, facts: &mut Facts) {
        facts.may_change = facts.may_rotate;
        if let Some(row) = self.selected() {
            facts.row = true;
            facts.resealing = row.reseal.is_some();
        }
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        let count = self.status().map_or(0, |status| status.classes.len());
        if let Some(to) = moved(self.at, count, action, height(cx)) {
            self.at = to;
            return Answer::Consumed;
        }
        let class = self.selected().map(|row| row.class);
        match (action, class) {
            (Action::Reload, _) => self.ticket = Some(cx.ask(Request::Office(OfficeQuery::Keys))),
            (Action::Rotate, Some(class)) => cx.opened.push(Box::new(rotate(class, cx))),
            (Action::Reseal, Some(class)) => {
                if cx.resealing.as_ref().is_none_or(|going| going.class != class) {
                    resealing::start(class, cx);
                }
                cx.opened.push(Box::new(ResealView));
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, _double: bool, _cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.at = row;
        Answer::Consumed
    }

    fn waits(&self, ticket: u64) -> bool {
        self.ticket == Some(ticket)
    }

    fn reply(&mut self, _ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        self.ticket = None;
        match result {
            Ok(Reply::Office(OfficeAnswer::Keys(status))) => {
                self.at = self.at.min(status.classes.len().saturating_sub(1));
                self.data = Load::Ready(status);
            }
            Ok(_) => {}
            Err(problem) if self.status().is_some() => cx.complain(&problem),
            Err(problem) => self.data = Load::Failed(problem),
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        let body = below_lead(area);
        let status = match &self.data {
            Load::Ready(status) => status,
            Load::Waiting => return Some(said(buf, body, true, None, "", cx)),
            Load::Failed(problem) => return Some(said(buf, body, false, Some(problem), "", cx)),
        };
        let (words, style) = match status.drilled_at {
            Some(at) => (cx.i18n.t_with("keys-drilled", &[("date", cx.date(at).into())]), cx.theme.dim()),
            None => (cx.t("keys-never-drilled"), cx.theme.warn()),
        };
        lead(buf, area, &words, style, "", cx);
        let lines: Vec<Line> =
            status.classes.iter().enumerate().flat_map(|(row, key)| card(row, key, body.width, cx)).collect();
        sheet::draw(buf, body, &lines, Some(self.at), cx)
    }
}

/// What there is to know of a class's keys.
fn card(row: usize, key: &KeyRow, width: u16, cx: &Context) -> Vec<Line> {
    let theme = cx.theme;
    let names = |names: &[String]| if names.is_empty() { cx.t("keys-nobody") } else { names.join(", ") };
    let generation = cx.i18n.t_with("keys-generation", &[("number", key.generation.into())]);
    let made = cx.i18n.t_with("keys-made", &[("date", cx.date(key.made_at).into())]);
    let first = [generation, made].join(theme.between());
    let mut lines = vec![Line::row(
        row,
        vec![cell(VALUES, cx.t(words::class_key(key.class)), theme.strong()), cell(0, first, theme.text())],
    )];
    let mut pair = |label: &str, words: &str, style| {
        lines.extend(wrapped(&cx.t(label), words, VALUES, width.saturating_sub(3), style, theme));
    };
    pair("keys-fingerprint", &grouped(&key.fingerprint), theme.text());
    pair("keys-holders", &names(&key.holders), theme.text());
    pair("keys-lookups", &names(&key.lookup_holders), theme.text());
    if !key.former.is_empty() {
        pair("keys-former", &names(&key.former), theme.warn());
    }
    let (mark, words, style) = match key.kit {
        true => (theme.yes(), "keys-kit-yes", theme.good()),
        false => (theme.no(), "keys-kit-no", theme.bad()),
    };
    pair("keys-kit", &format!("{mark} {}", cx.t(words)), style);
    if let Some(state) = key.reseal {
        let words = format!("{} {}", reseal::bar(state, BAR, cx), reseal::progress(state, cx));
        pair("keys-reseal", &words, theme.warn());
    }
    lines.push(Line::blank());
    lines
}

/// In groups of four, to be compared by eye.
fn grouped(fingerprint: &str) -> String {
    let signs: Vec<char> = fingerprint.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
