package org.idlewild.work;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One computation of a workunit on one host.
 *
 * @param id names it
 * @param workunit what it computes
 * @param serverState where it stands
 * @param outcome how it ended
 * @param validateState what the validator thinks of it
 * @param fileDeleteState whether its outputs are still needed
 * @param host who has or had it
 * @param appVersion what its host runs for it; empty before it is sent
 * @param cause whose doing its failure was; empty for one that did not fail
 * @param reportDeadline when the server gives up waiting for it
 */
public record Result(
    long id,
    long workunit,
    ServerState serverState,
    Outcome outcome,
    ValidateState validateState,
    FileDeleteState fileDeleteState,
    OptionalLong host,
    OptionalLong appVersion,
    Optional<Cause> cause,
    Optional<Instant> reportDeadline) {

  /** Ended well, as its host says. */
  public boolean isSuccess() {
    return serverState == ServerState.OVER && outcome == Outcome.SUCCESS;
  }

  /** A success that the validator has not refused (BOINC: counts towards the target). */
  public boolean isUsefulSuccess() {
    return isSuccess() && validateState != ValidateState.INVALID;
  }

  /** A success that the validator has not examined. */
  public boolean awaitsValidation() {
    return isSuccess() && validateState == ValidateState.INIT;
  }

  /** Counts against the workunit's limit of errors. */
  public boolean isError() {
    return serverState == ServerState.OVER && outcome.isError() && !isUsersDoing();
  }

  /** Ended by the desktop's user: nobody's error. */
  public boolean isUsersDoing() {
    return cause.filter(Cause.USER::equals).isPresent();
  }

  /** May still be reported although the server gave up on it. */
  public boolean mayStillArrive(Instant now) {
    return outcome == Outcome.NO_REPLY && reportDeadline.filter(now::isBefore).isPresent();
  }

  /** Its deadline passed in silence; strictly, so a report in the last instant counts. */
  public boolean isOverdue(Instant now) {
    return serverState == ServerState.IN_PROGRESS
        && reportDeadline.filter(now::isAfter).isPresent();
  }

  /** The same, to be sent or not to be sent. */
  Result waiting(ServerState state) {
    return become(
        new Result(
            id,
            workunit,
            state,
            outcome,
            validateState,
            fileDeleteState,
            host,
            appVersion,
            cause,
            reportDeadline));
  }

  /**
   * The same, ended.
   *
   * @throws IllegalStateException when nothing that can happen to it leads there
   */
  public Result over(Outcome how, ValidateState validity) {
    return become(
        new Result(
            id,
            workunit,
            ServerState.OVER,
            how,
            validity,
            fileDeleteState,
            host,
            appVersion,
            cause,
            reportDeadline));
  }

  /**
   * The same, with another verdict.
   *
   * @throws IllegalStateException as {@link #over}
   */
  public Result judged(ValidateState verdict) {
    return become(
        new Result(
            id,
            workunit,
            serverState,
            outcome,
            verdict,
            fileDeleteState,
            host,
            appVersion,
            cause,
            reportDeadline));
  }

  private Result become(Result next) {
    ResultState from = ResultState.of(this);
    ResultState to = ResultState.of(next);
    if (!from.next().contains(to)) {
      throw new IllegalStateException("result " + id + " cannot go from " + from + " to " + to);
    }
    return next;
  }

  /** The same, its outputs at another stage of their life. */
  public Result files(FileDeleteState state) {
    return new Result(
        id,
        workunit,
        serverState,
        outcome,
        validateState,
        state,
        host,
        appVersion,
        cause,
        reportDeadline);
  }
}
