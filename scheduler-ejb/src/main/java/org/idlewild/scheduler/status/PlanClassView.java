package org.idlewild.scheduler.status;

import java.util.List;
import org.idlewild.work.PlanClass;

/** What an app version asks of a host beyond its platform; an empty name asks nothing. */
public record PlanClassView(String name, int processors, List<String> features, double speed) {
  static PlanClassView of(PlanClass plan) {
    return new PlanClassView(
        plan.name(), plan.processors(), plan.features().stream().sorted().toList(), plan.speed());
  }
}
