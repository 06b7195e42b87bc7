//! A person at a terminal, before an office with some people whose names and values the tests know.

use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::time::Duration;

use crate::office::{KIN, Office, env};
use crate::support::Pty;

/// Longer than anything takes, on a busy machine too.
pub const SOON: Duration = Duration::from_secs(20);
/// As it is stored, and as no mask shows it.
/// It stands in no text of the program, such as an example of its help: the memory is searched for it.
pub const PHONE: &str = "903123567";

/// The same on the screens, in groups to be read out.
pub const PHONE_SHOWN: &str = "903 123 567";

const PEOPLE: &str = "Name,Phone,Email,City,Note\n\
    Nguyễn Thị Hồng Đào,0903123567,dao@example.com,Huế,hay gọi sáng\n\
    Ștefănescu Măriuca,+40 721 234 567,maria@example.ro,Iași,\n\
    Trần Quốc Đức,0912345678,duc@example.com,Cần Thơ,\n";

/// An office with three people only.
pub fn office() -> Office {
    let office = Office::demo(0);
    let file = office.file("people.csv", PEOPLE);
    office.run_by_key(&["import", "customers", &file, "--yes"]).good();
    office
}

/// The program in a terminal, in a home of the test's choice.
pub fn start(home: &Path, arguments: &[&str], more: &[(&str, &str)], (cols, rows): (u16, u16)) -> Pty {
    let mut env = env(home);
    env.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Pty::spawn(KIN, arguments, &env, cols, rows)
}

pub struct Seat<'a> {
    pub pty: Pty,
    pub office: &'a Office,
}

impl<'a> Seat<'a> {
    /// Before the sign-in screen.
    pub fn at(office: &'a Office, size: (u16, u16), more: &[(&str, &str)]) -> Self {
        let folder = office.folder().display().to_string();
        let pty = start(office.home(), &["--office", &folder], more, size);
        pty.wait_for("Sign in with your name", SOON);
        Self { pty, office }
    }

    /// Signed in, before the customers.
    pub fn signed_in(office: &'a Office, member: &str, size: (u16, u16)) -> Self {
        let mut seat = Self::at(office, size, &[]);
        seat.sign_in(member);
        seat
    }

    /// Gives name, password and code.
    pub fn give(&mut self, member: &str) {
        let (password, code) = (self.office.password(member), self.office.code(member));
        self.type_text(&format!("{member}\t{password}\t{code}\r"));
    }

    pub fn sign_in(&mut self, member: &str) {
        self.give(member);
        self.wait_for("Press / to search", SOON);
        self.wait_for("Ștefănescu", SOON);
    }

    /// Finds the person with the known phone and opens them.
    pub fn open_hong(&mut self) {
        self.type_text("/hong dao");
        self.wait_until("the one who was searched for", SOON, |screen| {
            let text = screen.contents();
            text.contains("Nguyễn Thị Hồng Đào") && !text.contains("Ștefănescu")
        });
        self.key("enter");
        self.wait_for("[Overview]", SOON);
    }

    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(&format!("end of {text:?}"), SOON, |screen| !screen.contents().contains(text));
    }
}

impl Deref for Seat<'_> {
    type Target = Pty;
    fn deref(&self) -> &Pty {
        &self.pty
    }
}

impl DerefMut for Seat<'_> {
    fn deref_mut(&mut self) -> &mut Pty {
        &mut self.pty
    }
}

/// The program is gone, and the terminal is as a shell expects it, with nothing of anybody on it.
#[track_caller]
pub fn assert_restored(pty: &Pty) {
    let state = pty.state();
    assert!(!state.alternate_screen() && !state.bracketed_paste() && !state.hide_cursor());
    assert_eq!(state.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(!state.contents().contains("Hồng"), "{}", state.contents());
    assert!(pty.echoes());
}
