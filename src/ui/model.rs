//! The model: what the screens know, and which layers stand over which screen.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::context::{Context, Facts};
use super::drafts::Drafts;
use super::event::Effect;
use super::history::{History, Spot};
use super::hits::Target;
use super::i18n::Lang;
use super::keymap::{Keymap, Place};
use super::layer::Layer;
use super::macros::Macros;
use super::news::Fresh;
use super::popups::Popup;
use super::popups::access::enrol::Enrol;
use super::presence::Present;
use super::reminders::Reminders;
use super::screens::admin::{self, Admin};
use super::screens::customers::Customers;
use super::screens::lock::Lock;
use super::screens::log::Log;
use super::screens::reports::Reports;
use super::screens::sign_in::SignIn;
use super::screens::tasks::Tasks;
use super::screens::tickets::Tickets;
use super::screens::today::TodayScreen;
use super::session;
use super::theme::NamedTheme;
use super::tour::Tour;
use crate::desk::api::SignedIn;
use crate::domain::{Micros, Role, Secret};

/// How the office's file is used: shown in the title line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mode {
    /// One person's own file.
    #[default]
    Local,
    /// A file that several people open, each with their own keys.
    Shared,
    /// A server's file, which nobody but the server touches.
    Served,
}

impl Mode {
    /// Whether who holds the file could try values outside the program, so that the program alone limits tries.
    pub(super) const fn limits_by_program_alone(self) -> bool {
        match self {
            Self::Local | Self::Shared => true,
            Self::Served => false,
        }
    }
}

/// A member of a demo office, whose sign-in may be shown.
#[derive(Clone, Debug)]
pub struct DemoLogin {
    pub name: String,
    pub role: Role,
    pub password: String,
    /// The base32 text of the one-time-code secret.
    pub totp_secret: String,
}

/// What the screens must know before the first frame.
#[derive(Clone, Debug)]
pub struct Start {
    pub office: String,
    pub mode: Mode,
    pub lang: Lang,
    /// The language was asked for by name: what the member likes does not change it.
    pub lang_fixed: bool,
    /// The themes there are.
    pub themes: Vec<NamedTheme>,
    /// The name of the one to begin with.
    pub theme: String,
    /// `NO_COLOR`: the theme stays what it is.
    pub mono: bool,
    pub keys: Keymap,
    /// The terminal reports the mouse.
    pub mouse: bool,
    /// Show nothing while the window has not the focus.
    pub blank_unfocused: bool,
    /// Draw lines and marks in ASCII.
    pub ascii: bool,
    /// The members of a throw-away demo office; `None` in a real one.
    pub demo: Option<Vec<DemoLogin>>,
    /// Lock after this many seconds without a key; 0: never.
    pub idle_lock_seconds: u32,
    pub now: Micros,
    /// The country of national ids and phones without a country code (ISO 3166-1).
    pub region: String,
    /// Seconds east of UTC.
    pub zone: TimeZone,
    /// Columns and rows.
    pub size: (u16, u16),
}

