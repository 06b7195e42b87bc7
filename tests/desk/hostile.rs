//! Text made to break things: kept by the desk, found again, and drawn by the real screens.

use kin::desk::Desk;
use kin::desk::api::*;
use kin::desk::import::{ImportRow, OnDuplicate};
use kin::domain::*;
use kin::ui::{self, Effect, Event, Key, KeyCode, Message, Model, Start};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::office::*;

/// The list of naughty strings where it is at hand, and our own.
pub fn strings() -> Vec<String> {
    let mut strings: Vec<String> = [
        "\u{1b}]52;c;ZXZpbA==\u{7}clip",
        "\u{9d}52;c;ZXZpbA==\u{9c}clip8",
        "\u{1b}[2J\u{1b}[31mred\u{1b}[0m",
        "\u{9b}2Jc1",
        "\u{90}q\u{9c}\u{98}x\u{9e}y\u{9f}z",
        "\u{202E}txt.exe\u{202C} \u{2066}abc\u{2069}",
        "e\u{E0041}\u{E0042}\u{E007F}tags",
        "zero\u{200B}\u{200D}\u{2060}\u{FEFF}width",
        "a\nb\r\nc\td\u{0}e\u{8}f",
        "│┤╡└┘─┼ borders ██▓",
        "日本語の名前が全部とても長い",
        "👩\u{200D}👩\u{200D}👧\u{200D}👦 🏳\u{FE0F}\u{200D}🌈 🇻🇳🇷🇴 👍🏽",
        "'; DROP TABLE customer; --",
        "%s%n{0}${jndi:x} {{7*7}}",
        "﷽﷽﷽﷽﷽﷽﷽﷽",
        "𒐫𒐫𒈙𒈙꧅꧅",
    ]
    .map(String::from)
    .into();
    strings.push(format!("zalgo{}end", "\u{0317}".repeat(50)));
    strings.push("\u{0301}\u{0302}leading marks".into());
    strings.push("W".repeat(10_000));
    strings.push("宽".repeat(10_000));
    strings.push(format!("words {}", "ab ".repeat(3_000)));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/blns.json");
    match std::fs::read_to_string(&path) {
        Ok(json) => strings.extend(serde_json::from_str::<Vec<String>>(&json).expect("a JSON list of strings")),
        Err(_) => eprintln!("only our own strings: {} is not there", path.display()),
    }
    strings
}

/// Control, bidi, zero-width, tag and private characters: nothing of it may reach a cell.
pub fn is_foul(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{00AD}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}' | '\u{E0000}'..='\u{10FFFF}')
}

fn hostile_row(n: usize, text: &str) -> ImportRow {
    ImportRow {
        external_id: Some(format!("H-{n}")),
        // Never empty, as the reader of files sees to, and found again by its number.
        name: format!("N{n:04} {text}"),
        company: text.into(),
        city: text.into(),
        country: text.into(),
        website: text.into(),
        sealed: vec![(Field::Address, text.into()), (Field::Phone, text.into()), (Field::Email, text.into())],
        notes: vec![(ActivityKind::Note, NOW, format!("{text}\nsecond line")).into()],
        ..row(n, None, None)
    }
}

