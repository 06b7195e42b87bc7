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

-- Each queue in each order, by whose it is. The tickets on which somebody still has to do something are few and looked
-- at all day: their indexes hold all that a queue may be narrowed by, so that a walk looks into no row.
CREATE INDEX ticket_all_live_due ON ticket (due, id, owner, department, customer, live, alarm, escalated, status,
  priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_all_live_urgency ON ticket (urgency, id, owner, department, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_all_live_updated ON ticket (updated_at, id, owner, department, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_all_live_number ON ticket (number, id, owner, department, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_department_live_due ON ticket (department, due, id, owner, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_department_live_urgency ON ticket (department, urgency, id, owner, customer, live, alarm,
  escalated, status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_department_live_updated ON ticket (department, updated_at, id, owner, customer, live, alarm,
  escalated, status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_department_live_number ON ticket (department, number, id, owner, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_owner_live_due ON ticket (owner, due, id, department, customer, live, alarm, escalated, status,
  priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_owner_live_urgency ON ticket (owner, urgency, id, department, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_owner_live_updated ON ticket (owner, updated_at, id, department, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_owner_live_number ON ticket (owner, number, id, department, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE live = 1;
CREATE INDEX ticket_free_live_due ON ticket (department, due, id, owner, customer, live, alarm, escalated, status,
  priority, kind, product, channel, folded) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_free_live_urgency ON ticket (department, urgency, id, owner, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_free_live_updated ON ticket (department, updated_at, id, owner, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE owner IS NULL AND live = 1;
CREATE INDEX ticket_free_live_number ON ticket (department, number, id, owner, customer, live, alarm, escalated,
  status, priority, kind, product, channel, folded) WHERE owner IS NULL AND live = 1;
-- Those that are over are many, and lie in the order of time: a walk finds their rows beside each other.
CREATE INDEX ticket_all_over_due ON ticket (due, id) WHERE live = 0;
CREATE INDEX ticket_all_over_urgency ON ticket (urgency, id) WHERE live = 0;
CREATE INDEX ticket_all_over_updated ON ticket (updated_at, id) WHERE live = 0;
CREATE INDEX ticket_all_over_number ON ticket (number, id) WHERE live = 0;
CREATE INDEX ticket_department_over_due ON ticket (department, due, id) WHERE live = 0;
CREATE INDEX ticket_department_over_urgency ON ticket (department, urgency, id) WHERE live = 0;
CREATE INDEX ticket_department_over_updated ON ticket (department, updated_at, id) WHERE live = 0;
CREATE INDEX ticket_department_over_number ON ticket (department, number, id) WHERE live = 0;
CREATE INDEX ticket_owner_over_due ON ticket (owner, due, id) WHERE live = 0;
CREATE INDEX ticket_owner_over_urgency ON ticket (owner, urgency, id) WHERE live = 0;
CREATE INDEX ticket_owner_over_updated ON ticket (owner, updated_at, id) WHERE live = 0;
CREATE INDEX ticket_owner_over_number ON ticket (owner, number, id) WHERE live = 0;
-- What calls for attention is read as a whole.
CREATE INDEX ticket_alarm ON ticket (alarm, due, urgency, updated_at, number, id, owner, department, customer, live,
  escalated, status, priority, kind, product, channel, folded) WHERE alarm IS NOT NULL;
CREATE INDEX ticket_department_alarm ON ticket (department, alarm, due, urgency, updated_at, number, id, owner,
  customer, live, escalated, status, priority, kind, product, channel, folded) WHERE alarm IS NOT NULL;
CREATE INDEX ticket_owner_alarm ON ticket (owner, alarm, due, urgency, updated_at, number, id, department, customer,
  live, escalated, status, priority, kind, product, channel, folded) WHERE alarm IS NOT NULL;
CREATE INDEX ticket_escalated ON ticket (department, due, id) WHERE escalated > 0 AND live = 1;
CREATE INDEX ticket_customer_number ON ticket (customer, number, id) WHERE customer IS NOT NULL;
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

-- Who is at which ticket now, for half a minute each time. The log does not vouch for it.
CREATE TABLE ticket_presence (
  ticket BLOB NOT NULL,
  member BLOB NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  writing INTEGER NOT NULL CHECK (writing IN (0, 1)),
  PRIMARY KEY (ticket, member)
) STRICT, WITHOUT ROWID;
