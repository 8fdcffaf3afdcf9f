package org.idlewild.load.watch;

import java.io.IOException;

/**
 * All that is counted, at one moment.
 *
 * @param nanos of the moment, by a clock that only tells differences
 * @param complete workunits that have come to their end
 * @param workSeconds of the processors that those who work have used: a server, or a program
 * @param databaseSeconds that the database has used
 * @param ownSeconds that this process has used
 */
public record Reading(
    long nanos,
    long complete,
    double workSeconds,
    double databaseSeconds,
    double ownSeconds,
    Counters database) {

  /** Reads them: a worker's, its database's, and this process's. */
  public static Reading of(ProcessHandle worker, ProcessHandle engine, Database database)
      throws IOException {
    return new Reading(
        System.nanoTime(),
        new Tables(database).complete(),
        CpuTime.of(worker),
        CpuTime.of(engine),
        CpuTime.of(ProcessHandle.current()),
        Counters.read(database));
  }
}
