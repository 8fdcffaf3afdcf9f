package org.idlewild.deploy.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** The scheduler's packages that are steps of the pipeline. */
final class Stages {

  private static final String SCHEDULER = "org.idlewild.scheduler.";

  private static final Set<String> ALL =
      Set.of(
          "batch",
          "feeder",
          "dispatch",
          "report",
          "transitioner",
          "validation",
          "assimilation",
          "deletion",
          "trickle",
          "status");

  private static final Set<String> WRITE_STATES =
      Set.of(
          "batch",
          "decision",
          "dispatch",
          "report",
          "transitioner",
          "validation",
          "assimilation",
          "deletion");

  /** What stages stand on, which must not know them. */
  private static final Set<String> FOUNDATIONS =
      Set.of("store", "daemon", "plugin", "settings", "access", "fault");

  private Stages() {}

  static ArchCondition<JavaClass> importNoOtherStage() {
    return Dependencies.notDependOn("another stage", Stages::isForbidden);
  }

  static DescribedPredicate<JavaClass> writeNoStates() {
    return DescribedPredicate.describe(
        "are neither the store nor a stage that writes states",
        type -> {
          String part = partOf(type);
          return type.getPackageName().startsWith("org.idlewild.")
              && !part.equals("store")
              && !WRITE_STATES.contains(part);
        });
  }

  static ArchCondition<JavaClass> callNoStateWriterOfTheStore() {
    return new ArchCondition<>("call no method of the store that writes a state") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnitCallsFromSelf().stream()
            .filter(call -> writesState(call.getTarget()))
            .forEach(
                call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
        type.getCodeUnitReferencesFromSelf().stream()
            .filter(reference -> writesState(reference.getTarget()))
            .forEach(
                reference ->
                    events.add(
                        SimpleConditionEvent.violated(reference, reference.getDescription())));
      }
    };
  }

  private static boolean isForbidden(JavaClass from, JavaClass to) {
    String origin = partOf(from);
    String target = partOf(to);
    if (!ALL.contains(target) || origin.equals(target)) {
      return false;
    }
    // The one exception: dispatch takes from the buffer that the feeder owns and fills.
    boolean dispatchTakesFromFeeder = origin.equals("dispatch") && target.equals("feeder");
    return (ALL.contains(origin) && !dispatchTakesFromFeeder) || FOUNDATIONS.contains(origin);
  }

  private static boolean writesState(CodeUnitAccessTarget target) {
    return partOf(target.getOwner()).equals("store")
        && target.resolveMember().filter(StateWriters::writes).isPresent();
  }

  /** The package below the scheduler's, or nothing for all other classes. */
  static String partOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(SCHEDULER) ? name.substring(SCHEDULER.length()).split("\\.", 2)[0] : "";
  }

  static boolean isOfTheStore(JavaCodeUnit unit) {
    return partOf(unit.getOwner()).equals("store");
  }
}
