package org.idlewild.load;

/**
 * What is measured.
 *
 * @param workunits that wait when the measurement begins
 * @param hosts that ask
 * @param connections that they share
 * @param quorum of each workunit, 1 or more
 * @param dialect that they speak
 * @param seconds for which hosts ask, after a tenth of that to warm up
 */
record Plan(long workunits, int hosts, int connections, int quorum, Dialect dialect, int seconds) {}
