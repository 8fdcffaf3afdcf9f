-- Accounts that BOINC's clients attach to. The key itself is made from a secret and is kept nowhere; its hash finds
-- the account. The password is a salt and a slow hash of what clients send instead of it.
CREATE TABLE client_account (
  account_id BIGINT NOT NULL PRIMARY KEY,
  key_sha256 CHAR(64) NOT NULL,
  email VARCHAR(250),
  password VARCHAR(250),
  created BIGINT NOT NULL,
  preferences TEXT,
  preferences_time BIGINT DEFAULT 0 NOT NULL,
  CONSTRAINT client_account_key UNIQUE (key_sha256),
  CONSTRAINT client_account_email UNIQUE (email)
);

-- Hosts of BOINC's clients: what such a client says it is, and how many requests it has sent.
CREATE TABLE client_host (
  host_id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL,
  cpid VARCHAR(64) NOT NULL,
  sequence_number BIGINT NOT NULL,
  detached BOOLEAN DEFAULT FALSE NOT NULL
);
CREATE INDEX client_host_cpid ON client_host (account_id, cpid);
