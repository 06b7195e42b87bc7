//! The status that a row means.

use super::row::WorkRow;
use crate::domain::fold::fold;
use crate::domain::service::{Service, TicketStatus};
use crate::domain::ticket::Phase;

/// Names of phases in English, Vietnamese and Romanian, as `fold` leaves them.
const PHASES: [(Phase, &str); 5] = [
    (Phase::New, "new | moi | nou"),
    (Phase::Open, "open | in progress | assigned | reopened | dang xu ly | dang mo | mo | deschis | in lucru"),
    (Phase::Waiting, "waiting | pending | on hold | hold | cho | dang cho | tam dung | in asteptare"),
    (Phase::Solved, "solved | resolved | done | da xu ly | da giai quyet | xong | rezolvat"),
    (Phase::Closed, "closed | dong | da dong | inchis"),
];

/// By its key, its name or its phase; what says nothing has the office's first, or was closed.
pub fn status_of<'a>(service: &'a Service, row: &WorkRow) -> Option<&'a TicketStatus> {
    let wanted = fold(&row.status);
    let phase = match (wanted.is_empty(), row.closed) {
        (true, None) => return service.statuses.first(),
        (true, Some(_)) => Some(Phase::Closed),
        (false, _) => {
            let named = service
                .statuses
                .iter()
                .find(|status| [&status.key, &status.name].map(|name| fold(name)).contains(&wanted));
            if named.is_some() {
                return named;
            }
            PHASES.iter().find(|(_, names)| names.split(" | ").any(|name| name == wanted)).map(|(phase, _)| *phase)
        }
    }?;
    let same = service.statuses.iter().find(|status| status.phase == phase);
    // An office that has one word for solved and closed.
    same.or_else(|| service.statuses.iter().find(|status| !phase.is_live() && !status.phase.is_live()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Micros;

    fn meant(status: &str, closed: Option<i64>) -> Option<String> {
        let mut service = Service::default();
        service.statuses.push(TicketStatus { key: "lab".into(), name: "Chờ xưởng".into(), phase: Phase::Waiting });
        service.statuses.retain(|status| status.phase != Phase::Closed);
        let row = WorkRow { status: status.into(), closed: closed.map(Micros), ..WorkRow::default() };
        status_of(&service, &row).map(|status| status.key.clone())
    }

    #[test]
    fn a_status_is_named_by_key_name_or_phase() {
        for (written, key) in [
            ("", "new"),
            ("open", "open"),
            ("chờ xưởng", "lab"),
            ("LAB", "lab"),
            ("Đang chờ", "waiting"),
            ("în lucru", "open"),
            ("Resolved", "solved"),
            ("Closed", "solved"),
        ] {
            assert_eq!(meant(written, None).as_deref(), Some(key), "{written}");
        }
        assert_eq!(meant("", Some(1)).as_deref(), Some("solved"), "what was closed is over");
        assert_eq!(meant("open", Some(1)).as_deref(), Some("open"));
        assert_eq!(meant("escalated", None), None);
    }
}
