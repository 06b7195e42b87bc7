//! `kin --linear`: the daily work as lines that are only ever appended, for screen readers, poor terminals
//! and scripts of answers.

mod create;
mod customer;
mod find;
mod log;
mod prompt;
mod reveal;

use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::door;
use super::exit::Exit;
use super::output::Failure;
use crate::config::{self, Config};
use crate::desk::Desk;
use crate::desk::api::{Notice, Problem, Reply, Request, SignedIn};
use crate::desk::found::Founded;
use crate::domain::{Field, Micros, Secret};
use crate::term::{self, End};
use crate::ui::{DemoLogin, I18n, Preferences, words};
use prompt::{Prompt, Stop};

/// How many things are read out before the next ones are asked for.
const PAGE: usize = 10;

/// Works over a desk until the person leaves or the input ends. A demo tells its sign-ins; `member` need not
/// be asked for.
pub fn run(
    config: &Config,
    desk: Desk,
    demo: Option<(&Founded, Vec<DemoLogin>)>,
    member: Option<&str>,
) -> Result<(), Failure> {
    let mut linear = Linear {
        seat: Seat(desk),
        prompt: Prompt::here()?,
        i18n: I18n::new(term::lang(config.ui.lang, |name| std::env::var(name).ok())),
        lang_fixed: config.ui.lang != config::Lang::Auto,
        who: None,
        idle: Duration::from_secs(config.session.idle_lock_seconds.into()),
        zone: config.serve.zone(),
    };
    let ended = linear.visit(demo.as_ref(), member);
    linear.leave(ended)
}

/// Whoever sits here is signed out when they go, however they go.
struct Seat(Desk);

impl Drop for Seat {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = self.0.ask(Request::SignOut);
    }
}

struct Linear {
    seat: Seat,
    prompt: Prompt,
    i18n: I18n,
    /// The language was asked for by name: what the member likes does not change it.
    lang_fixed: bool,
    /// `None` until somebody has signed in.
    who: Option<SignedIn>,
    idle: Duration,
    zone: TimeZone,
}

/// An answer to a menu.
enum Pick {
    Number(usize),
    Back,
}

impl Linear {
    /// From the sign-in until the person leaves; a session that is over begins with a new sign-in.
    fn visit(&mut self, demo: Option<&(&Founded, Vec<DemoLogin>)>, member: Option<&str>) -> Result<(), Stop> {
        self.say("linear-lead")?;
        loop {
            if !self.sign_in(demo, member)? {
                return Ok(());
            }
            match self.work() {
                Err(Stop::SignedOut) => {}
                ended => return ended,
            }
        }
    }

    /// Signs out, leaves nothing on the terminal that can be taken away, and says how it ended.
    fn leave(mut self, ended: Result<(), Stop>) -> Result<(), Failure> {
        let was_in = self.who.is_some();
        if was_in {
            // The terminal may be gone; then it has nothing to clear.
            let _ = self.prompt.clear();
        }
        if let Err(problem) = self.seat.0.ask(Request::SignOut) {
            // The session is over on this side whatever the log says.
            let _ = self.complain(&problem);
        }
        match ended {
            Ok(()) | Err(Stop::Idle | Stop::SignedOut) => {
                self.say(if was_in { "linear-goodbye" } else { "linear-left" }).map_err(failure)
            }
            // A script whose sign-in was refused has not done its work.
            Err(Stop::Ended) if !was_in => Err(Failure::Ended(Exit::Refused.code())),
            Err(Stop::Ended) => self.say("linear-ended").map_err(failure),
            Err(stop) => Err(failure(stop)),
        }
    }

    /// Asks until somebody is in; `false`: whoever was asked wants to leave.
    fn sign_in(&mut self, demo: Option<&(&Founded, Vec<DemoLogin>)>, member: Option<&str>) -> Result<bool, Stop> {
        let office = self.seat.0.office_name().to_owned();
        self.prompt.say(&format!("{office}. {}.", self.i18n.t("sign-in-lead")))?;
        loop {
            if let Some((founded, logins)) = demo {
                self.tell_demo(founded, logins)?;
            }
            let name = match member {
                Some(name) => name.to_owned(),
                None => self.prompt.ask(&self.i18n.t("linear-ask-member"), None)?,
            };
            if name.is_empty() {
                return Ok(false);
            }
            let password = self.prompt.ask_hidden(&self.i18n.t("linear-ask-password"), None)?;
            let code = self.prompt.ask(&self.i18n.t("linear-ask-code"), None)?.split_whitespace().collect();
            match self.seat.0.ask(Request::SignIn { name, password, code }) {
                Ok(Reply::SignedIn(who)) => {
                    self.welcome(&who)?;
                    self.who = Some(*who);
                    return Ok(true);
                }
                Ok(_) => {}
                Err(problem) => self.complain(&problem)?,
            }
        }
    }

