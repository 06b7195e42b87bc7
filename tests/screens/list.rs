//! The list of customers: its filter, its count, its order, its columns, and where the selection stands.

use jiff::tz::TimeZone;
use kin::desk::api::*;
use kin::domain::filter::{self, Filter};
use kin::domain::*;
use kin::ui::*;

use crate::office::*;
use crate::shelf::*;

fn parsed(text: &str) -> Filter {
    filter::parse(text, &TimeZone::fixed(jiff::tz::offset(7))).expect("a filter")
}

#[test]
fn a_filter_is_put_together_by_completion() {
    let mut seat = Seat::lead(people());
    seat.keys("fci");
    seat.shows("City");
    seat.keys("\t");
    seat.shows("is not");
    seat.keys("=ha n\t");
    seat.shows("city =");
    seat.shows("Hà Nội");
    // With the arrows: Enter takes what was moved onto, and only then the whole.
    seat.keys("an");
    let before = seat.asks(is_page);
    seat.press(KeyCode::Down);
    seat.keys("\n");
    assert_eq!(seat.asks(is_page), before, "the joiner was taken, nothing asked");
    seat.keys("status = act\t\n");
    assert_eq!(seat.query().filter, parsed("city = \"Hà Nội\" and status = active"));
    seat.reply(Ok(Reply::Customers(page(people()[..1].to_vec()))));
    seat.shows("Filtered: city =");
    seat.shows("1 of 7");
    // Search and filter go together.
    seat.keys("/dao");
    assert_eq!(
        (seat.query().search.as_str(), &seat.query().filter),
        ("dao", &parsed("city = Hà Nội and status = active"))
    );
    seat.keys("\x1b\x1b");
    assert!(seat.query().search.is_empty() && !seat.query().filter.is_all());
    seat.keys("c");
    assert!(seat.query().filter.is_all());
    seat.hides("Filtered:");
}

#[test]
fn enter_before_the_answer_opens_what_was_searched_for() {
    let opened = |seat: &Seat| {
        seat.asked
            .iter()
            .filter_map(|(_, ask)| match ask {
                Request::Customer(id) => Some(*id),
                _ => None,
            })
            .next_back()
    };
    let mut seat = Seat::lead(people());
    // On a slow line the rows of before are still there: none of them is what was typed.
    seat.keys("/duc\n");
    assert_eq!(opened(&seat), None);
    let found = people()[2].clone();
    let wanted = found.id;
    seat.reply(Ok(Reply::Customers(page(vec![found]))));
    assert_eq!(opened(&seat), Some(wanted));
    // Nobody is found, or one goes on typing or walking: nothing opens by itself later.
    for then in ["", "c", "\x1bj"] {
        let mut seat = Seat::lead(people());
        seat.keys("/du\n");
        if then.is_empty() {
            seat.reply(Ok(Reply::Customers(page(Vec::new()))));
        }
        seat.keys(then);
        let last = seat.ticket(is_page);
        seat.reply_to(last, Ok(Reply::Customers(page(people()))));
        assert_eq!(opened(&seat), None, "{then:?}");
    }
}

#[test]
fn a_mistake_stands_under_its_word() {
    let mut seat = Seat::lead(people());
    let before = seat.asks(is_page);
    seat.keys("fstatsu = active\n");
    let (column, row) = seat.find("statsu");
    let screen = seat.screen();
    let under = screen.lines().nth(usize::from(row) + 1).unwrap().to_owned();
    let carets: String = under.chars().skip(usize::from(column)).take(7).collect();
    assert_eq!(carets, "▔▔▔▔▔▔ ", "{screen}");
    seat.shows("There is no such field. Did you mean status?");
    assert_eq!(seat.asks(is_page), before);
    // The next letter takes the mistake away; Esc leaves the filter as it was.
    seat.keys("x");
    seat.hides("no such field");
    seat.keys("\x1b");
    seat.hides("statsu");
    assert_eq!(seat.asks(is_page), before);
}

