-- The log read from every side: by session, and by each of the customers of an entry that is about many.

CREATE INDEX audit_by_session ON audit_log (session, sequence) WHERE session IS NOT NULL;

-- Follows from what the log itself holds, which is what vouches for it.
CREATE TABLE audit_about (
  customer BLOB NOT NULL CHECK (length(customer) = 16),
  sequence INTEGER NOT NULL,
  PRIMARY KEY (customer, sequence)
) STRICT, WITHOUT ROWID;

-- Those that were refused or failed, for counts over time.
CREATE INDEX audit_refused ON audit_log (sequence, member) WHERE outcome <> 'done';
