package org.idlewild.work;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which candidate costs a host the least to fetch. */
public final class Locality {
  private Locality() {}

  /**
   * A result that waits.
   *
   * @param result its id
   * @param files what a host needs for it
   * @param passedOver how often another was preferred
   */
  public record Candidate(long result, Set<StoredFile> files, int passedOver) {}

  /** How many bytes of some files a host has already. */
  public static long score(Set<StoredFile> files, Set<String> held) {
    return files.stream()
        .filter(file -> held.contains(file.sha256()))
        .mapToLong(StoredFile::bytes)
        .sum();
  }

  /**
   * The candidates in the order in which a host should get them. Equal ones keep their order, and
   * one that was passed over so often comes first whatever it costs: nobody waits for ever.
   *
   * @param candidates most urgent first
   * @param held the hashes of what the host has
   * @param patience 1 or more
   */
  public static List<Candidate> order(List<Candidate> candidates, Set<String> held, int patience) {
    return candidates.stream()
        .sorted(
            Comparator.<Candidate, Boolean>comparing(c -> c.passedOver() < patience)
                .thenComparing(
                    Comparator.<Candidate>comparingLong(
                            c -> c.passedOver() < patience ? score(c.files(), held) : 0)
                        .reversed()))
        .toList();
  }
}
