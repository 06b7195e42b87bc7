//! The pictures of the documentation, drawn from real frames: `KIN_PICTURES=1 cargo test --test screens pictures`
//! writes them, and without it the test says whether they are as the screens are now.

use kin::desk::api::{CustomersPage, Reply};
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
        shot("reveal", "A revealed phone number, hidden again soon", Lang::En, sight("reveal_shown")),
        shot("filter", "The filter proposes what may come next, in Vietnamese", Lang::Vi, sight("list_filter_values")),
        shot("conflict", "Two versions of one customer, side by side", Lang::En, sight("conflict")),
        shot("palette", "The palette finds actions and customers", Lang::En, |cast| {
            let mut seat = cast.lead();
            seat.keys(":hong");
            seat.reply(Ok(Reply::Customers(CustomersPage {
                rows: cast.people(),
                total: 7,
                ..CustomersPage::default()
            })));
            seat
        }),
        shot("log", "The log with its verification, in Romanian", Lang::Ro, Cast::at_log),
        Shot { theme: "dark", ..shot("dark", "The theme dark", Lang::En, marked) },
        Shot { theme: "light", paper: LIGHT, ..shot("light", "The theme light", Lang::En, marked) },
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
        let cast = Cast::usual(shot.lang, shot.size).with(|start| start.theme = shot.theme.to_owned());
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
