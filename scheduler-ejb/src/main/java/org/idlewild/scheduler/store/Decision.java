package org.idlewild.scheduler.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Rest;
import org.idlewild.work.Result;
import org.idlewild.work.StoredFile;
import org.idlewild.work.Workunit;

/**
 * What was decided about a workunit.
 *
 * @param from what it was decided from
 * @param workunit as it shall be
 * @param rest as it shall be
 * @param changed those of its results that shall change, as they shall be
 * @param credits what some of these are granted, by their ids
 * @param more how many results to add, inactive ones while it rests
 * @param priority of those
 * @param part what its answer adds to its batch's output; empty for nothing, or nothing new
 */
public record Decision(
    Workunits.Whole from,
    Workunit workunit,
    Rest rest,
    List<Result> changed,
    Map<Long, Double> credits,
    int more,
    int priority,
    Optional<StoredFile> part) {

  /** One that grants nothing and has no part. */
  public Decision(
      Workunits.Whole from,
      Workunit workunit,
      Rest rest,
      List<Result> changed,
      int more,
      int priority) {
    this(from, workunit, rest, changed, Map.of(), more, priority, Optional.empty());
  }

  /** The same, granting credits. */
  public Decision granting(Map<Long, Double> some) {
    return new Decision(from, workunit, rest, changed, some, more, priority, part);
  }

  /** The same with a part of the batch's output. */
  public Decision with(Optional<StoredFile> some) {
    return new Decision(from, workunit, rest, changed, credits, more, priority, some);
  }

  /** The same, its workunit and its results being so. */
  public Decision with(Workunit unit, List<Result> results) {
    return new Decision(from, unit, rest, results, credits, more, priority, part);
  }

  /** Whether its inputs may go now and could not before. */
  public boolean releasesInputs() {
    return workunit.fileDeleteState() == FileDeleteState.READY
        && from.workunit().fileDeleteState() == FileDeleteState.INIT;
  }
}
