-- When a workunit that could not be judged is tried again.

ALTER TABLE workunit ADD COLUMN (
  validate_after BIGINT DEFAULT 0 NOT NULL,
  validate_tries INT DEFAULT 0 NOT NULL
);
CREATE INDEX workunit_to_judge ON workunit (need_validate, id, validate_after);
ALTER TABLE workunit DROP INDEX workunit_validate;
