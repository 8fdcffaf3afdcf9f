package org.idlewild.scheduler.store;

import java.util.List;
import java.util.Map;
import org.idlewild.work.Rest;
import org.idlewild.work.Result;
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
 */
public record Decision(
    Workunits.Whole from,
    Workunit workunit,
    Rest rest,
    List<Result> changed,
    Map<Long, Double> credits,
    int more,
    int priority) {

  /** One that adds nothing and grants nothing. */
  public static Decision of(Workunits.Whole from, Workunit workunit, List<Result> changed) {
    return new Decision(from, workunit, from.rest(), changed, Map.of(), 0, 0);
  }

  /** The same, granting credits. */
  public Decision granting(Map<Long, Double> some) {
    return new Decision(from, workunit, rest, changed, some, more, priority);
  }
}
