//! `kin` without a subcommand: the screens, on the terminal that it was started in, or plain lines.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;
use std::time::Duration;

use super::args::Global;
use super::exit::Exit;
use super::output::Failure;
use super::{door, linear, welcome};
use crate::clock::{Source, System};
use crate::config::Config;
use crate::desk::Desk;
use crate::desk::background::Background;
use crate::desk::found::Founded;
use crate::desk::office::OfficeError;
use crate::term::{self, End, Inbox, Input, Screens, guard};
use crate::ui::{DemoLogin, Event, Mode, Model, Start};

/// The file is looked at this often.
const LOOK: Duration = Duration::from_secs(1);

/// Opens the office of the flags or the configuration. Without one, offers to make one.
pub fn run(global: &Global) -> Result<(), Failure> {
    let config = door::config(global)?;
    let paths = match door::paths(global, &config) {
        Err(Failure::Office(OfficeError::NotFound(_))) if welcome::fits(global, &config) => {
            return welcome::run(global, &config, door::office_folder(global, &config)?);
        }
        paths => paths?,
    };
    let desk = Desk::open(paths, &config, Arc::new(System), "terminal")?;
    show(global, &config, desk)
}

/// Shows an open office as the configuration says: in screens, or in lines.
pub fn show(global: &Global, config: &Config, desk: Desk) -> Result<(), Failure> {
    if !config.ui.linear {
        return open(config, desk, None);
    }
    let _witnessing = witness(&desk, config);
    linear::run(config, desk, None, global.member.as_deref())
}

/// Runs the screens over a desk until the person leaves. A demo shows its sign-ins.
pub fn open(config: &Config, desk: Desk, demo: Option<(&Founded, Vec<DemoLogin>)>) -> Result<(), Failure> {
    let env = |name: &str| std::env::var(name).ok();
    guard::check(env).map_err(|error| Failure::Usage(error.to_string()))?;
    let now = System.now();
    let inbox = Inbox::default();
    let demo_office = demo.is_some();
    let logins = demo.map(|(founded, logins)| {
        show_codes(founded, inbox.sender());
        logins
    });
    let mode = if desk.on_network() { Mode::Shared } else { Mode::Local };
    let size = guard::size().map_err(|error| Failure::Other(error.to_string()))?;
    let start = term::start(config, env, desk.office_name(), mode, now, size)
        .map_err(|error| Failure::Usage(error.to_string()))?;
    let mut model = Model::new(Start { demo: logins, ..start });
    let options = guard::Options::new(env, &config.ui);
    let watching = watch(&desk, inbox.sender());
    let witnessing = witness(&desk, config);
    // Without it the screens are there all the same.
    let telling = desk.telling(config).ok().flatten();
    // A throw-away office is not kept.
    let backups = if demo_office { None } else { keep_backups(&desk, config) };
    let end = term::local(inbox, &Screens::default(), &mut model, desk, &System, options);
    drop((watching, witnessing, telling, backups));
    match end {
        Ok(End::Quit) => Ok(()),
        Ok(End::Fault) => Err(Failure::Ended(Exit::Fault.code())),
        Ok(end) => Err(Failure::Ended(end.exit_code())),
        Err(error) => Err(Failure::Other(error.to_string())),
    }
}

/// Tells the screens what others commit to the same file. Without it they go on as they are: they are loaded again by
/// hand.
fn watch(desk: &Desk, inbox: SyncSender<Input>) -> Option<Background> {
    let mut watch = desk.watch().ok()?;
    Background::each(LOOK, "watch", move || match watch.poll() {
        Ok(Some(news)) => inbox.send(Input::Event(Event::News(Arc::new(news)))).is_ok(),
        // What can't be read now is tried again.
        _ => true,
    })
    .ok()
}

/// Makes checkpoints of the log. Without it, another process or a later one does.
fn witness(desk: &Desk, config: &Config) -> Option<Background> {
    let mut witness = desk.witness(config).ok()?;
    Background::each(LOOK, "witness", move || {
        // What fails was told by an alert, where that can be written, and is tried again.
        let _ = witness.tick();
        true
    })
    .ok()
}

/// Makes a backup after the first sign-in of a day. Without it, another process or a later one does.
fn keep_backups(desk: &Desk, config: &Config) -> Option<Background> {
    let mut keeper = desk.keeper(config).ok()?;
    Background::each_at_length(LOOK, "backups", move |ending| {
        // What fails stands in the log and was told by an alert, and is tried again.
        let _ = keeper.tick(ending);
        true
    })
    .ok()
}

/// Tells the sign-in screen of a demo the codes, now and at each change, until the screens are gone.
fn show_codes(founded: &Founded, inbox: SyncSender<Input>) {
    const STEP: i64 = 30_000_000;
    let secrets: Vec<_> = founded.members.iter().filter_map(|member| member.totp_copy()).collect();
    std::thread::spawn(move || {
        loop {
            let now = System.now();
            let codes = secrets.iter().map(|totp| totp.code_at(now)).collect();
            if inbox.send(Input::Event(Event::Codes(codes))).is_err() {
                return;
            }
            let left = STEP - now.0.rem_euclid(STEP);
            std::thread::sleep(Duration::from_micros(u64::try_from(left).unwrap_or(0) + 1_000));
        }
    });
}
