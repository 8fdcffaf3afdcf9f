package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.work.Batch;
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

  private static final int SWEPT_AT_ONCE = 10_000;
  private static final int RELEASED_TOGETHER = 100;

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
    Set<String> freed = new TreeSet<>();
    int outputs =
        transactions.each(
            transactions.call(() -> results.toDelete(limit)), ids -> forgetOutputs(ids, freed));
    int inputs =
        transactions.each(
            transactions.call(() -> workunits.toDelete(limit)),
            ids -> {
              workunits.inputsDeleted(ids);
              Faults.at(Point.INPUTS_RELEASED);
            });
    transactions.each(
        transactions.call(() -> batches.withNeedlessInputs(limit)),
        ids -> forgetInputs(ids, freed));
    int parts = 0;
    for (long batch : transactions.call(() -> batches.withParts(limit))) {
      parts += forgetParts(batch, limit, freed);
    }
    release(freed);
    sweep(now);
    return Math.max(outputs, Math.max(inputs, Math.min(parts, limit)));
  }

  /** Looking at everything costs more than asking an index, so this is done once in a while. */
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
    Faults.at(Point.ABANDONED_SWEPT);
    release(transactions.call(() -> contents.unused(SWEPT_AT_ONCE)));
  }

  private void forgetOutputs(List<Long> ids, Set<String> freed) {
    results.outputs(ids).values().stream()
        .flatMap(List::stream)
        .map(file -> file.content().sha256())
        .forEach(freed::add);
    ids.forEach(results::dropOutputs);
    Faults.at(Point.OUTPUTS_FORGOTTEN);
  }

  private void forgetInputs(List<Long> ids, Set<String> freed) {
    for (long id : ids) {
      Batch batch = batches.withId(id).orElseThrow();
      List<String> files = batches.dropInputs(id).stream().map(StoredFile::sha256).toList();
      Faults.at(Point.INPUTS_FORGOTTEN);
      files.forEach(sha256 -> contents.disown(batch.owner(), sha256));
      Faults.at(Point.INPUTS_DISOWNED);
      freed.addAll(files);
    }
  }

  private int forgetParts(long batch, int limit, Set<String> freed) {
    List<Workunits.Part> parts = transactions.call(() -> workunits.parts(batch, 0, limit));
    transactions.run(
        () -> {
          for (Workunits.Part part : parts) {
            workunits.dropPart(part.workunit());
            Faults.at(Point.PART_FORGOTTEN);
          }
          Faults.at(Point.PARTS_FORGOTTEN);
          if (parts.size() < limit) {
            batches.partsGone(batch);
            Faults.at(Point.PARTS_GONE);
          }
        });
    parts.forEach(part -> freed.add(part.content().sha256()));
    return parts.size();
  }

  /**
   * After the commit that forgot them: what a crash leaves here is found by the next sweep, the
   * first of which comes with the start. In the order of their names, so that two that release the
   * same contents wait for each other and do not lock up.
   */
  private void release(Collection<String> freed) {
    if (freed.isEmpty()) {
      return;
    }
    Faults.at(Point.FILES_UNUSED);
    List<String> names = freed.stream().sorted().toList();
    for (int i = 0; i < names.size(); i += RELEASED_TOGETHER) {
      List<String> some = names.subList(i, Math.min(names.size(), i + RELEASED_TOGETHER));
      transactions.run(() -> some.forEach(contents::releaseIfUnused));
    }
    Faults.at(Point.FILES_RELEASED);
  }
}
