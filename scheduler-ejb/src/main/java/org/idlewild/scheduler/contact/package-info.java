/**
 * A host's exchange with the server: what it reports is taken and what it asks for is given, for
 * all hosts that ask at the same time in one transaction.
 */
package org.idlewild.scheduler.contact;
