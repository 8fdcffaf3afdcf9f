package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.StoredFile;

/**
 * Compares the file store with the database, once a day and some files at a time: deletes contents
 * that nothing uses, such as those that a crash left, and tells of contents that are used and gone.
 */
@Singleton
public class SweepPass implements Pass {
  private static final Logger LOG = System.getLogger(SweepPass.class.getName());
  private static final Duration ROUND_EVERY = Duration.ofDays(1);

  /** Whoever brings a content needs less to say what it is for. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private final Transactions transactions;
  private final Contents contents;
  private final FileStore files;
  private Instant nextRound = Instant.MIN;

  /** Where this round is: the last file looked at, then the last row. */
  private String file = "";

  private boolean filesDone;
  private String row = "";
  private long orphans;
  private long lost;
  private volatile long lostLastRound;

  @Inject
  SweepPass(Transactions transactions, Contents contents, FileStore files) {
    this.transactions = transactions;
    this.contents = contents;
    this.files = files;
  }

  @Override
  public PassName name() {
    return PassName.SWEEP;
  }

  /** How many contents are used and gone, as the last whole round found. Threads: any. */
  public long lost() {
    return lostLastRound;
  }

  @Override
  public int run(int limit, Instant now) {
    if (now.isBefore(nextRound)) {
      return 0;
    }
    long before = orphans;
    if (!filesDone) {
      sweepFiles(limit, now);
    } else {
      checkRows(limit);
    }
    int deleted = (int) (orphans - before);
    if (filesDone && row.isEmpty() && file.isEmpty()) {
      end(now);
    }
    return deleted;
  }

  private void sweepFiles(int limit, Instant now) {
    try {
      List<FileStore.Found> found = files.after(file, limit);
      for (FileStore.Found one : found) {
        orphans += isOrphan(one, now) ? 1 : 0;
      }
      filesDone = found.size() < limit;
      file = filesDone ? "" : found.get(found.size() - 1).sha256();
      row = filesDone ? "0" : "";
    } catch (IOException failure) {
      throw new UncheckedIOException("the file store cannot be listed", failure);
    }
  }

  private boolean isOrphan(FileStore.Found found, Instant now) {
    Instant old = now.minus(YOUNG);
    if (!found.touched().isBefore(old)) {
      return false;
    }
    try {
      return transactions.call(
          () -> contents.deleteOrphan(new StoredFile(found.sha256(), found.bytes()), old));
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "the content " + found.sha256() + " is looked at later", failure);
      return false;
    }
  }

  private void checkRows(int limit) {
    List<StoredFile> rows = transactions.call(() -> contents.after(row, limit));
    for (StoredFile each : rows) {
      if (!files.has(each.sha256()) && transactions.call(() -> contents.isLost(each.sha256()))) {
        lost++;
        LOG.log(Level.WARNING, "the content {0} is used and not in the file store", each.sha256());
      }
    }
    row = rows.size() < limit ? "" : rows.get(rows.size() - 1).sha256();
  }

  private void end(Instant now) {
    if (orphans > 0 || lost > 0) {
      LOG.log(
          Level.INFO, "the file store had {0} orphans, now deleted, and lacks {1}", orphans, lost);
    }
    lostLastRound = lost;
    orphans = 0;
    lost = 0;
    filesDone = false;
    nextRound = now.plus(ROUND_EVERY);
  }
}
