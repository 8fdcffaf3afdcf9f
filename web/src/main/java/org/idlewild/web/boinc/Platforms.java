package org.idlewild.web.boinc;

import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** BOINC's names of platforms and ours. */
final class Platforms {
  /** Ours, BOINC's, and what people call it. */
  private record Platform(String ours, String name, String people) {}

  private static final List<Platform> ALL =
      List.of(
          new Platform("linux-x86_64", "x86_64-pc-linux-gnu", "Linux on 64-bit Intel and AMD"),
          new Platform("windows-x86_64", "windows_x86_64", "Windows on 64-bit Intel and AMD"),
          new Platform("windows-x86", "windows_intelx86", "Windows on 32-bit Intel and AMD"));

  private static final Map<String, String> OURS =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Platform::name, Platform::ours));
  private static final Map<String, String> THEIRS =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Platform::ours, Platform::name));

  private Platforms() {}

  /** Those of a client's that we know. */
  static List<String> ours(Stream<String> theirs) {
    return theirs.map(OURS::get).filter(name -> name != null).distinct().toList();
  }

  /** What a client calls one that it has said to have. */
  static String theirs(String ours) {
    return THEIRS.get(ours);
  }

  /** Names, each with what people call it. */
  static List<Entry<String, String>> forPeople() {
    return ALL.stream().map(platform -> Map.entry(platform.name(), platform.people())).toList();
  }
}