#[test]
fn hostile_text_is_kept_found_and_drawn() {
    let mut office = Office::new();
    office.config.limits.lookups_per_hour = 10_000;
    let mut desk = office.at("mai");
    let strings = strings();
    let import = desk.import_start(&options(OnDuplicate::Keep)).expect("an import");
    let rows = strings.iter().enumerate().map(|(n, text)| hostile_row(n, text)).collect();
    let report = desk.import_chunk(&import, rows).expect("a chunk");
    assert_eq!(report.added + report.kept, strings.len() as u64);
    // By the form, too: what can't be a name is refused, all else is kept.
    for (n, text) in strings.iter().enumerate().take(60) {
        let draft =
            CustomerDraft { company: text.clone(), city: text.clone(), ..new_draft(&format!("F{n:04} {text}")) };
        let id = save(&mut desk, draft).unwrap_or_else(|problem| panic!("{text:?}: {problem}"));
        let _ = desk.ask(Request::AddNote { customer: id, kind: ActivityKind::Note, text: text.clone() });
        let kept = open(&mut desk, id).expect("there").customer;
        assert!(!kept.name.chars().chain(kept.company.chars()).any(is_foul), "{text:?}");
        assert!(text::length(&kept.company) <= 200);
    }
    let mut screen = Screen::new();
    for (n, text) in strings.iter().enumerate() {
        let page = list(&mut desk, &format!("N{n:04}")).unwrap_or_else(|problem| panic!("{text:?}: {problem}"));
        let row = page.rows.first().filter(|row| row.name.starts_with(&format!("N{n:04}")));
        let id = row.unwrap_or_else(|| panic!("{n} {text:?} is not found")).id;
        let detail = open(&mut desk, id).expect("there");
        assert!(!detail.customer.name.chars().any(is_foul), "{text:?}");
        // The text itself as a search answers, whatever it finds.
        list(&mut desk, text).unwrap_or_else(|problem| panic!("{text:?}: {problem}"));
        list(&mut desk, &format!("/{text}")).unwrap_or_else(|problem| panic!("/{text:?}: {problem}"));
        screen.show(&mut desk, page, detail, text);
    }
    assert!(matches!(desk.verify_log(&mut |_, _| {}), Ok(Ok(_))));
}

#[test]
fn a_foul_cell_would_be_seen() {
    let mut buffer = Buffer::with_lines(["│ Name   │", "│ Đào    │"]);
    assert_eq!(fault(&buffer, None), None);
    buffer[(2, 0)].set_symbol("\u{202E}");
    assert!(fault(&buffer, None).is_some());
    let (good, bad) = (Buffer::with_lines(["┌──┐", "│ab│"]), Buffer::with_lines(["┌──┐", "│abc"]));
    assert_eq!(fault(&good, Some(&good)), None);
    assert!(fault(&bad, Some(&good)).is_some());
}

/// What is wrong with a screen: a foul character in a cell, or a border of the same screen with honest text broken.
fn fault(buffer: &Buffer, honest: Option<&Buffer>) -> Option<String> {
    for y in 0..buffer.area.height {
        for x in 0..buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            if symbol.chars().any(is_foul) {
                return Some(format!("{x},{y} holds {symbol:?}"));
            }
            // A mark needs something under it, and few of them.
            if symbol.chars().count() > 12 {
                return Some(format!("{x},{y} holds {} characters", symbol.chars().count()));
            }
            let border =
                |symbol: &str| matches!(symbol, "─" | "│" | "┌" | "┐" | "└" | "┘" | "├" | "┤" | "┬" | "┴" | "┼");
            if let Some(honest) = honest
                && border(honest[(x, y)].symbol())
                && honest[(x, y)].symbol() != symbol
            {
                return Some(format!("{x},{y} holds {symbol:?} where {:?} stands", honest[(x, y)].symbol()));
            }
        }
    }
    None
}

/// The cell where the first customer's code begins.
fn code_at(buffer: &Buffer) -> Option<(u16, u16)> {
    let area = buffer.area;
    let mut cells = (0..area.height).flat_map(|y| (0..area.width.saturating_sub(2)).map(move |x| (x, y)));
    cells.find(|&(x, y)| ["K", "H", "-"].into_iter().zip(x..).all(|(letter, x)| buffer[(x, y)].symbol() == letter))
}

/// The real screens at 80x24, first with honest text, then with the hostile one.
struct Screen {
    honest: Vec<Buffer>,
}

impl Screen {
    fn new() -> Self {
        Self { honest: Vec::new() }
    }

