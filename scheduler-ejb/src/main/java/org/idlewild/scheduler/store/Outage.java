package org.idlewild.scheduler.store;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.idlewild.scheduler.Refused;

/** Failures that pass: the database is away or takes no writes, or the disk is full. */
final class Outage {
  /**
   * Of MariaDB and MySQL: too many connections, shutting down, connection killed, read-only by
   * option, transaction or mode, and a disk or table that is full.
   */
  private static final Set<Integer> MYSQL = Set.of(1040, 1053, 1927, 1290, 1792, 1836, 1021, 1114);

  /**
   * Of Connector/J and of the pool, for a connection that broke while somebody was using it: there
   * is no code for it.
   */
  private static final List<String> BROKEN_IN_USE =
      List.of("after statement closed", "IJ031040", "IJ031070");

  /** Of H2: closed, read-only, connection broken, and the same for its file. */
  private static final Set<Integer> H2 = Set.of(90098, 90097, 90067, 90121, 90031, 90028);

  private Outage() {}

  /** Whether the database serves nobody now. */
  static boolean isOfDatabase(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .flatMap(cause -> Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed())))
        .anyMatch(Outage::saysSo);
  }

  private static boolean saysSo(Throwable cause) {
    if (cause instanceof ResourceException || cause instanceof XAException) {
      return true;
    }
    return cause instanceof SQLException failure
        && (String.valueOf(failure.getSQLState()).startsWith("08")
            || MYSQL.contains(failure.getErrorCode())
            || H2.contains(failure.getErrorCode())
            || BROKEN_IN_USE.stream().anyMatch(String.valueOf(failure.getMessage())::contains));
  }

  /** What a caller is told while the database serves nobody. */
  static Refused ofDatabase(Throwable failure) {
    Refused refused =
        new Refused(Refused.Reason.BUSY, "the database does not answer or takes no writes");
    refused.initCause(failure);
    return refused;
  }

  /** So many write the same rows that one's turn does not come; later it does. */
  static Refused ofCrowd(Throwable failure) {
    Refused refused =
        new Refused(Refused.Reason.BUSY, "others write the same at the moment; try again later");
    refused.initCause(failure);
    return refused;
  }

  /** A file that could not be written: a refusal when the disk is full, a fault otherwise. */
  static RuntimeException ofFile(String otherwise, IOException failure) {
    return isFullDisk(failure) ? fullDisk(failure) : new UncheckedIOException(otherwise, failure);
  }

  /**
   * The same for those who may throw what they met.
   *
   * @throws Refused FULL
   */
  static IOException ofWriting(IOException failure) {
    if (isFullDisk(failure)) {
      throw fullDisk(failure);
    }
    return failure;
  }

  private static Refused fullDisk(IOException failure) {
    Refused refused = new Refused(Refused.Reason.FULL, "the server's disk is full");
    refused.initCause(failure);
    return refused;
  }

  /** As the operating systems say it: there is no type for it. */
  private static boolean isFullDisk(IOException failure) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return Stream.of("no space left", "disk quota exceeded", "file too large", "not enough space")
        .anyMatch(message::contains);
  }
}
