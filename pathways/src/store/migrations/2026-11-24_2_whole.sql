-- What is known of the catalogue as a whole, kept beside it: so that no question has to read it all. Everything here follows
-- from the records; `derived` says by which rules, and a pack that was derived by others is derived anew when the store opens.

ALTER TABLE pack ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pack ADD COLUMN organizations INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pack ADD COLUMN awards INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pack ADD COLUMN recognitions INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pack ADD COLUMN newest TEXT;    -- the newest and the oldest date of a source of its awards and recognitions
ALTER TABLE pack ADD COLUMN oldest TEXT;

-- How many awards of a pack have a value: what a search without words or restrictions counts.
CREATE TABLE pack_count (
  pack   INTEGER NOT NULL REFERENCES pack (number) ON DELETE CASCADE,
  facet  TEXT NOT NULL CHECK (facet IN ('kind', 'issuer', 'platform', 'level', 'pacing', 'status', 'qualification')),
  value  TEXT NOT NULL,
  awards INTEGER NOT NULL,
  PRIMARY KEY (pack, facet, value)
) STRICT, WITHOUT ROWID;

-- Which gates a record asks.
CREATE TABLE gate (
  gate   TEXT NOT NULL,
  source TEXT NOT NULL,                     -- the id of the award or recognition
  kind   TEXT,
  pack   INTEGER NOT NULL REFERENCES pack (number) ON DELETE CASCADE,
  PRIMARY KEY (gate, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX gate_by_source ON gate (source);
CREATE INDEX gate_by_pack ON gate (pack);

-- Groups of awards that are alike, as estimates look at them, and the median of each.
CREATE TABLE estimate_group (
  number   INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  value    TEXT,                            -- the median as an exact ratio: hours, or minor units of the currency
  currency TEXT,
  awards   INTEGER NOT NULL DEFAULT 0       -- on how many awards the median rests
) STRICT;

-- How often an amount stands in a group.
CREATE TABLE estimate_amount (
  in_group INTEGER NOT NULL REFERENCES estimate_group (number),
  currency TEXT NOT NULL,                   -- empty: hours
  value    TEXT NOT NULL,
  awards   INTEGER NOT NULL,
  PRIMARY KEY (in_group, currency, value)
) STRICT, WITHOUT ROWID;

-- What one award adds to `estimate_amount`, so that it can be taken out again: group, currency and value of each, as JSON.
CREATE TABLE estimate_basis (
  award INTEGER PRIMARY KEY REFERENCES award (number) ON DELETE CASCADE,
  adds  TEXT NOT NULL
) STRICT;

-- All that a search looks at, so that it need not read whole records.
CREATE INDEX award_facts ON award (
  qualification DESC, title COLLATE NOCASE, id, kind, issuer, platform, level_framework, level_value, ects_micro,
  price_minor, price_currency, pacing, status
);
DROP INDEX award_by_title;
