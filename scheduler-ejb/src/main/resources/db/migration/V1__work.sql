-- Runs on H2 (MODE=MySQL), MariaDB and MySQL. Times are milliseconds since 1970 in UTC; states are the
-- ordinals of the enums in org.idlewild.work (StatesTest holds them fast). Ids come from id_block.

CREATE TABLE id_block (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  last_id BIGINT NOT NULL
);

CREATE TABLE account (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  role VARCHAR(20) NOT NULL,
  created BIGINT NOT NULL,
  CONSTRAINT account_name UNIQUE (name)
);

CREATE TABLE api_token (
  sha256 CHAR(64) NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE enrolment (
  sha256 CHAR(64) NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  expires BIGINT NOT NULL,
  used_by_host BIGINT
);

CREATE TABLE server_secret (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  value_base64 VARCHAR(200) NOT NULL
);

CREATE TABLE host (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  public_key VARCHAR(400) NOT NULL,
  name VARCHAR(120) NOT NULL,
  agent_version VARCHAR(120) NOT NULL,
  os_name VARCHAR(120) NOT NULL,
  os_version VARCHAR(250) NOT NULL,
  architecture VARCHAR(120) NOT NULL,
  processor_model VARCHAR(250) NOT NULL,
  processors INT NOT NULL,
  flops_per_processor DOUBLE NOT NULL,
  memory_bytes BIGINT NOT NULL,
  disk_free_bytes BIGINT NOT NULL,
  platforms VARCHAR(2100) NOT NULL,
  sandboxes VARCHAR(2100) NOT NULL,
  unsandboxed BOOLEAN NOT NULL,
  enrolled BIGINT NOT NULL,
  last_contact BIGINT NOT NULL
);
CREATE INDEX host_account ON host (account_id);

CREATE TABLE app (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(120) NOT NULL,
  account_id BIGINT NOT NULL,
  validator VARCHAR(120) NOT NULL,
  assimilator VARCHAR(120) NOT NULL,
  created BIGINT NOT NULL,
  CONSTRAINT app_name UNIQUE (name)
);

CREATE TABLE app_version (
  id BIGINT NOT NULL PRIMARY KEY,
  app_id BIGINT NOT NULL,
  version INT NOT NULL,
  platform VARCHAR(40) NOT NULL,
  main VARCHAR(120) NOT NULL,
  arguments TEXT NOT NULL,
  memory_bytes BIGINT NOT NULL,
  cpu_seconds BIGINT NOT NULL,
  elapsed_seconds BIGINT NOT NULL,
  processes INT NOT NULL,
  disk_bytes BIGINT NOT NULL,
  created BIGINT NOT NULL,
  CONSTRAINT app_version_number UNIQUE (app_id, version)
);

CREATE TABLE app_version_file (
  app_version_id BIGINT NOT NULL,
  position INT NOT NULL,
  name VARCHAR(120) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (app_version_id, position)
);
CREATE INDEX app_version_file_content ON app_version_file (sha256);

CREATE TABLE app_version_output (
  app_version_id BIGINT NOT NULL,
  position INT NOT NULL,
  name VARCHAR(120) NOT NULL,
  max_bytes BIGINT NOT NULL,
  required BOOLEAN NOT NULL,
  PRIMARY KEY (app_version_id, position)
);

CREATE TABLE batch (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  app_id BIGINT NOT NULL,
  app_version_id BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  created BIGINT NOT NULL,
  quorum INT NOT NULL,
  total INT NOT NULL,
  cancelled BOOLEAN NOT NULL,
  ended BIGINT,
  output_sha256 CHAR(64),
  output_bytes BIGINT,
  parts_gone BOOLEAN NOT NULL,
  inputs_gone BOOLEAN NOT NULL,
  idempotency_key VARCHAR(200),
  request_sha256 CHAR(64),
  CONSTRAINT batch_key UNIQUE (account_id, idempotency_key)
);
CREATE INDEX batch_ended ON batch (ended);
CREATE INDEX batch_output ON batch (output_sha256);

CREATE TABLE batch_input (
  batch_id BIGINT NOT NULL,
  position INT NOT NULL,
  name VARCHAR(120) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (batch_id, position)
);
CREATE INDEX batch_input_content ON batch_input (sha256);

CREATE TABLE workunit (
  id BIGINT NOT NULL PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  position INT NOT NULL,
  parameter TEXT NOT NULL,
  inputs TEXT,
  min_quorum INT NOT NULL,
  target_results INT NOT NULL,
  max_error_results INT NOT NULL,
  max_total_results INT NOT NULL,
  max_success_results INT NOT NULL,
  delay_bound_millis BIGINT NOT NULL,
  priority INT NOT NULL,
  errors INT NOT NULL,
  cancelled BOOLEAN NOT NULL,
  need_validate BOOLEAN NOT NULL,
  canonical_result_id BIGINT,
  assimilate_state TINYINT NOT NULL,
  file_delete_state TINYINT NOT NULL,
  assimilated BIGINT,
  in_progress BOOLEAN NOT NULL,
  transition_time BIGINT,
  part_sha256 CHAR(64),
  part_bytes BIGINT,
  version BIGINT NOT NULL
);
CREATE INDEX workunit_batch ON workunit (batch_id, position);
CREATE INDEX workunit_due ON workunit (transition_time);
CREATE INDEX workunit_validate ON workunit (need_validate, id);
CREATE INDEX workunit_assimilate ON workunit (assimilate_state, id);
CREATE INDEX workunit_delete ON workunit (file_delete_state, id);
CREATE INDEX workunit_part ON workunit (part_sha256);

CREATE TABLE result (
  id BIGINT NOT NULL PRIMARY KEY,
  workunit_id BIGINT NOT NULL,
  batch_id BIGINT NOT NULL,
  server_state TINYINT NOT NULL,
  outcome TINYINT NOT NULL,
  validate_state TINYINT NOT NULL,
  file_delete_state TINYINT NOT NULL,
  host_id BIGINT,
  account_id BIGINT,
  priority INT NOT NULL,
  sent BIGINT,
  report_deadline BIGINT,
  received BIGINT,
  exit_status INT,
  aborted_by_user BOOLEAN NOT NULL,
  message VARCHAR(1000) NOT NULL,
  sandbox VARCHAR(120) NOT NULL,
  cpu_seconds DOUBLE NOT NULL,
  elapsed_seconds DOUBLE NOT NULL,
  peak_memory_bytes BIGINT NOT NULL,
  version BIGINT NOT NULL
);
CREATE INDEX result_workunit ON result (workunit_id);
CREATE INDEX result_batch ON result (batch_id, id);
CREATE INDEX result_send ON result (server_state, priority, id);
CREATE INDEX result_host ON result (host_id, server_state);
CREATE INDEX result_delete ON result (file_delete_state, id);

CREATE TABLE result_stderr (
  result_id BIGINT NOT NULL PRIMARY KEY,
  content MEDIUMTEXT NOT NULL
);

CREATE TABLE result_output (
  result_id BIGINT NOT NULL,
  name VARCHAR(120) NOT NULL,
  sha256 CHAR(64) NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (result_id, name)
);
CREATE INDEX result_output_content ON result_output (sha256);

CREATE TABLE stored_file (
  sha256 CHAR(64) NOT NULL PRIMARY KEY,
  bytes BIGINT NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE owned_file (
  account_id BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (account_id, sha256)
);
CREATE INDEX owned_file_content ON owned_file (sha256);
