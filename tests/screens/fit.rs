//! No label, heading, hint or sentence is cut in any language. What is shown is short here, so that only fixed
//! texts could need a cut.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::cast::Cast;
use crate::office::{Seat, entry, line};
use crate::sights;

/// Texts that end so by themselves: something is under way.
const UNDER_WAY: [&str; 6] = ["loading", "sign-in-busy", "lock-busy", "form-saving", "office-sending", "reseal-begins"];
const SIZES: [(u16, u16); 4] = [(80, 24), (100, 30), (120, 40), (160, 50)];

/// Lines that hold a cut text.
fn cut(seat: &mut Seat, lang: Lang) -> Vec<String> {
    let texts = I18n::new(lang);
    let (buffer, _) = seat.frame();
    let mut cut = Vec::new();
    for y in 0..buffer.area.height {
        let mut words = line(&buffer, y);
        for key in UNDER_WAY {
            words = words.replace(&texts.t(key), "");
        }
        if words.contains('…') {
            cut.push(words);
        }
    }
    cut
}

#[test]
fn every_sight_fits_in_every_language() {
    let mut faults = Vec::new();
    for (name, bring) in sights::all() {
        for lang in Lang::ALL {
            for size in SIZES {
                for words in cut(&mut bring(&Cast::short(lang, size)), lang) {
                    faults.push(format!("{name} in {} at {}: {}", lang.name(), size.0, words.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Everything that can go wrong, where it is told.
#[test]
fn every_problem_fits_in_every_language() {
    let field = || "national_id".to_owned();
    // What is said of passwords and keys stands in forms of its own.
    let of_field = |unfit: &Unfit| {
        !matches!(unfit, Unfit::TooShort(_) | Unfit::TooCommon | Unfit::TooEasy | Unfit::Same | Unfit::Code)
            && !unfit.key().starts_with("key-")
    };
    let kinds = Unfit::KINDS.into_iter().filter(of_field).map(|unfit| Problem::Invalid { field: field(), unfit });
    let mut problems = vec![
        Problem::SignInRefused,
        Problem::Wait { seconds: 30 },
        Problem::ExportsFrozen,
        Problem::NotFromHere,
        Problem::NotNow,
        Problem::Denied { rule: "reveal.contact".into() },
        Problem::NotFound,
        Problem::Duplicate { field: field() },
        Problem::TriesUsedUp,
        Problem::NothingToUndo,
        Problem::Busy,
        Problem::NoAudit("disk full".into()),
        Problem::Tampered,
        Problem::Store("disk full".into()),
    ];
    problems.extend(kinds);
    let places = ["list", "reveal_why", "check_typed", "form_saving", "note", "sign_in_checking", "lock_asked"];
    let mut faults = Vec::new();
    for problem in problems {
        for lang in Lang::ALL {
            for place in places {
                let cast = Cast::short(lang, sights::SMALL);
                let mut seat = match place {
                    "lock_asked" => {
                        let mut seat = sights::find("lock").1(&cast);
                        seat.keys("pw");
                        seat
                    }
                    place => sights::find(place).1(&cast),
                };
                match place {
                    "list" => seat.press(KeyCode::F(5)),
                    "form_saving" | "sign_in_checking" => {}
                    "note" => seat.send(Event::Key(Key::ctrl('s'))),
                    _ => seat.press(KeyCode::Enter),
                }
                seat.reply(Err(problem.clone()));
                for words in cut(&mut seat, lang) {
                    faults.push(format!("{problem:?} at {place} in {}: {}", lang.name(), words.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every action and outcome, in the log and among the accesses of a customer.
#[test]
fn every_action_fits_in_every_language() {
    let verified = [Verified::Good, Verified::BadHash, Verified::BadLink, Verified::BadSignature];
    let outcomes = [Outcome::Done, Outcome::Denied, Outcome::Failed];
    let rows: Vec<LogRow> = (0..Action::ALL.len())
        .map(|at| entry(1_000 + at as i64, Action::ALL[at], outcomes[at % 3], verified[at % 4]))
        .collect();
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        for size in SIZES {
            for part in rows.chunks(8) {
                let mut log = Cast::short(lang, size).at_list(Role::Auditor, Vec::new(), 0);
                log.keys("9");
                log.reply(Ok(Reply::Log(LogPage { rows: part.to_vec(), head: Some(412), ..LogPage::default() })));
                let mut access = Cast::short(lang, size).opened();
                access.press(KeyCode::Left);
                access.reply(Ok(Reply::Access(part.to_vec())));
                for words in cut(&mut log, lang).into_iter().chain(cut(&mut access, lang)) {
                    faults.push(format!("{} at {}: {}", lang.name(), size.0, words.trim()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every mistake in a filter, told under it.
#[test]
fn every_mistake_in_a_filter_fits() {
    let deep = "(".repeat(100);
    let long = "city = a and ".repeat(70);
    let wrong = [
        "citty = Hue",
        "city ? Hue",
        "name > a",
        "status = x",
        "since > 2026-99-99",
        "city =",
        "city",
        "and",
        "city = a city = b",
        "(city = a",
        "city = \"a",
        &deep,
        &long,
    ];
    let mut faults = Vec::new();
    for lang in Lang::ALL {
        for text in wrong {
            let mut seat = Cast::short(lang, sights::SMALL).list();
            seat.keys("f");
            seat.send(Event::Paste(text.into()));
            seat.keys("\n");
            let words = cut(&mut seat, lang);
            assert!(seat.screen().contains('✗'), "{text}: {}", seat.screen());
            faults.extend(words.into_iter().map(|words| format!("{}: {}", lang.name(), words.trim())));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
