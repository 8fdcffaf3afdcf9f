package org.idlewild.scheduler.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.idlewild.scheduler.store.Catalogue;
import org.idlewild.scheduler.store.Credits;
import org.idlewild.scheduler.store.PeakAverages;
import org.idlewild.work.App;
import org.idlewild.work.AppVersion;
import org.idlewild.work.Credit;
import org.idlewild.work.CreditScheme;
import org.idlewild.work.PeakFlops;
import org.idlewild.work.Result;
import org.idlewild.work.ValidateState;
import org.idlewild.work.Workunit;

/**
 * Pays results for being valid, in the transaction that makes them so: that is why each is paid
 * exactly once.
 */
@Singleton
class Payment {
  private final Credits credits;
  private final PeakAverages averages;
  private final Catalogue catalogue;

  @Inject
  Payment(Credits credits, PeakAverages averages, Catalogue catalogue) {
    this.credits = credits;
    this.averages = averages;
    this.catalogue = catalogue;
  }

  /** A new list of what is due. */
  Due due() {
    return new Due();
  }

  /** Results of one workunit that became valid. */
  private record Bill(App app, long canonical, List<Long> valid) {
    boolean isLate() {
      return !valid.contains(canonical);
    }
  }

  /** What is to be paid in one transaction. */
  final class Due {
    private final List<Bill> bills = new ArrayList<>();

    private Due() {}

    /** Notes the results that a judgement made valid. */
    void add(App app, Workunit workunit, List<Result> changed) {
      List<Long> valid =
          changed.stream()
              .filter(result -> result.validateState() == ValidateState.VALID)
              .map(Result::id)
              .toList();
      if (!valid.isEmpty()) {
        bills.add(new Bill(app, workunit.canonicalResult().getAsLong(), valid));
      }
    }

    /** Pays; what each result gets is for its row. */
    Map<Long, Double> pay(Instant now) {
      List<Long> results =
          bills.stream()
              .flatMap(bill -> Stream.concat(bill.valid().stream(), Stream.of(bill.canonical())))
              .distinct()
              .toList();
      Map<Long, Credits.Claim> claims = credits.claims(results);
      Map<Credits.Claim, Double> amounts = new HashMap<>();
      List<PeakAverages.Sample> samples = new ArrayList<>();
      for (Bill bill : bills) {
        List<Credits.Claim> valid =
            bill.valid().stream().map(claims::get).filter(Objects::nonNull).toList();
        double amount = amount(bill, valid, claims.get(bill.canonical()));
        valid.forEach(claim -> amounts.put(claim, amount));
        if (bill.app().policy().credit() == CreditScheme.NORMALISED) {
          valid.stream().map(Payment::sample).forEach(samples::add);
        }
      }
      averages.learn(samples);
      return credits.pay(amounts, now);
    }
  }

  /** A result that comes late gets what those before it got. */
  private double amount(Bill bill, List<Credits.Claim> valid, Credits.Claim canonical) {
    if (valid.isEmpty()) {
      return 0;
    }
    if (bill.isLate()) {
      return canonical == null ? 0 : canonical.credit();
    }
    return switch (bill.app().policy().credit()) {
      case FIXED -> Credit.rounded(bill.app().policy().fixedCredit());
      case RUN_TIME ->
          Credit.granted(valid.stream().map(claim -> Credit.of(claim.usage().flops())).toList());
      case NORMALISED -> Credit.granted(normalised(bill.app(), valid));
    };
  }

  private List<Double> normalised(App app, List<Credits.Claim> valid) {
    List<Long> versions = catalogue.versionsOf(app.id()).stream().map(AppVersion::id).toList();
    Map<Long, PeakFlops> all = averages.overAllHosts(versions);
    return valid.stream()
        .map(
            claim ->
                PeakFlops.normalised(
                    claim.usage().peakFlops(),
                    averages.of(claim.appVersion(), claim.host()),
                    all.getOrDefault(claim.appVersion(), PeakFlops.NONE),
                    all.values()))
        .map(Credit::of)
        .toList();
  }

  private static PeakAverages.Sample sample(Credits.Claim claim) {
    double ratio = claim.usage().peakFlops() / PeakFlops.estimate(claim.flopsEstimate());
    return new PeakAverages.Sample(claim.appVersion(), claim.host(), ratio);
  }
}
