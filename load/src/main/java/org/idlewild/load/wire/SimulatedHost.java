package org.idlewild.load;

import java.io.IOException;

/**
 * A host as the server sees it: it has one task at a time, and each of its requests reports the
 * last one and asks for one more. Used by one thread at a time.
 */
interface SimulatedHost {
  /** Sends its next request and takes in the answer. */
  Turn turn(Connection connection) throws IOException;

  /**
   * What a request came to.
   *
   * @param status HTTP's
   * @param reported the result that the server acknowledged; 0 for none
   * @param sent the result that the server sent; 0 for none
   */
  record Turn(int status, long reported, long sent) {}
}