impl Default for Start {
    /// An office without a name at 80x24, in English and the usual looks.
    fn default() -> Self {
        Self {
            office: String::new(),
            mode: Mode::default(),
            lang: Lang::default(),
            lang_fixed: false,
            themes: NamedTheme::built_in(),
            theme: "standard".into(),
            mono: false,
            keys: Keymap::default(),
            mouse: true,
            blank_unfocused: false,
            ascii: false,
            demo: None,
            idle_lock_seconds: 0,
            now: Micros::default(),
            region: "VN".into(),
            zone: TimeZone::UTC,
            size: (80, 24),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Screen {
    Today,
    Customers,
    Tickets,
    Tasks,
    Reports,
    Log,
    Admin,
}

/// Everything the screens know. `Debug` prints no secret and no personal value.
pub struct Model {
    pub(super) cx: Context,
    pub(super) sign_in: SignIn,
    pub(super) lock: Option<Lock>,
    pub(super) screen: Screen,
    pub(super) today: TodayScreen,
    pub(super) customers: Customers,
    pub(super) tickets: Tickets,
    pub(super) tasks: Tasks,
    pub(super) reminders: Reminders,
    pub(super) reports: Reports,
    pub(super) log: Log,
    pub(super) admin: Admin,
    /// Over the screen, the top one last.
    pub(super) popups: Vec<Popup>,
    /// When a person last did something.
    pub(super) touched: Micros,
    /// The tick that was asked for and has not come yet.
    pub(super) wake: Option<Micros>,
    /// The ticket of the sign-out before leaving.
    pub(super) leaving: Option<u64>,
    pub(super) drafts: Drafts,
    /// What others are told of being at a ticket.
    pub(super) present: Present,
    /// What others did, and is not shown yet.
    pub(super) fresh: Fresh,
    /// Why the server lets somebody go, to be said once the terminal is given back.
    pub(super) farewell: Option<String>,
    pub(super) history: History,
    /// The demo's tour, until it is ended.
    pub(super) tour: Option<Tour>,
    /// The window has lost the focus and shows nothing.
    pub(super) curtain: bool,
    /// The last click: what it hit, and when.
    pub(super) clicked: Option<(Target, Micros)>,
    /// The ticket of an undo, or (`true`) of a redo.
    pub(super) undoing: Option<(u64, bool)>,
    /// The ticket of the choices for filters and bulk acts.
    pub(super) choosing: Option<u64>,
    /// The ticket of the roles to look as, or of looking as one.
    pub(super) previewing: Option<u64>,
    /// When what was copied is taken off the clipboard.
    pub(super) clipboard: Option<Micros>,
    pub(super) macros: Macros,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model")
            .field("cx", &self.cx)
            .field("screen", &self.screen)
            .field("locked", &self.lock.is_some())
            .field("popups", &self.popups.len())
            .finish_non_exhaustive()
    }
}

impl Model {
    /// A model at the sign-in screen. Feed it an `Event::Tick` before the first frame: it answers the first `WakeAt`.
    pub fn new(start: Start) -> Self {
        Self {
            touched: start.now,
            cx: Context::new(start),
            sign_in: SignIn::default(),
            lock: None,
            screen: Screen::Customers,
            today: TodayScreen::default(),
            customers: Customers::default(),
            tickets: Tickets::default(),
            tasks: Tasks::default(),
            reminders: Reminders::default(),
            reports: Reports::default(),
            log: Log::default(),
            admin: Admin::default(),
            popups: Vec::new(),
            wake: None,
            leaving: None,
            drafts: Drafts::default(),
            present: Present::default(),
            fresh: Fresh::default(),
            farewell: None,
            history: History::default(),
            tour: None,
            curtain: false,
            clicked: None,
            undoing: None,
            choosing: None,
            previewing: None,
            clipboard: None,
            macros: Macros::default(),
        }
    }

    /// Goes in as who has signed in at the door already. Feed it an `Event::Tick` afterwards, as after `new`.
    pub fn come_in(&mut self, who: SignedIn) {
        session::welcome(self, who);
    }

    /// Begins the first sign-in of whoever has this invitation's code. An `Event::Tick` is to follow here too.
    pub fn join(&mut self, code: Secret) {
        let enrol = Enrol::with_code(code, &mut self.cx);
        self.cx.opened.push(Box::new(enrol));
    }

    /// What the door says once the terminal is given back: why a server let this person go.
    pub fn farewell(&self) -> Option<String> {
        self.farewell.clone()
    }

    /// Words of the locales, in the member's language.
    pub fn words(&self, key: &str) -> String {
        self.cx.t(key)
    }

    /// Whether the screen must be drawn again; asking clears it.
    pub fn take_dirty(&mut self) -> bool {
        std::mem::take(&mut self.cx.dirty)
    }

    /// Whether leaving now would lose something that was typed.
    pub fn unsaved(&self) -> bool {
        self.popups.iter().any(|popup| popup.unsaved())
    }

    /// Whether the screen is locked.
    pub fn locked(&self) -> bool {
        self.lock.is_some()
    }

    pub fn signed_in(&self) -> bool {
        self.cx.who.is_some()
    }

    /// Where the person is, for jumping back.
    pub(super) fn spot(&self) -> Spot {
        let customer = (self.screen == Screen::Customers).then(|| self.customers.opened()).flatten();
        let ticket = (self.screen == Screen::Tickets).then(|| self.tickets.opened()).flatten();
        Spot { screen: self.screen, customer, ticket }
    }

    /// The screen under the popups.
    pub(super) fn screen(&self) -> &dyn Layer {
        match self.screen {
            Screen::Today => &self.today,
            Screen::Customers => &self.customers,
            Screen::Tickets => &self.tickets,
            Screen::Tasks => &self.tasks,
            Screen::Reports => &self.reports,
            Screen::Log => &self.log,
            Screen::Admin => &self.admin,
        }
    }

    /// The layers that are drawn, the lowest first. What stands before the screens hides them.
    pub(super) fn stack(&self) -> Vec<&dyn Layer> {
        let mut stack: Vec<&dyn Layer> = Vec::new();
        if let Some(lock) = &self.lock {
            stack.push(lock);
        } else {
            if self.cx.who.is_none() {
                stack.push(&self.sign_in);
            } else {
                stack.push(self.screen());
            }
            stack.extend(self.popups.iter().map(|popup| &**popup as &dyn Layer));
        }
        stack
    }

    /// The layer the keys go to.
    pub(super) fn with_top<R>(&mut self, f: impl FnOnce(&mut dyn Layer, &mut Context) -> R) -> R {
        let Self { cx, sign_in, lock, screen, today, customers, tickets, tasks, reports, log, admin, popups, .. } =
            self;
        let top: &mut dyn Layer = match (lock, popups.last_mut()) {
            (Some(lock), _) => lock,
            (None, Some(popup)) => &mut **popup,
            (None, None) if cx.who.is_none() => sign_in,
            (None, None) => match screen {
                Screen::Today => today,
                Screen::Customers => customers,
                Screen::Tickets => tickets,
                Screen::Tasks => tasks,
                Screen::Reports => reports,
                Screen::Log => log,
                Screen::Admin => admin,
            },
        };
        f(top, cx)
    }

    pub(super) fn place(&self) -> Place {
        self.stack().last().map_or(Place::Anywhere, |layer| layer.place())
    }

    /// What can be done now, for hints and keys.
    pub(super) fn facts(&self) -> Facts {
        let rights = self.cx.rights();
        let mut facts = Facts {
            signed_in: self.cx.who.is_some() && self.lock.is_none(),
            demo: self.cx.start.demo.is_some(),
            wide: self.cx.wide(),
            may_list: rights.list,
            may_create: rights.create,
            may_log: rights.log,
            may_tasks: rights.tasks,
            may_reports: !rights.reports().is_empty(),
            may_admin: !admin::sections(&rights).is_empty(),
            may_members: rights.manage_members,
            may_roles: rights.roles,
            may_departments: rights.departments,
            may_policy: rights.policy,
            may_keys: rights.give_keys,
            may_rotate: rights.rotate_keys,
            may_sign: rights.review,
            may_bulk: rights.bulk,
            may_share: rights.share_views,
            may_trash: rights.trash,
            may_merge: rights.merge,
            may_undo: self.cx.steps.0 > 0,
            may_redo: self.cx.steps.1 > 0,
            may_jump_back: self.history.may_go_back(),
            may_jump_forward: self.history.may_go_forward(),
            drafts: !self.drafts.waiting.is_empty(),
            may_alerts: rights.alerts,
            may_preview: rights.roles || rights.members,
            previewing: self.cx.preview.is_some(),
            recording: self.macros.is_recording(),
            may_tickets: rights.tickets,
            may_create_tickets: rights.create_tickets,
            may_edit_tickets: rights.edit_tickets,
            may_bulk_tickets: rights.bulk_tickets,
            may_rate: self.cx.ticket_choices.as_ref().is_some_and(|choices| choices.satisfaction),
            ..Facts::default()
        };
        if let Some(layer) = self.stack().last() {
            layer.facts(&mut facts);
        }
        facts
    }

    /// When something next changes by time alone.
    pub(super) fn next_wake(&self) -> Option<Micros> {
        let idle = i64::from(self.cx.start.idle_lock_seconds) * 1_000_000;
        let lock = (idle > 0 && self.cx.who.is_some() && self.lock.is_none()).then(|| Micros(self.touched.0 + idle));
        let toast = self.cx.toast.as_ref().map(|toast| toast.until);
        let layers = self.stack().into_iter().filter_map(|layer| layer.wake(&self.cx)).min();
        let signed_in = self.cx.who.is_some();
        let drafts = self.drafts.wake().filter(|_| signed_in && self.lock.is_none());
        let fresh = self.fresh.wake(self.cx.now).filter(|_| signed_in && self.lock.is_none());
        let present = self.present.wake().filter(|_| signed_in && self.lock.is_none());
        let reminders = self.reminders.wake().filter(|_| signed_in && self.lock.is_none());
        [lock, toast, layers, drafts, fresh, present, reminders, self.clipboard].into_iter().flatten().min()
    }

    /// Asks for a tick unless one comes early enough already.
    pub(super) fn plan_wake(&mut self) {
        /// A time that has passed, as behind a lock, is soon.
        const SOON: i64 = 50_000;
        let Some(at) = self.next_wake().map(|at| at.max(Micros(self.cx.now.0 + SOON))) else { return };
        if self.wake.is_none_or(|planned| at < planned || planned <= self.cx.now) {
            self.wake = Some(at);
            self.cx.effects.push(Effect::WakeAt(at));
        }
    }
}
