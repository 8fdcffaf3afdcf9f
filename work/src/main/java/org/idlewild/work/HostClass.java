package org.idlewild.work;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What hosts must be alike in to give the same digits (BOINC: hr.cpp, hr_info). */
public final class HostClass {
  private static final List<String> SYSTEMS = List.of("linux", "mac", "windows");
  private static final List<String> PROCESSORS = List.of("aarch64", "x86_64 amd", "x86_64 intel");

  /** What some systems call an architecture that has another name elsewhere. */
  private static final Map<String, String> ALIASES = Map.of("amd64", "x86_64", "arm64", "aarch64");

  private HostClass() {}

  /**
   * The classes that work can be made for, in order. Hosts of others exist, but too few to wait
   * for.
   *
   * @return none for {@link Redundancy#ANY}
   */
  public static List<String> names(Redundancy redundancy) {
    return switch (redundancy) {
      case ANY -> List.of();
      case SYSTEM -> SYSTEMS;
      case PROCESSOR ->
          SYSTEMS.stream()
              .flatMap(system -> PROCESSORS.stream().map(processor -> system + " " + processor))
              .toList();
    };
  }

  /**
   * The class of a host, in words that are the same for hosts that are alike.
   *
   * @return empty when it cannot be told; such a host gets no work that asks for likeness
   */
  public static Optional<String> of(HostDescription host, Redundancy redundancy) {
    return switch (redundancy) {
      case ANY -> Optional.of("any");
      case SYSTEM -> system(host);
      case PROCESSOR -> system(host).flatMap(s -> processor(host).map(p -> s + " " + p));
    };
  }

  private static Optional<String> system(HostDescription host) {
    String name = host.osName().strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    return Stream.of("windows", "linux", "mac", "darwin")
        .filter(name::contains)
        .findFirst()
        .map(known -> known.equals("darwin") ? "mac" : known)
        .or(() -> Optional.of(name));
  }

  private static Optional<String> processor(HostDescription host) {
    String said = host.architecture().strip().toLowerCase(Locale.ROOT);
    String architecture = ALIASES.getOrDefault(said, said);
    if (architecture.isEmpty()) {
      return Optional.empty();
    }
    String model = host.processorModel().toLowerCase(Locale.ROOT);
    if (model.contains("intel")) {
      return Optional.of(architecture + " intel");
    }
    if (model.contains("amd")) {
      return Optional.of(architecture + " amd");
    }
    // Other makers are known by their architecture alone, except where several share one.
    return architecture.contains("86") ? Optional.empty() : Optional.of(architecture);
  }
}
