package org.idlewild.scheduler.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.work.HostDescription;

/**
 * What a host asks, in whichever dialect it asked.
 *
 * @param hostId who
 * @param description the host as it is now
 * @param wanted how much more work it would take
 * @param held the results that it has; empty when it does not say
 * @param begun those of them that it has computed for already; empty when it does not say
 * @param files hashes of the files that it holds, those first that it used last; empty when it does
 *     not say
 */
public record HostRequest(
    long hostId,
    HostDescription description,
    Appetite wanted,
    Optional<Set<Long>> held,
    Optional<Set<Long>> begun,
    List<String> files) {

  /** Of a host that counts tasks and says what it has begun. */
  public HostRequest(
      long hostId,
      HostDescription description,
      int tasksWanted,
      Set<Long> held,
      Set<Long> begun,
      List<String> files) {
    this(
        hostId,
        description,
        Appetite.ofTasks(tasksWanted),
        Optional.of(held),
        Optional.of(begun),
        files);
  }

  /** Of a host that has begun nothing and does not say which files it holds. */
  public HostRequest(long hostId, HostDescription description, int tasksWanted, Set<Long> held) {
    this(hostId, description, tasksWanted, held, Set.of(), List.of());
  }
}
