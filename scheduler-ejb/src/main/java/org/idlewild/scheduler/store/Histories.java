package org.idlewild.scheduler.store;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.idlewild.work.HostAppVersion;

/**
 * How one host does with the app versions that it ever had, and what changes about that while it is
 * served. Used by one thread.
 */
public final class Histories {
  private final Map<Long, HostAppVersion> byVersion;
  private final Map<Long, Long> rowVersions;
  private final SortedSet<Long> changed = new TreeSet<>();

  /**
   * As they were read.
   *
   * @param rowVersions of those that have a row
   */
  Histories(Map<Long, HostAppVersion> byVersion, Map<Long, Long> rowVersions) {
    this.byVersion = new HashMap<>(byVersion);
    this.rowVersions = rowVersions;
  }

  /** All of them, by the ids of app versions. */
  public Map<Long, HostAppVersion> all() {
    return Collections.unmodifiableMap(byVersion);
  }

  /** Changes one; the first change of a version that the host never had begins it. */
  public void change(long version, UnaryOperator<HostAppVersion> how) {
    byVersion.put(version, how.apply(byVersion.getOrDefault(version, HostAppVersion.NEW)));
    changed.add(version);
  }

  /** The app versions whose histories changed, in order. */
  SortedSet<Long> changed() {
    return changed;
  }

  /** The version of a history's row; null when it has none yet. */
  Long rowVersion(long version) {
    return rowVersions.get(version);
  }
}
