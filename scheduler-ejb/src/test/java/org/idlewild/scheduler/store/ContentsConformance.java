package org.idlewild.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.work.StoredFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold of kept contents on every database. */
abstract class ContentsConformance {
  private static final long ALPHA = 1001;
  private static final long BETA = 1002;
  private static final int ROUNDS = 25;

  @TempDir Path data;

  private TestGrid grid;
  private Transactions transactions;
  private Contents contents;

  abstract DataSource database();

  @BeforeEach
  void start() {
    grid = new TestGrid(database(), data);
    transactions = grid.get(Transactions.class);
    contents = grid.get(Contents.class);
  }

  @AfterEach
  void close() {
    grid.close();
  }

  @Test
  void aContentThatTwoUseSurvivesTheReleaseOfOne() {
    String sha256 = keep(ALPHA, "shared");
    keep(BETA, "shared");

    release(ALPHA, sha256);
    assertThat(read(sha256)).contains("shared");

    release(BETA, sha256);
    assertThat(read(sha256)).isEmpty();
    assertThat(data.resolve("files").resolve(sha256.substring(0, 2)).resolve(sha256))
        .doesNotExist();
  }

  @Test
  void aReleaseOfWhatIsNotHereIsNoFault() {
    release(ALPHA, "0".repeat(64));
  }

  @Test
  void aContentThatWasReleasedMayComeAgain() {
    String sha256 = keep(ALPHA, "again");
    release(ALPHA, sha256);
    keep(BETA, "again");

    assertThat(read(sha256)).contains("again");
  }

  @Test
  void aContentWhoseReleaseWasCutShortIsNotHereUntilItIsBroughtAgain() {
    String sha256 = keep(ALPHA, "cut short");

    assertThatThrownBy(() -> releaseAndDie(sha256)).hasMessage("killed");
    assertThat(read(sha256)).isEmpty();
    assertThat(transactions.call(() -> contents.hold(sha256))).isEmpty();

    keep(ALPHA, "cut short");
    assertThat(read(sha256)).contains("cut short");
  }

  @Test
  void aContentThatIsBroughtWhileItIsReleasedIsNeverLost() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String text = "round " + round;
      String sha256 = keep(BETA, text);

      atOnce(
          () -> keep(ALPHA, text),
          () -> {
            release(BETA, sha256);
            return sha256;
          });

      assertThat(read(sha256)).as("round %s", round).contains(text);
    }
  }

  @Test
  void aContentThatTwoBringAtOnceIsKeptOnceForBoth() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      String text = "round " + round;

      List<String> kept = atOnce(() -> keep(ALPHA, text), () -> keep(BETA, text));
      release(ALPHA, kept.get(0));

      assertThat(read(kept.get(1))).as("round %s", round).contains(text);
    }
  }

  private String keep(long account, String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Arrivals.Arrived arrived =
          grid.get(Arrivals.class).whole(new ByteArrayInputStream(bytes), 1000);
      String sha256 = arrived.file().sha256();
      transactions.run(
          () -> {
            contents.keep(arrived.file(), arrived.path(), grid.now());
            contents.own(account, sha256, grid.now());
          });
      return sha256;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void release(long account, String sha256) {
    transactions.run(
        () -> {
          contents.disown(account, sha256);
          contents.releaseIfUnused(sha256);
        });
  }

  private void releaseAndDie(String sha256) {
    transactions.run(
        () -> {
          contents.disown(ALPHA, sha256);
          contents.releaseIfUnused(sha256);
          throw new IllegalStateException("killed");
        });
  }

  private Optional<String> read(String sha256) {
    Optional<StoredFile> file = transactions.call(() -> contents.find(sha256));
    return file.map(
        found -> {
          try (InputStream in = grid.get(FileStore.class).content(found).open(0)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        });
  }

  private static List<String> atOnce(Callable<String> one, Callable<String> other)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> first = threads.submit(after(start, one));
      Future<String> second = threads.submit(after(start, other));
      return List.of(first.get(), second.get());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<String> after(CyclicBarrier start, Callable<String> call) {
    return () -> {
      start.await();
      return call.call();
    };
  }
}
