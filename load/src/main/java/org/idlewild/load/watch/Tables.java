package org.idlewild.load.watch;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What the server's tables hold, looked at from outside. */
public final class Tables {
  /** Each batch counts those that are not at their end: one row, however many they are. */
  private static final String COMPLETE = "SELECT SUM(total) - SUM(inputs_left) FROM batch";

  /** Assimilated, and files gone: states by their places in the enums of {@code work}. */
  private static final String COUNTED =
      "SELECT COUNT(*) FROM workunit WHERE assimilate_state = 2 AND file_delete_state = 2";

  private static final String UNSENT = "SELECT COUNT(*) FROM result WHERE server_state = 1";

  private static final String REPORTED =
      "SELECT COUNT(*) FROM result WHERE server_state = 3 AND outcome = 1";

  private static final int CHUNK = 1000;

  private final Database database;

  /** Of a database. */
  public Tables(Database database) {
    this.database = database;
  }

  /** How many workunits have come to their end; costs the database next to nothing. */
  public long complete() throws IOException {
    return database.number(COMPLETE);
  }

  /** The same, counted one by one. */
  public long completeOneByOne() throws IOException {
    return database.number(COUNTED);
  }

  /** How many results wait to be sent. */
  public long unsent() throws IOException {
    return database.number(UNSENT);
  }

  /** How many of some results the tables do not have as reported well. */
  public long lost(Collection<Long> acknowledged) throws IOException {
    List<Long> all = List.copyOf(acknowledged);
    long lost = all.size();
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<Long> some = all.subList(from, Math.min(all.size(), from + CHUNK));
      String ids = some.stream().map(String::valueOf).collect(Collectors.joining(", "));
      lost -= database.number(REPORTED + " AND id IN (" + ids + ")");
    }
    return lost;
  }
}
