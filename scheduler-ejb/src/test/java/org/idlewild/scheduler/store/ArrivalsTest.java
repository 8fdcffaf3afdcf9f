package org.idlewild.scheduler.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.Refused.Reason;
import org.idlewild.scheduler.TestGrid;
import org.idlewild.scheduler.settings.FileSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsTest {
  private static final String TEXT = "hello, world";
  private static final String HASH = TestGrid.sha256(TEXT.getBytes(StandardCharsets.UTF_8));
  private static final Checksum EMPTY = Checksum.sha256(TestGrid.sha256(new byte[0]));
  private static final int SIZE = TEXT.length();

  @TempDir Path folder;

  private Arrivals arrivals;

  @BeforeEach
  void start() {
    arrivals = new Arrivals(new FileStore(new FileSettings(folder, 100)));
  }

  @Test
  void aFileMayComeInPieces() throws IOException {
    assertThat(piece(0, SIZE, "hello")).isEmpty();
    assertThat(arrivals.offset("key")).isEqualTo(5);

    assertThat(piece(5, SIZE, ", world")).isEqualTo(TEXT);
  }

  @Test
  void whatCameBeforeABrokenConnectionStaysAndTheUploadGoesOnFromThere() throws IOException {
    assertThatIOException()
        .isThrownBy(() -> piece(0, SIZE, 100, new SequenceInputStream(text("hel"), broken())));
    assertThat(arrivals.offset("key")).isEqualTo(3);

    assertThat(piece(3, SIZE, "lo, world")).isEqualTo(TEXT);
  }

  @Test
  void anUploadThatNobodyGoesOnWithIsSweptAndAYoungOneStays() throws IOException {
    FileStore files = new FileStore(new FileSettings(folder, 100));
    Instant now = Instant.parse("2026-01-08T00:00:00Z");
    Path old = Files.writeString(files.partial("old"), "hello");
    Path young = Files.writeString(files.partial("young"), "hello");
    Files.setLastModifiedTime(old, FileTime.from(now.minusSeconds(1)));
    Files.setLastModifiedTime(young, FileTime.from(now));

    assertThat(files.sweep(now)).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aPieceThatDoesNotGoOnWhereTheLastOneEndedIsToldWhereThatIs() throws IOException {
    piece(0, SIZE, "hello");

    for (long offset : List.of(-1L, 4L, 6L, (long) SIZE, Long.MAX_VALUE)) {
      Refused refused = assertRefused(Reason.CONFLICT, () -> piece(offset, SIZE, "x"));
      assertThat(refused.offset()).hasValue(5);
    }
    assertThat(piece(5, SIZE, ", world")).isEqualTo(TEXT);
  }

  @Test
  void anUploadMayBeginAnew() throws IOException {
    piece(0, SIZE, "other");

    assertThat(piece(0, SIZE, TEXT)).isEqualTo(TEXT);
  }

  @Test
  void aWholeFileOfUnknownSizeIsTaken() throws IOException {
    assertThat(piece(0, -1, TEXT)).isEqualTo(TEXT);
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    Arrivals.Piece empty = new Arrivals.Piece("key", EMPTY, 0, 0, 100);

    assertThat(arrivals.piece(empty, text("")))
        .hasValueSatisfying(arrived -> assertThat(arrived.file().bytes()).isZero());
  }

  @Test
  void aFileWithAnotherHashThanAnnouncedIsNotKept() {
    assertRefused(Reason.MALFORMED, () -> piece(0, SIZE, "hello, earth"));
    assertNothingKept();
  }

  @Test
  void aFileMayBeAnnouncedByItsMd5AndIsKeptByItsSha256() throws IOException {
    Arrivals.Piece right = piece(Checksum.md5("e4d7f1b4ed2e42d15898f4b27b019da4"));
    Arrivals.Piece wrong = piece(Checksum.md5("e4d7f1b4ed2e42d15898f4b27b019da5"));

    assertThat(arrivals.piece(right, text(TEXT)).orElseThrow().file().sha256()).isEqualTo(HASH);
    assertRefused(Reason.MALFORMED, () -> arrivals.piece(wrong, text(TEXT)));
    assertThat(arrivals.offset("key")).isZero();
  }

  private static Arrivals.Piece piece(Checksum checksum) {
    return new Arrivals.Piece("key", checksum, 0, SIZE, 100);
  }

  @Test
  void whatACrashLeftWholeAndUncheckedIsNotTakenForAFileThatWasKept() throws IOException {
    Files.writeString(new FileStore(new FileSettings(folder, 100)).partial("key"), TEXT);

    assertThat(arrivals.rewound("key")).isEqualTo(SIZE - 1);
    assertThat(piece(SIZE - 1, SIZE, "d")).isEqualTo(TEXT);
    assertThat(arrivals.rewound("key")).isZero();
  }

  @Test
  void aPieceThatBringsMoreThanAnnouncedIsNotKept() throws IOException {
    piece(0, SIZE, "hello");

    assertRefused(Reason.TOO_LARGE, () -> piece(5, SIZE, ", world and more"));
    assertNothingKept();
  }

  @Test
  void aFileAnnouncedLargerThanTheLimitIsRefusedUnread() {
    assertRefused(Reason.TOO_LARGE, () -> piece(0, 101, 100, broken()));
    assertRefused(Reason.TOO_LARGE, () -> piece(0, Long.MAX_VALUE, 100, broken()));
    assertNothingKept();
  }

  @Test
  void aFileOfUnknownSizeThatExceedsTheLimitIsNotKept() {
    assertRefused(Reason.TOO_LARGE, () -> piece(0, -1, SIZE - 1, text(TEXT)));
    assertNothingKept();
  }

  @Test
  void ofTwoUploadsOfOneFileAtOnceTheSecondIsRefused() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<String> first =
        CompletableFuture.supplyAsync(() -> received(new Waiting(text(TEXT), reading, goOn)));
    reading.await();

    assertRefused(Reason.CONFLICT, () -> piece(0, SIZE, TEXT));
    goOn.countDown();

    assertThat(first.get()).isEqualTo(TEXT);
  }

  @Test
  void ofTwoUploadsOfOneFileThroughTwoNodesTheSecondIsRefusedAndGoesOnLater() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    InputStream slow = new Waiting(text("hello"), reading, goOn);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> received(slow));
    reading.await();
    arrivals = new Arrivals(new FileStore(new FileSettings(folder, 100)));

    assertRefused(Reason.CONFLICT, () -> piece(0, SIZE, TEXT));
    goOn.countDown();

    assertThat(first.get()).isEmpty();
    assertThat(piece(5, SIZE, ", world")).isEqualTo(TEXT);
  }

  @Test
  void aWholeFileIsNamedByItsHashAndALargerOneIsNotKept() throws IOException {
    Arrivals.Arrived arrived = arrivals.whole(text(TEXT), SIZE);
    assertThat(arrived.file().sha256()).isEqualTo(HASH);
    Files.delete(arrived.path());

    assertRefused(Reason.TOO_LARGE, () -> arrivals.whole(text(TEXT), SIZE - 1));
    assertThatIOException().isThrownBy(() -> arrivals.whole(broken(), 100));
    assertNothingKept();
  }

  private String received(InputStream content) {
    try {
      return piece(0, SIZE, 100, content);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String piece(long offset, long total, String content) throws IOException {
    return piece(offset, total, 100, text(content));
  }

  /** The whole text when it is all here, else nothing. */
  private String piece(long offset, long total, long limit, InputStream content)
      throws IOException {
    var arrived =
        arrivals.piece(
            new Arrivals.Piece("key", Checksum.sha256(HASH), offset, total, limit), content);
    return arrived.isEmpty() ? "" : Files.readString(arrived.get().path());
  }

  private void assertNothingKept() {
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(TestGrid::isContent)).isEmpty();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
    assertThat(arrivals.offset("key")).isZero();
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream broken() {
    return new FilterInputStream(text("")) {
      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        throw new IOException("the connection broke");
      }
    };
  }

  /** Says that it is being read, and waits until it may go on. */
  private static final class Waiting extends FilterInputStream {
    private final CountDownLatch reading;
    private final CountDownLatch goOn;

    Waiting(InputStream content, CountDownLatch reading, CountDownLatch goOn) {
      super(content);
      this.reading = reading;
      this.goOn = goOn;
    }

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
  }
}
