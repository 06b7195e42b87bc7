//! Every sight there is: each brings a seat there through the real `update`, and all are kept as pictures.

mod access;
mod admin;
mod customer;
mod enter;
mod forms;
mod guard;
mod incidents;
mod lists;
mod log;
mod notes;
mod reports;
mod service;
mod special;
mod tasks;
mod tickets;
mod today;
mod tools;
pub mod upkeep;

pub use access::KEY_LINE;
pub use guard::member as guard_member;
use kin::ui::Lang;

use crate::cast::Cast;
use crate::office::Seat;

/// One sight: its name, and the way there.
pub type Sight = (&'static str, fn(&Cast) -> Seat);

pub const SMALL: (u16, u16) = (80, 24);
pub const LARGE: (u16, u16) = (120, 40);

/// All of them.
pub fn all() -> impl Iterator<Item = Sight> {
    [
        access::SIGHTS,
        enter::SIGHTS,
        lists::SIGHTS,
        customer::SIGHTS,
        forms::SIGHTS,
        log::SIGHTS,
        reports::SIGHTS,
        tools::SIGHTS,
        upkeep::SIGHTS,
        today::SIGHTS,
        admin::SIGHTS,
        guard::SIGHTS,
        incidents::SIGHTS,
        tickets::SIGHTS,
        service::SIGHTS,
        tasks::SIGHTS,
        notes::SIGHTS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

pub fn find(name: &str) -> Sight {
    all().find(|(other, _)| *other == name).expect("a sight of this name")
}

/// One file for each sight: three languages, two sizes.
#[test]
fn pictures_of_every_sight() {
    for (name, bring) in all() {
        let mut text = String::new();
        for size in [SMALL, LARGE] {
            for lang in Lang::ALL {
                let screen = bring(&Cast::usual(lang, size)).screen();
                text.push_str(&format!("== {} {}x{}\n{screen}\n", lang.name(), size.0, size.1));
            }
        }
        insta::with_settings!({
            snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

#[test]
fn names_are_unlike() {
    let mut names: Vec<&str> = all().map(|(name, _)| name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}
