package org.idlewild.scheduler.batch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.settings.BatchSettings;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.Identities;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Target;

/** Finds the hosts and users that workunits are meant for. To be called in a transaction. */
@Singleton
class Targets {
  private static final int MOST_USERS = 1000;

  private final Hosts hosts;
  private final Identities identities;
  private final BatchSettings settings;

  @Inject
  Targets(Hosts hosts, Identities identities, BatchSettings settings) {
    this.hosts = hosts;
    this.identities = identities;
    this.settings = settings;
  }

  /**
   * What a request means.
   *
   * @param targets a workunit is made for each
   * @param hosts how many hosts could get results of each of those workunits
   */
  record Found(List<Target> targets, int hosts) {
    static final Found ANYBODY = new Found(List.of(Target.ANYBODY), Integer.MAX_VALUE);
  }

  /**
   * What the targets of some units mean, by request.
   *
   * @param versions the app versions of the batch's number
   * @throws Refused MALFORMED, NOT_FOUND, or CONFLICT when there is no host at all
   */
  Map<TargetRequest, Found> of(List<Unit> units, App app, List<AppVersion> versions, Instant now) {
    Set<TargetRequest> asked = new HashSet<>();
    units.stream().map(Unit::target).filter(Objects::nonNull).forEach(asked::add);
    asked.forEach(Targets::check);
    checkHosts(asked.stream().map(TargetRequest::host).filter(Objects::nonNull).toList());
    Checks.require(
        asked.stream().filter(each -> each.user() != null).count() <= MOST_USERS,
        "a batch names at most 1000 users");
    Map<TargetRequest, Found> found = new HashMap<>();
    for (TargetRequest each : asked) {
      found.put(each, found(each, app, versions, now));
    }
    return found;
  }

  private static void check(TargetRequest target) {
    long ways =
        Stream.of(target.host(), target.user(), target.everyHost())
            .filter(Objects::nonNull)
            .count();
    Checks.require(
        ways == 1 && !Boolean.FALSE.equals(target.everyHost()),
        "a target is one of \"host\": ID, \"user\": NAME, \"everyHost\": true");
  }

  private void checkHosts(List<Long> ids) {
    Set<Long> known = hosts.known(ids);
    ids.stream()
        .filter(id -> !known.contains(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new Refused(Refused.Reason.NOT_FOUND, "there is no host " + id);
            });
  }

  private Found found(TargetRequest target, App app, List<AppVersion> versions, Instant now) {
    if (target.host() != null) {
      return new Found(List.of(Target.ofHost(target.host())), 1);
    }
    return target.user() != null ? user(target.user()) : everyHost(app, versions, now);
  }

  private Found user(String name) {
    Identities.Account user =
        identities
            .named(name)
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Reason.NOT_FOUND, "there is no user '" + Checks.shown(name) + "'"));
    int count = hosts.countOf(user.id());
    if (count == 0) {
      throw conflict("the user '" + Checks.shown(name) + "' has no host");
    }
    return new Found(List.of(Target.ofUser(user.id())), count);
  }

  private Found everyHost(App app, List<AppVersion> versions, Instant now) {
    List<Target> all =
        hosts.seenSince(now.minus(settings.everyHostWindow())).stream()
            .filter(host -> host.beta() || !app.policy().beta())
            .filter(host -> versions.stream().anyMatch(host::runs))
            .map(host -> Target.ofHost(host.id()))
            .toList();
    if (all.isEmpty()) {
      throw conflict(
          "no host that runs the app was in contact within " + settings.everyHostWindow());
    }
    return new Found(all, 1);
  }

  private static Refused conflict(String message) {
    return new Refused(Refused.Reason.CONFLICT, message);
  }
}
