-- Kin's first schema. Ids are the 16 bytes of a UUIDv7; times are microseconds since 1970 (UTC).
-- `audit_seq` is the log entry that last wrote a row; the log holds the digest of what it wrote.

CREATE TABLE office (
  key TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE department (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  parent BLOB REFERENCES department (id),
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE,
  encryption BLOB NOT NULL CHECK (length(encryption) = 32),
  signing BLOB NOT NULL CHECK (length(signing) = 32),
  created_at INTEGER NOT NULL,
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member_secret (
  member BLOB NOT NULL PRIMARY KEY REFERENCES member (id),
  sealed_keys BLOB NOT NULL,
  sealed_totp BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What changes at each sign-in; the log does not vouch for it.
CREATE TABLE member_state (
  member BLOB NOT NULL PRIMARY KEY REFERENCES member (id),
  failures INTEGER NOT NULL,
  last_sign_in INTEGER,
  last_totp_step INTEGER
) STRICT, WITHOUT ROWID;

-- Failed sign-ins by the hash of the name, of names that exist and names that do not.
CREATE TABLE attempt (
  key BLOB NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attempt_by_time ON attempt (last_at);

CREATE TABLE session (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  member BLOB NOT NULL REFERENCES member (id),
  started_at INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  origin TEXT NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_member ON session (member, started_at);

CREATE TABLE grant_statement (
  sequence INTEGER PRIMARY KEY,
  member BLOB NOT NULL,
  statement BLOB NOT NULL,
  issuer BLOB,
  signature BLOB NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX grant_by_member ON grant_statement (member, sequence);

CREATE TABLE class_key (
  class TEXT NOT NULL,
  generation INTEGER NOT NULL,
  public BLOB NOT NULL CHECK (length(public) = 32),
  audit_seq INTEGER NOT NULL,
  PRIMARY KEY (class, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE class_key_copy (
  class TEXT NOT NULL,
  generation INTEGER NOT NULL,
  holder BLOB NOT NULL CHECK (length(holder) = 16),
  sealed BLOB NOT NULL,
  PRIMARY KEY (class, generation, holder),
  FOREIGN KEY (class, generation) REFERENCES class_key (class, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE lookup_key_copy (
  class TEXT NOT NULL,
  holder BLOB NOT NULL CHECK (length(holder) = 16),
  sealed BLOB NOT NULL,
  audit_seq INTEGER NOT NULL,
  PRIMARY KEY (class, holder)
) STRICT, WITHOUT ROWID;

CREATE TABLE data_key (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  class TEXT NOT NULL,
  generation INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  audit_seq INTEGER NOT NULL,
  FOREIGN KEY (class, generation) REFERENCES class_key (class, generation)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  member BLOB NOT NULL,
  at INTEGER NOT NULL,
  file TEXT NOT NULL,
  counts TEXT NOT NULL,
  reverted_at INTEGER,
  audit_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX import_by_time ON import (at);

-- A table with row numbers: its rows are wide, and wide rows in inner pages would crowd the cache.
CREATE TABLE customer (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  external_id TEXT,
  name TEXT NOT NULL,
  company TEXT NOT NULL,
  city TEXT NOT NULL,
  country TEXT NOT NULL,
  website TEXT NOT NULL,
  since TEXT NOT NULL,
  status TEXT NOT NULL,
  owner BLOB,
  department BLOB NOT NULL REFERENCES department (id),
  flags TEXT NOT NULL,
  import_id BLOB,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- The folded name, U+001F, the folded company.
  search TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX customer_by_external_id ON customer (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX customer_by_name ON customer (search, id);
CREATE INDEX customer_by_department ON customer (department, search, id, code);
CREATE INDEX customer_by_owner ON customer (owner, search, id, code) WHERE owner IS NOT NULL;
CREATE INDEX customer_by_import ON customer (import_id, id) WHERE import_id IS NOT NULL;

CREATE TABLE sealed_value (
  customer BLOB NOT NULL REFERENCES customer (id),
  field TEXT NOT NULL,
  mask TEXT NOT NULL,
  token BLOB,
  blob BLOB NOT NULL,
  version INTEGER NOT NULL,
  data_key BLOB NOT NULL REFERENCES data_key (id),
  PRIMARY KEY (customer, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX sealed_value_by_token ON sealed_value (token) WHERE token IS NOT NULL;

-- Each folded word of a customer but the first of the name: what finds them by the start of any word.
CREATE TABLE customer_word (
  word TEXT NOT NULL,
  search TEXT NOT NULL,
  customer BLOB NOT NULL,
  PRIMARY KEY (word, search, customer)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_count (
  department BLOB NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tries of a day at checking or revealing a field.
CREATE TABLE field_try (
  member BLOB NOT NULL,
  action TEXT NOT NULL,
  day INTEGER NOT NULL,
  customer BLOB NOT NULL,
  field TEXT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (member, action, day, customer, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  customer BLOB NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL,
  member BLOB NOT NULL,
  at INTEGER NOT NULL,
  text TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX activity_by_customer ON activity (customer, at DESC, id DESC);

CREATE TABLE audit_log (
  sequence INTEGER PRIMARY KEY,
  op BLOB NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  member BLOB,
  session BLOB,
  origin TEXT NOT NULL,
  action TEXT NOT NULL,
  subject BLOB,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  details TEXT NOT NULL,
  changes BLOB NOT NULL CHECK (length(changes) = 32),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
CREATE INDEX audit_by_subject ON audit_log (subject, sequence) WHERE subject IS NOT NULL;
CREATE INDEX audit_by_member ON audit_log (member, sequence);
CREATE INDEX audit_by_action ON audit_log (action, sequence);

CREATE TABLE audit_change (
  sequence INTEGER PRIMARY KEY REFERENCES audit_log (sequence),
  changes BLOB NOT NULL
) STRICT;
