//! The words for days and times in English, Vietnamese and Romanian.
//!
//! A phrase's words are parted by blanks. A word with `~` is known by its letters alone, as Romanian is typed with and
//! without marks; another one as it stands, or all without marks: so `tối` and `toi` are the evening, and `tôi` is not.

use jiff::civil::Weekday::{self, Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};

use super::Span;
use crate::domain::task::Unit;

/// A part of the day, with the hour that it means by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

impl Part {
    pub const fn hour(self) -> i8 {
        match self {
            Self::Morning => 9,
            Self::Noon => 12,
            Self::Afternoon => 15,
            Self::Evening => 20,
        }
    }
}

/// Days from today on.
pub const DAYS: &[(&str, i32, Option<Part>)] = &[
    ("day after tomorrow", 2, None),
    ("the day after tomorrow", 2, None),
    ("today", 0, None),
    ("tonight", 0, Some(Part::Evening)),
    ("tomorrow", 1, None),
    ("tmr", 1, None),
    ("this morning", 0, Some(Part::Morning)),
    ("this afternoon", 0, Some(Part::Afternoon)),
    ("this evening", 0, Some(Part::Evening)),
    ("hôm nay", 0, None),
    ("sáng nay", 0, Some(Part::Morning)),
    ("trưa nay", 0, Some(Part::Noon)),
    ("chiều nay", 0, Some(Part::Afternoon)),
    ("tối nay", 0, Some(Part::Evening)),
    ("ngày mai", 1, None),
    ("sáng mai", 1, Some(Part::Morning)),
    ("trưa mai", 1, Some(Part::Noon)),
    ("chiều mai", 1, Some(Part::Afternoon)),
    ("tối mai", 1, Some(Part::Evening)),
    ("ngày mốt", 2, None),
    ("ngày kia", 2, None),
    ("~azi", 0, None),
    ("~astazi", 0, None),
    ("~diseara", 0, Some(Part::Evening)),
    ("~maine", 1, None),
    ("~poimaine", 2, None),
];

/// Days that are also names or other words: they count where a time follows, where nothing does, or in lower case after
/// a word that leads to a day.
pub const WEAK_DAYS: &[(&str, i32)] = &[("mai", 1)];

pub const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Monday),
    ("tuesday", Tuesday),
    ("tues", Tuesday),
    ("tue", Tuesday),
    ("wednesday", Wednesday),
    ("thursday", Thursday),
    ("thurs", Thursday),
    ("thur", Thursday),
    ("friday", Friday),
    ("fri", Friday),
    ("saturday", Saturday),
    ("sunday", Sunday),
    ("thứ hai", Monday),
    ("thứ ba", Tuesday),
    ("thứ tư", Wednesday),
    ("thứ năm", Thursday),
    ("thứ sáu", Friday),
    ("thứ bảy", Saturday),
    ("chủ nhật", Sunday),
    ("thứ 2", Monday),
    ("thứ 3", Tuesday),
    ("thứ 4", Wednesday),
    ("thứ 5", Thursday),
    ("thứ 6", Friday),
    ("thứ 7", Saturday),
    ("t2", Monday),
    ("t3", Tuesday),
    ("t4", Wednesday),
    ("t5", Thursday),
    ("t6", Friday),
    ("t7", Saturday),
    ("~luni", Monday),
    ("~lunea", Monday),
    ("~marti", Tuesday),
    ("~martea", Tuesday),
    ("~miercuri", Wednesday),
    ("~miercurea", Wednesday),
    ("~joi", Thursday),
    ("~joia", Thursday),
    ("~vineri", Friday),
    ("~vinerea", Friday),
    ("~sambata", Saturday),
    ("~duminica", Sunday),
];

/// Short ones that are other words too.
pub const WEAK_WEEKDAYS: &[(&str, Weekday)] =
    &[("mon", Monday), ("wed", Wednesday), ("thu", Thursday), ("sat", Saturday), ("sun", Sunday), ("cn", Sunday)];

pub const PARTS: &[(&str, Part)] = &[
    ("morning", Part::Morning),
    ("noon", Part::Noon),
    ("afternoon", Part::Afternoon),
    ("evening", Part::Evening),
    ("night", Part::Evening),
    ("sáng", Part::Morning),
    ("trưa", Part::Noon),
    ("chiều", Part::Afternoon),
    ("tối", Part::Evening),
    ("~dimineata", Part::Morning),
    ("la ~pranz", Part::Noon),
    ("~dupa ~amiaza", Part::Afternoon),
    ("~dupamiaza", Part::Afternoon),
    ("~seara", Part::Evening),
];

