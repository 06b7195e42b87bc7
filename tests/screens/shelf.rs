//! More of a seat: what was asked, by kind, and a shelf of customers that answers as the desk does.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use crate::office::*;

pub fn is_page(request: &Request) -> bool {
    matches!(request, Request::Customers(_))
}

pub fn is_count(request: &Request) -> bool {
    matches!(request, Request::CountCustomers { .. })
}

/// A draft of something that is typed.
pub fn is_draft(request: &Request) -> bool {
    matches!(request, Request::SaveDraft { key, .. } if key != "place")
}

pub fn is_drop(request: &Request) -> bool {
    matches!(request, Request::DropDraft { .. })
}

pub fn is_preference(request: &Request) -> bool {
    matches!(request, Request::SavePreferences(_))
}

pub fn page(rows: Vec<CustomerRow>) -> CustomersPage {
    CustomersPage { total: 7, rows, ..CustomersPage::default() }
}

pub fn choices() -> Choices {
    Choices {
        members: vec![(id(200), "lan".into()), (id(202), "minh".into())],
        departments: vec![(id(201), "Support".into())],
        cities: vec!["Hà Nội".into(), "Huế".into(), "Hải Phòng".into()],
        countries: vec!["VN".into()],
        tags: vec!["VIP".into(), "Đối tác".into()],
        segments: vec!["Du lịch".into()],
        own_fields: Vec::new(),
    }
}

impl Seat {
    /// Signed in, with everything answered that is asked then.
    pub fn at_work(start: Start, who: SignedIn, rows: Vec<CustomerRow>) -> Self {
        let mut seat = Self::new(start);
        seat.keys("lan\tcorrect horse battery\t123456\n");
        seat.reply(Ok(Reply::SignedIn(Box::new(who))));
        seat.reply(Ok(Reply::Customers(page(rows))));
        seat.reply(Ok(Reply::Choices(Box::new(choices()))));
        seat.reply(Ok(Reply::Drafts(Vec::new())));
        seat.pass(30);
        seat
    }

    pub fn lead(rows: Vec<CustomerRow>) -> Self {
        Self::at_work(start((80, 24)), who(Role::Lead), rows)
    }

    /// At work, with the customer of `detail` open.
    pub fn at_customer() -> Self {
        let mut seat = Self::lead(people());
        seat.keys("\n");
        seat.reply(Ok(Reply::Customer(Box::new(detail()))));
        seat
    }

    pub fn asks(&self, is: fn(&Request) -> bool) -> usize {
        self.asked.iter().filter(|(_, request)| is(request)).count()
    }

    #[track_caller]
    pub fn fail(&mut self, is: fn(&Request) -> bool, problem: Problem) {
        self.reply_to(self.ticket(is), Err(problem));
    }

    /// The last query of the list.
    #[track_caller]
    pub fn query(&self) -> &CustomersQuery {
        let last = self.asked.iter().rev().find_map(|(_, request)| match request {
            Request::Customers(query) => Some(query),
            _ => None,
        });
        last.expect("customers were asked for")
    }

    /// The last place that was to be kept.
    pub fn kept_place(&self) -> Option<Draft> {
        self.asked.iter().rev().find_map(|(_, request)| match request {
            Request::SaveDraft { key, body } if key == "place" => {
                Some(Draft { key: key.clone(), at: self.now, body: Secret::new(body.expose()) })
            }
            _ => None,
        })
    }

    /// The last draft of something typed that was to be kept.
    #[track_caller]
    pub fn kept(&self) -> Draft {
        let last = self.asked.iter().rev().find_map(|(_, request)| match request {
            Request::SaveDraft { key, body } if key != "place" => {
                Some(Draft { key: key.clone(), at: self.now, body: Secret::new(body.expose()) })
            }
            _ => None,
        });
        last.expect("a draft was kept")
    }

    pub fn ctrl(&mut self, letter: char) {
        self.send(Event::Key(Key::ctrl(letter)));
    }

    pub fn times(&mut self, count: usize, code: KeyCode) {
        (0..count).for_each(|_| self.press(code));
    }

    /// Lets microseconds pass, with a tick at the end.
    pub fn wait(&mut self, micros: i64) {
        self.now.0 += micros;
        let now = self.now;
        self.send(Event::Tick(now));
    }

    pub fn mouse(&mut self, column: u16, row: u16, what: MouseWhat) {
        self.send(Event::Mouse(Mouse { column, row, what }));
    }

