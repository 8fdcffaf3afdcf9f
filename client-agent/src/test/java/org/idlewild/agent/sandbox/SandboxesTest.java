package org.idlewild.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxesTest {
  @TempDir Path data;

  private record Fake(String name, boolean confines, int priority, Optional<String> problem)
      implements Sandbox {
    @Override
    public Optional<String> prepare(Path folder) {
      return problem;
    }

    @Override
    public Running start(Program program) {
      throw new UnsupportedOperationException();
    }
  }

  private static final Sandbox GOOD = new Fake("good", true, 1, Optional.empty());
  private static final Sandbox BETTER = new Fake("better", true, 2, Optional.empty());
  private static final Sandbox BROKEN = new Fake("broken", true, 3, Optional.of("It is broken."));
  private static final Sandbox NONE = new Fake("none", false, 9, Optional.empty());

  private List<String> available(boolean unsandboxed, Sandbox... all) {
    return Sandboxes.of(List.of(all), unsandboxed, data).available().stream()
        .map(Sandbox::name)
        .toList();
  }

  @Test
  void theBestOfThoseThatWorkComesFirst() {
    assertThat(available(false, GOOD, BROKEN, BETTER, NONE)).containsExactly("better", "good");
  }

  @Test
  void workNeverRunsWithoutASandboxUnlessTheOwnerSaysSo() {
    assertThat(available(false, BROKEN, NONE)).isEmpty();
    assertThat(Sandboxes.of(List.of(BROKEN, NONE), false, data).missing())
        .containsExactly("It is broken.");
    assertThat(available(true, GOOD, NONE)).containsExactly("none");
  }

  @Test
  void theServiceLoaderFindsBothBackEnds() {
    assertThat(Sandboxes.find(true, data).available())
        .singleElement()
        .extracting(Sandbox::name)
        .isEqualTo("none");
  }
}
