//! An agent's day at the smallest usual size, from the call that comes in to the ticket that is closed, and how many
//! keys each part of it takes.

use crate::office::Office;
use crate::seat::{SOON, Seat};

const PEOPLE: &str = "Name,Phone,Birth date,City\n\
    Nguyễn Thị Hồng Đào,0903123567,1990-05-14,Huế\n\
    Ștefănescu Măriuca,+40 721 234 567,1984-11-02,Iași\n\
    Trần Quốc Đức,0912345678,1977-01-30,Cần Thơ\n";

/// A seat that counts the keys that are pressed at it. What is pasted is one.
struct Day<'a> {
    seat: Seat<'a>,
    keys: usize,
}

impl Day<'_> {
    fn press(&mut self, name: &str) {
        self.keys += 1;
        self.seat.key(name);
    }

    fn types(&mut self, text: &str) {
        self.keys += text.chars().count();
        self.seat.type_text(text);
    }

    fn pastes(&mut self, text: &str) {
        self.keys += 1;
        self.seat.type_text(&format!("\x1b[200~{text}\x1b[201~"));
    }

    #[track_caller]
    fn shows(&self, text: &str) {
        self.seat.wait_for(text, SOON);
    }

    /// The keys since the last time.
    fn counted(&mut self) -> usize {
        std::mem::take(&mut self.keys)
    }
}

#[test]
fn a_day_of_an_agent_is_a_few_keys() {
    let office = Office::demo(0);
    let file = office.file("people.csv", PEOPLE);
    office.run_by_key(&["import", "customers", &file, "--yes"]).good();
    let mut day = Day { seat: Seat::signed_in(&office, "lan", (80, 24)), keys: 0 };

    // Somebody calls: by the first letters of the name, or by the number that the exchange has put on the clipboard.
    day.types("/đào");
    day.shows("1 of 3");
    day.press("enter");
    day.shows("[Overview]");
    assert_eq!(day.counted(), 5, "the caller is found by name");
    day.press("esc");
    day.press("esc");
    day.shows("Ștefănescu");
    day.counted();
    day.types("//");
    day.pastes("0903 123 567");
    day.press("enter");
    day.shows("1 of 3");
    day.press("enter");
    day.shows("[Overview]");
    assert_eq!(day.counted(), 5, "the caller is found by number");

    // Is it really her? The value itself stays hidden.
    day.press("down");
    day.types("v");
    day.shows("Check: Birth date");
    day.types("14/5/1990");
    day.press("enter");
    day.shows("✓ It matches");
    assert!(!day.seat.screen().contains("1990-05-14"));
    day.press("esc");
    assert_eq!(day.counted() - "14/5/1990".len(), 4, "a birth date is checked");

    // What was said.
    day.types("c");
    day.shows("[Call]");
    let words = "Hóa đơn sai tên";
    day.types(words);
    day.press("ctrl-s");
    day.shows("The note is in the timeline.");
    assert_eq!(day.counted() - words.chars().count(), 2, "a call is logged");

    // It is more than can be done at once: a ticket of hers, with what was said below it.
    day.types("t");
    day.shows("Requester");
    day.types(words);
    day.press("ctrl-s");
    day.shows("Ticket #1 is open.");
    day.shows("Call");
    assert_eq!(day.counted() - words.chars().count(), 2, "a ticket is raised");

    // Back to her, for a follow-up.
    day.types("c");
    day.shows("[Overview]");
    day.types("f");
    let line = "gọi lại mai 9h";
    day.types(line);
    day.shows("09:00");
    day.press("enter");
    day.shows("The task was added.");
    assert_eq!(day.counted() - line.chars().count(), 3, "a follow-up is set");

    // Her number, to be called back: with a reason, and in the log.
    day.types("gr");
    day.shows("Why do you need it?");
    day.press("enter");
    day.shows("hidden again in");
    assert!(day.seat.screen().contains("903 123 567"));
    day.types("x");
    day.seat.wait_gone("903 123 567");
    assert_eq!(day.counted(), 4, "a number is revealed");

    // The ticket goes on with somebody else, who is told why.
    day.types("3");
    day.shows("Nothing was said yet.");
    day.types("h");
    day.shows("choose somebody");
    // The second one whose name begins so.
    day.types("mm");
    day.shows("‹ minh ›");
    day.press("tab");
    let why = "Kế toán xuất lại giúp";
    day.types(why);
    day.press("ctrl-s");
    day.shows("Owner          minh");
    day.shows(why);
    assert_eq!(day.counted() - why.chars().count(), 6, "a ticket is handed over");

    // And it is done.
    day.types("s");
    day.shows("New status");
    day.types("clo");
    day.press("enter");
    day.shows("Status         Closed");
    assert_eq!(day.counted(), 5, "a ticket is closed");

    // Everything is where somebody else looks for it, and whoever looked is in the log.
    let task = office.run_as("lan", &["task", "list", "--json"]);
    assert!(task.out.contains("gọi lại"), "{task:?}");
    let ticket = office.run_as("minh", &["ticket", "show", "1", "--json"]).json();
    assert_eq!(ticket["row"]["ticket"]["status"], "closed", "{ticket}");
    let log = office.run_as("radu", &["log", "list", "--json", "--limit", "500"]).out;
    for action in
        ["customer.lookup", "field.check", "note.add", "ticket.create", "task.edit", "field.reveal", "ticket.edit"]
    {
        assert!(log.contains(action), "{action} is in the log");
    }
    assert!(!log.contains("3123567") && !log.contains("1990"), "no value is");
}
