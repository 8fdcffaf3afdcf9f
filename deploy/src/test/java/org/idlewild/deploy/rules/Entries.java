package org.idlewild.deploy.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** Where the machine's clock and chance come in, and from where they are passed on. */
final class Entries {

  private static final Set<String> CLASSES =
      Set.of("org.idlewild.agent.Agent", "org.idlewild.web.Now");

  private static final Set<String> CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.Math.random",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.util.concurrent.ThreadLocalRandom.current",
          "java.util.Random.<init>",
          "java.util.Date.<init>");

  private Entries() {}

  /** Holds for all classes but the entries, to which the classes inside them belong. */
  static DescribedPredicate<JavaClass> no() {
    return DescribedPredicate.not(
            resideInAnyPackage(
                    "org.idlewild.agent.cli..",
                    "org.idlewild.scheduler.daemon..",
                    "org.idlewild.load.cli..")
                .or(DescribedPredicate.describe("are entries", Entries::isOrIsInside)))
        .as("are no entries");
  }

  static ArchCondition<JavaClass> askNeitherTimeNorChance() {
    return new ArchCondition<>("ask the machine neither for the time nor for chance") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getCodeUnitCallsFromSelf().stream()
            .filter(call -> asks(call.getTarget()))
            .forEach(
                call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
        type.getCodeUnitReferencesFromSelf().stream()
            .filter(reference -> asks(reference.getTarget()))
            .forEach(
                reference ->
                    events.add(
                        SimpleConditionEvent.violated(reference, reference.getDescription())));
      }
    };
  }

  private static boolean isOrIsInside(JavaClass type) {
    return CLASSES.contains(type.getName().split("\\$", 2)[0]);
  }

  /**
   * With an argument (a seed, a clock) the answer is the caller's; a time zone is no such argument.
   */
  private static boolean asks(CodeUnitAccessTarget target) {
    List<String> parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    if (target.getOwner().getPackageName().equals("java.time") && target.getName().equals("now")) {
      return !parameters.contains("java.time.Clock");
    }
    return parameters.isEmpty()
        && CALLS.contains(target.getOwner().getName() + "." + target.getName());
  }
}
