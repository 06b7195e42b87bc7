//! What every screen shares: texts, looks, the time, who is in, and the way to ask for something.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::event::Effect;
pub use super::facts::Facts;
use super::hits::Hits;
use super::i18n::{I18n, Lang};
use super::keymap::{Action, Keymap};
use super::model::Start;
use super::news::Announced;
use super::popups::Popup;
use super::preferences::Preferences;
use super::resealing::Resealing;
use super::theme::{Palette, Theme};
use crate::desk::api::{Choices, Problem, REASONS, Request, Rights, Sharing, SignedIn, TicketChoices, View};
use crate::domain::filter::Filter;
use crate::domain::{Activity, Id, Micros, OwnField, Role};

/// A word on what was done or what went wrong; gone after a while.
#[derive(Debug)]
pub struct Toast {
    pub text: String,
    pub tone: Tone,
    pub until: Micros,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Good,
    Warn,
    Bad,
}

/// What a screen or popup wants from the others.
#[derive(Debug)]
pub enum Intent {
    SignedIn(Box<SignedIn>),
    OpenCustomer(Id),
    /// A saved customer: lists are loaded again and it is opened.
    CustomerSaved(Id),
    NoteSaved(Id),
    /// A task was made or changed: what shows tasks, or reminds of them, is loaded again.
    TasksChanged,
    /// These customers are in the trash now.
    Trashed(Vec<Id>),
    /// One customer is a part of another one now.
    Merged {
        keep: Id,
        gone: Id,
    },
    /// Some customers are others than before: lists are loaded again.
    CustomersChanged,
    /// The fields that the person chose of two versions: the form below takes them and saves on top of this one.
    Merge(Box<super::popups::conflict::Merge>),
    /// The same of two versions of a ticket.
    MergeTicket(Box<super::popups::conflict::Merge<crate::domain::ticket::Ticket>>),
    /// What is wanted about tickets.
    Tickets(super::popups::ticket::TicketsIntent),
    /// What somebody else has made of a note, and whether one's own words are saved on top of it: for the form below.
    NoteChosen(Box<Activity>, bool),
    /// Closes the form below.
    DropForm,
    /// Shows the log narrowed to this, whatever is shown now.
    Filter(Box<crate::desk::api::LogFilter>),
    /// Shows the log narrowed to what this text reads as.
    LogText(String),
    /// Shows the log at this time, as it is narrowed now.
    GoToTime(Micros),
    /// Opens one entry of the log, by its sequence, over what is shown.
    OpenEntry(i64),
    /// The entry above or below the one that is open, in the list that it was opened from.
    StepEntry(super::widgets::rows::Step),
    /// The open entry gives way to this one.
    TurnEntry(i64),
    /// The filter of the customers' list, as typed and as read.
    FilterList(String, Filter),
    /// The columns of the customers' list and their widths; empty: as many as fit.
    Columns(Vec<(String, u16)>),
    OpenView(Box<View>),
    /// An invitation was used up: who may sign in now.
    Enrolled(String),
    /// Who the customer is shown to now, for the list of sharing below.
    Shared(Box<Sharing>),
    /// A view was saved: the list of views below is loaded again.
    ViewsChanged,
    /// A choice in a list of choices, for the popup below.
    Picked(super::popups::pick::Choice),
    /// Goes on with the draft of this key.
    Resume(String),
    /// Drops a draft that was kept.
    DropDraft(String),
    /// A value for the clipboard, and the seconds until it is taken off.
    Copied(crate::domain::Secret, u16),
    /// What was marked in the list was changed.
    BulkDone,
    /// One's own SSH keys were changed: one's sign-in below is loaded again.
    KeysChanged,
    /// Something of the office was changed: what shows it is loaded again.
    OfficeChanged,
    /// The office's own fields may be others now.
    FieldsChanged,
    /// The password was proven again: the act that asked for it is sent once more.
    Proved,
    /// Shows a section of the screen Admin.
    Section(super::screens::admin::Section),
    /// Shows the alerts about this member, by its name.
    AlertsAbout(Id, String),
    /// Presses these keys again.
    Play(String),
    /// An action chosen in the palette.
    Run(Action),
    Lang(Lang),
    Theme(String),
    Mouse(bool),
    Quit,
}

