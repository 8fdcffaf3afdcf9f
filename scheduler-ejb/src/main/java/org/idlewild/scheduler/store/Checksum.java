package org.idlewild.scheduler.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.idlewild.work.StoredFile;

/**
 * What somebody says a file's digest is.
 *
 * @param kind of the digest
 * @param hex hexadecimal digits in lower case
 */
public record Checksum(Kind kind, String hex) {

  /** Which digest. */
  public enum Kind {
    SHA_256("SHA-256"),
    /** BOINC's clients know no other. It shows what broke on its way, not what somebody forged. */
    MD5("MD5");

    private final String spelling;

    Kind(String spelling) {
      this.spelling = spelling;
    }

    @Override
    public String toString() {
      return spelling;
    }
  }

  public static Checksum sha256(String hex) {
    return new Checksum(Kind.SHA_256, hex);
  }

  public static Checksum md5(String hex) {
    return new Checksum(Kind.MD5, hex);
  }

  /** The same digest of a file that lies somewhere. */
  Checksum of(StoredFile file, Path path) throws IOException {
    if (kind == Kind.SHA_256) {
      return sha256(file.sha256());
    }
    try (InputStream in = Files.newInputStream(path)) {
      return md5(Digests.md5(in));
    }
  }
}
