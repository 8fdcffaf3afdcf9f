package org.idlewild.load.drive;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.idlewild.load.wire.SimulatedHost;

/** What was sent to whom, and what the server said to hold for good. Threads: any. */
public final class Ledger {
  private final Map<Long, Sending> sent = new ConcurrentHashMap<>();
  private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
  private final Map<Long, Integer> answers = new ConcurrentHashMap<>();
  private final Set<Pair> hostsAtWork = ConcurrentHashMap.newKeySet();
  private final Set<Pair> ownersAtWork = ConcurrentHashMap.newKeySet();
  private final LongAdder twice = new LongAdder();
  private final LongAdder sameHost = new LongAdder();
  private final LongAdder sameOwner = new LongAdder();

  private record Sending(int host, long workunit) {}

  private record Pair(long workunit, int who) {}

  /** Notes what a request of a host came to. */
  public void note(int host, int owner, SimulatedHost.Turn turn) {
    if (turn.sent() != 0) {
      noteSent(host, owner, turn.sent(), turn.workunit());
    }
    if (turn.reported() != 0 && acknowledged.add(turn.reported())) {
      answers.merge(sent.get(turn.reported()).workunit(), 1, Integer::sum);
    }
  }

  /** What a host is sent again, because a reply was lost, is no other result. */
  private void noteSent(int host, int owner, long result, long workunit) {
    Sending before = sent.putIfAbsent(result, new Sending(host, workunit));
    if (before == null) {
      count(hostsAtWork.add(new Pair(workunit, host)), sameHost);
      count(ownersAtWork.add(new Pair(workunit, owner)), sameOwner);
    } else {
      count(before.host() == host, twice);
    }
  }

  private static void count(boolean well, LongAdder offences) {
    if (!well) {
      offences.increment();
    }
  }

  /** How often a result was sent to a second host. */
  public long twice() {
    return twice.sum();
  }

  /** How often a host was sent a second result of one workunit. */
  public long sameHost() {
    return sameHost.sum();
  }

  /** How often hosts of one user were sent a second result of one workunit. */
  public long sameOwner() {
    return sameOwner.sum();
  }

  /** The results that the server said to hold. */
  public Set<Long> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  /** How many workunits have as many acknowledged answers as they need. */
  public long answered(int quorum) {
    return answers.values().stream().filter(count -> count >= quorum).count();
  }
}
