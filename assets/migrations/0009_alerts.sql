-- Alerts with what came of them, and whom they were told.

-- A JSON object: severity, member, what follows, evidence, who looks into it, what was found. Empty for alerts of before.
ALTER TABLE alert ADD COLUMN more TEXT NOT NULL DEFAULT '';
CREATE INDEX alert_by_subject ON alert (subject, state);

-- Which alerts were handed on outside, and when; under the id of zeros the last digest. The log does not vouch for it.
CREATE TABLE alert_told (
  alert BLOB NOT NULL PRIMARY KEY CHECK (length(alert) = 16),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
