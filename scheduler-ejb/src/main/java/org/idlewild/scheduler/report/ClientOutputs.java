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
import org.idlewild.scheduler.store.FileStore;
import org.idlewild.scheduler.store.LegacyDigests;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.ExpectedOutput;
import org.idlewild.work.Received;
import org.idlewild.work.StoredFile;

/**
 * Takes outputs from BOINC's clients. They say nothing of themselves when they send one: whoever
 * asks here has seen that the server gave the output's name away. Threads: any.
 */
@Singleton
public class ClientOutputs {
  private final Transactions transactions;
  private final Outputs outputs;
  private final Arrivals arrivals;
  private final LegacyDigests digests;
  private final FileStore files;

  @Inject
  ClientOutputs(
      Transactions transactions,
      Outputs outputs,
      Arrivals arrivals,
      LegacyDigests digests,
      FileStore files) {
    this.transactions = transactions;
    this.outputs = outputs;
    this.arrivals = arrivals;
    this.digests = digests;
    this.files = files;
  }

  /**
   * A piece of an output.
   *
   * @param result whose output
   * @param name that the app version gives it
   * @param md5 of the whole, 32 hexadecimal digits
   * @param offset of this piece
   * @param total size of the whole
   * @param limit most bytes that the client was allowed
   */
  public record Piece(long result, String name, String md5, long offset, long total, long limit) {}

  /**
   * How many bytes of an output are here. All of them only when it is kept: who hears that sends
   * nothing more.
   *
   * @throws Refused as {@link #receive}
   */
  public long size(long result, String name) throws IOException {
    Optional<StoredFile> kept = kept(result, name);
    if (kept.isPresent()) {
      return kept.get().bytes();
    }
    transactions.call(() -> outputs.expected(result, name));
    if (files.isFull()) {
      throw new Refused(Refused.Reason.FULL, "the server's disk is full");
    }
    return arrivals.rewound(Outputs.key(result, name));
  }

  /**
   * Takes a piece. What was taken before is well, whether or not the result is still awaited.
   *
   * @throws Refused NOT_FOUND for a result or output that is not there, GONE when it is no longer
   *     awaited, TOO_LARGE, CONFLICT with the offset or with another upload of the same, MALFORMED
   *     when the digest is wrong: then nothing of it is here any more
   */
  public Received receive(Piece piece, InputStream content, Instant now) throws IOException {
    Optional<StoredFile> kept = kept(piece.result(), piece.name());
    if (kept.isPresent() && digests.md5(kept.stream().toList()).containsValue(piece.md5())) {
      return new Received(kept.get().bytes(), true);
    }
    ExpectedOutput expected =
        transactions.call(() -> outputs.expected(piece.result(), piece.name()));
    return outputs.take(
        piece.result(),
        piece.name(),
        new Arrivals.Piece(
            Outputs.key(piece.result(), piece.name()),
            Checksum.md5(piece.md5()),
            piece.offset(),
            piece.total(),
            Math.min(piece.limit(), expected.maxBytes())),
        content,
        now);
  }

  private Optional<StoredFile> kept(long result, String name) {
    return transactions.call(() -> outputs.here(result, name)).map(file -> file.content());
  }
}
