-- How BOINC's clients run an app version: 0 not at all, 1 by our launcher, 2 by itself.
ALTER TABLE app_version ADD COLUMN (
  client_way INT DEFAULT 0 NOT NULL
);
UPDATE app_version SET client_way = 1 WHERE platform = 'linux-x86_64';

-- What BOINC's clients check programs by, in BOINC's form: a file by its content's hash, the key by its own.
CREATE TABLE file_signature (
  sha256 CHAR(64) NOT NULL,
  key_sha256 CHAR(64) NOT NULL,
  signature VARCHAR(400) NOT NULL,
  PRIMARY KEY (sha256, key_sha256)
);
