package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Checksum;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredCheckpoints;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Received;
import org.idlewild.work.ServerState;
import org.idlewild.work.StoredFile;

/** Takes the checkpoints of results in progress; only the newest is kept. Threads: any. */
@Singleton
public class Checkpoints {
  private final Transactions transactions;
  private final Results results;
  private final Expectations expectations;
  private final Arrivals arrivals;
  private final StoredCheckpoints checkpoints;
  private final Contents contents;

  @Inject
  Checkpoints(
      Transactions transactions,
      Results results,
      Expectations expectations,
      Arrivals arrivals,
      StoredCheckpoints checkpoints,
      Contents contents) {
    this.transactions = transactions;
    this.results = results;
    this.expectations = expectations;
    this.arrivals = arrivals;
    this.checkpoints = checkpoints;
    this.contents = contents;
  }

  /** How far an upload is; throws as {@link #receive}. */
  public Received stateOf(long hostId, long resultId) {
    transactions.run(() -> most(hostId, resultId));
    return new Received(arrivals.offset(key(resultId)), false);
  }

  /**
   * Takes a piece of a checkpoint, or all of it.
   *
   * @param sha256 of the whole
   * @param offset of this piece
   * @param total size of the whole; -1 when this is all of it
   * @throws Refused NOT_FOUND for a result that the host does not have or whose app keeps none,
   *     GONE when it is not in progress, TOO_LARGE, CONFLICT with the offset, MALFORMED when the
   *     hash is wrong
   */
  public Received receive(
      long hostId,
      long resultId,
      String sha256,
      long offset,
      long total,
      InputStream content,
      Instant now)
      throws IOException {
    long most = transactions.call(() -> most(hostId, resultId));
    Arrivals.Piece piece =
        new Arrivals.Piece(key(resultId), Checksum.sha256(sha256), offset, total, most);
    Optional<Arrivals.Arrived> arrived = arrivals.piece(piece, content);
    arrived.ifPresent(file -> keep(hostId, resultId, file, now));
    return arrived
        .map(file -> new Received(file.file().bytes(), true))
        .orElseGet(() -> new Received(arrivals.offset(piece.key()), false));
  }

  private void keep(long hostId, long resultId, Arrivals.Arrived arrived, Instant now) {
    Optional<StoredFile> replaced =
        transactions.call(
            () -> {
              // The result may have ended while its checkpoint was on its way.
              most(hostId, resultId);
              Optional<StoredFile> before = checkpoints.of(resultId);
              contents.keep(arrived.file(), arrived.path(), now);
              checkpoints.put(resultId, arrived.file());
              return before;
            });
    // After the commit: no roll-back brings a file back.
    replaced.ifPresent(old -> transactions.run(() -> contents.releaseIfUnused(old.sha256())));
  }

  /** How large it may be. */
  private long most(long hostId, long resultId) {
    Results.Placed placed =
        results
            .withId(resultId)
            .filter(found -> found.result().host().orElse(-1) == hostId)
            .orElseThrow(() -> notFound("this host has no result " + resultId));
    AppVersion version = expectations.version(placed.result());
    if (version.checkpoint().isEmpty()) {
      throw notFound("the app version keeps no checkpoint");
    }
    if (placed.result().serverState() != ServerState.IN_PROGRESS) {
      throw new Refused(Refused.Reason.GONE, "result " + resultId + " is not in progress");
    }
    return version.limits().diskBytes();
  }

  private static Refused notFound(String message) {
    return new Refused(Refused.Reason.NOT_FOUND, message);
  }

  private static String key(long resultId) {
    return "checkpoint-" + resultId;
  }
}
