package org.idlewild.simulator.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.idlewild.simulator.invariants.Crowd.Earner;
import org.idlewild.simulator.invariants.Crowd.Kind;
import org.idlewild.simulator.invariants.Snapshot.ResultFacts;
import org.idlewild.work.Credit;
import org.idlewild.work.CreditScheme;

/** What is wrong with what was paid. Amounts are such that their sums are exact. */
final class Books {
  private Books() {}

  static Stream<String> paidForNothing(Change change) {
    Stream<String> worthless =
        change.now().results().values().stream()
            .filter(result -> result.credit() != 0 && !result.isValid())
            .map(ResultFacts::toString);
    return Stream.concat(
        worthless,
        change.results(
            (was, is) -> was.credit() != is.credit() && (was.isValid() || !is.isValid())));
  }

  static Stream<String> paidUnlike(Change change) {
    return change.units(unit -> isUnlike(change.now(), change.resultsOf(unit)));
  }

  private static boolean isUnlike(Snapshot now, List<ResultFacts> results) {
    List<ResultFacts> valid = results.stream().filter(ResultFacts::isValid).toList();
    if (valid.isEmpty()) {
      return false;
    }
    double paid = valid.get(0).credit();
    Apps.Policy policy = now.apps().policyOf(valid.get(0).version().orElseThrow());
    return valid.stream().anyMatch(result -> result.credit() != paid)
        || (policy.credit() == CreditScheme.FIXED && paid != Credit.rounded(policy.fixedCredit()));
  }

  static Stream<String> unbalanced(Change change) {
    Map<Earner, Double> paid = new HashMap<>();
    change.now().results().values().forEach(result -> add(paid, change, result));
    Set<Earner> all = new HashSet<>(paid.keySet());
    all.addAll(change.now().crowd().earned().keySet());
    Stream<String> wrong =
        all.stream()
            .filter(
                earner ->
                    change.now().crowd().earned(earner.kind(), earner.id())
                            - change.before().crowd().earned(earner.kind(), earner.id())
                        != paid.getOrDefault(earner, 0.0))
            .map(Earner::toString);
    Crowd crowd = change.now().crowd();
    return Stream.concat(
        wrong,
        crowd.total(Kind.HOST) == crowd.total(Kind.USER)
            ? Stream.empty()
            : Stream.of("hosts " + crowd.total(Kind.HOST) + ", users " + crowd.total(Kind.USER)));
  }

  private static void add(Map<Earner, Double> paid, Change change, ResultFacts result) {
    ResultFacts was = change.before().results().get(result.id());
    double amount = result.credit() - (was == null ? 0 : was.credit());
    if (amount != 0 && result.host().isPresent() && result.user().isPresent()) {
      long user = result.user().getAsLong();
      paid.merge(new Earner(Kind.HOST, result.host().getAsLong()), amount, Double::sum);
      paid.merge(new Earner(Kind.USER, user), amount, Double::sum);
      change
          .now()
          .crowd()
          .teamOf(user)
          .ifPresent(team -> paid.merge(new Earner(Kind.TEAM, team), amount, Double::sum));
    }
  }
}
