-- Lists beside that of customers, and what finds their rows.

-- Of which list a saved view is.
ALTER TABLE saved_view ADD COLUMN list TEXT NOT NULL DEFAULT 'customers' CHECK (list IN ('customers', 'tickets'));

-- Whose tickets somebody still has to do something on.
CREATE INDEX ticket_open ON ticket (customer, department, owner) WHERE customer IS NOT NULL AND live = 1;
