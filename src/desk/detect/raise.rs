//! A finding becomes an alert: once, signed by the office, with what follows from it.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::api::Problem;
use super::super::{Desk, write_by_office};
use super::about;
use super::restrict::{self, Signers};
use crate::diagnostics::Event;
use crate::domain::detector::Finding;
use crate::domain::{Action, Entry, Id, Micros, Outcome, Response};
use crate::store::{AlertMore, AlertRow, Snapshot, Tx};

impl Desk {
    /// Makes the alert of a finding, unless it is there.
    pub(super) fn raise_finding(&mut self, finding: &Finding) -> Result<(), Problem> {
        let about = about(finding).to_string();
        if self.store.read(|snapshot| snapshot.has_alert(&about))? {
            return Ok(());
        }
        let (id, now) = (self.new_id(), self.steady_now()?);
        let detector = self.rights.policy().detector(finding.kind);
        let row = AlertRow {
            id,
            at: now,
            kind: finding.kind.name().to_owned(),
            subject: Some(finding.member),
            about,
            open: true,
            handled_by: None,
            handled_at: None,
            words: String::new(),
            more: AlertMore {
                severity: Some(detector.severity),
                member: Some(finding.member),
                responses: detector.responses,
                count: finding.count,
                minutes: detector.window_minutes,
                evidence: finding.evidence.clone(),
                ..AlertMore::default()
            },
        };
        let blank = Entry { subject: Some(finding.member), ..self.entry_of_nobody(Action::AlertRaise, Outcome::Done) };
        let signers = Signers { rights: &self.rights };
        let raised = write_by_office(&mut self.store, self.clock.as_ref(), &self.office_signer, |tx| {
            if tx.has_alert(&row.about)? {
                return Err(Problem::Duplicate { field: "alert".into() });
            }
            let (responses, ended) = follow(tx, signers, finding.member, &row.more.responses, now)?;
            tx.put_alert(&AlertRow {
                more: AlertMore { responses: responses.clone(), ..row.more.clone() },
                ..row.clone()
            })?;
            // Neither the kind nor the evidence: who reads the log does not learn from it who does not exist.
            let details = json!({ "alert": id, "responses": responses });
            Ok((Entry { details: details.to_string(), ..blank.clone() }, ended))
        });
        match raised {
            Ok(ended) => {
                Event::AlertRaised { alert: id }.tell();
                self.note_ended(finding.member, id, &ended)
            }
            // Another process was first.
            Err(Problem::Duplicate { .. }) => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    /// One entry for each session that an alert has ended.
    pub(in crate::desk) fn note_ended(&mut self, member: Id, alert: Id, sessions: &[Id]) -> Result<(), Problem> {
        for session in sessions {
            let entry = Entry {
                subject: Some(member),
                details: json!({ "session": session, "alert": alert }).to_string(),
                ..self.entry_of_nobody(Action::SessionEnd, Outcome::Done)
            };
            self.write_as_office(|_| Ok((entry.clone(), ())))?;
        }
        Ok(())
    }
}

/// What of the wanted responses applies to a member, and the sessions that ended by it. The last one who can deal with
/// alerts gets the alert alone: else nobody could lift what follows.
pub(in crate::desk) fn follow(
    tx: &mut Tx<'_>,
    signers: Signers<'_>,
    member: Id,
    wanted: &BTreeSet<Response>,
    now: Micros,
) -> Result<(BTreeSet<Response>, Vec<Id>), Problem> {
    if wanted.is_empty() || is_last_handler(tx, signers, member, now)? {
        return Ok((BTreeSet::new(), Vec::new()));
    }
    let mut ended = Vec::new();
    if wanted.contains(&Response::EndSessions) {
        for session in tx.open_sessions(member)? {
            tx.end_session(session.id, now)?;
            ended.push(session.id);
        }
    }
    Ok((wanted.clone(), ended))
}

fn is_last_handler(snapshot: &Snapshot<'_>, signers: Signers<'_>, member: Id, now: Micros) -> Result<bool, Problem> {
    Ok(restrict::handlers(snapshot, signers, now)? == [member])
}
