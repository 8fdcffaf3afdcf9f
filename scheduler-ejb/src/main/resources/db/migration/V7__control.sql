-- Workunits that rest: since when, and when a hold for cause gives them up. A unit's own column says that its
-- batch is paused, so that its phase and its transition follow from one row.
ALTER TABLE workunit ADD COLUMN (
  paused BOOLEAN DEFAULT FALSE NOT NULL,
  rest_since BIGINT,
  hold_until BIGINT
);
