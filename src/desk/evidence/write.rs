//! Writing an extract: everything in it is judged, and goes into the log before it goes out.

use std::io::{self, Write};

use data_encoding::HEXLOWER;
use jiff::Timestamp;

use super::super::Desk;
use super::super::api::{LogFilter, Problem};
use super::super::commands::reason::word;
use super::super::queries::{exported, resolved};
use super::super::session::Trace;
use super::{Bytes, Cover, EntryLine, LABEL, Line, StatementLine, VERSION, to_text};
use crate::domain::audit::SealedEntry;
use crate::domain::{Micros, Scope};
use crate::policy::{Denied, Operation, Permit, Target};
use crate::store::{self, Effort, LogFrom, Logged};

/// Entries that go out under one entry of the log.
const BATCH: usize = 1_000;
/// However long it takes.
const ALL: Effort = Effort { few: 2_000, rows: usize::MAX };

/// What of the log is wanted, and why.
#[derive(Debug, Clone, Default)]
pub struct ExtractQuery {
    pub filter: LogFilter,
    /// The filter as it was typed, for the cover.
    pub typed: String,
    pub reason: String,
}

/// Why an extract was not finished.
#[derive(Debug, thiserror::Error)]
pub enum ExtractError {
    #[error("{0}")]
    Problem(#[from] Problem),
    /// What was written so far has no end, and proves nothing.
    #[error("The extract could not be written: {0}")]
    Output(#[from] io::Error),
}

/// Writes lines, and hashes what it writes.
struct Out<'a> {
    to: &'a mut dyn Write,
    hash: blake3::Hasher,
}

impl Out<'_> {
    fn before(&self) -> Bytes<32> {
        Bytes(*self.hash.finalize().as_bytes())
    }

    fn put(&mut self, line: &Line) -> io::Result<()> {
        let mut text = to_text(line);
        text.push('\n');
        self.hash.update(text.as_bytes());
        self.to.write_all(text.as_bytes())
    }
}

