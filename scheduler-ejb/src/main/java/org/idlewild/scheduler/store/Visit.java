package org.idlewild.scheduler.store;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.work.HostRecord;
import org.idlewild.work.Result;

/**
 * A host that asks, as the server knows it, and what changes about it while it is served. Used by
 * one thread.
 */
public final class Visit {
  private final Hosts.Host host;
  private final Mark last;
  private final Histories histories;
  private final Map<Long, Held> held = new LinkedHashMap<>();
  private HostRecord record;

  /**
   * As it was read.
   *
   * @param last the mark of its last poll
   */
  Visit(Hosts.Host host, HostRecord record, Mark last, List<Held> inProgress, Histories histories) {
    this.host = host;
    this.record = record;
    this.last = last;
    this.histories = histories;
    inProgress.forEach(each -> held.put(each.result().id(), each));
  }

  /**
   * Which poll of a host one is (BOINC: rpc_seqno).
   *
   * @param number greater with each poll of an agent
   * @param instance of the agent: the same number comes again only from the same one; empty before
   *     the first poll
   */
  public record Mark(long number, Optional<String> instance) {

    /** Whether a poll may follow one; only a copy of an agent goes back. */
    public boolean follows(Mark before) {
      return number > before.number
          || (number == before.number && instance.equals(before.instance));
    }
  }

  /**
   * A result that was sent, and what its workunit says of it.
   *
   * @param batch whose it is
   * @param settled whether the workunit has an answer or never gets one
   * @param answered whether it has one that is wanted
   * @param rest why it rests, in words; empty when it does not
   * @param flops what it takes, in floating-point operations; 0 when not known
   * @param leastRun the run time under which it cannot be right; zero when not known
   */
  public record Held(
      Result result,
      long batch,
      Instant sent,
      boolean settled,
      boolean answered,
      Optional<String> rest,
      double flops,
      Duration leastRun) {}

  public Hosts.Host host() {
    return host;
  }

  /** Whether the host is in order. */
  public HostRecord record() {
    return record;
  }

  /** Notes that this has changed. */
  public void record(HostRecord now) {
    record = now;
  }

  /** The mark of its last poll. */
  public Mark last() {
    return last;
  }

  /** What the server thinks that it has in progress, in the order of the results' ids. */
  public List<Held> inProgress() {
    return List.copyOf(held.values());
  }

  /** One of these. */
  public Optional<Held> inProgress(long result) {
    return Optional.ofNullable(held.get(result));
  }

  /** Notes that a result is no longer in progress. */
  public void ended(long result) {
    held.remove(result);
  }

  public Histories histories() {
    return histories;
  }
}
