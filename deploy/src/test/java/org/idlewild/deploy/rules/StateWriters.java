package org.idlewild.deploy.rules;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.HashSet;
import java.util.Set;

/**
 * The store's methods that write a state of a workunit or a result: those that set a state field of
 * a row, those with an UPDATE or INSERT that names a state column, and those of the store that call
 * such a one.
 */
final class StateWriters {

  private StateWriters() {}

  static boolean writes(JavaCodeUnit unit) {
    return writes(unit, new HashSet<>());
  }

  private static boolean writes(JavaCodeUnit unit, Set<JavaCodeUnit> seen) {
    if (!Stages.isOfTheStore(unit) || !seen.add(unit)) {
      return false;
    }
    return Bytecode.of(unit.getOwner()).writesState(unit.getName())
        || unit.getAccessesFromSelf().stream()
            .map(JavaAccess::getTarget)
            .flatMap(target -> target.resolveMember().stream())
            .filter(JavaCodeUnit.class::isInstance)
            .map(JavaCodeUnit.class::cast)
            .anyMatch(called -> writes(called, seen));
  }
}
