package org.idlewild.scheduler.feeder;

import java.time.Instant;
import java.util.Set;
import org.idlewild.work.StoredFile;

/**
 * An unsent result at hand.
 *
 * @param result its id
 * @param workunit whose it is
 * @param queue where it waits
 * @param priority higher is sent sooner
 * @param since when it was first seen here
 * @param files what a host needs for it; empty where nobody asks
 */
public record Candidate(
    long result, long workunit, long queue, int priority, Instant since, Set<StoredFile> files) {

  /** One of whose files nothing is said. */
  public Candidate(long result, long workunit, long queue, int priority, Instant since) {
    this(result, workunit, queue, priority, since, Set.of());
  }

  /** The same, its files said. */
  public Candidate with(Set<StoredFile> some) {
    return new Candidate(result, workunit, queue, priority, since, some);
  }
}
