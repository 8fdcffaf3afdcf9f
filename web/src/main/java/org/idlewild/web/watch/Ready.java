package org.idlewild.web.watch;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.idlewild.scheduler.daemon.Readiness;

/** Ready when the stages can take work. */
@org.eclipse.microprofile.health.Readiness
@Singleton
public class Ready implements HealthCheck {
  private final Readiness readiness;

  /** Asks the stages. */
  @Inject
  public Ready(Readiness readiness) {
    this.readiness = readiness;
  }

  @Override
  public HealthCheckResponse call() {
    boolean ready = readiness.ready();
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("idlewild").status(ready);
    return ready ? answer.build() : answer.withData("reason", readiness.reason()).build();
  }
}
