package org.idlewild.scheduler.batch;

import java.util.List;
import java.util.Optional;

/**
 * A batch as BOINC's tools submit it.
 *
 * @param announced the batch that was made before; empty for a new one
 * @param batch all but its units and inputs
 * @param jobs 1 to 100,000
 */
public record RemoteRequest(Optional<Long> announced, BatchRequest batch, List<RemoteJob> jobs) {
  public RemoteRequest {
    jobs = List.copyOf(jobs);
  }
}
