package org.idlewild.simulator.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * What came of a campaign, for programs.
 *
 * @param from the first seed
 * @param to the last
 * @param milliseconds how long it took
 * @param failures the seeds in which something was broken
 */
record Report(long from, long to, long milliseconds, List<Failure> failures) {

  /**
   * A seed in which something was broken.
   *
   * @param invariant its name
   * @param sentence what should hold
   * @param found what was found instead
   * @param replay the command that runs the seed again
   * @param trace what happened; null unless it was asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Failure(
      long seed,
      String fingerprint,
      String invariant,
      String sentence,
      String found,
      String replay,
      List<String> trace) {}

  String json() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
