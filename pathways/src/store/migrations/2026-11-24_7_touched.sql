-- The records of the catalogue on which the plan of a learner rests, as somebody who looked found them: a change of other records
-- leaves what was found as it is. Derived, as the list to triage is.
CREATE TABLE plan_rests_on (
  learner INTEGER NOT NULL REFERENCES learner (number) ON DELETE CASCADE,
  id      TEXT NOT NULL,                        -- of an award or a recognition
  PRIMARY KEY (learner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_rests_on_by_id ON plan_rests_on (id, learner);
-- What was found before nobody knows what it rests on: it is looked at again.
DELETE FROM triage;
