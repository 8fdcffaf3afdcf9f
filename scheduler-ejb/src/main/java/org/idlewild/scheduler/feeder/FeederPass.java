package org.idlewild.scheduler.feeder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Demands;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Waiting;
import org.idlewild.work.Slice;
import org.idlewild.work.StoredFile;

/** Fills the {@link DispatchBuffer} with each queue's most urgent results of the node's slice. */
@Singleton
public class FeederPass implements Pass {
  /** Fewer than one request may look through. */
  private static final int LOW = 100;

  private static final int TOGETHER = 250;

  private final Transactions transactions;
  private final Waiting waiting;
  private final LocalFiles files;
  private final Demands demands;
  private final DispatchBuffer buffer;
  private final DispatchSettings settings;
  private final Window window = new Window();

  @Inject
  public FeederPass(
      Transactions transactions,
      Waiting waiting,
      LocalFiles files,
      Demands demands,
      DispatchBuffer buffer,
      DispatchSettings settings) {
    this.transactions = transactions;
    this.waiting = waiting;
    this.files = files;
    this.demands = demands;
    this.buffer = buffer;
    this.settings = settings;
  }

  @Override
  public PassName name() {
    return PassName.FEEDER;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Slice.WHOLE, limit, now);
  }

  @Override
  public int run(Slice slice, int limit, Instant now) {
    buffer.reading();
    Map<Long, List<Candidate>> unsent = transactions.call(() -> unsent(slice, now));
    Faults.at(Point.FEEDER_READ);
    // A full buffer is no backlog, so the count never asks for another round.
    int added = Math.min(buffer.replace(unsent), limit - 1);
    learn(unsent);
    return added;
  }

  /** Reads what is asked by those that came, so that no request has to. */
  private void learn(Map<Long, List<Candidate>> unsent) {
    List<Long> unknown =
        unsent.values().stream()
            .flatMap(List::stream)
            .map(Candidate::workunit)
            .distinct()
            .filter(workunit -> buffer.need(workunit).isEmpty())
            .toList();
    for (int i = 0; i < unknown.size(); i += TOGETHER) {
      List<Long> some = unknown.subList(i, Math.min(unknown.size(), i + TOGETHER));
      buffer.know(transactions.call(() -> demands.needs(some)));
    }
  }

  /** Each queue has the same room, so that one app cannot crowd out the others. */
  private Map<Long, List<Candidate>> unsent(Slice slice, Instant now) {
    waiting.leaveOut();
    List<Long> queues = waiting.queues();
    window.keep(queues);
    int room = Math.max(1, settings.buffer() / Math.max(1, queues.size()));
    Map<Long, List<Candidate>> unsent = new HashMap<>();
    for (long queue : queues) {
      List<Candidate> found =
          at(slice, queue, room).stream().map(each -> candidate(each, now)).toList();
      unsent.put(queue, files.areWantedBy(queue) ? withFiles(queue, found) : found);
    }
    return unsent;
  }

  /** Of what is at hand by now the files are known. */
  private List<Candidate> withFiles(long queue, List<Candidate> found) {
    Set<Long> known =
        buffer.candidates(queue).stream().map(Candidate::result).collect(Collectors.toSet());
    Map<Long, Set<StoredFile>> inputs =
        files.of(
            found.stream()
                .filter(each -> !known.contains(each.result()))
                .map(Candidate::workunit)
                .distinct()
                .toList());
    return found.stream()
        .map(each -> each.with(inputs.getOrDefault(each.workunit(), Set.of())))
        .toList();
  }

  /**
   * The node's own slice first. What is left of the others' follows only when that runs low: the
   * hosts of another node may be away.
   */
  private Collection<Waiting.Unsent> at(Slice slice, long queue, int room) {
    Map<Long, Waiting.Unsent> found = new LinkedHashMap<>();
    window
        .of(
            queue,
            buffer.tired(queue),
            room,
            (after, limit) -> waiting.of(slice, queue, after, limit))
        .forEach(own -> found.put(own.result(), own));
    if (found.size() < LOW && !slice.isWhole()) {
      waiting
          .of(Slice.WHOLE, queue, Optional.empty(), LOW)
          .forEach(other -> found.putIfAbsent(other.result(), other));
    }
    return found.values();
  }

  private static Candidate candidate(Waiting.Unsent unsent, Instant now) {
    return new Candidate(
        unsent.result(), unsent.workunit(), unsent.queue(), unsent.place().priority(), now);
  }
}
