package org.idlewild.work;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether a host may get a result, and if not, the first rule that stands in the way. The rules are
 * asked in this order.
 */
public enum Match {
  /** Its owner or an operator paused the host. */
  HOST_PAUSED("the host is paused", m -> m.offer.record().paused()),
  /** The host fails at everything; see {@link HostRecord}. */
  HOST_PROBLEMATIC(
      "the host failed several times in a row and is barred for a while",
      m -> !m.offer.record().mayGet(m.offer.load().tasks(), m.rules.now())),
  /** The host cannot run this kind of program. */
  WRONG_PLATFORM(
      "the host does not run the app version's platform",
      m -> !m.offer.description().platforms().contains(m.version.platform())),
  /** The host is a BOINC client's, and no such client may run the version. */
  AGENTS_ONLY(
      "the app version runs by Idlewild's own agents alone",
      m -> m.isForClient() && !m.version.clients().areAny()),
  /** The host is a BOINC client's, which would refuse what the project's key has not signed. */
  NOT_SIGNED(
      "the app version is not signed for BOINC's clients",
      m -> m.isForClient() && !m.version.clients().signed()),
  /** Its processors or programs cannot do what the plan class asks. */
  LACKS_FEATURE(
      "the host lacks a feature that the plan class asks for",
      m -> !m.offer.description().features().containsAll(m.version.planClass().features())),
  /** A task keeps more processors busy than the host has. */
  TOO_FEW_PROCESSORS(
      "the host has fewer processors than the plan class keeps busy",
      m -> m.offer.description().processors() < m.version.planClass().processors()),
  /** The app is in test, and the host's owner takes no test work. */
  NOT_BETA(
      "the host's owner takes no test work",
      m -> m.demand.policy().beta() && !m.offer.description().beta()),
  /** Its owner does not let work run without a sandbox, and it has none. */
  NO_SANDBOX(
      "the host has no sandbox and its owner allows none without",
      m -> m.offer.description().sandboxes().isEmpty() && !m.offer.description().unsandboxed()),
  /** The task may need more memory than the host gives, or ran out of it there before. */
  TOO_LITTLE_MEMORY(
      "the host gives less memory than the task may use",
      m ->
          m.offer.description().memoryBytes() < m.version.limits().memoryBytes()
              || m.offer.description().memoryBytes() <= m.history().memoryShort()),
  /** The task may need more disk than the host gives. */
  TOO_LITTLE_DISK(
      "the host gives less disk than the task may use",
      m -> m.offer.description().diskFreeBytes() < m.version.limits().diskBytes()),
  /** The workunit is for one host or for one user's hosts. */
  OTHER_TARGET(
      "the workunit is meant for another host or user", m -> !m.placement().isMeantFor(m.offer)),
  /** The workunit is held; see {@link Hold}. */
  HELD("the workunit is held", m -> m.placement().workunit().hold().isPresent()),
  /** Its owner paused the whole batch. */
  BATCH_PAUSED("the batch is paused", m -> m.placement().batchPaused()),
  /** The hosts of the workunit's results are unlike this one. */
  OTHER_CLASS(
      "the host is of another kind than those that the workunit is bound to",
      m -> !m.binding().allows(m.offer.description(), m.demand.policy().redundancy())),
  /** The workunit's other results run another version. */
  OTHER_VERSION(
      "the workunit is bound to another app version", m -> !m.binding().allows(m.version.id())),
  /** The host has or had another result of the workunit. */
  SAME_HOST(
      "the host has or had a result of the same workunit",
      m -> m.demand.hosts().contains(m.offer.host())),
  /**
   * Another host of the same user has or had a result of the workunit, which is not meant for that
   * user's hosts alone.
   */
  SAME_USER(
      "a host of the same user has or had a result of the same workunit",
      m ->
          m.rules.oneResultPerUser()
              && m.placement().targetUser().isEmpty()
              && m.demand.users().contains(m.offer.user())),
  /** The host has as many results as any may have. */
  HOST_LIMIT(
      "the host has as many results in progress as a host may have",
      m -> m.offer.load().tasks() >= m.rules.maxTasks()),
  /** The host has as many results of the app as one may have. */
  APP_HOST_LIMIT(
      "the host has as many results of the app in progress as a host may have",
      m -> m.isReached(m.demand.policy().maxPerHost(), m.offer.load().ofHost())),
  /** The user's hosts have as many results of the app as one user's may have. */
  APP_USER_LIMIT(
      "the user's hosts have as many results of the app in progress as a user may have",
      m -> m.isReached(m.demand.policy().maxPerUser(), m.offer.load().ofUser())),
  /** The host got as many results of the app version today as it may get. */
  QUOTA_SPENT(
      "the host's daily quota of the app version is spent",
      m -> !m.history().quota().allows(m.rules.day(), m.demand.policy().dailyQuota())),
  /** The host's processors would not be done in time, even with nothing else to do. */
  TOO_SLOW("the host's processors are too slow for the delay bound", m -> m.isLate(Duration.ZERO)),
  /** The host would not be done in time, because it has other results to compute first. */
  TOO_BUSY(
      "the host has too much to do to keep the delay bound",
      m -> m.isLate(m.offer.load().queued())),
  /** It may. */
  FITS("it fits", m -> true);

