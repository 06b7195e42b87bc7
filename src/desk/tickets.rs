//! Tickets: each request to the one who answers it.

use super::Desk;
use super::api::{Problem, TicketReply, TicketRequest};

impl Desk {
    pub(super) fn ticket(&mut self, request: TicketRequest) -> Result<TicketReply, Problem> {
        let _ = request;
        Err(Problem::NoSession)
    }
}
