package org.idlewild.agent.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for a program inside the virtual machine, as programs inside it find. */
class ClaimsTest {
  /** Files may be sparse, and beyond what 32 bits can count. */
  private static final Limits LIMITS =
      new Limits(1L << 30, Duration.ofSeconds(60), Duration.ofMinutes(2), 64, 1L << 33);

  private final List<Path> made = new ArrayList<>();

  @AfterEach
  void removeFolders() throws IOException {
    for (Path folder : made) {
      Folders.delete(folder);
    }
  }

  @TestFactory
  Stream<DynamicNode> claims() throws Exception {
    return containers("claims", trivial(Windows::compile));
  }

  @TestFactory
  Stream<DynamicNode> claimsOf32Bits() throws Exception {
    // Wine writes down the fonts of the code page of whoever is the first to ask for them.
    Surface alone = left(Windows::compileNarrow, "!LoadLibraryA(\"user32\")");
    Surface before = trivial(Windows::compileNarrow).or(alone);
    return containers("claims32", before);
  }

  private Stream<DynamicNode> containers(String built, Surface before) throws IOException {
    return Claims.all().stream()
        .flatMap(
            claims -> claims.cases().stream().map(one -> container(built, claims, one, before)));
  }

  private DynamicNode container(String built, Claims claims, String one, Surface before) {
    String name = claims.name() + (one.isEmpty() ? "" : " " + one);
    return dynamicContainer(name, Stream.of(0).flatMap(run -> tests(built, claims, one, before)));
  }

  private Stream<DynamicTest> tests(String built, Claims claims, String one, Surface before) {
    List<DynamicTest> tests = new ArrayList<>();
    try {
      Trial trial = trial(claims);
      Ended ended = run(trial, built, claims, one);
      List<String> lines = trial.out().lines().toList();
      Surface after = Surface.of(trial);
      tests.add(
          dynamicTest(
              "it ends as it should",
              () ->
                  assertThat(Integer.toHexString(ended.report().exit().orElse(-1)))
                      .as("%s; %s%s", ended.sentence(), trial.out(), trial.err())
                      .isEqualTo(Integer.toHexString(claims.ends()))));
      tests.add(
          dynamicTest(
              "it says that it ends", () -> assertThat(ended.cause()).isNotEqualTo(Cause.CUT_OFF)));
      tests.add(dynamicTest("it claims something", () -> assertThat(lines).isNotEmpty()));
      tests.add(
          dynamicTest(
              "nothing but its root has changed",
              () -> assertThat(after.beyond(before)).isEmpty()));
      lines.forEach(line -> tests.add(dynamicTest(line, () -> assertThat(line).startsWith("ok "))));
      trial.remove();
    } catch (Exception e) {
      tests.add(
          dynamicTest(
              "it runs",
              () -> {
                throw e;
              }));
    }
    return tests.stream();
  }

  private Trial trial(Claims claims) throws Exception {
    Trial trial = new Trial(folder()).bare().limits(LIMITS);
    trial.policy(String.join("\n", claims.policy())).last(claims::interfere);
    for (String input : claims.inputs()) {
      String[] parts = input.split(" ", 2);
      trial.input(parts[0], parts.length > 1 ? parts[1] : "");
    }
    return trial;
  }

  private Ended run(Trial trial, String built, Claims claims, String one) throws Exception {
    Path lies = Windows.shim().folder().resolve(built);
    String program = claims.name() + ".exe";
    List<Path> files = new ArrayList<>(List.of(lies.resolve(program)));
    claims.extras().libraries().forEach(library -> files.add(lies.resolve(library)));
    Map<String, Path> wrapped = Trial.wrap(folder(), files);
    if (one.isEmpty()) {
      trial.start(wrapped, program);
    } else {
      trial.start(wrapped, program, one);
    }
    return trial.await();
  }

  /** What Wine leaves for a program that only asks for the desktop. */
  private Surface trivial(Compiler compiler) throws Exception {
    return left(compiler, "!IsWindow(GetDesktopWindow())");
  }

  private Surface left(Compiler compiler, String asks) throws Exception {
    Trial trial = new Trial(folder()).bare();
    Path program =
        compiler.compile(
            folder().resolve("p.exe"),
            "#include <windows.h>",
            "int main(void) { return " + asks + "; }");
    trial.start(Trial.wrap(folder(), List.of(program)), "p.exe");
    trial.await();
    return Surface.of(trial);
  }

  private interface Compiler {
    Path compile(Path program, String... lines) throws IOException;
  }

  private Path folder() throws IOException {
    Path folder = Files.createTempDirectory("claims");
    made.add(folder);
    return folder;
  }
}
