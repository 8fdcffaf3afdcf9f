/**
 * Tests of what operators install: the provisioned server with the real EAR, and the rules of the
 * whole code base. A test in the container runs on H2 or on MariaDB, as {@code
 * idlewild.test.database} says.
 */
package org.idlewild.deploy;
