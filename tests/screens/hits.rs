//! The mouse on every sight: wherever it clicks nothing breaks, and a click does what the key there does.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::hits::Target;
use kin::ui::*;
use ratatui::layout::Rect;

use crate::cast::Cast;
use crate::office::{Seat, line};
use crate::sights;

fn cast() -> Cast {
    Cast::usual(Lang::En, sights::SMALL)
}

fn mouse(seat: &mut Seat, column: u16, row: u16, what: MouseWhat) {
    seat.send(Event::Mouse(Mouse { column, row, what }));
}

fn middle(area: Rect) -> (u16, u16) {
    (area.x + area.width / 2, area.y + area.height / 2)
}

fn click(seat: &mut Seat, area: Rect) {
    let (column, row) = middle(area);
    mouse(seat, column, row, MouseWhat::Press);
}

fn hits(seat: &mut Seat) -> Vec<(Rect, Target)> {
    seat.frame().1.hits
}

/// Where a row of the list (or a field of the pane) stands.
fn place(seat: &mut Seat, wanted: Target) -> Rect {
    hits(seat).into_iter().find(|(_, target)| *target == wanted).unwrap_or_else(|| panic!("no {wanted:?}")).0
}

#[test]
fn hits_lie_on_the_screen_and_a_click_on_each_is_safe() {
    for (name, bring) in sights::all() {
        for size in [sights::SMALL, sights::LARGE, (40, 12)] {
            let cast = Cast::usual(Lang::En, size);
            let mut seat = bring(&cast);
            let screen = Rect::new(0, 0, size.0, size.1);
            for (area, target) in hits(&mut seat) {
                assert_eq!(area.intersection(screen), area, "{name} at {size:?}: {target:?}");
                assert!(!area.is_empty(), "{name} at {size:?}: {target:?} has no room");
                // One row is as good as the next; a sight is brought anew for each click.
                if matches!(target, Target::Row(row) if row > 2) {
                    continue;
                }
                let mut seat = bring(&cast);
                click(&mut seat, area);
                click(&mut seat, area);
                seat.frame();
            }
        }
    }
}

#[test]
fn clicks_and_the_wheel_anywhere_are_safe() {
    let mut chance = fastrand::Rng::with_seed(7);
    for (_, bring) in sights::all() {
        let mut seat = bring(&cast());
        for _ in 0..100 {
            let what = [MouseWhat::Press, MouseWhat::Press, MouseWhat::WheelUp, MouseWhat::WheelDown];
            // Some cells lie beside the screen: a window may just have shrunk.
            mouse(&mut seat, chance.u16(0..84), chance.u16(0..26), what[chance.usize(0..4)]);
        }
        seat.frame();
    }
}

/// The key that a hint begins with.
fn key(text: &str) -> Option<Key> {
    use KeyCode as C;
    let (rest, ctrl, alt) = match (text.strip_prefix("Ctrl-"), text.strip_prefix("Alt-")) {
        (Some(rest), _) => (rest, true, false),
        (_, Some(rest)) => (rest, false, true),
        _ => (text, false, false),
    };
    let code = match rest {
        "Space" => C::Char(' '),
        "Enter" => C::Enter,
        "Esc" => C::Esc,
        "Tab" => C::Tab,
        "Del" => C::Delete,
        "←" => C::Left,
        "→" => C::Right,
        "↑" => C::Up,
        "↓" => C::Down,
        text => match (text.strip_prefix('F').and_then(|number| number.parse().ok()), text.chars().next()?) {
            (Some(number), _) => C::F(number),
            (None, c) if ctrl => C::Char(c.to_ascii_lowercase()),
            (None, c) => C::Char(c),
        },
    };
    Some(Key { code, ctrl, alt, shift: false })
}

#[test]
fn a_click_on_a_hint_does_what_its_key_does() {
    for (name, bring) in sights::all() {
        for size in [sights::SMALL, sights::LARGE] {
            let cast = Cast::usual(Lang::En, size);
            let mut seat = bring(&cast);
            let (buffer, out) = seat.frame();
            for (area, target) in out.hits.into_iter().filter(|(_, target)| matches!(target, Target::Action(_))) {
                let words: String = line(&buffer, area.y).chars().skip(usize::from(area.x)).collect();
                let text = words.split(' ').next().unwrap_or_default().to_owned();
                let key = key(&text).unwrap_or_else(|| panic!("{name}: no key in {words:?}"));
                let (mut clicked, mut pressed) = (bring(&cast), bring(&cast));
                click(&mut clicked, area);
                pressed.send(Event::Key(key));
                assert_eq!(clicked.screen(), pressed.screen(), "{name}: {text} and {target:?}");
                let asked = |seat: &Seat| format!("{:?} {}", seat.asked.len(), seat.quit());
                assert_eq!(asked(&clicked), asked(&pressed), "{name}: {text} and {target:?}");
            }
        }
    }
}

