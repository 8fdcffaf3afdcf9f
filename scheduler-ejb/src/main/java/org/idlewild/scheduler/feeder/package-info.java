/**
 * Keeps unsent results at hand in memory, so that a request for work costs no search of the table.
 */
package org.idlewild.scheduler.feeder;