#[test]
fn a_filter_of_nothing_pastes_and_long_ones_do_no_harm() {
    let mut seat = Seat::lead(people());
    for text in
        ["", "   ", "(((", "\"", "city in (", "not", "\u{301}", "a=b=c", &"(".repeat(2000), &"city = a or ".repeat(300)]
    {
        seat.keys("f");
        seat.ctrl('u');
        seat.send(Event::Paste(text.into()));
        seat.keys("\n");
        seat.screen();
        seat.keys("\x1b\x1b");
    }
    seat.shows("Customers");
}

#[test]
fn pages_go_on_until_the_screen_is_full() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf { effort: 100, finds: |row| row.name.ends_with('7'), ..Shelf::of(2_000) };
    seat.keys("fname ~ 7\n");
    let served = shelf.serve(&mut seat);
    assert!(served > 2, "{served}");
    seat.shows("Name 00007");
    seat.shows("Name 00147");
    // A desk that finds nobody is asked to the end, and only then it is said.
    shelf.finds = |row| row.name.ends_with("1999");
    seat.keys("fc\x1b");
    seat.press(KeyCode::F(5));
    seat.keys("c");
    seat.keys("fname ~ 1999\n");
    assert!(shelf.serve(&mut seat) >= 20);
    seat.shows("Name 01999");
}

#[test]
fn the_end_of_a_rare_filter_is_found_from_behind() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf { effort: 100, finds: |row| row.name.ends_with("00"), ..Shelf::of(5_000) };
    shelf.rows.extend((5_000..5_250).map(|n| CustomerRow { name: format!("Other {n}."), ..nth(n) }));
    seat.keys("fname ~ 00\n");
    shelf.serve(&mut seat);
    seat.keys("G");
    assert!(shelf.serve(&mut seat) > 10, "behind the last match there are 250 rows without one");
    assert!(seat.selected().1.contains("Name 04900"), "{}", seat.screen());
    seat.hides("Nobody");
    // And from there all the way back.
    for _ in 0..60 {
        seat.press(KeyCode::Up);
        shelf.serve(&mut seat);
    }
    assert!(seat.selected().1.contains("Name 00000"), "{}", seat.screen());
}

#[test]
fn the_count_waits_for_calm_and_comes_in_parts() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf::of(1_000);
    seat.keys("fcity = Huế\n");
    shelf.serve(&mut seat);
    seat.shows("+ of 1,000");
    assert_eq!(seat.asks(is_count), 0);
    seat.wait(200_000);
    seat.keys("j");
    shelf.serve(&mut seat);
    seat.wait(200_000);
    assert_eq!(seat.asks(is_count), 0, "a key starts the calm anew");
    seat.wait(110_000);
    assert_eq!(seat.asks(is_count), 1);
    seat.reply(Ok(Reply::Counted(Counted { found: 400, next: Some(nth(400).place) })));
    seat.shows("400+ of 1,000");
    seat.keys("j");
    seat.wait(100_000);
    assert_eq!(seat.asks(is_count), 1, "it pauses for keys");
    seat.wait(250_000);
    assert!(matches!(seat.last(), Request::CountCustomers { after: Some(place), .. } if *place == nth(400).place));
    seat.reply(Ok(Reply::Counted(Counted { found: 123, next: None })));
    seat.shows("523 of 1,000");
    seat.pass(5);
    assert_eq!(seat.asks(is_count), 2);
    // An answer to what is no longer asked counts nothing.
    seat.keys("fc\x1b");
    let old = seat.ticket(is_count);
    seat.keys("c");
    seat.reply_to(old, Ok(Reply::Counted(Counted { found: 9_999, next: None })));
    shelf.serve(&mut seat);
    seat.shows("1,000 customers");
}

#[test]
fn a_count_that_waits_never_spins() {
    // Its time comes while a page is on its way, or while something covers the list.
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf::of(1_000);
    seat.keys("fcity = Huế\n");
    shelf.serve(&mut seat);
    seat.keys("G?");
    seat.others.clear();
    seat.pass(1);
    let now = seat.now;
    for effect in &seat.others {
        assert!(!matches!(effect, Effect::WakeAt(at) if *at <= now), "{effect:?} at {now:?}");
    }
    shelf.serve(&mut seat);
    seat.pass(1);
    assert_eq!(seat.asks(is_count), 1, "and it goes on under the help");
}

