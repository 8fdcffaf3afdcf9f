package org.idlewild.agent.files;

/**
 * A file by its content.
 *
 * @param sha256 lower-case hexadecimal
 * @param bytes its size
 */
public record Blob(String sha256, long bytes) {

  /** Checks: the checksum becomes a file name. */
  public Blob {
    if (!Sha256.isValid(sha256)) {
      throw new IllegalArgumentException(
          "A SHA-256 must be 64 lower-case hexadecimal digits, this is not: " + sha256);
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("A file's size must not be negative.");
    }
  }
}
