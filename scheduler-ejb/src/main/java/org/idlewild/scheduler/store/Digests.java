package org.idlewild.scheduler.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.idlewild.scheduler.Refused;
import org.idlewild.work.StoredFile;

/** Copies streams into files, with a limit, and hashes them. */
final class Digests {
  private static final int BUFFER = 64 * 1024;

  private Digests() {}

  /**
   * Copies at most so many bytes.
   *
   * @return how many
   * @throws Refused TOO_LARGE when there is more
   */
  static long copy(InputStream from, Path to, long limit, OpenOption... how) throws IOException {
    try (OutputStream out = Files.newOutputStream(to, how)) {
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        total += n;
        if (total > limit) {
          throw new Refused(
              Refused.Reason.TOO_LARGE,
              "the upload is larger than the " + limit + " bytes allowed");
        }
        out.write(buffer, 0, n);
      }
      return total;
    }
  }

  /** A file's size and hash. */
  static StoredFile of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ);
        DigestInputStream hashed = new DigestInputStream(in, digest("SHA-256"))) {
      long bytes = hashed.transferTo(OutputStream.nullOutputStream());
      return new StoredFile(HexFormat.of().formatHex(hashed.getMessageDigest().digest()), bytes);
    }
  }

  /** The MD5 of what is left of a stream, for BOINC's formats alone: 32 hexadecimal digits. */
  static String md5(InputStream in) throws IOException {
    DigestInputStream hashed = new DigestInputStream(in, digest("MD5"));
    hashed.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("every Java runtime has " + algorithm, failure);
    }
  }
}
