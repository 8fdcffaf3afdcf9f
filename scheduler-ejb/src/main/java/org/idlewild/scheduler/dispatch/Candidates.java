package org.idlewild.scheduler.dispatch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.scheduler.feeder.Candidate;
import org.idlewild.scheduler.feeder.DispatchBuffer;
import org.idlewild.scheduler.settings.DispatchSettings;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Hosts;
import org.idlewild.scheduler.store.LocalFiles;
import org.idlewild.scheduler.store.Waiting;
import org.idlewild.work.Locality;
import org.idlewild.work.Match;

/** What a host may look through, in order. To be called in a transaction. */
@Singleton
class Candidates {
  private static final int LOW = 100;

  /** So many of the files that a host used last are asked for beyond what is at hand. */
  private static final int FILES = 20;

  private final DispatchBuffer buffer;
  private final Waiting waiting;
  private final LocalFiles files;
  private final Catalogue catalogue;
  private final DispatchSettings settings;

  @Inject
  Candidates(
      DispatchBuffer buffer,
      Waiting waiting,
      LocalFiles files,
      Catalogue catalogue,
      DispatchSettings settings) {
    this.buffer = buffer;
    this.waiting = waiting;
    this.files = files;
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /** Whether the feeder should look for more. */
  boolean runLow() {
    return buffer.size() < LOW || buffer.isStuck();
  }

  /** Sent for good: no longer at hand. */
  void sent(long result) {
    buffer.remove(result);
  }

  /** All results at hand. */
  Set<Long> atHand() {
    return buffer.queues().stream()
        .flatMap(queue -> buffer.candidates(queue).stream())
        .map(Candidate::result)
        .collect(Collectors.toSet());
  }

  /** Whether it matters what files a host holds. */
  boolean areLocal() {
    return queues().stream().anyMatch(files::areWantedBy);
  }

  /** What is meant for single hosts and users that ask now, by queue. */
  Map<Long, List<Waiting.Unsent>> targeted(Collection<Hosts.Host> hosts) {
    return waiting.targeted(
        hosts.stream()
            .flatMap(host -> Waiting.targets(host.id(), host.account()).stream())
            .distinct()
            .toList(),
        LOW);
  }

  /** What is meant for a host or its user. */
  List<Candidate> targeted(Match.Offer offer, Round round) {
    return Waiting.targets(offer.host(), offer.user()).stream()
        .flatMap(queue -> round.targeted(queue).stream())
        .sorted(Comparator.comparing(Waiting.Unsent::place))
        .limit(LOW)
        .map(unsent -> candidate(unsent, round.now()))
        .toList();
  }

  /** Whether it matters how much of an app's work a user's hosts have together. */
  boolean areLimitedByUser() {
    return queues().stream().anyMatch(app -> catalogue.app(app).policy().maxPerUser() > 0);
  }

  /** The queues of what is at hand. */
  Set<Long> queues() {
    return buffer.queues();
  }

  /**
   * What waits in a queue, what suits the host best first.
   *
   * @param held hashes of the files that the host holds, those first that it used last
   */
  List<Candidate> of(long queue, List<String> held, Instant now) {
    List<Candidate> atHand = buffer.candidates(queue);
    if (held.isEmpty() || !files.areWantedBy(queue)) {
      return atHand;
    }
    Map<Long, Candidate> all = new LinkedHashMap<>();
    atHand.forEach(candidate -> all.put(candidate.result(), candidate));
    Set<String> hashes = new HashSet<>(held);
    if (atHand.stream().filter(c -> Locality.score(c.files(), hashes) > 0).count() < LOW) {
      onDemand(queue, held, now).forEach(found -> all.putIfAbsent(found.result(), found));
    }
    return Locality.order(
            all.values().stream().map(each -> local(each, now)).toList(),
            hashes,
            settings.localityPatience())
        .stream()
        .map(each -> all.get(each.result()))
        .toList();
  }

  /** What waits far behind, and the host has the files for it. */
  private List<Candidate> onDemand(long queue, List<String> held, Instant now) {
    List<Waiting.Unsent> found = new ArrayList<>();
    for (String file : held.subList(0, Math.min(FILES, held.size()))) {
      if (found.size() < LOW) {
        files.waiting(file, LOW).stream().filter(r -> r.queue() == queue).forEach(found::add);
      }
    }
    var inputs = files.of(found.stream().map(Waiting.Unsent::workunit).distinct().toList());
    return found.stream()
        .map(
            unsent -> candidate(unsent, now).with(inputs.getOrDefault(unsent.workunit(), Set.of())))
        .toList();
  }

  private Locality.Candidate local(Candidate candidate, Instant now) {
    Duration passedOver =
        buffer
            .overtaken(candidate.result())
            .map(since -> Duration.between(since, now))
            .orElse(Duration.ZERO);
    return new Locality.Candidate(
        candidate.result(), candidate.priority(), candidate.files(), passedOver);
  }

  /**
   * Notes how a host's way through a queue ended.
   *
   * @param passedOver what did not fit it
   * @param taken what it got
   */
  void walked(long queue, Collection<Long> passedOver, Collection<Candidate> taken, Instant now) {
    buffer.passOver(passedOver);
    taken.stream()
        .map(Candidates::place)
        .max(Waiting.Place::compareTo)
        .ifPresent(last -> buffer.overtake(before(queue, last), now));
  }

  private List<Long> before(long queue, Waiting.Place last) {
    Stream<Candidate> local =
        files.areWantedBy(queue) ? buffer.candidates(queue).stream() : Stream.empty();
    return local.filter(c -> place(c).compareTo(last) < 0).map(Candidate::result).toList();
  }

  private static Waiting.Place place(Candidate candidate) {
    return new Waiting.Place(candidate.priority(), candidate.result());
  }

  private static Candidate candidate(Waiting.Unsent unsent, Instant now) {
    return new Candidate(
        unsent.result(), unsent.workunit(), unsent.queue(), unsent.place().priority(), now);
  }
}
