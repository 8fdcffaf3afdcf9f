package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Outcome;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/** What holds in a server's database and folder at every moment, whatever ended the server. */
final class Invariants {
  private static final String USED =
      "SELECT sha256 FROM app_version_file UNION SELECT sha256 FROM batch_input"
          + " UNION SELECT output_sha256 FROM batch WHERE output_sha256 IS NOT NULL"
          + " UNION SELECT part_sha256 FROM workunit WHERE part_sha256 IS NOT NULL"
          + " UNION SELECT sha256 FROM result_output UNION SELECT sha256 FROM owned_file";

  private final DataSource database;
  private final Path data;

  Invariants(DataSource database, Path data) {
    this.database = database;
    this.data = data;
  }

  /** Each sentence, and a query for the rows that make it false. */
  private static Map<String, String> never() {
    Map<String, String> never = new LinkedHashMap<>();
    never.put(
        "a canonical result is a valid success of its own workunit",
        "SELECT w.id FROM workunit w LEFT JOIN result r ON r.id = w.canonical_result_id"
            + " AND r.workunit_id = w.id AND r.outcome = "
            + Outcome.SUCCESS.ordinal()
            + " AND r.validate_state = "
            + ValidateState.VALID.ordinal()
            + " WHERE w.canonical_result_id IS NOT NULL AND r.id IS NULL");
    never.put(
        "no host has two results of a workunit",
        "SELECT MIN(id) FROM result WHERE host_id IS NOT NULL"
            + " GROUP BY workunit_id, host_id HAVING COUNT(*) > 1");
    never.put(
        "no user has two results of a workunit",
        "SELECT MIN(id) FROM result WHERE account_id IS NOT NULL"
            + " GROUP BY workunit_id, account_id HAVING COUNT(*) > 1");
    never.put(
        "a result in progress has a host and a deadline, and one that is unsent has neither",
        "SELECT id FROM result WHERE (server_state = "
            + ServerState.IN_PROGRESS.ordinal()
            + " AND (host_id IS NULL OR report_deadline IS NULL)) OR (server_state = "
            + ServerState.UNSENT.ordinal()
            + " AND host_id IS NOT NULL)");
    never.put(
        "somebody looks after a workunit with a result in progress",
        "SELECT w.id FROM workunit w, result r WHERE r.workunit_id = w.id AND r.server_state = "
            + ServerState.IN_PROGRESS.ordinal()
            + " AND w.transition_time IS NULL AND w.canonical_result_id IS NULL"
            + " AND w.errors = 0 AND w.cancelled = FALSE");
    never.put(
        "no workunit without an end is forgotten",
        "SELECT id FROM workunit WHERE assimilate_state = "
            + AssimilateState.INIT.ordinal()
            + " AND transition_time IS NULL AND need_validate = FALSE");
    never.put(
        "a batch has as many workunits as it says, each at its own place",
        "SELECT b.id FROM batch b LEFT JOIN workunit w ON w.batch_id = b.id GROUP BY b.id, b.total"
            + " HAVING COUNT(w.id) <> b.total OR COUNT(DISTINCT w.position) <> b.total");
    never.put(
        "a batch has ended only when all its workunits were handed over",
        "SELECT b.id FROM batch b, workunit w WHERE w.batch_id = b.id AND b.ended IS NOT NULL"
            + " AND w.assimilate_state <> "
            + AssimilateState.DONE.ordinal());
    never.put(
        "a workunit whose inputs may go is over",
        "SELECT id FROM workunit WHERE file_delete_state <> "
            + FileDeleteState.INIT.ordinal()
            + " AND assimilate_state <> "
            + AssimilateState.DONE.ordinal());
    never.put(
        "each file that is used has its row",
        "SELECT u.sha256 FROM ("
            + USED
            + ") u WHERE u.sha256 NOT IN"
            + " (SELECT sha256 FROM stored_file)");
    never.put(
        "no digest outlives its content",
        "SELECT sha256 FROM legacy_digest WHERE sha256 NOT IN (SELECT sha256 FROM stored_file)");
    return never;
  }

  /** At any moment. */
  void requireKept() {
    never().forEach((sentence, query) -> assertThat(rows(query)).as(sentence).isEmpty());
    List<String> missing =
        rows(USED).stream().filter(sha256 -> !Files.exists(path(sha256))).toList();
    assertThat(missing).as("each file that is used is in the store").isEmpty();
  }

  /** When everything has come to rest. */
  void requireTidy() {
    requireKept();
    assertThat(new TreeSet<>(rows("SELECT sha256 FROM stored_file")))
        .as("rows of files are of such as are used")
        .isEqualTo(new TreeSet<>(rows(USED)));
    assertThat(stored()).as("files are such as are used").isEqualTo(new TreeSet<>(rows(USED)));
  }

  private Set<String> stored() {
    try (Stream<Path> files = Files.walk(data.resolve("files"))) {
      return files
          .filter(TestGrid::isContent)
          .filter(file -> !file.getParent().endsWith("incoming"))
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path path(String sha256) {
    return data.resolve("files").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private List<String> rows(String query) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(found.getString(1));
      }
      return rows;
    } catch (SQLException failure) {
      throw new IllegalStateException(query, failure);
    }
  }
}
