/** MariaDB for tests: the real one, that comes out of a JAR. No server carries it. */
package org.idlewild.mariadb;
