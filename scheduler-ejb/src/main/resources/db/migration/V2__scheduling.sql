-- What scheduling decides by: policies of applications, plan classes, what hosts are and how they did,
-- what workunits are bound to, and whose doing failures were.

ALTER TABLE app ADD COLUMN (
  validator_options TEXT,
  assimilator_options TEXT,
  weight INT DEFAULT 100 NOT NULL,
  beta BOOLEAN DEFAULT FALSE NOT NULL,
  redundancy TINYINT DEFAULT 0 NOT NULL,
  static_class BOOLEAN DEFAULT FALSE NOT NULL,
  same_version BOOLEAN DEFAULT FALSE NOT NULL,
  adaptive_quorum INT DEFAULT 0 NOT NULL,
  daily_quota INT DEFAULT 0 NOT NULL,
  max_per_host INT DEFAULT 0 NOT NULL,
  max_per_user INT DEFAULT 0 NOT NULL,
  locality BOOLEAN DEFAULT FALSE NOT NULL,
  memory_bytes BIGINT DEFAULT 536870912 NOT NULL,
  cpu_seconds BIGINT DEFAULT 3600 NOT NULL,
  elapsed_seconds BIGINT DEFAULT 14400 NOT NULL,
  processes INT DEFAULT 128 NOT NULL,
  disk_bytes BIGINT DEFAULT 1073741824 NOT NULL,
  credit TINYINT DEFAULT 1 NOT NULL,
  fixed_credit DOUBLE DEFAULT 1 NOT NULL
);

-- A version number may have several app versions, one for each platform and plan class.
ALTER TABLE app_version ADD COLUMN (
  plan_class VARCHAR(60) DEFAULT '' NOT NULL,
  plan_processors INT DEFAULT 1 NOT NULL,
  plan_features VARCHAR(2100) DEFAULT '' NOT NULL,
  plan_speed DOUBLE DEFAULT 1 NOT NULL
);
CREATE UNIQUE INDEX app_version_kind ON app_version (app_id, version, platform, plan_class);
ALTER TABLE app_version DROP CONSTRAINT app_version_number;

ALTER TABLE host ADD COLUMN (
  features VARCHAR(2100) DEFAULT '' NOT NULL,
  on_fraction DOUBLE DEFAULT 1 NOT NULL,
  beta BOOLEAN DEFAULT FALSE NOT NULL,
  paused BOOLEAN DEFAULT FALSE NOT NULL,
  failures_in_row INT DEFAULT 0 NOT NULL,
  problematic_until BIGINT,
  back_off_millis BIGINT DEFAULT 0 NOT NULL
);

-- How a host does with an app version. A day is the number of days since 1970 in UTC.
CREATE TABLE host_app_version (
  host_id BIGINT NOT NULL,
  app_version_id BIGINT NOT NULL,
  consecutive_valid INT NOT NULL,
  quota INT NOT NULL,
  quota_day BIGINT NOT NULL,
  sent_that_day INT NOT NULL,
  reported BIGINT NOT NULL,
  failed BIGINT NOT NULL,
  turnaround_millis DOUBLE NOT NULL,
  pace DOUBLE NOT NULL,
  pace_samples BIGINT NOT NULL,
  PRIMARY KEY (host_id, app_version_id)
);

ALTER TABLE batch ADD COLUMN (
  paused BOOLEAN DEFAULT FALSE NOT NULL
);

-- The queue is the application's id, or 0 for work that is meant for one host or user.
ALTER TABLE workunit ADD COLUMN (
  queue BIGINT DEFAULT 0 NOT NULL,
  host_class VARCHAR(250),
  app_version_id BIGINT,
  hold TINYINT,
  target_host BIGINT,
  target_account BIGINT,
  flops_estimate DOUBLE DEFAULT 0 NOT NULL,
  least_run_millis BIGINT DEFAULT 0 NOT NULL
);
UPDATE workunit SET queue = (SELECT app_id FROM batch WHERE batch.id = workunit.batch_id);

ALTER TABLE result ADD COLUMN (
  queue BIGINT DEFAULT 0 NOT NULL,
  app_version_id BIGINT,
  cause TINYINT
);
UPDATE result SET queue = (SELECT app_id FROM batch WHERE batch.id = result.batch_id),
  app_version_id = (SELECT app_version_id FROM batch WHERE batch.id = result.batch_id);
UPDATE result SET cause = 2 WHERE aborted_by_user = TRUE;
UPDATE result SET cause = 0 WHERE aborted_by_user = FALSE AND outcome = 3;
ALTER TABLE result DROP COLUMN aborted_by_user;
CREATE INDEX result_queue ON result (server_state, queue, priority DESC, id);
ALTER TABLE result DROP INDEX result_send;
