-- Takes a file back to before 0010, for tests and benches that open an older one.

DROP INDEX customer_made;
DROP INDEX ticket_made;
DROP INDEX ticket_respond_kept;
DROP INDEX ticket_resolve_kept;

DROP TABLE incident_event;
DROP TABLE incident;

ALTER TABLE saved_view DROP COLUMN list;
DROP TABLE imported;

DROP TABLE note_version;
DROP TABLE mention;
ALTER TABLE activity DROP COLUMN direction;
ALTER TABLE activity DROP COLUMN outcome;
ALTER TABLE activity DROP COLUMN minutes;
ALTER TABLE activity DROP COLUMN next_step;
ALTER TABLE activity DROP COLUMN next_at;
ALTER TABLE activity DROP COLUMN edited_at;
ALTER TABLE activity DROP COLUMN edited_by;
ALTER TABLE activity DROP COLUMN version;
ALTER TABLE activity DROP COLUMN ticket;
ALTER TABLE activity DROP COLUMN mentions;

DROP INDEX customer_by_activity;
DROP INDEX customer_trashed;
DROP INDEX customer_by_name;
DROP INDEX customer_by_owner;
DROP INDEX customer_by_city;
DROP INDEX customer_by_updated;
DROP INDEX customer_private;
DROP INDEX customer_by_department;
DROP TABLE star;
DROP TABLE recent;
DROP TABLE duplicate_dismissed;
ALTER TABLE customer DROP COLUMN trashed_at;
ALTER TABLE customer DROP COLUMN trashed_by;
ALTER TABLE customer DROP COLUMN merged_into;
ALTER TABLE customer DROP COLUMN last_activity;
CREATE INDEX customer_by_name ON customer (search, id);
CREATE INDEX customer_by_owner ON customer (owner, search, id, code) WHERE owner IS NOT NULL;
CREATE INDEX customer_by_city ON customer (city_folded, search, id);
CREATE INDEX customer_by_updated ON customer (updated_at, id);
CREATE INDEX customer_private ON customer (owner, department) WHERE private = 1;
CREATE INDEX customer_by_department ON customer (department, search, id, code, private, owner);

DROP TABLE customer_tag;
DROP TABLE customer_more;
DROP TABLE task;
DROP TABLE ticket_presence;
DROP TABLE ticket_relation;
DROP TABLE ticket_watcher;
DROP TABLE ticket_note;
DROP TABLE ticket_word;
DROP TABLE ticket;
