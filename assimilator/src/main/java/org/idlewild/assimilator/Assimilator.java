package org.idlewild.assimilator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the answer of a workunit (BOINC: assimilate_handler).
 *
 * <p>One instance serves all workunits and may be called from several threads at once. Each call
 * has a time limit; one that exceeds it, or throws anything, is repeated later with the same {@link
 * Handoff#idempotencyKey}.
 */
public interface Assimilator {

  /** The name that apps use, such as {@code merge}: lower-case letters, digits and hyphens. */
  String name();

  /**
   * The same with an app's options. Called when an app is registered, to check them, and before
   * answers are handed over.
   *
   * @return this one when there are no options; unless overridden, none are known
   * @throws IllegalArgumentException for options that it does not know or cannot use; the message
   *     is one sentence that says what is expected
   */
  default Assimilator with(Map<String, String> options) {
    new Options(name(), options).allow();
    return this;
  }

  /**
   * Takes one answer, or the news that there is none.
   *
   * @param handoff what came of the workunit
   * @param part what is written here becomes the workunit's part of the batch's output; kept only
   *     when this method returns
   * @throws TryLater when it cannot be taken now
   * @throws IOException likewise
   */
  void assimilate(Handoff handoff, OutputStream part) throws TryLater, IOException;

  /**
   * Makes a batch's output when all its answers were taken. Unless overridden it is all parts, one
   * after the other. May be repeated like {@link #assimilate}.
   *
   * @param parts what {@link #assimilate} wrote
   * @param scratch an empty folder for files of its own, deleted afterwards
   * @param output what is written here becomes the batch's output; kept only when this method
   *     returns
   * @throws TryLater when it cannot be made now
   * @throws IOException likewise
   */
  default void combine(Parts parts, Path scratch, OutputStream output)
      throws TryLater, IOException {
    for (Optional<InputStream> next = parts.next(); next.isPresent(); next = parts.next()) {
      try (InputStream part = next.get()) {
        part.transferTo(output);
      }
    }
  }
}
