-- Makes the database and the user of an Idlewild server, on MySQL 8 or later and on MariaDB 10.6 or later.
--
-- Run it once as the database's administrator. The password comes in a variable, so that it is on no command line:
--
--   { printf "SET @idlewild_password = '%s';\n" "$(cat password-file)"; cat create.sql; } | mariadb
--
-- The user may do anything to the tables of this one database, because the server migrates its own schema when it
-- starts, and nothing anywhere else: it cannot see other databases, read files or make users.
-- Where the server runs on another machine, set @idlewild_host to that machine's address in the same way.

SET @idlewild_host = COALESCE(@idlewild_host, 'localhost');

-- utf8mb4_bin: names that differ in case are different names, as they are for the server.
CREATE DATABASE IF NOT EXISTS idlewild CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Without a password the text is NULL, and PREPARE stops the script with an error.
SET @statement = CONCAT('CREATE USER ''idlewild''@', QUOTE(@idlewild_host), ' IDENTIFIED BY ', IF(@idlewild_password IS NULL, NULL, QUOTE(@idlewild_password)));
PREPARE creation FROM @statement;
EXECUTE creation;
DEALLOCATE PREPARE creation;

SET @statement = CONCAT('GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES ON idlewild.* TO ''idlewild''@', QUOTE(@idlewild_host));
PREPARE permission FROM @statement;
EXECUTE permission;
DEALLOCATE PREPARE permission;

SET @idlewild_password = NULL, @statement = NULL;
