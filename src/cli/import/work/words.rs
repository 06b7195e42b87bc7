//! Single words of tickets, tasks and activities, in English, Vietnamese and Romanian, and what each means.

use crate::domain::fold::fold;
use crate::domain::ticket::{Channel, Priority};
use crate::domain::{ActivityKind, ActivityOutcome, Direction};

/// The largest number that a ticket may bring along.
const LARGEST_NUMBER: i64 = 999_999_999;

/// A ticket's number, as `1042` or `#1042`.
pub fn number(cell: &str) -> Option<i64> {
    let digits = cell.trim().trim_start_matches('#');
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| plain && (1..=LARGEST_NUMBER).contains(number))
}

pub fn priority(cell: &str) -> Option<Priority> {
    Some(match fold(cell).as_str() {
        "low" | "minor" | "thap" | "scazuta" | "mica" | "4" | "p4" => Priority::Low,
        "normal" | "medium" | "trung binh" | "binh thuong" | "thuong" | "normala" | "medie" | "3" | "p3" => {
            Priority::Normal
        }
        "high" | "major" | "cao" | "ridicata" | "mare" | "2" | "p2" => Priority::High,
        "urgent" | "critical" | "highest" | "blocker" | "khan" | "khan cap" | "gap" | "urgenta" | "critica" | "1"
        | "p1" => Priority::Urgent,
        _ => return None,
    })
}

pub fn channel(cell: &str) -> Option<Channel> {
    Some(match fold(cell).as_str() {
        "phone" | "call" | "telephone" | "dien thoai" | "goi" | "telefon" | "apel" => Channel::Phone,
        "email" | "e mail" | "mail" | "thu" | "thu dien tu" => Channel::Email,
        "chat" | "messenger" | "zalo" | "whatsapp" | "facebook" | "nhan tin" => Channel::Chat,
        "visit" | "walk in" | "office" | "den noi" | "truc tiep" | "vizita" => Channel::Visit,
        "web" | "website" | "portal" | "form" | "api" | "trang web" | "formular" => Channel::Web,
        "other" | "khac" | "altul" | "alta" => Channel::Other,
        _ => return None,
    })
}

pub fn activity_kind(cell: &str) -> Option<ActivityKind> {
    Some(match fold(cell).as_str() {
        "note" | "ghi chu" | "nota" => ActivityKind::Note,
        "call" | "phone" | "phone call" | "goi" | "cuoc goi" | "goi dien" | "apel" | "telefon" => ActivityKind::Call,
        "email" | "e mail" | "mail" | "thu" => ActivityKind::Email,
        "meeting" | "hop" | "cuoc hop" | "gap" | "intalnire" | "sedinta" => ActivityKind::Meeting,
        "visit" | "tham" | "den tham" | "vizita" => ActivityKind::Visit,
        "chat" | "message" | "nhan tin" | "mesaj" => ActivityKind::Chat,
        _ => return None,
    })
}

pub fn direction(cell: &str) -> Option<Direction> {
    Some(match fold(cell).as_str() {
        "in" | "inbound" | "incoming" | "received" | "den" | "goi den" | "vao" | "intrare" | "primit" => Direction::In,
        "out" | "outbound" | "outgoing" | "sent" | "di" | "goi di" | "ra" | "iesire" | "trimis" => Direction::Out,
        "none" | "internal" | "noi bo" | "intern" => Direction::None,
        _ => return None,
    })
}

pub fn outcome(cell: &str) -> Option<ActivityOutcome> {
    Some(match fold(cell).as_str() {
        "reached" | "answered" | "connected" | "gap duoc" | "nghe may" | "raspuns" => ActivityOutcome::Reached,
        "no answer" | "unanswered" | "missed" | "khong nghe may" | "khong tra loi" | "fara raspuns" => {
            ActivityOutcome::NoAnswer
        }
        "busy" | "ban" | "may ban" | "ocupat" => ActivityOutcome::Busy,
        "voicemail" | "hop thu thoai" | "mesagerie vocala" => ActivityOutcome::Voicemail,
        "wrong number" | "sai so" | "nham so" | "numar gresit" => ActivityOutcome::WrongNumber,
        "done" | "completed" | "xong" | "finalizat" => ActivityOutcome::Done,
        "other" | "khac" | "altul" => ActivityOutcome::Other,
        _ => return None,
    })
}

/// Whether something is done.
pub fn done(cell: &str) -> Option<bool> {
    Some(match fold(cell).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "done" | "completed" | "closed" | "co" | "xong" | "da xong"
        | "hoan thanh" | "da" | "roi" | "gata" | "finalizat" => true,
        "no" | "n" | "false" | "0" | "open" | "new" | "in progress" | "to do" | "khong" | "chua" | "chua xong"
        | "dang lam" | "nu" | "deschis" => false,
        _ => return None,
    })
}
