package org.idlewild.load;

import java.io.IOException;
import java.sql.SQLException;

/**
 * All that is counted, at one moment.
 *
 * @param nanos of the moment
 * @param complete workunits that have come to their end
 * @param serverSeconds of the processors that the server has used
 * @param databaseSeconds that the database has
 * @param driverSeconds that this process has
 */
record Reading(
    long nanos,
    long complete,
    double serverSeconds,
    double databaseSeconds,
    double driverSeconds,
    Counters database,
    Garbage garbage) {

  static Reading of(Grid grid) throws IOException, SQLException {
    return new Reading(
        System.nanoTime(),
        new Store(grid.database()).complete(),
        CpuTime.of(grid.serverProcess()),
        CpuTime.of(grid.databaseProcess()),
        CpuTime.of(ProcessHandle.current()),
        Counters.read(grid.database()),
        Garbage.of(grid.serverProcess()));
  }
}
