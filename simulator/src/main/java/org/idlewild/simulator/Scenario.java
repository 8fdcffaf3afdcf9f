package org.idlewild.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a seed makes of a run before it begins.
 *
 * @param settings the server's, by their keys
 * @param teams how many teams there are for users to be in
 * @param hosts how each behaves, and whose it is
 * @param apps what there is to run
 * @param batches what the researcher submits
 * @param deeds what people do while it runs
 * @param network how bad it is
 * @param stops when the server is stopped and started again
 * @param crashes how many transactions lie between its sudden deaths
 */
record Scenario(
    Map<String, String> settings,
    int teams,
    List<Owned> hosts,
    List<Software> apps,
    List<Work> batches,
    List<Deed> deeds,
    Weather network,
    List<Duration> stops,
    List<Integer> crashes) {

  /** Longer than any run: nothing leaves for the archive by itself. */
  private static final String NEVER = "P300D";

  /** A host, what it is, and the number of its owner. */
  record Owned(Temper temper, Make make, int owner) {}

  /**
   * A batch to be.
   *
   * @param submitted when
   * @param cancelled how long after; empty for one that is not
   * @param app the number of its application, from 0
   * @param version of the application
   * @param meant how many of its workunits are meant for one host or user
   * @param inputs how many input files its workunits share
   */
  record Work(
      Duration submitted,
      Optional<Duration> cancelled,
      int app,
      int version,
      int workunits,
      int meant,
      int inputs,
      int quorum,
      Duration delayBound,
      int maxErrors,
      int maxTotal,
      int maxSuccesses,
      int priority) {}

  /**
   * How bad the network is.
   *
   * @param lost how many of a hundred messages are lost, each way
   * @param late how many come hours late, and so out of order
   * @param repeated how many come twice
   */
  record Weather(int lost, int late, int repeated) {
    static final Weather FAIR = new Weather(0, 0, 0);
  }

  static Scenario of(Chance chance, Options options) {
    List<Software> apps =
        Stream.generate(() -> Software.of(chance)).limit(chance.percent(70) ? 1 : 2).toList();
    return new Scenario(
        settings(chance),
        chance.between(0, 3),
        hosts(chance, options.hosts().orElse(chance.between(3, 12))),
        apps,
        batches(chance, apps, options),
        Deed.of(chance),
        chance.percent(20)
            ? Weather.FAIR
            : new Weather(chance.between(0, 30), chance.between(0, 20), chance.between(0, 20)),
        times(chance, chance.between(0, 3)),
        crashes(chance));
  }

  private static Map<String, String> settings(Chance chance) {
    // Sorted, because it is told.
    return new TreeMap<>(
        Map.of(
            "idlewild.results.one-per-user", Boolean.toString(chance.percent(50)),
            "idlewild.files.delete-delay", chance.oneOf(List.of("PT0S", "PT0S", "PT5H", "P2D")),
            "idlewild.dispatch.buffer", chance.oneOf(List.of("1", "3", "10", "1000")),
            "idlewild.dispatch.max-tasks-per-host", chance.oneOf(List.of("1", "2", "5", "200")),
            "idlewild.dispatch.next-contact", "PT9H",
            "idlewild.dispatch.retry-patience", chance.oneOf(List.of("PT5M", "PT12H")),
            "idlewild.workunits.hold-limit", chance.oneOf(List.of("P1D", "P7D")),
            "idlewild.trickles.per-result", chance.oneOf(List.of("0", "2", "100")),
            "idlewild.purge.after", chance.oneOf(List.of("PT1H", "P2D", NEVER, NEVER))));
  }

  /** Whether batches leave for the archive while it runs. */
  boolean archives() {
    return !settings.get("idlewild.purge.after").equals(NEVER);
  }

  private static List<Owned> hosts(Chance chance, int number) {
    int owners = chance.percent(60) ? number : Math.max(1, number / 2);
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                new Owned(chance.oneOf(Temper.MIX), Make.of(chance), chance.between(0, owners - 1)))
        .toList();
  }

  private static List<Work> batches(Chance chance, List<Software> apps, Options options) {
    return Stream.generate(() -> work(chance, apps, options))
        .limit(chance.percent(60) ? 1 : 2)
        .toList();
  }

  private static Work work(Chance chance, List<Software> apps, Options options) {
    int app = chance.between(0, apps.size() - 1);
    int quorum = chance.between(1, 3);
    // Trust is earned by many results; a run that is large now and then gets as far.
    int workunits = chance.percent(5) ? chance.between(20, 40) : chance.between(3, 12);
    int meant = chance.percent(25) && !apps.get(app).isChoosy() ? chance.between(1, 3) : 0;
    return new Work(
        chance.between(Duration.ZERO, Duration.ofDays(1)),
        Optional.of(chance.between(Duration.ZERO, Duration.ofDays(4)))
            .filter(some -> chance.percent(20)),
        app,
        chance.between(1, apps.get(app).numbers()),
        options.workunits().orElse(workunits),
        meant,
        chance.between(0, 2),
        meant > 0 ? 1 : quorum,
        chance.between(Duration.ofHours(6), Duration.ofDays(3)),
        chance.between(0, 4),
        chance.between(quorum, 10),
        chance.between(quorum, 6),
        chance.between(-1, 1));
  }

  private static List<Duration> times(Chance chance, int number) {
    return Stream.generate(() -> chance.between(Duration.ZERO, Duration.ofDays(6)))
        .limit(number)
        .toList();
  }

  private static List<Integer> crashes(Chance chance) {
    return chance.percent(50)
        ? List.of()
        : Stream.generate(() -> chance.between(1, 250)).limit(chance.between(1, 8)).toList();
  }
}
