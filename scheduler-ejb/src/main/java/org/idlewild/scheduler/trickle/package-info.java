/**
 * Carries messages between running tasks and researchers, both ways, while results are in progress.
 * It writes no state.
 */
package org.idlewild.scheduler.trickle;
