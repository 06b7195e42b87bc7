//! Lines in three languages, and what they mean on Friday 2026-11-27 at 10:00 in Hà Nội.

use jiff::tz::TimeZone;

use super::*;

fn hanoi() -> TimeZone {
    TimeZone::get("Asia/Ho_Chi_Minh").unwrap()
}

fn now() -> Micros {
    task::moment("2026-11-27T10:00".parse().unwrap(), &hanoi()).unwrap()
}

fn read(line: &str) -> Parsed {
    parse(line, now(), &hanoi())
}

/// Title and time in one text: `title | 2026-11-28 09:00`.
fn said(line: &str) -> String {
    let parsed = read(line);
    let due = parsed.due.and_then(|due| task::local(due, &hanoi()));
    let form = if parsed.all_day { "%Y-%m-%d" } else { "%Y-%m-%d %H:%M" };
    let due = due.map(|due| due.strftime(form).to_string()).unwrap_or_default();
    let past = if parsed.past { " past" } else { "" };
    let repeat = parsed.repeat.map(|repeat| format!(" every {} {}", repeat.every, repeat.unit.name()));
    format!("{} | {due}{past}{}", parsed.title, repeat.unwrap_or_default())
}

#[track_caller]
fn all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(line, expected)| said(line) != *expected)
        .map(|(line, expected)| format!("{line:?}: {:?}, not {expected:?}", said(line)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn english() {
    all(&[
        ("call Ana fri 14:00", "call Ana | 2026-12-04 14:00"),
        ("call Ana tomorrow 9", "call Ana | 2026-11-28 09:00"),
        ("call Ana tomorrow", "call Ana | 2026-11-28"),
        ("tomorrow at 9am call Ana", "call Ana | 2026-11-28 09:00"),
        ("call Ana on monday at 8:30", "call Ana | 2026-11-30 08:30"),
        ("next monday call Ana", "call Ana | 2026-11-30"),
        ("call Ana next friday", "call Ana | 2026-12-04"),
        ("call Ana this friday", "call Ana | 2026-11-27"),
        ("pay next week", "pay | 2026-11-30"),
        ("pay next month", "pay | 2026-12-01"),
        ("write in 3 days", "write | 2026-11-30"),
        ("write in 2 weeks 14:00", "write | 2026-12-11 14:00"),
        ("write in a month", "write | 2026-12-27"),
        ("ring back in 30 minutes", "ring back | 2026-11-27 10:30"),
        ("ring back in an hour", "ring back | 2026-11-27 11:00"),
        ("ring back 2 hours from now", "ring back | 2026-11-27 12:00"),
        ("call 9pm", "call | 2026-11-27 21:00"),
        ("call 9 am", "call | 2026-11-28 09:00"),
        ("call at 9:30pm", "call | 2026-11-27 21:30"),
        ("call at 12am", "call | 2026-11-28 00:00"),
        ("call at noon", "call | 2026-11-27 12:00"),
        ("call tomorrow morning", "call | 2026-11-28 09:00"),
        ("call tonight", "call | 2026-11-27 20:00"),
        ("call tonight 8", "call | 2026-11-27 20:00"),
        ("call on 15 dec", "call | 2026-12-15"),
        ("call dec 15 9:00", "call | 2026-12-15 09:00"),
        ("call 1 december 2027", "call | 2027-12-01"),
        ("call the day after tomorrow", "call | 2026-11-29"),
        ("report every friday 16:00", "report | 2026-12-04 16:00 every 1 week"),
        ("report every day", "report | 2026-11-27 every 1 day"),
        ("report daily 9:00", "report | 2026-11-28 09:00 every 1 day"),
        ("report every weekday 8h", "report | 2026-11-30 08:00 every 1 weekday"),
        ("report every 2 weeks", "report | 2026-11-27 every 2 week"),
        ("report every other month", "report | 2026-11-27 every 2 month"),
        ("report monthly 1/12", "report | 2026-12-01 every 1 month"),
    ]);
}

#[test]
fn vietnamese_with_and_without_marks() {
    all(&[
        ("gọi lại Đào ngày mai 9h", "gọi lại Đào | 2026-11-28 09:00"),
        ("goi lai Dao ngay mai 9h", "goi lai Dao | 2026-11-28 09:00"),
        ("gọi lại Đào mai 9h", "gọi lại Đào | 2026-11-28 09:00"),
        ("gọi lại Đào mai", "gọi lại Đào | 2026-11-28"),
        ("gọi cho Mai", "gọi cho Mai | "),
        ("gọi cho Mai ngày mai", "gọi cho Mai | 2026-11-28"),
        ("gọi Thu", "gọi Thu | "),
        ("thứ hai 8h30 họp", "họp | 2026-11-30 08:30"),
        ("thu hai 8h30 hop", "hop | 2026-11-30 08:30"),
        ("họp vào thứ sáu", "họp | 2026-12-04"),
        ("họp Thứ Ba tuần sau 14h", "họp | 2026-12-01 14:00"),
        ("họp thứ sáu tuần sau", "họp | 2026-12-04"),
        ("họp t4", "họp | 2026-12-02"),
        ("họp chủ nhật lúc 9 giờ", "họp | 2026-11-29 09:00"),
        ("gửi báo giá hôm nay", "gửi báo giá | 2026-11-27"),
        ("gửi báo giá hôm nay 9h", "gửi báo giá | 2026-11-27 09:00 past"),
        ("gửi báo giá lúc 9 giờ rưỡi", "gửi báo giá | 2026-11-28 09:30"),
        ("gửi báo giá 3 giờ chiều", "gửi báo giá | 2026-11-27 15:00"),
        ("gửi báo giá 8h tối", "gửi báo giá | 2026-11-27 20:00"),
        ("gửi báo giá tối nay", "gửi báo giá | 2026-11-27 20:00"),
        ("gửi báo giá tối nay 7h", "gửi báo giá | 2026-11-27 19:00"),
        ("gửi báo giá chiều mai 3h", "gửi báo giá | 2026-11-28 15:00"),
        ("gửi báo giá sáng thứ hai", "gửi báo giá | 2026-11-30 09:00"),
        ("gọi tôi ngày mai", "gọi tôi | 2026-11-28"),
        ("thăm khách sau 2 tuần", "thăm khách | 2026-12-11"),
        ("thăm khách 3 ngày nữa", "thăm khách | 2026-11-30"),
        ("gọi lại sau 30 phút", "gọi lại | 2026-11-27 10:30"),
        ("gọi lại sau 2 tiếng", "gọi lại | 2026-11-27 12:00"),
        ("thăm khách ngày 15 tháng 12 lúc 14:00", "thăm khách | 2026-12-15 14:00"),
        ("thăm khách 15/12 9:00", "thăm khách | 2026-12-15 09:00"),
        ("thăm khách 1/2", "thăm khách | 2027-02-01"),
        ("thăm khách ngày 5", "thăm khách | 2026-12-05"),
        ("thu tiền ngày mốt", "thu tiền | 2026-11-29"),
        ("thu tiền tháng sau", "thu tiền | 2026-12-01"),
        ("báo cáo mỗi thứ hai 8h30", "báo cáo | 2026-11-30 08:30 every 1 week"),
        ("báo cáo hàng ngày 9h", "báo cáo | 2026-11-28 09:00 every 1 day"),
        ("báo cáo mỗi 2 tuần", "báo cáo | 2026-11-27 every 2 week"),
        ("báo cáo hàng tháng", "báo cáo | 2026-11-27 every 1 month"),
    ]);
}

#[test]
fn romanian_with_and_without_marks() {
    all(&[
        ("mâine 10 sună la Ion", "sună la Ion | 2026-11-28 10:00"),
        ("maine 10 suna la Ion", "suna la Ion | 2026-11-28 10:00"),
        ("sună-l pe Ion luni 9", "sună-l pe Ion | 2026-11-30 09:00"),
        ("sună pe marți la ora 10", "sună | 2026-12-01 10:00"),
        ("azi trimite oferta", "trimite oferta | 2026-11-27"),
        ("trimite oferta astăzi la 16:30", "trimite oferta | 2026-11-27 16:30"),
        ("trimite oferta poimâine", "trimite oferta | 2026-11-29"),
        ("trimite oferta diseară la 8", "trimite oferta | 2026-11-27 20:00"),
        ("trimite oferta mâine dimineață", "trimite oferta | 2026-11-28 09:00"),
        ("trimite oferta mâine după-amiază", "trimite oferta | 2026-11-28 15:00"),
        ("trimite oferta mâine seară", "trimite oferta | 2026-11-28 20:00"),
        ("vizită peste 3 zile", "vizită | 2026-11-30"),
        ("vizită peste 2 luni", "vizită | 2027-01-27"),
        ("vizită peste 30 de minute", "vizită | 2026-11-27 10:30"),
        ("vizită peste o oră", "vizită | 2026-11-27 11:00"),
        ("vizită 15 decembrie 14:00", "vizită | 2026-12-15 14:00"),
        ("vizită 15.12", "vizită | 2026-12-15"),
        ("vizită săptămâna viitoare", "vizită | 2026-11-30"),
        ("vizită vineri viitoare ora 11", "vizită | 2026-12-04 11:00"),
        ("raport în fiecare luni", "raport | 2026-11-30 every 1 week"),
        ("raport în fiecare vineri la 16", "raport | 2026-12-04 16:00 every 1 week"),
        ("raport zilnic", "raport | 2026-11-27 every 1 day"),
        ("raport la fiecare 2 săptămâni", "raport | 2026-11-27 every 2 week"),
        ("raport în fiecare lună", "raport | 2026-11-27 every 1 month"),
    ]);
}

#[test]
fn what_is_no_time_stays() {
    all(&[
        ("send 10 boxes to Hue", "send 10 boxes to Hue | "),
        ("buy sun cream", "buy sun cream | "),
        ("version 1.5 of the offer", "version 1.5 of the offer | "),
        ("room at 10 Downing Street tomorrow", "room Downing Street | 2026-11-28 10:00"),
        ("\"fri 14:00\" is what he said", "fri 14:00 is what he said | "),
        ("30/02 is no day", "30/02 is no day | "),
        ("call 25:00", "call 25:00 | "),
        ("call 13pm", "call 13pm | "),
        ("plan 2 luni", "plan 2 luni | "),
        ("on the way", "on the way | "),
        ("every now and then", "every now and then | "),
        ("gửi 3 ngày", "gửi 3 ngày | "),
        ("", " | "),
        ("   ", " | "),
        ("call 2026-12-15", "call | 2026-12-15"),
        ("call 15/12/2026 9:00", "call | 2026-12-15 09:00"),
        ("call 15/12/2020", "call | 2020-12-15 past"),
        ("in 9999 years", "in 9999 years | "),
    ]);
}

#[test]
fn signs_say_who_which_ticket_and_which_customer() {
    let parsed = read("gọi lại Đào @lan #1042 /kh-000123 ngày mai 9h");
    assert_eq!(parsed.title, "gọi lại Đào");
    assert_eq!(parsed.assignee.as_deref(), Some("lan"));
    assert_eq!((parsed.ticket, parsed.customer.as_deref()), (Some(1042), Some("KH-000123")));
    let parsed = read("call KH-000042, fri");
    assert_eq!((parsed.title.as_str(), parsed.customer.as_deref()), ("call", Some("KH-000042")));
    for (line, title) in [("@", "@"), ("#x", "#x"), ("and/or", "and/or"), ("/etc", "/etc"), ("a-1", "a-1")] {
        assert_eq!(read(line).title, title);
    }
}

#[test]
fn a_time_alone_is_read_whole_or_not_at_all() {
    let when = |text| parse_when(text, now(), &hanoi());
    assert_eq!(when("fri 14:00").map(|(due, all_day, _)| (due, all_day)), Some((read("fri 14:00").due, false)));
    assert!(when("2026-11-27 09:00").is_some_and(|(due, ..)| due.is_some_and(|due| due < now())));
    assert!(when("mỗi thứ hai").is_some_and(|(.., repeat)| repeat.is_some()));
    assert_eq!((when("soon"), when(""), when("fri @lan")), (None, None, None));
}

/// Whatever is typed: nothing panics, and a time that is over is said to be.
#[test]
fn any_text_is_read() {
    let mut random = fastrand::Rng::with_seed(11);
    let pieces = [
        "ngày", "mai", "thứ", "hai", "fri", "next", "in", "3", "days", "peste", "luni", "14:00", "9h", "99", "15/12",
        "@", "#", "/KH-0001", "every", "mỗi", "2", "tuần", "sau", "\"", "dec", "31", "ora", "at", "la", "pm",
        "\u{301}", "0", "năm", "9999", "/", "-", "ß", "🙂", "tháng", "30", "29/02", "9g", "h", ":", "tối", "giờ",
        "rưỡi", "weekday", "de",
    ];
    for round in 0..20_000 {
        let count = random.usize(0..9);
        let words: Vec<&str> = (0..count).map(|_| pieces[random.usize(..pieces.len())]).collect();
        let line = words.join(if round % 7 == 0 { "" } else { " " });
        let parsed = read(&line);
        let (due, today) = (parsed.due, task::local(now(), &hanoi()).unwrap().date());
        let over = due.is_some_and(|due| {
            if parsed.all_day { task::local(due, &hanoi()).unwrap().date() < today } else { due < now() }
        });
        assert_eq!(parsed.past, over, "{line:?}");
        assert!(parsed.repeat.is_none() || due.is_some(), "{line:?}");
    }
    for _ in 0..5_000 {
        let line: String = (0..random.usize(0..40)).map(|_| random.char(..)).collect();
        read(&line);
    }
}
