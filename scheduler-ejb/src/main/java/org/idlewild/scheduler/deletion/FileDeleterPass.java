package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Deferrals;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Share;
import org.idlewild.work.StoredFile;

/**
 * Deletes what the transitioner released: outputs of results, and the inputs and parts of batches
 * that ended. A content that something else uses as well stays. What cannot be deleted rests,
 * longer after each time, and the others go on.
 */
@Singleton
public class FileDeleterPass implements Pass {
  private static final Logger LOG = System.getLogger(FileDeleterPass.class.getName());
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  /** Longer than a host may take with a bad line, and than a server may be away. */
  private static final Duration ABANDONED = Duration.ofDays(7);

  private final Transactions transactions;
  private final Workunits workunits;
  private final Results results;
  private final BatchFiles batchFiles;
  private final StoredCheckpoints checkpoints;
  private final Contents contents;
  private final Deferrals deferrals;
  private final FileStore files;
  private Instant nextSweep = Instant.MIN;

  @Inject
  FileDeleterPass(
      Transactions transactions,
      Workunits workunits,
      Results results,
      BatchFiles batchFiles,
      StoredCheckpoints checkpoints,
      Contents contents,
      Deferrals deferrals,
      FileStore files) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.results = results;
    this.batchFiles = batchFiles;
    this.checkpoints = checkpoints;
    this.contents = contents;
    this.deferrals = deferrals;
    this.files = files;
  }

  @Override
  public PassName name() {
    return PassName.FILE_DELETER;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Share.WHOLE, limit, now);
  }

  @Override
  public int run(Share share, int limit, Instant now) {
    int outputs =
        transactions.each(
            transactions.call(() -> results.toDelete(share, limit, now)),
            this::deleteOutputs,
            id -> transactions.run(() -> deferrals.deleteOutputs(id, now)));
    int inputs =
        transactions.each(
            transactions.call(() -> workunits.toDelete(share, limit)), workunits::inputsDeleted);
    int parts = batchFiles.run(share, limit, now);
    sweep(now);
    return Math.max(outputs, Math.max(inputs, Math.min(parts, limit)));
  }

  /** Listing a folder costs more than asking an index, so this is done once in a while. */
  private void sweep(Instant now) {
    if (now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(SWEEP_EVERY);
    try {
      files.sweep(now.minus(ABANDONED));
    } catch (IOException failure) {
      LOG.log(Level.WARNING, "abandoned uploads are deleted later", failure);
    }
  }

  private void deleteOutputs(List<Long> ids) {
    List<Long> ours = ids.stream().filter(results::claimOutputs).toList();
    Stream<StoredFile> outputs =
        results.outputs(ours).values().stream().flatMap(List::stream).map(NamedFile::content);
    List<StoredFile> files =
        Stream.concat(outputs, checkpoints.of(ours).values().stream()).distinct().toList();
    ours.forEach(checkpoints::drop);
    ours.forEach(results::dropOutputs);
    contents.releaseAll(files);
  }
}
