package org.idlewild.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.idlewild.agent.policy.Activity;
import org.idlewild.agent.policy.Decision;
import org.idlewild.agent.policy.Preferences;
import org.idlewild.agent.policy.RunPolicy;

/** Looks at the machine every few seconds, decides, and keeps account of it. */
final class PolicyWatch {
  private static final System.Logger LOG = System.getLogger(PolicyWatch.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Preferences preferences;
  private final Supplier<Activity> look;
  private final OnTime onTime;
  private final SpeedWatch speed;
  private Instant due = Instant.MIN;
  private Decision last = new Decision.Run();

  PolicyWatch(Preferences preferences, Supplier<Activity> look, OnTime onTime, SpeedWatch speed) {
    this.preferences = preferences;
    this.look = look;
    this.onTime = onTime;
    this.speed = speed;
  }

  /** The decision for now. */
  Decision decide(Instant now) throws IOException {
    Decision decision = decision(now);
    onTime.note(now, decision.runs());
    speed.turn(now);
    return decision;
  }

  private Decision decision(Instant now) {
    if (preferences.neverPause()) {
      due = Instant.MAX;
    } else if (!now.isBefore(due)) {
      due = now.plus(INTERVAL);
      Decision decision = RunPolicy.decide(look.get(), preferences);
      if (!decision.getClass().equals(last.getClass())) {
        LOG.log(System.Logger.Level.INFO, "Tasks: {0}", decision);
      }
      last = decision;
    }
    return last;
  }

  /** When it looks again. */
  Instant due() {
    return due;
  }
}
