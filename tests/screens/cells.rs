//! Every cell of every sight: ASCII where ASCII is wanted, no colour where none is, and no state told by colour alone.

use kin::domain::SafeText;
use kin::ui::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::cast::Cast;
use crate::office::line;
use crate::sights;

/// Sights where nothing has the focus: there is nothing to choose and nothing to type.
const NO_CURSOR: [&str; 28] = [
    "curtain",
    "department_remove",
    "form_open_instead",
    "honeytoken_make",
    "incident_sure",
    "honeytoken_end",
    "keys_rotate",
    "log_entry",
    "log_entry_bad",
    "log_entry_bad_hash",
    "member_end_session",
    "member_reactivate",
    "member_remove",
    "member_reset",
    "member_sending",
    "member_suspend",
    "notices",
    "question_drop",
    "question_quit",
    "recovery_codes",
    "role_remove",
    "service_escalation_remove",
    "service_snippet_remove",
    "service_status_remove",
    "trash_ask",
    "trash_ask_many",
    "session_end",
    "today_give_keys",
];
/// Sights where the cursor alone tells: no row is there yet, or the whole area is what is typed into.
const NOTHING_YET: [&str; 48] = [
    "fields_none",
    "tasks_empty",
    "tasks_failed",
    "tasks_loading",
    "access_empty",
    "alerts_none",
    "backups_empty",
    "incident_loading",
    "incidents_loading",
    "incidents_none",
    "conflict_same",
    "customer_tickets_none",
    "decisions_empty",
    "departments_empty",
    "detectors_loading",
    "insight_empty",
    "insight_member_loading",
    "keys_reseal",
    "keys_reseal_begins",
    "log_empty",
    "log_loading",
    "members_empty",
    "members_failed",
    "members_loading",
    "my_sign_in_loading",
    "note",
    "note_empty",
    "overview_bare",
    "overview_loading",
    "reports_empty",
    "reports_failed",
    "reports_loading",
    "review_none",
    "seen_none",
    "service_loading",
    "service_snippet",
    "sessions_empty",
    "sessions_loading",
    "sharing_none",
    "timeline_empty",
    "today_empty",
    "today_failed",
    "today_loading",
    "trash_empty",
    "duplicates_none",
    "views_none",
    "ticket_answer",
    "ticket_note",
];
/// What stands beside or around what has the focus. A `[` begins a tab, a `✓` the chosen side of a conflict.
const MARKERS: [&str; 5] = ["▸", "‹", "[", "✓", "/"];

fn themes() -> impl Iterator<Item = String> {
    NamedTheme::built_in().into_iter().map(|theme| theme.name)
}

fn themed(theme: &str, size: (u16, u16)) -> Cast {
    Cast::usual(Lang::En, size).with(|start| {
        start.theme = theme.to_owned();
        start.mono = theme == "mono";
    })
}

#[test]
fn ascii_draws_nothing_but_ascii() {
    let mut faults = Vec::new();
    for (name, bring) in sights::all() {
        for size in [sights::SMALL, sights::LARGE] {
            let mut seat = bring(&Cast::short(Lang::En, size).with(|start| start.ascii = true));
            let (buffer, _) = seat.frame();
            let strange = |y: &u16| !typed(&line(&buffer, *y)).is_ascii();
            faults.extend((0..size.1).filter(strange).map(|y| format!("{name}: {}", line(&buffer, y))));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A line without what was typed, what the office has, and the languages' own names.
fn typed(line: &str) -> String {
    let data = [
        "hẹn giao chiều nay",
        "Hỏi về hóa đơn.",
        "Gọi lại chiều mai, sau 17 giờ.",
        "Tiếng Việt",
        "Română",
        "Hà Nội",
        "Hải Phòng",
        "Huế",
        "Hồng Đào",
    ];
    data.iter().fold(line.to_owned(), |line, data| line.replace(data, ""))
}

#[test]
fn mono_has_no_colour() {
    for (name, bring) in sights::all() {
        let (buffer, _) = bring(&themed("mono", sights::SMALL)).frame();
        for cell in buffer.content() {
            assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
        }
    }
}

/// Whether a row stands out without any colour.
fn stands_out(buffer: &Buffer, y: u16) -> bool {
    let other = Modifier::REVERSED | Modifier::UNDERLINED;
    let words = line(buffer, y);
    MARKERS.iter().any(|marker| words.contains(marker))
        || (0..buffer.area.width).any(|x| buffer[(x, y)].modifier.intersects(other))
}

#[test]
fn the_cursor_stands_on_what_has_the_focus() {
    for (name, bring) in sights::all() {
        for size in [sights::SMALL, sights::LARGE] {
            let (buffer, out) = bring(&themed("mono", size)).frame();
            let Some(at) = out.cursor else {
                assert!(NO_CURSOR.contains(&name), "{name}: no cursor");
                continue;
            };
            assert!(!NO_CURSOR.contains(&name), "{name} has a cursor");
            assert!(buffer.area.contains(at), "{name}: {at}");
            // A revealed value stands alone, in bold.
            let bold = buffer[at].modifier.contains(Modifier::BOLD);
            let told = stands_out(&buffer, at.y) || bold || NOTHING_YET.contains(&name);
            assert!(told, "{name} at {at}: {}", line(&buffer, at.y));
        }
    }
}

/// Wherever something is wrong, a sign says so: at the row's beginning, or on the row above for what goes on.
#[test]
fn what_is_wrong_carries_a_mark() {
    let wrong = |buffer: &Buffer, y: u16| {
        (0..buffer.area.width).any(|x| {
            let cell = &buffer[(x, y)];
            cell.fg == Color::Red && cell.symbol() != " "
        })
    };
    for (name, bring) in sights::all() {
        for lang in Lang::ALL {
            let cast = Cast::usual(lang, sights::SMALL);
            let (buffer, _) = bring(&cast).frame();
            for y in (0..24).filter(|y| wrong(&buffer, *y)) {
                let first = (0..=y).rev().take_while(|y| wrong(&buffer, *y)).last().unwrap_or(y);
                let words = line(&buffer, first);
                assert!(words.contains('✗') || words.contains('▔'), "{name}: {words}");
            }
        }
    }
}

/// A theme changes looks only: the same words stand at the same places.
#[test]
fn every_theme_draws_the_same_words() {
    for (name, bring) in sights::all() {
        let words = |theme: &str| {
            let (buffer, _) = bring(&themed(theme, sights::SMALL)).frame();
            (0..24).map(|y| line(&buffer, y)).collect::<Vec<_>>()
        };
        // The settings and the palette name the theme.
        if name == "settings" || name.starts_with("palette") {
            continue;
        }
        let standard = words("standard");
        for theme in themes() {
            assert_eq!(words(&theme), standard, "{name} in {theme}");
        }
    }
}

/// A theme with a background of its own leaves no hole in it.
#[test]
fn backgrounds_are_whole() {
    for (name, bring) in sights::all() {
        for theme in ["dark", "light", "contrast"] {
            let (buffer, _) = bring(&themed(theme, sights::SMALL)).frame();
            // The second cell of a wide character is never drawn.
            let wide = |at: usize| at > 0 && SafeText::new(buffer.content()[at - 1].symbol()).width() > 1;
            let hole = |(at, cell): (usize, &Cell)| cell.bg == Color::Reset && !wide(at);
            let holes = buffer.content().iter().enumerate().filter(|cell| hole(*cell)).count();
            assert_eq!(holes, 0, "{name} in {theme}");
        }
    }
}
