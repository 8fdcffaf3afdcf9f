package org.idlewild.scheduler.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One statement that writes several rows of a table, each with values of its own. Column names come
 * from the code alone. Used by one thread.
 */
final class RowUpdate {
  private final String table;
  private final String key;
  private final List<?> keys;
  private final List<String> assignments = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private final StringBuilder conditions = new StringBuilder();
  private final List<Object> conditionValues = new ArrayList<>();

  private RowUpdate(String table, String key, List<?> keys) {
    this.table = table;
    this.key = key;
    this.keys = keys;
  }

  /**
   * Of some rows.
   *
   * @param keys their ids, each once; at least one
   */
  static RowUpdate of(String table, List<?> keys) {
    return of(table, "id", keys);
  }

  /** The same by a column that tells these rows from each other. */
  static RowUpdate of(String table, String key, List<?> keys) {
    return new RowUpdate(table, key, keys);
  }

  /** All get the same. */
  RowUpdate set(String column, Object value) {
    assignments.add(column + " = ?");
    values.add(value);
    return this;
  }

  /** All get what follows from what they have, such as {@code version = version + 1}. */
  RowUpdate setting(String assignment) {
    assignments.add(assignment);
    return this;
  }

  /** Each gets its own, in the order of the keys. */
  RowUpdate setEach(String column, List<?> each) {
    if (new HashSet<>(each).size() == 1) {
      return set(column, each.get(0));
    }
    assignments.add(column + " = " + choice(column, each, values));
    return this;
  }

  /** Each is written only while it has its own, in the order of the keys. */
  RowUpdate whileEach(String column, List<?> each) {
    conditions.append(" AND ").append(column).append(" = ");
    if (new HashSet<>(each).size() == 1) {
      conditions.append('?');
      conditionValues.add(each.get(0));
    } else {
      conditions.append(choice(column, each, conditionValues));
    }
    return this;
  }

  /** Each is written only while this holds. */
  RowUpdate onlyWhile(String condition, Object... some) {
    conditions.append(" AND ").append(condition);
    conditionValues.addAll(List.of(some));
    return this;
  }

  /** The column itself stands at the end so that every database knows the values' type. */
  private String choice(String column, List<?> each, List<Object> into) {
    StringBuilder choice = new StringBuilder("CASE ").append(key);
    for (int i = 0; i < keys.size(); i++) {
      choice.append(" WHEN ? THEN ?");
      into.add(keys.get(i));
      into.add(each.get(i));
    }
    return choice.append(" ELSE ").append(column).append(" END").toString();
  }

  /** Writes; the number of rows that were. */
  int run(Sql sql) {
    String statement =
        "UPDATE "
            + table
            + " SET "
            + assignments.stream().collect(Collectors.joining(", "))
            + " WHERE "
            + key
            + " IN "
            + Sql.places(keys.size())
            + conditions;
    List<Object> all = new ArrayList<>(values);
    all.addAll(keys);
    all.addAll(conditionValues);
    return sql.run(statement, all);
  }
}
