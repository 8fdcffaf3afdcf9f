package org.idlewild.web.research;

import java.util.List;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;

/** A line of NDJSON that is an object; what is null takes the batch's value. */
record UnitBody(
    String parameter,
    List<String> inputs,
    Double flopsEstimate,
    Long leastRunSeconds,
    TargetRequest target,
    String hostClass) {

  Unit unit() {
    return new Unit(parameter, inputs, flopsEstimate, leastRunSeconds, target, hostClass);
  }
}
