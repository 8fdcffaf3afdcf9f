package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Pauses;
import org.idlewild.work.Result;

/** Which of a host's results are to rest. To be called in a transaction. */
@Singleton
class Suspensions {
  private final Hosts hosts;
  private final Pauses pauses;

  @Inject
  Suspensions(Hosts hosts, Pauses pauses) {
    this.hosts = hosts;
    this.pauses = pauses;
  }

  /** Whether a host gets nothing. */
  boolean isPaused(long host) {
    return !hosts.paused(List.of(host)).isEmpty();
  }

  /** The results that are to rest, and why. */
  Map<Long, String> of(long host, Collection<Result> results) {
    if (isPaused(host)) {
      return results.stream().collect(Collectors.toMap(Result::id, r -> "this host is paused"));
    }
    Map<Long, String> workunits =
        pauses.resting(results.stream().map(Result::workunit).distinct().toList());
    return results.stream()
        .filter(result -> workunits.containsKey(result.workunit()))
        .collect(Collectors.toMap(Result::id, result -> workunits.get(result.workunit())));
  }
}
