package org.idlewild.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.deletion.SweepPass;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Transactions;
import org.junit.jupiter.api.Test;

/** What a crash or a disk left in the file store or took from it; on every database. */
abstract class SweepConformance extends GridConformance {
  @Test
  void aContentThatNothingNamesIsDeletedWhenItIsADayOld() throws IOException {
    Path old = orphan("old");
    Path young = orphan("young");
    age(old, Duration.ofDays(1).plusSeconds(1));
    age(young, Duration.ofHours(23));

    assertThat(sweep()).isEqualTo(1);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aContentThatIsUsedStaysHoweverOldItIs() throws IOException {
    Path program = content(TestGrid.program());
    age(program, Duration.ofDays(400));

    assertThat(sweep()).isZero();

    assertThat(program).exists();
    assertThat(grid.get(SweepPass.class).lost()).isZero();
  }

  @Test
  void aContentThatIsKnownAndUsedByNothingIsDeletedWithItsRow() throws IOException {
    byte[] bytes = "once".getBytes(StandardCharsets.UTF_8);
    String sha256 = grid.keep(researcher, bytes).sha256();
    Path file = content(bytes);
    Transactions transactions = grid.get(Transactions.class);
    Contents contents = grid.get(Contents.class);
    transactions.run(() -> contents.disown(researcher.userId(), sha256));
    grid.advance(Duration.ofDays(2));
    age(file, Duration.ofDays(2));

    assertThat(sweep()).isEqualTo(1);

    assertThat(file).doesNotExist();
    assertThat(transactions.call(() -> contents.find(sha256))).isEmpty();
  }

  @Test
  void aContentThatIsUsedAndGoneIsCountedOnceARound() throws IOException {
    Files.delete(content(TestGrid.program()));

    sweep();
    assertThat(grid.get(SweepPass.class).lost()).isEqualTo(1);
    grid.advance(Duration.ofDays(1));
    sweep();
    assertThat(grid.get(SweepPass.class).lost()).isEqualTo(1);
  }

  @Test
  void aRowWhoseContentIsGoneAndThatNothingUsesIsForgotten() throws IOException {
    byte[] bytes = "once".getBytes(StandardCharsets.UTF_8);
    String sha256 = grid.keep(researcher, bytes).sha256();
    Transactions transactions = grid.get(Transactions.class);
    Contents contents = grid.get(Contents.class);
    transactions.run(() -> contents.disown(researcher.userId(), sha256));
    Files.delete(content(bytes));

    sweep();

    assertThat(transactions.call(() -> contents.find(sha256))).isEmpty();
    assertThat(grid.get(SweepPass.class).lost()).isZero();
  }

  @Test
  void aStoreOfAnySizeIsSweptAFewFilesAtATimeAndThenLeftInPeaceForADay() throws IOException {
    for (int i = 0; i < 20; i++) {
      age(orphan("orphan " + i), Duration.ofDays(2));
    }

    assertThat(grid.run(PassName.SWEEP, 7)).isLessThanOrEqualTo(7);
    int rest = 0;
    for (int i = 0; i < 6; i++) {
      int deleted = grid.run(PassName.SWEEP, 7);
      assertThat(deleted).isLessThanOrEqualTo(7);
      rest += deleted;
    }
    assertThat(rest).isBetween(13, 14);
    age(orphan("new"), Duration.ofDays(2));
    assertThat(grid.run(PassName.SWEEP)).isZero();
    grid.advance(Duration.ofDays(1));
    assertThat(sweep()).isEqualTo(1);
  }

  @Test
  void whatIsNoContentIsNotTouched() throws IOException {
    Path note =
        Files.writeString(Files.createDirectories(store().resolve("ab")).resolve("note"), "x");
    age(note, Duration.ofDays(400));

    sweep();

    assertThat(note).exists();
  }

  /** A whole round. */
  private int sweep() {
    return grid.run(PassName.SWEEP) + grid.run(PassName.SWEEP);
  }

  private Path store() {
    return data.resolve("files");
  }

  private Path content(byte[] bytes) {
    String sha256 = TestGrid.sha256(bytes);
    return store().resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private Path orphan(String text) throws IOException {
    Path path = content(text.getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private void age(Path file, Duration age) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(grid.now().minus(age)));
  }
}
