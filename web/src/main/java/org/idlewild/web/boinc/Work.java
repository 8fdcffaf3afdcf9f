package org.idlewild.web.boinc;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.dispatch.Assignment;
import org.idlewild.scheduler.dispatch.ClientDigests;
import org.idlewild.scheduler.dispatch.ClientFiles;
import org.idlewild.scheduler.dispatch.Estimates;
import org.idlewild.scheduler.dispatch.Order;
import org.idlewild.work.StoredFile;

/** Gathers what a client needs to know of its work. */
@Singleton
class Work {
  private final Estimates estimates;
  private final ClientFiles files;
  private final ClientDigests digests;
  private final LauncherFile launcher;
  private final Names names;
  private final ProjectKeys keys;

  @Inject
  Work(
      Estimates estimates,
      ClientFiles files,
      ClientDigests digests,
      LauncherFile launcher,
      Names names,
      ProjectKeys keys) {
    this.estimates = estimates;
    this.files = files;
    this.digests = digests;
    this.launcher = launcher;
    this.names = names;
    this.keys = keys;
  }

  WorkFacts facts(long host, RpcRequest request, Assignment assignment, String address) {
    List<Order> orders = assignment.orders();
    return new WorkFacts(
        names,
        keys,
        address,
        launcher.file(),
        sums(orders),
        signatures(orders),
        estimates.of(host, orders.stream().map(Order::resultId).toList()),
        request.description().flopsPerProcessor());
  }

  /** Those of the files that a client keeps which nobody here knows any more. */
  List<String> useless(List<String> kept) {
    Set<String> gone =
        Set.copyOf(
            files.gone(
                kept.stream().flatMap(file -> Names.sha256(file).stream()).distinct().toList()));
    return kept.stream()
        .filter(file -> Names.sha256(file).filter(gone::contains).isPresent())
        .toList();
  }

  private Map<String, String> sums(List<Order> orders) {
    Map<String, String> sums = new HashMap<>();
    sums.put(launcher.file().sha256(), launcher.md5());
    sums.putAll(
        digests.md5(
            orders.stream()
                .flatMap(order -> Stream.concat(order.files().stream(), order.inputs().stream()))
                .map(file -> new StoredFile(file.sha256(), file.bytes()))
                .distinct()
                .toList()));
    return sums;
  }

  private Map<String, String> signatures(List<Order> orders) {
    return orders.isEmpty()
        ? Map.of()
        : files.signatures(
            Stream.concat(
                    Stream.of(launcher.file()),
                    orders.stream().flatMap(order -> order.files().stream()))
                .map(Order.File::sha256)
                .distinct()
                .toList());
  }
}
