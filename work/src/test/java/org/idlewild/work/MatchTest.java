package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Scene.APP;
import static org.idlewild.work.Scene.GIB;
import static org.idlewild.work.Scene.HOST;
import static org.idlewild.work.Scene.NOW;
import static org.idlewild.work.Scene.USER;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatchTest {
  /** For each rule, in their order, something that breaks it and no rule before it. */
  private static final List<Breach> BREACHES =
      List.of(
          breach(Match.HOST_PAUSED, s -> s.record = record(true, Optional.of(Duration.ofDays(1)))),
          breach(
              Match.HOST_PROBLEMATIC,
              s -> s.record = record(false, Optional.of(Duration.ofMillis(1)))),
          breach(Match.WRONG_PLATFORM, s -> s.platforms = List.of("windows")),
          breach(
              Match.AGENTS_ONLY,
              s -> {
                s.features = Set.of("boinc");
                s.clients = ClientTerms.NONE;
              }),
          breach(
              Match.NOT_SIGNED,
              s -> {
                s.features = Set.of("boinc");
                s.clients = ClientTerms.of(ClientTerms.Way.LAUNCHED);
              }),
          breach(Match.LACKS_FEATURE, s -> s.planClass = plan(2, Set.of("avx2"))),
          breach(
              Match.TOO_FEW_PROCESSORS,
              s -> {
                s.planClass = plan(4, Set.of());
                s.processors = 3;
              }),
          breach(
              Match.NOT_BETA,
              s -> s.policy = Scene.policy(true, Redundancy.SYSTEM, false, false, 0, 1, 1, 1)),
          breach(Match.NO_SANDBOX, s -> s.sandboxes = List.of()),
          breach(Match.TOO_LITTLE_MEMORY, s -> s.memory = GIB - 1),
          breach(Match.TOO_LITTLE_DISK, s -> s.disk = GIB - 1),
          breach(Match.OTHER_TARGET, s -> s.targetHost = OptionalLong.of(HOST + 1)),
          breach(Match.HELD, s -> s.hold = Optional.of(Hold.OWNER)),
          breach(Match.BATCH_PAUSED, s -> s.batchPaused = true),
          breach(
              Match.OTHER_CLASS,
              s -> {
                s.policy = Scene.policy(false, Redundancy.SYSTEM, false, false, 0, 1, 1, 1);
                s.binding = new Binding(Optional.of("windows"), OptionalLong.of(99));
              }),
          breach(
              Match.OTHER_VERSION,
              s -> s.binding = new Binding(Optional.of("linux"), OptionalLong.of(99))),
          breach(Match.SAME_HOST, s -> s.hosts = Set.of(HOST)),
          breach(Match.SAME_USER, s -> s.users = Set.of(USER)),
          breach(Match.HOST_LIMIT, s -> s.maxTasks = 3),
          breach(
              Match.APP_HOST_LIMIT,
              s -> {
                s.policy = Scene.limits(1, 3, 3);
                s.load = load(3, 3);
              }),
          breach(
              Match.APP_USER_LIMIT,
              s -> {
                s.policy = Scene.limits(1, 4, 3);
                s.load = load(3, 3);
              }),
          breach(
              Match.QUOTA_SPENT,
              s -> {
                s.policy = Scene.limits(1, 0, 0);
                s.history(h -> h.sent(s.rules().day()));
              }),
          breach(Match.TOO_SLOW, s -> s.estimate = 3600e9),
          breach(
              Match.TOO_BUSY,
              s -> {
                s.estimate = 3599e9;
                s.load = new Load(3, Map.of(), Map.of(), Duration.ofSeconds(1));
              }));

  private record Breach(Match rule, Consumer<Scene> make) {}

  static Stream<Arguments> eachRuleWithAllBehindIt() {
    List<Arguments> cases = new ArrayList<>();
    for (int first = 0; first < BREACHES.size(); first++) {
      cases.add(arguments(BREACHES.get(first).rule(), BREACHES.subList(first, BREACHES.size())));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eachRuleWithAllBehindIt")
  void theFirstRuleThatStandsInTheWayIsNamed(Match expected, List<Breach> broken) {
    Scene scene = new Scene();
    scene.load = load(3, 3);
    // The later breaches come first, so that none of them mends what an earlier one broke.
    for (int i = broken.size() - 1; i >= 0; i--) {
      broken.get(i).make().accept(scene);
    }

    assertThat(scene.match()).isEqualTo(expected);
  }

  static Stream<Arguments> eachRuleAlone() {
    return BREACHES.stream().map(breach -> arguments(breach.rule(), breach));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("eachRuleAlone")
  void eachRuleIsBrokenByItself(Match expected, Breach breach) {
    Scene scene = new Scene();
    scene.load = load(3, 3);
    breach.make().accept(scene);

    assertThat(scene.match()).isEqualTo(expected);
  }

  @Test
  void theBreachesNameEveryRuleInItsOrder() {
    assertThat(BREACHES.stream().map(Breach::rule).toList())
        .isEqualTo(Stream.of(Match.values()).filter(rule -> rule != Match.FITS).toList());
  }

  static Stream<Arguments> justEnough() {
    return Stream.of(
        fits("nothing is asked", s -> {}),
        fits(
            "the bar is over and nothing is in progress",
            s -> s.record = record(false, Optional.of(Duration.ZERO))),
        fits("the platform is one of several", s -> s.platforms = List.of("windows", "java")),
        fits(
            "a BOINC client and what is signed for it",
            s -> {
              s.features = Set.of("boinc");
              s.clients = new ClientTerms(ClientTerms.Way.API, true);
            }),
        fits(
            "an agent and what is not signed",
            s -> s.clients = ClientTerms.of(ClientTerms.Way.LAUNCHED)),
        fits(
            "all features are there",
            s -> {
              s.planClass = plan(4, Set.of("avx2"));
              s.features = Set.of("avx2", "sse");
            }),
        fits(
            "test work and an owner who takes it",
            s -> {
              s.policy = Scene.beta(true);
              s.beta = true;
            }),
        fits("an owner who takes test work gets other work too", s -> s.beta = true),
        fits(
            "no sandbox, and the owner does not mind",
            s -> {
              s.sandboxes = List.of();
              s.unsandboxed = true;
            }),
        fits("as much memory as the task may use", s -> s.memory = GIB),
        fits("as much disk as the task may use", s -> s.disk = GIB),
        fits(
            "more memory than what a task ran out of",
            s -> {
              s.memory = GIB + 1;
              s.history(h -> h.ranOutOfMemory(GIB));
            }),
        fits(
            "it is the target",
            s -> {
              s.targetHost = OptionalLong.of(HOST);
              s.targetUser = OptionalLong.of(USER);
            }),
        fits(
            "the same class",
            s -> {
              s.policy = Scene.alike(Redundancy.SYSTEM, false, false);
              s.binding = new Binding(Optional.of("linux"), OptionalLong.empty());
            }),
        fits("no class is bound yet", s -> s.policy = Scene.alike(Redundancy.SYSTEM, false, false)),
        fits(
            "a class is bound and the app no longer asks",
            s -> s.binding = new Binding(Optional.of("windows"), OptionalLong.empty())),
        fits(
            "the bound version",
            s -> s.binding = new Binding(Optional.empty(), OptionalLong.of(Scene.VERSION))),
        fits(
            "other hosts and users",
            s -> {
              s.hosts = Set.of(HOST + 1);
              s.users = Set.of(USER + 1);
            }),
        fits(
            "the same user where that does not matter",
            s -> {
              s.users = Set.of(USER);
              s.oneResultPerUser = false;
            }),
        fits(
            "the same user, whose hosts alone it is meant for",
            s -> {
              s.users = Set.of(USER);
              s.targetUser = OptionalLong.of(USER);
            }),
        fits(
            "one task under every limit",
            s -> {
              s.policy = Scene.limits(0, 4, 5);
              s.load = load(3, 4);
              s.maxTasks = 4;
            }),
        fits(
            "many tasks of another app",
            s -> {
              s.policy = Scene.limits(0, 1, 1);
              s.load = new Load(9, Map.of(APP + 1, 9), Map.of(APP + 1, 9), Duration.ZERO);
            }),
        fits(
            "the quota was spent yesterday",
            s -> {
              s.policy = Scene.limits(1, 0, 0);
              s.history(h -> h.sent(s.rules().day() - 1));
            }),
        fits(
            "one left of the quota",
            s -> {
              s.policy = Scene.limits(2, 0, 0);
              s.history(h -> h.sent(s.rules().day()));
            }),
        fits(
            "a speed that nobody knows",
            s -> {
              s.estimate = 1e30;
              s.flops = 0;
            }),
        fits("just in time", s -> s.estimate = 3599e9),
        fits(
            "nothing is known of the workunit, however much there is to do",
            s -> s.load = new Load(9, Map.of(), Map.of(), Duration.ofDays(9))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("justEnough")
  void whatIsJustEnoughFits(String name, Consumer<Scene> change) {
    Scene scene = new Scene();
    change.accept(scene);

    assertThat(scene.match()).isEqualTo(Match.FITS);
  }

  static Stream<Arguments> otherWays() {
    return Stream.of(
        arguments(
            Match.HOST_PROBLEMATIC,
            "the probe is out",
            does(
                s -> {
                  s.record = record(false, Optional.of(Duration.ZERO));
                  s.load = load(1, 1);
                })),
        arguments(
            Match.TOO_LITTLE_MEMORY,
            "a task ran out of as much memory",
            does(s -> s.history(h -> h.ranOutOfMemory(GIB)))),
        arguments(
            Match.OTHER_TARGET,
            "meant for another user",
            does(s -> s.targetUser = OptionalLong.of(USER + 1))),
        arguments(
            Match.OTHER_CLASS,
            "of no class that can be told",
            does(
                s -> {
                  s.policy = Scene.alike(Redundancy.PROCESSOR, false, false);
                  s.model = "unheard of";
                })),
        arguments(
            Match.TOO_SLOW,
            "slower than it looks",
            does(
                s -> {
                  s.estimate = 1800e9;
                  s.history(h -> h.ran(Duration.ofSeconds(1), Duration.ofSeconds(2)));
                })),
        arguments(
            Match.TOO_SLOW,
            "on for half of the time",
            does(
                s -> {
                  s.estimate = 1800e9;
                  s.onFraction = 0.5;
                })));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("otherWays")
  void someRulesAreBrokenInSeveralWays(Match expected, String name, Consumer<Scene> change) {
    Scene scene = new Scene();
    change.accept(scene);

    assertThat(scene.match()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "paused {0}, barred {1}, {2} of {3} in progress: room for {4}")
  @CsvSource({
    "false, -, 0, 5, 5",
    "false, -, 3, 5, 2",
    "false, -, 7, 5, 0",
    "true, -, 0, 5, 0",
    "false, PT1S, 0, 5, 0",
    "false, PT0S, 0, 5, 1",
    "false, PT0S, 1, 5, 0"
  })
  void aHostHasRoomForWhatItMayGet(
      boolean paused, String barred, int tasks, int maxTasks, int room) {
    Scene scene = new Scene();
    Optional<Duration> bar =
        barred.equals("-") ? Optional.empty() : Optional.of(Duration.parse(barred));
    scene.record = record(paused, bar);
    scene.load = load(tasks, tasks);
    scene.maxTasks = maxTasks;

    assertThat(scene.offer().room(scene.rules())).isEqualTo(room);
  }

  @Test
  void whatAHostTookCountsAtOnce() {
    Scene scene = new Scene();
    Match.Offer after =
        scene.offer().taken(APP, Scene.VERSION, Duration.ofMinutes(1), scene.rules().day());

    assertThat(after.load())
        .isEqualTo(new Load(1, Map.of(APP, 1), Map.of(APP, 1), Duration.ofMinutes(1)));
    assertThat(after.history(Scene.VERSION).quota().sent()).isEqualTo(1);
    assertThat(after.history(Scene.VERSION + 1)).isEqualTo(HostAppVersion.NEW);
  }

  @Test
  void everyRuleHasASentenceOfItsOwn() {
    assertThat(Stream.of(Match.values()).map(Match::sentence))
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank());
  }

  private static Arguments fits(String name, Consumer<Scene> change) {
    return arguments(name, change);
  }

  private static Consumer<Scene> does(Consumer<Scene> change) {
    return change;
  }

  private static Breach breach(Match rule, Consumer<Scene> make) {
    return new Breach(rule, make);
  }

  private static HostRecord record(boolean paused, Optional<Duration> barredFor) {
    return new HostRecord(paused, 3, barredFor.map(NOW::plus), Duration.ofHours(1));
  }

  private static PlanClass plan(int processors, Set<String> features) {
    return new PlanClass("plan", processors, features, 1);
  }

  private static Load load(int ofHost, int ofUser) {
    return new Load(ofHost, Map.of(APP, ofHost), Map.of(APP, ofUser), Duration.ZERO);
  }
}
