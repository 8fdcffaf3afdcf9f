-- Workunits that rest: since when, and when a hold for cause gives them up. A unit's own column says that its
-- batch is paused, so that its phase and its transition follow from one row.
ALTER TABLE workunit ADD COLUMN (
  paused BOOLEAN DEFAULT FALSE NOT NULL,
  rest_since BIGINT,
  hold_until BIGINT
);

-- Messages of tasks to researchers and back. A batch numbers its messages itself, in the order in which they are
-- committed, so that a reader who knows the last place misses none.
ALTER TABLE batch ADD COLUMN (
  trickles BIGINT DEFAULT 0 NOT NULL
);

CREATE TABLE trickle (
  batch_id BIGINT NOT NULL,
  place BIGINT NOT NULL,
  result_id BIGINT NOT NULL,
  upwards BOOLEAN NOT NULL,
  message_number INT NOT NULL,
  created BIGINT NOT NULL,
  acknowledged BOOLEAN NOT NULL,
  content_base64 MEDIUMTEXT NOT NULL,
  PRIMARY KEY (batch_id, place),
  CONSTRAINT trickle_message UNIQUE (result_id, upwards, message_number)
);

-- The file that a task of an app version keeps to go on from, and the last one of each result. A result's checkpoint
-- moves to its successor: it belongs to one result at any time, so no two results of a quorum share a history.
ALTER TABLE app_version ADD COLUMN (
  checkpoint VARCHAR(120)
);

CREATE TABLE result_checkpoint (
  result_id BIGINT NOT NULL PRIMARY KEY,
  workunit_id BIGINT NOT NULL,
  app_version_id BIGINT NOT NULL,
  sha256 CHAR(64) NOT NULL,
  bytes BIGINT NOT NULL
);
CREATE INDEX result_checkpoint_workunit ON result_checkpoint (workunit_id);
CREATE INDEX result_checkpoint_content ON result_checkpoint (sha256);

-- The last poll of a host: numbers that go back show that two agents use one identity.
ALTER TABLE host ADD COLUMN (
  poll_number BIGINT DEFAULT 0 NOT NULL,
  poll_instance VARCHAR(64)
);
