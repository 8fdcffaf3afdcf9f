package org.idlewild.agent.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server says of itself at {@code /metrics}, in Prometheus' text format. */
public final class Metrics {
  private static final int LIMIT = 4 << 20;
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{[^}]*area=\"heap\"[^}]*\\} ([0-9.eE+]+)");

  private Metrics() {}

  /** The bytes that the server's heap holds; none when the server does not say. */
  public static OptionalLong heapBytes(Http http) {
    try (InputStream body = http.expect(http.request("/metrics", Http.PATIENCE).GET().build())) {
      return heapBytes(new String(body.readNBytes(LIMIT), StandardCharsets.UTF_8));
    } catch (IOException | CommandFailed e) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong heapBytes(String text) {
    Matcher matcher = HEAP.matcher(text);
    double sum = 0;
    boolean found = false;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
      found = true;
    }
    return found ? OptionalLong.of(Math.round(sum)) : OptionalLong.empty();
  }
}
