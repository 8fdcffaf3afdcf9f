package org.idlewild.scheduler.daemon;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.idlewild.scheduler.Refused;
import org.idlewild.scheduler.access.Caller;

/** Lets an operator run a pass. Threads: any. */
@Singleton
public class ByHand {
  private final Turns turns;
  private final Duration patience;

  @Inject
  ByHand(Turns turns) {
    this(turns, Duration.ofSeconds(30));
  }

  ByHand(Turns turns, Duration patience) {
    this.turns = turns;
    this.patience = patience;
  }

  /** How a run by hand went. */
  public enum Ending {
    /** It did what it could. */
    DONE,
    /** It failed; the log says why. */
    FAILED,
    /** It still runs, or waits for a run that does. */
    RUNNING
  }

  /**
   * A run by hand.
   *
   * @param rows how many rows it did; 0 unless it is done
   */
  public record Run(String name, int rows, Ending ending) {}

  /**
   * Runs one round of a pass on this node, paused or not, and waits for it, but not for long.
   *
   * @throws Refused FORBIDDEN for all but operators
   */
  public Run run(Caller caller, PassName name) {
    caller.requireOperator();
    CompletableFuture<Integer> rows = turns.byHand(name);
    try {
      return new Run(
          name.name(), rows.get(patience.toMillis(), TimeUnit.MILLISECONDS), Ending.DONE);
    } catch (ExecutionException failure) {
      return new Run(name.name(), 0, Ending.FAILED);
    } catch (TimeoutException slow) {
      return new Run(name.name(), 0, Ending.RUNNING);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Run(name.name(), 0, Ending.RUNNING);
    }
  }
}
