package org.idlewild.scheduler.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.plugin.TimeLimit;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.validator.Validator;
import org.idlewild.work.Validation;
import org.idlewild.work.Workunit;

/**
 * Takes workunits that need validation through their app's validator. Plug-ins run outside
 * transactions; their judgement is written only when nothing about the workunit changed meanwhile.
 */
@Singleton
public class ValidatorPass implements Pass {
  private static final Logger LOG = System.getLogger(ValidatorPass.class.getName());

  private final Transactions transactions;
  private final Workunits workunits;
  private final Cases cases;
  private final Plugins plugins;
  private final TimeLimit limit;

  /**
   * Where the next run begins, so that workunits whose validator is unavailable do not bar the
   * others.
   */
  private long after;

  @Inject
  ValidatorPass(
      Transactions transactions,
      Workunits workunits,
      Cases cases,
      Plugins plugins,
      TimeLimit limit) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.cases = cases;
    this.plugins = plugins;
    this.limit = limit;
  }

  @Override
  public PassName name() {
    return PassName.VALIDATOR;
  }

  @Override
  public int run(int most, Instant now) {
    List<Long> ids = transactions.call(() -> workunits.toValidate(most, after));
    after = ids.size() < most ? 0 : ids.get(ids.size() - 1);
    Map<Long, Judged> judged = new HashMap<>();
    for (Cases.Case each : transactions.call(() -> cases.of(ids))) {
      judge(each).ifPresent(judgement -> judged.put(each.workunit().id(), judgement));
    }
    Faults.at(Point.CASES_JUDGED);
    int done = transactions.each(List.copyOf(judged.keySet()), some -> write(some, judged, now));
    Faults.at(Point.JUDGEMENTS_DONE);
    return done;
  }

  /** A judgement, and what it was made of. */
  private record Judged(Workunits.Whole from, Validation validation) {}

  private Optional<Judged> judge(Cases.Case each) {
    Optional<Validator<?>> validator = plugins.validator(each.validator());
    if (validator.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "workunit {0} waits for the validator {1}, which is not here",
          each.workunit().id(),
          each.validator());
      return Optional.empty();
    }
    try {
      Validation validation =
          new Judge<>(validator.get(), limit, each.outputs())
              .judge(each.workunit(), each.whole().results());
      return Optional.of(new Judged(each.whole(), validation));
    } catch (Unavailable failure) {
      LOG.log(
          Level.WARNING,
          "workunit " + each.workunit().id() + " is validated later: " + failure.getMessage());
      return Optional.empty();
    }
  }

  private void write(List<Long> ids, Map<Long, Judged> judged, Instant now) {
    for (Workunits.Whole whole : workunits.load(ids)) {
      Judged judgement = judged.get(whole.workunit().id());
      // Whatever changed meanwhile, the workunit still needs validation and comes again.
      if (judgement.from().equals(whole)) {
        Workunit decided = judgement.validation().workunit().due(now);
        workunits.save(decided, judgement.validation().changed());
        Faults.at(Point.JUDGEMENT_SAVED);
      }
    }
    Faults.at(Point.JUDGEMENTS_WRITTEN);
  }
}
