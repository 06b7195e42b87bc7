//! The proof that the log and every record it vouches for are as they were written.

use serde::Serialize;

use super::api::Problem;
use super::{Desk, ENTRY_LABEL};
use crate::domain::{Id, Micros};
use crate::store::verify;
use crate::vault;

/// What a good verification found.
#[derive(Debug, Serialize)]
pub struct Report {
    pub entries: u64,
    pub records: u64,
    /// The head's hash, in hex.
    pub head: String,
}

/// The first thing that does not hold. Sequence 0: a record that no entry speaks of.
#[derive(Debug, Serialize)]
pub struct FirstBad {
    pub sequence: i64,
    pub why: String,
}

impl Desk {
    /// Verifies chain, signatures, grants and every audited row. Needs nobody to be signed in: it
    /// shows nothing of anybody.
    pub fn verify_log(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Result<Report, FirstBad>, Problem> {
        // A grant may have been written since this desk was opened.
        self.read_rights()?;
        if let Some(why) = &self.rights.closed {
            return Ok(Err(FirstBad { sequence: 0, why: why.clone() }));
        }
        if let Some(refused) = self.rights.refused.first() {
            let why = format!("The signed decision {} does not hold: {}.", refused.sequence, refused.why);
            return Ok(Err(FirstBad { sequence: 0, why }));
        }
        let (rights, office) = (&self.rights, self.office_signer.public());
        let key_of = |member: Option<Id>, at: Micros| match member {
            Some(member) => rights.signing_key(member, at),
            None => Some(office),
        };
        let batch = |entries: &[([u8; 32], [u8; 32], [u8; 64])]| {
            let items: Vec<_> =
                entries.iter().map(|(key, hash, signature)| (key, ENTRY_LABEL, hash.as_slice(), signature)).collect();
            vault::verify_batch(&items)
        };
        let verdict = verify::chain(&mut self.store, &key_of, &batch, progress)?;
        Ok(match verdict {
            Ok(report) => Ok(Report {
                entries: report.entries,
                records: report.records,
                head: data_encoding::HEXLOWER.encode(&report.head),
            }),
            Err(bad) => Err(FirstBad { sequence: bad.sequence, why: bad.why }),
        })
    }
}
