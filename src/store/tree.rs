//! The log as a Merkle tree (RFC 6962, section 2.1): each entry's hash is a leaf. The tree's root stands for the whole
//! log up to an entry, and a short proof shows that an entry is in it.

use std::cell::RefCell;

use rusqlite::{Connection, params};
use tlog_tiles::tlog::{
    EMPTY_HASH, Error, Hash, HashReader, check_record, node_hash, prove_record, record_hash, split_stored_hash_index,
    stored_hash_index, tree_hash,
};

use super::{Snapshot, StoreError, Tx};

/// Whether the entry with this sequence and hash is in the tree of `size` entries with this root, by its proof.
pub fn check_proof(proof: &[[u8; 32]], sequence: i64, hash: &[u8; 32], size: i64, root: &[u8; 32]) -> bool {
    let n = sequence.checked_sub(1).map(u64::try_from);
    let (Some(Ok(n)), Ok(size)) = (n, u64::try_from(size)) else { return false };
    let proof = proof.iter().map(|hash| Hash(*hash)).collect();
    check_record(&proof, size, Hash(*root), n, record_hash(hash)).is_ok()
}

/// Where a node stands in the order that the table has; level 0 are the leaves.
pub(super) fn place(level: u8, n: u64) -> i64 {
    i64::try_from(stored_hash_index(level, n)).unwrap_or(i64::MAX)
}

/// The right edge of a tree that grows: what it takes to add a leaf and to know the root.
#[derive(Default)]
pub(super) struct Edge {
    size: u64,
    /// By level; those whose bit is set in the size are whole trees.
    nodes: Vec<Hash>,
}

impl Edge {
    /// Adds an entry's hash; `made` is told each node above the leaves that is complete now: level, number and hash.
    pub fn push<E>(
        &mut self,
        hash: &[u8; 32],
        mut made: impl FnMut(u8, u64, [u8; 32]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.add(0, record_hash(hash), &mut made)
    }

    /// Adds a whole tree of `2^level` entries, whose root is known. The size so far must be a multiple of that.
    pub fn push_tree<E>(
        &mut self,
        level: u8,
        root: [u8; 32],
        mut made: impl FnMut(u8, u64, [u8; 32]) -> Result<(), E>,
    ) -> Result<(), E> {
        self.add(level, Hash(root), &mut made)
    }

    fn add<E>(
        &mut self,
        mut level: u8,
        mut node: Hash,
        made: &mut impl FnMut(u8, u64, [u8; 32]) -> Result<(), E>,
    ) -> Result<(), E> {
        let first = self.size;
        self.size += 1 << level;
        while first >> level & 1 == 1 {
            node = node_hash(self.nodes[usize::from(level)], node);
            level += 1;
            made(level, first >> level, node.0)?;
        }
        if self.nodes.len() <= usize::from(level) {
            self.nodes.resize(usize::from(level) + 1, Hash::default());
        }
        self.nodes[usize::from(level)] = node;
        Ok(())
    }

    pub const fn size(&self) -> u64 {
        self.size
    }

    pub fn root(&self) -> [u8; 32] {
        let whole = (0..self.nodes.len()).filter(|level| self.size >> level & 1 == 1).map(|level| self.nodes[level]);
        whole.reduce(|right, left| node_hash(left, right)).unwrap_or(EMPTY_HASH).0
    }
}

/// Makes the tree of a log that was begun without one. Where the log has a gap, `verify` has more to say of it.
pub(super) fn fill(conn: &Connection) -> Result<(), StoreError> {
    let mut entries = conn.prepare("SELECT sequence, hash FROM audit_log ORDER BY sequence")?;
    let mut put = conn.prepare("INSERT INTO audit_node (place, hash) VALUES (?1, ?2)")?;
    let mut edge = Edge::default();
    let mut rows = entries.query([])?;
    while let Some(row) = rows.next()? {
        if row.get::<_, i64>(0)? - 1 != i64::try_from(edge.size).unwrap_or(i64::MAX) {
            break;
        }
        edge.push(&row.get(1)?, |level, n, hash| put.execute(params![place(level, n), hash]).map(drop))?;
    }
    Ok(())
}

/// Reads nodes for the library's walks, and keeps what went wrong with it.
struct Nodes<'a> {
    snapshot: &'a Snapshot<'a>,
    failed: RefCell<Option<StoreError>>,
}

impl HashReader for Nodes<'_> {
    fn read_hashes(&self, places: &[u64]) -> Result<Vec<Hash>, Error> {
        let read = |place: &u64| {
            let (level, n) = split_stored_hash_index(*place);
            match self.snapshot.tree_node(level, n) {
                Ok(Some(hash)) => Ok(hash),
                Ok(None) => Err(Error::IndexesNotInTree),
                Err(error) => {
                    self.failed.replace(Some(error));
                    Err(Error::IndexesNotInTree)
                }
            }
        };
        places.iter().map(read).collect()
    }
}

