//! Sights of special sizes, signs and names.

use kin::domain::*;
use kin::ui::*;

use crate::office::*;

macro_rules! sight {
    ($name:literal, $seat:expr) => {
        insta::with_settings!({
            snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true
        }, {
            insta::assert_snapshot!($name, $seat.screen())
        })
    };
}

#[test]
fn without_colours_and_without_unicode() {
    let plain = Start { ascii: true, mono: true, theme: "mono".into(), ..start((80, 24)) };
    sight!("list_ascii", Seat::signed_in(plain, people(), 7));
}

#[test]
fn small_and_too_small() {
    sight!("too_small", Seat::new(start((39, 11))));
    sight!("smallest", Seat::signed_in(start((40, 12)), people(), 7));
}

#[test]
fn hostile_and_long_names() {
    let names = vec![
        row(1, "\x1b[31mred\x1b[0m \u{202e}txt.exe", "\u{200b}zero\u{feff}", "a\tb\nc"),
        row(2, &"Rất dài ".repeat(20), &"Công ty ".repeat(20), &"Phố ".repeat(20)),
        row(3, "👩‍👩‍👧‍👦 family 漢字漢字漢字漢字漢字漢字漢字", "", ""),
        row(4, "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}b", "", ""),
    ];
    let mut seat = Seat::signed_in(start((120, 40)), names, 4);
    let screen = seat.screen();
    for c in ['\x1b', '\u{202e}', '\u{200b}', '\u{feff}', '\t'] {
        assert!(!screen.contains(c), "{c:?} reached the screen");
    }
    // Every row's columns stay in line: the phones stand at one column.
    let columns: Vec<usize> =
        screen.lines().filter_map(|line| line.find("+84").map(|at| SafeText::new(&line[..at]).width())).collect();
    assert_eq!(columns.len(), 4);
    assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{columns:?}\n{screen}");
}
