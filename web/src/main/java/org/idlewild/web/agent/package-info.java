/**
 * The native dialect of our agent under {@code /scheduler}. The records of {@code protocol} become
 * the stages' records here and go no further.
 */
package org.idlewild.web.agent;
