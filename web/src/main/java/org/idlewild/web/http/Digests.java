package org.idlewild.web.http;

import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SHA-256 in the two spellings that HTTP uses here: Repr-Digest (RFC 9530) and hexadecimal. */
public final class Digests {
  private static final Pattern MEMBER =
      Pattern.compile("(?:^|,)\\s*sha-256\\s*=\\s*:([A-Za-z0-9+/]{43}=):\\s*(?:;[^,]*)?(?=,|$)");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Digests() {}

  /**
   * The SHA-256 in a Repr-Digest header, as hexadecimal; other algorithms beside it are ignored.
   *
   * @throws ProblemException 400 when there is none
   */
  public static String sha256(String header) {
    Matcher matcher = MEMBER.matcher(header == null || header.length() > 1000 ? "" : header);
    if (!matcher.find()) {
      throw ProblemException.malformed(
          "Repr-Digest must read \"sha-256=:BASE64:\", the SHA-256 of the whole file.");
    }
    try {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)));
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed("Repr-Digest holds no correct base64.");
    }
  }

  /** The Repr-Digest header of a SHA-256 in hexadecimal. */
  public static String header(String sha256) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256)) + ":";
  }

  /**
   * Checks that a path names a file by its hash.
   *
   * @throws ProblemException 400 otherwise
   */
  public static String hex(String sha256) {
    if (sha256 == null || !HEX.matcher(sha256).matches()) {
      throw ProblemException.malformed(
          "A file is named by its SHA-256: 64 hexadecimal digits in lower case.");
    }
    return sha256;
  }
}
