-- Tickets: who asks for what, who works on it, and by when.

CREATE TABLE ticket (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  number INTEGER NOT NULL UNIQUE,
  subject TEXT NOT NULL,
  customer BLOB REFERENCES customer (id),
  kind TEXT NOT NULL,
  product TEXT NOT NULL,
  priority TEXT NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
  channel TEXT NOT NULL,
  status TEXT NOT NULL,
  phase TEXT NOT NULL CHECK (phase IN ('new', 'open', 'waiting', 'solved', 'closed')),
  owner BLOB REFERENCES member (id),
  department BLOB NOT NULL REFERENCES department (id),
  -- The two promises, in times and in working seconds.
  respond_due INTEGER,
  respond_warn INTEGER,
  respond_left INTEGER,
  respond_ended INTEGER,
  resolve_due INTEGER,
  resolve_warn INTEGER,
  resolve_left INTEGER,
  resolve_ended INTEGER,
  merged_into BLOB REFERENCES ticket (id),
  satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5),
  escalated INTEGER NOT NULL,
  created_by BLOB NOT NULL REFERENCES member (id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  audit_seq INTEGER NOT NULL,
  -- What follows from the columns before, for lists; the log vouches for it too.
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  -- What runs out first; the largest number: nothing does.
  due INTEGER NOT NULL,
  -- From when on it calls for attention.
  alarm INTEGER,
  -- The priority, the highest first, and within it `due`.
  urgency INTEGER NOT NULL,
  folded TEXT NOT NULL
) STRICT;

-- Each queue in each order. Whose queue it is comes first, then whether somebody still has to do something.
CREATE INDEX ticket_all_due ON ticket (live, due, id);
CREATE INDEX ticket_all_urgency ON ticket (live, urgency, id);
CREATE INDEX ticket_all_updated ON ticket (live, updated_at, id);
CREATE INDEX ticket_all_number ON ticket (live, number, id);
CREATE INDEX ticket_department_due ON ticket (department, live, due, id);
CREATE INDEX ticket_department_urgency ON ticket (department, live, urgency, id);
CREATE INDEX ticket_department_updated ON ticket (department, live, updated_at, id);
CREATE INDEX ticket_department_number ON ticket (department, live, number, id);
CREATE INDEX ticket_owner_due ON ticket (owner, live, due, id);
CREATE INDEX ticket_owner_urgency ON ticket (owner, live, urgency, id);
CREATE INDEX ticket_owner_updated ON ticket (owner, live, updated_at, id);
CREATE INDEX ticket_owner_number ON ticket (owner, live, number, id);
CREATE INDEX ticket_free_due ON ticket (department, due, id) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_free_urgency ON ticket (department, urgency, id) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_free_updated ON ticket (department, updated_at, id) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_free_number ON ticket (department, number, id) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_alarm ON ticket (alarm, id) WHERE alarm IS NOT NULL;
CREATE INDEX ticket_department_alarm ON ticket (department, alarm, id) WHERE alarm IS NOT NULL;
CREATE INDEX ticket_owner_alarm ON ticket (owner, alarm, id) WHERE alarm IS NOT NULL;
CREATE INDEX ticket_escalated ON ticket (department, due, id) WHERE escalated > 0 AND live = 1;
CREATE INDEX ticket_customer ON ticket (customer, number) WHERE customer IS NOT NULL;
-- Whose tickets somebody still has to do something on.
CREATE INDEX ticket_open ON ticket (customer, department, owner) WHERE customer IS NOT NULL AND live = 1;
CREATE INDEX ticket_merged ON ticket (merged_into, number) WHERE merged_into IS NOT NULL;

-- The words of the subjects, folded.
CREATE TABLE ticket_word (
  word TEXT NOT NULL,
  ticket BLOB NOT NULL,
  PRIMARY KEY (word, ticket)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket_note (
  id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  ticket BLOB NOT NULL REFERENCES ticket (id),
  member BLOB NOT NULL,
  at INTEGER NOT NULL,
  public INTEGER NOT NULL CHECK (public IN (0, 1)),
  text TEXT NOT NULL,
  audit_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_note_by_ticket ON ticket_note (ticket, at DESC, id DESC);

-- Whoever is told of what happens to a ticket, and which tickets belong together (each pair from both sides). The log
-- vouches for both with the ticket.
CREATE TABLE ticket_watcher (
  ticket BLOB NOT NULL REFERENCES ticket (id),
  member BLOB NOT NULL REFERENCES member (id),
  PRIMARY KEY (ticket, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_watcher_by_member ON ticket_watcher (member, ticket);

CREATE TABLE ticket_relation (
  ticket BLOB NOT NULL REFERENCES ticket (id),
  other BLOB NOT NULL REFERENCES ticket (id),
  PRIMARY KEY (ticket, other)
) STRICT, WITHOUT ROWID;

-- Of which list a saved view is.
ALTER TABLE saved_view ADD COLUMN list TEXT NOT NULL DEFAULT 'customers' CHECK (list IN ('customers', 'tickets'));

-- Who is at which ticket now, for half a minute each time. The log does not vouch for it.
CREATE TABLE ticket_presence (
  ticket BLOB NOT NULL,
  member BLOB NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  writing INTEGER NOT NULL CHECK (writing IN (0, 1)),
  PRIMARY KEY (ticket, member)
) STRICT, WITHOUT ROWID;