#[test]
fn the_order_is_picked_turned_and_clicked() {
    let mut seat = Seat::lead(people());
    let sort = |by, descending| Sort { by, descending };
    seat.keys("s");
    seat.shows("Name, upwards");
    seat.keys("changed down\n");
    assert_eq!(seat.query().sort, sort(SortBy::Updated, true));
    let before = seat.query().sort;
    seat.keys("S");
    assert_eq!(seat.query().sort, sort(SortBy::Updated, !before.descending));
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.click("City");
    assert_eq!(seat.query().sort, sort(SortBy::City, false));
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.pass(1);
    seat.click("City ↑");
    assert_eq!(seat.query().sort, sort(SortBy::City, true));
    seat.reply(Ok(Reply::Customers(page(people()))));
    let asked = seat.asks(is_page);
    seat.click("Phone");
    assert_eq!(seat.asks(is_page), asked, "masked values have no order");
    let Some((_, Request::SavePreferences(text))) = seat.asked.iter().rev().find(|(_, ask)| is_preference(ask)) else {
        panic!("the order is kept")
    };
    let preferences = text.clone();
    let next = Seat::at_work(start((80, 24)), SignedIn { preferences, ..who(Role::Lead) }, people());
    assert_eq!(next.query().sort, sort(SortBy::City, true));
    // While somebody searches the order is that of the hits.
    seat.keys("/dao");
    seat.reply(Ok(Reply::Customers(page(people()))));
    let asked = seat.asks(is_page);
    seat.click("City");
    seat.keys("\x1bs");
    assert_eq!(seat.asks(is_page), asked);
    seat.shows("Not possible here");
}

#[test]
fn the_place_is_kept_when_the_list_comes_again() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf::of(2_000);
    seat.press(KeyCode::F(5));
    seat.keys("G");
    shelf.serve(&mut seat);
    seat.keys("g");
    shelf.serve(&mut seat);
    // Deep in the list, after rows have left the window.
    for _ in 0..900 {
        seat.press(KeyCode::Down);
        shelf.serve(&mut seat);
    }
    seat.times(5, KeyCode::Up);
    let before = seat.selected();
    assert!(before.1.contains("Name 00895"), "{}", before.1);
    let screen = seat.screen();
    seat.press(KeyCode::F(5));
    assert!(seat.query().from.is_some() && shelf.serve(&mut seat) == 1);
    assert_eq!(seat.screen(), screen, "not a row has moved");
    // What is selected goes: what took its place is selected, on the same line of the screen.
    shelf.rows.remove(895);
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    let after = seat.selected();
    assert!(after.0 == before.0 && after.1.contains("Name 00896"), "{}", seat.screen());
    // Rows above come and go: the selection keeps its line.
    shelf.rows.drain(880..883);
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    let after = seat.selected();
    assert!(after.0 == before.0 && after.1.contains("Name 00896"), "{}", seat.screen());
    // The way back leads through every row that has left.
    for expected in (0..880).rev() {
        seat.press(KeyCode::Up);
        shelf.serve(&mut seat);
        if expected == 500 {
            break;
        }
    }
    for _ in 0..1_000 {
        seat.press(KeyCode::Up);
        shelf.serve(&mut seat);
    }
    assert!(seat.selected().1.contains("Name 00000"), "{}", seat.screen());
    shelf.rows.clear();
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    seat.shows("No customers yet");
}

