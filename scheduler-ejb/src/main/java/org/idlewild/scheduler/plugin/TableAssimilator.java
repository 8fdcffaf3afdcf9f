package org.idlewild.scheduler.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.idlewild.assimilator.Assimilator;
import org.idlewild.assimilator.Handoff;
import org.idlewild.assimilator.Output;
import org.idlewild.scheduler.store.Answers;
import org.idlewild.scheduler.store.Transactions;

/**
 * Puts answers into the table {@code answer} of the database, a row for each workunit. Outputs that
 * are text and not too long are kept, of others the hash. The batch's output is empty.
 */
final class TableAssimilator implements Assimilator {
  private static final int MOST_TEXT = 1_000_000;
  private static final int TEXT = 65_536;

  private final Transactions transactions;
  private final Answers answers;
  private final int text;

  TableAssimilator(Transactions transactions, Answers answers) {
    this(transactions, answers, TEXT);
  }

  private TableAssimilator(Transactions transactions, Answers answers, int text) {
    this.transactions = transactions;
    this.answers = answers;
    this.text = text;
  }

  @Override
  public String name() {
    return "table";
  }

  /** {@code text}: the most bytes of an answer that are kept as text, 0 to 1000000. */
  @Override
  public Assimilator with(Map<String, String> options) {
    String most = options.getOrDefault("text", Integer.toString(TEXT));
    if (!Set.of("text").containsAll(options.keySet())
        || !most.matches("[0-9]{1,7}")
        || Integer.parseInt(most) > MOST_TEXT) {
      throw new IllegalArgumentException(
          "the assimilator table takes one option, text: the most bytes of an answer that are kept,"
              + " from 0 to "
              + MOST_TEXT);
    }
    return new TableAssimilator(transactions, answers, Integer.parseInt(most));
  }

  @Override
  public void assimilate(Handoff handoff, OutputStream part) throws IOException {
    MessageDigest digest = sha256();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    long bytes = 0;
    for (Output output : handoff.outputs()) {
      try (InputStream in = new DigestInputStream(output.open(), digest)) {
        head.write(in.readNBytes(text + 1 - Math.min(text + 1, head.size())));
        in.transferTo(OutputStream.nullOutputStream());
      }
      bytes += output.bytes();
    }
    boolean failed = handoff.outputs().isEmpty();
    Answers.Answer answer =
        new Answers.Answer(
            handoff.idempotencyKey(),
            handoff.batch(),
            handoff.workunit(),
            handoff.parameter(),
            failed ? Optional.empty() : Optional.of(HexFormat.of().formatHex(digest.digest())),
            bytes,
            failed ? Optional.empty() : text(head.toByteArray()),
            String.join(",", handoff.failures()));
    transactions.run(() -> answers.put(answer));
  }

  private Optional<String> text(byte[] bytes) {
    if (bytes.length > text) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException binary) {
      return Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException failure) {
      throw new IllegalStateException("every Java runtime has SHA-256", failure);
    }
  }
}
