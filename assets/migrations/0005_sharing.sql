-- Private customers, and single customers shared with members by name.

ALTER TABLE customer ADD COLUMN private INTEGER NOT NULL DEFAULT 0 CHECK (private IN (0, 1));
-- Tells by itself who may see a customer, so that a walk along a department looks into no row.
DROP INDEX customer_by_department;
CREATE INDEX customer_by_department ON customer (department, search, id, code, private, owner);
CREATE INDEX customer_private ON customer (owner, department) WHERE private = 1;
ALTER TABLE customer_count ADD COLUMN private INTEGER NOT NULL DEFAULT 0;

CREATE TABLE customer_share (
  customer BLOB NOT NULL REFERENCES customer (id),
  member BLOB NOT NULL REFERENCES member (id),
  level TEXT NOT NULL CHECK (level IN ('view', 'edit')),
  -- Until when it lasts.
  until INTEGER,
  by BLOB NOT NULL,
  at INTEGER NOT NULL,
  audit_seq INTEGER NOT NULL,
  PRIMARY KEY (customer, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_share_by_member ON customer_share (member, customer, until);