    fn tell_demo(&mut self, founded: &Founded, logins: &[DemoLogin]) -> Result<(), Stop> {
        self.say("demo-title")?;
        let now = door::now();
        for (login, member) in logins.iter().zip(&founded.members) {
            let code = member.totp.as_ref().map(|totp| totp.code_at(now)).unwrap_or_default();
            let role = self.i18n.t(words::role_key(login.role));
            let line = self.i18n.t_with(
                "linear-demo",
                &[
                    ("name", login.name.clone().into()),
                    ("role", role.into()),
                    ("password", login.password.clone().into()),
                    ("code", code.into()),
                ],
            );
            self.prompt.say(&line)?;
        }
        Ok(())
    }

    fn welcome(&mut self, who: &SignedIn) -> Result<(), Stop> {
        if let Some(lang) = Preferences::read(&who.preferences).lang().filter(|_| !self.lang_fixed) {
            self.i18n = I18n::new(lang);
        }
        let role = self.i18n.t(words::role_key(who.role));
        let named = [("name", who.name.clone().into()), ("role", role.into())];
        self.prompt.say(&self.i18n.t_with("linear-signed-in", &named))?;
        let last = match who.last_sign_in {
            Some(at) => self.i18n.t_with("welcome-last", &[("moment", self.moment(at).into())]),
            None => self.i18n.t("welcome-first"),
        };
        self.prompt.say(&last)?;
        if who.failures_since > 0 {
            let count = i64::from(who.failures_since);
            self.prompt.say(&self.i18n.t_with("welcome-failures", &[("count", count.into())]))?;
        }
        if who.notices.contains(&Notice::NetworkFileSystem) {
            self.say("notice-network")?;
        }
        if self.prompt.ends().clears {
            self.say("linear-clears")?;
        }
        Ok(())
    }

    /// The main menu, until the person leaves.
    fn work(&mut self) -> Result<(), Stop> {
        let Some(rights) = self.who.as_ref().map(|who| who.rights.clone()) else { return Ok(()) };
        let choices = self.choices([
            (1, "linear-find", rights.list),
            (2, "linear-log", rights.log),
            (3, "linear-lock", true),
            (4, "linear-new", rights.create),
            (0, "linear-leave", true),
        ]);
        self.tell("linear-menu", &choices)?;
        loop {
            // Enter alone must not sign out: only the number or the letter leaves.
            let typed = self.ask("linear-choose")?;
            match self.pick(&typed, &choices)? {
                Some(Pick::Number(1)) => self.find()?,
                Some(Pick::Number(2)) => self.log()?,
                Some(Pick::Number(3)) => self.lock(false)?,
                Some(Pick::Number(4)) => self.create()?,
                Some(_) if !typed.is_empty() => return Ok(()),
                Some(_) => self.tell("linear-menu", &choices)?,
                None => {}
            }
        }
    }

    /// Those of some numbered choices that may be made.
    fn choices<const N: usize>(&self, all: [(usize, &str, bool); N]) -> Vec<(usize, String)> {
        all.into_iter().filter(|(.., may)| *may).map(|(number, key, _)| (number, self.i18n.t(key))).collect()
    }

    /// Reads out a question and its choices, one a line.
    fn tell(&mut self, question: &str, choices: &[(usize, String)]) -> Result<(), Stop> {
        self.say(question)?;
        choices.iter().try_for_each(|(number, text)| self.prompt.say(&format!("{number}. {text}")))
    }

    /// What was picked; `None` where it was none of the choices, which are read out again if that was asked for.
    fn pick(&mut self, typed: &str, choices: &[(usize, String)]) -> Result<Option<Pick>, Stop> {
        match typed {
            "" | "0" | "q" => return Ok(Some(Pick::Back)),
            "?" => choices.iter().try_for_each(|(number, text)| self.prompt.say(&format!("{number}. {text}")))?,
            typed => match typed.parse() {
                Ok(number) if choices.iter().any(|(known, _)| *known == number) => {
                    return Ok(Some(Pick::Number(number)));
                }
                _ => self.say_with("linear-no-choice", typed)?,
            },
        }
        Ok(None)
    }

    /// One of a list, by its place; `None`: back.
    fn choose(&mut self, question: &str, texts: impl IntoIterator<Item = String>) -> Result<Option<usize>, Stop> {
        let mut choices: Vec<(usize, String)> = (1..).zip(texts).collect();
        choices.push((0, self.i18n.t("linear-back")));
        self.tell(question, &choices)?;
        loop {
            let typed = self.ask("linear-choose")?;
            match self.pick(&typed, &choices)? {
                Some(Pick::Number(number)) => return Ok(Some(number - 1)),
                Some(Pick::Back) => return Ok(None),
                None => {}
            }
        }
    }

