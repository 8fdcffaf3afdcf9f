package org.idlewild.agent.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A file's SHA-256. */
public final class Sha256 {
  private final byte[] digest;

  private Sha256(byte[] digest) {
    this.digest = digest;
  }

  /** Reads the whole file. */
  public static Sha256 of(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file);
        OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(out);
    }
    return new Sha256(digest.digest());
  }

  /** In lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(digest);
  }

  /** As the header {@code Repr-Digest} has it. */
  public String reprDigest() {
    return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
