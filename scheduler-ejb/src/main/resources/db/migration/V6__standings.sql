-- What a host gave when a task of the app version ran out of memory there, in bytes; 0 for never.
ALTER TABLE host_app_version ADD COLUMN (
  memory_short BIGINT DEFAULT 0 NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL
);

-- Work that is meant for one host or user is asked for directly.
CREATE INDEX workunit_target_host ON workunit (target_host, id);
CREATE INDEX workunit_target_account ON workunit (target_account, id);
