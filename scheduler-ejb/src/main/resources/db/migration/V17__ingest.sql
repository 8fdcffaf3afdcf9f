-- Batches whose workunits come line by line: when the last lines came while more are to come, how many there were,
-- and the hash of each line with that of those before it, by which the same upload goes on where it stopped.
-- A large batch that was given up is left behind place by place: up to which one it is done.
ALTER TABLE batch ADD COLUMN (
  arriving BIGINT,
  arrived_lines INT DEFAULT 0 NOT NULL,
  arrived_sha256 CHAR(64),
  give_up_from INT
);
CREATE INDEX batch_arriving ON batch (arriving);
CREATE INDEX batch_give_up ON batch (give_up_from);