impl Desk {
    /// Writes a signed extract of the log as it is now. `progress` is told how many entries are out of how many.
    /// Answers how many there are.
    ///
    /// # Errors
    /// When it is not allowed, or can't be written; what was written then is no extract.
    pub fn export_extract(
        &mut self,
        query: &ExtractQuery,
        to: &mut dyn Write,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<u64, ExtractError> {
        self.check_session()?;
        let permit = self.judge_extract()?;
        let reason = word(&query.reason);
        // The checkpoint is made, and carried outside, first: all that goes out lies under it.
        let note = self.checkpoint()?.note;
        let size = note.checkpoint.size;
        let (rights, now) = (&self.rights, self.clock.now());
        let (filter, statements, total) = self.store.read(|snapshot| {
            let filter = resolved(snapshot, rights, &query.filter, None, now)?;
            let mut total = 0;
            snapshot.log_tally(&filter, ALL, |entry| total += u64::from(entry.sequence <= size))?;
            Ok::<_, Problem>((filter, snapshot.grants()?, total))
        })?;
        let mut out = Out { to, hash: blake3::Hasher::new() };
        out.put(&Line::Cover(Box::new(self.cover(query, &reason, total, note.checkpoint.at)?)))?;
        for row in statements {
            let before = out.before();
            out.put(&Line::Statement(Box::new(StatementLine::of(row, before))))?;
        }
        let before = out.before();
        out.put(&Line::Checkpoint { note: note.text().to_owned(), before })?;
        let (mut done, mut after) = (0, Some(0));
        while let Some(from) = after.filter(|from| *from < size) {
            let page = self.store.read(|snapshot| snapshot.log_page(&filter, LogFrom::After(from), BATCH, ALL));
            let store::LogPage { mut entries, next, .. } = page.map_err(Problem::from)?;
            entries.retain(|logged| logged.sealed.sequence <= size);
            entries.reverse();
            if !entries.is_empty() {
                self.tell_exported(&permit, query, &reason, &entries)?;
            }
            done += entries.len() as u64;
            self.put_entries(&mut out, entries, size)?;
            progress(done, total);
            after = next;
        }
        let before = out.before();
        let signature = self.with_keys(|_, keys| Ok(Bytes(keys.member.signer().sign(LABEL, &before.0))))?;
        out.put(&Line::End { entries: done, before, signature })?;
        out.to.flush()?;
        Ok(done)
    }

    /// An extract holds every signed decision of the office, and with them which customers do not exist, so that it is
    /// for who may take away all of the log and see the detectors.
    fn judge_extract(&mut self) -> Result<Permit, Problem> {
        let permit = self.judge_export()?;
        if permit.scope() != Scope::All || !self.sees_detectors()? {
            let denied = Denied { operation: Operation::ExportLog, target: Target::Office, out_of_scope: false };
            return self.with_keys(|desk, keys| desk.refuse(&keys.member, &denied));
        }
        Ok(permit)
    }

    /// One entry of the log for each batch, before it goes out.
    fn tell_exported(
        &mut self,
        permit: &Permit,
        query: &ExtractQuery,
        reason: &str,
        entries: &[Logged],
    ) -> Result<(), Problem> {
        let details = exported(&query.filter, entries.iter().map(|logged| &logged.sealed.hash));
        let entry = self.scribe()?.done(permit, Trace { reason: reason.to_owned(), details });
        self.act(permit, |_| Ok((entry.clone(), ()))).map(drop)
    }

    fn put_entries(&mut self, out: &mut Out<'_>, entries: Vec<Logged>, size: i64) -> Result<(), ExtractError> {
        let proofs = self.store.read(|snapshot| {
            entries.iter().map(|logged| snapshot.prove(logged.sealed.sequence, size)).collect::<Result<Vec<_>, _>>()
        });
        let proofs = proofs.map_err(Problem::from)?;
        let seals: Vec<SealedEntry> = entries.iter().map(|logged| logged.sealed.clone()).collect();
        let rows = self.shown(entries)?;
        for ((sealed, proof), row) in seals.into_iter().zip(proofs).zip(rows) {
            let before = out.before();
            out.put(&Line::Entry(Box::new(EntryLine {
                sequence: sealed.sequence,
                entry: sealed.entry,
                changes: Bytes(sealed.changes),
                previous: Bytes(sealed.previous),
                hash: Bytes(sealed.hash),
                signature: Bytes(sealed.signature),
                proof: proof.into_iter().map(Bytes).collect(),
                member_name: row.member,
                subject_name: row.subject,
                before,
            })))?;
        }
        Ok(())
    }

    /// A clock that was set back since the last entry does not date the extract before its checkpoint.
    fn cover(&self, query: &ExtractQuery, reason: &str, entries: u64, noted: Micros) -> Result<Cover, Problem> {
        let (session, now) = (self.session()?, self.clock.now().max(noted));
        let root = HEXLOWER.encode(&self.root);
        let about = [
            "This file is an extract of the audit log of an office that uses Kin: each line that says \"entry\" is one act.".to_owned(),
            "Verify it on any computer, without the office, with: kin log verify FILE".to_owned(),
            format!("Then compare this with what the office, or somebody who knows it, says its root key is: {root}"),
            "Each entry bears the signature of whoever acted, under a key that the office's signed decisions vouch for, and a proof that it is in the log whose checkpoint is in this file.".to_owned(),
            "That checkpoint, and entries of nobody, such as failed sign-ins, bear the office's own key. It stands above as office_key: where no signed decision named office_key changed it, whoever made this file vouches for it, and nobody else.".to_owned(),
            "The extract shows that what is in it was written so and was not changed since. It does not show what the filter left out.".to_owned(),
            "Names of members and customers are as the office had them when the extract was made; what was signed are the ids beside them. Times are microseconds since 1970-01-01T00:00:00Z.".to_owned(),
        ];
        Ok(Cover {
            version: VERSION,
            about: about.into(),
            office: self.office_name.clone(),
            install: self.paths.install,
            root: Bytes(self.root),
            office_key: Bytes(self.office_signer.public()),
            made_by: session.actor.member,
            made_by_name: session.name.clone(),
            made_at: now,
            made_at_utc: Timestamp::from_microsecond(now.0).unwrap_or_default().to_string(),
            reason: reason.to_owned(),
            filter: query.typed.clone(),
            entries,
        })
    }
}
