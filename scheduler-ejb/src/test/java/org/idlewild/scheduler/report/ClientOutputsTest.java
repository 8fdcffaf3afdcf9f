package org.idlewild.scheduler.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.access.Role;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.status.BatchViews;
import org.idlewild.scheduler.store.TestDatabase;
import org.idlewild.work.Outcome;
import org.idlewild.work.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientOutputsTest {
  private static final String TEXT = "0123456789".repeat(100);
  private static final long SIZE = TEXT.length();

  @TempDir Path data;

  private TestGrid grid;
  private ClientOutputs outputs;
  private Caller researcher;
  private long batch;
  private long host;
  private long result;

  @BeforeEach
  void aHostWithATask() {
    grid = new TestGrid(TestDatabase.h2(), data);
    outputs = grid.get(ClientOutputs.class);
    researcher = grid.somebody("researcher", Role.RESEARCHER);
    host = grid.host(grid.somebody("alpha", Role.VOLUNTEER));
    grid.app(researcher, "app");
    batch = grid.batch(researcher, "app", "one");
    grid.settle();
    result = grid.ask(host, 1, Set.of()).orders().get(0).resultId();
  }

  @AfterEach
  void close() {
    Faults.disarm();
    grid.close();
  }

  @Test
  void anUploadThatIsCutTenTimesGoesOnFromWhereItIsAndCounts() throws IOException {
    long at = 0;
    for (int cut = 1; cut <= 10; cut++) {
      long from = at;
      int until = cut * 97;
      assertThatIOException()
          .isThrownBy(() -> send(from, cutOff(TEXT.substring((int) from, until))));
      at = size();
      assertThat(at).as("cut at %s", until).isEqualTo(until - 1);
    }

    assertThat(send(at, text(TEXT.substring((int) at)))).isEqualTo(new Received(SIZE, true));

    assertThat(size()).isEqualTo(SIZE);
    grid.report(host, result, Report.Ending.SUCCESS);
    assertThat(outcome()).isEqualTo(Outcome.SUCCESS);
  }

  @Test
  void nothingIsHereBeforeAnythingCame() throws IOException {
    assertThat(size()).isZero();
  }

  @Test
  void aFileThatACrashLeftWholeIsNotSaidToBeHereUntilItIsKept() throws IOException {
    Faults.arm(
        point -> {
          if (point == Point.PIECE_WRITTEN) {
            throw new IllegalStateException("killed");
          }
        });
    assertThatThrownBy(() -> send(0, text(TEXT))).hasMessage("killed");
    Faults.disarm();

    long here = size();
    assertThat(here).isEqualTo(SIZE - 1);
    assertThat(send(here, text("9"))).isEqualTo(new Received(SIZE, true));
  }

  @Test
  void whatIsHereAlreadyIsWellEvenAfterItsReport() throws IOException {
    send(0, text(TEXT));
    assertThat(send(3, text("not even looked at"))).isEqualTo(new Received(SIZE, true));
    grid.report(host, result, Report.Ending.SUCCESS);

    assertThat(send(0, text(TEXT))).isEqualTo(new Received(SIZE, true));
    assertThat(size()).isEqualTo(SIZE);
  }

  @Test
  void anotherOutputTakesTheFirstOnesPlaceUntilTheReport() throws IOException {
    send(0, text("first"), md5("first"), 5);
    assertThat(send(0, text(TEXT))).isEqualTo(new Received(SIZE, true));
    assertThat(size()).isEqualTo(SIZE);

    grid.report(host, result, Report.Ending.SUCCESS);
    assertRefused(Reason.GONE, () -> send(0, text("third"), md5("third"), 5));
  }

  @Test
  void aFileWhoseMd5IsWrongIsThrownAway() throws IOException {
    assertRefused(Reason.MALFORMED, () -> send(0, text(TEXT), md5("other"), SIZE));
    assertThat(size()).isZero();
  }

  @Test
  void aPieceThatDoesNotFitIsRefusedAndWhatIsHereStays() throws IOException {
    send(0, text("01234"));

    assertRefused(Reason.CONFLICT, () -> send(7, text(TEXT)));
    assertThat(size()).isEqualTo(4);
  }

  @Test
  void nobodyHearsASizeWhileMoreIsComing() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Received> first =
        CompletableFuture.supplyAsync(() -> sendSlowly(reading, goOn));
    reading.await();

    assertRefused(Reason.CONFLICT, this::size);
    assertRefused(Reason.CONFLICT, () -> send(0, text(TEXT)));
    goOn.countDown();

    assertThat(first.get()).isEqualTo(new Received(SIZE, true));
  }

  @Test
  void nothingLargerThanTheAppDeclaresOrTheClientWasAllowedIsTaken() {
    assertRefused(Reason.TOO_LARGE, () -> send(0, text(TEXT + "x"), md5(TEXT + "x"), SIZE + 1));
    assertRefused(
        Reason.TOO_LARGE,
        () -> outputs.receive(piece(md5(TEXT), 0, SIZE, SIZE - 1), text(TEXT), grid.now()));
  }

  @Test
  void onlyDeclaredOutputsOfResultsThatWereSentAreTaken() {
    long unsent = result + 1;
    assertRefused(Reason.NOT_FOUND, () -> outputs.size(unsent, "stdout"));
    assertRefused(Reason.NOT_FOUND, () -> outputs.size(result + 1000, "stdout"));
    assertRefused(Reason.NOT_FOUND, () -> outputs.size(result, "other"));
  }

  private long size() throws IOException {
    return outputs.size(result, "stdout");
  }

  private Received send(long offset, InputStream content) throws IOException {
    return send(offset, content, md5(TEXT), SIZE);
  }

  private Received send(long offset, InputStream content, String md5, long total)
      throws IOException {
    return outputs.receive(piece(md5, offset, total, 10_000), content, grid.now());
  }

  private ClientOutputs.Piece piece(String md5, long offset, long total, long limit) {
    return new ClientOutputs.Piece(result, "stdout", md5, offset, total, limit);
  }

  private Received sendSlowly(CountDownLatch reading, CountDownLatch goOn) {
    InputStream slow =
        new FilterInputStream(text(TEXT)) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            reading.countDown();
            try {
              goOn.await();
            } catch (InterruptedException stopped) {
              throw new IOException(stopped);
            }
            return super.read(into, from, length);
          }
        };
    try {
      return send(0, slow);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Outcome outcome() {
    return grid
        .get(BatchViews.class)
        .results(researcher, batch, Optional.empty(), 0, 10)
        .items()
        .stream()
        .filter(view -> view.id() == result)
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static InputStream cutOff(String text) {
    InputStream broken =
        new FilterInputStream(text("")) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            throw new IOException("the connection broke");
          }
        };
    return new SequenceInputStream(text(text), broken);
  }

  private static String md5(String text) {
    try {
      byte[] digest = java.security.MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
