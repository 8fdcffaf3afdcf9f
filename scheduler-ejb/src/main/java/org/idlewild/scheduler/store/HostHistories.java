package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.idlewild.work.HostAppVersion;
import org.idlewild.work.Quota;

/**
 * How hosts do with app versions, read and written for many hosts at once. To be called in a
 * transaction; two that change the same row undo one another (see {@link Transactions#isConflict}).
 */
@Singleton
public class HostHistories {
  private static final Map<String, Function<HostAppVersion, Object>> COLUMNS = columns();

  private final Sql sql;

  @Inject
  HostHistories(Sql sql) {
    this.sql = sql;
  }

  private static Map<String, Function<HostAppVersion, Object>> columns() {
    Map<String, Function<HostAppVersion, Object>> columns = new LinkedHashMap<>();
    columns.put("consecutive_valid", HostAppVersion::consecutiveValid);
    columns.put("quota", history -> history.quota().perDay());
    columns.put("quota_day", history -> history.quota().day());
    columns.put("sent_that_day", history -> history.quota().sent());
    columns.put("reported", HostAppVersion::reported);
    columns.put("failed", HostAppVersion::failed);
    columns.put("turnaround_millis", HostAppVersion::turnaroundMillis);
    columns.put("pace", HostAppVersion::pace);
    columns.put("pace_samples", HostAppVersion::paceSamples);
    columns.put("memory_short", HostAppVersion::memoryShort);
    return columns;
  }

  private record Row(long host, long appVersion, HostAppVersion history, long version) {}

  /** Those of some hosts; each host has some, if empty ones. */
  public Map<Long, Histories> of(Collection<Long> hosts) {
    if (hosts.isEmpty()) {
      return Map.of();
    }
    Map<Long, List<Row>> rows =
        sql
            .list(
                "SELECT host_id, app_version_id, version, "
                    + String.join(", ", COLUMNS.keySet())
                    + " FROM host_app_version WHERE host_id IN "
                    + Sql.places(hosts.size()),
                hosts,
                HostHistories::row)
            .stream()
            .collect(Collectors.groupingBy(Row::host));
    Map<Long, Histories> histories = new HashMap<>();
    hosts.forEach(host -> histories.put(host, histories(rows.getOrDefault(host, List.of()))));
    return histories;
  }

  private static Histories histories(List<Row> rows) {
    return new Histories(
        rows.stream().collect(Collectors.toMap(Row::appVersion, Row::history)),
        rows.stream().collect(Collectors.toMap(Row::appVersion, Row::version)));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("host_id"),
        row.getLong("app_version_id"),
        new HostAppVersion(
            row.getInt("consecutive_valid"),
            new Quota(row.getInt("quota"), row.getLong("quota_day"), row.getInt("sent_that_day")),
            row.getLong("reported"),
            row.getLong("failed"),
            row.getDouble("turnaround_millis"),
            row.getDouble("pace"),
            row.getLong("pace_samples"),
            row.getLong("memory_short")),
        row.getLong("version"));
  }

  /** What is said about how a host does with an app version. */
  public record Change(long host, long appVersion, UnaryOperator<HostAppVersion> how) {}

  /** Reads, changes and writes. */
  public void change(List<Change> changes) {
    Map<Long, Histories> hosts =
        of(changes.stream().map(Change::host).distinct().sorted().toList());
    changes.forEach(each -> hosts.get(each.host()).change(each.appVersion(), each.how()));
    save(hosts);
  }

  /** Writes what has changed, by host. */
  void save(Map<Long, Histories> hosts) {
    List<Row> fresh = new ArrayList<>();
    Map<Long, List<Row>> known = new TreeMap<>();
    // In one order, so that two nodes never wait for each other.
    new TreeMap<>(hosts)
        .forEach(
            (host, histories) ->
                histories
                    .changed()
                    .forEach(
                        version -> {
                          Long before = histories.rowVersion(version);
                          HostAppVersion now = histories.all().get(version);
                          if (before == null) {
                            fresh.add(new Row(host, version, now, 0));
                          } else {
                            known
                                .computeIfAbsent(version, any -> new ArrayList<>())
                                .add(new Row(host, version, now, before));
                          }
                        }));
    known.forEach(this::update);
    insert(fresh);
  }

  private void update(long appVersion, List<Row> rows) {
    RowUpdate update =
        RowUpdate.of("host_app_version", "host_id", rows.stream().map(Row::host).toList());
    COLUMNS.forEach(
        (column, value) ->
            update.setEach(column, rows.stream().map(row -> value.apply(row.history())).toList()));
    int written =
        update
            .setting("version = version + 1")
            .onlyWhile("app_version_id = ?", appVersion)
            .whileEach("version", rows.stream().map(Row::version).toList())
            .run(sql);
    if (written < rows.size()) {
      throw new OptimisticLockException("a host's history was changed meanwhile");
    }
  }

  private void insert(List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    List<Object> values = new ArrayList<>();
    for (Row row : rows) {
      values.add(row.host());
      values.add(row.appVersion());
      values.add(row.version());
      COLUMNS.values().forEach(value -> values.add(value.apply(row.history())));
    }
    String places = Sql.places(COLUMNS.size() + 3);
    sql.run(
        "INSERT INTO host_app_version (host_id, app_version_id, version, "
            + String.join(", ", COLUMNS.keySet())
            + ") VALUES "
            + rows.stream().map(row -> places).collect(Collectors.joining(", ")),
        values);
  }
}
