package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.work.HostDescription;
import org.idlewild.work.ServerState;

/**
 * Hosts that ask at the same time: read together and written together, in as many statements as for
 * one. To be called in a transaction.
 */
@Singleton
public class Visits {
  private final Sql sql;
  private final HostHistories histories;

  @Inject
  Visits(Sql sql, HostHistories histories) {
    this.sql = sql;
    this.histories = histories;
  }

  /** What is known of some hosts; those that nobody knows are left out. */
  public Map<Long, Visit> of(Collection<Long> hosts) {
    List<Long> ids = hosts.stream().distinct().sorted().toList();
    Map<Long, List<Visit.Held>> held =
        inProgressAt(ids).stream()
            .collect(Collectors.groupingBy(each -> each.result().host().orElseThrow()));
    Map<Long, Histories> known = histories.of(ids);
    return sql
        .list(
            "SELECT " + HostColumns.ALL + " FROM host WHERE id IN " + Sql.places(ids.size()),
            ids,
            row ->
                new Visit(
                    HostColumns.host(row),
                    HostColumns.record(row),
                    HostColumns.mark(row),
                    held.getOrDefault(row.getLong("id"), List.of()),
                    known.get(row.getLong("id"))))
        .stream()
        .collect(Collectors.toMap(visit -> visit.host().id(), Function.identity()));
  }

  private List<Visit.Held> inProgressAt(List<Long> hosts) {
    List<Object> values = new ArrayList<>(hosts);
    values.add(ServerState.IN_PROGRESS.ordinal());
    return sql.list(
        HeldColumns.SELECT
            + "r.host_id IN "
            + Sql.places(hosts.size())
            + " AND r.server_state = ? ORDER BY r.id",
        values,
        HeldColumns::held);
  }

  /** Results that were sent, whoever has them; others are left out. */
  public List<Visit.Held> results(Collection<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : sql.list(
            HeldColumns.SELECT
                + "r.host_id IS NOT NULL AND r.id IN "
                + Sql.places(ids.size())
                + " ORDER BY r.id",
            ids,
            HeldColumns::held);
  }

  /**
   * What a host says when it asks.
   *
   * @param mark of its poll; empty for hosts that have none
   */
  public record Arrival(
      Visit visit, HostDescription description, Optional<Visit.Mark> mark, Instant now) {
    private Visit.Mark newest() {
      return mark.orElse(visit.last());
    }
  }

  /** Notes that hosts ask, what they are now, and which polls these are. */
  public void note(List<Arrival> arrivals) {
    if (arrivals.isEmpty()) {
      return;
    }
    List<Arrival> all =
        arrivals.stream().sorted(Comparator.comparing(each -> each.visit().host().id())).toList();
    RowUpdate update =
        RowUpdate.of("host", each(all, arrival -> arrival.visit().host().id()))
            .setEach("last_contact", each(all, arrival -> arrival.now().toEpochMilli()));
    if (all.stream().anyMatch(arrival -> !arrival.newest().equals(arrival.visit().last()))) {
      update
          .setEach("poll_number", each(all, arrival -> arrival.newest().number()))
          .setEach("poll_instance", each(all, arrival -> arrival.newest().instance().orElse(null)));
    }
    HostColumns.DESCRIPTION.forEach(
        (column, value) -> {
          if (all.stream().anyMatch(arrival -> isChanged(arrival, value))) {
            update.setEach(column, each(all, arrival -> value.apply(arrival.description())));
          }
        });
    update.run(sql);
    Faults.at(Point.CONTACT_NOTED);
  }

  private static boolean isChanged(Arrival arrival, Function<HostDescription, Object> value) {
    return !value
        .apply(arrival.description())
        .equals(value.apply(arrival.visit().host().description()));
  }

  private static <T> List<T> each(List<Arrival> all, Function<Arrival, T> value) {
    return all.stream().map(value).toList();
  }

  /** Holds users until the transaction ends, so that only this one gives their hosts work. */
  public void holdUsers(List<Long> users) {
    if (!users.isEmpty()) {
      sql.list(
          "SELECT id FROM account WHERE id IN "
              + Sql.places(users.size())
              + " ORDER BY id FOR UPDATE",
          users,
          row -> row.getLong(1));
    }
  }

  /** Writes how the hosts do by now with their app versions. */
  public void save(Collection<Visit> visits) {
    histories.save(
        visits.stream().collect(Collectors.toMap(visit -> visit.host().id(), Visit::histories)));
  }
}
