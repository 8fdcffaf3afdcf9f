-- The part of a batch that is its end, and when somebody looks at a batch's end next; a batch that is not at its
-- end has no such time.
ALTER TABLE app ADD COLUMN (
  tail DOUBLE DEFAULT 0.05 NOT NULL
);
ALTER TABLE batch ADD COLUMN (
  tail_look BIGINT
);
CREATE INDEX batch_tail ON batch (tail_look);