impl Snapshot<'_> {
    /// The root of the tree of the first `size` entries.
    ///
    /// # Errors
    /// `Corrupt` where the log has no such entries, or its tree has a hole.
    pub fn tree_root(&self, size: i64) -> Result<[u8; 32], StoreError> {
        self.walk(size, |size, nodes| tree_hash(size, nodes)).map(|root| root.0)
    }

    /// The proof that an entry is in the tree of the first `size` entries, for `check_proof`.
    ///
    /// # Errors
    /// `Corrupt` where the log has no such entries, or its tree has a hole.
    pub fn prove(&self, sequence: i64, size: i64) -> Result<Vec<[u8; 32]>, StoreError> {
        let n = u64::try_from(sequence - 1).map_err(|_| hole())?;
        let proof = self.walk(size, |size, nodes| prove_record(size, n, nodes))?;
        Ok(proof.into_iter().map(|hash| hash.0).collect())
    }

    fn walk<T>(&self, size: i64, walk: impl FnOnce(u64, &Nodes<'_>) -> Result<T, Error>) -> Result<T, StoreError> {
        let size = u64::try_from(size).map_err(|_| hole())?;
        let nodes = Nodes { snapshot: self, failed: RefCell::default() };
        walk(size, &nodes).map_err(|_| nodes.failed.take().unwrap_or_else(hole))
    }

    pub(super) fn tree_node(&self, level: u8, n: u64) -> Result<Option<Hash>, StoreError> {
        if level == 0 {
            let sequence = i64::try_from(n + 1).unwrap_or(i64::MAX);
            return Ok(self.hash_at(sequence)?.map(|hash| record_hash(&hash)));
        }
        self.one("SELECT hash FROM audit_node WHERE place = ?1", [place(level, n)], |row| row.get(0).map(Hash))
    }

    /// The hash of an entry, also of one whose content has gone.
    pub fn hash_at(&self, sequence: i64) -> Result<Option<[u8; 32]>, StoreError> {
        let there = self.one("SELECT hash FROM audit_log WHERE sequence = ?1", [sequence], |row| row.get(0))?;
        match there {
            Some(hash) => Ok(Some(hash)),
            None => self.one("SELECT hash FROM audit_gone WHERE sequence = ?1", [sequence], |row| row.get(0)),
        }
    }
}

impl Tx<'_> {
    /// Adds an entry to the tree: half of them make no node, the others one or a few, so one small row an entry.
    pub(super) fn grow_tree(&self, sequence: i64, hash: &[u8; 32]) -> Result<(), StoreError> {
        let n = u64::try_from(sequence - 1).map_err(|_| hole())?;
        let mut node = record_hash(hash);
        for level in 0..u8::try_from((n + 1).trailing_zeros()).unwrap_or(0) {
            // Where somebody has made a hole the log is written on all the same: `verify` names the hole.
            let Some(left) = self.tree_node(level, (n >> level) - 1)? else { break };
            node = node_hash(left, node);
            // The tail of a log that was cut may have left nodes behind.
            self.execute(
                "INSERT INTO audit_node (place, hash) VALUES (?1, ?2) ON CONFLICT (place) DO UPDATE SET hash = excluded.hash",
                params![place(level + 1, n >> (level + 1)), node.0],
            )?;
        }
        Ok(())
    }
}

fn hole() -> StoreError {
    StoreError::Corrupt("the tree of the log's hashes has a hole".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(n: u64) -> [u8; 32] {
        *blake3::hash(&n.to_be_bytes()).as_bytes()
    }

    /// A reader of a tree kept in memory, to compare with.
    struct Kept(std::collections::BTreeMap<i64, [u8; 32]>);

    impl HashReader for Kept {
        fn read_hashes(&self, places: &[u64]) -> Result<Vec<Hash>, Error> {
            Ok(places.iter().map(|place| Hash(self.0[&(*place as i64)])).collect())
        }
    }

    #[test]
    fn the_edge_agrees_with_the_library_at_every_size() {
        let (mut edge, mut kept) = (Edge::default(), Kept(Default::default()));
        assert_eq!(edge.root(), EMPTY_HASH.0);
        for n in 0..130 {
            kept.0.insert(place(0, n), record_hash(&leaf(n)).0);
            edge.push(&leaf(n), |level, n, hash| {
                assert!(kept.0.insert(place(level, n), hash).is_none());
                Ok::<_, ()>(())
            })
            .unwrap();
            assert_eq!(edge.root(), tree_hash(n + 1, &kept).unwrap().0, "{n}");
        }
        for n in 0..130 {
            let proof: Vec<[u8; 32]> = prove_record(130, n, &kept).unwrap().iter().map(|hash| hash.0).collect();
            let sequence = n as i64 + 1;
            assert!(check_proof(&proof, sequence, &leaf(n), 130, &edge.root()));
            assert!(!check_proof(&proof, sequence, &leaf(n + 1), 130, &edge.root()));
            assert!(!check_proof(&proof, sequence + 1, &leaf(n), 130, &edge.root()));
            assert!(!check_proof(&proof[1..], sequence, &leaf(n), 130, &edge.root()));
        }
        assert!(!check_proof(&[], 0, &leaf(0), 130, &edge.root()));
        assert!(!check_proof(&[], i64::MIN, &leaf(0), i64::MAX, &edge.root()));
    }

    #[test]
    fn whole_trees_make_the_same_root_as_their_leaves() {
        let (mut one_by_one, mut by_trees) = (Edge::default(), Edge::default());
        let nothing = |_, _, _| Ok::<_, ()>(());
        for tree in 0..5u64 {
            let mut inner = Edge::default();
            for n in tree * 8..tree * 8 + 8 {
                inner.push(&leaf(n), nothing).unwrap();
                one_by_one.push(&leaf(n), nothing).unwrap();
            }
            by_trees.push_tree(3, inner.root(), nothing).unwrap();
            assert_eq!(by_trees.root(), one_by_one.root());
        }
    }
}
