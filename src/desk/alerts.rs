//! What was seen that should not be: each sight becomes an alert once, and stays until somebody has dealt with it.

use serde_json::{Value, json};

use super::api::{AlertView, Managed, Problem};
use super::commands::reason;
use super::keys::UnusableCopy;
use super::session::Trace;
use super::{Desk, queries};
use crate::domain::{Action, Class, Entry, Id, Micros, Outcome, Severity};
use crate::policy::{Operation, Target};
use crate::store::{AlertRow, Snapshot};

/// Most alerts of one answer.
const MOST: usize = 500;

/// One sight, of ids, numbers and words of the program's own; never a personal value.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    subject: Option<Id>,
    /// `kind` and what it is about: the same twice is one sight.
    about: Value,
}

impl Sight {
    fn new(kind: &str, subject: Option<Id>, mut about: Value) -> Self {
        about["kind"] = json!(kind);
        if let Some(subject) = subject {
            about["subject"] = json!(subject);
        }
        Self { subject, about }
    }

    /// The log does not vouch for how a member signs in.
    pub fn member_altered(member: Id) -> Self {
        Self::new("member_altered", Some(member), json!({}))
    }

    /// The table names another key for a member than the signed decisions.
    fn member_key_swapped(member: Id, key: &[u8; 32]) -> Self {
        Self::new("member_key_swapped", Some(member), json!({ "key": short(key) }))
    }

    fn class_key_swapped(class: Class, generation: u32, key: &[u8; 32]) -> Self {
        Self::new("class_key_swapped", None, json!({ "class": class, "generation": generation, "key": short(key) }))
    }

    /// A key lies there for a member that is not the one it should be.
    pub fn unusable_copy(member: Id, copy: &UnusableCopy) -> Self {
        let about = json!({ "class": copy.class, "generation": copy.generation });
        Self::new("key_copy_unusable", Some(member), about)
    }

    fn statement_refused(sequence: i64, why: &str) -> Self {
        Self::new("decision_refused", None, json!({ "decision": sequence, "why": why }))
    }

    fn statement_unlogged(sequence: i64) -> Self {
        Self::new("decision_unlogged", None, json!({ "decision": sequence }))
    }

    fn statements_changed(why: &str) -> Self {
        Self::new("decisions_changed", None, json!({ "why": why }))
    }

    /// Many wrong passwords or codes in a row, up to this entry of the log.
    pub fn failed_sign_ins(member: Option<Id>, failures: u32, entry: i64) -> Self {
        Self::new("sign_in_failures", member, json!({ "failures": failures, "entry": entry }))
    }

    /// A customer's record that the log does not vouch for.
    pub fn record_altered(customer: Id) -> Self {
        Self::new("record_altered", Some(customer), json!({}))
    }

    /// An approval that nobody with the right to it has given as it lies there.
    pub fn request_altered(request: Id, member: Id) -> Self {
        Self::new("request_altered", Some(member), json!({ "request": request }))
    }

    /// A key lies there for a member that it has not enrolled as it lies there.
    pub fn ssh_key_altered(key: Id, member: Id) -> Self {
        Self::new("ssh_key_altered", Some(member), json!({ "key": key }))
    }

    /// A checkpoint could not be carried to one of its places, on that day (days since 1970).
    pub fn checkpoint_failed(destination: &str, day: i64) -> Self {
        Self::new("checkpoint_failed", None, json!({ "destination": destination, "day": day }))
    }

    /// A checkpoint that lies outside is of more entries than the log has, or of others.
    pub fn log_rolled_back(size: i64, time: &str) -> Self {
        Self::new("log_rolled_back", None, json!({ "entries": size, "time": time }))
    }

    /// The alert of this sight.
    pub fn row(&self, id: Id, at: Micros) -> AlertRow {
        AlertRow {
            id,
            at,
            kind: self.kind().to_owned(),
            subject: self.subject,
            about: self.about.to_string(),
            open: true,
            handled_by: None,
            handled_at: None,
            words: String::new(),
        }
    }

    fn kind(&self) -> &str {
        self.about["kind"].as_str().unwrap_or_default()
    }
}

impl Desk {
    /// Looks whether the tables say something else than the signed decisions, and tells it.
    pub(super) fn raise_sights(&mut self) -> Result<(), Problem> {
        let rights = &self.rights;
        let mut sights: Vec<Sight> = rights
            .refused
            .iter()
            .map(|refused| Sight::statement_refused(refused.sequence, &refused.why))
            .chain(rights.unlogged.iter().map(|sequence| Sight::statement_unlogged(*sequence)))
            .chain(rights.closed.iter().map(|why| Sight::statements_changed(why)))
            .collect();
        self.store.read(|snapshot| {
            for row in snapshot.members()? {
                let known = rights.member(row.id);
                let open = known.and_then(|known| known.invitation.map(|open| open.key));
                let expected = known.and_then(|known| known.keys().or(open));
                if expected.is_some_and(|key| (key.encryption, key.signing) != (row.encryption, row.signing)) {
                    sights.push(Sight::member_key_swapped(row.id, &row.signing));
                }
            }
            for (class, generation, public) in rights.class_keys() {
                let stored = snapshot.class_key_at(class, generation)?.map_or([0; 32], |key| key.public);
                if stored != public {
                    sights.push(Sight::class_key_swapped(class, generation, &stored));
                }
            }
            Ok::<_, Problem>(())
        })?;
        self.raise(&sights)
    }

