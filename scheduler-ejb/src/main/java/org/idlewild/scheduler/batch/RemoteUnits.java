package org.idlewild.scheduler.batch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.idlewild.work.FileRef;

/** Makes a batch out of jobs that each have files of their own. Pure. */
final class RemoteUnits {
  private RemoteUnits() {}

  /**
   * The batch, in which each content is a file once, named by its hash.
   *
   * @param name of the batch
   * @param sha256 what is in an input
   */
  static BatchRequest whole(
      RemoteRequest request, String name, Function<RemoteJob.Input, String> sha256) {
    Set<String> contents = new LinkedHashSet<>();
    List<Unit> units = new ArrayList<>(request.jobs().size());
    for (RemoteJob job : request.jobs()) {
      List<String> inputs = new ArrayList<>();
      for (RemoteJob.Input input : job.inputs()) {
        String content = sha256.apply(input);
        contents.add(content);
        inputs.add(new FileRef(input.openName(), content).toString());
      }
      units.add(job.unit().with(inputs));
    }
    BatchRequest batch = request.batch();
    return new BatchRequest(
        batch.app(),
        name,
        batch.version(),
        batch.quorum(),
        batch.delayBoundSeconds(),
        batch.maxErrorResults(),
        batch.maxTotalResults(),
        batch.maxSuccessResults(),
        batch.priority(),
        units,
        contents.stream().map(content -> new NamedFile(content, content)).toList());
  }
}
