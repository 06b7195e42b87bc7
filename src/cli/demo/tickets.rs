//! Made-up tickets of a demo: over queues, owners and statuses, some near and some past their promises.

use fastrand::Rng;

use crate::desk::tickets::ImportedTicket;
use crate::domain::ticket::{Channel, Priority};
use crate::domain::{Id, Micros};

const MINUTE: i64 = 60_000_000;

/// What somebody wants, what a colleague notes and what the customer is told.
type Talk = (&'static str, &'static str, &'static str);

const VIETNAMESE: [Talk; 7] = [
    ("Vé khứ hồi Huế – Hà Nội chưa nhận được", "Đã kiểm tra: thư nằm trong hộp spam.", "Chúng tôi vừa gửi lại vé."),
    ("Đổi ngày bay vì bận việc gia đình", "Hạng vé cho đổi một lần.", "Anh/chị vui lòng chọn ngày mới."),
    ("Hóa đơn ghi sai tên công ty", "Chờ kế toán xuất lại.", "Hóa đơn mới sẽ có trong hôm nay."),
    ("Hành lý đến chậm hai ngày", "Hãng xác nhận kiện đang ở Đà Nẵng.", "Kiện hàng sẽ đến vào sáng mai."),
    ("Muốn thêm suất ăn chay cho bé", "", "Đã thêm suất ăn chay cho cả hai chặng."),
    ("Không đăng nhập được vào tài khoản", "Khách dùng địa chỉ thư cũ.", ""),
    ("Hỏi về tour Sa Pa dịp Tết", "Còn 6 chỗ.", "Tour Tết còn chỗ, khởi hành mùng 3."),
];

const ROMANIAN: [Talk; 5] = [
    ("Rambursare pentru zborul anulat", "Compania a confirmat anularea.", "Suma ajunge în cont în cinci zile."),
    ("Schimbarea numelui de pe bilet", "Lipsește copia actului.", "Vă rugăm să ne trimiteți o copie a actului."),
    ("Factura lunii trecute nu se deschide", "", "V-am retrimis factura în alt format."),
    ("Bagaj deteriorat la sosire", "Fotografii primite, dosar deschis.", ""),
    ("Întrebare despre asigurarea de călătorie", "Oferta B acoperă și anularea.", "Vă recomandăm oferta B."),
];

const ENGLISH: [Talk; 5] = [
    ("Group booking for twelve people", "Two of them need a visa.", "We have held twelve seats until Friday."),
    ("Invoice paid twice", "Finance sees both payments.", "We are returning the second payment today."),
    ("Hotel far from the conference", "The one next door has rooms.", "We can move you next door at the same price."),
    ("Seats apart from the children", "", "You sit together now, in row 14."),
    ("Booking code is not known to the airline", "Issued by a partner.", ""),
];

/// Status, and how many in a hundred have it.
const STATUSES: [(&str, u8); 5] = [("new", 20), ("open", 40), ("waiting", 15), ("solved", 15), ("closed", 10)];

/// Where the tickets of one customer lie.
pub struct Requester {
    pub code: String,
    /// ISO 3166-1: what is said is in its language.
    pub country: &'static str,
    pub department: Id,
    /// Members who may have its tickets.
    pub team: Vec<Id>,
}

/// A ticket for each of these customers; the same seed makes the same ones.
pub fn tickets(seed: u64, requesters: &[Requester], now: Micros) -> Vec<ImportedTicket> {
    let (mut random, mut talks) = (Rng::with_seed(seed), Rng::with_seed(seed));
    requesters.iter().map(|of| ticket(&mut random, of, talk(&mut talks, of.country, false), now)).collect()
}

/// Tickets of the last weeks for these customers: most of them answered and solved in time, some late, and some that
/// still wait for the customer; the oldest first.
pub fn history(seed: u64, requesters: &[Requester], now: Micros) -> Vec<ImportedTicket> {
    let seed = seed ^ 0x5EED;
    let (mut random, mut talks) = (Rng::with_seed(seed), Rng::with_seed(seed));
    let ticket = |(of, n): (&Requester, u32)| earlier(&mut random, of, talk(&mut talks, of.country, true), n, now);
    let mut all: Vec<ImportedTicket> = requesters.iter().zip(0..).map(ticket).collect();
    all.sort_by_key(|ticket| ticket.created_at);
    all
}

/// What somebody of this country wants; `answered`: something that has an answer.
fn talk(random: &mut Rng, country: &str, answered: bool) -> Talk {
    let talks: &[Talk] = match country {
        "VN" => &VIETNAMESE,
        "RO" => &ROMANIAN,
        _ => &ENGLISH,
    };
    let fit: Vec<&Talk> = talks.iter().filter(|(_, _, told)| !answered || !told.is_empty()).collect();
    random.choice(fit).copied().unwrap_or(ENGLISH[0])
}

fn earlier(random: &mut Rng, of: &Requester, talk: Talk, n: u32, now: Micros) -> ImportedTicket {
    const DAY: i64 = 24 * 60;
    let status = match n % 12 {
        0 | 6 => "waiting",
        3 => "open",
        _ => "closed",
    };
    let days = match status {
        // Their promises rest; those that are worked on are not over yet.
        "waiting" => random.i64(2..48),
        "open" => random.i64(1..3),
        _ => random.i64(3..84),
    };
    let age = days * DAY + random.i64(0..DAY);
    let created = now.0 - age * MINUTE;
    // In time but for one of eight answers and one of six solutions.
    let answered = if status == "closed" && random.u8(..8) == 0 { random.i64(DAY..2 * DAY) } else { random.i64(3..14) };
    let solved = if random.u8(..6) == 0 { 9 * DAY } else { random.i64(20..220) };
    let ended = if status == "closed" { answered + solved } else { answered };
    let at = |minutes: i64| Micros(created + minutes.min(age) * MINUTE);
    let owner = random.choice(&of.team).copied();
    let (subject, _, told) = talk;
    let priorities = [Priority::Normal, Priority::Normal, Priority::High, Priority::Low];
    ImportedTicket {
        subject: subject.to_owned(),
        customer: Some(of.code.clone()),
        kind: String::new(),
        product: String::new(),
        priority: if status == "open" {
            Priority::Low
        } else {
            *random.choice(&priorities).unwrap_or(&Priority::Normal)
        },
        channel: random.choice(Channel::ALL).unwrap_or_default(),
        status: status.to_owned(),
        owner,
        department: of.department,
        satisfaction: (status == "closed").then(|| random.u8(3..=5)),
        created_at: Micros(created),
        updated_at: at(ended),
        notes: owner.map(|member| (member, at(answered), true, told.to_owned())).into_iter().collect(),
    }
}

fn ticket(random: &mut Rng, of: &Requester, talk: Talk, now: Micros) -> ImportedTicket {
    let mut share = random.u8(..100);
    let status = STATUSES.iter().find(|(_, part)| {
        let here = share < *part;
        share = share.saturating_sub(*part);
        here
    });
    let status = status.map_or("open", |(status, _)| *status);
    let done = matches!(status, "solved" | "closed");
    // Live ones are hours old, so that some run out about now; the others are of the last weeks.
    let minutes = random.i64(if done { 2_000..40_000 } else { 5..700 });
    let created = now.0 - minutes * MINUTE;
    let taken = status != "new" && random.u8(..5) > 0;
    let owner = if taken { random.choice(&of.team).copied() } else { None };
    let (subject, noted, told) = talk;
    let mut notes = Vec::new();
    let mut at = created;
    for (public, words) in [(false, noted), (true, told)] {
        // Nobody has answered a new one.
        if let (Some(member), false, true) = (owner, words.is_empty(), status != "new") {
            at += random.i64(1..=(minutes / 4).max(1)) * MINUTE;
            notes.push((member, Micros(at), public, words.to_owned()));
        }
    }
    let priority = match random.u8(..10) {
        0 => Priority::Urgent,
        1 | 2 => Priority::High,
        3..=7 => Priority::Normal,
        _ => Priority::Low,
    };
    ImportedTicket {
        subject: subject.to_owned(),
        customer: Some(of.code.clone()),
        kind: String::new(),
        product: String::new(),
        priority,
        channel: random.choice(Channel::ALL).unwrap_or_default(),
        status: status.to_owned(),
        owner,
        department: of.department,
        satisfaction: (status == "closed" && random.bool()).then(|| random.u8(3..=5)),
        created_at: Micros(created),
        updated_at: Micros(at),
        notes,
    }
}
