package org.idlewild.work;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a host and its user are busy with.
 *
 * @param tasks results in progress on the host
 * @param ofHost of them, how many of each app
 * @param ofUser results in progress on all the user's hosts, by app
 * @param queued how long the host needs for what it has
 */
public record Load(
    int tasks, Map<Long, Integer> ofHost, Map<Long, Integer> ofUser, Duration queued) {

  /** Nothing to do. */
  public static final Load NONE = new Load(0, Map.of(), Map.of(), Duration.ZERO);

  public Load {
    ofHost = Map.copyOf(ofHost);
    ofUser = Map.copyOf(ofUser);
  }

  /** With one more result of an app, that takes so long. */
  public Load plus(long app, Duration estimate) {
    return new Load(tasks + 1, plus(ofHost, app), plus(ofUser, app), queued.plus(estimate));
  }

  private static Map<Long, Integer> plus(Map<Long, Integer> counts, long app) {
    Map<Long, Integer> more = new HashMap<>(counts);
    more.merge(app, 1, Integer::sum);
    return more;
  }
}
