//! Alerts dealt with: taken, answered, closed with a word; and how they are shown.

use serde_json::json;

use super::super::alerts::{facts_of, severity_of, words_of};
use super::super::api::{AlertAnswer, AlertView, Managed, Problem};
use super::super::commands::reason;
use super::super::session::Trace;
use super::super::{Desk, queries};
use super::restrict;
use crate::domain::{Entry, Id, Micros, Outcome, Scope, Unfit, Verdict};
use crate::policy::{self, Denied, Operation, Permit, Target};
use crate::store::{AlertNote, AlertRow, Snapshot};

/// Most alerts of one answer.
const MOST: usize = 500;
/// Most answers of one alert.
const MOST_NOTES: usize = 200;

/// What is done with an open alert.
enum Step {
    Take,
    Answer(String),
    Close(String, Verdict),
}

impl Step {
    const fn name(&self) -> &'static str {
        match self {
            Self::Take => "take",
            Self::Answer(_) => "answer",
            Self::Close(..) => "close",
        }
    }

    fn words(&self) -> &str {
        match self {
            Self::Take => "",
            Self::Answer(words) | Self::Close(words, _) => words,
        }
    }

    fn apply(&self, row: &mut AlertRow, by: Id, at: Micros) -> Result<(), Problem> {
        match self {
            Self::Take => row.more.taken = Some((by, at)),
            Self::Answer(_) if row.more.notes.len() >= MOST_NOTES => {
                return Err(Problem::Invalid { field: "words".into(), unfit: Unfit::TooMany(MOST_NOTES) });
            }
            Self::Answer(words) => row.more.notes.push(AlertNote { by, at, words: words.clone() }),
            Self::Close(words, verdict) => {
                row.open = false;
                (row.handled_by, row.handled_at) = (Some(by), Some(at));
                row.words.clone_from(words);
                row.more.verdict = Some(*verdict);
            }
        }
        Ok(())
    }
}

impl Desk {
    pub(in crate::desk) fn take_alert(&mut self, alert: Id) -> Result<Managed, Problem> {
        self.handle_alert(alert, &Step::Take)
    }

    pub(in crate::desk) fn answer_alert(&mut self, alert: Id, words: &str) -> Result<Managed, Problem> {
        let words = reason::word(words);
        if words.is_empty() {
            self.judge(Operation::HandleAlerts, Target::Office)?;
            return Err(Problem::Invalid { field: "words".into(), unfit: Unfit::Empty });
        }
        self.handle_alert(alert, &Step::Answer(words))
    }

    /// What followed from it is lifted.
    pub(in crate::desk) fn close_alert(
        &mut self,
        alert: Id,
        words: &str,
        verdict: Verdict,
    ) -> Result<Managed, Problem> {
        self.handle_alert(alert, &Step::Close(reason::word(words), verdict))
    }

