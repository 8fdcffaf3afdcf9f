package org.idlewild.scheduler.report;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Checksum;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.ExpectedOutput;
import org.idlewild.work.NamedFile;
import org.idlewild.work.Outcome;
import org.idlewild.work.Received;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;

/** Takes the outputs of results from their hosts, in pieces if need be. Threads: any. */
@Singleton
public class Outputs {
  /** How long an output that came late waits for its report. */
  private static final Duration TO_REPORT = Duration.ofDays(1);

  private final Transactions transactions;
  private final Results results;
  private final Expectations expectations;
  private final Arrivals arrivals;
  private final Contents contents;

  @Inject
  Outputs(
      Transactions transactions,
      Results results,
      Expectations expectations,
      Arrivals arrivals,
      Contents contents) {
    this.transactions = transactions;
    this.results = results;
    this.expectations = expectations;
    this.arrivals = arrivals;
    this.contents = contents;
  }

  /**
   * How far an upload is.
   *
   * @throws Refused as {@link #receive}
   */
  public Received stateOf(long hostId, long resultId, String name) {
    return transactions.call(
        () -> {
          expected(hostId, resultId, name);
          return here(resultId, name)
              .map(file -> new Received(file.content().bytes(), true))
              .orElseGet(() -> new Received(arrivals.offset(key(resultId, name)), false));
        });
  }

  /**
   * Takes a piece of an output, or all of it.
   *
   * @param sha256 of the whole output
   * @param offset of this piece
   * @param total size of the whole; -1 when this is all of it
   * @throws Refused NOT_FOUND for a result or output that the host does not have, GONE when it is
   *     no longer awaited, TOO_LARGE, CONFLICT with the offset, MALFORMED when the hash is wrong
   */
  public Received receive(
      long hostId,
      long resultId,
      String name,
      String sha256,
      long offset,
      long total,
      InputStream content,
      Instant now)
      throws IOException {
    ExpectedOutput output = transactions.call(() -> expected(hostId, resultId, name));
    Optional<NamedFile> before = transactions.call(() -> here(resultId, name));
    if (before.filter(file -> file.content().sha256().equals(sha256)).isPresent()) {
      return new Received(before.get().content().bytes(), true);
    }
    return take(
        resultId,
        name,
        new Arrivals.Piece(
            key(resultId, name), Checksum.sha256(sha256), offset, total, output.maxBytes()),
        content,
        now);
  }

  /** Takes a piece of an output that was found to be expected. */
  Received take(long resultId, String name, Arrivals.Piece piece, InputStream content, Instant now)
      throws IOException {
    Optional<Arrivals.Arrived> arrived = arrivals.piece(piece, content);
    arrived.ifPresent(file -> keep(resultId, name, file, now));
    Faults.at(Point.OUTPUT_ANSWERED);
    return arrived
        .map(file -> new Received(file.file().bytes(), true))
        .orElseGet(() -> new Received(arrivals.offset(piece.key()), false));
  }

  private void keep(long resultId, String name, Arrivals.Arrived arrived, Instant now) {
    Faults.at(Point.OUTPUT_ARRIVED);
    Optional<NamedFile> replaced =
        transactions.call(
            () -> {
              Optional<NamedFile> before = here(resultId, name);
              contents.keep(arrived.file(), arrived.path(), now);
              Faults.at(Point.OUTPUT_KEPT);
              results.addOutput(resultId, new NamedFile(name, arrived.file()), now.plus(TO_REPORT));
              Faults.at(Point.OUTPUT_ADDED);
              return before;
            });
    Faults.at(Point.OUTPUT_TAKEN);
    replaced.ifPresent(this::release);
  }

  private void release(NamedFile replaced) {
    transactions.run(() -> contents.releaseIfUnused(replaced.content().sha256()));
  }

  /** An output that is here as a whole. To be called in a transaction. */
  Optional<NamedFile> here(long resultId, String name) {
    return results.outputs(List.of(resultId)).values().stream()
        .flatMap(List::stream)
        .filter(file -> file.name().equals(name))
        .findFirst();
  }

  private ExpectedOutput expected(long hostId, long resultId, String name) {
    return expected(
        results.withId(resultId).filter(found -> found.result().host().orElse(-1) == hostId),
        resultId,
        name);
  }

  /**
   * What a result's app version says of an output, whichever host has it. To be called in a
   * transaction.
   *
   * @throws Refused NOT_FOUND, GONE
   */
  ExpectedOutput expected(long resultId, String name) {
    return expected(
        results.withId(resultId).filter(found -> found.result().host().isPresent()),
        resultId,
        name);
  }

  private ExpectedOutput expected(Optional<Results.Placed> found, long resultId, String name) {
    Results.Placed placed =
        found.orElseThrow(() -> notFound("this host has no result " + resultId));
    if (!isAwaited(placed.result())) {
      throw new Refused(Refused.Reason.GONE, "result " + resultId + " is no longer awaited");
    }
    return expectations.of(placed.result()).stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(() -> notFound("the app version declares no output of this name"));
  }

  private static boolean isAwaited(Result result) {
    return result.serverState() == ServerState.IN_PROGRESS || result.outcome() == Outcome.NO_REPLY;
  }

  private static Refused notFound(String message) {
    return new Refused(Refused.Reason.NOT_FOUND, message);
  }

  /**
   * Names come from app versions and are plain, but may hold dots; the hash keeps the key plain.
   */
  static String key(long resultId, String name) {
    return "result-" + resultId + "-" + Integer.toHexString(name.hashCode());
  }
}
