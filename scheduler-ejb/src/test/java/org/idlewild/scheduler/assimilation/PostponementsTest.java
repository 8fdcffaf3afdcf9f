package org.idlewild.scheduler.assimilation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.scheduler.Refusal.assertRefused;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.settings.FileSettings;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.TransactionRunner;
import org.idlewild.scheduler.store.Transactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostponementsTest {
  private final IOException noRoom = new IOException("No space left on device");

  @TempDir Path folder;

  private int rests;

  @Test
  void whatAnAssimilatorDoesNotTakeRests() {
    withDisk(false).handOver(1, new IllegalStateException("not now"), Instant.EPOCH);
    withDisk(false).end(1, noRoom, Instant.EPOCH);

    assertThat(rests).isEqualTo(2);
  }

  @Test
  void nothingRestsBecauseTheDiskIsFull() {
    assertRefused(Refused.Reason.FULL, () -> withDisk(true).handOver(1, noRoom, Instant.EPOCH));
    assertRefused(Refused.Reason.FULL, () -> withDisk(true).end(1, noRoom, Instant.EPOCH));

    assertThat(rests).isZero();
  }

  @Test
  void nothingRestsBecauseTheDatabaseIsAway() {
    Refused away = new Refused(Refused.Reason.BUSY, "the database does not answer");
    IOException failure = new IOException("it failed", away);

    assertRefused(Refused.Reason.BUSY, () -> withDisk(false).handOver(1, failure, Instant.EPOCH));
    assertRefused(Refused.Reason.BUSY, () -> withDisk(false).end(1, away, Instant.EPOCH));

    assertThat(rests).isZero();
  }

  private Postponements withDisk(boolean full) {
    FileStore files =
        new FileStore(new FileSettings(folder, 100)) {
          @Override
          public boolean isFull() {
            return full;
          }
        };
    return new Postponements(new Transactions(counting()), null, files);
  }

  private TransactionRunner counting() {
    return new TransactionRunner() {
      @Override
      public <T> T run(Supplier<T> work) {
        rests++;
        return null;
      }
    };
  }
}
