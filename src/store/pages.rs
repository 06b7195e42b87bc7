//! Which pages of the file are not as they were written: each bears a tag that SQLCipher made under the file's key.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{Store, StoreError};

/// Bytes of a page, as `cipher_page_size` has it.
const PAGE: u64 = 4096;
/// So many pages are named.
const NAMED: usize = 8;

/// Where a file is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The numbers of pages whose content is not what was written, from 1.
    Pages(Vec<u64>),
    /// Every one of this many pages is as it was written, but they do not make a whole.
    Parts(u64),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pages(pages) => {
                let named: Vec<String> = pages.iter().take(NAMED).map(u64::to_string).collect();
                f.write_str(if pages.len() == 1 { "page " } else { "pages " })?;
                f.write_str(&named.join(", "))?;
                if pages.len() > NAMED {
                    write!(f, " and {} more", pages.len() - NAMED)?;
                }
                f.write_str(if pages.len() == 1 { " is" } else { " are" })?;
                f.write_str(" not as written")
            }
            Self::Parts(pages) => {
                write!(f, "each of its {pages} pages is as written, but some are missing or of another day")
            }
        }
    }
}

impl Store {
    /// Reads every page of the file and answers where it is damaged. What still lies in the write-ahead log is not
    /// looked at: that has sums of its own, by which a bad end of it is never read.
    pub fn damage(&self) -> Result<Option<Damage>, StoreError> {
        let mut pages = bad_pages(&self.conn)?;
        if !pages.is_empty() {
            // A page that somebody wrote at that moment is whole at a second look.
            let again = bad_pages(&self.conn)?;
            pages.retain(|page| again.contains(page));
        }
        Ok(Some(pages).filter(|pages| !pages.is_empty()).map(Damage::Pages))
    }

    /// The same error, where the file is damaged with the pages named.
    pub fn located(&self, error: StoreError) -> StoreError {
        match (&error, self.damage()) {
            (StoreError::Corrupt(_), Ok(Some(damage))) => StoreError::Damaged(damage),
            _ => error,
        }
    }
}

/// The write-ahead log beside a file.
pub(super) fn wal_of(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push("-wal");
    name.into()
}

/// Why a file can't be read at all: it is another's, or this one and damaged. Tells them apart by the pages that bear a
/// tag of this key.
pub(super) fn unread(conn: &Connection, path: &Path, error: StoreError) -> StoreError {
    if !matches!(error, StoreError::Corrupt(_)) {
        return error;
    }
    let length = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
    let pages = length(path).div_ceil(PAGE);
    match bad_pages(conn) {
        Err(error) => error,
        Ok(bad) if bad.len() as u64 >= pages => StoreError::WrongKeyOrForeign(path.to_owned()),
        Ok(bad) if !bad.is_empty() => StoreError::Damaged(Damage::Pages(bad)),
        Ok(_) if length(&wal_of(path)) > 0 => StoreError::ForeignWal(wal_of(path)),
        Ok(_) => StoreError::Damaged(Damage::Parts(pages)),
    }
}

/// The pages in the file whose tag does not hold.
fn bad_pages(conn: &Connection) -> Result<Vec<u64>, StoreError> {
    let mut statement = conn.prepare("PRAGMA cipher_integrity_check")?;
    let said = statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    said.into_iter().map(|words| page_in(&words).ok_or(StoreError::Io(words))).collect()
}

/// The number behind the word `page`, as in `HMAC verification failed for page 7`.
fn page_in(words: &str) -> Option<u64> {
    let (_, rest) = words.split_once("page ")?;
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Damage, page_in};

    #[test]
    fn damage_in_words() {
        assert_eq!(page_in("HMAC verification failed for page 7"), Some(7));
        assert_eq!(page_in("page 12 has an invalid size of 9 bytes"), Some(12));
        assert_eq!(page_in("error reading 4096 bytes from file page 3 at offset 8192"), Some(3));
        assert_eq!(page_in("unable to derive keys"), None);
        assert_eq!(Damage::Pages(vec![5]).to_string(), "page 5 is not as written");
        let many = Damage::Pages((1..=10).collect()).to_string();
        assert_eq!(many, "pages 1, 2, 3, 4, 5, 6, 7, 8 and 2 more are not as written");
    }
}
