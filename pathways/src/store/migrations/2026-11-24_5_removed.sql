-- Packs that somebody has taken out of the catalogue. They are kept whole, so that they can come back; a bundled one that
-- stands here is not brought in again at the next start.
CREATE TABLE removed_pack (
  id      TEXT PRIMARY KEY,
  title   TEXT,
  version TEXT NOT NULL,
  file    TEXT NOT NULL,                    -- the name of the file that it came from
  bundled INTEGER NOT NULL CHECK (bundled IN (0, 1)),
  awards  INTEGER NOT NULL,
  removed TEXT NOT NULL,                    -- the day
  text    TEXT NOT NULL                     -- the pack, each record as it came
) STRICT;
