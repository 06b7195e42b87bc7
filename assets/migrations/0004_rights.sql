-- Requests to see more, decisions that wait for a second person, alerts, and how far keys have been changed.

CREATE TABLE request (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL CHECK (kind IN ('reveal', 'export')),
  member BLOB NOT NULL REFERENCES member (id),
  customer BLOB,
  field TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'denied')),
  decided_by BLOB,
  decided_at INTEGER,
  words TEXT NOT NULL,
  -- Until when an approval lasts.
  until INTEGER,
  -- The value, sealed to the member who asked, where it holds no key of the class.
  sealed BLOB,
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX request_by_member ON request (member, at);
CREATE INDEX request_by_state ON request (state, at);

CREATE TABLE proposal (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  member BLOB NOT NULL REFERENCES member (id),
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  -- What is proposed, as the JSON that statements hold, and the member's signature.
  act TEXT NOT NULL,
  signature BLOB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'denied')),
  decided_by BLOB,
  decided_at INTEGER,
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_by_state ON proposal (state, at);

CREATE TABLE alert (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject BLOB,
  -- A JSON object of ids and numbers that says what was seen; one alert for the same sight.
  about TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  handled_by BLOB,
  handled_at INTEGER,
  words TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alert_by_state ON alert (state, at);

-- How far a class's values have been sealed anew; the log does not vouch for it, the values tell by themselves.
CREATE TABLE reseal (
  class TEXT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,
  -- The last customer looked at.
  cursor BLOB NOT NULL,
  looked INTEGER NOT NULL,
  sealed INTEGER NOT NULL,
  finished INTEGER NOT NULL CHECK (finished IN (0, 1))
) STRICT, WITHOUT ROWID;
