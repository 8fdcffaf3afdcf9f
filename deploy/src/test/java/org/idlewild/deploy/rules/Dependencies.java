package org.idlewild.deploy.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a class imports. */
final class Dependencies {

  private static final Pattern BACK_END =
      Pattern.compile("org\\.idlewild\\.agent\\.sandbox\\.(\\w+)(\\..*)?");

  private Dependencies() {}

  static DescribedPredicate<JavaClass> outside(String... packages) {
    return not(resideInAnyPackage(packages));
  }

  static DescribedPredicate<JavaClass> named(String... names) {
    Set<String> all = Set.of(names);
    return DescribedPredicate.describe("are one of " + all, type -> all.contains(type.getName()));
  }

  /** Violated by each dependency for which {@code forbidden} holds of its origin and its target. */
  static ArchCondition<JavaClass> notDependOn(
      String what, BiPredicate<JavaClass, JavaClass> forbidden) {
    return new ArchCondition<>("not depend on " + what) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(found -> forbidden.test(type, found.getTargetClass().getBaseComponentType()))
            .forEach(
                found -> events.add(SimpleConditionEvent.violated(found, found.getDescription())));
      }
    };
  }

  /** Lambda bodies are compiled to methods, whose signatures nobody wrote: they do not count. */
  static ArchCondition<JavaClass> haveNoRowInASignature() {
    return new ArchCondition<>("have no *Row of the store in a signature") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getMembers().stream()
            .filter(member -> !member.getModifiers().contains(JavaModifier.SYNTHETIC))
            .filter(Dependencies::namesARow)
            .forEach(
                member ->
                    events.add(
                        SimpleConditionEvent.violated(
                            member, member.getDescription() + " names a row")));
      }
    };
  }

  static boolean isForeignBackEnd(JavaClass from, JavaClass to) {
    Matcher target = BACK_END.matcher(to.getPackageName());
    if (!target.matches()) {
      return false;
    }
    Matcher origin = BACK_END.matcher(from.getPackageName());
    return !(origin.matches() && origin.group(1).equals(target.group(1)));
  }

  private static boolean namesARow(JavaMember member) {
    return member.getAllInvolvedRawTypes().stream()
        .map(JavaClass::getBaseComponentType)
        .anyMatch(Dependencies::isRow);
  }

  private static boolean isRow(JavaClass type) {
    return type.getPackageName().startsWith("org.idlewild.scheduler.store")
        && type.getSimpleName().endsWith("Row");
  }
}
