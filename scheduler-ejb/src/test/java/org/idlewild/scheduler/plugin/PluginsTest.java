package org.idlewild.scheduler.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.idlewild.scheduler.plugin.PluginReport.State;
import org.idlewild.scheduler.settings.LifecycleSettings;
import org.idlewild.scheduler.settings.PluginSettings;
import org.idlewild.work.Delays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path data;

  private Path folder;
  private Plugins plugins;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void anEmptyFolder() {
    folder = data.resolve("plugins");
    start(Duration.ofMinutes(1));
  }

  private void start(Duration time) {
    PluginSettings settings = new PluginSettings(folder, data.resolve("running"), false);
    TimeLimit limit =
        new TimeLimit(
            new LifecycleSettings(new Delays(Duration.ZERO, Duration.ofDays(7)), true, time));
    ScriptSandbox sandbox = new ScriptSandbox(settings);
    ScriptValidator script = new ScriptValidator(settings, sandbox, limit);
    plugins = new Plugins(settings, limit, List.of(script), List.of());
  }

  @AfterEach
  void stop() {
    plugins.stop();
  }

  @Test
  void theServerHasValidatorsAndAnAssimilatorOfItsOwn() {
    for (String stock : List.of("bitwise", "lines", "numeric", "script", "trivial")) {
      assertThat(plugins.validator(stock)).as(stock).isPresent();
    }
    assertThat(plugins.assimilator("merge")).isPresent();
    assertThat(plugins.validator("merge")).isEmpty();
  }

  @Test
  void aJarThatIsDroppedInIsFoundAndOneThatIsTakenAwayIsGone() throws Exception {
    JarOf.validator(folder.resolve("mine.jar"), JarOf.named("mine", "return true;"));

    assertThat(look()).isEqualTo(1);
    assertThat(agree("mine")).isTrue();

    Files.delete(folder.resolve("mine.jar"));
    assertThat(look()).isEqualTo(2);
    assertThat(plugins.validator("mine")).isEmpty();
  }

  @Test
  void aJarThatIsReplacedIsReadAgainAndNoCopyOfTheOldOneIsKept() throws Exception {
    JarOf.validator(folder.resolve("mine.jar"), JarOf.named("mine", "return true;"));
    look();
    JarOf.validator(folder.resolve("mine.jar"), JarOf.named("mine", "return false;"));

    assertThat(agree("mine")).as("nobody looked yet").isTrue();
    look();
    assertThat(agree("mine")).isFalse();
    assertThat(data.resolve("running")).isDirectoryContaining(path -> true);
    try (var copies = Files.list(data.resolve("running"))) {
      assertThat(copies).hasSize(1);
    }
  }

  @Test
  void theFolderIsLookedAtEveryTwoSecondsAndNothingHappensWhenItIsTheSame() {
    JarOf.validator(folder.resolve("mine.jar"), JarOf.named("mine", "return true;"));
    assertThat(look()).isEqualTo(1);
    JarOf.validator(folder.resolve("other.jar"), JarOf.named("other", "return true;"));

    assertThat(plugins.refresh(now.plusMillis(1999))).isEqualTo(1);
    assertThat(plugins.refresh(now.plusMillis(2000))).isEqualTo(2);
    assertThat(plugins.refresh(now.plusMillis(9000))).isEqualTo(2);
  }

  @Test
  void whatAnEarlierRunLeftIsSweptAway() throws IOException {
    plugins.stop();
    Files.createDirectories(data.resolve("running"));
    Files.writeString(data.resolve("running/1.jar"), "left by a crash");

    start(Duration.ofMinutes(1));

    assertThat(data.resolve("running")).isEmptyDirectory();
  }

  @Test
  void aBrokenJarIsShownAndTheOthersAreUsed() throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a-broken.jar"), "this is no JAR");
    JarOf.validator(
        folder.resolve("b-throws.jar"),
        "public Judge() { throw new IllegalStateException(\"never\"); }"
            + JarOf.named("throws", "return true;"));
    JarOf.validator(folder.resolve("c-named.jar"), JarOf.named("No Name", "return true;"));
    JarOf.validator(folder.resolve("d-good.jar"), JarOf.named("good", "return true;"));

    look();

    assertThat(agree("good")).isTrue();
    assertThat(report("a-broken.jar").state()).isEqualTo(State.BROKEN);
    assertThat(report("b-throws.jar").lastError()).contains("plugin.Judge");
    assertThat(report("c-named.jar").lastError())
        .isEqualTo(
            "plugin.Judge has no name of 1 to 60 lower-case letters, digits and" + " hyphens");
  }

  @Test
  void ofTwoWithOneNameTheFirstIsUsedAndTheOtherIsShown() throws Exception {
    JarOf.validator(folder.resolve("a.jar"), JarOf.named("mine", "return true;"));
    JarOf.validator(folder.resolve("b.jar"), JarOf.named("mine", "return false;"));
    JarOf.validator(folder.resolve("c.jar"), JarOf.named("bitwise", "return true;"));

    look();

    assertThat(agree("mine")).isTrue();
    assertThat(plugins.reports())
        .filteredOn(report -> report.state() == State.HIDDEN)
        .extracting(PluginReport::source, PluginReport::lastError)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("c.jar", "its name is taken by one of server"),
            org.assertj.core.api.Assertions.tuple("b.jar", "its name is taken by one of a.jar"));
  }

  @Test
  void aPluginSeesTheJdkAndTheInterfacesAndNothingElseOfTheServer() throws Exception {
    JarOf.validator(
        folder.resolve("mine.jar"),
        JarOf.named(
            "mine",
            """
            try {
              Class.forName(one);
              return true;
            } catch (ClassNotFoundException absent) {
              return false;
            }
            """));
    look();

    assertThat(sees("java.sql.Connection")).isTrue();
    assertThat(sees("org.idlewild.validator.Validator")).isTrue();
    assertThat(sees("org.idlewild.scheduler.plugin.Plugins")).isFalse();
    assertThat(sees("org.idlewild.work.Workunit")).isFalse();
    assertThat(sees("jakarta.persistence.EntityManager")).isFalse();
  }

  @Test
  void aPluginThatThrowsIsCountedAndGoesOn() {
    JarOf.validator(
        folder.resolve("mine.jar"),
        JarOf.named("mine", "if (one.isEmpty()) throw new Error(\"a fault\"); return true;"));
    look();

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> ask("mine", ""))
        .withMessage("it failed: java.lang.Error: a fault");

    PluginReport report = report("mine");
    assertThat(report.failures()).isEqualTo(1);
    assertThat(report.state()).isEqualTo(State.ON);
    assertThat(report.lastError()).isEqualTo("it failed: java.lang.Error: a fault");
  }

  @Test
  void aPluginThatHangsAndTakesNoNoticeIsSwitchedOffAtTheFourthThread() throws Exception {
    plugins.stop();
    start(Duration.ofMillis(50));
    JarOf.validator(
        folder.resolve("mine.jar"),
        JarOf.named(
            "mine",
            "while (true) { java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);"
                + " Thread.interrupted(); }"));
    look();

    for (int i = 0; i < 4; i++) {
      assertThat(report("mine").state()).isEqualTo(State.ON);
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> ask("mine", "x"))
          .withMessageContaining("took longer");
    }

    assertThat(report("mine").state()).isEqualTo(State.OFF);
    assertThat(report("mine").threadsLeft()).isEqualTo(4);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> ask("mine", "x"))
        .withMessage("it is switched off: 4 threads that it left behind do not end");

    assertThat(plugins.on(Kind.VALIDATOR, "mine")).isTrue();
    assertThat(report("mine").state()).isEqualTo(State.ON);

    JarOf.validator(folder.resolve("mine.jar"), JarOf.named("mine", "return true;"));
    look();
    assertThat(agree("mine")).isTrue();
    assertThat(report("mine").threadsLeft()).isZero();
  }

  @Test
  void aPluginThatStartsThreadsAndLeavesThemIsSwitchedOff() throws Exception {
    JarOf.validator(
        folder.resolve("mine.jar"),
        JarOf.named(
            "mine",
            """
            Thread leak = new Thread(() -> {
              try {
                Thread.sleep(1_000_000);
              } catch (InterruptedException stopped) {
                // Ends.
              }
            });
            leak.setDaemon(true);
            leak.start();
            return true;
            """));
    look();

    for (int i = 0; i < 4; i++) {
      assertThat(agree("mine")).isTrue();
    }

    assertThat(report("mine").state()).isEqualTo(State.OFF);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> ask("mine", "x"));
  }

  @Test
  void aPluginThatEndsWhenItIsInterruptedIsNotSwitchedOff() {
    plugins.stop();
    start(Duration.ofMillis(50));
    JarOf.validator(
        folder.resolve("mine.jar"),
        JarOf.named(
            "mine",
            "try { Thread.sleep(1_000_000); return true; }"
                + " catch (InterruptedException stopped) { return false; }"));
    look();

    for (int i = 0; i < 6; i++) {
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> ask("mine", "x"));
    }

    assertThat(report("mine").state()).isEqualTo(State.ON);
    assertThat(report("mine").failures()).isEqualTo(6);
  }

  @Test
  void whatAppsWaitForIsShownUntilItComes() {
    plugins.miss(Kind.VALIDATOR, "mine");
    assertThat(report("mine").state()).isEqualTo(State.MISSING);

    JarOf.validator(folder.resolve("mine.jar"), JarOf.named("mine", "return true;"));
    look();
    assertThat(report("mine").state()).isEqualTo(State.ON);
  }

  @Test
  void optionsAreCheckedByTheValidatorThatGetsThem() {
    assertThat(plugins.checkValidator("numeric", Map.of("absolute", "0.1"))).isEmpty();
    assertThat(plugins.checkValidator("bitwise", Map.of("absolute", "0.1")))
        .contains("the validator bitwise takes no options");
    assertThat(plugins.checkValidator("none", Map.of()).orElseThrow())
        .startsWith("there is no such validator; there are: bitwise, ")
        .contains("lines, numeric, script");
    assertThat(plugins.checkAssimilator("none", Map.of()).orElseThrow())
        .startsWith("there is no such assimilator; there are: merge");
    assertThat(report("bitwise").failures()).isZero();
  }

  private long look() {
    now = now.plusSeconds(60);
    return plugins.refresh(now);
  }

  private boolean agree(String name) throws Unavailable {
    return ask(name, "x");
  }

  private boolean sees(String type) throws Unavailable {
    return ask("mine", type);
  }

  private boolean ask(String name, String text) throws Unavailable {
    return plugins
        .validator(name)
        .orElseThrow()
        .call(validator -> agree(validator, text), IllegalArgumentException.class);
  }

  @SuppressWarnings("unchecked") // Those of these tests compare strings.
  private static boolean agree(org.idlewild.validator.Validator<?> validator, String text) {
    return ((org.idlewild.validator.Validator<String>) validator).agree(text, text);
  }

  private PluginReport report(String name) {
    return plugins.reports().stream()
        .filter(report -> report.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