pub struct Context {
    pub start: Start,
    pub i18n: I18n,
    pub theme: Theme,
    pub now: Micros,
    pub size: (u16, u16),
    pub who: Option<SignedIn>,
    pub toast: Option<Toast>,
    pub announced: Announced,
    pub dirty: bool,
    /// Popups to put on the stack after this message.
    pub opened: Vec<Popup>,
    pub intents: Vec<Intent>,
    pub effects: Vec<Effect>,
    pub keys: Keymap,
    pub preferences: Preferences,
    /// The name of the theme that is on.
    pub theme_name: String,
    pub mouse: bool,
    /// How many steps can be taken back and done again.
    pub steps: (u16, u16),
    /// When promises that are used up are seen to again.
    pub escalating: Micros,
    /// How much waits for this member in Today.
    pub waiting: usize,
    /// What is being sealed anew behind the other work.
    pub resealing: Option<Resealing>,
    /// What filters and bulk acts choose from, once it was asked for.
    pub choices: Option<Choices>,
    /// The same for tickets.
    pub ticket_choices: Option<TicketChoices>,
    /// The name of the role that one looks as.
    pub preview: Option<String>,
    /// The rule that something was refused by, and until when it is worth asking why.
    denied: Option<(String, Micros)>,
    /// Where the frame being drawn can be clicked.
    pub hits: Hits,
    last_ticket: u64,
}

impl std::fmt::Debug for Context {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Context")
            .field("now", &self.now)
            .field("size", &self.size)
            .field("last_ticket", &self.last_ticket)
            .finish_non_exhaustive()
    }
}

/// So long after a refusal the question why is about it.
const WORTH_ASKING: i64 = 60_000_000;
const HOUR: i64 = 3_600_000_000;

/// Width from which the detail stands beside the list.
pub const WIDE: u16 = 100;

impl Context {
    pub fn new(start: Start) -> Self {
        let mut cx = Self {
            i18n: I18n::new(start.lang),
            theme: Theme { palette: Palette::default(), ascii: start.ascii },
            now: start.now,
            size: start.size,
            keys: start.keys.clone(),
            preferences: Preferences::default(),
            theme_name: String::new(),
            mouse: start.mouse,
            steps: (0, 0),
            escalating: Micros(0),
            waiting: 0,
            resealing: None,
            choices: None,
            ticket_choices: None,
            preview: None,
            denied: None,
            hits: Hits::default(),
            start,
            who: None,
            toast: None,
            announced: Announced::default(),
            dirty: true,
            opened: Vec::new(),
            intents: Vec::new(),
            effects: Vec::new(),
            last_ticket: 0,
        };
        cx.set_theme(&cx.start.theme.clone());
        cx
    }

    /// Puts a theme on; one that is not there changes nothing.
    pub fn set_theme(&mut self, name: &str) {
        if let Some(theme) = self.start.themes.iter().find(|theme| theme.name == name) {
            self.theme.palette = theme.palette;
            self.theme_name = theme.name.clone();
            self.dirty = true;
        }
    }

    pub fn set_lang(&mut self, lang: Lang) {
        if self.i18n.lang != lang {
            self.i18n.turned(lang);
            self.dirty = true;
        }
    }

    pub fn set_mouse(&mut self, on: bool) {
        if self.mouse != on {
            self.mouse = on;
            self.effects.push(Effect::Mouse(on));
        }
    }

    /// Puts on what the member likes, as far as the configuration leaves it open.
    pub fn apply(&mut self, preferences: Preferences) {
        if let Some(lang) = preferences.lang().filter(|_| !self.start.lang_fixed) {
            self.set_lang(lang);
        }
        if let Some(theme) = preferences.theme.as_deref().filter(|_| !self.start.mono) {
            self.set_theme(theme);
        }
        if let Some(mouse) = preferences.mouse {
            self.set_mouse(mouse);
        }
        self.preferences = preferences;
    }

