//! What somebody is typing, kept sealed to that member until it is saved or given up.
//!
//! Not in the log: nothing of the office's has changed yet.

use super::super::Desk;
use super::super::api::Problem;
use crate::domain::audit::Encoder;
use crate::domain::{Id, Secret, Unfit};
use crate::store::SealedDraft;

/// Most bytes of one draft.
const LONGEST: usize = 64 * 1024;
const LONGEST_KEY: usize = 100;
/// Most drafts of one member; of more the oldest go.
const MOST: usize = 20;

impl Desk {
    pub(in crate::desk) fn save_draft(&mut self, key: &str, body: &Secret) -> Result<(), Problem> {
        let session = self.session()?;
        let member = session.actor.member;
        check_key(key)?;
        if body.expose().len() > LONGEST {
            return Err(Problem::Invalid { field: "draft".into(), unfit: Unfit::TooLong(LONGEST) });
        }
        let keys = &session.keys.as_ref().ok_or(Problem::NoSession)?.member;
        let place = draft_place(self.paths.install, member, key);
        let sealed = keys.seal_draft(&place, body.expose().as_bytes(), self.clock.as_ref());
        let draft = SealedDraft { key: key.to_owned(), at: self.clock.now(), sealed };
        Ok(self.store.shelf(|shelf| shelf.put_draft(member, &draft, MOST))?)
    }

    pub(in crate::desk) fn drop_draft(&mut self, key: &str) -> Result<(), Problem> {
        let member = self.session()?.actor.member;
        Ok(self.store.shelf(|shelf| shelf.drop_draft(member, key))?)
    }
}

fn check_key(key: &str) -> Result<(), Problem> {
    let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b':' | b'-');
    let unfit = match key.len() {
        0 => Unfit::Empty,
        length if length > LONGEST_KEY => Unfit::TooLong(LONGEST_KEY),
        _ if key.bytes().all(fits) => return Ok(()),
        _ => Unfit::NotInList,
    };
    Err(Problem::Invalid { field: "key".into(), unfit })
}

/// The one place where a draft opens: this office, this member, this key.
pub(in crate::desk) fn draft_place(install: Id, member: Id, key: &str) -> Vec<u8> {
    let mut place = Encoder::new("kin draft v1");
    place.put(&install.0).put(&member.0).put(key.as_bytes());
    place.0
}
