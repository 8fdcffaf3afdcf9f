package org.idlewild.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The constants of the native dialect, and the texts that a host signs. */
public final class Protocol {
  /**
   * The version that this code speaks. A server refuses a higher one with 400 and names this one.
   */
  public static final int VERSION = 1;

  /** Where agents talk, relative to the server's root. Each path below starts here. */
  public static final String SCHEDULER = "/scheduler";

  public static final String ENROL = "/enrol";
  public static final String CHALLENGE = "/challenge";
  public static final String SESSION = "/session";

  /** Followed by a lower-case hexadecimal SHA-256: a file's content, by range if wanted. */
  public static final String FILES = "/files";

  /** Followed by a result's id, {@code /outputs/} and the output's name: where an output goes. */
  public static final String RESULTS = "/results";

  /** How many bytes of an upload the server holds; the next one to send. */
  public static final String UPLOAD_OFFSET = "Upload-Offset";

  /** {@code ?1} when the server holds the whole file, else {@code ?0}. */
  public static final String UPLOAD_COMPLETE = "Upload-Complete";

  /** RFC 9530: {@code sha-256=:BASE64:} of the whole file. */
  public static final String REPR_DIGEST = "Repr-Digest";

  /** The most bytes of a task's error output that a report may carry, in UTF-8. */
  public static final int STDERR_LIMIT = 64 * 1024;

  /** The most bytes of a trickle. */
  public static final int TRICKLE_LIMIT = 64 * 1024;

  /** The most files that a poll may say the host holds. */
  public static final int FILES_LIMIT = 1000;

  private Protocol() {}

  /** What a host signs with its Ed25519 key when it enrols: proof that it holds the private key. */
  public static byte[] enrolmentProof(String enrolmentToken, String publicKey) {
    return text("enrol", enrolmentToken, publicKey);
  }

  /** What a host signs with its Ed25519 key to open a session. */
  public static byte[] sessionProof(long hostId, String challenge) {
    return text("session", Long.toString(hostId), challenge);
  }

  /** The label keeps a signature made for one purpose from serving another. */
  private static byte[] text(String purpose, String first, String second) {
    return String.format(Locale.ROOT, "idlewild-%s-%d\n%s\n%s", purpose, VERSION, first, second)
        .getBytes(StandardCharsets.UTF_8);
  }
}
