-- What is known of a customer beside its row: none for a customer of whom nothing more is known.
CREATE TABLE customer_more (
  customer BLOB NOT NULL PRIMARY KEY CHECK (length(customer) = 16) REFERENCES customer (id),
  segment TEXT NOT NULL DEFAULT '',
  segment_folded TEXT NOT NULL DEFAULT '',
  -- The company that a person works for.
  employer BLOB,
  -- Tags as they were typed, labels of contact points, values of the office's own fields: JSON.
  body TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_more_by_segment ON customer_more (segment_folded, customer) WHERE segment_folded <> '';
CREATE INDEX customer_more_by_employer ON customer_more (employer, customer) WHERE employer IS NOT NULL;

-- Each tag of a customer, folded: what finds them.
CREATE TABLE customer_tag (
  tag TEXT NOT NULL,
  customer BLOB NOT NULL REFERENCES customer (id),
  PRIMARY KEY (tag, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_tag_by_customer ON customer_tag (customer, tag);
