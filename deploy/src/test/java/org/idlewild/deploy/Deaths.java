package org.idlewild.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * The deaths that a server still has before it. It dies at the one that it comes to first; then
 * what it left is looked at, and the others are planned again for its next start.
 */
final class Deaths implements MortalServer.Reading, AutoCloseable {
  private final Set<String> ahead;
  private final DataSource database;
  private final Path files;
  private Oversight oversight;
  private MortalServer server;
  private Instant last = Instant.now();

  /** Deaths at these points, each once. */
  Deaths(List<String> points, DataSource database, Path files) {
    this.ahead = new TreeSet<>(points);
    this.database = database;
    this.files = files;
  }

  /** Plans them for a server that has not started. */
  void planFor(MortalServer mortal) {
    server = mortal;
    server.planDeaths(ahead);
  }

  Set<String> ahead() {
    return ahead;
  }

  @Override
  public void dead(Optional<String> point) {
    assertThat(point).as("where it died").isPresent();
    assertThat(ahead).as("where it was to die").contains(point.get());
    ahead.remove(point.get());
    oversight().requireKept();
    say(point.get());
    server.planDeaths(ahead);
  }

  /** What looks at the database; it can when a server has started, because that migrates it. */
  Oversight oversight() {
    if (oversight == null) {
      oversight = new Oversight(database, files);
    }
    return oversight;
  }

  private void say(String point) {
    Instant now = Instant.now();
    double seconds = Duration.between(last, now).toMillis() / 1000.0;
    last = now;
    System.out.printf("killed at %s, what must hold holds (%.1f s)%n", point, seconds);
  }

  @Override
  public void close() {
    if (oversight != null) {
      oversight.close();
    }
  }
}