    /// Makes alerts of what nobody was told of yet.
    pub(super) fn raise(&mut self, sights: &[Sight]) -> Result<(), Problem> {
        if sights.is_empty() {
            return Ok(());
        }
        let new: Vec<AlertRow> = self.store.read(|snapshot| {
            let mut new = Vec::new();
            for sight in sights {
                let row = sight.row(crate::clock::new_id(self.clock.as_ref()), self.clock.now());
                if !snapshot.has_alert(&row.about)? {
                    new.push(row);
                }
            }
            Ok::<_, Problem>(new)
        })?;
        if new.is_empty() {
            return Ok(());
        }
        let kinds: Vec<&str> = new.iter().map(|row| row.kind.as_str()).collect();
        let entry = Entry {
            at: self.clock.now(),
            member: None,
            session: None,
            origin: self.origin.clone(),
            action: Action::AlertRaise,
            subject: new.first().and_then(|row| row.subject),
            outcome: Outcome::Done,
            reason: String::new(),
            details: json!({ "alerts": kinds }).to_string(),
        };
        let raised = self.write_as_office(|tx| {
            new.iter().try_for_each(|row| if tx.has_alert(&row.about)? { Ok(()) } else { tx.put_alert(row) })?;
            Ok((entry.clone(), ()))
        });
        match raised {
            // What was seen gives nobody anything. A file that can't be written now is read all the same.
            Err(Problem::NoAudit(_) | Problem::Busy) => Ok(()),
            raised => raised,
        }
    }

    pub(super) fn close_alert(&mut self, alert: Id, words: &str) -> Result<Managed, Problem> {
        let permit = self.judge(Operation::HandleAlerts, Target::Office)?;
        let (by, at) = (permit.actor(), self.clock.now());
        let words = reason::word(words);
        let trace = Trace { reason: words.clone(), details: json!({ "alert": alert }) };
        let entry = self.scribe()?.done(&permit, trace);
        self.act(&permit, |tx| {
            let row = tx.alert(alert)?.filter(|row| row.open).ok_or(Problem::NotFound)?;
            let closed =
                AlertRow { open: false, handled_by: Some(by), handled_at: Some(at), words: words.clone(), ..row };
            tx.put_alert(&closed)?;
            Ok((entry.clone(), ()))
        })?;
        Ok(Managed::Done)
    }

    /// Alerts for who may deal with them; judged by the caller.
    pub(super) fn alert_views(&mut self, open_only: bool) -> Result<Vec<AlertView>, Problem> {
        self.store.read(|snapshot| {
            let rows = snapshot.alerts(open_only, MOST)?;
            rows.into_iter().map(|row| view(snapshot, row)).collect()
        })
    }
}

fn view(snapshot: &Snapshot<'_>, row: AlertRow) -> Result<AlertView, Problem> {
    let about: Value = serde_json::from_str(&row.about).unwrap_or_default();
    let subject = match row.subject {
        Some(id) => match snapshot.customer_code(id)? {
            Some(code) => code,
            None => queries::member_name(snapshot, id)?,
        },
        None => String::new(),
    };
    let handled_by = row.handled_by.map(|by| queries::member_name(snapshot, by)).transpose()?.unwrap_or_default();
    Ok(AlertView {
        id: row.id,
        at: row.at,
        about: words(&row.kind, &about),
        kind: row.kind,
        subject,
        open: row.open,
        handled_by,
        words: row.words,
        severity: Severity::default(),
        member: None,
        responses: Vec::new(),
        evidence: Vec::new(),
        taken_by: String::new(),
        taken_at: None,
        answers: Vec::new(),
        verdict: None,
    })
}

/// What was seen, as one line.
fn words(kind: &str, about: &Value) -> String {
    let text = |key: &str| match &about[key] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    match kind {
        "member_altered" => "How the member signs in was changed in the file, past the log; it was not let in.".into(),
        "member_key_swapped" => {
            format!("The file names another public key ({}) for the member than the signed decisions.", text("key"))
        }
        "class_key_swapped" => format!(
            "The file names another key ({}) for {} generation {} than the signed decisions.",
            text("key"),
            text("class"),
            text("generation")
        ),
        "key_copy_unusable" => format!("A copy of the {} key lies there that does not open for it.", text("class")),
        "decision_refused" => format!("The decision {} gives nothing: {}.", text("decision"), text("why")),
        "decision_unlogged" => format!("The log does not speak of the decision {}.", text("decision")),
        "decisions_changed" => format!("Nobody may act until a backup is restored: {}.", text("why")),
        "sign_in_failures" => {
            format!("{} failed sign-ins in a row, up to entry {} of the log.", text("failures"), text("entry"))
        }
        "record_altered" => "The log does not vouch for the record as it lies in the file; it was not opened.".into(),
        "request_altered" => {
            "An approval lies in the file that nobody has given so; it lets nobody see anything.".into()
        }
        "checkpoint_failed" => format!(
            "A checkpoint of the log could not be carried outside ({}); it is tried again each minute.",
            text("destination")
        ),
        "log_rolled_back" => format!(
            "The log does not hold the checkpoint of {} entries of {}: its end was cut off, or an older copy was put in its place. Run kin log verify; if a backup was restored on purpose, move the file of checkpoints away.",
            text("entries"),
            text("time")
        ),
        "ssh_key_altered" => {
            "An SSH key lies in the file that the member has not enrolled so; it lets nobody in.".into()
        }
        _ => about.to_string(),
    }
}

/// A public key as people compare it at a glance.
pub(super) fn short(key: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(&key[..8])
}
