//! The wizard of a new office: four steps on a terminal, in the person's language. Nothing but lines: it works
//! with a screen reader and on the poorest terminal.

use std::path::PathBuf;

use fluent_bundle::FluentValue;

use super::args::{Global, Init};
use super::output::{Failure, print_line};
use super::{door, init, qr};
use crate::config::Config;
use crate::desk::found::{Founded, MINIMUM_PASSWORD};
use crate::desk::office::OfficeError;
use crate::domain::{Secret, password, text};
use crate::term;
use crate::ui::I18n;

/// Longest name of an office or a member, in characters.
const LONGEST_NAME: usize = 100;

pub struct Wizard {
    i18n: I18n,
    ascii: bool,
}

impl Wizard {
    pub fn new(config: &Config) -> Self {
        let env = |name: &str| std::env::var(name).ok();
        Self { i18n: I18n::new(term::lang(config.ui.lang, env)), ascii: term::looks(env, &config.ui).ascii }
    }

    pub fn say(&self, key: &str) -> Result<(), Failure> {
        print_line(&self.i18n.t(key))
    }

    pub fn say_with(&self, key: &str, args: &[(&'static str, FluentValue)]) -> Result<(), Failure> {
        print_line(&self.i18n.t_with(key, args))
    }

    /// One line from the person; `None` at the end of the input.
    pub fn ask(&self, key: &str) -> Result<Option<String>, Failure> {
        door::ask_line(&format!("{} ", self.i18n.t(key)))
    }

    /// A word beside the conversation, on standard error.
    pub fn remark(&self, key: &str) {
        eprintln!("{}", self.i18n.t(key));
    }

    /// Asks for what an office needs, makes it, and sees to it that its owner can come in again.
    pub fn run(&self, global: &Global, folder: PathBuf, arguments: Init) -> Result<Founded, Failure> {
        // Said before all is asked; the founding checks it again.
        if std::fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_some()) {
            return Err(OfficeError::NotEmpty(folder.display().to_string()).into());
        }
        self.say_with("wizard-lead", &[("folder", folder.display().to_string().into())])?;
        self.step(1, "wizard-office")?;
        let name = self.name(arguments.name, "wizard-ask-office", "--name")?;
        self.step(2, "wizard-owner")?;
        let owner = self.name(arguments.owner, "wizard-ask-owner", "--owner")?;
        let password = self.password(&owner, &name)?;
        let founded = init::office(global, folder, name, owner, password)?;
        self.step(3, "wizard-app")?;
        self.show_app(&founded)?;
        self.show_codes(&founded)?;
        self.step(4, "wizard-kit")?;
        self.show_kit(&founded)?;
        print_line("")?;
        self.say_with("wizard-made", &[("fingerprint", founded.fingerprint.clone().into())])?;
        let host = founded.paths.host_secret_path().display().to_string();
        self.say_with("wizard-host", &[("path", host.into())])?;
        self.say("wizard-keep")?;
        print_line("")?;
        Ok(founded)
    }

    pub fn say_how_to_open(&self, founded: &Founded) -> Result<(), Failure> {
        let command = format!("kin --office {}", founded.paths.folder.display());
        self.say_with("wizard-open", &[("command", command.into())])
    }

    fn step(&self, number: u8, title: &str) -> Result<(), Failure> {
        print_line("")?;
        let args = [("number", number.into()), ("steps", 4.into()), ("title", self.i18n.t(title).into())];
        self.say_with("wizard-step", &args)?;
        print_line("")
    }

    /// The flag's answer, or the person's, who is asked again until there is one.
    fn name(&self, given: Option<String>, question: &str, flag: &str) -> Result<String, Failure> {
        if let Some(given) = given {
            let clean = text::clean_input(&given, LONGEST_NAME);
            let empty = || Failure::Usage(format!("{flag} must not be empty."));
            return if clean.is_empty() { Err(empty()) } else { Ok(clean) };
        }
        loop {
            let typed = self.ask(question)?;
            let typed = typed.ok_or_else(|| Failure::Usage(format!("There is no terminal to ask on: give {flag}.")))?;
            let clean = text::clean_input(&typed, LONGEST_NAME);
            if !clean.is_empty() {
                return Ok(clean);
            }
            self.remark("wizard-needs-name");
        }
    }

    /// Asks until the password is good enough and was typed twice alike.
    fn password(&self, owner: &str, office: &str) -> Result<Secret, Failure> {
        let least = [("least", i64::try_from(MINIMUM_PASSWORD).unwrap_or(i64::MAX).into())];
        loop {
            let typed = door::ask_secret(&format!("{} ", self.i18n.t_with("wizard-ask-password", &least)))?;
            if let Some(unfit) = password::problem(typed.expose(), MINIMUM_PASSWORD, &[owner, office]) {
                eprintln!("{}: {}", self.i18n.field("password"), self.i18n.unfit(unfit));
            } else if door::ask_secret(&format!("{} ", self.i18n.t("wizard-again")))? == typed {
                return Ok(typed);
            } else {
                self.remark("wizard-not-same");
            }
        }
    }

    /// The picture for the app, and the proof that the app works before it is needed.
    fn show_app(&self, founded: &Founded) -> Result<(), Failure> {
        let owner = &founded.members[0];
        let Some(totp) = &owner.totp else { return Ok(()) };
        let uri = totp.uri(&founded.office, &owner.name);
        match qr::show(&uri, self.ascii)? {
            None => self.say("wizard-scan")?,
            Some(columns) => {
                self.say_with("wizard-type", &[("columns", i64::try_from(columns).unwrap_or(i64::MAX).into())])?;
            }
        }
        print_line(&format!("  {}\n", totp.base32().as_str()))?;
        while let Some(code) = self.ask("wizard-ask-code")? {
            if code.is_empty() {
                self.remark("wizard-code-needed");
                break;
            }
            if totp.check(&code, founded.clock.now(), 1, None).is_some() {
                self.remark("wizard-right");
                break;
            }
            self.remark("wizard-wrong-code");
        }
        Ok(())
    }

    /// What opens once each in place of the app, when the phone is gone.
    fn show_codes(&self, founded: &Founded) -> Result<(), Failure> {
        print_line("")?;
        self.say("wizard-codes")?;
        founded.members[0].codes.iter().try_for_each(|code| print_line(&format!("  {}", code.as_str())))
    }

    /// The kit, and the proof that it is on paper: its last group, typed from there.
    fn show_kit(&self, founded: &Founded) -> Result<(), Failure> {
        let groups: Vec<&str> = founded.kit.split(' ').collect();
        for line in groups.chunks(5) {
            print_line(&format!("  {}", line.join(" ")))?;
        }
        print_line("")?;
        self.say("wizard-kit-lead")?;
        self.say("wizard-scrollback")?;
        print_line("")?;
        let last = groups.last().copied().unwrap_or_default();
        let mut warned = false;
        while let Some(typed) = self.ask("wizard-ask-kit")? {
            if typed.eq_ignore_ascii_case(last) {
                self.remark("wizard-right");
                break;
            }
            match (typed.is_empty(), warned) {
                (true, true) => break,
                (true, false) => {
                    warned = true;
                    self.remark("wizard-kit-needed");
                }
                (false, _) => self.remark("wizard-wrong-kit"),
            }
        }
        Ok(())
    }
}
