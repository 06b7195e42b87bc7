-- What a line of a timeline says beside its text, what it was before it was changed, and whom it turns to.

ALTER TABLE activity ADD COLUMN direction TEXT NOT NULL DEFAULT 'none';
ALTER TABLE activity ADD COLUMN outcome TEXT;
ALTER TABLE activity ADD COLUMN minutes INTEGER;
ALTER TABLE activity ADD COLUMN next_step TEXT NOT NULL DEFAULT '';
ALTER TABLE activity ADD COLUMN next_at INTEGER;
ALTER TABLE activity ADD COLUMN edited_at INTEGER;
ALTER TABLE activity ADD COLUMN edited_by BLOB;
ALTER TABLE activity ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE activity ADD COLUMN ticket BLOB;
-- The ids of members one behind the other, 16 bytes each.
ALTER TABLE activity ADD COLUMN mentions BLOB NOT NULL DEFAULT x'';

CREATE TABLE note_version (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  activity BLOB NOT NULL,
  version INTEGER NOT NULL,
  at INTEGER NOT NULL,
  member BLOB NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL,
  outcome TEXT,
  minutes INTEGER,
  next_step TEXT NOT NULL,
  next_at INTEGER,
  text TEXT NOT NULL,
  audit_seq INTEGER NOT NULL,
  UNIQUE (activity, version)
) STRICT;

-- Follows from `activity.mentions`, but for when somebody has seen it: that is each member's own.
CREATE TABLE mention (
  member BLOB NOT NULL,
  activity BLOB NOT NULL,
  at INTEGER NOT NULL,
  seen_at INTEGER,
  PRIMARY KEY (member, activity)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_by_activity ON mention (activity);
CREATE INDEX mention_unseen ON mention (member, at DESC, activity DESC) WHERE seen_at IS NULL;
CREATE INDEX mention_newest ON mention (member, at DESC, activity DESC);
