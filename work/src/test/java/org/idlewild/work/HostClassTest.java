package org.idlewild.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostClassTest {

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    // system, architecture, model, class by system, class by processor; - where it cannot be told
    "linux, x86_64, Intel(R) Core(TM) i7, linux, linux x86_64 intel",
    "Linux, X86_64, GenuineIntel, linux, linux x86_64 intel",
    "GNU/Linux, x86_64, AMD Ryzen 7, linux, linux x86_64 amd",
    "linux, amd64, AuthenticAMD, linux, linux x86_64 amd",
    "Windows 11, amd64, AMD Ryzen 7, windows, windows x86_64 amd",
    "Microsoft Windows 11, amd64, Intel, windows, windows x86_64 intel",
    "Mac OS X, aarch64, Apple M2, mac, mac aarch64",
    "macos, arm64, Apple M2, mac, mac aarch64",
    "Darwin, x86_64, Intel Core, mac, mac x86_64 intel",
    "freebsd, riscv64, SiFive, freebsd, freebsd riscv64",
    "linux, aarch64, Cortex-A72, linux, linux aarch64",
    "linux, x86_64, VIA Nano, linux, -",
    "linux, i686, unknown, linux, -",
    "linux, amd64, unknown, linux, -",
    "linux, '', Cortex-A72, linux, -",
    "'', x86_64, Intel, -, -",
    "'  ', x86_64, Intel, -, -"
  })
  void hostsOfOneClassAreAlike(
      String system, String architecture, String model, String bySystem, String byProcessor) {
    HostDescription host = host(system, architecture, model);

    assertThat(HostClass.of(host, Redundancy.SYSTEM)).isEqualTo(known(bySystem));
    assertThat(HostClass.of(host, Redundancy.PROCESSOR)).isEqualTo(known(byProcessor));
    assertThat(HostClass.of(host, Redundancy.ANY)).contains("any");
  }

  @Test
  void workCanBeMadeForTheClassesThatManyHostsAreOf() {
    assertThat(HostClass.names(Redundancy.ANY)).isEmpty();
    assertThat(HostClass.names(Redundancy.SYSTEM)).containsExactly("linux", "mac", "windows");
    assertThat(HostClass.names(Redundancy.PROCESSOR))
        .hasSize(9)
        .contains("linux x86_64 intel", "mac aarch64", "windows x86_64 amd");
  }

  private static Optional<String> known(String name) {
    return Stream.of(name).filter(text -> !text.equals("-")).findFirst();
  }

  private static HostDescription host(String system, String architecture, String model) {
    HostDescription plain = new Scene().description();
    return new HostDescription(
        plain.name(),
        plain.agentVersion(),
        system,
        plain.osVersion(),
        architecture,
        model,
        plain.processors(),
        plain.flopsPerProcessor(),
        plain.memoryBytes(),
        plain.diskFreeBytes(),
        plain.platforms(),
        plain.sandboxes(),
        plain.unsandboxed(),
        plain.features(),
        plain.onFraction(),
        plain.beta());
  }
}
