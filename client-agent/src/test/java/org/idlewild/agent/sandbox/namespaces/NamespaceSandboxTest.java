package org.idlewild.agent.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each claim of the sandbox, tried with bubblewrap itself. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamespaceSandboxTest {
  private static final long MIB = 1 << 20;

  @TempDir Path data;
  private Sandboxed sandboxed;

  @BeforeEach
  void start() throws IOException {
    sandboxed = new Sandboxed(data, new NamespaceSandbox());
  }

  @AfterEach
  void sweep() {
    assertThat(new NamespaceSandbox().prepare(data)).isEmpty();
  }

  @Test
  void aProgramRunsAndItsOutputsAreKept() throws IOException {
    Exit exit = sandboxed.shell("echo out; echo err >&2; echo file > made; exit 3").run();

    assertThat(exit.status()).isEqualTo(3);
    assertThat(exit.broken()).isEmpty();
    assertThat(exit.stderr()).isEqualTo("err\n");
    assertThat(sandboxed.stdout()).isEqualTo("out\n");
    assertThat(sandboxed.work().resolve("made")).hasContent("file\n");
  }

  @Test
  void theNetworkIsNotThere() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String connect = "exec 3<>/dev/tcp/127.0.0.1/" + server.getLocalPort();
      assertThat(new ProcessBuilder("bash", "-c", connect).start().onExit().join().exitValue())
          .as("outside of the sandbox it can be reached")
          .isZero();

      Exit exit = sandboxed.shell("bash -c '" + connect + "'; cat /proc/net/dev").run();

      assertThat(exit.stderr()).contains("Connection refused");
      assertThat(sandboxed.stdout().lines().filter(line -> line.contains(":")).toList())
          .singleElement()
          .asString()
          .contains("lo:");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/x",
        "/x",
        "/app/x",
        "/app/main.sh",
        "/dev/x",
        "/etc/x",
        "/proc/x",
        "/lib/x"
      })
  void theSystemCannotBeWrittenTo(String path) throws IOException {
    Exit exit = sandboxed.shell("echo x > " + path).run();

    assertThat(exit.status()).isNotZero();
    assertThat(Path.of("/usr/bin/x")).doesNotExist();
  }

  @Test
  void onlyTheWorkingFolderAndSmallMemoryFoldersCanBeWrittenTo() throws IOException {
    Exit exit = sandboxed.shell("echo x > here && echo x > /tmp/x && echo x > /dev/shm/x").run();

    assertThat(exit.status()).isZero();
    assertThat(data.resolve("x")).doesNotExist();
  }

  @Test
  void theAgentsDataAndTheUsersHomeCannotBeRead() throws IOException {
    Files.writeString(data.resolve("identity.json"), "secret");
    String home = System.getProperty("user.home");

    sandboxed.shell("cat " + data + "/identity.json; ls -a " + home + " /home /root; ls /").run();

    assertThat(sandboxed.stdout()).doesNotContain("secret");
    assertThat(sandboxed.stdout().lines())
        .isSubsetOf(
            "app", "bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "tmp", "usr",
            "work");
  }

  @Test
  void aDataFolderWithinTheSystemIsHidden() throws IOException {
    Path inside = Files.createDirectories(data.resolve("usr/agent"));
    Layout layout =
        Layout.probe(data.resolve("usr"), List.of(inside), new Layout.Kernel(6, 1), true);

    assertThat(layout.hidden()).containsExactly(inside);
  }

  @Test
  void onlyItsOwnProcessesAreSeen() throws IOException {
    sandboxed.shell("ls -d /proc/[0-9]* | wc -l; kill -9 " + ProcessHandle.current().pid()).run();

    assertThat(Integer.parseInt(sandboxed.stdout().strip())).isLessThan(6);
    assertThat(ProcessHandle.current().isAlive()).isTrue();
  }

  @Test
  void theHostNameIsPrivate() throws IOException {
    sandboxed.shell("hostname || cat /proc/sys/kernel/hostname").run();

    assertThat(sandboxed.stdout()).isEqualTo("idlewild\n");
  }

  @Test
  void theEnvironmentIsNotTheAgents() throws IOException {
    sandboxed.shell("env").run();

    assertThat(sandboxed.stdout().lines().map(line -> line.replaceAll("=.*", "")))
        .isSubsetOf("PATH", "HOME", "TMPDIR", "LANG", "PWD", "_");
  }

  @Test
  void thereAreNoCapabilitiesAndNoNewUserNamespaces() throws IOException {
    sandboxed.shell("grep CapEff /proc/self/status; unshare --user true && echo nested").run();

    assertThat(sandboxed.stdout()).contains("0000000000000000").doesNotContain("nested");
  }

  @Test
  void everyProcessHasTheLowestPriority() throws IOException {
    sandboxed.shell("nice; grep -w policy /proc/self/sched || chrt -p $$; ionice").run();

    List<String> lines = sandboxed.stdout().lines().toList();
    assertThat(lines.get(0)).isEqualTo("19");
    assertThat(lines.get(1)).containsAnyOf("SCHED_IDLE", "5");
    assertThat(lines.get(lines.size() - 1)).isEqualTo("idle");
  }

  @Test
  void tooMuchMemoryEndsIt() throws IOException {
    Exit exit =
        sandboxed
            .limits(limits -> limits.memory(48 * MIB))
            .shell(
                "head -c 200m /dev/zero | tr '\\0' x > /dev/shm/x; x=$(head -c 200m /dev/zero | tr '\\0' x); echo $?")
            .run();

    assertThat(exit.status() != 0 || exit.broken().isPresent()).isTrue();
    assertThat(exit.usage().peakMemoryBytes()).isLessThan(60 * MIB);
  }

  @Test
  void tooMuchProcessorTimeEndsIt() throws IOException {
    Exit exit =
        sandboxed
            .limits(limits -> limits.cpu(Duration.ofSeconds(1)))
            .shell("while :; do :; done & while :; do :; done")
            .run();

    assertThat(exit.broken()).hasValue("It used more than 1 s of processor time.");
    assertThat(exit.usage().cpu()).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void tooMuchTimeEndsIt() throws IOException {
    Exit exit =
        sandboxed.limits(limits -> limits.elapsed(Duration.ofSeconds(1))).shell("sleep 100").run();

    assertThat(exit.broken()).hasValue("It ran for longer than 1 s.");
    assertThat(exit.status()).isEqualTo(-1);
  }

  @Test
  void aForkBombIsHeld() throws IOException {
    Exit exit =
        sandboxed
            .limits(limits -> limits.processes(10).elapsed(Duration.ofSeconds(5)))
            .shell("for i in $(seq 1 200); do sleep 50 & done; ls -d /proc/[0-9]* | wc -l")
            .run();

    assertThat(exit.stderr()).containsIgnoringCase("fork");
    assertThat(exit.status()).isNotZero();
  }

  @Test
  void tooMuchDiskEndsIt() throws IOException {
    Exit many =
        sandboxed
            .limits(limits -> limits.disk(2 * MIB))
            .shell("for i in 1 2 3 4 5; do head -c 1m /dev/zero > $i; done; sleep 50")
            .run();
    Exit one =
        sandboxed
            .limits(limits -> limits.disk(2 * MIB))
            .shell("head -c 9m /dev/zero > x; exit")
            .run();

    assertThat(many.broken()).hasValueSatisfying(reason -> assertThat(reason).contains("folder"));
    assertThat(Files.size(sandboxed.work().resolve("x"))).isLessThanOrEqualTo(2 * MIB);
    assertThat(one.status()).isNotZero();
  }

  @Test
  void tooMuchStandardOutputEndsIt() throws IOException {
    Exit exit = sandboxed.stdoutLimit(1000).shell("while :; do echo 0123456789; done").run();

    assertThat(exit.broken()).hasValue("It wrote more than 1000 bytes to its standard output.");
    assertThat(sandboxed.stdout()).hasSize(1000);
  }

  @Test
  void onlyTheEndOfTheErrorOutputIsKept() throws IOException {
    Exit exit = sandboxed.shell("head -c 300000 /dev/zero | tr '\\0' x >&2; echo end >&2").run();

    assertThat(exit.stderr()).hasSize(64 * 1024).endsWith("xend\n");
  }

  @Test
  void pauseStopsItAndResumeLetsItGoOn() throws Exception {
    Running running = sandboxed.shell(Sandboxed.COUNT_UNTIL_STOP).start();
    sandboxed.awaitCount(5);

    running.pause();
    long paused = sandboxed.settledCount();
    Duration cpu = running.usage().cpu();
    assertThat(sandboxed.count()).isEqualTo(paused);

    running.resume();
    sandboxed.awaitCount(paused + 5);
    Files.writeString(sandboxed.work().resolve("stop"), "");
    Exit exit = running.awaiting().join();
    assertThat(exit.status()).isZero();
    assertThat(exit.usage().cpu()).isGreaterThanOrEqualTo(cpu);
  }

  @Test
  void aPausedProgramCanBeKilled() throws Exception {
    Running running = sandboxed.shell(Sandboxed.COUNT_UNTIL_STOP).start();
    sandboxed.awaitCount(5);
    running.pause();

    running.kill();

    assertThat(running.awaiting().get(10, TimeUnit.SECONDS).status()).isEqualTo(-1);
    sandboxed.assertNoProcessIsLeft();
  }

  @Test
  void aDetachedChildEndsWithTheProgram() throws IOException {
    Exit exit = sandboxed.shell("setsid sleep 1000 & exit 0").run();

    assertThat(exit.status()).isZero();
    sandboxed.assertNoProcessIsLeft();
  }

  @Test
  void itDiesWithTheAgent() throws Exception {
    Process agent = sandboxed.inAnotherProcess();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("started");
      sandboxed.awaitCount(5);

      agent.destroyForcibly().waitFor();

      sandboxed.assertNoProcessIsLeft();
    }
  }

  @Test
  void whatADeadAgentLeftIsSwept() throws Exception {
    Process agent = sandboxed.inAnotherProcess();
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(agent.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo("started");
    }
    agent.destroyForcibly().waitFor();
    sandboxed.assertNoProcessIsLeft();

    assertThat(new NamespaceSandbox().prepare(data)).isEmpty();

    assertThat(sandboxed.groupsLeft()).isEmpty();
  }

  @Test
  void aJavaProgramRuns() throws IOException {
    Exit exit = sandboxed.java("hello").run();

    assertThat(exit.stderr()).isEmpty();
    assertThat(exit.status()).isZero();
    assertThat(sandboxed.stdout()).isEqualTo("Hello hello from /work\n");
  }

  @Test
  void limitsHoldWithoutControlGroupsToo() throws IOException {
    sandboxed = new Sandboxed(data, new NamespaceSandbox(false));

    Exit cpu =
        sandboxed
            .limits(limits -> limits.cpu(Duration.ofSeconds(1)))
            .shell("while :; do :; done & while :; do :; done")
            .run();
    Exit processes =
        sandboxed
            .limits(limits -> limits.processes(10))
            .shell("for i in $(seq 1 60); do sleep 50 & done; sleep 50")
            .run();
    Exit memory =
        sandboxed
            .limits(limits -> limits.memory(48 * MIB))
            .shell("x=$(head -c 200m /dev/zero | tr '\\0' x); sleep 50")
            .run();

    assertThat(cpu.broken()).hasValueSatisfying(r -> assertThat(r).contains("processor time"));
    assertThat(processes.status()).isNotZero();
    assertThat(memory.status()).isNotZero();
  }

  @Test
  void pauseWorksWithoutControlGroupsToo() throws Exception {
    sandboxed = new Sandboxed(data, new NamespaceSandbox(false));
    Running running = sandboxed.shell(Sandboxed.COUNT_UNTIL_STOP).start();
    sandboxed.awaitCount(5);

    running.pause();
    long paused = sandboxed.settledCount();
    running.resume();
    sandboxed.awaitCount(paused + 5);
    running.kill();

    assertThat(running.awaiting().get(10, TimeUnit.SECONDS).status()).isEqualTo(-1);
  }
}
