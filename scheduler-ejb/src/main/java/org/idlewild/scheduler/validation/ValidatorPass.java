package org.idlewild.scheduler.validation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.idlewild.scheduler.daemon.Pass;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.Wake;
import org.idlewild.scheduler.decision.Decisions;
import org.idlewild.scheduler.fault.Faults;
import org.idlewild.scheduler.fault.Point;
import org.idlewild.scheduler.plugin.Kind;
import org.idlewild.scheduler.plugin.Plugin;
import org.idlewild.scheduler.plugin.Plugins;
import org.idlewild.scheduler.plugin.Unavailable;
import org.idlewild.scheduler.store.Decision;
import org.idlewild.scheduler.store.Transactions;
import org.idlewild.scheduler.store.Workunits;
import org.idlewild.validator.Validator;
import org.idlewild.work.Result;
import org.idlewild.work.Slice;
import org.idlewild.work.Validation;
import org.idlewild.work.Workunit;

/**
 * Takes workunits that need validation through their app's validator. Plug-ins run outside
 * transactions; their judgement is written only when nothing about the workunit changed meanwhile.
 * What cannot be judged waits, each time longer, until the plug-ins change.
 */
@Singleton
public class ValidatorPass implements Pass {
  private static final Logger LOG = System.getLogger(ValidatorPass.class.getName());

  private final Transactions transactions;
  private final Workunits workunits;
  private final Cases cases;
  private final Verdicts verdicts;
  private final Plugins plugins;
  private final Payment payment;
  private final Decisions decisions;
  private final Wake wake;

  /** Where the next run begins, so that workunits that cannot be written do not bar the others. */
  private long after;

  private long generation = -1;

  /** Judging has no answer that is thrown: whatever is thrown is a reason to try again. */
  private static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Inject
  ValidatorPass(
      Transactions transactions,
      Workunits workunits,
      Cases cases,
      Verdicts verdicts,
      Plugins plugins,
      Payment payment,
      Decisions decisions,
      Wake wake) {
    this.transactions = transactions;
    this.workunits = workunits;
    this.cases = cases;
    this.verdicts = verdicts;
    this.plugins = plugins;
    this.payment = payment;
    this.decisions = decisions;
    this.wake = wake;
  }

  @Override
  public PassName name() {
    return PassName.VALIDATOR;
  }

  @Override
  public int run(int limit, Instant now) {
    return run(Slice.WHOLE, limit, now);
  }

  @Override
  public int run(Slice slice, int most, Instant now) {
    lookAtPlugins(now);
    List<Long> ids = transactions.call(() -> workunits.toValidate(slice, most, after, now));
    after = ids.size() < most ? 0 : ids.get(ids.size() - 1);
    Map<Long, Judged> judged = new HashMap<>();
    List<Long> later = new ArrayList<>();
    for (Cases.Case each : transactions.call(() -> cases.of(ids))) {
      long id = each.workunit().id();
      judge(each).ifPresentOrElse(judgement -> judged.put(id, judgement), () -> later.add(id));
    }
    transactions.each(later, some -> workunits.validateLater(some, now));
    Faults.at(Point.CASES_JUDGED);
    AtomicBoolean waiting = new AtomicBoolean();
    int done =
        transactions.each(
            List.copyOf(judged.keySet()),
            some -> {
              if (write(some, judged, now)) {
                waiting.set(true);
              }
            });
    Faults.at(Point.JUDGEMENTS_DONE);
    if (waiting.get()) {
      wake.up(PassName.FEEDER);
    }
    return done;
  }

  private void lookAtPlugins(Instant now) {
    long here = plugins.refresh(now);
    if (here != generation) {
      transactions.run(workunits::validateNow);
      generation = here;
    }
  }

  /** A judgement, and what it was made of. */
  private record Judged(Cases.Case from, Validation validation) {}

  private Optional<Judged> judge(Cases.Case each) {
    Optional<Plugin<Validator<?>>> plugin = plugins.validator(each.app().validator());
    if (plugin.isEmpty()) {
      plugins.miss(Kind.VALIDATOR, each.app().validator());
      return Optional.empty();
    }
    try {
      Validation validation =
          plugin.get().call(validator -> judge(validator, each), NoAnswer.class);
      return Optional.of(new Judged(each, validation));
    } catch (Unavailable failure) {
      LOG.log(
          Level.DEBUG,
          "workunit {0} is validated later: {1}",
          each.workunit().id(),
          failure.getMessage());
      return Optional.empty();
    }
  }

  private static <T> Validation judge(Validator<T> validator, Cases.Case each) throws Exception {
    return new Judge<>(validator.with(each.app().validatorOptions()), each.outputs())
        .judge(each.workunit(), each.whole().results());
  }

  /** Whether something can be sent that could not be sent before. */
  private boolean write(List<Long> ids, Map<Long, Judged> judged, Instant now) {
    Payment.Due due = payment.due();
    List<Decision> decided = new ArrayList<>();
    List<Verdicts.Judged> verdict = new ArrayList<>();
    for (Workunits.Whole whole : workunits.load(ids)) {
      Judged judgement = judged.get(whole.workunit().id());
      // Whatever changed meanwhile, the workunit still needs validation and comes again.
      if (judgement.from().whole().equals(whole)) {
        Workunit workunit = judgement.validation().workunit();
        List<Result> changed = judgement.validation().changed();
        due.add(judgement.from().app(), workunit, changed);
        verdict.add(new Verdicts.Judged(workunit, changed));
        decided.add(decisions.of(whole, workunit, changed, now));
      }
    }
    Map<Long, Double> credits = due.pay(now);
    decisions.write(decided.stream().map(each -> each.granting(credits)).toList(), now);
    Faults.at(Point.JUDGEMENT_SAVED);
    verdicts.note(verdict);
    Faults.at(Point.JUDGEMENTS_WRITTEN);
    return Decisions.makeWork(decided);
  }
}
