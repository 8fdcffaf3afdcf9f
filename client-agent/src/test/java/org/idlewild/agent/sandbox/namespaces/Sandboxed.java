package org.idlewild.agent.sandbox.namespaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.sandbox.Exit;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.agent.sandbox.Running;
import org.idlewild.agent.sandbox.Sandbox;
import org.idlewild.agent.sandbox.testing.Hello;

/** Builds and runs a program in a sandbox. */
final class Sandboxed {
  /** Makes the file {@code count} grow by a byte at a time, until there is a file {@code stop}. */
  static final String COUNT_UNTIL_STOP =
      "while [ ! -e stop ]; do printf x >> count; sleep 0.01; done";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path data;
  private final Sandbox sandbox;
  private Shape shape = Shape.ROOMY;
  private long stdoutLimit = 1 << 20;
  private Program program;

  Sandboxed(Path data, Sandbox sandbox) {
    this.data = data;
    this.sandbox = sandbox;
    assertThat(sandbox.prepare(data)).as("the sandbox works here").isEmpty();
  }

  /** Limits under construction. */
  record Shape(long memory, Duration cpu, Duration elapsed, int processes, long disk) {
    static final Shape ROOMY =
        new Shape(512L << 20, Duration.ofSeconds(30), Duration.ofSeconds(40), 64, 100L << 20);

    Shape memory(long bytes) {
      return new Shape(bytes, cpu, elapsed, processes, disk);
    }

    Shape cpu(Duration limit) {
      return new Shape(memory, limit, elapsed, processes, disk);
    }

    Shape elapsed(Duration limit) {
      return new Shape(memory, cpu, limit, processes, disk);
    }

    Shape processes(int limit) {
      return new Shape(memory, cpu, elapsed, limit, disk);
    }

    Shape disk(long bytes) {
      return new Shape(memory, cpu, elapsed, processes, bytes);
    }
  }

  Sandboxed limits(UnaryOperator<Shape> change) {
    shape = change.apply(Shape.ROOMY);
    return this;
  }

  Sandboxed stdoutLimit(long bytes) {
    stdoutLimit = bytes;
    return this;
  }

  Sandboxed shell(String script) throws IOException {
    Path main = data.resolve("script");
    Files.deleteIfExists(main);
    Files.writeString(main, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(main, PosixFilePermissions.fromString("r-x------"));
    return program(Platform.LINUX_X86_64, "main.sh", main, List.of());
  }

  Sandboxed java(String... arguments) throws IOException {
    Path jar = data.resolve("jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
    String entry = Hello.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream files = new JarOutputStream(out, manifest);
        var code = Hello.class.getClassLoader().getResourceAsStream(entry)) {
      files.putNextEntry(new JarEntry(entry));
      code.transferTo(files);
    }
    return program(Platform.JAVA, "hello.jar", jar, List.of(arguments));
  }

  private Sandboxed program(Platform platform, String name, Path main, List<String> arguments)
      throws IOException {
    Folders.delete(work());
    Folders.createPrivate(work());
    program =
        new Program(
            "test",
            new Program.Command(platform, name, arguments),
            List.of(new Program.AppFile(name, main)),
            work(),
            Optional.of(new Program.Capture(data.resolve("task/stdout"), stdoutLimit)),
            new Limits(
                shape.memory(), shape.cpu(), shape.elapsed(), shape.processes(), shape.disk()));
    return this;
  }

  Exit run() throws IOException {
    return start().awaiting().join();
  }

  Running start() throws IOException {
    return sandbox.start(program);
  }

  /** A process that has started the counting program and waits to be ended. */
  Process inAnotherProcess() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            CountingAgent.class.getName(),
            data.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  Path work() {
    return data.resolve("task/work");
  }

  String stdout() throws IOException {
    return Files.readString(data.resolve("task/stdout"));
  }

  long count() throws IOException {
    Path count = work().resolve("count");
    return Files.exists(count) ? Files.size(count) : 0;
  }

  void awaitCount(long least) throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    while (count() < least) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The count once it has not changed for a while; fails when it never stops. */
  long settledCount() throws IOException {
    Instant end = Instant.now().plus(PATIENCE);
    long last = -1;
    int same = 0;
    while (same < 30) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      long count = count();
      same = count == last ? same + 1 : 0;
      last = count;
      LockSupport.parkNanos(10_000_000);
    }
    return last;
  }

  /** No process anywhere that works in the folder. */
  void assertNoProcessIsLeft() {
    await(() -> ProcessHandle.allProcesses().noneMatch(this::isOurs));
  }

  private boolean isOurs(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains("bwrap") && line.contains(work().toString()))
        .isPresent();
  }

  /** Control groups whose names carry this data folder's mark. */
  List<Path> groupsLeft() throws IOException {
    List<Path> left = new ArrayList<>();
    String mark = NamespaceSandbox.prefix(data);
    var groups = CgroupSearch.find("idlewild-none-");
    if (groups.isPresent()) {
      for (Path parent : groups.get().parents().values()) {
        try (Stream<Path> folders = Files.list(parent)) {
          folders.filter(f -> f.getFileName().toString().startsWith(mark)).forEach(left::add);
        }
      }
    }
    return left;
  }

  private static void await(BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("patience").isBefore(end);
      LockSupport.parkNanos(5_000_000);
    }
  }
}