#[test]
fn the_place_is_kept_where_matches_are_rare() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf { effort: 100, finds: |row| row.name.ends_with("00"), ..Shelf::of(20_000) };
    seat.keys("fname ~ 00\n");
    shelf.serve(&mut seat);
    for _ in 0..120 {
        seat.press(KeyCode::Down);
        shelf.serve(&mut seat);
    }
    assert!(seat.selected().1.contains("Name 12000"), "{}", seat.screen());
    let before = seat.screen();
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    assert_eq!(seat.screen(), before);
    // A key on the way to it changes nothing of that, and a way to elsewhere ends it.
    seat.press(KeyCode::F(5));
    seat.keys("k");
    shelf.serve(&mut seat);
    assert!(seat.selected().1.contains("Name 11900"), "{}", seat.screen());
    seat.times(70, KeyCode::Down);
    seat.press(KeyCode::F(5));
    let (ticket, first) = (seat.ticket(is_page), shelf.page(seat.query()));
    seat.reply_to(ticket, Ok(Reply::Customers(first)));
    seat.keys("G");
    shelf.serve(&mut seat);
    assert!(seat.selected().1.contains("Name 19900"), "{}", seat.screen());
}

#[test]
fn walking_the_list_down_and_up_misses_nobody() {
    let mut seat = Seat::lead(people());
    let mut shelf = Shelf::of(1_234);
    seat.press(KeyCode::F(5));
    shelf.serve(&mut seat);
    seat.keys("G");
    shelf.serve(&mut seat);
    for n in (0..1_234).rev() {
        assert!(seat.selected().1.contains(&format!("Name {n:05}")), "{n}\n{}", seat.screen());
        seat.press(KeyCode::Up);
        shelf.serve(&mut seat);
    }
    for n in 0..1_234 {
        assert!(seat.selected().1.contains(&format!("Name {n:05}")), "{n}\n{}", seat.screen());
        seat.press(KeyCode::Down);
        shelf.serve(&mut seat);
    }
}

#[test]
fn columns_are_chosen_moved_widened_and_kept() {
    let mut seat = Seat::lead(people());
    seat.keys("C");
    seat.shows("[✓] Name");
    // The name goes down two places and grows, the city is taken away, the e-mail comes.
    seat.keys("JJlll");
    let (row, at) = (seat.find("] City").1, seat.find_cursor().1);
    for _ in 0..row.abs_diff(at) {
        seat.press(if row > at { KeyCode::Down } else { KeyCode::Up });
    }
    seat.keys(" ");
    let (row, at) = (seat.find("] E-mail").1, seat.find_cursor().1);
    for _ in 0..row.abs_diff(at) {
        seat.press(if row > at { KeyCode::Down } else { KeyCode::Up });
    }
    seat.keys(" ");
    assert_eq!(seat.asks(is_preference), 0, "nothing is kept before it is taken");
    seat.keys("\n");
    assert_eq!(seat.asks(is_preference), 1);
    let Request::SavePreferences(text) = seat.last() else { panic!("kept last") };
    let preferences = text.clone();
    let heading = seat.screen().lines().nth(3).unwrap().to_owned();
    assert!(heading.contains("E-mail") && !heading.contains("City"), "{heading}");
    assert!(heading.find("Name") > heading.find("Phone"), "{heading}");
    let mut next = Seat::at_work(start((80, 24)), SignedIn { preferences, ..who(Role::Lead) }, people());
    assert_eq!(next.screen().lines().nth(3), Some(heading.as_str()));
    // The usual ones again.
    next.keys("Cr");
    next.shows("City");
    // Esc changes nothing.
    let before = next.asks(is_preference);
    next.keys("C  J\x1b");
    assert_eq!(next.asks(is_preference), before);
}

#[test]
fn broken_preferences_do_no_harm() {
    for preferences in [
        "{",
        "[]",
        "null",
        r#"{"columns":[["name",0],["nothing",65535],["name",65535],["city",65535]]}"#,
        r#"{"columns":[["nothing",1]],"lang":"xx","theme":"gone","sort":{"by":"name","descending":true}}"#,
        r#"{"sort":{"by":"phone"},"lang":"vi"}"#,
        &"[".repeat(100_000),
    ] {
        let who = SignedIn { preferences: preferences.to_owned(), ..who(Role::Lead) };
        let mut seat = Seat::at_work(start((120, 40)), who, people());
        seat.screen();
        seat.keys("C");
        seat.screen();
        seat.keys("lllh JK\n");
        for width in [40, 41, 60, 100, 300] {
            seat.send(Event::Resize(width, 12));
            seat.screen();
        }
    }
}