    fn show(&mut self, desk: &mut Desk, page: CustomersPage, detail: CustomerDetail, text: &str) {
        let notes = timeline(desk, detail.customer.id).expect("a timeline");
        if self.honest.is_empty() {
            let plain = |mut page: CustomersPage, mut detail: CustomerDetail| {
                page.rows.truncate(1);
                for row in &mut page.rows {
                    (row.name, row.company, row.city) = ("An".into(), "Sen".into(), "Hue".into());
                }
                let customer = &mut detail.customer;
                (customer.name, customer.company, customer.city) = ("An".into(), "Sen".into(), "Hue".into());
                (customer.country, customer.website) = ("VN".into(), "x.vn".into());
                (page, detail)
            };
            let (page, detail) = plain(page.clone(), detail.clone());
            self.honest = draw(page, detail, notes.clone());
        }
        let single = CustomersPage { rows: page.rows.into_iter().take(1).collect(), ..page };
        for (n, buffer) in draw(single, detail, notes).iter().enumerate() {
            let honest = &self.honest[n];
            if let Some(fault) = fault(buffer, Some(honest)) {
                panic!("screen {n} with {text:?}: {fault}\n{buffer:?}");
            }
            // In the list each column stands where it stands for honest text: the code, the last one, tells.
            if n == 0 {
                let at = code_at(honest).expect("a code in the list");
                assert_eq!(code_at(buffer), Some(at), "with {text:?}\n{buffer:?}");
            }
        }
    }
}

/// The list, and the detail with its timeline.
fn draw(page: CustomersPage, detail: CustomerDetail, notes: Vec<TimelineRow>) -> Vec<Buffer> {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal");
    let start = Start { office: "Hoa Sen Travel".into(), now: NOW, ..Start::default() };
    let mut model = Model::new(start);
    let mut asked = Vec::new();
    let mut send = |model: &mut Model, message: Message| {
        for effect in ui::update(model, message) {
            if let Effect::Ask { ticket, request } = effect {
                asked.push((ticket, request));
            }
        }
        std::mem::take(&mut asked)
    };
    let key = |code| Message::Event(Event::Key(Key::new(code)));
    for c in "lan\tcorrect horse battery\t123456".chars() {
        let code = if c == '\t' { KeyCode::Tab } else { KeyCode::Char(c) };
        send(&mut model, key(code));
    }
    let mut questions = send(&mut model, key(KeyCode::Enter));
    let mut shots = Vec::new();
    let mut opened = false;
    while let Some((ticket, request)) = questions.pop() {
        let reply = match request {
            Request::SignIn { .. } => Reply::SignedIn(Box::new(who())),
            Request::Customers(_) => Reply::Customers(page.clone()),
            Request::Customer(_) => Reply::Customer(Box::new(detail.clone())),
            Request::Timeline { .. } => Reply::Timeline(notes.clone()),
            Request::Office(_) => Reply::Office(OfficeAnswer::Today(Box::default())),
            _ => continue,
        };
        questions.extend(send(&mut model, Message::Reply { ticket, result: Ok(reply) }));
        if questions.is_empty() {
            questions.extend(send(&mut model, Message::Event(Event::Tick(Micros(NOW.0 + 30_000_000)))));
            shots.push(terminal.draw(|frame| _ = ui::view(&model, frame)).expect("a frame").buffer.clone());
            if !opened {
                opened = true;
                questions.extend(send(&mut model, key(KeyCode::Enter)));
            }
        }
    }
    assert!(shots.len() >= 2, "the detail was not opened");
    shots
}

fn who() -> SignedIn {
    SignedIn {
        member: Office::member("mai"),
        name: "mai".into(),
        role: Role::Owner,
        role_name: String::new(),
        office: "Hoa Sen Travel".into(),
        department: "Support".into(),
        rights: Rights { list: true, edit: true, note: true, lookup: true, ..Rights::default() },
        last_sign_in: None,
        failures_since: 0,
        preferences: String::new(),
        notices: Vec::new(),
    }
}