    /// Who comes next is not whoever was here: all is as the configuration has it.
    pub fn forget_preferences(&mut self) {
        self.preferences = Preferences::default();
        self.set_lang(self.start.lang);
        self.set_theme(&self.start.theme.clone());
        self.set_mouse(self.start.mouse);
    }

    /// Changes what the member likes, and has it kept. Nothing waits for the answer.
    pub fn prefer(&mut self, change: impl FnOnce(&mut Preferences)) {
        let before = self.preferences.clone();
        change(&mut self.preferences);
        if self.preferences != before && self.who.is_some() {
            let text = self.preferences.written();
            self.ask(Request::SavePreferences(text));
        }
    }

    /// What there is to choose from, with what the office calls its own fields.
    pub fn know(&mut self, choices: Choices) {
        self.i18n.call(&choices.own_fields);
        self.choices = Some(choices);
    }

    /// Goes on with the office's own fields as they are now; whether they are others than before.
    pub fn know_fields(&mut self, fields: Vec<OwnField>) -> bool {
        let Some(choices) = self.choices.as_mut().filter(|choices| choices.own_fields != fields) else { return false };
        self.i18n.call(&fields);
        choices.own_fields = fields;
        self.intents.push(Intent::FieldsChanged);
        true
    }

    /// Asks the desk; the answer comes back under the ticket.
    pub fn ask(&mut self, request: Request) -> u64 {
        self.last_ticket += 1;
        self.effects.push(Effect::Ask { ticket: self.last_ticket, request });
        self.last_ticket
    }

    /// The ticket of the last ask.
    pub const fn last_ticket(&self) -> u64 {
        self.last_ticket
    }

    pub fn say(&mut self, tone: Tone, text: String) {
        let seconds = if tone == Tone::Good { 6 } else { 20 };
        self.toast = Some(Toast { text, tone, until: Micros(self.now.0 + seconds * 1_000_000) });
        self.dirty = true;
    }

    /// What went wrong, in words. After a refusal the question why is about it.
    pub fn told(&mut self, problem: &Problem) -> String {
        if let Problem::Denied { rule } = problem {
            self.denied = Some((rule.clone(), Micros(self.now.0 + WORTH_ASKING)));
        }
        self.i18n.problem(problem)
    }

    pub fn complain(&mut self, problem: &Problem) {
        let mut text = self.told(problem);
        if let Problem::Denied { .. } = problem {
            text.push(' ');
            text.push_str(&self.i18n.t_with("denied-why", &[("key", self.keys.written("why").into())]));
        }
        self.say(Tone::Bad, text);
    }

    /// The rule that something was just refused by; asking forgets it.
    pub fn take_denied(&mut self) -> Option<String> {
        let now = self.now;
        self.denied.take().filter(|(_, until)| now < *until).map(|(rule, _)| rule)
    }

    pub fn t(&self, key: &str) -> String {
        self.i18n.t(key)
    }

    pub fn rights(&self) -> Rights {
        self.who.as_ref().map(|who| who.rights.clone()).unwrap_or_default()
    }

    pub fn role(&self, role: Role) -> String {
        self.t(role_key(role))
    }

    /// A role by its key, or by its own name where it is one of the office's own.
    pub fn role_named(&self, name: &str) -> String {
        let built_in = Role::BUILT_IN.into_iter().find(|role| role.key() == name);
        built_in.map_or_else(|| name.to_owned(), |role| self.role(role))
    }

    pub fn wide(&self) -> bool {
        self.size.0 >= WIDE
    }

    /// Rows between the title and the hints.
    pub fn body_height(&self) -> usize {
        usize::from(self.size.1.saturating_sub(4))
    }

    /// The zone that days and times are meant in.
    pub fn zone(&self) -> &TimeZone {
        &self.start.zone
    }

    fn civil(&self, at: Micros) -> DateTime {
        self.zone().to_datetime(timestamp(at))
    }

    pub fn date(&self, at: Micros) -> String {
        show_date(self.i18n.lang, self.civil(at).date())
    }

