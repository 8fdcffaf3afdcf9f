-- Whoever decides that a workunit needs its inputs no more counts it in its batch at once: nobody looks for such any more.
UPDATE workunit SET file_delete_state = 2, version = version + 1 WHERE file_delete_state = 1;
UPDATE batch SET inputs_left =
  (SELECT COUNT(*) FROM workunit w WHERE w.batch_id = batch.id AND w.file_delete_state <> 2)
  WHERE inputs_gone = FALSE AND rows_gone = FALSE;
ALTER TABLE workunit DROP INDEX workunit_delete;
