//! The log: newest first, narrowed by conditions that add up, each entry with its verification.

mod chart;
mod draw;
mod load;
pub mod terms;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::chart::Chart;
use self::load::{Fresh, Pages};
use crate::desk::api::{LogFilter, LogMatch, LogPlace, LogRow, Problem, Reply, Verified};
use crate::domain::Micros;
use crate::ui::context::{Context, Facts, Intent, Tone};
use crate::ui::hits::Target;
use crate::ui::keymap::{Action, Place};
use crate::ui::layer::{Answer, Layer};
use crate::ui::popups::entry::EntryView;
use crate::ui::popups::filter::FilterForm;
use crate::ui::popups::jump::JumpTo;
use crate::ui::popups::log_line::LogLine;
use crate::ui::popups::named_list::{LogFilters, NamedList};
use crate::ui::popups::pick::{Choice, Pick};
use crate::ui::popups::why::{self, WhyView};
use crate::ui::widgets::choose::Item;
use crate::ui::widgets::rows::{Rows, Step};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// More ways back than this are forgotten.
const MOST_FORMER: usize = 20;

/// How the log was narrowed before, and which entry was selected.
#[derive(Debug)]
struct Former {
    filter: LogFilter,
    selected: Option<i64>,
}

#[derive(Debug, Default)]
pub struct Log {
    rows: Rows<LogRow>,
    filter: LogFilter,
    /// The filter as it was typed, and what it was read as: an age such as `7d` stays one when it is saved.
    typed: Option<(String, LogFilter)>,
    pages: Pages,
    fresh: Fresh,
    follow: bool,
    chart: Chart,
    former: Vec<Former>,
    head: Option<i64>,
    asked: bool,
    problem: Option<Problem>,
}

pub const fn verified_key(verified: Verified) -> &'static str {
    match verified {
        Verified::Good => "verified-good",
        Verified::BadHash => "verified-bad-hash",
        Verified::BadLink => "verified-bad-link",
        Verified::BadSignature => "verified-bad-signature",
    }
}

impl Log {
    /// Loads the newest entries the first time the screen is shown.
    pub fn enter(&mut self, cx: &mut Context) {
        if !self.asked {
            self.chart.prefer(&cx.preferences);
            self.open(LogPlace::End, None, cx);
        }
    }

    fn selected(&self) -> Option<&LogRow> {
        self.rows.selected()
    }

    /// Narrows the log otherwise; the way back is kept.
    fn set_filter(&mut self, filter: LogFilter, cx: &mut Context) {
        if self.asked && filter == self.filter {
            return;
        }
        self.remember();
        self.filter = filter;
        self.open(LogPlace::End, None, cx);
    }

    fn remember(&mut self) {
        if self.asked {
            let selected = self.selected().map(|row| row.sequence);
            self.former.push(Former { filter: self.filter.clone(), selected });
            if self.former.len() > MOST_FORMER {
                self.former.remove(0);
            }
        }
    }

    /// Back to how the log was narrowed before, and to where one was in it.
    fn back(&mut self, cx: &mut Context) {
        let Some(Former { filter, selected }) = self.former.pop() else { return };
        self.filter = filter;
        let place = selected.map_or(LogPlace::End, |sequence| LogPlace::Before(sequence + 1));
        self.open(place, selected, cx);
    }

    fn set_text(&mut self, text: &str, cx: &mut Context) {
        match LogFilter::parse(text, cx.now, cx.zone()) {
            Ok(filter) => {
                self.typed = Some((text.to_owned(), filter.clone()));
                self.set_filter(filter, cx);
            }
            Err(_) => cx.say(Tone::Bad, cx.t("view-unreadable")),
        }
    }

    /// The filter as text: as it was typed where it is still that one.
    fn text(&self, cx: &Context) -> String {
        match &self.typed {
            Some((text, filter)) if *filter == self.filter => text.clone(),
            _ => self.filter.to_text(cx.zone()),
        }
    }

    /// Asks what of the selected row the log is narrowed by.
    fn narrow(&self, out: bool, cx: &mut Context) {
        let Some(row) = self.selected() else { return };
        let choices = terms::of_row(row, out, cx);
        let items = choices.into_iter().map(|(words, matches)| Item::new(words, Choice::LogTerms(out, matches)));
        let title = if out { "log-filter-out" } else { "log-filter-in" };
        let pick = Pick::new(title, items.collect());
        cx.opened.push(Box::new(pick));
    }

    fn add_terms(&mut self, out: bool, matches: &[LogMatch], cx: &mut Context) {
        let add = |filter: LogFilter, matches: &LogMatch| filter.with(out, matches.clone());
        self.set_filter(matches.iter().fold(self.filter.clone(), add), cx);
    }

    fn drop_term(&mut self, index: usize, cx: &mut Context) {
        let mut filter = self.filter.clone();
        if index < filter.terms.len() {
            filter.terms.remove(index);
            self.set_filter(filter, cx);
        }
    }

    /// Asks which condition is to go, where there are several.
    fn choose_drop(&mut self, cx: &mut Context) {
        if self.filter.terms.len() < 2 {
            return self.drop_term(0, cx);
        }
        let item = |(index, term)| Item::new(terms::words(term, cx), Choice::DropTerm(index));
        let pick = Pick::new("log-drop", self.filter.terms.iter().enumerate().map(item).collect());
        cx.opened.push(Box::new(pick));
    }

