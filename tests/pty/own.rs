//! What a person has set up for themselves: keys, looks, the mouse, a window that others may see.

use std::time::Duration;

use crate::seat::{SOON, Seat, office, start};

#[test]
fn keys_that_mean_two_things_are_refused_at_the_start() {
    let office = office();
    let folder = office.folder().display().to_string();
    let refused = |text: &str, words: &[&str]| {
        let config = office.file("kin.toml", text);
        let mut pty = start(office.home(), &["--office", &folder], &[("KIN_CONFIG", &config)], (100, 30));
        assert_eq!(pty.exit_code(SOON), 2, "{}", pty.screen());
        // Words may be broken by the terminal's edge.
        let screen: String = pty.screen().lines().map(str::trim_end).collect();
        let screen = screen.replace(' ', "");
        for word in words {
            assert!(screen.contains(&word.replace(' ', "")), "{word} in {screen}");
        }
        assert!(!String::from_utf8_lossy(&pty.raw_bytes()).contains("\x1b[?1049h"), "the screens never began");
    };
    refused("[keys]\nreveal = [\"v\"]\n", &["v means both check and reveal"]);
    refused("[keys]\nnote = [\"f9\"]\nsvae = [\"x\"]\n", &["both lock-anywhere and note", "svae", "no such action"]);
    refused("[ui]\ntheme = \"nothing\"\n", &["There is no theme \"nothing\"", "standard"]);
    // A file of one's own that can't be read is named.
    let themes = office.home().join("themes");
    std::fs::create_dir_all(&themes).expect("a folder");
    let file = themes.join("mine.toml");
    std::fs::write(&file, "text = \"blak\"\n").expect("a file");
    refused("", &[&file.display().to_string(), "blak"]);
}

#[test]
fn a_theme_and_keys_of_ones_own_hold() {
    let office = office();
    let themes = office.home().join("themes");
    std::fs::create_dir_all(&themes).expect("a folder");
    std::fs::write(themes.join("mine.toml"), "text = \"201\"\nselected = \"on 118 bold\"\n").expect("a file");
    let config = office.file("kin.toml", "[ui]\ntheme = \"mine\"\n[keys]\nsearch = [\"f6\"]\nlock = [\"ctrl-t\"]\n");
    let mut seat = Seat::at(&office, (80, 24), &[("KIN_CONFIG", &config)]);
    let (password, code) = (office.password("mai"), office.code("mai"));
    seat.type_text(&format!("mai\t{password}\t{code}\r"));
    seat.wait_for("Press F6 to search", SOON);
    seat.wait_for("Ștefănescu", SOON);
    let raw = String::from_utf8_lossy(&seat.raw_bytes()).into_owned();
    assert!(raw.contains("38;5;201") && raw.contains("48;5;118"), "{raw:?}");
    seat.key("f6");
    seat.type_text("duc");
    seat.wait_for("/ duc", SOON);
    seat.key("esc");
    seat.key("ctrl-t");
    seat.wait_for("Type your password to go on.", SOON);
}

#[test]
fn a_window_left_shows_nothing_and_the_mouse_is_given_back() {
    let office = office();
    let config = office.file("kin.toml", "[ui]\nfocus = true\n");
    let mut seat = Seat::at(&office, (80, 24), &[("KIN_CONFIG", &config)]);
    assert!(String::from_utf8_lossy(&seat.raw_bytes()).contains("\x1b[?1004h"));
    seat.sign_in("mai");
    seat.open_hong();
    seat.type_text("r");
    seat.wait_for("Why do you need it?", SOON);
    seat.key("enter");
    seat.wait_for("hidden again in", SOON);
    seat.type_text("\x1b[O");
    seat.wait_for("Kin shows nothing", SOON);
    for text in ["Hồng", "903", "•••", "mai"] {
        assert!(!seat.screen().contains(text), "{text}:\n{}", seat.screen());
    }
    seat.type_text("\x1b[I");
    seat.wait_for("Nguyễn Thị Hồng Đào", SOON);
    assert!(!seat.screen().contains("903"), "what was revealed does not come back");

    seat.key("f8");
    seat.wait_until("no mouse", SOON, |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None);
    seat.wait_for("The mouse is off", SOON);
    seat.key("f8");
    seat.wait_until("the mouse", SOON, |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::PressRelease);
    seat.key("ctrl-q");
    assert_eq!(seat.exit_code(SOON), 0);
    assert!(String::from_utf8_lossy(&seat.raw_bytes()).contains("\x1b[?1004l"));
}

#[test]
fn a_list_that_nobody_touches_sends_nothing() {
    let office = office();
    let seat = Seat::signed_in(&office, "mai", (80, 24));
    seat.wait_gone("Welcome");
    // The clock in the corner turns once a minute.
    let quiet = (0..2).any(|_| {
        let before = seat.raw_bytes().len();
        std::thread::sleep(Duration::from_secs(3));
        seat.raw_bytes().len() == before
    });
    assert!(quiet, "an idle list sends nothing");
}
