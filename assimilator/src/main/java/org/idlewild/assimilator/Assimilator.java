package org.idlewild.assimilator;

import java.io.IOException;
import java.io.OutputStream;

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
   * Takes one answer, or the news that there is none.
   *
   * @param handoff what came of the workunit
   * @param part what is written here becomes the workunit's part of the batch's output, which is
   *     all parts in the order of the workunits; kept only when this method returns
   * @throws TryLater when it cannot be taken now
   * @throws IOException likewise
   */
  void assimilate(Handoff handoff, OutputStream part) throws TryLater, IOException;
}
