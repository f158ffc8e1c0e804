-- What an advisor keeps beside the records: documents behind decisions, copies that were carried away, tags, the list to triage,
-- and what was done on this machine.

-- Documents behind exceptions. The record names them; the bytes are kept once.
CREATE TABLE attachment (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  learner INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  name    TEXT NOT NULL,
  bytes   BLOB NOT NULL,
  added   TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_by_learner ON attachment (learner);

-- The state of a record in which it left this machine: what its copy is compared with when it comes back.
CREATE TABLE carried (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  learner INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  record  TEXT NOT NULL,
  made    TEXT NOT NULL
) STRICT;
CREATE INDEX carried_by_learner ON carried (learner);

CREATE TABLE learner_tag (
  learner INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  tag     TEXT NOT NULL,
  PRIMARY KEY (learner, tag)
) STRICT, WITHOUT ROWID;

ALTER TABLE learner ADD COLUMN archived TEXT;   -- the day; NULL: not archived

-- What the list shows of a learner, derived from the record and the catalogue; a row that is absent has not been looked at yet.
CREATE TABLE triage (
  learner    INTEGER PRIMARY KEY REFERENCES learner (number) ON DELETE CASCADE,
  held       INTEGER NOT NULL,
  target     TEXT,                              -- of the plan of record; NULL: nothing is agreed
  agreed     TEXT,
  finish     TEXT,
  completed  INTEGER NOT NULL,
  steps      INTEGER NOT NULL,
  due        TEXT,                              -- the next day on which something is due
  due_what   TEXT,
  conditions INTEGER NOT NULL,                  -- that the plan relies on and nobody has decided
  broken     INTEGER NOT NULL,                  -- what of the plan cannot be followed as agreed
  drifted    INTEGER NOT NULL,                  -- everything that no longer holds
  what       TEXT,                              -- the first of it, in words
  record     TEXT NOT NULL,                     -- the time of the edit that was looked at
  packs      INTEGER NOT NULL,                  -- the state of the packs that was looked at
  checked    TEXT NOT NULL                      -- the day
) STRICT;

-- What was done on this machine, and by whom. It outlives what it is about and names no contents.
CREATE TABLE activity (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  what    TEXT NOT NULL,
  learner INTEGER                               -- the number; not the name
) STRICT;

-- Sessions of an advisor with a learner. One that has ended is never changed again.
CREATE TABLE session (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  learner   INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  advisor   TEXT NOT NULL,
  started   TEXT NOT NULL,
  ended     TEXT,
  notes     TEXT NOT NULL DEFAULT '',
  questions TEXT NOT NULL DEFAULT '',           -- what is still open
  next_step TEXT NOT NULL DEFAULT '',
  next_date TEXT,
  decided   TEXT,                               -- what was changed, as a JSON list; written when it ends
  what_if   TEXT                                -- the record before a what-if that is being tried
) STRICT;
CREATE INDEX session_by_learner ON session (learner, started);
