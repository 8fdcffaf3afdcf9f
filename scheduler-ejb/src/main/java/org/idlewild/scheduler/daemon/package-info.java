/**
 * Passes, and the one Quartz job that runs them. A pass knows nothing of Quartz: it takes a bounded
 * number of rows, does them, and says how many they were.
 */
package org.idlewild.scheduler.daemon;