    /// Locks and, where it can, clears the terminal; comes back once the password has opened it again.
    fn lock(&mut self, idle: bool) -> Result<(), Stop> {
        self.prompt.clear()?;
        let locked = self.seat.0.ask(Request::Lock { idle });
        let name = self.who.as_ref().map(|who| who.name.clone()).unwrap_or_default();
        self.prompt.say(&self.i18n.t_with("lock-title", &[("name", name.into())]))?;
        self.say(if idle { "lock-idle" } else { "lock-lead" })?;
        if let Err(problem) = locked {
            self.complain(&problem)?;
        }
        loop {
            let password = self.prompt.ask_hidden(&self.i18n.t("linear-ask-password"), None)?;
            match self.seat.0.ask(Request::Unlock { password }) {
                Ok(_) => return self.say("linear-unlocked"),
                Err(Problem::SignInRefused) => self.say("lock-refused")?,
                Err(problem) => self.complain(&problem)?,
            }
        }
    }

    /// Asks the desk; `None`: it refused, and that was said.
    fn desk(&mut self, request: Request) -> Result<Option<Reply>, Stop> {
        match self.seat.0.ask(request) {
            Ok(reply) => Ok(Some(reply)),
            Err(problem) => self.complain(&problem).map(|()| None),
        }
    }

    fn complain(&mut self, problem: &Problem) -> Result<(), Stop> {
        self.prompt.say(&self.i18n.problem(problem))?;
        if *problem == Problem::NoSession { Err(Stop::SignedOut) } else { Ok(()) }
    }

    /// The answer to a question. Who does not answer is locked out, and is asked again on coming back.
    fn ask(&mut self, question: &str) -> Result<String, Stop> {
        self.ask_text(&self.i18n.t(question))
    }

    fn ask_text(&mut self, question: &str) -> Result<String, Stop> {
        loop {
            match self.prompt.ask(question, Some(self.idle)) {
                Err(Stop::Idle) => self.lock(true)?,
                answer => return answer,
            }
        }
    }

    fn ask_hidden(&mut self, question: &str) -> Result<Secret, Stop> {
        let question = self.i18n.t(question);
        loop {
            match self.prompt.ask_hidden(&question, Some(self.idle)) {
                Err(Stop::Idle) => self.lock(true)?,
                answer => return answer,
            }
        }
    }

    fn say(&mut self, key: &str) -> Result<(), Stop> {
        self.prompt.say(&self.i18n.t(key))
    }

    /// A text about what was typed.
    fn say_with(&mut self, key: &str, typed: &str) -> Result<(), Stop> {
        self.prompt.say(&self.i18n.t_with(key, &[("typed", typed.into())]))
    }

    /// `Label: value`; nothing where there is no value.
    fn say_field(&mut self, label: &str, value: &str) -> Result<(), Stop> {
        if value.is_empty() { Ok(()) } else { self.prompt.say(&format!("{label}: {value}")) }
    }

    fn field(&self, field: Field) -> String {
        self.i18n.field(field.name())
    }

    /// A moment as the language writes it, to the minute.
    fn moment(&self, at: Micros) -> String {
        let civil = self.zone.to_datetime(Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH));
        format!("{} {}", words::show_date(self.i18n.lang, civil.date()), civil.strftime("%H:%M"))
    }
}

fn failure(stop: Stop) -> Failure {
    match stop {
        Stop::Output(error) => Failure::Output(error),
        Stop::Signal(signal) => Failure::Ended(End::Signal(signal).exit_code()),
        Stop::Idle | Stop::Ended | Stop::SignedOut => Failure::Ended(Exit::Refused.code()),
    }
}

/// A mask for the ear: `+84 ••• ••• 567` would be read dot by dot.
fn spoken(mask: &str) -> String {
    let mut out = String::new();
    let mut hidden = false;
    let mut letters = mask.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '•' if hidden => {}
            '•' => {
                out.push_str("...");
                hidden = true;
            }
            ' ' if hidden && letters.peek() == Some(&'•') => {}
            _ => {
                out.push(letter);
                hidden = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn masks_are_short_to_hear() {
        for (mask, heard) in [
            ("+84 ••• ••• 567", "+84 ... 567"),
            ("n•••@gmail.com", "n...@gmail.com"),
            ("•••••••••345", "...345"),
            ("••/••/1990", ".../.../1990"),
            ("RO•• •••• •••• 0000", "RO... 0000"),
            ("", ""),
        ] {
            assert_eq!(super::spoken(mask), heard);
        }
    }
}
