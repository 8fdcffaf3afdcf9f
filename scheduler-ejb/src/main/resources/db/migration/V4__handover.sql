-- What could not be handed over or deleted rests and is tried again; ended batches leave the database;
-- answers that a researcher wants in a table.

ALTER TABLE workunit ADD COLUMN (
  hand_over_after BIGINT,
  hand_over_tries INT DEFAULT 0 NOT NULL
);

ALTER TABLE result ADD COLUMN (
  delete_after BIGINT,
  delete_tries INT DEFAULT 0 NOT NULL
);

-- The counts are written when the workunits leave the database, so that the progress still sums.
ALTER TABLE batch ADD COLUMN (
  end_after BIGINT,
  end_tries INT DEFAULT 0 NOT NULL,
  delete_after BIGINT,
  delete_tries INT DEFAULT 0 NOT NULL,
  retired BIGINT,
  archived BIGINT,
  archive_after BIGINT,
  archive_tries INT DEFAULT 0 NOT NULL,
  rows_gone BOOLEAN DEFAULT FALSE NOT NULL,
  done_count INT DEFAULT 0 NOT NULL,
  failed_count INT DEFAULT 0 NOT NULL,
  cancelled_count INT DEFAULT 0 NOT NULL
);
CREATE INDEX batch_archive ON batch (rows_gone, ended);

-- What a host's archived results were, so that its standing does not shrink.
ALTER TABLE host ADD COLUMN (
  archived_valid BIGINT DEFAULT 0 NOT NULL,
  archived_invalid BIGINT DEFAULT 0 NOT NULL,
  archived_errors BIGINT DEFAULT 0 NOT NULL
);

CREATE TABLE answer (
  idempotency_key VARCHAR(120) NOT NULL PRIMARY KEY,
  batch_id BIGINT NOT NULL,
  position INT NOT NULL,
  parameter TEXT NOT NULL,
  sha256 CHAR(64),
  bytes BIGINT,
  content MEDIUMTEXT,
  failures VARCHAR(250) NOT NULL
);
CREATE INDEX answer_batch ON answer (batch_id, position);