/// The first row is clicked away from, the second is selected; twice opens it.
#[test]
fn a_click_selects_and_a_double_click_opens() {
    let selected = |seat: &mut Seat, area: Rect| seat.frame().1.cursor.is_some_and(|at| at.y == area.y);
    let lists = [
        "list",
        "list_lead",
        "tickets",
        "log",
        "views",
        "columns",
        "conflict",
        "drafts",
        "today",
        "members",
        "roles",
        "departments",
        "alerts",
        "detectors",
        "insight",
        "policy",
        "service",
    ];
    for name in lists {
        let mut seat = sights::find(name).1(&cast());
        let row = place(&mut seat, Target::Row(1));
        click(&mut seat, row);
        assert!(selected(&mut seat, row), "{name}: {}", seat.screen());
        let before = (seat.screen(), seat.asked.len());
        click(&mut seat, row);
        assert!(before != (seat.screen(), seat.asked.len()), "{name}: a double click does nothing");
    }
    let mut seat = sights::find("list").1(&cast());
    let row = place(&mut seat, Target::Row(2));
    click(&mut seat, row);
    click(&mut seat, row);
    assert!(seat.asked.iter().any(|(_, request)| matches!(request, Request::Customer(Id([.., 3])))));
    // A slow second click is a first one again.
    let mut seat = sights::find("list").1(&cast());
    click(&mut seat, row);
    seat.pass(1);
    click(&mut seat, row);
    assert!(!matches!(seat.last(), Request::Customer(_)));
}

#[test]
fn a_click_goes_to_a_field() {
    for (name, target) in [
        ("overview", Target::Field(1)),
        ("customer_tickets", Target::Field(1)),
        ("ticket_form", Target::Field(3)),
        ("ticket_answer", Target::Field(0)),
        ("timeline", Target::Field(1)),
        ("access", Target::Field(2)),
        ("form_edit", Target::Row(3)),
        ("reveal_why", Target::Row(2)),
        ("reveal_why", Target::Field(2)),
        ("view_form", Target::Row(1)),
        ("settings", Target::Row(2)),
        ("sign_in", Target::Field(1)),
        ("enrol_password", Target::Field(1)),
        ("password_change", Target::Field(2)),
        ("my_sign_in", Target::Row(1)),
        ("my_sign_in", Target::Row(3)),
        ("key_form", Target::Field(0)),
        ("why_field", Target::Row(3)),
        ("sharing", Target::Row(1)),
        ("share_form", Target::Field(2)),
        ("log_filter", Target::Field(3)),
        ("member_invite", Target::Field(2)),
        ("policy_form", Target::Field(3)),
        ("service_calendar", Target::Field(2)),
        ("service_escalation", Target::Field(3)),
        ("service_snippet", Target::Field(0)),
        ("detector_form", Target::Field(2)),
        ("alert", Target::Row(2)),
        ("role_edit", Target::Row(4)),
    ] {
        let mut seat = sights::find(name).1(&cast());
        let area = place(&mut seat, target);
        click(&mut seat, area);
        let at = seat.frame().1.cursor.expect("a cursor");
        assert_eq!(at.y, area.y, "{name}: {}", seat.screen());
    }
    let mut seat = sights::find("overview").1(&cast());
    let tab = place(&mut seat, Target::Tab(1));
    click(&mut seat, tab);
    assert!(seat.screen().contains("[Timeline]"));
    let mut seat = sights::find("list").1(&cast());
    let heading = place(&mut seat, Target::Column(2));
    click(&mut seat, heading);
    assert!(seat.asked.iter().any(|(_, request)| {
        matches!(request, Request::Customers(query) if query.sort.by == SortBy::City && !query.sort.descending)
    }));
}

#[test]
fn the_wheel_moves_the_selection() {
    let mut seat = sights::find("list").1(&cast());
    let row = place(&mut seat, Target::Row(0));
    mouse(&mut seat, row.x, row.y, MouseWhat::WheelDown);
    assert_eq!(seat.frame().1.cursor.map(|at| at.y), Some(row.y + 3));
    mouse(&mut seat, row.x, row.y, MouseWhat::WheelUp);
    assert_eq!(seat.frame().1.cursor.map(|at| at.y), Some(row.y));
}
