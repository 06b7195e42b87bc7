//! What was seen that should not be: each sight becomes an alert once, and stays until somebody has dealt with it.

use serde_json::{Value, json};

use super::Desk;
use super::api::Problem;
use super::keys::UnusableCopy;
use crate::diagnostics::Event;
use crate::domain::{Action, Class, DetectorKind, Entry, Id, Micros, Outcome, Severity};
use crate::store::{AlertMore, AlertRow, Snapshot};

/// The kind of alert that the detector of failed sign-ins raises.
pub(super) const FAILED_SIGN_INS: &str = "sign_in_failures";

/// The kind of alert that tells of another one.
const ALTERED: &str = "alert_altered";

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
        Self::new(FAILED_SIGN_INS, member, json!({ "failures": failures, "entry": entry }))
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

    /// No backup could be made on that day (days since 1970).
    pub fn backup_failed(day: i64) -> Self {
        Self::new("backup_failed", None, json!({ "day": day }))
    }

    /// No backup was made for much longer than the settings want, as was seen on that day.
    pub fn backup_missed(day: i64) -> Self {
        Self::new("backup_missed", None, json!({ "day": day }))
    }

    /// The newest backup did not prove whole on that day.
    pub fn backup_drill_failed(day: i64) -> Self {
        Self::new("backup_drill_failed", None, json!({ "day": day }))
    }

    /// No backup was tried for longer than the settings want, since the one before of that day.
    pub fn backup_drill_overdue(since: i64) -> Self {
        Self::new("backup_drill_overdue", None, json!({ "since": since }))
    }

    /// The file is a backup that was brought back.
    pub fn office_restored(head: i64, made_at: &str) -> Self {
        Self::new("office_restored", None, json!({ "entries": head, "time": made_at }))
    }

    /// A checkpoint that lies outside is of more entries than the log has, or of others.
    pub fn log_rolled_back(size: i64, time: &str) -> Self {
        Self::new("log_rolled_back", None, json!({ "entries": size, "time": time }))
    }

    /// An open alert about the member lies in the file no longer, and nobody has closed it.
    pub fn alert_altered(alert: Id, member: Id) -> Self {
        Self::new(ALTERED, Some(member), json!({ "alert": alert }))
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
            more: AlertMore { member: self.subject.filter(|_| self.kind() == ALTERED), ..AlertMore::default() },
        }
    }

    fn kind(&self) -> &str {
        self.about["kind"].as_str().unwrap_or_default()
    }
}

impl Desk {
    /// Looks whether the tables say something else than the signed decisions, and tells it. Whether they could be
    /// compared: not where somebody has decided since the decisions were read, for the tables are of a later moment then.
    pub(super) fn raise_sights(&mut self) -> Result<bool, Problem> {
        let rights = &self.rights;
        let mut sights: Vec<Sight> = rights
            .refused
            .iter()
            .map(|refused| Sight::statement_refused(refused.sequence, &refused.why))
            .chain(rights.unlogged.iter().map(|sequence| Sight::statement_unlogged(*sequence)))
            .chain(rights.closed.iter().map(|why| Sight::statements_changed(why)))
            .collect();
        let comparable = self.store.read(|snapshot| {
            if snapshot.last_grant_sequence()? != rights.last_row() {
                return Ok(false);
            }
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
            Ok::<_, Problem>(true)
        })?;
        self.raise(&sights)?;
        Ok(comparable)
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
            Ok(()) => {
                new.iter().for_each(|row| Event::AlertRaised { alert: row.id }.tell());
                Ok(())
            }
            raised => raised,
        }
    }
}

/// How much a sight matters that no detector has raised.
pub(super) fn severity_of(kind: &str) -> Severity {
    match kind {
        "member_altered" | "member_key_swapped" | "class_key_swapped" | "decision_unlogged" | "decisions_changed"
        | ALTERED => Severity::Critical,
        "decision_refused" | "record_altered" | "request_altered" | "ssh_key_altered" => Severity::High,
        _ => Severity::Medium,
    }
}

