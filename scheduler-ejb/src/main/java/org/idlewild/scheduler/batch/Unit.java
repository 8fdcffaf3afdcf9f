package org.idlewild.scheduler.batch;

import java.util.List;
import java.util.Optional;
import org.idlewild.work.FileRef;

/**
 * One workunit to be; null where nothing is said.
 *
 * @param inputs the batch's inputs that it gets, each by its name or as {@code open=name}; null
 *     means all
 * @param flopsEstimate what it takes, in floating-point operations
 * @param leastRunSeconds a result that ended sooner is wrong
 * @param target who alone is to get it; null means anybody
 * @param hostClass what its hosts must be, see {@link org.idlewild.work.HostClass}; null means that
 *     the first one decides, where it matters
 */
public record Unit(
    String parameter,
    List<String> inputs,
    Double flopsEstimate,
    Long leastRunSeconds,
    TargetRequest target,
    String hostClass) {

  /** One of which nothing else is known. */
  public Unit(String parameter, List<String> inputs) {
    this(parameter, inputs, null, null, null, null);
  }

  /** One for hosts of any class. */
  public Unit(
      String parameter,
      List<String> inputs,
      Double flopsEstimate,
      Long leastRunSeconds,
      TargetRequest target) {
    this(parameter, inputs, flopsEstimate, leastRunSeconds, target, null);
  }

  /** Its inputs, and what its program finds them under; empty means all by their own names. */
  Optional<List<FileRef>> files() {
    return Optional.ofNullable(inputs).map(some -> some.stream().map(FileRef::of).toList());
  }

  /** The same with these inputs. */
  Unit with(List<String> files) {
    return new Unit(parameter, files, flopsEstimate, leastRunSeconds, target, hostClass);
  }

  /** The same, what it leaves open said by its batch. */
  public Unit or(
      Double batchFlops, Long batchLeastRun, TargetRequest batchTarget, String batchClass) {
    return new Unit(
        parameter,
        inputs,
        flopsEstimate == null ? batchFlops : flopsEstimate,
        leastRunSeconds == null ? batchLeastRun : leastRunSeconds,
        target == null ? batchTarget : target,
        hostClass == null ? batchClass : hostClass);
  }
}
