package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A host and a workunit that meet. Unless something else is said they fit: host 1 of user 10, a
 * processor of 1 Gflop/s, app version 5 of app 7.
 */
final class Scene {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  static final long HOST = 1;
  static final long USER = 10;
  static final long APP = 7;
  static final long VERSION = 5;
  static final long GIB = 1L << 30;

  final List<AppVersion> versions = new ArrayList<>();
  final Map<Long, HostAppVersion> histories = new HashMap<>();
  String platform = "java";
  PlanClass planClass = PlanClass.NONE;
  ClientTerms clients = ClientTerms.NONE;
  AppPolicy policy = AppPolicy.DEFAULT;
  String osName = "linux";
  String model = "Intel";
  int processors = 4;
  double flops = 1e9;
  long memory = GIB;
  long disk = GIB;
  List<String> platforms = List.of("java");
  List<String> sandboxes = List.of("namespaces");
  boolean unsandboxed;
  Set<String> features = Set.of();
  double onFraction = 1;
  boolean beta;
  HostRecord record = HostRecord.NEW;
  Load load = Load.NONE;
  Optional<Hold> hold = Optional.empty();
  boolean batchPaused;
  double estimate;
  OptionalLong targetHost = OptionalLong.empty();
  OptionalLong targetUser = OptionalLong.empty();
  Binding binding = Binding.NONE;
  Set<Long> hosts = Set.of();
  Set<Long> users = Set.of();
  boolean oneResultPerUser = true;
  int maxTasks = 100;

  Match match() {
    return Choice.of(demand(), offer(), rules()).match();
  }

  Choice choice() {
    return Choice.of(demand(), offer(), rules());
  }

  Scene history(UnaryOperator<HostAppVersion> change) {
    histories.merge(
        VERSION, change.apply(HostAppVersion.NEW), (before, any) -> change.apply(before));
    return this;
  }

  Scene version(long id, PlanClass plan) {
    versions.add(version(id, platform, plan).with(clients));
    return this;
  }

  Match.Demand demand() {
    List<AppVersion> all =
        versions.isEmpty()
            ? List.of(version(VERSION, platform, planClass).with(clients))
            : List.copyOf(versions);
    return new Match.Demand(all, policy, placement(), hosts, users);
  }

  private Match.Placement placement() {
    Workunit plain = Situation.workunit().delayBound(Duration.ofHours(1)).get();
    Workunit workunit =
        new Workunit(
            plain.id(),
            plain.rules(),
            plain.errors(),
            false,
            plain.canonicalResult(),
            plain.assimilateState(),
            plain.fileDeleteState(),
            plain.assimilated(),
            false,
            binding.hostClass(),
            binding.appVersion(),
            hold,
            plain.transitionTime());
    return new Match.Placement(workunit, batchPaused, estimate, targetHost, targetUser);
  }

  Match.Offer offer() {
    return new Match.Offer(HOST, USER, description(), record, load, Map.copyOf(histories));
  }

  HostDescription description() {
    return new HostDescription(
        "host",
        "1",
        osName,
        "6",
        "x86_64",
        model,
        processors,
        flops,
        memory,
        disk,
        platforms,
        sandboxes,
        unsandboxed,
        features,
        onFraction,
        beta);
  }

  Match.Rules rules() {
    return new Match.Rules(oneResultPerUser, maxTasks, NOW);
  }

  static AppVersion version(long id, String platform, PlanClass plan) {
    return new AppVersion(
        id,
        APP,
        1,
        platform,
        "main",
        List.of(),
        List.of(),
        List.of(),
        new Limits(GIB, 3600, 3600, 10, GIB),
        plan,
        Optional.empty(),
        EvmPolicy.DEFAULT,
        ClientTerms.NONE);
  }

  /** The default policy, one thing changed. */
  static AppPolicy beta(boolean beta) {
    return policy(beta, Redundancy.ANY, false, false, 0, 0, 0, 0);
  }

  static AppPolicy alike(Redundancy redundancy, boolean staticClass, boolean sameVersion) {
    return policy(false, redundancy, staticClass, sameVersion, 0, 0, 0, 0);
  }

  static AppPolicy adaptive(int quorum) {
    return policy(false, Redundancy.ANY, false, false, quorum, 0, 0, 0);
  }

  static AppPolicy limits(int dailyQuota, int maxPerHost, int maxPerUser) {
    return policy(false, Redundancy.ANY, false, false, 0, dailyQuota, maxPerHost, maxPerUser);
  }

  static AppPolicy policy(
      boolean beta,
      Redundancy redundancy,
      boolean staticClass,
      boolean sameVersion,
      int adaptiveQuorum,
      int dailyQuota,
      int maxPerHost,
      int maxPerUser) {
    AppPolicy plain = AppPolicy.DEFAULT;
    return new AppPolicy(
        plain.weight(),
        beta,
        redundancy,
        staticClass,
        sameVersion,
        adaptiveQuorum,
        dailyQuota,
        maxPerHost,
        maxPerUser,
        false,
        plain.tail(),
        plain.footprint(),
        plain.credit(),
        plain.fixedCredit());
  }
}
