package org.idlewild.validator;

import java.io.IOException;
import java.util.List;
import java.util.Map;

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
   * This validator, told what an app's options say. One that overrides nothing takes no options.
   *
   * @param options as the app's researcher gave them, by name
   * @throws IllegalArgumentException when one is unknown or wrong; its message says in one sentence
   *     what was expected, and the app is refused with it
   */
  default Validator<T> with(Map<String, String> options) {
    if (options.isEmpty()) {
      return this;
    }
    throw new IllegalArgumentException("the validator " + name() + " takes no options");
  }

  /**
   * Reads a result's outputs.
   *
   * @throws InvalidOutput when the outputs can never be right: the result becomes invalid
   * @throws TryLater when they cannot be read now
   * @throws IOException likewise
   */
  T read(List<Output> outputs) throws InvalidOutput, TryLater, IOException;

  /**
   * Whether two results agree; symmetric, and true for a result and itself. The server checks both
   * on the results that decide; a validator that contradicts itself counts as unavailable, and the
   * workunit waits.
   */
  boolean agree(T one, T other);
}