    fn turn_follow(&mut self, cx: &mut Context) {
        self.follow = !self.follow;
        if self.follow {
            self.look(cx);
        }
        let words = cx.t(if self.follow { "log-follow-on" } else { "log-follow-off" });
        cx.say(Tone::Good, words);
    }

    /// The selected entry, opened, with those around it a key away.
    fn open_entry(&self, cx: &mut Context) {
        if let Some(sequence) = self.selected().map(|row| row.sequence) {
            let entry = EntryView::of_list(sequence, cx);
            cx.opened.push(Box::new(entry));
        }
    }

    fn act_on_filter(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Search => {
                let line = LogLine::new(&self.text(cx), cx);
                cx.opened.push(Box::new(line));
            }
            Action::Filter => {
                let form = FilterForm::new(&self.filter, cx);
                cx.opened.push(Box::new(form));
            }
            Action::Views => {
                let views = NamedList::<LogFilters>::new(self.text(cx), cx);
                cx.opened.push(Box::new(views));
            }
            Action::FilterIn | Action::FilterOut => self.narrow(action == Action::FilterOut, cx),
            Action::DropTerm => self.choose_drop(cx),
            Action::DropLast => self.drop_term(self.filter.terms.len().saturating_sub(1), cx),
            Action::ClearFilter => self.set_filter(LogFilter::default(), cx),
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }
}

impl Layer for Log {
    fn place(&self) -> Place {
        Place::Log
    }

    fn trail(&self, cx: &Context) -> Vec<String> {
        vec![cx.t("place-log")]
    }

    fn facts(&self, facts: &mut Facts) {
        facts.row = !self.rows.is_empty();
        facts.filtered = !self.filter.is_empty();
        facts.seeking = self.pages.seeking();
        facts.former = !self.former.is_empty();
    }

    fn act(&mut self, action: Action, cx: &mut Context) -> Answer {
        match action {
            Action::Up => self.step(Step::Up, cx),
            Action::Down => self.step(Step::Down, cx),
            Action::PageUp => self.step(Step::PageUp, cx),
            Action::PageDown => self.step(Step::PageDown, cx),
            Action::First => self.step(Step::First, cx),
            Action::Last => self.step(Step::Last, cx),
            Action::HourBack => self.leap(-HOUR, cx),
            Action::HourOn => self.leap(HOUR, cx),
            Action::DayBack => self.leap(-DAY, cx),
            Action::DayOn => self.leap(DAY, cx),
            Action::GoToTime => cx.opened.push(Box::new(JumpTo::default())),
            Action::Open => self.open_entry(cx),
            Action::Back if self.pages.seeking() => self.pages.stop(),
            Action::Back => self.back(cx),
            Action::Follow => self.turn_follow(cx),
            Action::Chart => {
                self.chart.turn(&self.filter, self.rows.selected(), cx);
                let height = self.height(cx);
                self.rows.settle(height);
            }
            Action::Why => {
                let why = WhyView::of(why::LOG, cx);
                cx.opened.push(Box::new(why));
            }
            Action::Reload => self.open(LogPlace::End, None, cx),
            action => return self.act_on_filter(action, cx),
        }
        Answer::Consumed
    }

    fn hit(&mut self, target: Target, double: bool, cx: &mut Context) -> Answer {
        let Target::Row(row) = target else { return Answer::Ignored };
        self.rows.select(row.min(self.rows.len().saturating_sub(1)));
        if double { self.act(Action::Open, cx) } else { Answer::Consumed }
    }

    fn waits(&self, ticket: u64) -> bool {
        self.pages.waits(ticket) || self.chart.waits(ticket)
    }

    fn reply(&mut self, ticket: u64, result: Result<Reply, Problem>, cx: &mut Context) -> Answer {
        if self.chart.waits(ticket) {
            self.chart.take(result, cx);
            return Answer::Consumed;
        }
        match result {
            Ok(Reply::Log(page)) => self.loaded(page, cx),
            Err(problem) => self.failed(problem, cx),
            Ok(_) => {}
        }
        Answer::Consumed
    }

    fn wake(&self, cx: &Context) -> Option<Micros> {
        self.look_at(cx)
    }

    fn tick(&mut self, cx: &mut Context) -> Answer {
        self.look_if_due(cx);
        Answer::Consumed
    }

    fn intent(&mut self, intent: &Intent, cx: &mut Context) -> Answer {
        match intent {
            Intent::Filter(filter) => self.set_filter((**filter).clone(), cx),
            Intent::LogText(text) => self.set_text(text, cx),
            Intent::Picked(Choice::LogTerms(out, matches)) => self.add_terms(*out, matches, cx),
            Intent::Picked(Choice::DropTerm(index)) => self.drop_term(*index, cx),
            Intent::GoToTime(at) => {
                self.remember();
                self.open(LogPlace::At(*at), None, cx);
            }
            Intent::StepEntry(step) => {
                self.step(*step, cx);
                cx.intents.extend(self.selected().map(|row| Intent::TurnEntry(row.sequence)));
            }
            _ => return Answer::Ignored,
        }
        Answer::Consumed
    }

    fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Context) -> Option<Position> {
        self.draw_all(buf, area, cx)
    }
}
