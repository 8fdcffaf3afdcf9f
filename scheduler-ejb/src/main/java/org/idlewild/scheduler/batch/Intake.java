package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.FileSettings;
import org.idlewild.scheduler.store.Arrivals;
import org.idlewild.scheduler.store.Checksum;
import org.idlewild.scheduler.store.Contents;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Received;
import org.idlewild.work.StoredFile;

/**
 * Takes researchers' files. Each stays for its owner until the last batch that uses it has ended.
 * Threads: any.
 */
@Singleton
public class Intake {
  private final Transactions transactions;
  private final Arrivals arrivals;
  private final Contents contents;
  private final FileSettings settings;

  @Inject
  Intake(Transactions transactions, Arrivals arrivals, Contents contents, FileSettings settings) {
    this.transactions = transactions;
    this.arrivals = arrivals;
    this.contents = contents;
    this.settings = settings;
  }

  /**
   * Takes a whole file of any hash.
   *
   * @throws Refused TOO_LARGE above the limit or the server's own; nothing is kept then
   */
  public StoredFile keep(Caller caller, InputStream content, long limitBytes, Instant now)
      throws IOException {
    caller.requireResearcher();
    Arrivals.Arrived arrived =
        arrivals.whole(content, Math.min(limitBytes, settings.maxUploadBytes()));
    keep(caller, arrived, now);
    return arrived.file();
  }

  /**
   * How far an upload is.
   *
   * @throws Refused NOT_FOUND when nothing of it is here
   */
  public Received stateOf(Caller caller, String sha256) {
    caller.requireResearcher();
    checkHash(sha256);
    Optional<StoredFile> whole = owned(caller, sha256);
    long offset = arrivals.offset(key(caller, sha256));
    if (whole.isEmpty() && offset == 0) {
      throw new Refused(Refused.Reason.NOT_FOUND, "nothing of this file is here");
    }
    return whole.map(file -> new Received(file.bytes(), true)).orElse(new Received(offset, false));
  }

  /**
   * Takes a piece of a file, or all of it.
   *
   * @param total size of the whole; -1 when this is all of it
   * @throws Refused TOO_LARGE, CONFLICT with the offset, or MALFORMED for a wrong hash
   */
  public Received receive(
      Caller caller, String sha256, long offset, long total, InputStream content, Instant now)
      throws IOException {
    caller.requireResearcher();
    checkHash(sha256);
    Optional<StoredFile> before = owned(caller, sha256);
    if (before.isPresent()) {
      return new Received(before.get().bytes(), true);
    }
    String key = key(caller, sha256);
    Optional<Arrivals.Arrived> arrived =
        arrivals.piece(
            new Arrivals.Piece(
                key, Checksum.sha256(sha256), offset, total, settings.maxUploadBytes()),
            content);
    arrived.ifPresent(file -> keep(caller, file, now));
    return arrived
        .map(file -> new Received(file.file().bytes(), true))
        .orElseGet(() -> new Received(arrivals.offset(key), false));
  }

  private void keep(Caller caller, Arrivals.Arrived arrived, Instant now) {
    transactions.run(
        () -> {
          contents.keep(arrived.file(), arrived.path(), now);
          Faults.at(Point.FILE_KEPT);
          contents.own(caller.userId(), arrived.file().sha256(), now);
          Faults.at(Point.FILE_OWNED);
        });
    Faults.at(Point.FILE_TAKEN);
  }

  private Optional<StoredFile> owned(Caller caller, String sha256) {
    return transactions.call(
        () -> contents.owns(caller.userId(), sha256) ? contents.find(sha256) : Optional.empty());
  }

  private static void checkHash(String sha256) {
    Checks.require(sha256.matches("[0-9a-f]{64}"), "a SHA-256 is 64 lower-case hexadecimal digits");
  }

  private static String key(Caller caller, String sha256) {
    return "account-" + caller.userId() + "-" + sha256;
  }
}
