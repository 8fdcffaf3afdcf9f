package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Batch;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Share;
import org.idlewild.work.StoredFile;

/**
 * Deletes what the transitioner released: outputs of results, and the inputs and parts of batches
 * that ended. A content that something else uses as well stays.
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
  private final StoredBatches batches;
  private final Contents contents;
  private final FileStore files;
  private Instant nextSweep = Instant.MIN;

  @Inject
  public FileDeleterPass(
      Transactions transactions,
      Workunits workunits,
      Results results,
      StoredBatches batches,
      Contents contents,
      FileStore files) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.results = results;
    this.batches = batches;
    this.contents = contents;
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
            transactions.call(() -> results.toDelete(share, limit)), this::deleteOutputs);
    int inputs =
        transactions.each(
            transactions.call(() -> workunits.toDelete(share, limit)), workunits::inputsDeleted);
    transactions.each(batches(share, () -> batches.withNeedlessInputs(limit)), this::dropInputs);
    int parts = 0;
    for (long batch : batches(share, () -> batches.withParts(limit))) {
      parts += dropParts(batch, limit);
    }
    sweep(now);
    return Math.max(outputs, Math.max(inputs, Math.min(parts, limit)));
  }

  private List<Long> batches(Share share, Supplier<List<Long>> found) {
    return transactions.call(found).stream().filter(share::has).toList();
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
    List<StoredFile> files =
        results.outputs(ids).values().stream()
            .flatMap(List::stream)
            .map(NamedFile::content)
            .distinct()
            .toList();
    ids.forEach(results::dropOutputs);
    release(files);
  }

  private void dropInputs(List<Long> ids) {
    for (long id : ids) {
      Batch batch = batches.withId(id).orElseThrow();
      List<StoredFile> files = batches.dropInputs(id);
      files.forEach(file -> contents.disown(batch.owner(), file.sha256()));
      release(files);
    }
  }

  private int dropParts(long batch, int limit) {
    List<Workunits.Part> parts = transactions.call(() -> workunits.parts(batch, 0, limit));
    transactions.run(
        () -> {
          parts.forEach(part -> workunits.dropPart(part.workunit()));
          release(parts.stream().map(Workunits.Part::content).distinct().toList());
          if (parts.size() < limit) {
            batches.partsGone(batch);
          }
        });
    return parts.size();
  }

  /**
   * In the order of their names, so that two that release the same contents wait for each other and
   * do not lock up.
   */
  private void release(List<StoredFile> files) {
    files.stream().map(StoredFile::sha256).sorted().distinct().forEach(contents::releaseIfUnused);
  }
}
