-- The server: SSH keys that members have enrolled, and words from one member to a live session of another.

CREATE TABLE ssh_key (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  member BLOB NOT NULL REFERENCES member (id),
  -- The public key as it goes over the wire (RFC 4253, section 6.6).
  blob BLOB NOT NULL,
  kind TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  label TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  -- Changes at each sign-in; the log vouches for all the rest.
  last_used INTEGER,
  audit_seq INTEGER NOT NULL,
  UNIQUE (member, blob)
) STRICT, WITHOUT ROWID;

CREATE TABLE message (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  session BLOB NOT NULL REFERENCES session (id),
  by BLOB NOT NULL REFERENCES member (id),
  at INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX message_by_session ON message (session, at);

-- Who is in.
CREATE INDEX session_live ON session (started_at) WHERE ended_at IS NULL;
