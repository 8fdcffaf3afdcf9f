package org.idlewild.work;

import static java.util.Map.entry;
import static org.idlewild.work.ResultEvent.AGREED;
import static org.idlewild.work.ResultEvent.CAME_TOO_LATE;
import static org.idlewild.work.ResultEvent.DETACHED;
import static org.idlewild.work.ResultEvent.DIFFERED;
import static org.idlewild.work.ResultEvent.FAILED;
import static org.idlewild.work.ResultEvent.FELL_SILENT;
import static org.idlewild.work.ResultEvent.FOUND_NO_HOST;
import static org.idlewild.work.ResultEvent.LOST;
import static org.idlewild.work.ResultEvent.NOT_CHECKED;
import static org.idlewild.work.ResultEvent.NOT_NEEDED;
import static org.idlewild.work.ResultEvent.PAUSED;
import static org.idlewild.work.ResultEvent.RESUMED;
import static org.idlewild.work.ResultEvent.SENT;
import static org.idlewild.work.ResultEvent.SUCCEEDED;
import static org.idlewild.work.ResultEvent.UNDECIDED;
import static org.idlewild.work.ResultEvent.UNREADABLE;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a result is on its way, in one word: the server state, or for one that is over its outcome,
 * or for a success what the validator thinks of it.
 */
public enum ResultState {
  INACTIVE,
  UNSENT,
  IN_PROGRESS,
  SUCCESS_INIT,
  SUCCESS_VALID,
  SUCCESS_INVALID,
  SUCCESS_NO_CHECK,
  SUCCESS_INCONCLUSIVE,
  SUCCESS_TOO_LATE,
  COULDNT_SEND,
  CLIENT_ERROR,
  NO_REPLY,
  DIDNT_NEED,
  VALIDATE_ERROR,
  CLIENT_DETACHED;

  /** From which states an event leads where. What is not here cannot happen. */
  private static final Map<ResultEvent, Step> STEPS =
      Map.ofEntries(
          entry(PAUSED, new Step(INACTIVE, UNSENT)),
          entry(RESUMED, new Step(UNSENT, INACTIVE)),
          entry(SENT, new Step(IN_PROGRESS, UNSENT)),
          entry(SUCCEEDED, new Step(SUCCESS_INIT, IN_PROGRESS, NO_REPLY)),
          entry(FAILED, new Step(CLIENT_ERROR, IN_PROGRESS, NO_REPLY)),
          entry(FELL_SILENT, new Step(NO_REPLY, IN_PROGRESS)),
          entry(LOST, new Step(DIDNT_NEED, IN_PROGRESS)),
          entry(NOT_NEEDED, new Step(DIDNT_NEED, INACTIVE, UNSENT)),
          entry(FOUND_NO_HOST, new Step(COULDNT_SEND, UNSENT)),
          entry(DETACHED, new Step(CLIENT_DETACHED, IN_PROGRESS)),
          entry(AGREED, new Step(SUCCESS_VALID, SUCCESS_INIT, SUCCESS_INCONCLUSIVE)),
          entry(DIFFERED, new Step(SUCCESS_INVALID, SUCCESS_INIT, SUCCESS_INCONCLUSIVE)),
          entry(UNREADABLE, new Step(VALIDATE_ERROR, SUCCESS_INIT, SUCCESS_INCONCLUSIVE)),
          entry(UNDECIDED, new Step(SUCCESS_INCONCLUSIVE, SUCCESS_INIT, SUCCESS_INCONCLUSIVE)),
          entry(NOT_CHECKED, new Step(SUCCESS_NO_CHECK, SUCCESS_INIT, SUCCESS_INCONCLUSIVE)),
          entry(CAME_TOO_LATE, new Step(SUCCESS_TOO_LATE, SUCCESS_INIT)));

  private record Step(ResultState to, Set<ResultState> from) {
    Step(ResultState to, ResultState... from) {
      this(to, Set.of(from));
    }
  }

  /** The state of a result. */
  public static ResultState of(Result result) {
    if (result.serverState() != ServerState.OVER) {
      return valueOf(result.serverState().name());
    }
    return valueOf(
        result.isSuccess() ? "SUCCESS_" + result.validateState() : result.outcome().name());
  }

  /** Where an event leads; empty for one that cannot happen in this state. */
  public Optional<ResultState> after(ResultEvent event) {
    return Optional.of(STEPS.get(event)).filter(step -> step.from.contains(this)).map(Step::to);
  }

  /** The states that any event leads to. */
  public Set<ResultState> next() {
    return Stream.of(ResultEvent.values())
        .flatMap(event -> after(event).stream())
        .collect(Collectors.toSet());
  }
}
