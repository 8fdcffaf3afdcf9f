package org.idlewild.load.floor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.idlewild.load.watch.Database;

/**
 * Sends the changes of many workunits' lives, those of some requests and those of some ends in one
 * transaction each, and does nothing else. Used by one thread.
 */
public final class FloorProgram {
  /** As many as a server's pass takes at once. */
  private static final int PASS = 100;

  private final Database database;
  private final Changes changes;
  private final int group;
  private final int quorum;
  private final Deque<Job> jobs;
  private final List<Asker> askers;
  private final Map<Asker, Claim> held = new HashMap<>();
  private final Map<Long, List<Claim>> reported = new HashMap<>();
  private final List<Claim> ended = new ArrayList<>();
  private int next;

  /**
   * On tables that were prepared.
   *
   * @param hosts that ask in turn, at most
   * @param group requests in one transaction
   * @param quorum results of each workunit
   * @param now in milliseconds
   */
  public FloorProgram(Database database, int hosts, int group, int quorum, long now)
      throws IOException {
    Ground ground = new Ground(database);
    this.database = database;
    this.changes = new Changes(ground.appVersion(), now);
    this.jobs = new ArrayDeque<>(ground.jobs());
    this.askers = ground.askers(hosts);
    this.group = Math.min(group, askers.size());
    this.quorum = quorum;
  }

  /** Results that wait to be sent. */
  public int waiting() {
    return jobs.size();
  }

  /** Goes on for a while, or until no more than so many results wait. */
  public void run(Duration length, int left) throws IOException {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end && jobs.size() > left) {
      requests();
      if (ended.size() >= PASS * quorum) {
        ends();
      }
    }
    ends();
  }

  private void requests() throws IOException {
    List<Claim> sent = new ArrayList<>();
    List<Claim> back = new ArrayList<>();
    for (int i = 0; i < group && !jobs.isEmpty(); i++) {
      Asker asker = askers.get(next);
      next = (next + 1) % askers.size();
      Claim claim = new Claim(jobs.poll(), asker);
      sent.add(claim);
      Claim before = held.put(asker, claim);
      if (before != null) {
        back.add(before);
      }
    }
    database.runTogether(changes.requests(sent, back));
    back.forEach(this::note);
  }

  private void note(Claim back) {
    List<Claim> all = reported.computeIfAbsent(back.job().workunit(), any -> new ArrayList<>());
    all.add(back);
    if (all.size() == quorum) {
      ended.addAll(all);
      reported.remove(back.job().workunit());
    }
  }

  private void ends() throws IOException {
    if (!ended.isEmpty()) {
      database.runTogether(changes.ends(ended));
      ended.clear();
    }
  }
}
