package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Waiting;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Match;
import org.idlewild.work.Slice;

/** The work that waits, and what it asks of hosts. To be called in a transaction. */
@Singleton
class WaitingWork {
  private final Workunits workunits;
  private final StoredBatches batches;
  private final Demands demands;
  private final Waiting waiting;

  @Inject
  WaitingWork(Workunits workunits, StoredBatches batches, Demands demands, Waiting waiting) {
    this.workunits = workunits;
    this.batches = batches;
    this.demands = demands;
    this.waiting = waiting;
  }

  Workunits.Whole owned(Caller caller, long id) {
    Workunits.Whole whole =
        workunits.load(List.of(id)).stream()
            .findFirst()
            .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "there is no workunit " + id));
    caller.requireOwner(batches.withId(whole.batch()).orElseThrow().owner(), "this workunit");
    return whole;
  }

  Match.Demand demand(long workunit) {
    return demands.of(List.of(workunit)).get(workunit);
  }

  /** What asks first: what is meant for the host, then an equal part of each queue. */
  List<Match.Demand> first(Hosts.Host host, int limit) {
    List<Waiting.Unsent> unsent =
        waiting.targeted(Waiting.targets(host.id(), host.account()), limit).values().stream()
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Waiting.Unsent::place))
            .limit(limit)
            .collect(Collectors.toCollection(ArrayList::new));
    List<Long> queues = waiting.queues();
    for (long queue : queues) {
      int part = (limit - unsent.size()) / Math.max(1, queues.size());
      unsent.addAll(waiting.of(Slice.WHOLE, queue, Optional.empty(), Math.max(1, part)));
    }
    List<Long> ids = unsent.stream().map(Waiting.Unsent::workunit).distinct().limit(limit).toList();
    Map<Long, Match.Demand> found = demands.of(ids);
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }
}
