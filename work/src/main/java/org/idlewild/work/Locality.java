package org.idlewild.work;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which candidate costs a host the least to fetch. */
public final class Locality {
  private Locality() {}

  /**
   * A result that waits.
   *
   * @param result its id
   * @param priority higher is sent sooner, whatever it costs
   * @param files what a host needs for it
   * @param passedOver how long ago another was first preferred to it; zero for never
   */
  public record Candidate(long result, int priority, Set<StoredFile> files, Duration passedOver) {}

  /** How many bytes of some files a host has already. */
  public static long score(Set<StoredFile> files, Set<String> held) {
    return files.stream()
        .filter(file -> held.contains(file.sha256()))
        .mapToLong(StoredFile::bytes)
        .sum();
  }

  /** The file that decides which hosts are preferred: the largest. */
  public static Optional<StoredFile> main(Collection<StoredFile> files) {
    return files.stream()
        .max(Comparator.comparingLong(StoredFile::bytes).thenComparing(StoredFile::sha256));
  }

  /**
   * The candidates in the order in which a host should get them. Equal ones keep their order, and
   * one that was passed over for so long comes first of its priority whatever it costs: nobody
   * waits for ever.
   *
   * @param candidates oldest first
   * @param held the hashes of what the host has
   * @param patience zero for none: then nothing is preferred
   */
  public static List<Candidate> order(
      List<Candidate> candidates, Set<String> held, Duration patience) {
    return candidates.stream()
        .sorted(
            Comparator.comparingInt(Candidate::priority)
                .reversed()
                .thenComparing(
                    Comparator.<Candidate>comparingLong(c -> worth(c, held, patience)).reversed()))
        .toList();
  }

  private static long worth(Candidate candidate, Set<String> held, Duration patience) {
    boolean waitsNoLonger = candidate.passedOver().compareTo(patience) >= 0;
    return waitsNoLonger ? Long.MAX_VALUE : score(candidate.files(), held);
  }
}
