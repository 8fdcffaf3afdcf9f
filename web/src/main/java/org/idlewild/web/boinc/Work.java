package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.Estimates;
import org.idlewild.scheduler.dispatch.Order;

/** Gathers what a client needs to know of its work. */
@Singleton
class Work {
  private final Estimates estimates;
  private final Names names;
  private final ProjectKeys keys;

  @Inject
  Work(Estimates estimates, Names names, ProjectKeys keys) {
    this.estimates = estimates;
    this.names = names;
    this.keys = keys;
  }

  WorkFacts facts(long host, RpcRequest request, Assignment assignment, String address) {
    List<Long> results = assignment.orders().stream().map(Order::resultId).toList();
    return new WorkFacts(
        names,
        keys,
        address,
        Map.of(),
        Map.of(),
        estimates.of(host, results),
        request.description().flopsPerProcessor(),
        assignment.files());
  }
}
