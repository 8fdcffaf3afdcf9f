package org.idlewild.validator;

import java.io.IOException;
import java.util.List;

/**
 * Judges whether the results of a workunit agree (BOINC: init_result and compare_results).
 *
 * <p>One instance serves all workunits and may be called from several threads at once. Each call
 * has a time limit; one that exceeds it is interrupted and counts as {@link TryLater}. Any other
 * exception than those named counts as {@link TryLater} as well and is shown to the operator.
 *
 * @param <T> what it compares
 */
public interface Validator<T> {

  /** The name that apps use, such as {@code bitwise}: lower-case letters, digits and hyphens. */
  String name();

  /**
   * Reads a result's outputs.
   *
   * @throws InvalidOutput when the outputs can never be right: the result becomes invalid
   * @throws TryLater when they cannot be read now
   * @throws IOException likewise
   */
  T read(List<Output> outputs) throws InvalidOutput, TryLater, IOException;

  /** Whether two results agree; symmetric, and true for a result and itself. */
  boolean agree(T one, T other);
}
