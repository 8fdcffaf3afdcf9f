package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.idlewild.agent.cli.api.Pause;
import org.idlewild.simulator.invariants.Terms;
import org.idlewild.simulator.invariants.Violation;
import org.idlewild.simulator.invariants.Watch;

/**
 * Asks of a real server's database and files what the simulator asks of its grids. Threads: one.
 */
final class Oversight implements AutoCloseable {
  private static final Duration TO_REST = Duration.ofMinutes(2);
  private static final Duration STEP = Duration.ofMillis(200);

  /** Between two looks at a real server, a result takes several steps. */
  private static final String OF_ONE_STEP = "LEGAL_STEP";

  /**
   * What need not hold yet while a server runs; that files are kept is among them because rows and
   * files are not looked at in the same instant.
   */
  private static final Set<String> OF_REST =
      Set.of("ALL_ENDED", "ALL_OVER", "ALL_TIDY", "CONTENT_IS_KEPT");

  /** The default of idlewild.dispatch.max-tasks-per-host. */
  private static final int MOST_TASKS = 200;

  private final Watch watch;
  private final Path files;

  /**
   * Watches.
   *
   * @param files the content store's folder
   */
  Oversight(DataSource database, Path files) {
    this.files = files;
    try {
      this.watch =
          new Watch(database, new Terms(true, MOST_TASKS, Optional.of(files), Optional.empty()));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What holds at every moment, asked while no server runs. */
  void requireKept() {
    assertThat(violations(watch::look)).isEmpty();
    requireWhole();
  }

  /** What holds when nothing is left to do; a real server's passes take their time. */
  void awaitRest(Runnable meanwhile) {
    Instant end = Instant.now().plus(TO_REST);
    while (!leftToDo().isEmpty() && Instant.now().isBefore(end)) {
      Pause.REAL.sleep(STEP);
      meanwhile.run();
    }
    assertThat(leftToDo()).isEmpty();
    requireWhole();
  }

  private List<Violation> leftToDo() {
    List<Violation> found = violations(watch::lookAtRest);
    assertThat(found).filteredOn(violation -> !OF_REST.contains(violation.name())).isEmpty();
    return found;
  }

  /** Looks at a time. */
  private interface Looking {
    Watch.Look at(Instant time) throws SQLException;
  }

  private static List<Violation> violations(Looking looking) {
    try {
      return looking.at(Instant.now()).violations().stream()
          .filter(violation -> !violation.name().equals(OF_ONE_STEP))
          .toList();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** No content is there by half. */
  private void requireWhole() {
    try (Stream<Path> all = Files.walk(files, 2)) {
      List<Path> broken = all.filter(Oversight::isContent).filter(Oversight::isBroken).toList();
      assertThat(broken).as("contents that are not what their name says").isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isContent(Path file) {
    return file.getFileName().toString().matches("[0-9a-f]{64}");
  }

  private static boolean isBroken(Path file) {
    try {
      return !ApiClient.sha256(Files.readAllBytes(file)).equals(file.getFileName().toString());
    } catch (IOException gone) {
      // Deleted since it was listed.
      return false;
    }
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
