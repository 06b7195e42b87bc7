-- The tree of the log's hashes (RFC 6962), and what is left of entries whose content has gone.

-- The nodes above the leaves, by their place in the dense order of Crosby and Wallach (section 3.3); a leaf follows
-- from its entry's hash.
CREATE TABLE audit_node (
  place INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- What is left of entries that were removed, and the entry that says so: the tombstone.
CREATE TABLE audit_gone (
  sequence INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  tombstone INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_gone_by_tombstone ON audit_gone (tombstone, sequence);
