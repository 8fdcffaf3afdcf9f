package org.idlewild.web.agent;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.idlewild.protocol.HostFacts;
import org.idlewild.web.http.ProblemException;
import org.idlewild.work.ClientTerms;
import org.idlewild.work.HostDescription;

/** What a host says of itself, checked and in the domain's words. */
final class Facts {
  private static final int NAME = 120;
  private static final int TEXT = 250;
  private static final int PROCESSORS = 65_536;
  private static final int WORDS = 32;
  private static final double FLOPS = 1e18;
  private static final long BYTES = 1L << 60;

  private Facts() {}

  static HostDescription of(HostFacts given) {
    HostFacts facts = Checks.present("facts", given);
    return new HostDescription(
        name(facts.name()),
        Checks.text(facts.agentVersion(), 60),
        Checks.text(facts.osName(), 60),
        Checks.text(facts.osVersion(), TEXT),
        Checks.text(facts.architecture(), 60),
        Checks.text(facts.processorModel(), TEXT),
        processors(facts.processors()),
        Checks.amount("facts.flopsPerProcessor", facts.flopsPerProcessor(), FLOPS),
        Checks.count("facts.memoryBytes", facts.memoryBytes(), BYTES),
        Checks.count("facts.diskFreeBytes", facts.diskFreeBytes(), BYTES),
        words("facts.platforms", facts.platforms()),
        words("facts.sandboxes", facts.sandboxes()),
        facts.unsandboxed(),
        features(Objects.requireNonNullElse(facts.features(), List.of())),
        fraction(facts.onFraction()),
        facts.beta());
  }

  /** An agent cannot pass for a BOINC client, whose work is none of its own. */
  private static Set<String> features(List<String> features) {
    return words("facts.features", features).stream()
        .filter(word -> !word.equals(ClientTerms.FEATURE))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String name(String name) {
    String plain = Checks.text(name, NAME).replaceAll("\\s", " ");
    return plain.isBlank() ? "unnamed" : plain;
  }

  private static int processors(int processors) {
    if (processors < 1 || processors > PROCESSORS) {
      throw ProblemException.malformed(
          "\"facts.processors\" must be from 1 to " + PROCESSORS + ".");
    }
    return processors;
  }

  /** An agent that does not say counts as always on. */
  private static double fraction(Double onFraction) {
    if (onFraction == null) {
      return 1;
    }
    if (!(onFraction > 0 && onFraction <= 1)) {
      throw ProblemException.malformed("\"facts.onFraction\" must be above 0 and up to 1.");
    }
    return onFraction;
  }

  private static List<String> words(String name, List<String> words) {
    List<String> all = Checks.list(name, words);
    if (all.size() > WORDS) {
      throw ProblemException.malformed("\"" + name + "\" has at most " + WORDS + " items.");
    }
    all.forEach(word -> Checks.word(name, word));
    return all;
  }
}
