-- What is each member's own: saved views (the log vouches for them), preferences and drafts (it does not).

CREATE TABLE saved_view (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  member BLOB NOT NULL REFERENCES member (id),
  name TEXT NOT NULL,
  -- A JSON object: filter, order, columns.
  content TEXT NOT NULL,
  -- The names of the roles it is shared with, by commas; empty: private.
  shared TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX saved_view_by_member ON saved_view (member);

CREATE TABLE preference (
  member BLOB NOT NULL PRIMARY KEY REFERENCES member (id),
  content TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody was typing, sealed to that member alone.
CREATE TABLE draft (
  member BLOB NOT NULL REFERENCES member (id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (member, key)
) STRICT;
