package org.idlewild.work;

/**
 * A file's content, named by its hash.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param bytes its size
 */
public record StoredFile(String sha256, long bytes) {
  public StoredFile {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a SHA-256 is 64 lower-case hexadecimal digits");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("a size is 0 or more, not " + bytes);
    }
  }
}
