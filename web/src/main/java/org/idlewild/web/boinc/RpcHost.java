package org.idlewild.web.boinc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.HostDescription;

/** A client's machine in the domain's words. Nothing of it is refused: what is absurd is cut. */
final class RpcHost {
  /** What tells a client's host from an agent's. */
  static final String FEATURE = ClientTerms.FEATURE;

  private static final int NAME = 120;
  private static final int TEXT = 250;
  private static final int SHORT = 60;
  private static final long MOST_PROCESSORS = 65_536;
  private static final double MOST_FLOPS = 1e18;
  private static final double MOST_BYTES = 1L << 60;

  /** Those that programs are compiled for; a client lists a hundred more. */
  private static final Set<String> FEATURES =
      Set.of(
          "sse4_1",
          "sse4_2",
          "popcnt",
          "aes",
          "pclmulqdq",
          "avx",
          "f16c",
          "fma",
          "bmi1",
          "bmi2",
          "avx2",
          "avx512f",
          "avx512cd",
          "avx512bw",
          "avx512dq",
          "avx512vl",
          "asimd",
          "sve");

  private RpcHost() {}

  /** Reads a {@code scheduler_request}. */
  static HostDescription of(Element request) {
    Element none = new Element("host_info", "", "", List.of());
    Element host = request.child("host_info").orElse(none);
    Element time = request.child("time_stats").orElse(none);
    return new HostDescription(
        name(host),
        "BOINC " + version(request),
        Words.of(host.word("os_name"), SHORT),
        Words.of(host.word("os_version"), TEXT),
        Words.of(request.word("platform_name"), SHORT),
        Words.of(host.word("p_model"), TEXT),
        (int) Math.max(1, Math.min(MOST_PROCESSORS, host.whole("p_ncpus"))),
        amount(host.number("p_fpops"), MOST_FLOPS),
        (long) amount(host.number("m_nbytes"), MOST_BYTES),
        (long) amount(disk(request, host), MOST_BYTES),
        Platforms.ours(platforms(request)),
        List.of(),
        true,
        features(host),
        onFraction(time),
        false);
  }

  /** Its own name where the client tells it, and what else tells machines apart where not. */
  private static String name(Element host) {
    String name = Words.of(host.word("domain_name"), NAME).replaceAll("\\s", " ");
    return name.isBlank() ? "unnamed" : name;
  }

  private static String version(Element request) {
    return request.whole("core_client_major_version")
        + "."
        + request.whole("core_client_minor_version")
        + "."
        + request.whole("core_client_release");
  }

  private static Stream<String> platforms(Element request) {
    return Stream.concat(
        Stream.of(request.word("platform_name")),
        request.children("alt_platform").stream().map(other -> other.word("name")));
  }

  /** What it lets this project use, or what is free where it does not say. */
  private static double disk(Element request, Element host) {
    double share =
        request.child("disk_usage").map(usage -> usage.number("d_project_share")).orElse(0.0);
    double free = host.number("d_free");
    return share > 0 ? Math.min(share, free) : free;
  }

  private static Set<String> features(Element host) {
    String flags = host.word("p_features").toLowerCase(Locale.ROOT);
    return Stream.concat(
            Stream.of(FEATURE),
            Arrays.stream(flags.split("[^a-z0-9_]+")).filter(FEATURES::contains))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static double onFraction(Element time) {
    double fraction = time.number("on_frac") * time.number("active_frac");
    return fraction > 0 && fraction <= 1 ? fraction : 1;
  }

  private static double amount(double value, double most) {
    return value >= 0 ? Math.min(value, most) : 0;
  }
}