  private static final List<Match> RULES = List.of(values());

  private final String sentence;

  // The lambdas capture nothing.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<Meeting> applies;

  Match(String sentence, Predicate<Meeting> applies) {
    this.sentence = sentence;
    this.applies = applies;
  }

  /** The rule in words. */
  public String sentence() {
    return sentence;
  }

  /**
   * What a result asks of a host.
   *
   * @param versions the app versions of the batch's number, one for each platform and plan class
   * @param policy the app's
   * @param placement where it may go
   * @param hosts that have or had a result of its workunit
   * @param users whose hosts have or had one
   */
  public record Demand(
      List<AppVersion> versions,
      AppPolicy policy,
      Placement placement,
      Set<Long> hosts,
      Set<Long> users) {}

  /**
   * Where a workunit's results may go.
   *
   * @param workunit as it stands
   * @param batchPaused whether its batch is paused
   * @param flops what it takes, in floating-point operations; 0 when not known
   * @param targetHost the only host that may get it; empty for any
   * @param targetUser whose hosts alone may get it; empty for anybody's
   */
  public record Placement(
      Workunit workunit,
      boolean batchPaused,
      double flops,
      OptionalLong targetHost,
      OptionalLong targetUser) {

    /** Whether others than one host or one user's hosts may get it, and so confirm it. */
    public boolean isForAnybody() {
      return targetHost.isEmpty() && targetUser.isEmpty();
    }

    boolean isMeantFor(Offer offer) {
      return targetHost.orElse(offer.host()) == offer.host()
          && targetUser.orElse(offer.user()) == offer.user();
    }
  }

  /**
   * Who asks.
   *
   * @param host its id
   * @param user its owner
   * @param description as its agent sees it
   * @param record whether it is in order
   * @param load what it is busy with
   * @param histories how it did with app versions, by their ids
   */
  public record Offer(
      long host,
      long user,
      HostDescription description,
      HostRecord record,
      Load load,
      Map<Long, HostAppVersion> histories) {

    /** How the host did with an app version. */
    public HostAppVersion history(long version) {
      return histories.getOrDefault(version, HostAppVersion.NEW);
    }

    /** The most results that it may get now, as far as it alone is concerned. */
    public int room(Rules rules) {
      if (record.paused() || !record.mayGet(load.tasks(), rules.now())) {
        return 0;
      }
      int room = Math.max(0, rules.maxTasks() - load.tasks());
      return record.isHealthy() ? room : Math.min(room, 1);
    }

    /**
     * With one more result in progress.
     *
     * @param busy how much longer the host is busy with it
     * @param today the day, for the quota
     */
    public Offer taken(long app, long version, Duration busy, long today) {
      Map<Long, HostAppVersion> after = new HashMap<>(histories);
      after.put(version, history(version).sent(today));
      return new Offer(host, user, description, record, load.plus(app, busy), after);
    }
  }

  /**
   * What holds for all.
   *
   * @param oneResultPerUser whether the results of a workunit go to hosts of different users
   * @param maxTasks the most results in progress on one host
   * @param now the time
   */
  public record Rules(boolean oneResultPerUser, int maxTasks, Instant now) {

    /** The day, counted since 1970 in UTC. */
    public long day() {
      return Math.floorDiv(now.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }
  }

  /** Decides for one of the versions. */
  static Match of(AppVersion version, Demand demand, Offer offer, Rules rules) {
    Meeting meeting = new Meeting(version, demand, offer, rules);
    return RULES.stream().filter(rule -> rule.applies.test(meeting)).findFirst().orElse(FITS);
  }

  /** One host, one version, one workunit. */
  private record Meeting(AppVersion version, Demand demand, Offer offer, Rules rules) {
    Placement placement() {
      return demand.placement();
    }

    Binding binding() {
      return Binding.of(placement().workunit());
    }

    boolean isForClient() {
      return offer.description().features().contains(ClientTerms.FEATURE);
    }

    HostAppVersion history() {
      return offer.history(version.id());
    }

    boolean isReached(int limit, Map<Long, Integer> counts) {
      return limit > 0 && counts.getOrDefault(version.app(), 0) >= limit;
    }

    boolean isLate(Duration queued) {
      Duration elapsed =
          Estimate.elapsed(
              placement().flops(), offer.description(), version.planClass(), history());
      Duration bound = placement().workunit().rules().delayBound();
      return !elapsed.isZero() && queued.plus(elapsed).compareTo(bound) >= 0;
    }
  }
}
