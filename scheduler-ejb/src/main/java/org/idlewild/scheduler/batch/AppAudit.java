package org.idlewild.scheduler.batch;

import java.lang.reflect.RecordComponent;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.idlewild.work.App;

/** What changed about an application, for the log. */
final class AppAudit {
  private AppAudit() {}

  /** What differs, with what it was and what it is; of options only that they do. */
  static String of(App before, App after) {
    Stream<String> options =
        Stream.of(
                before.validatorOptions().equals(after.validatorOptions())
                    ? ""
                    : "validatorOptions",
                before.assimilatorOptions().equals(after.assimilatorOptions())
                    ? ""
                    : "assimilatorOptions")
            .filter(name -> !name.isEmpty());
    String all =
        Stream.concat(differences(before.policy(), after.policy()), options)
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "nothing" : all;
  }

  private static Stream<String> differences(Record before, Record after) {
    return Stream.of(before.getClass().getRecordComponents())
        .flatMap(part -> difference(part.getName(), value(part, before), value(part, after)));
  }

  private static Stream<String> difference(String name, Object before, Object after) {
    if (before.equals(after)) {
      return Stream.empty();
    }
    return before instanceof Record old
        ? differences(old, (Record) after)
        : Stream.of(name + " " + before + " -> " + after);
  }

  private static Object value(RecordComponent part, Record of) {
    try {
      return part.getAccessor().invoke(of);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("every part of a record can be read", failure);
    }
  }
}
