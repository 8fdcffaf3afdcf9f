package org.idlewild.agent.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Layout LAYOUT =
      new Layout(
          List.of(Path.of("/usr"), Path.of("/etc/ld.so.cache")),
          Map.of("/bin", "usr/bin"),
          List.of(),
          Path.of("/usr/lib/jvm/java"),
          4711,
          true,
          true);

  private static Program program(Platform platform) {
    return new Program(
        "task-1",
        new Program.Command(platform, "main", List.of("a", "b c")),
        List.of(new Program.AppFile("main", Path.of("/data/cache/ff"))),
        Path.of("/data/tasks/1/work"),
        Optional.empty(),
        new Limits(100 << 20, Duration.ofSeconds(5), Duration.ofSeconds(9), 8, 4 << 20));
  }

  private static String command(Platform platform) {
    return String.join(
        " ",
        Interpreter.command(Plan.of(program(platform), LAYOUT, List.of(Path.of("/cg/procs")))));
  }

  @Test
  void whatIsOutsideComesBeforeTheSandboxAndTheProgramLast() {
    assertThat(command(Platform.LINUX_X86_64))
        .startsWith("setpriv --pdeathsig KILL /bin/sh -c")
        .containsSubsequence(
            "4711",
            "/cg/procs --",
            "prlimit --cpu=6:7 --fsize=4194304 --data=104857600",
            "nice -n 19 chrt --idle 0 ionice --class 3",
            "bwrap --unshare-all --unshare-user --disable-userns --new-session --die-with-parent",
            "--cap-drop ALL --hostname idlewild --clearenv",
            "--ro-bind /usr /usr",
            "--symlink usr/bin /bin",
            "--ro-bind /data/cache/ff /app/main",
            "--bind /data/tasks/1/work /work",
            "--size 4194304 --tmpfs /tmp",
            "--remount-ro /dev",
            "--remount-ro /",
            "--chdir /work",
            "-- prlimit --nproc=8 /app/main a b c");
  }

  @Test
  void aJarIsRunByTheAgentsOwnRuntimeWithThreeQuartersOfTheMemory() {
    assertThat(command(Platform.JAVA))
        .endsWith(
            "/usr/lib/jvm/java/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
                + " -XX:-UsePerfData -XX:ActiveProcessorCount=1 -Xmx75m -jar /app/main a b c");
  }
}
