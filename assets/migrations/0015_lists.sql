-- Lists beside that of customers, and what finds their rows.

-- Of which list a saved view is.
ALTER TABLE saved_view ADD COLUMN list TEXT NOT NULL DEFAULT 'customers' CHECK (list IN ('customers', 'tickets'));

-- Whose tickets somebody still has to do something on.
CREATE INDEX ticket_open ON ticket (customer, department, owner) WHERE customer IS NOT NULL AND live = 1;

-- Tickets, now that the size of offices is known by measuring.
DROP INDEX ticket_all_due;
DROP INDEX ticket_all_urgency;
DROP INDEX ticket_all_updated;
DROP INDEX ticket_all_number;
DROP INDEX ticket_department_due;
DROP INDEX ticket_department_urgency;
DROP INDEX ticket_department_updated;
DROP INDEX ticket_department_number;
DROP INDEX ticket_owner_due;
DROP INDEX ticket_owner_urgency;
DROP INDEX ticket_owner_updated;
DROP INDEX ticket_owner_number;
DROP INDEX ticket_free_due;
DROP INDEX ticket_free_urgency;
DROP INDEX ticket_free_updated;
DROP INDEX ticket_free_number;
DROP INDEX ticket_alarm;
DROP INDEX ticket_department_alarm;
DROP INDEX ticket_owner_alarm;
DROP INDEX ticket_customer;

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
CREATE INDEX ticket_customer_number ON ticket (customer, number, id) WHERE customer IS NOT NULL;