    fn handle_alert(&mut self, alert: Id, step: &Step) -> Result<Managed, Problem> {
        let permit = self.judge(Operation::HandleAlerts, Target::Office)?;
        let row = self.store.read(|snapshot| snapshot.alert(alert))?.filter(|row| row.open).ok_or(Problem::NotFound)?;
        self.not_about_oneself(&permit, &row)?;
        let (by, at) = (permit.actor(), self.clock.now());
        let mut details = json!({ "alert": alert, "step": step.name() });
        if let Step::Close(_, verdict) = step {
            details["verdict"] = json!(verdict);
            // One that somebody took out of the file is closed with the one that told of it.
            let about: serde_json::Value = serde_json::from_str(&row.about).unwrap_or_default();
            if let Some(also) = about.get("alert") {
                details["also"] = also.clone();
            }
        }
        let trace = Trace { reason: step.words().to_owned(), details };
        let entry = Entry { subject: row.subject, ..self.scribe()?.done(&permit, trace) };
        self.act(&permit, |tx| {
            let mut row = tx.alert(alert)?.filter(|row| row.open).ok_or(Problem::NotFound)?;
            step.apply(&mut row, by, at)?;
            tx.put_alert(&row)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(Managed::Done)
    }

    /// Nobody judges himself, unless nobody else can.
    fn not_about_oneself(&mut self, permit: &Permit, row: &AlertRow) -> Result<(), Problem> {
        if ![row.more.member, row.subject].contains(&Some(permit.actor())) {
            return Ok(());
        }
        let now = self.steady_now()?;
        let signers = restrict::Signers { rights: &self.rights };
        let handlers = self.store.read(|snapshot| restrict::handlers(snapshot, signers, now))?;
        if handlers.iter().all(|handler| *handler == permit.actor()) {
            return Ok(());
        }
        let denied = Denied { operation: permit.operation(), target: permit.target(), out_of_scope: false };
        let entry = self.scribe()?.denied(&denied);
        let details = json!({ "rule": permit.operation().rule(), "alert": row.id, "about_oneself": true }).to_string();
        let entry = Entry { outcome: Outcome::Denied, details, ..entry };
        self.write(|_| Ok((entry.clone(), ())))?;
        Err(Problem::Denied { rule: permit.operation().rule() })
    }

    /// Alerts for who may deal with them; judged by the caller.
    pub(in crate::desk) fn alert_views(&mut self, open_only: bool) -> Result<Vec<AlertView>, Problem> {
        let reader = self.evidence_reader()?;
        self.store.read(|snapshot| {
            let rows = snapshot.alerts(open_only, MOST)?;
            rows.into_iter().map(|row| view(snapshot, row, &reader)).collect()
        })
    }

    /// Whose entries of the log whoever is in may read.
    pub(super) fn evidence_reader(&self) -> Result<Reader, Problem> {
        let actor = self.session()?.seen_as();
        Ok(match policy::scope_of(actor, Operation::ViewLog) {
            None => Reader::Of(Vec::new()),
            Some(Scope::All) => Reader::All,
            Some(Scope::Own) => Reader::Of(vec![actor.member]),
            Some(Scope::Department) => Reader::Of(self.rights.members_of(&actor.departments)),
        })
    }
}

/// Whose entries may be read.
pub(super) enum Reader {
    All,
    Of(Vec<Id>),
}

impl Reader {
    pub fn reads(&self, member: Option<Id>) -> bool {
        match self {
            Self::All => true,
            Self::Of(members) => member.is_some_and(|member| members.contains(&member)),
        }
    }
}

fn view(snapshot: &Snapshot<'_>, row: AlertRow, reader: &Reader) -> Result<AlertView, Problem> {
    let name = |id: Id| queries::member_name(snapshot, id);
    let subject = match row.subject {
        Some(id) => match snapshot.customer_code(id)? {
            Some(code) => code,
            None => name(id)?,
        },
        None => String::new(),
    };
    let more = row.more;
    let about = words_of(snapshot, &row.kind, &row.about, more.count, more.minutes)?;
    let facts = facts_of(snapshot, &row.kind, &row.about, more.count, more.minutes)?;
    let answer = |note: AlertNote| Ok(AlertAnswer { by: name(note.by)?, at: note.at, words: note.words });
    Ok(AlertView {
        id: row.id,
        at: row.at,
        about,
        facts,
        subject,
        open: row.open,
        handled_by: row.handled_by.map(name).transpose()?.unwrap_or_default(),
        words: row.words,
        severity: more.severity.unwrap_or_else(|| severity_of(&row.kind)),
        kind: row.kind,
        member: more.member,
        responses: if row.open { more.responses.into_iter().collect() } else { Vec::new() },
        evidence: if reader.reads(more.member) { more.evidence } else { Vec::new() },
        taken_by: more.taken.map(|(by, _)| name(by)).transpose()?.unwrap_or_default(),
        taken_at: more.taken.map(|(_, at)| at),
        answers: more.notes.into_iter().map(answer).collect::<Result<_, Problem>>()?,
        verdict: more.verdict,
    })
}
