-- Tasks: what a member has to do by when.

CREATE TABLE task (
  id BLOB PRIMARY KEY,
  title TEXT NOT NULL,
  -- What they are about; they may go, and the task stays.
  customer BLOB,
  ticket BLOB,
  owner BLOB NOT NULL REFERENCES member (id),
  department BLOB NOT NULL,
  -- Who gave it.
  by BLOB NOT NULL REFERENCES member (id),
  due INTEGER,
  all_day INTEGER NOT NULL CHECK (all_day IN (0, 1)),
  remind_at INTEGER,
  -- Such as `1 week 2026-11-30T09:00:00`, or empty.
  repeat TEXT NOT NULL,
  words TEXT NOT NULL,
  done_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  audit_seq INTEGER NOT NULL,
  -- What has no date comes last.
  due_key INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(due, 9223372036854775807)) VIRTUAL
) STRICT;
CREATE INDEX task_open ON task (due_key, id) WHERE done_at IS NULL;
CREATE INDEX task_open_by_owner ON task (owner, due_key, id) WHERE done_at IS NULL;
CREATE INDEX task_open_by_giver ON task (by, due_key, id) WHERE done_at IS NULL AND owner <> by;
CREATE INDEX task_open_by_department ON task (department, due_key, id) WHERE done_at IS NULL;
CREATE INDEX task_done ON task (done_at, id) WHERE done_at IS NOT NULL;
CREATE INDEX task_done_by_owner ON task (owner, done_at, id) WHERE done_at IS NOT NULL;
CREATE INDEX task_done_by_giver ON task (by, done_at, id) WHERE done_at IS NOT NULL AND owner <> by;
CREATE INDEX task_done_by_department ON task (department, done_at, id) WHERE done_at IS NOT NULL;
CREATE INDEX task_by_customer ON task (customer, due_key, id) WHERE customer IS NOT NULL;
CREATE INDEX task_by_ticket ON task (ticket, due_key, id) WHERE ticket IS NOT NULL;
CREATE INDEX task_reminders ON task (owner, remind_at, id) WHERE done_at IS NULL AND remind_at IS NOT NULL;
