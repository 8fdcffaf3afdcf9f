package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which files of a workunit nobody needs any more (BOINC: transitioner.cpp, the end of handle_wu).
 *
 * @param inputs whether the workunit's input files may go
 * @param outputs the results whose outputs may go
 * @param again when to ask again, although nothing else happens
 */
public record Deletion(boolean inputs, List<Result> outputs, Optional<Instant> again) {
  private static final Deletion NOTHING = new Deletion(false, List.of(), Optional.empty());

  /**
   * Decides.
   *
   * @param workunit as it stands
   * @param results all results of it
   * @param delay how long files stay after the answer was handed over
   * @param now the time
   */
  public static Deletion of(Workunit workunit, List<Result> results, Duration delay, Instant now) {
    if (workunit.assimilateState() != AssimilateState.DONE) {
      return NOTHING;
    }
    Instant due = workunit.assimilated().orElse(now).plus(delay);
    if (now.isBefore(due)) {
      return new Deletion(false, List.of(), Optional.of(due));
    }
    boolean over = isFullyOver(results, now);
    boolean inputs = over && workunit.fileDeleteState() == FileDeleteState.INIT;
    List<Result> outputs =
        results.stream()
            .filter(result -> result.fileDeleteState() == FileDeleteState.INIT)
            .filter(result -> isDone(workunit, result, over, now))
            .toList();
    return new Deletion(inputs, outputs, over ? Optional.empty() : lastArrival(results, now));
  }

  /** Every result is over, none awaits the validator, and none may still arrive. */
  static boolean isFullyOver(List<Result> results, Instant now) {
    return results.stream()
        .allMatch(
            result ->
                result.serverState() == ServerState.OVER
                    && !result.awaitsValidation()
                    && !result.mayStillArrive(now));
  }

  private static boolean isDone(Workunit workunit, Result result, boolean fullyOver, Instant now) {
    if (result.serverState() != ServerState.OVER || result.mayStillArrive(now)) {
      return false;
    }
    boolean canonical = workunit.canonicalResult().stream().anyMatch(id -> id == result.id());
    // The canonical outputs are what late results are compared with.
    return canonical ? fullyOver : !result.awaitsValidation();
  }

  private static Optional<Instant> lastArrival(List<Result> results, Instant now) {
    return results.stream()
        .filter(result -> result.mayStillArrive(now))
        .flatMap(result -> result.reportDeadline().stream())
        .max(Instant::compareTo);
  }
}
