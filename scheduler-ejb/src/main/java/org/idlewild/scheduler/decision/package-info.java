/**
 * What follows for workunits whenever something about them changed, and writing it: for every stage
 * that changes something, so that none has to wait for another's pass.
 */
package org.idlewild.scheduler.decision;