/// Lead to a day or a time, and mean nothing without it.
pub const LEADS: &[&str] = &["on", "at", "by", "vào", "lúc", "vào lúc", "pe", "la", "~pana", "trước"];

/// Before a weekday: the one of this week, and of the next.
pub const THIS: &[&str] = &["this"];
pub const NEXT: &[&str] = &["next"];
/// After a weekday.
pub const THIS_AFTER: &[&str] = &["tuần này", "này", "~asta", "~aceasta"];
pub const NEXT_AFTER: &[&str] = &["tuần sau", "tuần tới", "next week", "~saptamana ~viitoare", "~viitoare"];
pub const COMING_AFTER: &[&str] = &["tới"];

pub const NEXT_WEEK: &[&str] = &["next week", "tuần sau", "tuần tới", "~saptamana ~viitoare"];
pub const NEXT_MONTH: &[&str] = &["next month", "tháng sau", "tháng tới", "~luna ~viitoare"];

/// Lead to a span of time from now on; `nữa` follows one.
pub const SPAN_LEADS: &[&str] = &["~in", "sau", "trong", "~peste"];
pub const SPAN_ENDS: &[&str] = &["nữa", "from now"];
pub const ONES: &[&str] = &["a", "an", "one", "một", "un", "o", "~una"];

pub const SPANS: &[(&str, Span)] = &[
    ("minute", Span::Minutes),
    ("minutes", Span::Minutes),
    ("min", Span::Minutes),
    ("mins", Span::Minutes),
    ("phút", Span::Minutes),
    ("~minut", Span::Minutes),
    ("hour", Span::Hours),
    ("hours", Span::Hours),
    ("hr", Span::Hours),
    ("hrs", Span::Hours),
    ("giờ", Span::Hours),
    ("tiếng", Span::Hours),
    ("~ora", Span::Hours),
    ("~ore", Span::Hours),
    ("day", Span::Of(Unit::Day)),
    ("days", Span::Of(Unit::Day)),
    ("ngày", Span::Of(Unit::Day)),
    ("~zi", Span::Of(Unit::Day)),
    ("~zile", Span::Of(Unit::Day)),
    ("weekday", Span::Of(Unit::Weekday)),
    ("week", Span::Of(Unit::Week)),
    ("weeks", Span::Of(Unit::Week)),
    ("tuần", Span::Of(Unit::Week)),
    ("~saptamana", Span::Of(Unit::Week)),
    ("~saptamani", Span::Of(Unit::Week)),
    ("month", Span::Of(Unit::Month)),
    ("months", Span::Of(Unit::Month)),
    ("tháng", Span::Of(Unit::Month)),
    ("~luna", Span::Of(Unit::Month)),
    ("~luni", Span::Of(Unit::Month)),
    ("year", Span::Of(Unit::Year)),
    ("years", Span::Of(Unit::Year)),
    ("năm", Span::Of(Unit::Year)),
    ("~an", Span::Of(Unit::Year)),
    ("~ani", Span::Of(Unit::Year)),
];

/// Repeats in one phrase.
pub const REPEATS: &[(&str, Unit)] = &[
    ("every weekday", Unit::Weekday),
    ("weekdays", Unit::Weekday),
    ("mỗi ngày làm việc", Unit::Weekday),
    ("~in ~fiecare ~zi ~lucratoare", Unit::Weekday),
    ("daily", Unit::Day),
    ("weekly", Unit::Week),
    ("monthly", Unit::Month),
    ("yearly", Unit::Year),
    ("annually", Unit::Year),
    ("~zilnic", Unit::Day),
    ("~saptamanal", Unit::Week),
    ("~lunar", Unit::Month),
    ("~anual", Unit::Year),
];

/// Lead to what repeats.
pub const EVERY: &[&str] = &["~in ~fiecare", "la ~fiecare", "~fiecare", "every", "each", "mỗi", "hàng", "hằng"];
pub const OTHER: &[&str] = &["other", "second"];

pub const MONTHS: &[(&str, i8)] = &[
    ("january", 1),
    ("jan", 1),
    ("~ianuarie", 1),
    ("february", 2),
    ("feb", 2),
    ("~februarie", 2),
    ("march", 3),
    ("mar", 3),
    ("~martie", 3),
    ("april", 4),
    ("apr", 4),
    ("~aprilie", 4),
    ("may", 5),
    ("~mai", 5),
    ("june", 6),
    ("jun", 6),
    ("~iunie", 6),
    ("july", 7),
    ("jul", 7),
    ("~iulie", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("~septembrie", 9),
    ("october", 10),
    ("oct", 10),
    ("~octombrie", 10),
    ("november", 11),
    ("nov", 11),
    ("~noiembrie", 11),
    ("december", 12),
    ("dec", 12),
    ("~decembrie", 12),
];
