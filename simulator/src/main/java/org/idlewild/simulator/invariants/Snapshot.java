package org.idlewild.simulator.invariants;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.work.AssimilateState;
import org.idlewild.work.FileDeleteState;
import org.idlewild.work.ServerState;
import org.idlewild.work.ValidateState;

/**
 * What a grid's database held at one moment. Times are milliseconds since 1970.
 *
 * @param batches by id
 * @param units the workunits by id
 * @param results by id
 * @param files the contents and who needs them
 */
public record Snapshot(
    Map<Long, BatchFacts> batches,
    Map<Long, UnitFacts> units,
    Map<Long, ResultFacts> results,
    Files files) {

  /**
   * A batch.
   *
   * @param rowsGone whether its workunits and results left for the archive
   */
  public record BatchFacts(
      long id,
      int total,
      boolean cancelled,
      OptionalLong ended,
      Optional<String> output,
      boolean partsGone,
      boolean inputsGone,
      boolean rowsGone) {}

  /**
   * A workunit.
   *
   * @param errors its errors as bits by ordinal; being cancelled is no bit
   * @param held whether nothing of it is sent and no deadline counts
   */
  public record UnitFacts(
      long id,
      long batch,
      int position,
      int maxErrorResults,
      int maxTotalResults,
      int maxSuccessResults,
      int minQuorum,
      int errors,
      boolean cancelled,
      boolean needValidate,
      OptionalLong canonicalResult,
      AssimilateState assimilateState,
      FileDeleteState fileDeleteState,
      OptionalLong assimilated,
      boolean inProgress,
      boolean held,
      OptionalLong transitionTime,
      Optional<String> part,
      long version) {

    /** Whether it can no longer get an answer. */
    boolean hasFailed() {
      return cancelled || errors != 0;
    }

    boolean isDone() {
      return assimilateState == AssimilateState.DONE;
    }

    @Override
    public String toString() {
      return "workunit " + id;
    }
  }

  /**
   * A result.
   *
   * @param byUser whether the desktop's user ended it
   */
  public record ResultFacts(
      long id,
      long unit,
      State state,
      FileDeleteState fileDeleteState,
      boolean byUser,
      OptionalLong host,
      OptionalLong user,
      OptionalLong sent,
      OptionalLong deadline,
      OptionalLong received,
      long version) {

    boolean isOver() {
      return state.server() == ServerState.OVER;
    }

    boolean awaitsValidation() {
      return state.isSuccess() && state.validity() == ValidateState.INIT;
    }

    @Override
    public String toString() {
      return "result " + id;
    }
  }

  /**
   * Contents.
   *
   * @param stored the hashes of all that is kept
   * @param outputs what each result brought: hashes by name
   * @param required the names of what a success of each batch must bring
   * @param inputs what each batch's workunits get
   * @param forGood programs and merged outputs
   * @param owned what is kept for who uploaded it
   */
  public record Files(
      Set<String> stored,
      Map<Long, Map<String, String>> outputs,
      Map<Long, Set<String>> required,
      Map<Long, Set<String>> inputs,
      Set<String> forGood,
      Set<String> owned) {

    /** Whether it is kept although nothing is left to do. */
    boolean keeps(String sha256) {
      return forGood.contains(sha256) || owned.contains(sha256);
    }
  }

  /** The results of each workunit that has any. */
  public Map<Long, List<ResultFacts>> byUnit() {
    return results.values().stream().collect(Collectors.groupingBy(ResultFacts::unit));
  }

  /** The workunits of each batch. */
  public Map<Long, List<UnitFacts>> byBatch() {
    return units.values().stream().collect(Collectors.groupingBy(UnitFacts::batch));
  }

  /** What a result brought. */
  public Collection<String> broughtBy(long result) {
    return files.outputs().getOrDefault(result, Map.of()).values();
  }
}
