package org.idlewild.web.watch;

import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive unless threads wait for each other for ever: only a new start ends that. */
@Liveness
@Singleton
public class Live implements HealthCheck {
  @Override
  public HealthCheckResponse call() {
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return HealthCheckResponse.named("idlewild-threads")
        .status(deadlocked == null)
        .withData("deadlocked", deadlocked == null ? 0 : deadlocked.length)
        .build();
  }
}
