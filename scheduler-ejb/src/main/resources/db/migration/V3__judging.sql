-- When a workunit that could not be judged is tried again, and what valid results earn.

ALTER TABLE workunit ADD COLUMN (
  validate_after BIGINT DEFAULT 0 NOT NULL,
  validate_tries INT DEFAULT 0 NOT NULL
);
CREATE INDEX workunit_to_judge ON workunit (need_validate, id, validate_after);
ALTER TABLE workunit DROP INDEX workunit_validate;

ALTER TABLE result ADD COLUMN (
  credit DOUBLE DEFAULT 0 NOT NULL
);

CREATE TABLE team (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  created BIGINT NOT NULL,
  CONSTRAINT team_name UNIQUE (name)
);

ALTER TABLE account ADD COLUMN (
  team_id BIGINT
);
CREATE INDEX account_team ON account (team_id);

-- Hosts, users and teams (the ordinal of the store's Earner), and what they earned.
CREATE TABLE earned (
  earner TINYINT NOT NULL,
  earner_id BIGINT NOT NULL,
  total DOUBLE NOT NULL,
  average DOUBLE NOT NULL,
  average_time BIGINT NOT NULL,
  PRIMARY KEY (earner, earner_id)
);

-- Peak flops by estimate; host 0 stands for all hosts.
CREATE TABLE peak_flops (
  app_version_id BIGINT NOT NULL,
  host_id BIGINT NOT NULL,
  mean DOUBLE NOT NULL,
  samples BIGINT NOT NULL,
  PRIMARY KEY (app_version_id, host_id)
);