/// What was seen, as one line: of a detector's finding with how many of what it counts, within how many minutes.
pub(super) fn words_of(
    snapshot: &Snapshot<'_>,
    kind: &str,
    about: &str,
    count: u32,
    minutes: u32,
) -> Result<String, Problem> {
    let about: Value = serde_json::from_str(about).unwrap_or_default();
    let Some(detector) = DetectorKind::from_name(kind) else { return Ok(words(kind, &about)) };
    let within = span(minutes);
    Ok(match detector {
        DetectorKind::ManyReveals => format!("{count} values were shown or copied within {within}."),
        DetectorKind::UnlinkedReveals => {
            format!("{count} values were shown or copied within {within} without a line of the timeline.")
        }
        DetectorKind::OffHours => format!("{count} values were shown, copied or exported outside the office's hours."),
        DetectorKind::OutsidePortfolio => {
            format!("{count} customers that others look after were opened within {within}.")
        }
        DetectorKind::SlowHarvest => format!(
            "{count} values of customers of others were shown or copied over {within} without a line of the timeline."
        ),
        DetectorKind::Honeytoken => {
            let customer = about["customer"].as_str().and_then(|id| id.parse::<Id>().ok());
            let code = customer.map(|id| snapshot.customer_code(id)).transpose()?.flatten().unwrap_or_default();
            format!("A customer who does not exist was looked at: {code}.")
        }
        DetectorKind::FailedSignIns => format!("{count} sign-ins failed within {within}."),
        DetectorKind::NewOrigin => {
            format!(
                "A sign-in from {}, where the member has not come from before.",
                about["place"].as_str().unwrap_or("")
            )
        }
        DetectorKind::MassExport => format!("{count} entries were exported within {within}."),
        DetectorKind::SelfGrant => "A member decided, or tried to decide, about its own rights.".into(),
    })
}

/// The same as ids, numbers and names, for a line in another language.
pub(super) fn facts_of(
    snapshot: &Snapshot<'_>,
    kind: &str,
    about: &str,
    count: u32,
    minutes: u32,
) -> Result<serde_json::Map<String, Value>, Problem> {
    let mut about: Value = serde_json::from_str(about).unwrap_or_default();
    if DetectorKind::from_name(kind).is_some() {
        about["count"] = json!(count);
        about["window_minutes"] = json!(minutes);
    }
    let customer = about["customer"].as_str().and_then(|id| id.parse::<Id>().ok());
    if let Some(code) = customer.map(|id| snapshot.customer_code(id)).transpose()?.flatten() {
        about["code"] = json!(code);
    }
    Ok(about.as_object().cloned().unwrap_or_default())
}

/// Minutes as people say them.
fn span(minutes: u32) -> String {
    match minutes {
        m if m.is_multiple_of(24 * 60) => format!("{} days", m / (24 * 60)),
        m if m > 60 && m.is_multiple_of(60) => format!("{} hours", m / 60),
        m => format!("{m} minutes"),
    }
}

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
        FAILED_SIGN_INS => {
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
        "backup_failed" => "No backup could be made; the log says why. Run: kin backup now".into(),
        "backup_missed" => "No backup was made for much longer than [backup] wants. Run: kin backup now".into(),
        "backup_drill_failed" => {
            "A backup did not prove whole when it was tried. Make another one, and try it: kin backup now, kin backup drill".into()
        }
        "backup_drill_overdue" => "No backup was tried for longer than [backup] wants. Run: kin backup drill".into(),
        "office_restored" => format!(
            "The office was brought back from the backup of {}, up to entry {} of the log. What was done after it is not in it.",
            text("time"),
            text("entries")
        ),
        "log_rolled_back" => format!(
            "The log does not hold the checkpoint of {} entries of {}: its end was cut off, or an older copy was put in its place. Run kin log verify; a backup that is wanted comes back with: kin restore",
            text("entries"),
            text("time")
        ),
        "ssh_key_altered" => {
            "An SSH key lies in the file that the member has not enrolled so; it lets nobody in.".into()
        }
        ALTERED => format!(
            "The alert {} was taken out of the file or changed there; what follows from it holds until this one is closed.",
            text("alert")
        ),
        _ => about.to_string(),
    }
}

/// A public key as people compare it at a glance.
pub(super) fn short(key: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(&key[..8])
}
