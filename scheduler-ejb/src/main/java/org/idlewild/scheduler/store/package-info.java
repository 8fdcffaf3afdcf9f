/**
 * The only home of JPA, JPQL and SQL, and of the files. Repositories speak the domain's words;
 * their rows never leave this package.
 */
package org.idlewild.scheduler.store;
