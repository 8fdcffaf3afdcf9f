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
 * @param letters the messages between tasks and researchers
 * @param apps what there is to run
 * @param crowd who runs it
 */
public record Snapshot(
    Map<Long, BatchFacts> batches,
    Map<Long, UnitFacts> units,
    Map<Long, ResultFacts> results,
    Files files,
    List<Letter> letters,
    Apps apps,
    Crowd crowd) {

  /** Nothing yet. */
  public static final Snapshot NOTHING =
      new Snapshot(Map.of(), Map.of(), Map.of(), Files.NONE, List.of(), Apps.NONE, Crowd.NONE);

  /**
   * A batch.
   *
   * @param version the app version that stands for its number
   * @param unitsLeft how many workunits are not handed over, by the count that is kept
   * @param inputsLeft how many still need their inputs, by the count that is kept
   * @param letters how many messages it ever had
   */
  public record BatchFacts(
      long id,
      long version,
      int total,
      boolean cancelled,
      boolean paused,
      OptionalLong ended,
      Optional<String> output,
      boolean partsGone,
      boolean inputsGone,
      int unitsLeft,
      int inputsLeft,
      Departure departure,
      long letters) {

    boolean isArchived() {
      return departure.archived().isPresent();
    }
  }

  /**
   * How far a batch has left the database.
   *
   * @param archived when it was archived
   * @param retired when its owner deleted it
   * @param rowsGone whether its workunits and results left for the archive
   * @param counted how many workunits it had, by the counts that are kept
   */
  public record Departure(
      OptionalLong archived, OptionalLong retired, boolean rowsGone, long counted) {}

  /**
   * A workunit.
   *
   * @param errors its errors as bits by ordinal; being cancelled is no bit
   * @param held whether it is held by itself
   * @param paused whether it rests with its batch
   */
  public record UnitFacts(
      long id,
      long batch,
      int position,
      Bounds bounds,
      int errors,
      boolean cancelled,
      boolean needValidate,
      OptionalLong canonicalResult,
      AssimilateState assimilateState,
      FileDeleteState fileDeleteState,
      OptionalLong assimilated,
      boolean inProgress,
      boolean held,
      boolean paused,
      OptionalLong transitionTime,
      Optional<String> part,
      Ties ties,
      long version) {

    /** Whether it can no longer get an answer. */
    boolean hasFailed() {
      return cancelled || errors != 0;
    }

    boolean isSettled() {
      return hasFailed() || canonicalResult.isPresent();
    }

    /** Whether nothing of it is to be sent and no deadline counts. */
    public boolean rests() {
      return (held || paused) && !isSettled();
    }

    boolean isDone() {
      return assimilateState == AssimilateState.DONE;
    }

    @Override
    public String toString() {
      return "workunit " + id;
    }
  }

  /** A workunit's bounds. */
  public record Bounds(
      int minQuorum, int maxErrorResults, int maxTotalResults, int maxSuccessResults) {}

  /**
   * Who may get a workunit's results.
   *
   * @param hostClass what its hosts are alike in, once it is settled
   * @param version what they all run, once it is settled
   * @param host the only host, of one that is meant for one
   * @param user whose hosts alone, of one that is meant for somebody
   */
  public record Ties(
      Optional<String> hostClass, OptionalLong version, OptionalLong host, OptionalLong user) {}

  /**
   * A result.
   *
   * @param version the app version that it runs
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
      OptionalLong version,
      OptionalLong sent,
      OptionalLong deadline,
      OptionalLong received,
      double credit,
      long rowVersion) {

    boolean isOver() {
      return state.server() == ServerState.OVER;
    }

    boolean isInProgress() {
      return state.server() == ServerState.IN_PROGRESS;
    }

    boolean isValid() {
      return state.validity() == ValidateState.VALID;
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
   * A message of a task to its researcher, or back.
   *
   * @param place in its batch, from 1
   * @param upwards whether it is of a task
   * @param number by whoever sent it
   * @param base64 what it says
   */
  public record Letter(
      long batch, long place, long result, boolean upwards, int number, String base64) {}

  /**
   * Contents.
   *
   * @param stored the hashes of all that is kept
   * @param outputs what each result brought: hashes by name
   * @param required the names of what a success of each batch must bring
   * @param inputs what each batch's workunits get
   * @param checkpoints what results can go on from: hashes by result
   * @param forGood programs and merged outputs
   * @param owned what is kept for who uploaded it
   */
  public record Files(
      Set<String> stored,
      Map<Long, Map<String, String>> outputs,
      Map<Long, Set<String>> required,
      Map<Long, Set<String>> inputs,
      Map<Long, String> checkpoints,
      Set<String> forGood,
      Set<String> owned) {
    static final Files NONE =
        new Files(Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Set.of());

    /** Whether it is kept although nothing is left to do. */
    boolean keeps(String sha256) {
      return forGood.contains(sha256) || owned.contains(sha256);
    }
  }

  /**
   * Whether nothing differs. What was not read again is the same object, so this costs little where
   * little was written.
   */
  boolean isSameAs(Snapshot other) {
    return batches == other.batches
        && units == other.units
        && results == other.results
        && letters == other.letters
        && files.equals(other.files)
        && apps.equals(other.apps)
        && crowd.equals(other.crowd);
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
