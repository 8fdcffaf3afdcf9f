package org.idlewild.work;

import static org.idlewild.work.Scene.GIB;
import static org.idlewild.work.Scene.NOW;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of matching once more, each evaluated by itself and without regard to the others: what
 * {@link Match} is compared with. The unit's side comes from one scene, the host's from another.
 */
final class Naive {
  private final Scene unit;
  private final AppVersion version;
  private final Scene host;

  private Naive(Scene unit, AppVersion version, Scene host) {
    this.unit = unit;
    this.version = version;
    this.host = host;
  }

  /** The obstacle of the version that came furthest. */
  static Match match(Scene unit, Scene host) {
    Match furthest = Match.HOST_PAUSED;
    for (AppVersion version : unit.versions) {
      Match match = new Naive(unit, version, host).first();
      furthest = match.ordinal() > furthest.ordinal() ? match : furthest;
    }
    return furthest;
  }

  private Match first() {
    Match first = Match.FITS;
    for (Map.Entry<Match, Boolean> rule : broken().entrySet()) {
      if (rule.getValue() && rule.getKey().ordinal() < first.ordinal()) {
        first = rule.getKey();
      }
    }
    return first;
  }

  private Map<Match, Boolean> broken() {
    Map<Match, Boolean> broken = new TreeMap<>();
    HostAppVersion history = host.histories.getOrDefault(version.id(), HostAppVersion.NEW);
    PlanClass plan = version.planClass();
    broken.put(Match.HOST_PAUSED, host.record.paused());
    broken.put(Match.HOST_PROBLEMATIC, isBarred());
    broken.put(Match.WRONG_PLATFORM, host.platforms.stream().noneMatch(version.platform()::equals));
    boolean boinc = host.features.contains("boinc");
    broken.put(Match.AGENTS_ONLY, boinc && version.clients().way() == ClientTerms.Way.NONE);
    broken.put(Match.NOT_SIGNED, boinc && !version.clients().signed());
    broken.put(
        Match.LACKS_FEATURE, plan.features().stream().anyMatch(f -> !host.features.contains(f)));
    broken.put(Match.TOO_FEW_PROCESSORS, plan.processors() > host.processors);
    broken.put(Match.NOT_BETA, unit.policy.beta() && !host.beta);
    broken.put(Match.NO_SANDBOX, !(host.unsandboxed || !host.sandboxes.isEmpty()));
    broken.put(Match.TOO_LITTLE_MEMORY, host.memory < GIB || history.memoryShort() >= host.memory);
    broken.put(Match.TOO_LITTLE_DISK, host.disk < GIB);
    broken.put(Match.OTHER_TARGET, !isTarget());
    broken.put(Match.HELD, unit.hold.isPresent());
    broken.put(Match.BATCH_PAUSED, unit.batchPaused);
    broken.put(Match.OTHER_CLASS, !isAlike());
    broken.put(
        Match.OTHER_VERSION,
        unit.binding.appVersion().isPresent()
            && unit.binding.appVersion().getAsLong() != version.id());
    broken.put(Match.SAME_HOST, unit.hosts.contains(Scene.HOST));
    broken.put(
        Match.SAME_USER,
        unit.users.contains(Scene.USER) && host.oneResultPerUser && !unit.targetUser.isPresent());
    broken.put(Match.HOST_LIMIT, host.load.tasks() >= host.maxTasks);
    broken.put(Match.APP_HOST_LIMIT, isReached(unit.policy.maxPerHost(), host.load.ofHost()));
    broken.put(Match.APP_USER_LIMIT, isReached(unit.policy.maxPerUser(), host.load.ofUser()));
    broken.put(Match.QUOTA_SPENT, isSpent(history.quota()));
    broken.put(Match.TOO_SLOW, seconds(history) >= 3600);
    broken.put(
        Match.TOO_BUSY,
        seconds(history) > 0 && seconds(history) + host.load.queued().toSeconds() >= 3600);
    return broken;
  }

  private boolean isBarred() {
    return host.record.problematicUntil().isPresent()
        && (NOW.isBefore(host.record.problematicUntil().get()) || host.load.tasks() > 0);
  }

  private boolean isTarget() {
    boolean hostIs = unit.targetHost.isEmpty() || unit.targetHost.getAsLong() == Scene.HOST;
    boolean userIs = unit.targetUser.isEmpty() || unit.targetUser.getAsLong() == Scene.USER;
    return hostIs && userIs;
  }

  private boolean isAlike() {
    if (unit.policy.redundancy() == Redundancy.ANY) {
      return true;
    }
    String own =
        unit.policy.redundancy() == Redundancy.SYSTEM
            ? host.osName
            : host.osName + " x86_64 " + host.model;
    return !own.contains("unheard") && unit.binding.hostClass().orElse(own).equals(own);
  }

  private boolean isReached(int limit, Map<Long, Integer> counts) {
    return limit != 0 && counts.getOrDefault(Scene.APP, 0) >= limit;
  }

  private boolean isSpent(Quota quota) {
    long today = Duration.between(java.time.Instant.EPOCH, NOW).toDays();
    int perDay = quota.perDay() == 0 ? unit.policy.dailyQuota() : quota.perDay();
    return unit.policy.dailyQuota() > 0 && quota.day() == today && quota.sent() >= perDay;
  }

  private double seconds(HostAppVersion history) {
    double speed = host.flops * version.planClass().speed() * version.planClass().processors();
    return unit.estimate == 0 || speed == 0
        ? 0
        : unit.estimate / speed * history.pace() / host.onFraction;
  }
}
