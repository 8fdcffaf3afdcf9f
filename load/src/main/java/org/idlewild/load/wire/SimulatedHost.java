package org.idlewild.load.wire;

import java.io.IOException;

/**
 * A host as the server sees it: it has one task at a time, and each of its requests reports the
 * last one and asks for one more. Used by one thread at a time.
 */
public interface SimulatedHost {
  /** Which of the users owns it, by number. */
  int owner();

  /** Sends its next request and takes in the answer. */
  Turn turn(Connection connection) throws IOException;

  /**
   * What a request came to.
   *
   * @param status HTTP's
   * @param reported the result that the server acknowledged; 0 for none
   * @param sent the result that the server sent; 0 for none
   * @param workunit that result's; 0 for none
   */
  record Turn(int status, long reported, long sent, long workunit) {
    /** No answer to count on. */
    static Turn failed(int status) {
      return new Turn(status, 0, 0, 0);
    }
  }
}
