-- How many workunits of a batch are not yet handed over, and how many still need their inputs: whether a
-- batch has come to its end is then one row's business and not its workunits'.
ALTER TABLE batch ADD COLUMN (
  units_left INT DEFAULT 0 NOT NULL,
  inputs_left INT DEFAULT 0 NOT NULL
);
UPDATE batch SET
  units_left = (SELECT COUNT(*) FROM workunit w WHERE w.batch_id = batch.id AND w.assimilate_state <> 2),
  inputs_left = (SELECT COUNT(*) FROM workunit w WHERE w.batch_id = batch.id AND w.file_delete_state <> 2);
CREATE INDEX batch_end ON batch (ended, units_left, inputs_left);
ALTER TABLE batch DROP INDEX batch_ended;
