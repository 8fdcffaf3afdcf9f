package org.idlewild.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What happened, a line an event; its hash is the run's fingerprint. */
final class Trace {
  private final MessageDigest digest = sha256();
  private final List<String> lines = new ArrayList<>();

  void say(Instant now, String line) {
    Duration time = Duration.between(Agenda.BEGIN, now);
    String text =
        "%dd %02d:%02d:%02d.%03d %s"
            .formatted(
                time.toDaysPart(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart(),
                line);
    lines.add(text);
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** To be asked once, at the end. */
  String fingerprint() {
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
