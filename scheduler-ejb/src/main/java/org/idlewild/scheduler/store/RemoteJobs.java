package org.idlewild.scheduler.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The names that submitters gave to workunits. To be called in a transaction. */
@Singleton
public class RemoteJobs {
  private static final int CHUNK = 500;

  private final Database database;

  @Inject
  RemoteJobs(Database database) {
    this.database = database;
  }

  public void add(long workunit, long account, String name) {
    database.run(
        "INSERT INTO remote_job (workunit_id, account_id, name) VALUES (?, ?, ?)",
        workunit,
        account,
        name);
  }

  /** The workunit of somebody's name. */
  public Optional<Long> named(long account, String name) {
    List<?> rows =
        database
            .query(
                "SELECT workunit_id FROM remote_job WHERE account_id = ? AND name = ?",
                account,
                name)
            .getResultList();
    return rows.stream().map(id -> ((Number) id).longValue()).findFirst();
  }

  /** One of some names that somebody has given already. */
  public Optional<String> taken(long account, List<String> names) {
    for (int from = 0; from < names.size(); from += CHUNK) {
      List<String> some = names.subList(from, Math.min(names.size(), from + CHUNK));
      List<?> rows =
          database
              .query(
                  "SELECT name FROM remote_job WHERE account_id = "
                      + account
                      + " AND name IN"
                      + places(some),
                  some.toArray())
              .setMaxResults(1)
              .getResultList();
      if (!rows.isEmpty()) {
        return Optional.of((String) rows.get(0));
      }
    }
    return Optional.empty();
  }

  /** The names of some workunits; those without are left out. */
  public Map<Long, String> names(Collection<Long> workunits) {
    if (workunits.isEmpty()) {
      return Map.of();
    }
    List<?> rows =
        database
            .query(
                "SELECT workunit_id, name FROM remote_job WHERE workunit_id IN" + places(workunits),
                workunits.toArray())
            .getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .collect(Collectors.toMap(row -> ((Number) row[0]).longValue(), row -> (String) row[1]));
  }

  private static String places(Collection<?> values) {
    return values.stream().map(value -> "?").collect(Collectors.joining(", ", " (", ")"));
  }
}
