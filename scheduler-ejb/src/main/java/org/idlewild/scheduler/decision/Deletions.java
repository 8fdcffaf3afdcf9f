package org.idlewild.scheduler.decision;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.Handovers;
import org.idlewild.scheduler.store.Results;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.Result;

/**
 * Does at once what there is to delete where no file has to go: of a workunit that needs its inputs
 * no more its batch keeps the count, and a result that brought nothing leaves nothing. To be called
 * in a transaction.
 */
@Singleton
class Deletions {
  private final Results results;
  private final Handovers handovers;

  @Inject
  Deletions(Results results, Handovers handovers) {
    this.results = results;
    this.handovers = handovers;
  }

  /** The same decisions, with that done. */
  List<Decision> done(List<Decision> decisions) {
    Set<Long> withFiles =
        results.withFiles(
            decisions.stream()
                .flatMap(each -> each.changed().stream())
                .filter(Deletions::isReleased)
                .map(Result::id)
                .toList());
    handovers.releaseInputs(
        decisions.stream()
            .filter(Decision::releasesInputs)
            .map(each -> each.from().batch())
            .toList());
    return decisions.stream().map(each -> done(each, withFiles)).toList();
  }

  private static boolean isReleased(Result result) {
    return result.fileDeleteState() == FileDeleteState.READY;
  }

  private static Decision done(Decision decision, Set<Long> withFiles) {
    return decision.with(
        decision.releasesInputs() ? decision.workunit().withoutInputs() : decision.workunit(),
        decision.changed().stream()
            .map(
                result ->
                    isReleased(result) && !withFiles.contains(result.id())
                        ? result.files(FileDeleteState.DONE)
                        : result)
            .toList());
  }
}
