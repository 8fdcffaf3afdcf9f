package org.idlewild.scheduler.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArmedTest {
  private static final String FAIL = "idlewild.fault.fail-at";
  private static final String ARMED = "idlewild.fault.armed";

  @TempDir Path data;

  @Test
  void aServerInItsRightMindHasNoTrap() {
    assertThat(Armed.of(Map.<String, String>of()::get, data)).isEmpty();
  }

  @Test
  void aPlanAloneArmsNothingAndSaysWhatIsMissing() {
    assertThatThrownBy(() -> Armed.of(Map.of(FAIL, "BATCH_WRITTEN")::get, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("idlewild.fault.fail-at is for tests and needs idlewild.fault.armed=yes");
  }

  @Test
  void aPointThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Armed.of(Map.of(ARMED, "yes", FAIL, "NOWHERE")::get, data))
        .hasMessageContaining("NAME:N")
        .hasMessageContaining("'NOWHERE'");
    assertThatThrownBy(() -> Armed.of(Map.of(ARMED, "yes", FAIL, "BATCH_ADDED:0")::get, data))
        .hasMessageContaining("NAME:N");
  }

  @Test
  void aFailureComesOnceAtThePassThatWasPlanned() {
    Trap trap = armed("BATCH_WRITTEN:2");

    trap.reached(Point.BATCH_ADDED);
    trap.reached(Point.BATCH_WRITTEN);
    assertThatThrownBy(() -> trap.reached(Point.BATCH_WRITTEN)).isInstanceOf(Fault.class);
    assertThatCode(() -> trap.reached(Point.BATCH_WRITTEN)).doesNotThrowAnyException();
  }

  @Test
  void aFileInTheDataFolderPlansWhileTheServerRuns() throws IOException {
    Trap trap = armed("BATCH_WRITTEN:9");
    trap.reached(Point.BATCH_ADDED);

    Files.writeString(data.resolve("fault.plan"), "fail-at=BATCH_ADDED\n");

    assertThatThrownBy(() -> trap.reached(Point.BATCH_ADDED)).isInstanceOf(Fault.class);
    assertThat(data.resolve("fault.plan")).doesNotExist();
  }

  @Test
  void aThreadWaitsUntilItsFileIsDeleted() throws Exception {
    Trap trap =
        Armed.of(Map.of(ARMED, "yes", "idlewild.fault.wait-at", "HOST_ADDED")::get, data)
            .orElseThrow();
    CompletableFuture<Void> waiter =
        CompletableFuture.runAsync(() -> trap.reached(Point.HOST_ADDED));
    Path waiting = data.resolve("fault.waiting");
    while (!Files.exists(waiting)) {
      Thread.onSpinWait();
    }
    assertThat(waiter).isNotDone();

    Files.delete(waiting);

    assertThat(waiter).succeedsWithin(10, TimeUnit.SECONDS);
  }

  private Trap armed(String failAt) {
    return Armed.of(Map.of(ARMED, "yes", FAIL, failAt)::get, data).orElseThrow();
  }
}
