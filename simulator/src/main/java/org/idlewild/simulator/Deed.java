package org.idlewild.simulator;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that people do while work goes on.
 *
 * @param time when
 * @param verb what
 * @param which of all that it can be done to, from 0 up to, and not including, 1
 */
record Deed(Duration time, Verb verb, double which) {

  /** What people can do. */
  enum Verb {
    PAUSE_BATCH,
    RESUME_BATCH,
    PAUSE_WORKUNIT,
    RESUME_WORKUNIT,
    ABORT_WORKUNIT,
    PAUSE_HOST,
    RESUME_HOST,
    ABORT_HOST,
    WRITE_TO_TASK,
    CHANGE_TEAM,
    DELETE_BATCH
  }

  static List<Deed> of(Chance chance) {
    return Stream.generate(
            () ->
                new Deed(
                    chance.between(Duration.ZERO, Duration.ofDays(8)),
                    chance.oneOf(List.of(Verb.values())),
                    chance.fraction()))
        .limit(chance.percent(40) ? 0 : chance.between(1, 12))
        .toList();
  }
}
