package org.idlewild.agent.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.idlewild.agent.files.Blob;
import org.idlewild.agent.sandbox.Limits;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.agent.sandbox.Program;
import org.idlewild.protocol.TaskOrder;

/** Turns an order into a program for a sandbox. */
final class Programs {
  /** A Java runtime starts threads of its own, which are not the app's. */
  private static final int JAVA_THREADS = 24;

  private Programs() {}

  /** Makes the program of an order without fault. */
  static Program of(TaskOrder order, TaskFolder folder, Function<Blob, Path> cached) {
    Platform platform = Platform.of(order.platform()).orElseThrow();
    return new Program(
        "task-" + order.resultId(),
        new Program.Command(platform, order.main(), order.arguments()),
        order.files().stream()
            .map(f -> new Program.AppFile(f.name(), cached.apply(new Blob(f.sha256(), f.bytes()))))
            .toList(),
        folder.work(),
        stdout(order, folder),
        limits(order.limits(), platform),
        Terms.of(order));
  }

  private static Optional<Program.Capture> stdout(TaskOrder order, TaskFolder folder) {
    return order.outputs().stream()
        .filter(output -> output.name().equals(TaskFolder.STDOUT))
        .map(output -> new Program.Capture(folder.stdout(), output.maxBytes()))
        .findFirst();
  }

  private static Limits limits(TaskOrder.Limits limits, Platform platform) {
    return new Limits(
        limits.memoryBytes(),
        Duration.ofSeconds(limits.cpuSeconds()),
        Duration.ofSeconds(limits.elapsedSeconds()),
        limits.processes() + (platform == Platform.JAVA ? JAVA_THREADS : 0),
        limits.diskBytes());
  }
}
