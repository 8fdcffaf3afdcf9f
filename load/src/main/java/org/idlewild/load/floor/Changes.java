package org.idlewild.load.floor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The changes that a workunit's life makes, each for many rows in one statement: the claim and the
 * report of a result as a request makes them, and the final states as passes do. States are given
 * by their places in the enums of {@code work}.
 *
 * @param appVersion that all results are computed by
 * @param now in milliseconds
 */
record Changes(long appVersion, long now) {
  private static final long DELAY_BOUND = 1_000_000;

  /** What requests do that came together. */
  List<String> requests(List<Claim> sent, List<Claim> reported) {
    return Stream.of(claims(sent), reports(reported), hosts(sent, reported))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> claims(List<Claim> sent) {
    if (sent.isEmpty()) {
      return List.of();
    }
    String host = each("id", values(sent, claim -> claim.asker().id()));
    String account = each("id", values(sent, claim -> claim.asker().account()));
    return List.of(
        "UPDATE result SET server_state = 2, host_id = "
            + host
            + (", account_id = " + account)
            + (", app_version_id = " + appVersion)
            + (", sent = " + now + ", report_deadline = " + (now + DELAY_BOUND))
            + ", version = version + 1 WHERE server_state = 1 AND id"
            + in(values(sent, claim -> 0).keySet()),
        "UPDATE workunit SET in_progress = TRUE, version = version + 1, transition_time = "
            + (now + DELAY_BOUND)
            + (" WHERE id" + in(workunits(sent))));
  }

  private List<String> reports(List<Claim> reported) {
    if (reported.isEmpty()) {
      return List.of();
    }
    return List.of(
        "UPDATE result SET server_state = 3, outcome = 1, exit_status = 0, sandbox = 'namespaces',"
            + " cpu_seconds = 10, elapsed_seconds = 10.5, peak_memory_bytes = 1048576, received = "
            + now
            + ", version = version + 1 WHERE server_state = 2 AND id"
            + in(values(reported, claim -> 0).keySet()),
        "UPDATE workunit SET version = version + 1, transition_time = "
            + now
            + (" WHERE id" + in(workunits(reported))));
  }

  private List<String> hosts(List<Claim> sent, List<Claim> reported) {
    Map<Long, Long> sendings = counts(sent, claim -> claim.asker().id());
    Map<Long, Long> reports = counts(reported, claim -> claim.asker().id());
    Map<Long, Long> all = new TreeMap<>(sendings);
    all.putAll(reports);
    return List.of(
        "UPDATE host SET poll_number = poll_number + 1, last_contact = "
            + now
            + (" WHERE id" + in(all.keySet())),
        "UPDATE host_app_version SET version = version + 1, turnaround_millis = 1000,"
            + (" sent_that_day = sent_that_day + " + each("host_id", sendings))
            + (", reported = reported + " + each("host_id", reports))
            + versionsOf(all.keySet()));
  }

  /** What passes do for workunits whose results have all come back. */
  List<String> ends(List<Claim> results) {
    Map<Long, Long> hosts = counts(results, claim -> claim.asker().id());
    Map<Long, Long> accounts = counts(results, claim -> claim.asker().account());
    Map<Long, Long> canonical = new TreeMap<>();
    Map<Long, Long> batches = new TreeMap<>();
    for (Claim result : results) {
      if (canonical.putIfAbsent(result.job().workunit(), result.job().id()) == null) {
        batches.merge(result.job().batch(), 1L, Long::sum);
      }
    }
    return List.of(
        "UPDATE result SET validate_state = 1, credit = 1, file_delete_state = 2,"
            + " version = version + 1 WHERE id"
            + in(values(results, claim -> 0).keySet()),
        "UPDATE workunit SET need_validate = FALSE, in_progress = FALSE, transition_time = NULL,"
            + " assimilate_state = 2, file_delete_state = 2, version = version + 1, assimilated = "
            + now
            + (", canonical_result_id = " + each("id", canonical))
            + (" WHERE id" + in(canonical.keySet())),
        "UPDATE host_app_version SET version = version + 1,"
            + (" consecutive_valid = consecutive_valid + " + each("host_id", hosts))
            + versionsOf(hosts.keySet()),
        earned(0, hosts),
        earned(1, accounts),
        ("UPDATE batch SET units_left = units_left - " + each("id", batches))
            + (", inputs_left = inputs_left - " + each("id", batches))
            + (" WHERE id" + in(batches.keySet())));
  }

  private String earned(int earner, Map<Long, Long> amounts) {
    String amount = each("earner_id", amounts);
    return ("UPDATE earned SET total = total + " + amount)
        + (", average = average + " + amount)
        + (", average_time = " + now)
        + (" WHERE earner = " + earner + " AND earner_id" + in(amounts.keySet()));
  }

  private String versionsOf(Collection<Long> hosts) {
    return " WHERE app_version_id = " + appVersion + " AND host_id" + in(hosts);
  }

  /** A value for each row, which is told by a column. */
  private static String each(String column, Map<Long, Long> values) {
    if (values.isEmpty()) {
      return "0";
    }
    return values.entrySet().stream()
        .map(value -> " WHEN " + value.getKey() + " THEN " + value.getValue())
        .collect(Collectors.joining("", "CASE " + column, " ELSE 0 END"));
  }

  private static String in(Collection<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
  }

  private static Map<Long, Long> values(List<Claim> claims, ToLongFunction<Claim> value) {
    Map<Long, Long> values = new TreeMap<>();
    claims.forEach(claim -> values.put(claim.job().id(), value.applyAsLong(claim)));
    return values;
  }

  private static Map<Long, Long> counts(List<Claim> claims, ToLongFunction<Claim> key) {
    Map<Long, Long> counts = new TreeMap<>();
    claims.forEach(claim -> counts.merge(key.applyAsLong(claim), 1L, Long::sum));
    return counts;
  }

  private static Collection<Long> workunits(List<Claim> claims) {
    return counts(claims, claim -> claim.job().workunit()).keySet();
  }
}
