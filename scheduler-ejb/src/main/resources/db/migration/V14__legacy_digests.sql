-- MD5 of contents, for BOINC's clients: their format knows no other. Nothing else rests on it.
CREATE TABLE legacy_digest (
  sha256 CHAR(64) NOT NULL PRIMARY KEY,
  md5 CHAR(32) NOT NULL
);
