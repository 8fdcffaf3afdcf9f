package org.idlewild.web.research;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.IdempotencyKey;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.ProblemException;

/**
 * What makes two submissions the same: the meaning of the request, not the spelling of its body.
 */
final class Idempotency {
  private static final int LONGEST = 200;

  /** No length of a text, so that terms never read as the next unit. */
  private static final int TERMS = -2;

  private static final int HOST_CLASS = -3;

  private Idempotency() {}

  /**
   * The key of a request.
   *
   * @param header the Idempotency-Key; null for none
   * @throws ProblemException 400 when it is empty or longer than 200 characters
   */
  static Optional<IdempotencyKey> key(String header, BatchRequest request) {
    return text(header).map(key -> new IdempotencyKey(key, sha256(request)));
  }

  /** The same of a request that is too large to be looked at as a whole. */
  static Optional<String> text(String header) {
    if (header != null && (header.isBlank() || header.length() > LONGEST)) {
      throw ProblemException.malformed(
          "Idempotency-Key must have 1 to " + LONGEST + " characters.");
    }
    return Optional.ofNullable(header);
  }

  /**
   * SHA-256 over the request's values in a fixed order, each with its length, so that no two
   * requests read the same.
   */
  static String sha256(BatchRequest request) {
    MessageDigest digest = newDigest();
    try (DataOutputStream out =
        new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      settings(request, out);
      out.writeInt(request.units().size());
      for (Unit unit : request.units()) {
        put(out, unit.parameter());
        texts(out, unit.inputs());
        terms(out, unit);
      }
      out.writeInt(request.inputs().size());
      for (NamedFile input : request.inputs()) {
        put(out, input.name());
        put(out, input.sha256());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void settings(BatchRequest request, DataOutputStream out) throws IOException {
    put(out, request.app());
    put(out, request.name());
    put(out, request.version());
    put(out, request.quorum());
    put(out, request.delayBoundSeconds());
    put(out, request.maxErrorResults());
    put(out, request.maxTotalResults());
    put(out, request.maxSuccessResults());
    put(out, request.priority());
  }

  /** Nothing at all for a unit without terms. */
  private static void terms(DataOutputStream out, Unit unit) throws IOException {
    TargetRequest target = unit.target();
    if (unit.hostClass() != null) {
      out.writeInt(HOST_CLASS);
      put(out, unit.hostClass());
    }
    if (unit.flopsEstimate() == null && unit.leastRunSeconds() == null && target == null) {
      return;
    }
    out.writeInt(TERMS);
    put(out, unit.flopsEstimate());
    put(out, unit.leastRunSeconds());
    put(out, target == null ? null : target.host());
    put(out, target == null ? null : target.user());
    put(out, target == null ? null : target.everyHost());
  }

  private static void texts(DataOutputStream out, List<String> texts) throws IOException {
    out.writeInt(texts == null ? -1 : texts.size());
    if (texts != null) {
      for (String text : texts) {
        put(out, text);
      }
    }
  }

  private static void put(DataOutputStream out, Object value) throws IOException {
    if (value == null) {
      out.writeInt(-1);
      return;
    }
    byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
    out.writeInt(text.length);
    out.write(text);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