    /// The column and the row of some text on the screen.
    #[track_caller]
    pub fn find(&mut self, text: &str) -> (u16, u16) {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(row, line)| Some((row, line.split_once(text)?.0)));
        let (row, before) = found.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"));
        (u16::try_from(SafeText::new(before).width()).unwrap(), u16::try_from(row).unwrap())
    }

    #[track_caller]
    pub fn click(&mut self, text: &str) {
        let (column, row) = self.find(text);
        self.mouse(column, row, MouseWhat::Press);
    }

    #[track_caller]
    pub fn shows(&mut self, text: &str) {
        let screen = self.screen();
        assert!(screen.contains(text), "no {text:?} on\n{screen}");
    }

    #[track_caller]
    pub fn hides(&mut self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
    }

    /// The row of the screen that the list's marker stands in, and its text.
    #[track_caller]
    pub fn selected(&mut self) -> (usize, String) {
        let screen = self.screen();
        let found = screen.lines().enumerate().find(|(_, line)| line.starts_with('▸'));
        let (row, line) = found.unwrap_or_else(|| panic!("nothing selected on\n{screen}"));
        (row, line.to_owned())
    }
}

/// Customers in the order of their names, and the desk's way to page through them.
pub struct Shelf {
    pub rows: Vec<CustomerRow>,
    /// Rows looked at before the desk rests.
    pub effort: usize,
    pub finds: fn(&CustomerRow) -> bool,
    /// Asks up to this one have been answered.
    pub answered: u64,
}

pub fn nth(n: usize) -> CustomerRow {
    let name = format!("Name {n:05}");
    let mut bytes = [7; 16];
    bytes[12..].copy_from_slice(&u32::try_from(n).unwrap().to_be_bytes());
    let id = Id(bytes);
    let place = Place { group: 0, key: name.clone(), key2: String::new(), id };
    CustomerRow { id, place, code: format!("KH-{n:06}"), ..row(1, &name, "", "") }
}

impl Shelf {
    pub fn of(count: usize) -> Self {
        Self { rows: (0..count).map(nth).collect(), effort: usize::MAX, finds: |_| true, answered: 0 }
    }

    pub fn page(&self, query: &CustomersQuery) -> CustomersPage {
        let key = query.from.as_ref().map(|from| from.key.as_str());
        let walk: Vec<&CustomerRow> = if query.backward {
            let end = key.map_or(self.rows.len(), |key| self.rows.partition_point(|row| row.place.key.as_str() < key));
            self.rows[..end].iter().rev().collect()
        } else {
            let start = key.map_or(0, |key| self.rows.partition_point(|row| row.place.key.as_str() <= key));
            self.rows[start..].iter().collect()
        };
        let limit = usize::from(query.limit);
        let (mut hits, mut rests) = (Vec::new(), None);
        for (looked, row) in walk.into_iter().enumerate() {
            if hits.len() > limit || rests.is_some() {
                break;
            }
            hits.extend((self.finds)(row).then(|| row.clone()));
            if looked + 1 == self.effort {
                rests = Some(row.place.clone());
            }
        }
        let more = hits.len() > limit;
        hits.truncate(limit);
        let next = if more { hits.last().map(|row| row.place.clone()) } else { rests };
        let unfinished = !more && next.is_some();
        if query.backward {
            hits.reverse();
        }
        CustomersPage { rows: hits, next, total: self.rows.len() as u64, unfinished }
    }

    /// Answers every query that waits, and those that come of it; says how many there were.
    #[track_caller]
    pub fn serve(&mut self, seat: &mut Seat) -> usize {
        for served in 0.. {
            assert!(served < 500, "it asks for ever");
            let waiting = seat.asked.iter().find(|(ticket, request)| *ticket > self.answered && is_page(request));
            let Some((ticket, Request::Customers(query))) = waiting else { return served };
            let (ticket, page) = (*ticket, self.page(query));
            self.answered = ticket;
            seat.reply_to(ticket, Ok(Reply::Customers(page)));
        }
        unreachable!()
    }
}

impl Seat {
    /// Where the cursor stands.
    #[track_caller]
    pub fn find_cursor(&mut self) -> (u16, u16) {
        let screen = self.screen();
        let at = screen.lines().last().and_then(|line| line.strip_prefix("cursor ")?.split_once(','));
        let (column, row) = at.unwrap_or_else(|| panic!("no cursor on\n{screen}"));
        (column.parse().unwrap(), row.parse().unwrap())
    }
}
