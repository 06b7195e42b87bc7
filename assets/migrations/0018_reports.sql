-- What reports count, in the order of time: each index holds all that is looked at, so that a walk looks into no row.

CREATE INDEX customer_made ON customer (created_at, id, department, owner, private, trashed_at);
-- Tickets on which somebody still has to do something, by their age.
CREATE INDEX ticket_made ON ticket (created_at, id, phase, department, owner) WHERE live = 1;
-- Promises by when they were due, or, where none ran any more, by when they were over; and whether they were kept.
CREATE INDEX ticket_respond_kept ON ticket (coalesce(respond_due, respond_ended), id, (respond_ended IS NOT NULL AND
  CASE WHEN respond_due IS NULL THEN coalesce(respond_left, 0) >= 0 ELSE respond_ended <= respond_due END),
  department, owner);
CREATE INDEX ticket_resolve_kept ON ticket (coalesce(resolve_due, resolve_ended), id, (resolve_ended IS NOT NULL AND
  CASE WHEN resolve_due IS NULL THEN coalesce(resolve_left, 0) >= 0 ELSE resolve_ended <= resolve_due END),
  department, owner);
