package org.idlewild.web.boinc;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names by which a client knows the results that it has. */
final class HeldNames {
  private final Map<Long, String> names;

  private HeldNames(Map<Long, String> names) {
    this.names = names;
  }

  /** Of the names that it sent. */
  static HeldNames of(Stream<String> names) {
    return new HeldNames(
        names
            .filter(name -> Names.result(name).isPresent())
            .collect(
                Collectors.toMap(
                    name -> Names.result(name).orElseThrow(), name -> name, (one, other) -> one)));
  }

  /** Those of some results; what it did not name it does not have. */
  List<String> of(Collection<Long> results) {
    return results.stream().filter(names::containsKey).map(names::get).toList();
  }

  Collection<Long> results() {
    return names.keySet();
  }
}
