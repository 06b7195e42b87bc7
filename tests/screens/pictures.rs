//! The pictures of the documentation, drawn from real frames: `KIN_PICTURES=1 cargo test --test screens pictures`
//! writes them, and without it the test says whether they are as the screens are now.
//! `KIN_GALLERY=DIR cargo test --test screens gallery` draws every sight there in every size, language and look.

use kin::domain::Role;
use kin::ui::Lang;
use std::path::Path;

use crate::cast::Cast;
use crate::office::Seat;
use crate::sights;
use crate::svg::{DARK, LIGHT, Paper, picture};

struct Shot {
    name: &'static str,
    title: &'static str,
    lang: Lang,
    size: (u16, u16),
    theme: &'static str,
    paper: Paper,
    bring: fn(&Cast) -> Seat,
}

const fn shot(name: &'static str, title: &'static str, lang: Lang, bring: fn(&Cast) -> Seat) -> Shot {
    Shot { name, title, lang, size: (100, 28), theme: "standard", paper: DARK, bring }
}

fn shots() -> Vec<Shot> {
    let sight = |name: &str| sights::find(name).1;
    vec![
        Shot { size: (120, 36), ..shot("list", "The list of customers and one of them", Lang::En, Cast::opened) },
        Shot {
            size: sights::SMALL,
            ..shot("reveal", "A revealed phone number, hidden again soon", Lang::En, sight("reveal_shown"))
        },
        Shot {
            size: sights::SMALL,
            ..shot("check", "What a caller says matches, and nothing was shown", Lang::En, sight("check_match"))
        },
        Shot { size: (120, 32), ..shot("tickets", "A queue of tickets and one of them", Lang::En, sight("ticket")) },
        Shot { size: (100, 32), ..shot("today", "What waits for somebody today", Lang::En, sight("today")) },
        shot("log", "The log, verified entry by entry, and how it lies over time", Lang::En, sight("log_chart_hour")),
        Shot {
            size: (100, 30),
            ..shot("reports", "Tickets by age, promises by week, customers by month", Lang::En, sight("reports"))
        },
        Shot { size: (120, 28), ..shot("members", "Who is in the office, and how", Lang::En, sight("members")) },
        Shot { size: (120, 32), ..shot("policy", "The rules of an office", Lang::En, sight("policy")) },
        Shot { size: (120, 36), ..shot("incident", "An incident, step by step", Lang::En, sight("incident")) },
        shot("filter", "The filter proposes what may come next, in Vietnamese", Lang::Vi, sight("list_filter_values")),
        Shot { size: sights::SMALL, ..shot("small", "A customer at 80x24, in Vietnamese", Lang::Vi, Cast::opened) },
        Shot { theme: "light", paper: LIGHT, ..shot("light", "The theme light, in Romanian", Lang::Ro, marked) },
        Shot { theme: "mono", ..shot("mono", "Without any colour", Lang::En, marked) },
    ]
}

fn marked(cast: &Cast) -> Seat {
    let mut seat = cast.at_list(Role::Lead, cast.people(), 1_000_000);
    seat.keys("  j");
    seat
}

#[test]
fn pictures_are_as_the_screens_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screens");
    let write = std::env::var_os("KIN_PICTURES").is_some();
    let mut stale = Vec::new();
    for shot in shots() {
        let cast = Cast::usual(shot.lang, shot.size)
            .with(|start| (start.theme, start.mono) = (shot.theme.to_owned(), shot.theme == "mono"));
        let (buffer, _) = (shot.bring)(&cast).frame();
        let picture = picture(&buffer, shot.title, shot.paper);
        assert!(picture.len() < 60 * 1024, "{}: {} bytes", shot.name, picture.len());
        let path = folder.join(format!("{}.svg", shot.name));
        if write {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &picture).unwrap();
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&picture) {
            stale.push(shot.name);
        }
    }
    assert!(stale.is_empty(), "not as the screens are now, write them with KIN_PICTURES=1: {stale:?}");
}

/// What a gallery shows: a theme, on which paper, and whether in ASCII.
const LOOKS: [(&str, Paper, bool); 5] = [
    ("standard", DARK, false),
    ("dark", DARK, false),
    ("light", LIGHT, false),
    ("mono", DARK, false),
    ("mono", DARK, true),
];

#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("KIN_GALLERY") else { return };
    for (theme, paper, ascii) in LOOKS {
        for size in [(80, 24), (100, 30), (160, 50)] {
            for lang in Lang::ALL {
                let look = if ascii { "ascii" } else { theme };
                let folder = Path::new(&folder).join(format!("{look}/{}x{}/{}", size.0, size.1, lang.name()));
                std::fs::create_dir_all(&folder).unwrap();
                let cast = Cast::usual(lang, size).with(|start| {
                    (start.theme, start.mono, start.ascii) = (theme.to_owned(), theme == "mono", ascii);
                });
                for (name, bring) in sights::all() {
                    let picture = picture(&bring(&cast).frame().0, name, paper);
                    std::fs::write(folder.join(format!("{name}.svg")), picture).unwrap();
                }
            }
        }
    }
}