    pub fn time(&self, at: Micros) -> String {
        self.civil(at).strftime("%H:%M").to_string()
    }

    pub fn moment(&self, at: Micros) -> String {
        format!("{} {}", self.date(at), self.time(at))
    }

    /// A day and its month, in at most 6 columns.
    pub fn day(&self, at: Micros) -> String {
        let pattern = match self.i18n.lang {
            Lang::En => "%-d %b",
            Lang::Vi => "%d/%m",
            Lang::Ro => "%d.%m",
        };
        self.civil(at).strftime(pattern).to_string()
    }

    /// A month and its year, in at most 8 columns.
    pub fn month(&self, at: Micros) -> String {
        let pattern = match self.i18n.lang {
            Lang::En => "%b %Y",
            Lang::Vi => "%m/%Y",
            Lang::Ro => "%m.%Y",
        };
        self.civil(at).strftime(pattern).to_string()
    }

    /// The same without its year, in 3 columns at most.
    pub fn month_name(&self, at: Micros) -> String {
        let pattern = if self.i18n.lang == Lang::En { "%b" } else { "%m" };
        self.civil(at).strftime(pattern).to_string()
    }

    /// The hour that a moment is in, from its beginning to its end.
    pub fn hour(&self, at: Micros) -> Option<(Micros, Micros)> {
        let begin = self.civil(at).with().minute(0).second(0).subsec_nanosecond(0).build().ok()?;
        let begin = self.zone().to_timestamp(begin).ok()?.as_microsecond();
        Some((Micros(begin), Micros(begin + HOUR)))
    }

    /// A time of this day (`14:00`); if it is still to come, that of the day before.
    pub fn time_of_day(&self, text: &str) -> Option<Micros> {
        let time = jiff::civil::Time::strptime("%H:%M", text).ok()?;
        let today = self.civil(self.now).date();
        let of = |day: jiff::civil::Date| self.zone().to_timestamp(day.to_datetime(time)).ok();
        let at = of(today).filter(|at| at.as_microsecond() <= self.now.0).or_else(|| of(today.yesterday().ok()?))?;
        Some(Micros(at.as_microsecond()))
    }

    /// A moment in at most 12 columns: without the year in this year, without the time in another.
    pub fn short(&self, at: Micros) -> String {
        let (civil, now) = (self.civil(at), self.civil(self.now));
        if civil.year() != now.year() {
            return self.date(at);
        }
        let day = match self.i18n.lang {
            Lang::En => "%-d %b %H:%M",
            Lang::Vi => "%d/%m %H:%M",
            Lang::Ro => "%d.%m %H:%M",
        };
        civil.strftime(day).to_string()
    }

    /// The same in a column: a day of one figure stands under the last one of others.
    pub fn stamp(&self, at: Micros) -> String {
        in_column(self.short(at))
    }

    /// A moment to the second, with the offset from UTC.
    pub fn exact(&self, at: Micros) -> String {
        format!("{} {} UTC{}", self.date(at), self.civil(at).strftime("%H:%M:%S"), self.zone().to_offset(timestamp(at)))
    }

    /// A reason as it stands in the log, its key in words.
    pub fn reason(&self, reason: &str) -> String {
        self::reason(&self.i18n, reason)
    }

    /// Midnight (here) at the start of a day typed as `yyyy-mm-dd`.
    pub fn midnight(&self, text: &str) -> Option<Micros> {
        let date: jiff::civil::Date = text.parse().ok()?;
        let at = self.zone().to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?;
        Some(Micros(at.as_microsecond()))
    }

    /// The day of a moment as `yyyy-mm-dd`.
    pub fn iso_day(&self, at: Micros) -> String {
        self.civil(at).date().to_string()
    }

    /// An ISO date as the language writes it; other text as it is.
    pub fn iso_date(&self, text: &str) -> String {
        text.parse().map_or_else(|_| text.to_string(), |date| show_date(self.i18n.lang, date))
    }
}

