-- What imports of tickets, tasks and activities made: by it no row comes in twice, and an import is taken back. The log
-- vouches for each record itself, and for the entry that made it.

CREATE TABLE imported (
  -- The number of its kind in the log.
  kind INTEGER NOT NULL,
  -- Its id where it came from, or a hash of what the row says.
  external_id TEXT NOT NULL,
  import BLOB NOT NULL REFERENCES import (id),
  record BLOB NOT NULL,
  -- The entry that made it.
  audit_seq INTEGER NOT NULL,
  PRIMARY KEY (kind, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_by_import ON imported (import, record);
