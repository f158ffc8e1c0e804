-- The log of what was done on this machine only grows, and each entry carries a hash over itself and the one before it.
ALTER TABLE activity ADD COLUMN hash TEXT;       -- NULL: an entry from before the chain

CREATE TRIGGER activity_is_not_deleted BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'the log of what was done only grows'); END;
CREATE TRIGGER activity_is_not_changed BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'the log of what was done only grows'); END;
