package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.idlewild.work.Scene.GIB;
import static org.idlewild.work.Scene.HOST;
import static org.idlewild.work.Scene.NOW;
import static org.idlewild.work.Scene.USER;
import static org.idlewild.work.Situation.workunit;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.idlewild.work.Explanation.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationTest {
  private static final int CASES = 10_000;

  static Stream<Arguments> workunits() {
    return Stream.of(
        arguments(Reason.ENDED, workunit().canonical().unsent(), false, false, 1),
        arguments(Reason.ENDED, workunit().error(WorkunitError.CANCELLED), true, true, 0),
        arguments(Reason.HELD, workunit().unsent(), true, true, 0),
        arguments(Reason.BATCH_PAUSED, workunit().unsent(), false, true, 0),
        arguments(Reason.TRANSITION, workunit(), false, false, 0),
        arguments(Reason.TRANSITION, workunit().failed(), false, false, 1),
        arguments(
            Reason.IN_PROGRESS, workunit().inProgressUntil(Situation.TOMORROW), false, false, 0),
        arguments(Reason.VALIDATION, workunit().success().success(), false, false, 1),
        arguments(Reason.NO_HOSTS, workunit().unsent(), false, false, 0),
        arguments(Reason.NEXT_CONTACT, workunit().unsent(), false, false, 1),
        arguments(
            Reason.NEXT_CONTACT,
            workunit().inProgressUntil(Situation.TOMORROW).unsent(),
            false,
            false,
            1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("workunits")
  void whatIsAboutTheWorkunitIsSaidFirst(
      Reason reason, Situation situation, boolean held, boolean paused, int hosts) {
    Scene scene = new Scene();
    Workunit after = situation.transition().workunit();
    Workunit before = reason == Reason.VALIDATION ? after : situation.get();
    Match.Demand plain = scene.demand();
    Match.Demand demand =
        new Match.Demand(
            plain.versions(),
            plain.policy(),
            new Match.Placement(
                held ? held(before) : before,
                paused,
                0,
                OptionalLong.empty(),
                OptionalLong.empty()),
            Set.of(),
            Set.of());

    Explanation explanation =
        Explanation.ofWorkunit(
            demand,
            situation.results(),
            IntStream.range(0, hosts).mapToObj(i -> scene.offer()).toList(),
            scene.rules());

    assertThat(explanation.reason()).isEqualTo(reason);
  }

  @Test
  void anIdleHostWithNoWorkThatWaitsIsToldSo() {
    Scene scene = new Scene();

    assertThat(Explanation.ofHost(scene.offer(), List.of(), scene.rules()))
        .isEqualTo(new Explanation(Reason.NO_WORK, Map.of()));
  }

  @Test
  void everyReasonHasASentenceOfItsOwn() {
    assertThat(Stream.of(Reason.values()).map(Reason::sentence))
        .doesNotHaveDuplicates()
        .allSatisfy(sentence -> assertThat(sentence).isNotBlank());
  }

  @Test
  @Tag("long")
  void ofTenThousandCasesEachNamesTheRuleThatANaiveLookNames() {
    Random random = new Random(2026);
    Map<Match, Integer> seen = new EnumMap<>(Match.class);
    for (int i = 0; i < CASES; i++) {
      Scene unit = randomUnit(random);
      List<Scene> hosts =
          IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(h -> randomHost(random)).toList();
      Scene common = hosts.get(0);
      hosts.forEach(host -> host.oneResultPerUser = common.oneResultPerUser);
      hosts.forEach(host -> host.maxTasks = common.maxTasks);
      Map<Match, Integer> expected = new EnumMap<>(Match.class);
      hosts.forEach(host -> expected.merge(Naive.match(unit, host), 1, Integer::sum));

      Explanation explanation =
          Explanation.ofWorkunit(
              unit.demand(),
              workunit().unsent().results(),
              hosts.stream().map(Scene::offer).toList(),
              common.rules());

      if (unit.hold.isPresent() || unit.batchPaused) {
        assertThat(explanation.reason())
            .isEqualTo(unit.hold.isPresent() ? Reason.HELD : Reason.BATCH_PAUSED);
      } else {
        assertThat(explanation.obstacles()).as("case %d", i).isEqualTo(expected);
        assertThat(explanation.reason() == Reason.NEXT_CONTACT)
            .isEqualTo(expected.containsKey(Match.FITS));
      }
      assertThat(
              Explanation.ofHost(common.offer(), List.of(unit.demand()), common.rules())
                  .obstacles())
          .as("case %d, the other way round", i)
          .isEqualTo(Map.of(Naive.match(unit, common), 1));
      seen.merge(Naive.match(unit, common), 1, Integer::sum);
    }

    assertThat(seen).as("every rule had its turn").containsOnlyKeys(Match.values());
  }

  private static Workunit held(Workunit workunit) {
    return new Workunit(
        workunit.id(),
        workunit.rules(),
        workunit.errors(),
        workunit.needValidate(),
        workunit.canonicalResult(),
        workunit.assimilateState(),
        workunit.fileDeleteState(),
        workunit.assimilated(),
        workunit.inProgress(),
        workunit.hostClass(),
        workunit.appVersion(),
        Optional.of(Hold.OWNER),
        workunit.transitionTime());
  }

  private static Scene randomUnit(Random random) {
    Scene unit = new Scene();
    unit.platform = seldom(random) ? "windows" : "java";
    ClientTerms.Way way = ClientTerms.Way.values()[random.nextInt(3)];
    unit.clients = new ClientTerms(way, random.nextBoolean());
    for (long id = 0; id <= random.nextInt(3); id++) {
      Set<String> features = seldom(random) ? Set.of("avx2") : Set.of();
      unit.version(id + 5, new PlanClass("p" + id, 1 + random.nextInt(3), features, 1 + id));
    }
    unit.policy =
        Scene.policy(
            seldom(random),
            Redundancy.values()[random.nextInt(3)],
            false,
            false,
            0,
            random.nextInt(4),
            random.nextInt(6),
            random.nextInt(8));
    unit.hold = seldom(random) ? Optional.of(Hold.OWNER) : Optional.empty();
    unit.batchPaused = seldom(random);
    unit.estimate = random.nextBoolean() ? 0 : random.nextInt(4000) * 1e9;
    unit.targetHost = oneOf(random, HOST);
    unit.targetUser = oneOf(random, USER);
    String[] classes = {"linux", "windows", "linux x86_64 intel", "linux x86_64 amd"};
    unit.binding =
        new Binding(
            random.nextBoolean() ? Optional.empty() : Optional.of(classes[random.nextInt(4)]),
            random.nextInt(3) > 0 ? OptionalLong.empty() : OptionalLong.of(5 + random.nextInt(3)));
    unit.hosts = seldom(random) ? Set.of(HOST, 2L) : Set.of(2L);
    unit.users = seldom(random) ? Set.of(USER, 20L) : Set.of(20L);
    return unit;
  }

  private static Scene randomHost(Random random) {
    Scene host = new Scene();
    host.platforms = seldom(random) ? List.of("windows") : List.of("java", "linux-x86_64");
    host.osName = seldom(random) ? "windows" : "linux";
    host.model = seldom(random) ? "unheard" : random.nextBoolean() ? "intel" : "amd";
    host.processors = 1 + random.nextInt(8);
    host.flops = seldom(random) ? 0 : 1e9 * (1 + random.nextInt(3));
    host.memory = seldom(random) ? GIB - 1 : GIB + random.nextInt(2);
    host.disk = seldom(random) ? GIB - 1 : GIB;
    host.sandboxes = seldom(random) ? List.of() : List.of("namespaces");
    host.unsandboxed = seldom(random);
    host.features = random.nextBoolean() ? Set.of("avx2") : Set.of();
    if (seldom(random)) {
      host.features = Set.of("avx2", ClientTerms.FEATURE);
    }
    host.onFraction = random.nextBoolean() ? 1 : 0.25;
    host.beta = random.nextBoolean();
    host.record =
        new HostRecord(
            seldom(random),
            3,
            seldom(random) ? Optional.of(NOW.plusSeconds(random.nextInt(3) - 1)) : Optional.empty(),
            Duration.ofHours(1));
    int tasks = random.nextInt(4);
    host.load =
        new Load(
            tasks,
            Map.of(Scene.APP, tasks),
            Map.of(Scene.APP, tasks + random.nextInt(3)),
            Duration.ofSeconds(random.nextInt(2000)));
    host.maxTasks = 3 + random.nextInt(9);
    host.oneResultPerUser = random.nextInt(4) > 0;
    for (long version = 5; version < 8; version++) {
      if (random.nextBoolean()) {
        host.histories.put(version, randomHistory(random, host));
      }
    }
    return host;
  }

  private static HostAppVersion randomHistory(Random random, Scene host) {
    long today = host.rules().day();
    return new HostAppVersion(
        0,
        new Quota(random.nextInt(4), today - random.nextInt(2), random.nextInt(4)),
        1,
        0,
        0,
        1 + random.nextInt(3),
        1,
        seldom(random) ? GIB : 0);
  }

  private static OptionalLong oneOf(Random random, long id) {
    return seldom(random) ? OptionalLong.of(id + random.nextInt(2)) : OptionalLong.empty();
  }

  /** So seldom that the rules behind are reached as well. */
  private static boolean seldom(Random random) {
    return random.nextInt(12) == 0;
  }
}
