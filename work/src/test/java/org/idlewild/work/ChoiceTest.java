package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChoiceTest {
  private static final PlanClass PLAIN = PlanClass.NONE;
  private static final PlanClass FAST = new PlanClass("avx2", 1, Set.of("avx2"), 3);
  private static final PlanClass PARALLEL = new PlanClass("mt", 4, Set.of(), 1);

  static Stream<Arguments> versions() {
    return Stream.of(
        arguments("the only one", List.of(PLAIN), Set.of(), 4, OptionalLong.of(0)),
        arguments("faster code", List.of(PLAIN, FAST), Set.of("avx2"), 4, OptionalLong.of(1)),
        arguments("faster code first", List.of(FAST, PLAIN), Set.of("avx2"), 4, OptionalLong.of(0)),
        arguments("what it can run", List.of(PLAIN, FAST), Set.of(), 4, OptionalLong.of(0)),
        arguments(
            "more processors", List.of(FAST, PARALLEL), Set.of("avx2"), 4, OptionalLong.of(1)),
        arguments("too few for it", List.of(FAST, PARALLEL), Set.of("avx2"), 3, OptionalLong.of(0)),
        arguments("the oldest of equals", List.of(PLAIN, PLAIN), Set.of(), 4, OptionalLong.of(0)),
        arguments("none that fits", List.of(FAST, PARALLEL), Set.of(), 1, OptionalLong.empty()),
        arguments("none at all", List.of(), Set.of(), 1, OptionalLong.empty()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void theHostGetsTheVersionThatItRunsFastest(
      String name, List<PlanClass> plans, Set<String> features, int processors, OptionalLong best) {
    Scene scene = new Scene();
    scene.features = features;
    scene.processors = processors;
    List<AppVersion> versions = new java.util.ArrayList<>();
    for (PlanClass plan : plans) {
      versions.add(Scene.version(versions.size(), "java", plan));
    }
    Match.Demand demand =
        new Match.Demand(versions, scene.policy, scene.demand().placement(), Set.of(), Set.of());

    Choice choice = Choice.of(demand, scene.offer(), scene.rules());

    assertThat(choice.version().map(AppVersion::id)).isEqualTo(best.stream().boxed().findFirst());
    assertThat(choice.match() == Match.FITS).isEqualTo(best.isPresent());
  }

  @Test
  void aVersionThatProvedSlowOnTheHostIsNoLongerPreferred() {
    Scene scene = new Scene().version(Scene.VERSION, FAST).version(6, PLAIN);
    scene.features = Set.of("avx2");
    scene.history(h -> h.ran(Duration.ofSeconds(1), Duration.ofSeconds(4)));

    assertThat(scene.choice().version().map(AppVersion::id)).contains(6L);
  }

  @Test
  void theObstacleIsThatOfTheVersionThatCameFurthest() {
    Scene scene = new Scene();
    scene.versions.add(Scene.version(8, "windows", PLAIN));
    scene.version(6, PLAIN).version(9, FAST);
    scene.binding = new Binding(java.util.Optional.empty(), OptionalLong.of(8));

    assertThat(scene.match()).isEqualTo(Match.OTHER_VERSION);
  }

  @Test
  void whatIsWrongWithTheHostIsSaidHoweverManyVersionsThereAre() {
    Scene scene = new Scene().version(5, PLAIN).version(6, FAST);
    scene.record = new HostRecord(true, 0, java.util.Optional.empty(), Duration.ZERO);

    assertThat(scene.match()).isEqualTo(Match.HOST_PAUSED);
  }
}
