-- The part of a batch that is its end, and when somebody looks at a batch's end next; a batch that is not at its
-- end has no such time.
ALTER TABLE app ADD COLUMN (
  tail DOUBLE DEFAULT 0.05 NOT NULL
);
ALTER TABLE batch ADD COLUMN (
  tail_look BIGINT
);
CREATE INDEX batch_tail ON batch (tail_look);

-- Whether the researcher said which kind of hosts a workunit is for: then no failure frees it from that.
ALTER TABLE workunit ADD COLUMN (
  fixed_class BOOLEAN DEFAULT FALSE NOT NULL
);

-- Work that is meant for a host or a user waits in a queue of its own, so that nobody walks through what was done.
UPDATE workunit SET queue = -2 * target_host WHERE target_host IS NOT NULL;
UPDATE workunit SET queue = -2 * target_account - 1 WHERE target_account IS NOT NULL;
UPDATE result SET queue = (SELECT w.queue FROM workunit w WHERE w.id = result.workunit_id) WHERE queue = 0;
ALTER TABLE workunit DROP INDEX workunit_target_host;
ALTER TABLE workunit DROP INDEX workunit_target_account;

-- Results that wait for hosts which hold their largest input, for apps that prefer those. A result that was sent has
-- no row here; one that ended otherwise may have.
CREATE TABLE waiting_file (
  sha256 CHAR(64) NOT NULL,
  result_id BIGINT NOT NULL,
  PRIMARY KEY (sha256, result_id)
);
CREATE INDEX waiting_file_result ON waiting_file (result_id);
