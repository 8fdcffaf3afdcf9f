package org.idlewild.protocol.boinc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What a BOINC client starts for a program that knows nothing of BOINC: a shell script that runs
 * the program named by its first argument, obeys the client for it, and says how it ended.
 */
public final class Launcher {
  /** The file's name. */
  public static final String NAME = "launch";

  private static final byte[] SCRIPT = read();
  private static final String SHA256 = Signing.sha256(SCRIPT);

  private Launcher() {}

  /** The script. */
  public static byte[] bytes() {
    return SCRIPT.clone();
  }

  /** Its SHA-256, in lower-case hexadecimal. */
  public static String sha256() {
    return SHA256;
  }

  private static byte[] read() {
    try (InputStream in = Launcher.class.getResourceAsStream(NAME)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
