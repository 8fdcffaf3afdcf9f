package org.idlewild.web.research;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.idlewild.scheduler.batch.BatchRequest;
import org.idlewild.scheduler.batch.NamedFile;
import org.idlewild.scheduler.batch.Parameters;
import org.idlewild.scheduler.batch.TargetRequest;
import org.idlewild.scheduler.batch.Unit;
import org.idlewild.web.http.ProblemException;

/**
 * A batch as JSON; what is null takes the stage's default.
 *
 * @param flopsEstimate of each workunit that says nothing else, and so the next three
 * @param parameters the workunits, unless they come as NDJSON
 * @param inputs files uploaded before
 */
record BatchBody(
    String app,
    String name,
    Integer version,
    Integer quorum,
    Long delayBoundSeconds,
    Integer maxErrorResults,
    Integer maxTotalResults,
    Integer maxSuccessResults,
    Integer priority,
    Double flopsEstimate,
    Long leastRunSeconds,
    TargetRequest target,
    String hostClass,
    ParameterBody parameters,
    List<NamedFile> inputs) {

  /** Exactly one of the two. */
  record ParameterBody(List<String> list, RangeBody range) {}

  /** Both ends included. */
  record RangeBody(long from, long to, long step) {}

  /**
   * The stage's request.
   *
   * @param lines the units that came as NDJSON; null when none did
   * @param uploaded the inputs that came with the batch
   */
  BatchRequest request(List<Unit> lines, List<NamedFile> uploaded) {
    List<NamedFile> all = new ArrayList<>(uploaded);
    if (inputs != null) {
      all.addAll(inputs);
    }
    return with(units(lines).stream().map(this::filled).toList(), all);
  }

  /** The stage's request without workunits. */
  BatchRequest head() {
    return with(null, inputs);
  }

  /** A workunit, what it leaves open said by the batch. */
  Unit filled(Unit unit) {
    return unit.or(flopsEstimate, leastRunSeconds, target, hostClass);
  }

  private BatchRequest with(List<Unit> units, List<NamedFile> files) {
    return new BatchRequest(
        app,
        name,
        version,
        quorum,
        delayBoundSeconds,
        maxErrorResults,
        maxTotalResults,
        maxSuccessResults,
        priority,
        units,
        files);
  }

  private List<Unit> units(List<Unit> lines) {
    long ways = Stream.of(lines, list(), range()).filter(Objects::nonNull).count();
    if (ways != 1) {
      throw ProblemException.malformed(
          "Parameters must come in one way: \"parameters\" with a \"list\" or a \"range\", or an NDJSON part.");
    }
    if (lines != null) {
      return lines;
    } else if (list() != null) {
      return list().stream().map(BatchBody::unit).toList();
    }
    return Parameters.range(range().from(), range().to(), range().step());
  }

  private List<String> list() {
    return parameters == null ? null : parameters.list();
  }

  private RangeBody range() {
    return parameters == null ? null : parameters.range();
  }

  private static Unit unit(String parameter) {
    if (parameter == null) {
      throw ProblemException.malformed("\"parameters.list\" must hold strings, not null.");
    }
    return new Unit(parameter, null);
  }
}
