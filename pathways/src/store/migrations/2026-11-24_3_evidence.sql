-- Evidence of what learners hold: the files of digital credentials as they came, byte for byte.

CREATE TABLE evidence (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  learner  INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  file     TEXT NOT NULL,                   -- the name of the file that it came from
  sha256   TEXT NOT NULL,                   -- of the content; held awards name their evidence by it
  content  BLOB NOT NULL,
  imported TEXT NOT NULL,
  UNIQUE (learner, sha256)
) STRICT;

-- What was decided about which award a credential stands for; later credentials of the same kind follow it.
CREATE TABLE match_decision (
  claim   TEXT PRIMARY KEY,                 -- issuer and achievement
  award   TEXT,                             -- the id; NULL: none of the catalogue is meant
  decided TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Documents that verification relies on because the user imported them.
CREATE TABLE trust_document (
  number   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind     TEXT NOT NULL CHECK (kind IN ('issuer', 'status-list')),
  file     TEXT NOT NULL,
  issuer   TEXT,                            -- whose keys they are, when the document does not say
  sha256   TEXT NOT NULL UNIQUE,
  content  BLOB NOT NULL,
  imported TEXT NOT NULL
) STRICT;
