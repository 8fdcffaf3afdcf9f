-- What operators say about passes; a pass without a row is on.
CREATE TABLE pass_control (
  name VARCHAR(40) NOT NULL PRIMARY KEY,
  paused BOOLEAN NOT NULL,
  changed_by VARCHAR(120) NOT NULL,
  changed BIGINT NOT NULL
);
