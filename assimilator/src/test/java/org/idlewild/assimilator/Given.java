package org.idlewild.assimilator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Answers and parts as the server would bring them. */
final class Given {
  private Given() {}

  private record Text(String name, String content) implements Output {
    @Override
    public long bytes() {
      return content.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  static Output output(String name, String text) {
    return new Text(name, text);
  }

  /** A handoff of a workunit of batch 7. */
  static Handoff handoff(int workunit, Output... outputs) {
    return new Handoff("workunit-" + workunit, 7, workunit, "", List.of(outputs), List.of());
  }

  static String part(Assimilator assimilator, Handoff handoff) throws IOException {
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    try {
      assimilator.assimilate(handoff, part);
    } catch (TryLater later) {
      throw new IOException(later);
    }
    return part.toString(StandardCharsets.UTF_8);
  }

  static String combined(Assimilator assimilator, Path scratch, String... parts)
      throws IOException {
    Iterator<String> texts = List.of(parts).iterator();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      assimilator.combine(() -> next(texts), scratch, output);
    } catch (TryLater later) {
      throw new IOException(later);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  private static Optional<InputStream> next(Iterator<String> texts) {
    return texts.hasNext()
        ? Optional.of(new ByteArrayInputStream(texts.next().getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }
}
