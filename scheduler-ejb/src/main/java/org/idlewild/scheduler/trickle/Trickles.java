package org.idlewild.scheduler.trickle;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Results;
import org.idlewild.scheduler.store.StoredTrickles;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.work.Outcome;
import org.idlewild.work.Result;
import org.idlewild.work.ServerState;

/** Messages between hosts' tasks and the server. Threads: any. */
@Singleton
public class Trickles {
  /** As many as go into one reply. */
  private static final int MOST_DOWN = 16;

  private final Transactions transactions;
  private final Results results;
  private final StoredTrickles messages;
  private final DispatchSettings settings;

  @Inject
  Trickles(
      Transactions transactions,
      Results results,
      StoredTrickles messages,
      DispatchSettings settings) {
    this.transactions = transactions;
    this.results = results;
    this.messages = messages;
    this.settings = settings;
  }

  /**
   * Takes a host's messages, each once. One of a result that it does not have, or beyond the most
   * that a result may send, is marked all the same and dropped: sending it again would not help.
   *
   * @return what the host need not send again
   */
  public List<Message.Mark> take(long host, List<Message> sent, Instant now) {
    if (!sent.isEmpty()) {
      transactions.run(() -> keep(host, sent, now));
    }
    return sent.stream().map(Message::mark).toList();
  }

  /** Notes which messages for its tasks a host has. */
  public void delivered(long host, List<Message.Mark> marks) {
    if (!marks.isEmpty()) {
      transactions.run(
          () -> {
            Map<Long, Results.Placed> own = own(host, marks.stream().map(Message.Mark::result));
            marks.stream()
                .filter(mark -> own.containsKey(mark.result()))
                .forEach(mark -> messages.acknowledge(mark.result(), mark.number()));
          });
    }
  }

  /** Messages for the tasks that a host holds. */
  public List<Message> waiting(long host, Collection<Long> held) {
    if (held.isEmpty()) {
      return List.of();
    }
    return transactions.call(
        () ->
            messages.waiting(own(host, held.stream()).keySet(), MOST_DOWN).stream()
                .map(found -> new Message(found.result(), found.number(), found.base64()))
                .toList());
  }

  private void keep(long host, List<Message> sent, Instant now) {
    Map<Long, Results.Placed> own = own(host, sent.stream().map(Message::result));
    List<Message> known =
        sent.stream()
            .filter(message -> own.containsKey(message.result()))
            .sorted(
                Comparator.comparing((Message message) -> own.get(message.result()).batch())
                    .thenComparing(Message::result)
                    .thenComparing(Message::number))
            .toList();
    for (Message message : known) {
      long batch = own.get(message.result()).batch();
      messages.hold(batch);
      if (!messages.exists(message.result(), true, message.number())
          && messages.count(message.result(), true) < settings.trickles()) {
        messages.add(batch, message.result(), true, message.number(), message.base64(), now);
      }
    }
  }

  private Map<Long, Results.Placed> own(long host, java.util.stream.Stream<Long> ids) {
    return results.withIds(ids.distinct().toList()).stream()
        .filter(placed -> placed.result().host().orElse(-1) == host)
        .filter(placed -> isAwaited(placed.result()))
        .collect(Collectors.toMap(placed -> placed.result().id(), Function.identity()));
  }

  private static boolean isAwaited(Result result) {
    return result.serverState() == ServerState.IN_PROGRESS || result.outcome() == Outcome.NO_REPLY;
  }
}
