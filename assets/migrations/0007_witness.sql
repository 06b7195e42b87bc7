-- The tree of the log's hashes (RFC 6962), and what is left of entries whose content has gone.

-- The nodes above the leaves, by their place in the dense order of Crosby and Wallach (section 3.3); a leaf follows
-- from its entry's hash.
CREATE TABLE audit_node (
  place INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- The hash of each entry that a tombstone vouches for.
CREATE TABLE audit_gone (
  sequence INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
