-- Incidents and drills of them, and what was noticed, decided and done, line by line.

CREATE TABLE incident (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  playbook TEXT NOT NULL,
  words TEXT NOT NULL,
  drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
  jurisdiction TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  started_by BLOB NOT NULL,
  aware_at INTEGER NOT NULL,
  -- The span in which data may have been touched; NULL: up to now.
  since INTEGER NOT NULL,
  until INTEGER,
  -- The ids of members one behind the other, 16 bytes each; none: everybody.
  members BLOB NOT NULL,
  told_at INTEGER,
  closed_at INTEGER,
  closed_by BLOB,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_by_start ON incident (started_at DESC, id DESC);

-- Written once and never changed.
CREATE TABLE incident_event (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  incident BLOB NOT NULL REFERENCES incident (id),
  at INTEGER NOT NULL,
  by BLOB NOT NULL,
  kind TEXT NOT NULL,
  step TEXT NOT NULL,
  act TEXT,
  member BLOB,
  words TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_event_in_order ON incident_event (incident, at, id);
