package org.idlewild.scheduler.status;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;
import org.idlewild.scheduler.access.Caller;
import org.idlewild.scheduler.daemon.PassName;
import org.idlewild.scheduler.daemon.PassRecord;
import org.idlewild.scheduler.daemon.PassRunner;

/** The passes as an operator sees them. Threads: any. */
@Singleton
public class PassViews {
  private final PassRunner runner;

  @Inject
  PassViews(PassRunner runner) {
    this.runner = runner;
  }

  /** All passes; FORBIDDEN for all but operators. */
  public List<PassView> all(Caller caller) {
    caller.requireOperator();
    return Stream.of(PassName.values()).map(this::view).toList();
  }

  private PassView view(PassName name) {
    PassRecord passed = runner.record(name);
    return new PassView(
        name.name(),
        passed.lastRun(),
        passed.lastDuration().toMillis(),
        passed.lastCount(),
        passed.totalCount(),
        passed.failures());
  }
}
