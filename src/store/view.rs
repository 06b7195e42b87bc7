//! Saved views: a list as somebody likes it, private or shared with roles.

use rusqlite::types::{FromSqlError, FromSqlResult};
use rusqlite::{Row, params};

use super::{Snapshot, StoreError, Tx, digest};
use crate::domain::audit::RecordKind;
use crate::domain::{Id, Role, ViewKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub id: Id,
    /// Who made it.
    pub member: Id,
    pub name: String,
    /// Of which list it is.
    pub kind: ViewKind,
    /// A JSON object of the desk's.
    pub content: String,
    /// Empty: private.
    pub shared: Vec<Role>,
}

pub(super) const VIEW: &str = "id, member, name, content, shared, audit_seq, list";

pub(super) fn read_view(row: &Row) -> rusqlite::Result<View> {
    Ok(View {
        id: row.get(0)?,
        member: row.get(1)?,
        name: row.get(2)?,
        content: row.get(3)?,
        shared: roles(row.get_ref(4)?.as_str()?)?,
        kind: row.get(6)?,
    })
}

fn roles(keys: &str) -> FromSqlResult<Vec<Role>> {
    let keys = keys.split(',').filter(|key| !key.is_empty());
    keys.map(|key| Role::from_key(key).ok_or(FromSqlError::InvalidType)).collect()
}

/// Roles as they stand in the column and in the digest.
pub(super) fn role_names(roles: &[Role]) -> String {
    roles.iter().map(|role| role.key()).collect::<Vec<_>>().join(",")
}

impl Snapshot<'_> {
    pub fn view(&self, id: Id) -> Result<Option<View>, StoreError> {
        self.one(&format!("SELECT {VIEW} FROM saved_view WHERE id = ?1"), [id], read_view)
    }

    /// Of one list the member's own, and all that are shared with anyone, in the order of their ids.
    pub fn views(&self, member: Id, kind: ViewKind) -> Result<Vec<View>, StoreError> {
        let sql =
            format!("SELECT {VIEW} FROM saved_view WHERE list = ?2 AND (member = ?1 OR shared <> '') ORDER BY id");
        self.all(&sql, params![member, kind], read_view)
    }

    pub fn view_count(&self, member: Id) -> Result<usize, StoreError> {
        let count =
            self.one("SELECT count(*) FROM saved_view WHERE member = ?1", [member], |row| row.get::<_, i64>(0))?;
        Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
    }
}

impl Tx<'_> {
    /// Stores a view in place of the one with the same id, if there is one.
    pub fn put_view(&mut self, view: &View) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO saved_view (id, member, name, content, shared, audit_seq, list)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET member = excluded.member, name = excluded.name,
               content = excluded.content, shared = excluded.shared, audit_seq = excluded.audit_seq,
               list = excluded.list",
            params![
                view.id,
                view.member,
                view.name,
                view.content,
                role_names(&view.shared),
                self.sequence(),
                view.kind
            ],
        )?;
        self.record(RecordKind::View, view.id, digest::view(view));
        Ok(())
    }

    pub fn delete_view(&mut self, id: Id) -> Result<(), StoreError> {
        self.change_one("DELETE FROM saved_view WHERE id = ?1", [id])?;
        self.record(RecordKind::View, id, digest::GONE);
        Ok(())
    }
}
