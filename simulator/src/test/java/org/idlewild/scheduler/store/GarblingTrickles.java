package org.idlewild.scheduler.store;

import java.time.Instant;

/** Broken: writes down something else than was said. */
public class GarblingTrickles extends StoredTrickles {
  GarblingTrickles(Database database) {
    super(database);
  }

  @Override
  public Message add(
      long batch, long result, boolean upwards, int number, String base64, Instant now) {
    return super.add(batch, result, upwards, number, "AAAA", now);
  }
}