/// A day as the language writes it.
pub fn show_date(lang: Lang, date: jiff::civil::Date) -> String {
    let pattern = match lang {
        Lang::En => "%-d %b %Y",
        Lang::Vi => "%d/%m/%Y",
        Lang::Ro => "%d.%m.%Y",
    };
    date.strftime(pattern).to_string()
}

/// A reason as it stands in the log (`KEY` or `KEY: words`), its key in words.
pub fn reason(i18n: &I18n, reason: &str) -> String {
    let (key, words) = reason.split_once(':').unwrap_or((reason, ""));
    match REASONS.iter().find(|known| **known == key.trim()) {
        Some(known) if words.trim().is_empty() => i18n.t(&format!("reason-{known}")),
        Some(known) => format!("{}: {}", i18n.t(&format!("reason-{known}")), words.trim()),
        None => reason.to_string(),
    }
}

pub const fn role_key(role: Role) -> &'static str {
    match role {
        Role::Owner => "role-owner",
        Role::Admin => "role-admin",
        Role::Lead => "role-lead",
        Role::Agent => "role-agent",
        Role::Auditor => "role-auditor",
        Role::Service => "role-service",
        Role::Custom(_) => "role-custom",
    }
}

fn timestamp(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A date or moment whose day takes two columns.
pub fn in_column(words: String) -> String {
    if words.find(' ') == Some(1) { format!(" {words}") } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22 14:02 at +7 hours.
    fn context(lang: Lang) -> Context {
        let now = Micros(1_795_330_920_000_000);
        Context::new(Start { lang, now, zone: TimeZone::fixed(jiff::tz::offset(7)), ..Start::default() })
    }

    #[test]
    fn a_moment_is_told_by_the_time_that_held_then() {
        let zone = TimeZone::get("Europe/Bucharest").expect("a zone that is known");
        // 2026-11-22 14:02 UTC, in winter.
        let cx = Context::new(Start { now: Micros(1_795_356_120_000_000), zone, ..Start::default() });
        let summer = Micros(cx.now.0 - 120 * 86_400_000_000);
        assert_eq!(cx.exact(cx.now), "22 Nov 2026 16:02:00 UTC+02");
        assert_eq!(cx.exact(summer), "25 Jul 2026 17:02:00 UTC+03");
        assert_eq!(cx.midnight("2026-07-25"), Some(Micros(summer.0 - (17 * 60 + 2) * 60_000_000)));
        assert_eq!(cx.hour(summer).map(|(from, to)| (summer.0 - from.0, to.0 - from.0)), Some((120_000_000, HOUR)));
    }

    #[test]
    fn moments_follow_the_language_and_the_year() {
        let last_year = Micros(1_795_330_920_000_000 - 365 * 86_400_000_000);
        for (lang, short, old) in [
            (Lang::En, "22 Nov 14:02", "22 Nov 2025"),
            (Lang::Vi, "22/11 14:02", "22/11/2025"),
            (Lang::Ro, "22.11 14:02", "22.11.2025"),
        ] {
            let cx = context(lang);
            assert_eq!((cx.short(cx.now).as_str(), cx.short(last_year).as_str()), (short, old));
        }
        assert_eq!(context(Lang::En).exact(Micros(0)), "1 Jan 1970 07:00:00 UTC+07");
    }

    #[test]
    fn a_day_begins_at_midnight_here() {
        let cx = context(Lang::En);
        let midnight = cx.midnight("2026-11-22").unwrap();
        assert_eq!(cx.moment(midnight), "22 Nov 2026 00:00");
        assert_eq!(cx.iso_day(Micros(midnight.0 - 1)), "2026-11-21");
        assert_eq!(cx.midnight("2026-13-01"), None);
        assert_eq!((cx.iso_date("2024-03-01").as_str(), cx.iso_date("soon").as_str()), ("1 Mar 2024", "soon"));
    }

    #[test]
    fn a_reason_is_told_in_words() {
        let cx = context(Lang::En);
        assert_eq!(cx.reason("call"), "I have to call this customer");
        assert_eq!(cx.reason("legal: court 12:30"), "A legal duty: court 12:30");
        assert_eq!(cx.reason("older words"), "older words");
    }
}
