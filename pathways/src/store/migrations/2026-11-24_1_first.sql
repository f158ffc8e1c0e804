-- Packs and what they hold. `raw` keeps each record as its file had it, byte for byte; the columns beside it are there to
-- search by and are derived from it.

CREATE TABLE pack (
  number      INTEGER PRIMARY KEY,          -- the order of loading
  id          TEXT NOT NULL UNIQUE,
  title       TEXT,
  version     TEXT NOT NULL,
  header      TEXT NOT NULL,                -- what the pack says of itself: its JSON object without the records
  file        TEXT NOT NULL,                -- the name of the file that it came from
  fingerprint INTEGER NOT NULL,             -- of the whole file, to see whether another one is the same
  bundled     INTEGER NOT NULL CHECK (bundled IN (0, 1)),
  imported    TEXT NOT NULL                 -- the day
) STRICT;

CREATE TABLE organization (
  number   INTEGER PRIMARY KEY,
  pack     INTEGER NOT NULL REFERENCES pack (number) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  id       TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  country  TEXT,
  raw      TEXT NOT NULL
) STRICT;
CREATE INDEX organization_by_pack ON organization (pack, position);

CREATE TABLE award (
  number          INTEGER PRIMARY KEY,
  pack            INTEGER NOT NULL REFERENCES pack (number) ON DELETE CASCADE,
  position        INTEGER NOT NULL,
  id              TEXT NOT NULL UNIQUE,
  title           TEXT NOT NULL,
  kind            TEXT NOT NULL,
  issuer          TEXT NOT NULL,
  platform        TEXT,
  level_framework TEXT,
  level_value     TEXT,
  ects_micro      INTEGER,                  -- credit in millionths of an ECTS credit; NULL: none that converts
  price_minor     INTEGER,                  -- its own stated price; NULL: unknown, by subscription, or paid through its parts
  price_currency  TEXT,
  pacing          TEXT NOT NULL,
  status          TEXT NOT NULL,
  qualification   INTEGER NOT NULL CHECK (qualification IN (0, 1)),
  raw             TEXT NOT NULL
) STRICT;
CREATE INDEX award_by_pack ON award (pack, position);
CREATE INDEX award_by_title ON award (qualification DESC, title COLLATE NOCASE, id);
CREATE INDEX award_by_issuer ON award (issuer);
CREATE INDEX award_by_platform ON award (platform);

CREATE TABLE recognition (
  number    INTEGER PRIMARY KEY,
  pack      INTEGER NOT NULL REFERENCES pack (number) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  id        TEXT NOT NULL UNIQUE,
  by        TEXT NOT NULL,
  grants    TEXT NOT NULL,
  raw       TEXT NOT NULL
) STRICT;
CREATE INDEX recognition_by_pack ON recognition (pack, position);
CREATE INDEX recognition_by_granted ON recognition (grants);

-- What names what: each award that an award or a recognition names, and in which role. A cone of requirements can be walked
-- here without reading any record.
CREATE TABLE edge (
  pack     INTEGER NOT NULL REFERENCES pack (number) ON DELETE CASCADE,
  source   TEXT NOT NULL,                   -- the id of the award or recognition that names
  relation TEXT NOT NULL CHECK (relation IN ('requires', 'recommends', 'from', 'needs', 'grants', 'into')),
  award    TEXT NOT NULL,                   -- the id of the award that is named
  PRIMARY KEY (source, relation, award)
) STRICT, WITHOUT ROWID;
CREATE INDEX edge_by_award ON edge (award, relation);
CREATE INDEX edge_by_pack ON edge (pack);

-- Full text. The row id is the award's number; the text itself is not kept a second time.
CREATE VIRTUAL TABLE award_text USING fts5 (
  title, issuer, skills, description, code,
  content = '', contentless_delete = 1, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE award_word USING fts5vocab (award_text, 'row');

-- Learners. A record is the one at `position` of its edits; later edits are those that were undone.
CREATE TABLE learner (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  name     TEXT NOT NULL,
  position INTEGER NOT NULL,
  added    TEXT NOT NULL,
  changed  TEXT NOT NULL
) STRICT;

CREATE TABLE learner_edit (
  learner INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  number  INTEGER NOT NULL,
  record  TEXT NOT NULL,                    -- the whole learner record after the edit, as contract JSON
  what    TEXT NOT NULL,                    -- what was done, in words for people
  made    TEXT NOT NULL,
  PRIMARY KEY (learner, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_plan (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  learner INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  title   TEXT NOT NULL,
  target  TEXT NOT NULL,
  plan    TEXT NOT NULL,                    -- contract JSON
  packs   TEXT NOT NULL,                    -- the versions of the packs that it was computed from, as a JSON object
  saved   TEXT NOT NULL
) STRICT;
CREATE INDEX saved_plan_by_learner ON saved_plan (learner, saved);

CREATE TABLE setting (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL                       -- JSON
) STRICT, WITHOUT ROWID;
