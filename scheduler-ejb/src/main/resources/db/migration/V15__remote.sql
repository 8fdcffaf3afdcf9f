-- What BOINC's tools for remote submission know beyond our batches: batches that are announced before their jobs come,
-- when they expire, and the names that submitters give to batches, jobs and files.
CREATE TABLE remote_batch (
  batch_id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  app_id BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL,
  created BIGINT NOT NULL,
  expires BIGINT,
  submitted BOOLEAN NOT NULL
);
CREATE INDEX remote_batch_name ON remote_batch (account_id, name);
CREATE INDEX remote_batch_expires ON remote_batch (expires);

CREATE TABLE remote_job (
  workunit_id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  name VARCHAR(250) NOT NULL,
  CONSTRAINT remote_job_name UNIQUE (account_id, name)
);

CREATE TABLE remote_file (
  account_id BIGINT NOT NULL,
  name VARCHAR(120) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  PRIMARY KEY (account_id, name)
);

-- Files that an announced batch is going to use.
CREATE TABLE remote_batch_file (
  batch_id BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  PRIMARY KEY (batch_id, sha256)
);
CREATE INDEX remote_batch_file_content ON remote_batch_file (sha256);

-- The answers' outputs, one by one, until their batch is deleted.
CREATE TABLE kept_output (
  workunit_id BIGINT NOT NULL,
  name VARCHAR(120) NOT NULL,
  batch_id BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (workunit_id, name)
);
CREATE INDEX kept_output_batch ON kept_output (batch_id);
CREATE INDEX kept_output_content ON kept_output (sha256);
