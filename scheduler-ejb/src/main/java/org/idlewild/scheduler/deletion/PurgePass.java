package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.settings.ArchiveSettings;
import org.idlewild.scheduler.store.Answers;
import org.idlewild.scheduler.store.ArchivedRows;
import org.idlewild.scheduler.store.Archives;
import org.idlewild.scheduler.store.Deferrals;
import org.idlewild.scheduler.store.Transactions;

/**
 * Moves ended batches out of the database: first into a file of the archive, then, some rows at a
 * time, away (BOINC: db_purge). A crash at any moment leaves the rows or the whole file. The
 * batch's own row and its output stay until its owner deletes it.
 */
@Singleton
public class PurgePass implements Pass {
  private static final Logger LOG = System.getLogger(PurgePass.class.getName());
  private static final int BATCHES = 10;

  private final Transactions transactions;
  private final Expiry expiry;
  private final GivingUp givingUp;
  private final Archives archives;
  private final Archive archive;
  private final Rows rows;
  private final Deferrals deferrals;
  private final ArchiveSettings settings;

  @Inject
  PurgePass(
      Transactions transactions,
      Expiry expiry,
      GivingUp givingUp,
      Archives archives,
      Archive archive,
      Rows rows,
      Deferrals deferrals,
      ArchiveSettings settings) {
    this.transactions = transactions;
    this.expiry = expiry;
    this.givingUp = givingUp;
    this.archives = archives;
    this.archive = archive;
    this.rows = rows;
    this.deferrals = deferrals;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.PURGE;
  }

  @Override
  public int run(int limit, Instant now) {
    int done = transactions.call(() -> expiry.run(BATCHES, now)) + givingUp.run(now);
    if (done >= limit) {
      // What hosts may still come upon goes before what nobody sees.
      return done;
    }
    for (long batch : transactions.call(() -> archives.withRows(BATCHES))) {
      done += transactions.call(() -> rows.drop(batch, limit));
    }
    Instant endedBefore = settings.after().isZero() ? Instant.EPOCH : now.minus(settings.after());
    for (long batch : transactions.call(() -> archives.due(BATCHES, endedBefore, now))) {
      done += take(batch, now) ? 1 : 0;
    }
    return done;
  }

  private boolean take(long batch, Instant now) {
    try {
      boolean taken = archive.take(batch, now);
      LOG.log(Level.INFO, "batch {0}: {1}", batch, taken ? "archived" : "archived later");
      return taken;
    } catch (IOException | RuntimeException failure) {
      LOG.log(Level.WARNING, "batch " + batch + " is archived later", failure);
      transactions.run(() -> deferrals.archive(batch, now));
      return false;
    }
  }

  /** Deletes the rows of batches whose archive is complete. To be called in a transaction. */
  @Singleton
  static class Rows {
    private final Archives archives;
    private final ArchivedRows rows;
    private final Answers answers;

    @Inject
    Rows(Archives archives, ArchivedRows rows, Answers answers) {
      this.archives = archives;
      this.rows = rows;
      this.answers = answers;
    }

    /** Deletes some; how many workunits and answers. */
    int drop(long batch, int limit) {
      Archives.Fate fate = archives.fate(batch);
      int dropped = rows.drop(batch, limit);
      int forgotten = fate.retired().isPresent() ? answers.drop(batch, limit) : 0;
      if (dropped == 0 && forgotten == 0) {
        archives.rowsGone(batch);
      }
      return dropped + forgotten;
    }
  }
}
