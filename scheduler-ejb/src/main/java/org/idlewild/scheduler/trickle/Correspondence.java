package org.idlewild.scheduler.trickle;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredBatches;
import org.idlewild.scheduler.store.StoredTrickles;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.ServerState;

/**
 * Tasks' messages as researchers read and answer them. Each method throws {@link Refused} NOT_FOUND
 * or FORBIDDEN. Threads: any.
 */
@Singleton
public class Correspondence {
  /** The most bytes of a message. */
  public static final int LIMIT = 64 * 1024;

  /** The most messages that wait for one task. */
  private static final int MOST_WAITING = 10;

  private final Transactions transactions;
  private final StoredBatches batches;
  private final Results results;
  private final StoredTrickles messages;

  @Inject
  Correspondence(
      Transactions transactions, StoredBatches batches, Results results, StoredTrickles messages) {
    this.transactions = transactions;
    this.batches = batches;
    this.results = results;
    this.messages = messages;
  }

  /** A batch's messages after a place, oldest first. */
  public List<TrickleView> ofBatch(Caller caller, long batch, long after, int limit) {
    return transactions.call(
        () -> {
          own(caller, batch);
          return views(messages.ofBatch(batch, after, limit));
        });
  }

  /** A result's messages after a place, oldest first. */
  public List<TrickleView> ofResult(Caller caller, long result, long after, int limit) {
    return transactions.call(
        () -> {
          result(caller, result);
          return views(messages.ofResult(result, after, limit));
        });
  }

  /**
   * Sends a message to a task.
   *
   * @throws Refused TOO_LARGE, GONE when the task is not in progress, CONFLICT when too many wait
   */
  public TrickleView send(Caller caller, long id, byte[] content, Instant now) {
    if (content.length > LIMIT) {
      throw new Refused(Refused.Reason.TOO_LARGE, "a message has at most " + LIMIT + " bytes");
    }
    return transactions.call(
        () -> {
          Results.Placed placed = result(caller, id);
          messages.hold(placed.batch());
          if (placed.result().serverState() != ServerState.IN_PROGRESS) {
            throw new Refused(Refused.Reason.GONE, "result " + id + " is not in progress");
          }
          if (messages.waiting(List.of(id), MOST_WAITING).size() == MOST_WAITING) {
            throw new Refused(
                Refused.Reason.CONFLICT, MOST_WAITING + " messages wait for this task already");
          }
          int number = messages.count(id, false) + 1;
          String base64 = Base64.getEncoder().encodeToString(content);
          return view(messages.add(placed.batch(), id, false, number, base64, now));
        });
  }

  private Results.Placed result(Caller caller, long id) {
    Results.Placed placed =
        results.withId(id).orElseThrow(() -> missing("there is no result " + id));
    own(caller, placed.batch());
    return placed;
  }

  private void own(Caller caller, long batch) {
    caller.requireOwner(
        batches.withId(batch).orElseThrow(() -> missing("there is no batch " + batch)).owner(),
        "this batch");
  }

  private static Refused missing(String message) {
    return new Refused(Refused.Reason.NOT_FOUND, message);
  }

  private static List<TrickleView> views(List<StoredTrickles.Message> found) {
    return found.stream().map(Correspondence::view).toList();
  }

  private static TrickleView view(StoredTrickles.Message message) {
    return new TrickleView(
        message.place(),
        message.result(),
        message.upwards() ? TrickleView.Direction.UP : TrickleView.Direction.DOWN,
        message.number(),
        message.created(),
        message.upwards() || message.acknowledged(),
        message.base64());
  }
}
