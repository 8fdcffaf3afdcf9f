package org.idlewild.scheduler.feeder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Waiting;

/** Fills the {@link DispatchBuffer} with the most urgent unsent results of each queue. */
@Singleton
public class FeederPass implements Pass {
  private final Transactions transactions;
  private final Waiting waiting;
  private final DispatchBuffer buffer;
  private final DispatchSettings settings;
  private final Window window = new Window();

  @Inject
  public FeederPass(
      Transactions transactions,
      Waiting waiting,
      DispatchBuffer buffer,
      DispatchSettings settings) {
    this.transactions = transactions;
    this.waiting = waiting;
    this.buffer = buffer;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.FEEDER;
  }

  @Override
  public int run(int limit, Instant now) {
    Map<Long, List<Candidate>> unsent = transactions.call(() -> unsent(now));
    // A full buffer is no backlog, so the count never asks for another round.
    return Math.min(buffer.replace(unsent), limit - 1);
  }

  /** Each queue has the same room, so that one app cannot crowd out the others. */
  private Map<Long, List<Candidate>> unsent(Instant now) {
    List<Long> queues = waiting.queues();
    window.keep(queues);
    int room = Math.max(1, settings.buffer() / Math.max(1, queues.size()));
    Map<Long, List<Candidate>> unsent = new HashMap<>();
    for (long queue : queues) {
      List<Waiting.Unsent> at =
          window.of(
              queue, buffer.tired(queue), room, (after, limit) -> waiting.of(queue, after, limit));
      unsent.put(queue, at.stream().map(each -> candidate(each, now)).toList());
    }
    return unsent;
  }

  private static Candidate candidate(Waiting.Unsent unsent, Instant now) {
    return new Candidate(
        unsent.result(), unsent.workunit(), unsent.queue(), unsent.place().priority(), now);
  }
}
