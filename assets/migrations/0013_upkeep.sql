-- Upkeep of customers: the trash, when something last happened with each, stars, what was opened last, and pairs that
-- are not the same customer. The time of the last activity is filled from the timeline, which the log vouches for.

-- When it went into the trash; NULL: it is not there.
ALTER TABLE customer ADD COLUMN trashed_at INTEGER;
ALTER TABLE customer ADD COLUMN trashed_by BLOB;
-- The customer that has its timeline now, where it went there by a merge.
ALTER TABLE customer ADD COLUMN merged_into BLOB;
CREATE INDEX customer_trashed ON customer (trashed_at, id) WHERE trashed_at IS NOT NULL;

-- 0: nothing has happened yet.
ALTER TABLE customer ADD COLUMN last_activity INTEGER NOT NULL DEFAULT 0;
UPDATE customer SET last_activity = coalesce(
  (SELECT at FROM activity WHERE activity.customer = customer.id ORDER BY at DESC LIMIT 1), 0);
CREATE INDEX customer_by_activity ON customer (last_activity, id, trashed_at);

-- Every index that a list walks tells by itself who is in the trash, so that a walk looks into no row.
DROP INDEX customer_by_name;
CREATE INDEX customer_by_name ON customer (search, id, trashed_at);
DROP INDEX customer_by_department;
CREATE INDEX customer_by_department ON customer (department, search, id, code, private, owner, trashed_at);
DROP INDEX customer_by_owner;
CREATE INDEX customer_by_owner ON customer (owner, search, id, code, trashed_at) WHERE owner IS NOT NULL;
DROP INDEX customer_by_city;
CREATE INDEX customer_by_city ON customer (city_folded, search, id, trashed_at);
DROP INDEX customer_by_updated;
CREATE INDEX customer_by_updated ON customer (updated_at, id, trashed_at);
DROP INDEX customer_private;
CREATE INDEX customer_private ON customer (owner, department, trashed_at) WHERE private = 1;

-- What each member marked, and opened last: its own, without the log's word.
CREATE TABLE star (
  member BLOB NOT NULL REFERENCES member (id),
  customer BLOB NOT NULL,
  PRIMARY KEY (member, customer)
) STRICT, WITHOUT ROWID;
CREATE TABLE recent (
  member BLOB NOT NULL REFERENCES member (id),
  customer BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (member, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX recent_by_time ON recent (member, at);

-- Two customers that somebody looked at and that are not the same, the smaller id first.
CREATE TABLE duplicate_dismissed (
  one BLOB NOT NULL,
  other BLOB NOT NULL,
  by BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
