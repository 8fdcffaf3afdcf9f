package org.idlewild.work;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of an app's versions a host gets (BOINC: get_app_version).
 *
 * @param match whether it gets any; the obstacle of the version that came furthest through the
 *     rules
 * @param version what it runs; empty unless it fits
 */
public record Choice(Match match, Optional<AppVersion> version) {

  /** Of the versions that fit, the one that the host runs fastest; of equals the oldest. */
  public static Choice of(Match.Demand demand, Match.Offer offer, Match.Rules rules) {
    List<Choice> choices =
        demand.versions().stream()
            .map(version -> new Choice(Match.of(version, demand, offer, rules), version))
            .toList();
    Optional<AppVersion> best =
        choices.stream()
            .filter(choice -> choice.match == Match.FITS)
            .flatMap(choice -> choice.version.stream())
            .max(
                Comparator.<AppVersion>comparingDouble(version -> speed(version, offer))
                    .thenComparing(Comparator.comparingLong(AppVersion::id).reversed()));
    Match furthest =
        choices.stream()
            .map(Choice::match)
            .max(Comparator.naturalOrder())
            .orElse(Match.WRONG_PLATFORM);
    return new Choice(furthest, best);
  }

  private Choice(Match match, AppVersion version) {
    this(match, Optional.of(version));
  }

  private static double speed(AppVersion version, Match.Offer offer) {
    PlanClass plan = version.planClass();
    return plan.speed() * plan.processors() / offer.history(version.id()).pace();
  }
}
