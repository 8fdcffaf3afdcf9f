package org.idlewild.agent.task;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.idlewild.agent.files.Folders;
import org.idlewild.agent.files.Sha256;
import org.idlewild.agent.sandbox.Platform;
import org.idlewild.protocol.TaskOrder;

/**
 * Looks an order over before anything is done with it: a server may be wrong, or not the one it
 * says.
 */
final class OrderCheck {
  private static final int MAX_FILES = 1000;
  private static final int MAX_ARGUMENTS = 1000;
  private static final int MAX_ARGUMENTS_LENGTH = 100_000;
  private static final long MAX_SECONDS = 10L * 365 * 24 * 3600;
  private static final int MAX_PROCESSES = 1 << 15;

  private OrderCheck() {}

  /** One sentence on the first fault, or empty. */
  static Optional<String> fault(TaskOrder order) {
    if (!whole(order.arguments())
        || !whole(order.files())
        || !whole(order.inputs())
        || !whole(order.outputs())
        || order.limits() == null) {
      return Optional.of(
          "An order must have arguments, files, inputs, outputs and limits, even empty ones.");
    }
    if (order.processors() < 1) {
      return Optional.of("A task must keep 1 processor or more busy.");
    }
    if (Platform.of(order.platform()).isEmpty()) {
      return Optional.of("This agent does not know the platform " + order.platform() + ".");
    }
    return files(order.files(), "file")
        .or(() -> files(order.inputs(), "input"))
        .or(() -> outputs(order.outputs()))
        .or(() -> checkpoint(order.checkpoint()))
        .or(() -> command(order))
        .or(() -> Terms.fault(order))
        .or(() -> limits(order.limits()));
  }

  private static boolean whole(List<?> list) {
    return list != null && !list.contains(null);
  }

  private static Optional<String> files(List<TaskOrder.FileRef> files, String what) {
    Set<String> names = new HashSet<>();
    for (TaskOrder.FileRef file : files) {
      if (!Folders.isPlainName(file.name()) || !names.add(file.name())) {
        return Optional.of("The name of each " + what + " must be plain and there but once.");
      }
      if (!Sha256.isValid(file.sha256()) || file.bytes() < 0) {
        return Optional.of("The " + what + " " + file.name() + " needs a SHA-256 and a size.");
      }
    }
    return files.size() <= MAX_FILES
        ? Optional.empty()
        : Optional.of("An order may have " + MAX_FILES + " files at most.");
  }

  private static Optional<String> outputs(List<TaskOrder.OutputRule> outputs) {
    Set<String> names = new HashSet<>();
    for (TaskOrder.OutputRule output : outputs) {
      if (!Folders.isPlainName(output.name()) || !names.add(output.name())) {
        return Optional.of("The name of each output must be plain and there but once.");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> checkpoint(TaskOrder.Checkpoint checkpoint) {
    boolean sound =
        checkpoint == null
            || (Folders.isPlainName(checkpoint.name())
                && checkpoint.everySeconds() > 0
                && checkpoint.everySeconds() <= MAX_SECONDS
                && checkpoint.maxBytes() >= 0);
    return sound
        ? Optional.empty()
        : Optional.of("A checkpoint needs a plain name, an interval and a size.");
  }

  private static Optional<String> command(TaskOrder order) {
    if (order.files().stream().noneMatch(file -> file.name().equals(order.main()))) {
      return Optional.of("The main file must be one of the app's files.");
    }
    List<String> arguments = order.arguments();
    int length = arguments.stream().mapToInt(String::length).sum();
    if (arguments.size() > MAX_ARGUMENTS || length > MAX_ARGUMENTS_LENGTH) {
      return Optional.of("The command line is too long.");
    }
    return arguments.stream().anyMatch(argument -> argument.indexOf(0) >= 0)
        ? Optional.of("An argument must not hold the character NUL.")
        : Optional.empty();
  }

  private static Optional<String> limits(TaskOrder.Limits limits) {
    boolean positive =
        limits.memoryBytes() > 0
            && limits.cpuSeconds() > 0
            && limits.elapsedSeconds() > 0
            && limits.processes() > 0
            && limits.diskBytes() > 0;
    boolean sane =
        limits.cpuSeconds() <= MAX_SECONDS
            && limits.elapsedSeconds() <= MAX_SECONDS
            && limits.processes() <= MAX_PROCESSES;
    return positive && sane
        ? Optional.empty()
        : Optional.of("Every limit must be greater than 0 and not beyond all reason.");
  }
}
