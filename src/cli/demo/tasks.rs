//! The tasks of a demo office: overdue, of today and later, in three languages.

use jiff::civil::Time;
use jiff::{Span, Timestamp};

use crate::cli::zone::zone;
use crate::desk::found::Founded;
use crate::desk::tasks::import::TaskImport;
use crate::domain::Micros;
use crate::domain::task::Unit;

/// Who (a number of the demo's members), days from today, the hour or the whole day, the number of a customer, the title.
type Planned = (usize, i32, Option<i8>, u32, &'static str);

const PLANNED: [Planned; 14] = [
    (1, -3, None, 1, "Gửi lại hóa đơn tháng trước"),
    (1, -1, Some(15), 3, "Gọi lại về báo giá vận chuyển"),
    (1, 0, None, 5, "Kiểm tra địa chỉ giao hàng"),
    (1, 0, Some(16), 7, "Sună înapoi pentru confirmare"),
    (1, 1, Some(9), 8, "Gọi lại buổi sáng, trước giờ họp"),
    (1, 2, None, 0, "Send the new price list"),
    (1, 9, Some(14), 11, "Thăm xưởng cùng anh Minh"),
    (1, 0, None, 0, "Chuẩn bị danh sách khách cần chăm sóc"),
    (2, -2, None, 2, "Trả lời khiếu nại về giao hàng chậm"),
    (2, 0, Some(17), 4, "Call about the open contract"),
    (2, 3, None, 6, "Trimite oferta actualizată"),
    (0, -1, None, 9, "Ký gia hạn hợp đồng"),
    (0, 0, Some(11), 0, "Weekly review with the team"),
    (0, 5, None, 10, "Discută reducerea de volum"),
];

/// Those of this office, as of now.
pub fn planned(founded: &Founded, now: Micros) -> Vec<TaskImport> {
    let zone = zone();
    let today = zone.to_datetime(Timestamp::from_microsecond(now.0).unwrap_or(Timestamp::UNIX_EPOCH)).date();
    let at = |days: i32, hour: Option<i8>| {
        let day = today.checked_add(Span::new().days(days)).ok()?;
        let time = Time::new(hour.unwrap_or(0), 0, 0, 0).ok()?;
        Some(Micros(zone.to_timestamp(day.to_datetime(time)).ok()?.as_microsecond()))
    };
    let task = |(who, days, hour, customer, title): Planned| {
        let member = founded.members.get(who)?;
        Some(TaskImport {
            title: title.to_owned(),
            customer: if customer == 0 { String::new() } else { format!("KH-{customer:06}") },
            owner: member.id,
            department: *founded.departments.first()?,
            due: at(days, hour),
            all_day: hour.is_none(),
            repeat: title.starts_with("Weekly").then_some((1, Unit::Week)),
            ..TaskImport::default()
        })
    };
    PLANNED.into_iter().filter_map(task).collect()
}
