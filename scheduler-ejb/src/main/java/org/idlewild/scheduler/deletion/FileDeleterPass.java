package org.idlewild.scheduler.deletion;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Deferrals;
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Slice;
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

  private static final int SWEPT_AT_ONCE = 10_000;
  private static final int RELEASED_TOGETHER = 100;

  private final Transactions transactions;
  private final Results results;
  private final BatchFiles batchFiles;
  private final StoredCheckpoints checkpoints;
  private final Contents contents;
  private final Deferrals deferrals;
  private final FileStore files;
  private final Leftovers leftovers = new Leftovers();
  private Instant nextSweep = Instant.MIN;

  @Inject
  FileDeleterPass(
      Transactions transactions,
      Results results,
      BatchFiles batchFiles,
      StoredCheckpoints checkpoints,
      Contents contents,
      Deferrals deferrals,
      FileStore files) {
    this.transactions = transactions;
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
    return run(Slice.WHOLE, limit, now);
  }

  @Override
  public int run(Slice slice, int limit, Instant now) {
    Set<String> freed = new TreeSet<>();
    int outputs =
        transactions.each(
            transactions.call(() -> results.toDelete(slice, limit, now)),
            ids -> forgetOutputs(ids, freed),
            id -> transactions.run(() -> deferrals.deleteOutputs(id, now)));
    int ofBatches = batchFiles.run(slice, limit, now, freed);
    release(freed, now);
    sweep(now);
    return Math.max(outputs, Math.min(ofBatches, limit));
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
    release(transactions.call(() -> contents.unused(SWEPT_AT_ONCE)), now);
  }

  private void forgetOutputs(List<Long> ids, Set<String> freed) {
    List<Long> ours = results.claimOutputs(ids);
    Map<Long, List<NamedFile>> outputs = results.outputs(ours);
    Map<Long, StoredFile> kept = checkpoints.of(ours);
    Stream.concat(
            outputs.values().stream().flatMap(List::stream).map(NamedFile::content),
            kept.values().stream())
        .map(StoredFile::sha256)
        .forEach(freed::add);
    checkpoints.drop(kept.keySet());
    results.dropOutputs(outputs.keySet());
    Faults.at(Point.OUTPUTS_FORGOTTEN);
  }

  /**
   * After the commit that forgot them: what a crash leaves here is found by the next sweep, the
   * first of which comes with the start. In the order of their names, so that two that release the
   * same contents wait for each other and do not lock up.
   */
  private void release(Collection<String> freed, Instant now) {
    TreeSet<String> names = new TreeSet<>(freed);
    names.removeIf(name -> leftovers.rests(name, now));
    names.addAll(leftovers.due(now));
    if (names.isEmpty()) {
      return;
    }
    Faults.at(Point.FILES_UNUSED);
    List<String> all = List.copyOf(names);
    for (int i = 0; i < all.size(); i += RELEASED_TOGETHER) {
      release(all.subList(i, Math.min(all.size(), i + RELEASED_TOGETHER)), now);
    }
    Faults.at(Point.FILES_RELEASED);
  }

  private void release(List<String> some, Instant now) {
    try {
      transactions.run(() -> some.forEach(contents::releaseIfUnused));
      leftovers.done(some);
    } catch (UncheckedIOException failure) {
      if (some.size() == 1) {
        leftovers.failed(some.get(0), now);
        LOG.log(Level.WARNING, "a content could not be deleted and is tried again", failure);
      } else {
        some.forEach(name -> release(List.of(name), now));
      }
    }
  }
}
